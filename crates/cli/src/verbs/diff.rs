//! `assay standards diff`.

use assay_commands::areas::migration::StandardsDiffInput;
use assay_commands::catalogue::{CatalogueDiff, Change, ChangeKind, DiffCounts, DiffSide, ItemName};
use clap::Args;

use crate::arguments::one_of;
use crate::host::{Answer, Host};
use crate::output::{Paint, count, lines, short, table, word};

const KINDS: &[&str] = &[
    "added",
    "removed",
    "renumbered",
    "deprecated",
    "restored",
    "status-changed",
    "successors-changed",
    "retitled",
    "reworded",
    "reprofiled",
    "replatformed",
    "remapped",
    "relinked",
    "amended",
];

/// Two versions.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The older version: a digest, a commit, the beginning of one, or a version such as "MASTG 2.0.0"
    #[arg(value_name = "A")]
    from: String,
    /// The newer version of the same standard
    #[arg(value_name = "B")]
    to: String,
    /// List only changes of this kind; may be repeated
    #[arg(long, value_name = "KIND", value_parser = one_of::<KindWord>(KINDS))]
    only: Vec<KindWord>,
    /// Write the numbers alone
    #[arg(long)]
    summary: bool,
}

/// A kind of change, as it is written.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(from = "String")]
pub(crate) struct KindWord(String);

impl From<String> for KindWord {
    fn from(word: String) -> KindWord {
        KindWord(word.replace('_', "-"))
    }
}

pub(crate) async fn carry_out(host: &Host, verb: Diff) -> Answer<()> {
    let diff = host.call(StandardsDiffInput { a: verb.from, b: verb.to }).await?;
    host.output.show(&diff, |paint| {
        let wanted = |change: &&Change| verb.only.is_empty() || verb.only.iter().any(|it| it.0 == word(&change.kind));
        let mut text = head(paint, &diff);
        if !verb.summary && !diff.is_empty() {
            text.push('\n');
            let rows: Vec<Vec<String>> = diff.changes.iter().filter(wanted).map(row).collect();
            let heads = ["ID", "WHAT", "BEFORE", "AFTER"];
            text.push_str(&table(paint, &heads, &rows, "Nothing changed in this way."));
        }
        text
    });
    Ok(())
}

fn head(paint: Paint, diff: &CatalogueDiff) -> String {
    let side = |it: &DiffSide| format!("{} ({})", it.version, short(&it.digest));
    let mut text = lines([paint.strong(&format!("{}: {} to {}", diff.name, side(&diff.from), side(&diff.to)))]);
    if diff.is_empty() {
        text.push_str("Nothing changed.\n");
        return text;
    }
    text.push_str(&lines(diff.counts.iter().map(counts)));
    text
}

/// `test: 178 to 292; 114 added, 62 deprecated, ...`.
fn counts(counts: &DiffCounts) -> String {
    let mut parts: Vec<String> =
        counts.changes.iter().map(|(kind, number)| format!("{number} {}", word(kind).replace('-', " "))).collect();
    if counts.splits > 0 {
        parts.push(count(counts.splits.into(), "split", "splits"));
    }
    if counts.merges > 0 {
        parts.push(count(counts.merges.into(), "merge", "merges"));
    }
    let parts = if parts.is_empty() { "nothing changed".to_owned() } else { parts.join(", ") };
    format!("{}: {} to {}; {parts}", word(&counts.item).replace('-', " "), counts.from, counts.to)
}

fn row(change: &Change) -> Vec<String> {
    let digest = change.field == "text_digest";
    let values = |values: &[String]| {
        let values: Vec<String> =
            values.iter().map(|value| if digest { short(value) } else { value.clone() }).collect();
        values.join(", ")
    };
    let what = match change.kind {
        ChangeKind::Amended | ChangeKind::Remapped => format!("{} ({})", word(&change.kind), change.field),
        kind => word(&kind).replace('-', " "),
    };
    let title = |name: &Option<ItemName>| name.as_ref().map(|it| it.title.clone()).unwrap_or_default();
    let (before, mut after) = match change.kind {
        ChangeKind::Added => (String::new(), title(&change.to)),
        ChangeKind::Removed => (title(&change.from), String::new()),
        _ => (values(&change.before), values(&change.after)),
    };
    if !change.dangling.is_empty() {
        after += " (not there: ";
        after += &change.dangling.join(", ");
        after.push(')');
    }
    vec![change.id().to_owned(), what, before, after]
}
