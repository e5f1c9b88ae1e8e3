//! The rows of a profile: items with reasons, parameters, conditions, gate, evidence, citations.

use assay_messages::said;

use super::fields::{Map, Reader, at, did_you_mean, short};
use crate::profile::yaml::{Node, Place, Value};
use crate::{
    At, Condition, EvidenceExpectation, FindingSeverity, GateRule, ItemChange, NotApplicable, OwnCitation, OwnGate,
    ParameterValue, ProfileItem, ProfileProblemCode as Code, Questionnaire, Scheme, WeaknessRef,
};

/// The words of a gate's rules.
pub(in crate::profile) const GATE_RULES: &[(&str, GateRule)] = &[
    ("decided", GateRule::Decided),
    ("no-failed-required", GateRule::NoFailedRequired),
    ("evidence", GateRule::Evidence),
    ("expected-evidence", GateRule::ExpectedEvidence),
    ("approved", GateRule::Approved),
    ("nothing-disputed", GateRule::NothingDisputed),
    ("nothing-stale", GateRule::NothingStale),
    ("nothing-inconclusive", GateRule::NothingInconclusive),
];

/// The words of severities.
pub(in crate::profile) const SEVERITIES: &[(&str, FindingSeverity)] = &[
    ("low", FindingSeverity::Low),
    ("medium", FindingSeverity::Medium),
    ("high", FindingSeverity::High),
    ("critical", FindingSeverity::Critical),
];

/// The words of what is or is not.
const FLAGS: &[(&str, bool)] = &[("true", true), ("false", false)];

/// The most conditions within conditions.
const MOST_CONDITIONS: usize = 8;

/// `include`, `exclude`, `require` or `relax`: an id, or an id with a reason. Only `include` may do without the reason.
pub(super) fn changes(reader: &mut Reader, map: &mut Map, list: &str) -> Vec<ItemChange> {
    let mut changes: Vec<ItemChange> = Vec::new();
    for (key, node) in map.list(reader, list) {
        let change = if matches!(node.value, Value::Map(_)) {
            let Some(mut row) = Map::of(reader, node, &key, &["id", "because"]) else { continue };
            let item = row.text(reader, "id").and_then(|id| spelled(reader, &format!("{key}.id"), id));
            let because = if list == "include" {
                row.optional_text(reader, "because").map(|it| it.value).or(Some(String::new()))
            } else {
                row.reason(reader, "because")
            };
            match (item, because) {
                (Some(item), Some(because)) => ItemChange { item, because },
                _ => continue,
            }
        } else {
            let place = node.place;
            let Some(item) = item(reader, node, &key) else { continue };
            if list != "include" {
                let hint = said!(
                    "Write {{id: {item}, because: ...}} with a sentence that an auditor understands.",
                    item = item.value
                );
                reader.report(Code::MissingReason, place, &key, "There is no reason here.", hint);
                continue;
            }
            ItemChange { item, because: String::new() }
        };
        let item = &change.item;
        let place = Place { line: item.line, column: item.column };
        if let Some(known) = changes.iter().find(|known| known.item.value == item.value) {
            let message = said!("{item} stands here and on line {line}.", item = item.value, line = known.item.line);
            reader.report(Code::Repeated, place, &key, message, "Remove one of them.");
        } else if list == "relax" && matches!(item.value, ProfileItem::Weakness(_) | ProfileItem::Control(_)) {
            let message = said!("{item} cannot be optional: only requirements and tests can.", item = item.value);
            reader.report(Code::BadValue, place, &key, message, "List it under exclude, or relax its tests.");
        } else {
            changes.push(change);
        }
    }
    changes
}

/// One id.
fn item(reader: &mut Reader, node: Node, key: &str) -> Option<At<ProfileItem>> {
    let text = reader.text(node, key)?;
    spelled(reader, key, text)
}

/// What an id stands for by its spelling.
fn spelled(reader: &mut Reader, key: &str, text: At<String>) -> Option<At<ProfileItem>> {
    let place = Place { line: text.line, column: text.column };
    let id = text.value;
    let item = if let Some((id, scheme)) = id.split_once('@') {
        let Some(scheme) = Scheme::from_name(scheme) else {
            let message = said!("\"{scheme}\" is no numbering of weaknesses.", scheme = short(scheme));
            let hint = said!(
                "Write {id}@{maswe1} or {id}@{maswebeta}.",
                id = short(id),
                maswe1 = Scheme::Maswe1,
                maswebeta = Scheme::MasweBeta
            );
            reader.report(Code::BadValue, place, key, message, hint);
            return None;
        };
        ProfileItem::Weakness(WeaknessRef { scheme, id: id.to_owned() })
    } else if id.starts_with("MASWE-") {
        let message = said!("{id} means one weakness in each numbering.", id = short(&id));
        let hint = said!(
            "Write {id}@{maswe1} or {id}@{maswebeta}.",
            id = short(&id),
            maswe1 = Scheme::Maswe1,
            maswebeta = Scheme::MasweBeta
        );
        reader.report(Code::AmbiguousWeakness, place, key, message, hint);
        return None;
    } else if id.starts_with("MASTG-TEST-") {
        ProfileItem::Test(id)
    } else if id.starts_with("MASVS-") {
        ProfileItem::Control(id)
    } else {
        ProfileItem::Requirement(id)
    };
    Some(at(place, item))
}

