//! Lines of a profile file that are right and do nothing: what they ask for is so already, or concerns what is not in.
//! They are no mistake of the format, and most often one of the author: so they are told, and refuse nothing.
//!
//! A line is compared with what the file would be without lines of its own, but with all that it extends. What would
//! be the same is idle. Where another line of the file changes the same item, neither is called idle.

mod gate;

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_messages::{in_words, noted, said};

use super::resolve::{Family, assemble, family, meant, problem, spread_one};
use super::{ItemDecision, Tailoring};
use crate::profile::{levels_of, nearest, short};
use crate::{
    Answers, At, CitationSource, ItemChange, Pinned, Plan, PlannedWeakness, Platform, ProfileDocument, ProfileItem,
    ProfileLibrary, ProfileProblem, ProfileProblemCode as Code, Requirement, RequirementLevel, Requirements, Scope,
    UnitId,
};

/// A file, what it makes, and what it would make without its own lines.
struct Compared<'a> {
    document: &'a ProfileDocument,
    requirements: &'a Requirements,
    full: Tailoring,
    /// The same with the decisions and parameters of what is extended only.
    base: Tailoring,
    full_plans: Vec<Plan>,
    base_plans: Vec<Plan>,
    told: Vec<ProfileProblem>,
}

impl Tailoring {
    /// The lines of a file that do nothing, with their places; none where the file has errors, which say more.
    pub fn idle_lines(
        id: &str,
        library: &ProfileLibrary,
        requirements: &Requirements,
        pinned: &Pinned,
        sources: &[CitationSource],
    ) -> Vec<ProfileProblem> {
        let Some(document) = library.get(id) else { return Vec::new() };
        let Ok(full) = Tailoring::resolve(id, library, requirements) else { return Vec::new() };
        if !document.unknown_in(pinned).is_empty() {
            return Vec::new();
        }
        let only_head = Arc::new(without_rows(document));
        let Ok(family) = family(&only_head, library) else { return Vec::new() };
        // Where those that it extends disagree, nothing is decided yet: the lines that decide are not idle.
        let base = assemble(&family, requirements, &mut Vec::new());
        let plans = |tailoring: &Tailoring| -> Vec<Plan> {
            let nobody = Answers::new();
            let plan = |platform| Plan::tailored(pinned, tailoring, requirements, &nobody, platform);
            Platform::ALL.into_iter().map(plan).collect()
        };
        let (full_plans, base_plans) = (plans(&full), plans(&base));
        let mut compared = Compared { document, requirements, full, base, full_plans, base_plans, told: Vec::new() };
        compared.extends(&family);
        compared.changes();
        compared.parameters();
        compared.named();
        compared.gate();
        compared.loosened();
        compared.citations(sources);
        let mut told = compared.told;
        told.sort_by_key(|problem| (problem.line, problem.column));
        told
    }
}

