//! Findings, waivers and sign-offs.

use serde_json::{Value, json};

use super::{Around, Form, Head, Part};
use crate::printed::foreign::moment;
use crate::printed::text::{plain, squeezed};
use crate::printed::words::Words;
use crate::printed::{items, said};

pub(super) fn forms(data: &Value, words: &Words) -> Vec<Form> {
    let findings = || items(&data["findings"]);
    let state = |states: &'static [&'static str]| move |it: &&Value| states.contains(&said(&it["state"]));
    let to_mend = || findings().filter(state(&["open", "waived"]));
    let form = |of, many, parts| Form { of, many, parts };
    let waivers = || items(&data["waivers"]);
    let sign_offs = || items(&data["sign_offs"]);
    vec![
        form(&["assessment"], "findings", findings().map(|it| row(it, words)).collect()),
        form(&["remediation"], "findings", to_mend().map(|it| row(it, words)).collect()),
        form(
            &["executive"],
            "findings",
            findings().filter(state(&["open"])).take(6).map(|it| row(it, words)).collect(),
        ),
        form(&["assessment"], "findings in full", findings().map(|it| whole(it, data, words)).collect()),
        form(&["remediation"], "findings in full", to_mend().map(|it| whole(it, data, words)).collect()),
        form(&["assessment"], "waivers", waivers().map(|it| waiver(it, words)).collect()),
        form(
            &["executive"],
            "waivers",
            waivers().filter(|it| it["standing"] == "in_force").take(6).map(|it| accepted(it, words)).collect(),
        ),
        form(&["assessment"], "sign-offs", sign_offs().filter_map(|it| sign_off(it, words, true)).collect()),
        form(
            &["executive"],
            "sign-offs",
            sign_offs()
                .filter(|it| it["withdrawn"].is_null())
                .take(6)
                .filter_map(|it| sign_off(it, words, false))
                .collect(),
        ),
    ]
}

/// A finding as a row of a table.
fn row(finding: &Value, words: &Words) -> Part {
    let mut part = Part::number("finding", &words.word("numbers", "finding"), &finding["number"]).in_any_order();
    let severity = said(&finding["severity"]);
    // A score stands right below; what is longer may go on on the next page, after other cells.
    let score = said(&finding["score"]);
    let score = if score.len() < 6 { squeezed(score) } else { String::new() };
    part.exact("its severity or its score", vec![words.word("severities", severity) + &score], severity);
    part.text("its title", said(&finding["title"]));
    part.text("its owner", said(&finding["owner"]));
    part.exact("its day", words.day(said(&finding["due"])), said(&finding["due"]));
    let state = said(&finding["state"]);
    part.exact("its state", vec![words.word("finding_states", state)], state);
    part
}

/// A finding in full.
fn whole(finding: &Value, data: &Value, words: &Words) -> Part {
    let mut part = Part::number("finding", &words.word("numbers", "finding"), &finding["number"]);
    let (severity, state) = (said(&finding["severity"]), said(&finding["state"]));
    part.text("its title", said(&finding["title"]));
    part.exact("its severity", vec![words.word("severities", severity)], severity);
    part.one("its score", &finding["score"]);
    part.one("its vector", &finding["vector"]);
    part.exact("its state", vec![words.word("finding_states", state)], state);
    part.text("why it was withdrawn", said(&finding["withdrawn_because"]));
    part.text("its owner", said(&finding["owner"]));
    part.exact("its day", words.day(said(&finding["due"])), said(&finding["due"]));
    for weakness in items(&finding["weaknesses"]).chain(items(&finding["cwe"])) {
        part.one("a weakness", weakness);
    }
    for build in items(&finding["builds"]) {
        part.text("where it is", said(&build["name"]));
        part.stamp("who saw it there", &build["stated"]);
    }
    part.rich("what it is", &finding["description"]);
    part.rich("its steps", &finding["steps"]);
    part.rich("its remedy", &finding["remedy"]);
    part.stamp("who opened it", &finding["opened"]);
    // Printed of it too; what can be compared of waivers is compared where they stand themselves.
    part.beside(&finding["ticket"]);
    for piece in items(&data["evidence"]).filter(|it| items(&finding["evidence"]).any(|number| *number == it["number"]))
    {
        // A picture has its caption once more.
        part.beside(&json!([piece["caption"], piece["caption"], piece["content"]]));
    }
    items(&finding["builds"]).for_each(|build| part.beside(&build["note"]));
    let own = |waiver: &&Value| items(&finding["waivers"]).any(|it| *it == waiver["anchor"]);
    for waiver in items(&data["waivers"]).filter(own) {
        part.beside(&waiver["approver"]);
        part.beside(&waiver["role"]);
    }
    part
}

/// A waiver in full.
fn waiver(waiver: &Value, words: &Words) -> Part {
    let mut part = Part::number("waiver", &words.word("numbers", "waiver"), &waiver["number"]);
    let standing = said(&waiver["standing"]);
    part.exact("its standing", vec![words.word("standings", standing)], standing);
    part.text("what it accepts", said(&waiver["words"]));
    let severity = said(&waiver["severity"]);
    part.exact("its severity", vec![words.word("severities", severity)], severity);
    part.text("its approver", said(&waiver["approver"]));
    part.text("the approver's role", said(&waiver["role"]));
    part.text("its reason", said(&waiver["reason"]));
    part.text("its conditions", said(&waiver["conditions"]));
    part.text("who sees to its conditions", said(&waiver["conditions_by"]));
    part.exact("their day", words.day(said(&waiver["conditions_due"])), said(&waiver["conditions_due"]));
    part.exact("its last day", words.day(said(&waiver["until"])), said(&waiver["until"]));
    part.text("why it was withdrawn", said(&waiver["withdrawn_because"]));
    part.stamp("who granted it", &waiver["granted"]);
    part
}

/// A waiver as a row of a table.
fn accepted(waiver: &Value, words: &Words) -> Part {
    let mut part = Part::number("waiver", &words.word("numbers", "waiver"), &waiver["number"]).in_any_order();
    part.text("what it accepts", said(&waiver["words"]));
    part.text("its approver", said(&waiver["approver"]));
    part.text("the approver's role", said(&waiver["role"]));
    part.exact("its last day", words.day(said(&waiver["until"])), said(&waiver["until"]));
    part
}

/// A sign-off by its time, with role and name before it.
fn sign_off(sign_off: &Value, words: &Words, whole: bool) -> Option<Part> {
    let given = &sign_off["given"];
    let by = said(&given["by"]);
    let role = words.word("roles", said(&sign_off["role"]));
    let mut part =
        Part::new(format!("the sign-off of {}", said(&given["at"])), Head::Name(moment(said(&given["at"]))?));
    let names = match by {
        "" => words.absent_names(),
        by if plain(by) => vec![squeezed(by)],
        _ => Vec::new(),
    };
    if !names.is_empty() {
        let ways = names.iter().flat_map(|name| [format!("{role}{name}·"), format!("{role}:{name}·")]);
        part.around = vec![Around::Before(ways.collect())];
    } else if !role.is_empty() {
        // A name that cannot be compared, or the words that stand for none, take this much at most.
        part.around = vec![Around::Near(role, by.chars().count() + 40, 0)];
    }
    if whole {
        part.text("what was signed", said(&sign_off["statement"]));
        part.one("its checkpoint", &sign_off["checkpoint"]);
        part.one("its key", &sign_off["device"]);
    }
    Some(part)
}