fn items(reader: &mut Reader, map: &mut Map) -> Vec<At<ProfileItem>> {
    let nodes = map.full_list(reader, "items");
    nodes.into_iter().filter_map(|(key, node)| item(reader, node, &key)).collect()
}

/// `FIN-2.1.idle-minutes: 5`.
pub(super) fn parameters(reader: &mut Reader, map: &mut Map) -> Vec<ParameterValue> {
    let entries = match map.take("parameters") {
        None | Some((_, Node { value: Value::Null, .. })) => return Vec::new(),
        Some((_, Node { value: Value::Map(entries), .. })) => entries,
        Some((_, node)) => {
            let message = said!("This is {kind}.", kind = node.value.kind());
            let hint = "Write one parameter a line, such as FIN-2.1.idle-minutes: 5.";
            reader.report(Code::BadValue, node.place, "parameters", message, hint);
            return Vec::new();
        }
    };
    let mut parameters = Vec::new();
    for (key, node) in entries {
        let name = format!("parameters.{}", short(&key.name));
        let Some((requirement, parameter)) = key.name.rsplit_once('.') else {
            let message = said!("\"{key}\" is no parameter of a control.", key = short(&key.name));
            let hint = "Write control and parameter, such as FIN-2.1.idle-minutes.";
            reader.report(Code::UnknownParameter, key.place, &name, message, hint);
            continue;
        };
        let Some(text) = reader.text(node, &name) else { continue };
        let Some(value) = super::whole(&text.value) else {
            let message = said!("\"{word}\" is no whole number.", word = short(&text.value));
            let place = Place { line: text.line, column: text.column };
            reader.report(Code::BadValue, place, &name, message, "Write digits only; the control says the unit.");
            continue;
        };
        parameters.push(ParameterValue {
            requirement: requirement.to_owned(),
            key: at(key.place, parameter.to_owned()),
            value,
        });
    }
    parameters
}

/// `{when: ..., items: [...], because: ...}`.
pub(super) fn not_applicable(reader: &mut Reader, map: &mut Map) -> Vec<NotApplicable> {
    let mut rows = Vec::new();
    for (key, node) in map.list(reader, "not_applicable") {
        let Some(mut row) = Map::of(reader, node, &key, &["when", "items", "because"]) else { continue };
        let when = if let Some((place, node)) = row.take("when") {
            condition(reader, node, &row.name_of("when"), 0).map(|condition| at(place, condition))
        } else {
            let hint = "Add it, such as {not: {feature: webview}}.";
            reader.report(Code::MissingKey, row.place, &row.name_of("when"), "The key when is missing.", hint);
            None
        };
        let items = items(reader, &mut row);
        let because = row.reason(reader, "because");
        if let (Some(when), Some(because)) = (when, because) {
            rows.push(NotApplicable { when, items, because });
        }
    }
    rows
}

/// `{feature: webview}`, `{not: {...}}`, `{any: [...]}`, `{all: [...]}`.
fn condition(reader: &mut Reader, node: Node, key: &str, depth: usize) -> Option<Condition> {
    let place = node.place;
    let questionnaire = Questionnaire::shipped();
    let mut allowed = vec!["not", "any", "all"];
    allowed.extend(questionnaire.questions.iter().map(|question| question.key.as_str()));
    if depth > MOST_CONDITIONS {
        let message = said!("Conditions stand in each other more than {limit} deep.", limit = MOST_CONDITIONS);
        reader.report(Code::BadValue, place, key, message, "Say it more simply.");
        return None;
    }
    let Value::Map(mut entries) = node.value else {
        let message = said!("A condition is one key with a value, and this is {kind}.", kind = node.value.kind());
        reader.report(Code::BadValue, place, key, message, "Write one, such as {feature: webview}.");
        return None;
    };
    let (Some((name, node)), true) = (entries.pop(), entries.is_empty()) else {
        let hint = "Join several with {any: [...]} or {all: [...]}.";
        reader.report(Code::BadValue, place, key, "A condition has exactly one key.", hint);
        return None;
    };
    let inner = format!("{key}.{}", short(&name.name));
    match name.name.as_str() {
        "not" => Some(Condition::Not(Box::new(condition(reader, node, &inner, depth + 1)?))),
        word @ ("any" | "all") => {
            let place = node.place;
            let Value::List(nodes) = node.value else {
                let message = said!("This is {kind}.", kind = node.value.kind());
                reader.report(Code::BadValue, place, &inner, message, "Write a list of conditions.");
                return None;
            };
            if nodes.is_empty() {
                reader.report(Code::BadValue, place, &inner, "The list is empty.", "Write one condition or more.");
                return None;
            }
            let conditions: Vec<Option<Condition>> = nodes
                .into_iter()
                .enumerate()
                .map(|(at, node)| condition(reader, node, &format!("{inner}[{at}]"), depth + 1))
                .collect();
            let conditions: Vec<Condition> = conditions.into_iter().collect::<Option<_>>()?;
            Some(if word == "any" { Condition::Any(conditions) } else { Condition::All(conditions) })
        }
        word => {
            let Some(question) = questionnaire.question(word) else {
                let message = said!("There is no question \"{word}\".", word = short(word));
                reader.report(Code::UnknownKey, name.place, &inner, message, did_you_mean(word, &allowed));
                return None;
            };
            let words: Vec<(&str, &str)> =
                question.options.iter().map(|option| (option.word.as_str(), option.word.as_str())).collect();
            let chosen = reader.word(node, &inner, &words)?;
            Some(Condition::Is { question: question.key.clone(), word: chosen.to_owned() })
        }
    }
}

