//! `assay search`.

use assay_commands::areas::search::SearchInput;
use assay_commands::view::SearchHit;
use clap::Args;

use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, lines, table};
use crate::select;

/// Find standards, requirements, clauses, apps, builds and assessments
#[derive(Debug, Args)]
#[command(
    long_about = "Find standards, requirements, clauses, apps, builds and assessments: by an id in any spelling, by \
        words of a title or of a synced text, by beginnings of them, also with a letter or two wrong.",
    after_help = "\
Examples:
  assay search mastg test 235
  assay search \"certificate pinning\"
  assay search \"hipaa 164.312\" --limit 5
  assay search storage-14 --json"
)]
pub(crate) struct Search {
    /// What to look for
    #[arg(required = true)]
    text: Vec<String>,
    /// Most hits
    #[arg(long, default_value_t = 20)]
    limit: u32,
    /// By the versions of standards that this assessment pins
    #[arg(long, short)]
    assessment: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Search) -> Answer {
    host.open().await?;
    let assessment = match &verb.assessment {
        Some(named) => Some(select::assessment(host, Some(named)).await?.id),
        None => None,
    };
    let input = SearchInput { text: verb.text.join(" "), limit: Some(verb.limit), assessment };
    let mut answer = host.call(input.clone()).await?;
    // What was attached since the last search is read first: nobody asks a second time.
    while answer.unread > 0 {
        answer = host.call(input.clone()).await?;
    }
    host.output.show(&answer, |paint| {
        let rows: Vec<Vec<String>> = answer.hits.iter().map(|hit| row(paint, hit)).collect();
        let mut text = table(paint, &["KIND", "ID", "WHAT"], &rows, "Nothing was found.");
        if !answer.instead.is_empty() && !answer.hits.is_empty() {
            text.push_str(&lines([format!("Looked for {} instead.", answer.instead.join(" "))]));
        }
        text
    });
    Ok(Outcome::Done)
}

fn row(paint: Paint, hit: &SearchHit) -> Vec<String> {
    let id = if hit.place.is_some() { hit.id.chars().take(8).collect() } else { labelled(&hit.qualifier, &hit.id) };
    let snippet: String = hit
        .snippet
        .iter()
        .map(|piece| if piece.hit { paint.strong(&piece.text) } else { piece.text.clone() })
        .collect();
    let mut what = vec![hit.title.clone()];
    if hit.former {
        what.push(paint.faint("(withdrawn)"));
    }
    what.extend(hit.only_in.as_ref().map(|label| paint.faint(&format!("(in {label})"))));
    if !snippet.is_empty() {
        what.push(snippet);
    }
    what.retain(|it| !it.is_empty());
    vec![hit.kind.clone(), id, what.join("  ")]
}

/// An id with what tells it from its namesakes.
pub(crate) fn labelled(qualifier: &str, id: &str) -> String {
    if qualifier.is_empty() { id.to_owned() } else { format!("{qualifier} {id}") }
}
