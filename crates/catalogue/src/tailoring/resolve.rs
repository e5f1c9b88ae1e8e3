//! Puts a profile file together with all that it extends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use assay_messages::{in_words, said};

use super::decide::{Sayings, decisions};
use super::{
    Because, LevelSource, SetParameter, TailoredBar, TailoredCitation, TailoredCondition, TailoredEvidence, Tailoring,
    TailoringDocument,
};
use crate::profile::{levels_of, nearest};
use crate::{
    At, Gate, Level, ProfileDocument, ProfileItem, ProfileLibrary, ProfileProblem, ProfileProblemCode as Code,
    Requirements,
};

/// The files that a profile consists of, and who extends whom.
pub(super) struct Family<'a> {
    pub(super) root: &'a ProfileDocument,
    /// By id, the root included.
    pub(super) documents: BTreeMap<&'a str, &'a Arc<ProfileDocument>>,
    /// Every file that a file extends, near or far.
    pub(super) below: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl Family<'_> {
    /// Whether the first decides over the second.
    pub(super) fn over(&self, first: &str, second: &str) -> bool {
        self.below.get(first).is_some_and(|below| below.contains(second))
    }

    /// Those that no other one decides over.
    pub(super) fn highest<'d>(&self, ids: &BTreeSet<&'d str>) -> BTreeSet<&'d str> {
        ids.iter().filter(|id| !ids.iter().any(|other| self.over(other, id))).copied().collect()
    }

    /// The line at which the root says what it extends: where a conflict is reported.
    pub(super) fn place(&self) -> (u32, u32) {
        self.root.extends.first().map_or((1, 1), |extends| (extends.line, extends.column))
    }
}

/// A problem of a file at a place.
pub(super) fn problem(
    document: &ProfileDocument,
    code: Code,
    (line, column): (u32, u32),
    key: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> ProfileProblem {
    let (message, hint) = (in_words(&message.into()), in_words(&hint.into()));
    ProfileProblem { code, file: document.file.clone(), line, column, key: key.to_owned(), message, hint }
}

/// `Did you mean x?`, or what to do else.
pub(super) fn meant<'a>(word: &str, words: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(word, words).map_or_else(|| in_words(otherwise), |meant| said!("Did you mean {meant}?", meant))
}

pub(super) fn resolve(
    root: &Arc<ProfileDocument>,
    library: &ProfileLibrary,
    requirements: &Requirements,
) -> Result<Tailoring, Vec<ProfileProblem>> {
    let family = family(root, library)?;
    let mut problems = Vec::new();
    let tailoring = assemble(&family, requirements, &mut problems);
    if problems.is_empty() { Ok(tailoring) } else { Err(problems) }
}

/// What a file names and nothing has: profiles, ids, parameters, items of the catalogues.
pub(crate) fn named(
    document: ProfileDocument,
    library: &ProfileLibrary,
    requirements: &Requirements,
    pinned: &crate::Pinned,
) -> Vec<ProfileProblem> {
    let mut problems = document.unknown_in(pinned);
    let root = Arc::new(document);
    match family(&root, library) {
        Ok(family) => {
            let mut told = Vec::new();
            assemble(&family, requirements, &mut told);
            let names = [Code::UnknownId, Code::UnknownParameter, Code::OutOfBounds];
            problems.extend(told.into_iter().filter(|it| names.contains(&it.code) && it.file == root.file));
        }
        Err(told) => {
            problems.extend(told);
            Sayings::default().hear(&root, requirements, &mut problems);
        }
    }
    problems
}

