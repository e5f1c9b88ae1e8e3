//! `assay result set-many`, `assay result undo` and `assay result redo`.

use assay_commands::areas::answers::{RedoInput, ResultsSetInput, UndoInput};
use assay_commands::areas::assessments::ChecklistShowInput;
use assay_commands::view::{AnswerState, AnswerText, ResultCode, ResultGiven, Undone, UnitRow};
use clap::Args;

use super::result::{RESULTS, read_note};
use crate::arguments::{On, one_of};
use crate::host::{Answer, Failure, Host};
use crate::output::{count, lines, word};
use crate::select::{self, Target};

/// One result for several units, with the same words.
#[derive(Debug, Args)]
pub(crate) struct SetMany {
    /// The result
    #[arg(value_parser = one_of::<ResultCode>(RESULTS))]
    result: ResultCode,
    /// The units: tests' ids, or the weakness's or control's for a direct assessment
    #[arg(required_unless_present_any = ["matching", "group"])]
    units: Vec<String>,
    /// All whose id, title, control or weakness has these words
    #[arg(long, value_name = "TEXT", conflicts_with = "units")]
    matching: Option<String>,
    /// All of a group of the checklist, such as MASVS-STORAGE
    #[arg(long, value_name = "GROUP", conflicts_with = "units")]
    group: Option<String>,
    /// What was seen, in markdown; - reads it from standard input
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Why the units do not apply
    #[arg(long, value_name = "TEXT")]
    justification: Option<String>,
    /// How direct assessments were made
    #[arg(long, value_name = "TEXT")]
    method: Option<String>,
    /// The last day on which the answers are valid; needed for organisation and back end
    #[arg(long, value_name = "DATE")]
    valid_until: Option<String>,
    /// Replace answers that stand; without it units that have one are left as they are
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    on: On,
}

/// Sets a result for several units in one step: all of them or, where one is refused, none.
pub(crate) async fn set(host: &Host, set: SetMany) -> Answer<()> {
    let note = match set.note.as_deref() {
        Some("-") => read_note()?,
        _ => set.note.clone().unwrap_or_default(),
    };
    let target = select::target(host, &set.on).await?;
    let rows = meant(host, target, &set).await?;
    // Taking back is about what has an answer; every other result leaves that alone unless it is told not to.
    let takes_back = set.result == ResultCode::Untested;
    let (given, left): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| {
        let open = matches!(row.state, AnswerState::Untested | AnswerState::Stale);
        if takes_back { row.state != AnswerState::Untested } else { open || set.replace }
    });
    if given.is_empty() {
        let next = if takes_back { "There is nothing to take back." } else { "Say --replace to replace the answers." };
        return Err(Failure::usage(format!("No result was set: {}.", left_out(&left, takes_back)), next));
    }
    let text = AnswerText {
        note,
        justification: set.justification.unwrap_or_default(),
        method: set.method.unwrap_or_default(),
        valid_until: set.valid_until,
        addressable: Vec::new(),
    };
    let results = given
        .iter()
        .map(|row| ResultGiven {
            unit: row.unit.clone(),
            result: set.result,
            text: text.clone(),
            expected: row.heads.clone(),
        })
        .collect();
    let input = ResultsSetInput { assessment: target.assessment, build: target.build, results };
    let change = host.call(input).await?;
    host.output.done(&change, &change.entry, || {
        let labels: Vec<&str> = given.iter().map(|row| row.label.as_str()).collect();
        let units = count(given.len() as u64, "unit is", "units are");
        let mut said = vec![format!("{units} {} now: {}.", word(&set.result), labels.join(", "))];
        if !left.is_empty() {
            said.push(format!("Left as they are: {}.", left_out(&left, takes_back)));
        }
        said.join("\n")
    });
    Ok(())
}

/// The units that are meant, each once, in the order of the checklist or of the arguments.
async fn meant(host: &Host, target: Target, set: &SetMany) -> Answer<Vec<UnitRow>> {
    let Target { assessment, build } = target;
    let all = host.call(ChecklistShowInput { assessment, build }).await?.rows;
    let mut rows: Vec<UnitRow> = Vec::new();
    let mut take = |row: &UnitRow| {
        // A unit has a row for each of its controls.
        if rows.iter().all(|it| it.unit != row.unit) {
            rows.push(row.clone());
        }
    };
    for named in &set.units {
        let unit = select::unit(host, target, named).await?;
        all.iter().filter(|row| row.unit == unit).for_each(&mut take);
    }
    if set.matching.is_some() || set.group.is_some() {
        let words = set.matching.as_deref().map(str::to_lowercase);
        let has = |row: &UnitRow| {
            let weakness = row.weakness.as_ref().map(|it| it.id.as_str()).unwrap_or_default();
            let of = format!("{}\n{}\n{}\n{weakness}", row.label, row.title, row.control).to_lowercase();
            words.as_deref().is_none_or(|words| words.split_whitespace().all(|one| of.contains(one)))
                && set.group.as_deref().is_none_or(|group| row.group.eq_ignore_ascii_case(group))
        };
        all.iter().filter(|row| has(row)).for_each(&mut take);
    }
    if rows.is_empty() {
        return Err(Failure::usage("No unit of the checklist is meant by that.", "See assay assessment show --json."));
    }
    Ok(rows)
}

fn left_out(rows: &[UnitRow], takes_back: bool) -> String {
    if takes_back {
        return count(rows.len() as u64, "unit has no answer", "units have no answer");
    }
    let named: Vec<String> = rows.iter().map(|row| format!("{} ({})", row.label, word(&row.state))).collect();
    named.join(", ")
}

/// Takes back one's own last step on a build.
pub(crate) async fn undo(host: &Host, on: On) -> Answer<()> {
    let Target { assessment, build } = select::target(host, &on).await?;
    say(host, &host.call(UndoInput { assessment, build }).await?);
    Ok(())
}

/// States again what was taken back last.
pub(crate) async fn redo(host: &Host, on: On) -> Answer<()> {
    let Target { assessment, build } = select::target(host, &on).await?;
    say(host, &host.call(RedoInput { assessment, build }).await?);
    Ok(())
}

fn say(host: &Host, undone: &Undone) {
    host.output.done(undone, &undone.change.entry, || lines([undone.undone.clone()]).trim_end().to_owned());
}
