//! What the files of only one of two profiles say: of the release gate, and of items beside whether they are in.

use std::collections::{BTreeMap, BTreeSet};

use assay_catalogue::{Because, Tailoring};
use assay_messages::said;

use super::plans::word;
use super::{ComparedRule, ComparedSaying, SayingKind};

/// The rules that only one of two gates has.
pub(super) fn gates(a: &Tailoring, b: &Tailoring) -> Vec<ComparedRule> {
    let rules = |tailoring: &Tailoring| -> BTreeSet<String> {
        let gate = &tailoring.gate;
        let below = gate.findings_below.map(|severity| format!("findings-below-{}", word(&severity)));
        let fixed = gate.not_waivable.iter().map(|item| format!("not-waivable {item}"));
        let four_eyes = tailoring.four_eyes.then(|| "four-eyes".to_owned());
        gate.require.iter().map(word).chain(below).chain(fixed).chain(four_eyes).collect()
    };
    let (a, b) = (rules(a), rules(b));
    let differing = a.symmetric_difference(&b);
    differing.map(|rule| ComparedRule { rule: rule.clone(), a: a.contains(rule), b: b.contains(rule) }).collect()
}

/// What is said, by kind and words, and which line says it of each item.
type Said = BTreeMap<(SayingKind, String), BTreeMap<String, Because>>;

fn said(tailoring: &Tailoring) -> Said {
    let mut said = Said::new();
    let mut say = |kind, words: String, items: &[assay_catalogue::ProfileItem], because: &Because| {
        let of_words = said.entry((kind, words)).or_default();
        for item in items {
            of_words.entry(item.to_string()).or_insert_with(|| because.clone());
        }
    };
    for row in &tailoring.not_applicable {
        let words = said!("not applicable where {when}: {because}", when = row.when, because = row.because.words);
        say(SayingKind::Condition, words, &row.items, &row.because);
    }
    for row in &tailoring.evidence {
        say(SayingKind::Evidence, row.expect.clone(), &row.items, &row.because);
    }
    for row in &tailoring.citations {
        say(SayingKind::Citation, format!("{} {}", row.source, row.clause), &row.items, &row.because);
    }
    said
}

/// Conditions, expected evidence and citations of items that only one of two profiles has.
pub(super) fn sayings(a: &Tailoring, b: &Tailoring) -> Vec<ComparedSaying> {
    let (a, b) = (said(a), said(b));
    let mut rows = Vec::new();
    for of in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
        let nothing = BTreeMap::new();
        let (in_a, in_b) = (a.get(of).unwrap_or(&nothing), b.get(of).unwrap_or(&nothing));
        let mut only = |items: &BTreeMap<String, Because>, other: &BTreeMap<String, Because>, first: bool| {
            // Items that one line names stay together.
            let mut lines: BTreeMap<&Because, Vec<String>> = BTreeMap::new();
            for (item, because) in items.iter().filter(|(item, _)| !other.contains_key(*item)) {
                lines.entry(because).or_default().push(item.clone());
            }
            for (because, items) in lines {
                let (kind, words) = of.clone();
                let because = Some(because.clone());
                let (a, b) = if first { (because, None) } else { (None, because) };
                rows.push(ComparedSaying { kind, items, words, a, b });
            }
        };
        only(in_a, in_b, true);
        only(in_b, in_a, false);
    }
    rows
}
