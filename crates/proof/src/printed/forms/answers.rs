//! Controls, units, evidence and clauses.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Form, Head, Part, Shorts, comparable, length_of, stamped};
use crate::printed::text::{squeezed, whole};
use crate::printed::words::Words;
use crate::printed::{items, said};

pub(super) fn forms(data: &Value, words: &Words, shorts: &Shorts<'_>) -> Vec<Form> {
    let groups = || items(&data["groups"]);
    let controls = || groups().flat_map(|group| items(&group["controls"]));
    let items_of_masa =
        groups().filter(|it| said(&it["id"]).starts_with("MASA-")).flat_map(|it| items(&it["controls"]));
    let open = items(&data["units"]);
    vec![
        Form {
            of: &["assessment"],
            many: "controls",
            parts: controls().filter_map(|it| control(it, words, shorts)).collect(),
        },
        Form {
            of: &["masa"],
            many: "items",
            parts: items_of_masa.filter_map(|it| item(it, data, words, shorts)).collect(),
        },
        Form {
            of: &["applicability"],
            many: "controls",
            parts: controls().filter_map(|it| applies(it, data, words, shorts)).collect(),
        },
        Form {
            of: &["assessment"],
            many: "units",
            parts: open.filter_map(|it| unit(it, data, words, shorts)).collect(),
        },
        Form {
            of: &["applicability"],
            many: "units judged not applicable",
            parts: items(&data["units"]).filter_map(not_applicable).collect(),
        },
        Form { of: &["assessment"], many: "pieces of evidence", parts: items(&data["evidence"]).map(piece).collect() },
        Form {
            of: &["assessment"],
            many: "sources of clauses",
            parts: items(&data["crosswalk"]).filter_map(|it| source(it, words, shorts)).collect(),
        },
    ]
}

fn short(shorts: &Shorts<'_>, build: &Value) -> String {
    shorts.get(said(build)).cloned().unwrap_or_default()
}

/// A name without blanks; empty where it cannot be compared.
fn known(name: &str) -> String {
    if whole(name) { squeezed(name) } else { String::new() }
}

/// A control by its id, with what it asks.
fn of_control(control: &Value) -> Option<Part> {
    let id = said(&control["id"]);
    Part::titled(id, said(&control["summary"]))
}

fn control(control: &Value, words: &Words, shorts: &Shorts<'_>) -> Option<Part> {
    let mut part = of_control(control)?;
    for verdict in items(&control["verdicts"]) {
        let state = said(&verdict["verdict"]);
        part.exact("its verdict", vec![short(shorts, &verdict["build"]) + &words.word("states", state)], state);
        part.text("why", said(&verdict["explanation"]));
        for key in ["limits", "secondary_failures"] {
            part.beside(&verdict[key]);
        }
        for weakness in items(&verdict["weaknesses"]) {
            part.beside(&weakness["id"]);
            part.beside(&weakness["title"]);
        }
        for unit in items(&verdict["weaknesses"]).flat_map(|weakness| items(&weakness["units"])) {
            part.beside(&unit["remark"]);
            let (state, label) = (said(&unit["state"]), said(&unit["label"]));
            part.exact("a result", vec![words.word("states", state) + &known(label)], &format!("{label}: {state}"));
            part.text("a unit's name", said(&unit["title"]));
        }
        for overriding in items(&verdict["overrides"]) {
            if stamped(&overriding["stated"]).is_none() {
                part.beside(&overriding["stated"]["by"]);
            }
            part.stamp("who overrode it", &overriding["stated"]);
            part.rich("why it was overridden", &overriding["reason"]);
        }
    }
    Some(part)
}

/// An item of MASA: with evidence, comments and who made them.
fn item(control: &Value, data: &Value, words: &Words, shorts: &Shorts<'_>) -> Option<Part> {
    let mut part = of_control(control)?;
    let verdicts = || items(&control["verdicts"]);
    let own: Vec<&Value> = verdicts()
        .flat_map(|it| items(&it["weaknesses"]))
        .flat_map(|it| items(&it["units"]))
        .filter_map(|it| items(&data["units"]).find(|unit| unit["anchor"] == it["unit"]))
        .fold(Vec::new(), |mut own, unit| {
            if !own.iter().any(|it: &&Value| it["anchor"] == unit["anchor"]) {
                own.push(unit);
            }
            own
        });
    for verdict in verdicts() {
        let state = said(&verdict["verdict"]);
        part.exact("its verdict", vec![short(shorts, &verdict["build"]) + &words.word("states", state)], state);
        part.text("why", said(&verdict["explanation"]));
        let answers: Vec<&Value> =
            own.iter().flat_map(|unit| items(&unit["answers"])).filter(|it| it["build"] == verdict["build"]).collect();
        let mut seen = Vec::new();
        for number in answers.iter().flat_map(|it| items(&it["evidence"])) {
            if !seen.contains(&number) {
                seen.push(number);
                evidence_line(&mut part, number, data, 16);
            }
        }
        for statement in answers.iter().flat_map(|it| items(&it["statements"])) {
            for key in ["note", "justification", "method"] {
                part.rich("a comment", &statement[key]);
            }
            part.stamp("who stated it", &statement["stated"]);
        }
    }
    Some(part)
}

