//! From the units' citations to the clauses of each source.

use crate::model::{CrosswalkAnswer, CrosswalkClause, CrosswalkSource, CrosswalkUnit, Unit};

/// The sources that the units cite, in the order in which they come; clauses by their numbers.
pub(crate) fn crosswalk(units: &[Unit]) -> Vec<CrosswalkSource> {
    let mut sources: Vec<CrosswalkSource> = Vec::new();
    for unit in units {
        for citation in unit.asks.iter().flat_map(|asks| &asks.citations) {
            let place = sources.iter().position(|it| it.title == citation.title && it.edition == citation.edition);
            let place = place.unwrap_or_else(|| {
                sources.push(CrosswalkSource {
                    source: citation.source.clone(),
                    title: citation.title.clone(),
                    edition: citation.edition.clone(),
                    binds: citation.binds.clone(),
                    clauses: Vec::new(),
                });
                sources.len() - 1
            });
            let Some(source) = sources.get_mut(place) else { continue };
            let row = CrosswalkUnit {
                unit: unit.anchor.clone(),
                label: unit.label.clone(),
                title: unit.title.clone(),
                answers: unit
                    .answers
                    .iter()
                    .map(|it| CrosswalkAnswer { build: it.build.clone(), state: it.state })
                    .collect(),
            };
            match source.clauses.iter_mut().find(|it| it.clause == citation.clause) {
                Some(clause) => clause.units.push(row),
                None => source.clauses.push(CrosswalkClause {
                    clause: citation.clause.clone(),
                    flag: citation.flag.clone(),
                    verification: citation.verification.clone(),
                    units: vec![row],
                }),
            }
        }
    }
    for source in &mut sources {
        source.clauses.sort_by_cached_key(|it| in_order(&it.clause));
    }
    sources
}

/// A clause's letters and numbers, so that 1.10 comes after 1.9.
fn in_order(clause: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    for word in clause.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        parts.push(word.parse().map_or_else(|_| (u64::MAX, word.to_owned()), |number| (number, String::new())));
    }
    parts
}
