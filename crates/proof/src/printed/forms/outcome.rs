//! What came out: what the gate says, and the sentence and the card of each build.

use serde_json::{Value, json};

use super::{Form, Head, Part};
use crate::printed::board::english;
use crate::printed::text::{plain, squeezed};
use crate::printed::words::Words;
use crate::printed::{items, said};

/// States in the order of the legends beside bars and rings.
const LEGEND: [&str; 8] =
    ["pass", "out_of_scope", "not_applicable", "inconclusive", "stale", "untested", "disputed", "fail"];
/// The executive summary cuts a longer sentence.
const CUT: usize = 800;

/// Their words are known in English alone.
pub(super) fn forms(data: &Value, words: &Words) -> Vec<Form> {
    if !words.english() {
        return Vec::new();
    }
    let builds: Vec<(&Value, &Value)> = items(&data["builds"]).zip(items(&data["summary"]["builds"])).collect();
    let of = |builds: &[(&Value, &Value)]| -> Vec<Part> {
        builds.iter().flat_map(|(build, counts)| [sentence(build, counts), card(counts, words)]).flatten().collect()
    };
    // The executive summary says it of the first builds.
    let first = &builds[..builds.len().min(4)];
    vec![
        Form {
            of: &["assessment", "executive"],
            many: "answers of the gate",
            parts: gate(data, words).into_iter().collect(),
        },
        Form { of: &["assessment"], many: "outcomes", parts: of(&builds) },
        Form {
            of: &["executive"],
            many: "outcomes",
            parts: of(first).into_iter().filter(|part| part.head().len() < CUT).collect(),
        },
    ]
}

fn whole(name: &str, words: &str) -> Option<Part> {
    let mut part = Part::new(name, Head::Name(squeezed(words)));
    part.ends = false;
    Some(part).filter(|_| plain(words))
}

/// The gate's answer with its day, as `gate-sentence` in `templates/shared/theme.typ` has it.
fn gate(data: &Value, words: &Words) -> Option<Part> {
    let readiness = &data["readiness"];
    let silent = readiness["ready"] != true && items(&readiness["reasons"]).next().is_none();
    let sentence =
        if silent { said(&readiness["sentence"]).to_owned() } else { english::gates(&json!({ "gates": [readiness] })) };
    let day = words.day(said(&readiness["as_of"])).concat();
    whole("what the gate says", &format!("{sentence} This is what the gate says on {day} of the builds of record."))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

fn plural(number: u64, one: &str, many: &str) -> Option<String> {
    (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
}

/// `a, b and c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What came out on a build, as `outcome-of` in `templates/shared/strings/en/sentences.typ` words it.
fn sentence(build: &Value, counts: &Value) -> Option<Part> {
    // A longer name is cut.
    let name = Some(said(&build["short"])).filter(|it| it.len() < 40)?;
    let (verdicts, required) = (&counts["verdicts"], &counts["required"]);
    let scope = number(&verdicts["total"]) - number(&verdicts["out_of_scope"]).min(number(&verdicts["total"]));
    let parts: Vec<String> = [
        Some(format!("{} of {scope} controls in scope pass", number(&verdicts["pass"]))),
        plural(number(&verdicts["fail"]), "fails", "fail"),
        plural(number(&verdicts["untested"]), "is not fully tested", "are not fully tested"),
        plural(number(&verdicts["inconclusive"]), "is inconclusive", "are inconclusive"),
        plural(number(&verdicts["not_applicable"]), "does not apply", "do not apply"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let failed: Vec<String> = items(&counts["failed"]).map(|it| said(it).to_owned()).collect();
    let failed = if failed.is_empty() { String::new() } else { format!(" Failed: {}.", joined(&failed)) };
    let open: u64 = ["untested", "stale", "disputed"].iter().map(|state| number(&required[*state])).sum();
    let open = match (open, number(&required["total"])) {
        (0, _) => String::new(),
        (open, all) => format!(
            " {open} of {all} required units have no answer that counts, so the assessment of this build is not complete."
        ),
    };
    let words = format!("{name}: {}.{failed}{open}", joined(&parts));
    whole("what came out", &words)
}

/// The figures on a build's card, in their order.
fn card(counts: &Value, words: &Words) -> Option<Part> {
    let (verdicts, required) = (&counts["verdicts"], &counts["required"]);
    let legend = |of: &Value| -> String {
        let shown = LEGEND.iter().filter(|state| number(&of[**state]) > 0);
        let figures = shown.flat_map(|state| [number(&of[*state]).to_string(), words.word("states", state)]);
        figures.collect()
    };
    let scope = number(&verdicts["total"]) - number(&verdicts["out_of_scope"]).min(number(&verdicts["total"]));
    whole(
        "the figures of a build",
        &format!(
            "{} of {scope} pass Control verdicts {} Required tests and assessments: {} {}",
            number(&verdicts["pass"]),
            legend(verdicts),
            number(&required["total"]),
            legend(required)
        ),
    )
}