/// A row by its name with its title; by its name alone where the row may go on on the next page, so that other cells stand
/// between the words of its title.
fn row(name: &str, title: &str, long: bool) -> Option<Part> {
    let part = if long { Part::titled(name, "") } else { Part::titled(name, title) };
    part.map(Part::in_any_order)
}

/// Whether a control's row in the table of what applies may be longer than a page: as `templates/applicability` has it.
fn is_long(control: &Value, data: &Value) -> bool {
    let id = &control["id"];
    let units = items(&data["units"]).filter(|unit| items(&unit["controls"]).any(|it| it == id));
    // Each reason once, with the names of the other units of which the same is said.
    let (mut because, mut known) = (0, HashSet::new());
    for unit in units {
        let label = said(&unit["label"]);
        for sentence in items(&unit["because"]) {
            let pattern =
                if label.is_empty() { said(sentence).to_owned() } else { said(sentence).replace(label, "\0") };
            let named = pattern != said(sentence);
            let new = known.insert(pattern);
            because += if new { length_of(sentence) } else { 0 };
            because += if new && named { 0 } else { length_of(&unit["label"]) };
        }
    }
    let mut reasons: Vec<&Value> = Vec::new();
    for verdict in items(&control["verdicts"]) {
        if !applicable(verdict) && !reasons.contains(&&verdict["explanation"]) {
            reasons.push(&verdict["explanation"]);
        }
    }
    // A dash stands for a reason that was not given.
    let reasons: usize = reasons.into_iter().map(|it| length_of(it).max("–".len())).sum();
    let words = because + reasons + length_of(&control["summary"]);
    words > 1200 || items(&control["verdicts"]).count() > 20
}

fn applicable(verdict: &Value) -> bool {
    !matches!(said(&verdict["computed"]), "out_of_scope" | "not_applicable")
}

/// A control of which it is said where it applies.
fn applies(control: &Value, data: &Value, words: &Words, shorts: &Shorts<'_>) -> Option<Part> {
    let mut part = row(said(&control["id"]), said(&control["summary"]), is_long(control, data))?;
    let mut groups: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    for verdict in items(&control["verdicts"]) {
        let reason = (!applicable(verdict)).then(|| said(&verdict["explanation"]));
        let build = short(shorts, &verdict["build"]);
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, builds)) => builds.push(build),
            None => groups.push((reason, vec![build])),
        }
    }
    // The cell of a control over several rows is drawn after them: only a single row is sure to follow its name.
    if let [(reason, builds)] = groups.as_slice() {
        let word = words.word("applies", if reason.is_none() { "yes" } else { "no" });
        let names = if builds.contains(&String::new()) { String::new() } else { builds.join(",") };
        part.exact("whether it applies", vec![word + &names], &builds.join(", "));
        part.text("why", reason.unwrap_or_default());
    }
    Some(part)
}

fn unit(unit: &Value, data: &Value, words: &Words, shorts: &Shorts<'_>) -> Option<Part> {
    let label = said(&unit["label"]);
    let mut part = Part::titled(label, said(&unit["title"]))?;
    let asks = &unit["asks"];
    for key in ["because", "summary", "controls", "weaknesses", "asks"] {
        part.beside(&unit[key]);
    }
    for citation in items(&asks["citations"]) {
        let clause = format!("{} {}", said(&citation["source"]), said(&citation["clause"]));
        part.text("a clause", &clause);
        part.text("a clause's edition", said(&citation["edition"]));
    }
    // What builds share is printed once.
    let shared = !asks.is_null() && said(&asks["subject"]) != "build";
    let most = if shared { 1 } else { usize::MAX };
    for answer in items(&unit["answers"]).take(most) {
        let state = said(&answer["state"]);
        let build = if shared { String::new() } else { short(shorts, &answer["build"]) };
        let mut line = build + &words.word("states", state);
        let statements: Vec<&Value> = items(&answer["statements"]).collect();
        if let ([one], "pass" | "fail" | "inconclusive" | "not_applicable", true) =
            (statements.as_slice(), state, words.known())
            && let Some(stamp) = stamped(&one["stated"])
        {
            line += &stamp;
        }
        part.exact("a result, who stated it or when", vec![line], state);
        for key in ["former", "review"] {
            part.beside(&answer[key]);
        }
        for statement in statements {
            for key in ["carried", "reconfirmed", "original"] {
                part.beside(&statement[key]);
            }
            part.beside(&statement["stated"]["by"]);
            part.rich("a note", &statement["note"]);
            part.rich("a justification", &statement["justification"]);
            part.rich("a method", &statement["method"]);
        }
        for number in items(&answer["evidence"]) {
            evidence_line(&mut part, number, data, 0);
        }
        for comment in items(&answer["comments"]) {
            part.beside(&comment["stated"]["by"]);
            part.rich("a comment", &comment["text"]);
        }
    }
    Some(part)
}

