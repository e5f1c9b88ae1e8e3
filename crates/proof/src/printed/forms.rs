//! What templates print, part by part: by which number or name a part is known on a page, and what follows it there.

mod answers;
mod facts;
mod outcome;
mod people;
mod risks;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::Value;

use super::foreign::moment;
use super::text::{MOST, Text, plain, right_to_left, squeezed, whole};
use super::words::Words;
use super::{Found, items, said};

/// The templates that ship, without the board: that has data of its own.
pub(super) const TEMPLATES: &[&str] = &["assessment", "executive", "remediation", "masa", "applicability"];

/// Parts of one kind, as some templates print them.
pub(super) struct Form {
    /// The templates that print each of these parts whole.
    pub(super) of: &'static [&'static str],
    /// What several are called.
    pub(super) many: &'static str,
    pub(super) parts: Vec<Part>,
}

/// One part.
pub(super) struct Part {
    /// As people are told of it.
    pub(super) name: String,
    head: Head,
    /// What stands around the head: all of these.
    around: Vec<Around>,
    fields: Vec<Field>,
    /// What is printed of it besides the fields, without blanks: it is not compared, and may name other parts.
    beside: Vec<String>,
    /// Whether the fields come one after the other. Cells of a table that goes on on the next page do not.
    ordered: bool,
    /// Whether it ends where the next one begins.
    ends: bool,
}

/// Words as long as this may be parted in a narrow column.
const LONG: usize = 40;

/// By what a part is known.
enum Head {
    /// A whole word, such as `F-3`.
    Number(String),
    /// Letters that begin a word.
    Name(String),
}

/// What stands around the head of a part.
enum Around {
    /// Right before it, in one of these ways.
    Before(Vec<String>),
    /// This word, at most so many letters before or after it.
    Near(String, usize, usize),
}

impl Around {
    fn holds(&self, text: &Text, head: Range<usize>) -> bool {
        let (before, after) = (&text.letters[..head.start], &text.letters[head.end..]);
        match self {
            Self::Before(ways) => ways.iter().any(|it| before.ends_with(it)),
            Self::Near(word, back, on) => {
                let begin = before.char_indices().rev().take(*back).last().map_or(before.len(), |(at, _)| at);
                let end = after.char_indices().nth(*on).map_or(after.len(), |(at, _)| at);
                before[begin..].contains(word) || after[..end].contains(word)
            }
        }
    }
}

/// Something of a part: words in their order.
struct Field {
    what: &'static str,
    words: Vec<String>,
    value: String,
}

impl Part {
    fn new(name: impl Into<String>, head: Head) -> Self {
        Self {
            name: name.into(),
            head,
            around: Vec::new(),
            fields: Vec::new(),
            beside: Vec::new(),
            ordered: true,
            ends: true,
        }
    }

    fn number(kind: &str, prefix: &str, number: &Value) -> Self {
        let number = format!("{prefix}{number}");
        Self::new(format!("{kind} {number}"), Head::Number(number))
    }

    /// By a name with the beginning of the title after it: the name alone stands in other places too. None where the
    /// name cannot be compared.
    fn titled(name: &str, title: &str) -> Option<Self> {
        let turned = title.chars().any(right_to_left);
        let begin: String = title
            .split_whitespace()
            .take_while(|word| !turned && plain(word) && word.len() < LONG)
            .take(8)
            .map(squeezed)
            .collect();
        let mut part = Self::new(name, Head::Name(squeezed(name) + &begin));
        let rest = title.split_whitespace().skip(8).collect::<Vec<_>>().join(" ");
        part.text("its name", &rest);
        // What follows a word that cannot be compared is printed all the same.
        let all = squeezed(title);
        part.beside.extend(all.strip_prefix(&begin).filter(|it| it.len() > squeezed(&rest).len()).map(str::to_owned));
        Some(part).filter(|_| comparable(name))
    }

    fn in_any_order(mut self) -> Self {
        self.ordered = false;
        self
    }

    /// People's words: those whose letters can be compared.
    fn text(&mut self, what: &'static str, text: &str) {
        // What is very long is cut in heads and tables, and a word with it.
        let (sure, rest) = match text.char_indices().nth(MOST) {
            Some((at, _)) => text.split_at(text[..at].rfind(char::is_whitespace).unwrap_or_default()),
            None => (text, ""),
        };
        if !rest.is_empty() {
            self.beside.push(squeezed(rest));
        }
        // In a cell of a table a word of many lines may go on on the next page, after other cells.
        let parted = |word: &&str| !self.ordered && word.len() >= LONG;
        let words: Vec<&str> = sure.split_whitespace().filter(|word| !parted(word)).collect();
        self.words(what, words.into_iter(), text);
    }