impl Compared<'_> {
    fn tell(
        &mut self,
        code: Code,
        (line, column): (u32, u32),
        key: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.told.push(problem(self.document, code, (line, column), key, message, hint));
    }

    /// What another line of `extends` brings along.
    fn extends(&mut self, family: &Family<'_>) {
        let document = self.document;
        for extends in &document.extends {
            let others = document.extends.iter().filter(|other| other.value != extends.value);
            let said = match levels_of(&extends.value) {
                Some(levels) => {
                    let below = family.documents.values().filter(|it| it.id != document.id);
                    let named: Vec<(&str, &At<String>)> =
                        below.flat_map(|it| it.extends.iter().map(|extends| (it.id.as_str(), extends))).collect();
                    let of_level = |level| {
                        let has_it = |it: &&(&str, &At<String>)| {
                            levels_of(&it.1.value).is_some_and(|levels| levels.contains(level))
                        };
                        let (id, at) = named.iter().find(has_it)?;
                        Some(said!("{id}, line {line}: extends {item}", id, line = at.line, item = at.value))
                    };
                    let mut lines: Option<Vec<String>> = levels.iter().map(of_level).collect();
                    if let Some(lines) = &mut lines {
                        lines.dedup();
                    }
                    lines.map(|lines| lines.join("; "))
                }
                None => others
                    .filter(|other| family.over(&other.value, &extends.value))
                    .map(|other| said!("{item} extends it", item = other.value))
                    .next(),
            };
            if let Some(said) = said {
                let message = said!("{item} is extended already: {said}.", item = extends.value, said);
                self.tell(Code::DoesNothing, (extends.line, extends.column), "extends", message, "Remove it here.");
            }
        }
    }

    /// `include`, `exclude`, `require`, `relax`.
    fn changes(&mut self) {
        let document = self.document;
        let lists: [(&str, &[ItemChange], &str, &str); 4] = [
            ("include", &document.include, noted!("in"), "Remove the line, or name something that is not in."),
            ("exclude", &document.exclude, noted!("out"), "Remove the line, or name something that is in."),
            ("require", &document.require, noted!("required"), "Remove the line, or name something that is optional."),
            ("relax", &document.relax, noted!("optional"), "Remove the line, or name something that is required."),
        ];
        for (list, changes, state, hint) in lists {
            for change in changes {
                let items = spread_one(&change.item.value, self.requirements);
                if !items.iter().all(|item| self.is_so_already(list, item)) {
                    continue;
                }
                let why = items.first().map(|item| self.why(item)).unwrap_or_default();
                let message = match why.trim_end_matches('.') {
                    "" => said!("{item} is {state} already.", item = change.item.value, state = in_words(state)),
                    why => said!(
                        "{item} is {state} already: {why}.",
                        item = change.item.value,
                        state = in_words(state),
                        why
                    ),
                };
                self.tell(Code::DoesNothing, (change.item.line, change.item.column), list, message, hint);
            }
        }
    }

    /// Whether an item is what the list asks for without the lines of this file.
    fn is_so_already(&self, list: &str, item: &ProfileItem) -> bool {
        let ProfileItem::Requirement(id) = item else { return self.same_in_plans(item) };
        let Some(requirement) = self.requirements.get(id) else { return false };
        let base = self.base.items.get(item);
        let base_in = base.is_some_and(|decision| decision.included == Some(true));
        let full_in = self.is_in(item);
        match list {
            "include" => base_in,
            "exclude" => !base_in && !self.brings_in(item),
            // What another line of this file brings in is as strong as it is by itself.
            "require" => (base_in || self.brings_in(item)) && strong(requirement, base),
            _ => full_in && !strong(requirement, base),
        }
    }

    /// Whether a line of this file includes the item, were it by its group.
    fn brings_in(&self, item: &ProfileItem) -> bool {
        let mut changes = self.document.include.iter().chain(&self.document.require);
        changes.any(|change| spread_one(&change.item.value, self.requirements).contains(item))
    }

    /// Whether the plans have a control, weakness or test of the catalogues in the same way.
    fn same_in_plans(&self, item: &ProfileItem) -> bool {
        self.full_plans.iter().zip(&self.base_plans).all(|(full, base)| shape(full, item) == shape(base, item))
    }

    fn is_in(&self, item: &ProfileItem) -> bool {
        match item {
            ProfileItem::Requirement(_) => {
                self.full.items.get(item).is_some_and(|decision| decision.included == Some(true))
            }
            _ => self.full_plans.iter().any(|plan| shape(plan, item).iter().any(|part| part.asks)),
        }
    }

    /// What says so: lines of files, else the plan's own reason.
    fn why(&self, item: &ProfileItem) -> String {
        if let Some(decision) = self.base.items.get(item) {
            return decision.because.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        }
        let reasons = self.base_plans.iter().flat_map(|plan| shape(plan, item));
        let mut reasons: Vec<Part> = reasons.collect();
        reasons.sort_by_key(|part| !part.asks);
        reasons.into_iter().next().map(|part| part.because).unwrap_or_default()
    }

    fn parameters(&mut self) {
        for row in &self.document.parameters {
            let name = format!("{}.{}", row.requirement, row.key.value);
            let parameter = self.requirements.get(&row.requirement).and_then(|it| it.parameter(&row.key.value));
            let Some(parameter) = parameter else { continue };
            // A value that is the default so far becomes the profile's own, and stays when the default changes.
            let Some(set) = self.base.parameters.get(&name) else { continue };
            if set.value == row.value {
                let message = said!(
                    "{name} is {item} {unit} already: {because}.",
                    name,
                    item = set.value,
                    unit = parameter.unit,
                    because = set.because
                );
                let hint = said!(
                    "Remove the line, or set another value: allowed are {min} to {max} {unit}.",
                    min = parameter.min,
                    max = parameter.max,
                    unit = parameter.unit
                );
                let key = format!("parameters.{name}");
                self.tell(Code::DoesNothing, (row.key.line, row.key.column), &key, message, hint);
            }
        }
    }

    /// Rows that say something of items which are not in.
    fn named(&mut self) {
        let document = self.document;
        let conditions = document.not_applicable.iter().flat_map(|row| &row.items).map(|it| ("not_applicable", it));
        let evidence = document.evidence.iter().flat_map(|row| &row.items).map(|it| ("evidence", it));
        let citations = document.citations.iter().flat_map(|row| &row.items).map(|it| ("citations", it));
        let gate = document.gate.iter().flat_map(|gate| &gate.not_waivable).map(|it| ("gate.not_waivable", it));
        let rows: Vec<(&str, &At<ProfileItem>)> = conditions.chain(evidence).chain(citations).chain(gate).collect();
        for (key, at) in rows {
            let items = spread_one(&at.value, self.requirements);
            if items.iter().any(|item| self.is_in(item)) {
                continue;
            }
            let out = items.first().and_then(|item| self.full.items.get(item));
            let lines = out.map(|decision| decision.because.iter().map(ToString::to_string).collect::<Vec<_>>());
            let message = match lines {
                Some(lines) if !lines.is_empty() => {
                    said!(
                        "{item} is out, so this says nothing of it: {lines}.",
                        item = at.value,
                        lines = trimmed(&lines.join("; "))
                    )
                }
                _ => said!("{item} is not in this profile, so this says nothing of it.", item = at.value),
            };
            let hint = said!("Remove it here, or bring {item} in under include.", item = at.value);
            self.tell(Code::DoesNothing, (at.line, at.column), key, message, hint);
        }
        for row in &document.not_applicable {
            let known = |item: &ProfileItem| {
                self.base.not_applicable.iter().any(|it| it.when == row.when.value && it.items.contains(item))
            };
            let mut items = row.items.iter().flat_map(|at| spread_one(&at.value, self.requirements)).peekable();
            if items.peek().is_some() && items.all(|item| known(&item)) {
                let message = said!("What this extends proposes the same under this condition already.");
                let place = (row.when.line, row.when.column);
                self.tell(Code::DoesNothing, place, "not_applicable", message, "Remove the row.");
            }
        }
        for row in &document.evidence {
            let known = |item: &ProfileItem| {
                let of_base = self.base.evidence.iter().any(|it| it.expect == row.expect && it.items.contains(item));
                of_base || self.requirement(item).is_some_and(|it| it.evidence == row.expect)
            };
            let mut items = row.items.iter().flat_map(|at| spread_one(&at.value, self.requirements)).peekable();
            if items.peek().is_some() && items.all(|item| known(&item)) {
                let place = row.items.first().map_or((1, 1), |it| (it.line, it.column));
                let message = said!("The same evidence is expected of these items already.");
                self.tell(Code::DoesNothing, place, "evidence", message, "Remove the row, or say what else to show.");
            }
        }
    }

    fn requirement(&self, item: &ProfileItem) -> Option<&Requirement> {
        match item {
            ProfileItem::Requirement(id) => self.requirements.get(id),
            _ => None,
        }
    }

    /// Sources that nobody here knows, and clauses that are cited already.
    fn citations(&mut self, sources: &[CitationSource]) {
        for row in &self.document.citations {
            let place = (row.source.line, row.source.column);
            let named = row.source.value.as_str();
            if let Some(source) = sources.iter().find(|source| source.key == named) {
                let cited = |item: &ProfileItem| {
                    let same = |source: &str, clause: &str| source == named && clause == row.clause;
                    let by_file =
                        self.base.citations.iter().any(|it| same(&it.source, &it.clause) && it.items.contains(item));
                    let own = self.requirement(item);
                    by_file || own.is_some_and(|it| it.citations.iter().any(|it| same(&it.source, &it.clause)))
                };
                let mut items = row.items.iter().flat_map(|at| spread_one(&at.value, self.requirements)).peekable();
                if items.peek().is_some() && items.all(|item| cited(&item)) {
                    let message = said!(
                        "These items are related to {source} {clause} already.",
                        source = source.short,
                        clause = row.clause
                    );
                    self.tell(
                        Code::DoesNothing,
                        place,
                        "citations",
                        message,
                        "Remove the row, or cite another clause.",
                    );
                }
                continue;
            }
            let lower = named.to_lowercase();
            let by_name =
                sources.iter().find(|it| it.short.to_lowercase() == lower || it.title.to_lowercase() == lower);
            let keys: Vec<&str> = sources.iter().map(|source| source.key.as_str()).collect();
            let like_a_key = named.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
            let known = said!(
                "Known are: {keys}. A source of your own is written out, such as Acme security handbook.",
                keys = keys.join(", ")
            );
            let hint = match by_name {
                Some(source) => said!("Write {key}: then edition, date and whom it binds are shown.", key = source.key),
                None if like_a_key => meant(named, keys.iter().copied(), &known),
                None => match nearest(named, keys.iter().copied()) {
                    Some(key) => said!("If {key} is meant, write it so; else leave it.", key),
                    None => continue,
                },
            };
            let message =
                said!("No source that ships is called {named}, so nothing is known of it.", named = short(named));
            self.tell(Code::UnknownSource, place, "citations", message, hint);
        }
    }
}