/// A piece of evidence where it is used: its number with its name, so many digits of its digest, or its caption.
fn evidence_line(part: &mut Part, number: &Value, data: &Value, digits: usize) {
    // A volume has some of the evidence.
    let place = number.as_u64().and_then(|it| usize::try_from(it).ok()?.checked_sub(1)).map(|at| &data["evidence"][at]);
    let piece = place
        .filter(|it| it["number"] == *number)
        .or_else(|| items(&data["evidence"]).find(|it| it["number"] == *number));
    let Some(piece) = piece else { return };
    let content = &piece["content"];
    let (name, value) = match said(&content["kind"]) {
        "file" => (squeezed(said(&content["name"])), said(&content["name"])),
        "link" if digits == 0 => (squeezed(said(&content["url"])), said(&content["url"])),
        _ => (String::new(), ""),
    };
    if !whole(value) {
        part.beside(&json!([value, piece["caption"]]));
        return;
    }
    part.exact("a piece of evidence", vec![format!("E-{number}{name}")], &format!("E-{number} {value}"));
    if digits > 0 {
        let digest = said(&content["sha256"]);
        part.exact("a piece's digest", vec![digest.get(..digits).unwrap_or_default().to_owned()], digest);
    } else {
        part.text("a caption", said(&piece["caption"]));
        // A picture has it once more.
        part.beside(&piece["caption"]);
    }
}

/// What does not apply on some build, and why.
fn not_applicable(unit: &Value) -> Option<Part> {
    let label = said(&unit["label"]);
    let answers = || items(&unit["answers"]).filter(|it| it["state"] == "not_applicable");
    let room = |answer: &Value| -> usize {
        let words = items(&answer["statements"]).map(|it| length_of(&it["justification"])).sum::<usize>();
        words + length_of(&unit["title"])
    };
    let mut part = row(label, said(&unit["title"]), answers().all(|it| room(it) > 600))?;
    let mut some = false;
    for answer in answers() {
        some = true;
        for statement in items(&answer["statements"]) {
            part.rich("a justification", &statement["justification"]);
            part.stamp("who stated it", &statement["stated"]);
        }
    }
    // A unit on several builds has a row for each.
    part.ends = false;
    some.then_some(part)
}

/// A line of the manifest.
fn piece(piece: &Value) -> Part {
    let mut part = Part::number("evidence", "E-", &piece["number"]).in_any_order();
    let content = &piece["content"];
    part.text("its caption", said(&piece["caption"]));
    match said(&content["kind"]) {
        "file" => {
            part.text("its name", said(&content["name"]));
            part.one("its kind of file", &content["media_type"]);
            part.one("its SHA-256", &content["sha256"]);
            part.one("of which it is a copy", &content["redacts"]);
        }
        "link" => part.text("its address", said(&content["url"])),
        "commit" => {
            part.text("its subject", said(&content["subject"]));
            part.one("its commit", &content["id"]);
        }
        _ => {}
    }
    part.text("who added it", said(&piece["added"]["by"]));
    part.exact(
        "when it was added",
        super::moment(said(&piece["added"]["at"])).into_iter().collect(),
        said(&piece["added"]["at"]),
    );
    part
}

/// The clauses of a source, with what is related to each.
fn source(source: &Value, words: &Words, shorts: &Shorts<'_>) -> Option<Part> {
    let name = said(&source["source"]);
    let mut part = Part::new(format!("the clauses of {name}"), Head::Name(squeezed(name))).in_any_order();
    part.ends = false;
    part.text("its title", said(&source["title"]));
    part.text("its edition", said(&source["edition"]));
    for clause in items(&source["clauses"]) {
        let flag = words.word("flags", said(&clause["flag"]));
        let number = said(&clause["clause"]);
        if whole(number) {
            part.exact("a clause", vec![squeezed(number) + &flag], number);
        }
        for unit in items(&clause["units"]) {
            let label = said(&unit["label"]);
            part.text("a unit of a clause", &format!("{label} {}", said(&unit["title"])));
            for answer in items(&unit["answers"]) {
                let state = words.word("states", said(&answer["state"]));
                part.exact("a result of a clause", vec![known(label), state + &short(shorts, &answer["build"])], label);
            }
        }
    }
    Some(part).filter(|_| comparable(name))
}