/// `gate: {require: [...], findings_below: high, not_waivable: [...]}`.
pub(super) fn gate(reader: &mut Reader, map: &mut Map) -> Option<OwnGate> {
    let (place, node) = map.take("gate")?;
    let mut row = Map::of(reader, node, "gate", &["require", "findings_below", "not_waivable"])?;
    let require = row.take("require").map(|(place, node)| {
        let mut rules = Vec::new();
        let Value::List(nodes) = node.value else {
            let message = said!("This is {kind}.", kind = node.value.kind());
            let words: Vec<&str> = GATE_RULES.iter().map(|(word, _)| *word).collect();
            let hint = said!("Write a list of: {words}.", words = words.join(", "));
            reader.report(Code::BadValue, place, "gate.require", message, hint);
            return rules;
        };
        for (at, node) in nodes.into_iter().enumerate() {
            if let Some(rule) = reader.word(node, &format!("gate.require[{at}]"), GATE_RULES) {
                rules.push(rule);
            }
        }
        rules.sort_unstable();
        rules.dedup();
        rules
    });
    let findings_below =
        row.take("findings_below").and_then(|(_, node)| reader.word(node, "gate.findings_below", SEVERITIES));
    let not_waivable = row.list(reader, "not_waivable");
    let not_waivable = not_waivable.into_iter().filter_map(|(key, node)| item(reader, node, &key)).collect();
    Some(OwnGate { line: place.line, require, findings_below, not_waivable })
}

/// `review: {four_eyes: true}`.
pub(super) fn review(reader: &mut Reader, map: &mut Map) -> Option<At<bool>> {
    let (_, node) = map.take("review")?;
    let mut row = Map::of(reader, node, "review", &["four_eyes"])?;
    let (_, node) = row.take("four_eyes")?;
    let Place { line, column } = node.place;
    reader.word(node, "review.four_eyes", FLAGS).map(|value| At { line, column, value })
}

/// `{items: [...], expect: ...}`.
pub(super) fn evidence(reader: &mut Reader, map: &mut Map) -> Vec<EvidenceExpectation> {
    let mut rows = Vec::new();
    for (key, node) in map.list(reader, "evidence") {
        let Some(mut row) = Map::of(reader, node, &key, &["items", "expect"]) else { continue };
        let items = items(reader, &mut row);
        if let Some(expect) = row.text(reader, "expect") {
            rows.push(EvidenceExpectation { items, expect: expect.value });
        }
    }
    rows
}

/// `{source: ..., clause: ..., items: [...]}`.
pub(super) fn citations(reader: &mut Reader, map: &mut Map) -> Vec<OwnCitation> {
    let mut rows = Vec::new();
    for (key, node) in map.list(reader, "citations") {
        let Some(mut row) = Map::of(reader, node, &key, &["source", "clause", "items"]) else { continue };
        let source = row.text(reader, "source").and_then(|source| written_out(reader, &key, source));
        let clause = row.text(reader, "clause");
        let items = items(reader, &mut row);
        if let (Some(source), Some(clause)) = (source, clause) {
            rows.push(OwnCitation { source, clause: clause.value, items });
        }
    }
    rows
}

/// "MAS" is OWASP's project here, and the name of an authority elsewhere: a source has to say which it means.
fn written_out(reader: &mut Reader, key: &str, source: At<String>) -> Option<At<String>> {
    let bare = source.value.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "MAS");
    if bare && !source.value.contains("Monetary Authority of Singapore") {
        let place = Place { line: source.line, column: source.column };
        let message = said!("\"{source}\" can mean two things.", source = short(&source.value));
        let hint = "For the Monetary Authority of Singapore write mas-trm or the authority's name; levels of OWASP's MAS go under extends.";
        reader.report(Code::BadValue, place, &format!("{key}.source"), message, hint);
        return None;
    }
    Some(source)
}