/// The file with what it extends, and no lines of its own.
fn without_rows(document: &ProfileDocument) -> ProfileDocument {
    ProfileDocument {
        include: Vec::new(),
        exclude: Vec::new(),
        require: Vec::new(),
        relax: Vec::new(),
        parameters: Vec::new(),
        not_applicable: Vec::new(),
        gate: None,
        four_eyes: None,
        evidence: Vec::new(),
        citations: Vec::new(),
        ..document.clone()
    }
}

/// Whether a requirement is required where it is in.
fn strong(requirement: &Requirement, decision: Option<&ItemDecision>) -> bool {
    let said = decision.and_then(|decision| decision.required);
    said.unwrap_or(requirement.level == RequirementLevel::Mandatory)
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches('.')
}

/// What a plan asks for under an item, as far as two plans are compared.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    /// Required, optional, or only named.
    asks: bool,
    required: bool,
    because: String,
}

impl PartialEq for Part {
    fn eq(&self, other: &Part) -> bool {
        (&self.name, self.asks, self.required) == (&other.name, other.asks, other.required)
    }
}

fn shape(plan: &Plan, item: &ProfileItem) -> Vec<Part> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    let mut add = |name: String, asks: bool, required: bool, because: &str| {
        parts.insert(name.clone(), Part { name, asks, required, because: because.to_owned() });
    };
    let of_weakness = |weakness: &PlannedWeakness, add: &mut dyn FnMut(String, bool, bool, &str)| {
        let asked = weakness.scope == Scope::Required;
        add(weakness.weakness.to_string(), asked, asked, &weakness.because);
        for unit in &weakness.units {
            add(format!("{}/{}", weakness.weakness, unit.id), true, unit.required, &unit.because);
        }
    };
    for control in plan.controls.iter().filter(|control| control.set.is_none()) {
        match item {
            ProfileItem::Control(id) if control.id == *id => {
                let asked = control.scope == Scope::Required;
                add(control.id.clone(), asked, asked, &control.because);
                for weakness in &control.weaknesses {
                    of_weakness(weakness, &mut add);
                }
                for unit in &control.units {
                    add(unit.id.to_string(), true, unit.required, &unit.because);
                }
            }
            ProfileItem::Weakness(wanted) => {
                for weakness in control.weaknesses.iter().filter(|it| it.weakness == *wanted) {
                    of_weakness(weakness, &mut add);
                }
            }
            ProfileItem::Test(id) => {
                let wanted = UnitId::of_test(id);
                for weakness in &control.weaknesses {
                    for unit in weakness.units.iter().filter(|unit| unit.id == wanted) {
                        add(format!("{}/{}", weakness.weakness, unit.id), true, unit.required, &unit.because);
                    }
                }
            }
            _ => {}
        }
    }
    parts.into_values().collect()
}