/// What a family of files makes, as far as it can be told where there are problems. What is unknown is told alone.
pub(super) fn assemble(
    family: &Family<'_>,
    requirements: &Requirements,
    problems: &mut Vec<ProfileProblem>,
) -> Tailoring {
    let root = family.root;
    let mut sayings = Sayings::default();
    for document in family.documents.values() {
        sayings.hear(document, requirements, problems);
    }
    let mut of_decisions = Vec::new();
    let items = decisions(family, &sayings, &mut of_decisions);
    let levels = levels(family, &mut of_decisions);
    let parameters = parameters(family, requirements, &items, &mut of_decisions);
    let spread = |items: &[At<ProfileItem>]| spread(items, requirements);
    let mut tailoring = Tailoring {
        id: root.id.clone(),
        title: root.title.clone(),
        summary: root.summary.clone(),
        levels,
        items,
        parameters,
        not_applicable: Vec::new(),
        gate: gate(family, requirements),
        bars: Vec::new(),
        four_eyes: four_eyes(family),
        evidence: Vec::new(),
        citations: Vec::new(),
        documents: Vec::new(),
    };
    for (id, document) in &family.documents {
        let line = |line: u32, words: &str| Because { document: (*id).to_owned(), line, words: words.to_owned() };
        for row in &document.not_applicable {
            tailoring.not_applicable.push(TailoredCondition {
                when: row.when.value.clone(),
                items: spread(&row.items),
                because: line(row.when.line, &row.because),
            });
        }
        for row in document.gate.iter().flat_map(|gate| &gate.not_waivable) {
            let because = line(row.line, &said!("calls {item} not waivable", item = row.value));
            let items = spread(std::slice::from_ref(row)).into_iter();
            tailoring.bars.extend(items.map(|item| TailoredBar { item, because: because.clone() }));
        }
        for row in &document.evidence {
            let at = row.items.first().map_or(1, |item| item.line);
            let because = line(at, &row.expect);
            tailoring.evidence.push(TailoredEvidence {
                items: spread(&row.items),
                expect: row.expect.clone(),
                because,
            });
        }
        for row in &document.citations {
            tailoring.citations.push(TailoredCitation {
                source: row.source.value.clone(),
                clause: row.clause.clone(),
                items: spread(&row.items),
                because: line(row.source.line, &row.clause),
            });
        }
        tailoring.documents.push(TailoringDocument {
            id: (*id).to_owned(),
            digest: document.digest.clone(),
            shipped: document.is_shipped(),
        });
    }
    let anything = !tailoring.levels.is_empty() || tailoring.items.values().any(|it| it.included == Some(true));
    if !anything && of_decisions.is_empty() {
        let message = said!("Nothing is in {profile}: it has no levels and includes nothing.", profile = root.id);
        let hint = "Extend a level such as L1, extend a profile, or include something.";
        of_decisions.push(problem(root, Code::Empty, (1, 1), "", message, hint));
    }
    if problems.is_empty() {
        problems.append(&mut of_decisions);
    }
    tailoring
}

/// The closure of `extends`.
pub(super) fn family<'a>(
    root: &'a Arc<ProfileDocument>,
    library: &'a ProfileLibrary,
) -> Result<Family<'a>, Vec<ProfileProblem>> {
    let mut family = Family { root, documents: BTreeMap::new(), below: BTreeMap::new() };
    let mut problems = Vec::new();
    // The files that are being walked, with how far each of them is: a file that comes again extends itself.
    let mut path: Vec<(&'a Arc<ProfileDocument>, usize)> = vec![(root, 0)];
    family.documents.insert(&root.id, root);
    family.below.insert(&root.id, BTreeSet::new());
    while let Some((document, at)) = path.last_mut() {
        let document: &'a Arc<ProfileDocument> = document;
        let Some(extends) = document.extends.get(*at) else {
            path.pop();
            if let Some((above, _)) = path.last() {
                let mut below = family.below.get(document.id.as_str()).cloned().unwrap_or_default();
                below.insert(&document.id);
                family.below.entry(&above.id).or_default().extend(below);
            }
            continue;
        };
        *at += 1;
        if levels_of(&extends.value).is_some() {
            continue;
        }
        let Some(next) = library.get(&extends.value) else {
            let known: Vec<&str> =
                library.documents().map(|it| it.id.as_str()).filter(|id| *id != document.id).collect();
            let otherwise = said!("Known are: {known}; and levels such as L2+R.", known = known.join(", "));
            let hint = meant(&extends.value, known.iter().copied(), &otherwise);
            let message = said!("There is no profile {item}.", item = extends.value);
            let place = (extends.line, extends.column);
            problems.push(problem(document, Code::UnknownProfile, place, "extends", message, hint));
            continue;
        };
        if let Some(first) = path.iter().position(|(open, _)| open.id == next.id) {
            let links = path[first..].iter().map(|(open, at)| {
                // Each was left by the line before the one that comes next.
                let line = at.checked_sub(1).and_then(|at| open.extends.get(at)).map_or(1, |extends| extends.line);
                said!("{open} ({file}, line {line}) extends ", open = open.id, file = open.file, line)
            });
            let message =
                said!("The profile extends itself: {chain}{next}.", chain = links.collect::<String>(), next = next.id);
            let place = (extends.line, extends.column);
            problems.push(problem(document, Code::Cycle, place, "extends", message, "Remove one of these lines."));
            continue;
        }
        if family.documents.insert(&next.id, next).is_some() {
            // It was walked already, by another way.
            let mut below = family.below.get(next.id.as_str()).cloned().unwrap_or_default();
            below.insert(&next.id);
            family.below.entry(&document.id).or_default().extend(below);
        } else {
            family.below.insert(&next.id, BTreeSet::new());
            path.push((next, 0));
        }
    }
    if problems.is_empty() { Ok(family) } else { Err(problems) }
}

