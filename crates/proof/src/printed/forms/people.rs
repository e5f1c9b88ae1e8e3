//! People, devices, tools and decisions on the release.

use serde_json::Value;

use super::{Around, Form, Head, Part, comparable};
use crate::printed::foreign::moment;
use crate::printed::text::{plain, right_to_left, squeezed};
use crate::printed::words::Words;
use crate::printed::{items, said};

/// The most letters of a cell that is sure to be on one line: a row of one line is never parted by the end of a page.
const LINE: usize = 26;

pub(super) fn forms(data: &Value, words: &Words) -> Vec<Form> {
    let it = &data["engagement"];
    let decisions = || items(&data["readiness"]["decisions"]);
    let form = |of, many, parts| Form { of, many, parts };
    vec![
        form(&["assessment"], "people", items(&it["people"]).filter_map(|it| person(it, words)).collect()),
        form(&["assessment"], "devices", items(&it["devices"]).filter_map(|it| device(it, words)).collect()),
        form(&["assessment"], "tools", items(&it["tools"]).filter_map(tool).collect()),
        form(&["assessment"], "decisions", decisions().filter_map(|it| decision(it, words)).collect()),
        form(&["executive"], "decisions", decisions().take(3).filter_map(|it| decision(it, words)).collect()),
    ]
}

/// A row by all its cells: a name alone stands in many places. None where the cells may be parted or turned around.
fn row(kind: &str, cells: &[&str]) -> Option<Part> {
    let name = cells.first().copied().unwrap_or_default();
    let fits = cells.iter().all(|cell| plain(cell) && cell.chars().count() <= LINE && !cell.chars().any(right_to_left));
    let head: String = cells.iter().map(|cell| squeezed(cell)).collect();
    (fits && !squeezed(name).is_empty()).then(|| Part::new(format!("{kind} {name}"), Head::Name(head)))
}

fn person(person: &Value, words: &Words) -> Option<Part> {
    let roles: Vec<String> = items(&person["roles"]).map(|role| words.word("roles", said(role))).collect();
    if roles.contains(&String::new()) {
        return None;
    }
    let counts = ["answers", "reviews", "evidence"].map(|key| person[key].to_string());
    let name = said(&person["name"]);
    row("the person", &[name, &roles.join(","), &counts[0], &counts[1], &counts[2]]).or_else(|| {
        let mut part = Part::new(format!("the person {name}"), Head::Name(squeezed(name))).in_any_order();
        for role in roles {
            part.exact("a role", vec![role.clone()], &role);
        }
        part.exact("what they contributed", vec![counts.concat()], &counts.join(", "));
        Some(part).filter(|_| comparable(name) && name.chars().count() <= LINE)
    })
}

fn device(device: &Value, words: &Words) -> Option<Part> {
    let version = said(&device["system_version"]);
    // Where it was not recorded, a word of the template's stands there.
    if version.is_empty() {
        return None;
    }
    let rooted = words.word("rooted", if device["rooted"] == true { "yes" } else { "no" });
    row("the device", &[said(&device["name"]), version, &rooted])
}

fn tool(tool: &Value) -> Option<Part> {
    row("the tool", &[said(&tool["name"]), said(&tool["version"])])
}

/// A decision by what it is, where the templates' own sentence is known; else by its time, with who made it before it.
fn decision(decision: &Value, words: &Words) -> Option<Part> {
    let stated = &decision["stated"];
    let (by, at) = (said(&stated["by"]), said(&stated["at"]));
    let choice = words.word("choices", said(&decision["choice"]));
    let name = format!("the decision of {at}");
    let mut part = if words.english() && !choice.is_empty() {
        let over = if decision["over_closed_gate"] == true { ",overaclosedgate" } else { "" };
        let mut part = Part::new(name, Head::Name(format!("Decision:{choice}{over}.")));
        part.text("who decided", by);
        part.exact("when it was decided", vec![moment(at)?], at);
        part
    } else {
        let mut part = Part::new(name, Head::Name(moment(at)?));
        if !choice.is_empty() {
            // A language may name it before or after who decided and when.
            let most = by.chars().count() + 120;
            part.around.push(Around::Near(choice, most, most));
        }
        if plain(by) && !by.is_empty() && by.len() < 60 {
            part.around.push(Around::Before(vec![format!("{}·", squeezed(by))]));
        }
        part
    };
    part.text("the role of who decided", said(&decision["role"]));
    part.one("its checkpoint", &decision["checkpoint"]);
    part.text("its reason", said(&decision["reason"]));
    part.text("its conditions", said(&decision["conditions"]));
    Some(part)
}