    /// All of a text that may be long.
    fn rich(&mut self, what: &'static str, rich: &Value) {
        let (mut texts, mut apart) = (Vec::new(), Vec::new());
        leaves(&rich["blocks"], &mut texts, &mut apart);
        self.beside.extend(apart.into_iter().map(squeezed));
        let value = texts.join(" ");
        self.words(what, value.split_whitespace(), &value);
    }

    fn words<'a>(&mut self, what: &'static str, words: impl Iterator<Item = &'a str>, value: &str) {
        // Where anything runs from right to left, signs and numbers between are turned around too.
        let turned = value.chars().any(right_to_left);
        if turned {
            self.beside.push(squeezed(value));
        }
        let words: Vec<String> =
            words.filter(|word| !turned && plain(word)).map(squeezed).filter(|it| !it.is_empty()).collect();
        self.exact(what, words, value);
    }

    /// Words as they are printed already.
    fn exact(&mut self, what: &'static str, words: Vec<String>, value: &str) {
        let words: Vec<String> = words.into_iter().filter(|it| !it.is_empty()).collect();
        if !words.is_empty() {
            self.fields.push(Field { what, words, value: value.to_owned() });
        }
    }

    fn one(&mut self, what: &'static str, value: &Value) {
        if let Some(value) = value.as_str().filter(|it| whole(it)) {
            self.exact(what, vec![squeezed(value)], value);
        }
    }

    fn stamp(&mut self, what: &'static str, stamp: &Value) {
        if let Some(printed) = stamped(stamp) {
            self.exact(what, vec![printed], &format!("{}, {}", said(&stamp["by"]), said(&stamp["at"])));
        }
    }

    /// Texts that are printed of it and not compared.
    fn beside(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.beside.push(squeezed(text)),
            Value::Array(values) => values.iter().for_each(|it| self.beside(it)),
            Value::Object(map) => map.values().for_each(|it| self.beside(it)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Where its head stands.
    pub(super) fn places(&self, text: &Text, index: &HashMap<&str, Vec<usize>>) -> Vec<usize> {
        match &self.head {
            Head::Number(number) => index.get(number.as_str()).cloned().unwrap_or_default(),
            Head::Name(name) if name.is_empty() => Vec::new(),
            Head::Name(name) => {
                text.letters.match_indices(name.as_str()).map(|(at, _)| at).filter(|at| text.begins(*at)).collect()
            }
        }
    }

    /// The letters of its head.
    pub(super) fn head(&self) -> &str {
        match &self.head {
            Head::Number(head) | Head::Name(head) => head,
        }
    }

    /// What is there of it, at the place that has most. `heads` are the places of the heads of all parts of its form.
    pub(super) fn found(&self, text: &Text, heads: &[usize], places: &[usize], parts: &[Part]) -> Found {
        let found = self.found_before(text, heads, places, 0);
        if found.absent.is_none() || !self.ends {
            return found;
        }
        // What is printed of it may name another part, which is no end then.
        let own: String = self.fields.iter().flat_map(|field| &field.words).map(String::as_str).collect();
        let texts = || self.beside.iter().chain([&own]);
        let heads_of_parts: HashSet<&str> = parts.iter().map(Part::head).filter(|it| !it.is_empty()).collect();
        let named: usize =
            heads_of_parts.iter().map(|head| texts().map(|text| text.matches(head).count()).sum::<usize>()).sum();
        if named == 0 { found } else { self.found_before(text, heads, places, named) }
    }

    /// The same, where it ends only after so many further heads.
    fn found_before(&self, text: &Text, heads: &[usize], places: &[usize], further: usize) -> Found {
        let mut best: Option<(usize, &'static str, &str)> = None;
        for place in places {
            let from = place + self.head().len();
            let next = heads.get(heads.partition_point(|it| *it < from) + further).copied().filter(|_| self.ends);
            let section = &text.letters[from..next.unwrap_or(text.letters.len())];
            let led = self.around.iter().all(|it| it.holds(text, *place..from));
            let mut missing = if led { Vec::new() } else { vec![("who it is of", self.name.as_str())] };
            let mut rest = section;
            for field in &self.fields {
                let begin = if self.ordered { rest } else { section };
                match after(begin, &field.words) {
                    Some(after) => rest = after,
                    None => missing.push((field.what, field.value.as_str())),
                }
            }
            match missing.first() {
                None => return Found { absent: None, mostly: true },
                Some((what, value)) if best.is_none_or(|(count, ..)| missing.len() < count) => {
                    best = Some((missing.len(), what, value));
                }
                Some(_) => {}
            }
        }
        let (missing, what, value) = best.unwrap_or((usize::MAX, "it is not there", &self.name));
        Found { absent: Some((what, value.to_owned())), mostly: missing.saturating_mul(2) < self.fields.len() }
    }
}

/// What follows these words, which come in this order.
pub(super) fn after<'a>(section: &'a str, words: &[String]) -> Option<&'a str> {
    let mut rest = section;
    for word in words {
        rest = &rest[rest.find(word.as_str())? + word.len()..];
    }
    Some(rest)
}