/// Every level of every file, with the line of the first file by id that names it.
fn levels(family: &Family<'_>, problems: &mut Vec<ProfileProblem>) -> Vec<LevelSource> {
    let mut levels: BTreeMap<Level, Because> = BTreeMap::new();
    for (id, document) in &family.documents {
        for extends in &document.extends {
            for level in levels_of(&extends.value).unwrap_or_default() {
                levels.entry(level).or_insert_with(|| Because {
                    document: (*id).to_owned(),
                    line: extends.line,
                    words: said!("extends {profile}", profile = extends.value),
                });
            }
        }
    }
    if levels.contains_key(&Level::R) && !levels.contains_key(&Level::L1) && !levels.contains_key(&Level::L2) {
        let message = said!("The profile has R without L1 or L2.");
        let hint = "Extend L1 or L2 as well, for example L2+R.";
        problems.push(problem(family.root, Code::ResilienceAlone, family.place(), "extends", message, hint));
    }
    levels.into_iter().map(|(level, because)| LevelSource { level, because: Some(because) }).collect()
}

/// The values of parameters: the highest files decide, and have to agree.
fn parameters(
    family: &Family<'_>,
    requirements: &Requirements,
    items: &BTreeMap<ProfileItem, super::ItemDecision>,
    problems: &mut Vec<ProfileProblem>,
) -> BTreeMap<String, SetParameter> {
    let mut said: BTreeMap<String, BTreeMap<&str, SetParameter>> = BTreeMap::new();
    for (id, document) in &family.documents {
        for row in &document.parameters {
            let name = format!("{}.{}", row.requirement, row.key.value);
            let place = (row.key.line, row.key.column);
            let key = format!("parameters.{name}");
            let known = requirements.get(&row.requirement).and_then(|it| it.parameter(&row.key.value));
            let Some(parameter) = known else {
                let names = requirements.all().flat_map(|requirement| {
                    requirement.parameters.iter().map(|it| format!("{}.{}", requirement.id, it.key))
                });
                let names: Vec<String> = names.collect();
                let otherwise = said!("The parameters are: {names}.", names = names.join(", "));
                let hint = meant(&name, names.iter().map(String::as_str), &otherwise);
                let message = said!("There is no parameter {name}.", name);
                problems.push(problem(document, Code::UnknownParameter, place, &key, message, hint));
                continue;
            };
            if row.value < parameter.min || row.value > parameter.max {
                let message = said!("{item} {unit} is out of bounds.", item = row.value, unit = parameter.unit);
                let hint = said!(
                    "Allowed are {min} to {max} {unit}.",
                    min = parameter.min,
                    max = parameter.max,
                    unit = parameter.unit
                );
                problems.push(problem(document, Code::OutOfBounds, place, &key, message, hint));
                continue;
            }
            let item = ProfileItem::Requirement(row.requirement.clone());
            if items.get(&item).and_then(|decision| decision.included) != Some(true) {
                // Who excludes a control of an extended file need not know its parameters: they lapse with it.
                if document.id != family.root.id {
                    continue;
                }
                let message = said!("{requirement} is not in this profile.", requirement = row.requirement);
                let hint = said!("Include {requirement}, or remove the parameter.", requirement = row.requirement);
                problems.push(problem(document, Code::NothingToChange, place, &key, message, hint));
                continue;
            }
            let words = said!("sets {name} to {item} {unit}", name, item = row.value, unit = parameter.unit);
            let because = Because { document: (*id).to_owned(), line: row.key.line, words };
            said.entry(name).or_default().insert(id, SetParameter { value: row.value, because });
        }
    }
    let mut parameters = BTreeMap::new();
    for (name, mut said) in said {
        let highest = family.highest(&said.keys().copied().collect());
        said.retain(|id, _| highest.contains(id));
        let mut said = said.into_values();
        let Some(first) = said.next() else { continue };
        if let Some(other) = said.find(|other| other.value != first.value) {
            let message = format!("{name}: {}; {}.", first.because, other.because);
            let hint = "Set the parameter in this file.";
            problems.push(problem(family.root, Code::Conflict, family.place(), "extends", message, hint));
        }
        parameters.insert(name, first);
    }
    parameters
}

