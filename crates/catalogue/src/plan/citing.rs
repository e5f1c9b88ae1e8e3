//! Which citations a unit shows: a rule binds roles in jurisdictions, and what binds none of those answered is left out.

use assay_messages::said;

use super::{CitationLeftOut, PlannedCitation, PlannedUnit};
use crate::{
    Answers, Citation, CitationSource, ProfileItem, Questionnaire, Requirement, TailoredCitation, Verification,
    shipped_sources,
};

/// Adds the citations of a requirement.
pub(super) fn of_requirement(unit: &mut PlannedUnit, requirement: &Requirement, answers: &Answers) {
    for citation in &requirement.citations {
        cite(unit, citation.clone(), said!("the requirement"), answers);
    }
}

/// Adds the clauses that files of the profile cite for any of these items.
pub(super) fn of_files(unit: &mut PlannedUnit, rows: &[TailoredCitation], items: &[ProfileItem], answers: &Answers) {
    for row in rows.iter().filter(|row| row.items.iter().any(|item| items.contains(item))) {
        let because = format!("{}, line {}", row.because.document, row.because.line);
        let known =
            unit.citations.iter().any(|it| it.citation.source == row.source && it.citation.clause == row.clause);
        if known {
            continue;
        }
        let citation = Citation {
            source: row.source.clone(),
            clause: row.clause.clone(),
            flag: None,
            verification: Verification::Unverified,
            note: Some(said!("Cited by the profile {document}.", document = row.because.document)),
        };
        cite(unit, citation, because, answers);
    }
}

fn cite(unit: &mut PlannedUnit, citation: Citation, because: String, answers: &Answers) {
    let source = shipped_sources().iter().find(|source| source.key == citation.source);
    // A source of a profile's own: nobody here knows whom it binds, so it is shown.
    let source = source.cloned().unwrap_or_else(|| CitationSource {
        key: citation.source.clone(),
        title: citation.source.clone(),
        short: citation.source.clone(),
        edition: String::new(),
        effective: None,
        jurisdictions: Vec::new(),
        roles: Vec::new(),
        binds: String::new(),
        url: String::new(),
        basis: String::new(),
    });
    match why_not(&source, answers) {
        Some(because) => {
            unit.citations_left_out.push(CitationLeftOut { source: source.key, clause: citation.clause, because });
        }
        None => unit.citations.push(PlannedCitation { citation, source, because }),
    }
}

/// Why a source binds nobody here; none where it may.
fn why_not(source: &CitationSource, answers: &Answers) -> Option<String> {
    for (question, binding, what) in
        [("jurisdiction", &source.jurisdictions, "jurisdiction"), ("role", &source.roles, "role")]
    {
        // Nothing is left out for want of an answer.
        let Some(answered) = answers.get(question) else { continue };
        if binding.is_empty() || binding.iter().any(|word| answered.contains(word)) {
            continue;
        }
        let titles: Vec<&str> = answered.iter().map(|word| title(question, word)).collect();
        let answered = if titles.is_empty() { "none".to_owned() } else { titles.join(", ") };
        return Some(said!(
            "{source} is left out, because the {what} answered is: {answered}. It binds: {binds}",
            source = source.short,
            what,
            answered,
            binds = source.binds
        ));
    }
    None
}

/// What the user read where the word was chosen.
fn title<'a>(question: &str, word: &'a str) -> &'a str {
    let question = Questionnaire::shipped().question(question);
    let option = question.and_then(|question| question.options.iter().find(|option| option.word == word));
    option.map_or(word, |option| option.title.as_str())
}