/// Whether something can be known by this name.
fn comparable(name: &str) -> bool {
    whole(name) && !squeezed(name).is_empty()
}

/// Who and when, as it is printed; none where the name cannot be compared.
fn stamped(stamp: &Value) -> Option<String> {
    let by = said(&stamp["by"]);
    let at = moment(said(&stamp["at"]))?;
    // A longer name may go on on the next page, after other cells of its row.
    (!by.is_empty() && plain(by) && by.len() < 60).then(|| format!("{}·{at}", squeezed(by)))
}

/// About how much room words take, as `templates/shared/words.typ` counts it.
fn length_of(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 40 * text.matches('\n').count(),
        Value::Array(values) => values.iter().map(length_of).sum(),
        Value::Object(map) => map.values().map(length_of).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// The texts in blocks, in their order; `apart` are those in rows that may go on on the next page, cell beside cell.
fn leaves<'a>(value: &'a Value, found: &mut Vec<&'a str>, apart: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) if map.get("kind").is_some_and(|kind| kind == "table") => {
            let (head, rows) = (&value["head"], items(&value["rows"]));
            // As `templates/shared/words.typ` has it: a shorter row stays on its page.
            let most = 1200 / head.as_array().map_or(1, |cells| cells.len().max(1));
            for (row, most) in std::iter::once((head, 199)).chain(rows.map(|row| (row, most))) {
                let long = items(row).any(|cell| length_of(cell) > most);
                leaves(row, if long { &mut *apart } else { &mut *found }, &mut Vec::new());
            }
        }
        Value::Object(map) => {
            for key in ["title", "text", "inlines", "items", "blocks"] {
                match map.get(key) {
                    Some(Value::String(text)) => found.push(text),
                    Some(value) => leaves(value, found, apart),
                    None => {}
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(value, found, apart)),
        _ => {}
    }
}

/// Short names of builds by their anchors.
type Shorts<'a> = HashMap<&'a str, String>;

/// All forms of a report.
pub(super) fn all(data: &Value, words: &Words) -> Vec<Form> {
    // A name that cannot be compared, or is cut, stands for nothing.
    let short = |build: &Value| Some(said(&build["short"])).filter(|it| whole(it) && it.len() < 40).map(squeezed);
    let shorts: Shorts<'_> =
        items(&data["builds"]).map(|build| (said(&build["anchor"]), short(build).unwrap_or_default())).collect();
    let mut forms = builds(data);
    forms.push(Form { of: &["board"], many: "sentences on all releases", parts: on_all(data, words) });
    forms.extend(answers::forms(data, words, &shorts));
    forms.extend(outcome::forms(data, words));
    forms.extend(risks::forms(data, words));
    forms.extend(people::forms(data, words));
    forms.extend(facts::forms(data, words));
    // Of a report in several volumes only the first prints what is neither about single units nor about the report.
    if data["document"]["volume"]["number"].as_u64().is_some_and(|number| number > 1) {
        let in_every = |many| matches!(many, "units" | "pieces of evidence") || facts::IN_EVERY_VOLUME.contains(&many);
        forms.retain(|form| in_every(form.many));
    }
    forms
}

/// What a board says of all releases, in the words of its language. Of each it prints as much as the page holds.
fn on_all(data: &Value, words: &Words) -> Vec<Part> {
    let sentences = items(&data["summary"]).filter_map(|it| words.sentence("board", it));
    sentences.filter(|it| comparable(it)).map(|it| Part::new("all releases", Head::Name(it))).collect()
}

/// The tested items.
fn builds(data: &Value) -> Vec<Form> {
    let part = |build: &Value, whole: bool| {
        let version = format!("{}({})", said(&build["version_name"]), said(&build["version_code"]));
        let mut part = Part::new(said(&build["short"]), Head::Name(squeezed(&version)));
        if whole {
            part.one("its package", &build["package_id"]);
        }
        part.text("the name of its file", said(&build["artefact"]["file_name"]));
        part.one("the SHA-256 of its file", &build["artefact"]["sha256"]);
        if whole {
            part.one("its signing certificate", &build["signing_certificate"]);
            part.one("its commit", &build["commit"]);
        }
        Some(part).filter(|_| comparable(&version))
    };
    let masa = items(&data["groups"]).any(|group| said(&group["id"]).starts_with("MASA-"));
    let short: &[&str] = if masa { &["executive", "masa", "applicability"] } else { &["executive", "applicability"] };
    [(short, false), (&["assessment"], true)]
        .into_iter()
        .map(|(of, whole)| Form {
            of,
            many: "builds",
            parts: items(&data["builds"]).filter_map(|it| part(it, whole)).collect(),
        })
        .collect()
}