/// The gate: per key the highest files that state it; of several the stricter. What is not waivable adds up.
fn gate(family: &Family<'_>, requirements: &Requirements) -> Gate {
    let mut gate = Gate::default();
    let stating = |states: &dyn Fn(&crate::OwnGate) -> bool| {
        let ids = family.documents.iter().filter(|(_, document)| document.gate.as_ref().is_some_and(states));
        family.highest(&ids.map(|(id, _)| *id).collect())
    };
    let own = |id: &str| family.documents.get(id).and_then(|document| document.gate.as_ref());
    for id in stating(&|gate| gate.require.is_some()) {
        gate.require.extend(own(id).and_then(|own| own.require.clone()).unwrap_or_default());
    }
    gate.require.sort_unstable();
    gate.require.dedup();
    let below = stating(&|gate| gate.findings_below.is_some());
    gate.findings_below = below.into_iter().filter_map(|id| own(id)?.findings_below).min();
    let mut fixed: BTreeSet<ProfileItem> = BTreeSet::new();
    for document in family.documents.values() {
        if let Some(own) = &document.gate {
            fixed.extend(spread(&own.not_waivable, requirements));
        }
    }
    gate.not_waivable = fixed.into_iter().collect();
    gate.or_usual()
}

/// The highest files that say so decide; of several the stricter.
fn four_eyes(family: &Family<'_>) -> bool {
    let stating = family.documents.iter().filter(|(_, document)| document.four_eyes.is_some()).map(|(id, _)| *id);
    let of =
        |id: &str| family.documents.get(id).and_then(|document| document.four_eyes.as_ref()).is_some_and(|it| it.value);
    family.highest(&stating.collect()).into_iter().any(of)
}

/// Items with groups of requirements spread over their requirements, in order, each once.
pub(super) fn spread(items: &[At<ProfileItem>], requirements: &Requirements) -> Vec<ProfileItem> {
    let mut all: Vec<ProfileItem> = Vec::new();
    for item in items {
        for one in spread_one(&item.value, requirements) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    all
}

/// One item: a group's requirements, or itself.
pub(super) fn spread_one(item: &ProfileItem, requirements: &Requirements) -> Vec<ProfileItem> {
    match item {
        ProfileItem::Requirement(id) if requirements.group(id).is_some() => {
            requirements.of_group(id).map(|it| ProfileItem::Requirement(it.id.clone())).collect()
        }
        other => vec![other.clone()],
    }
}
