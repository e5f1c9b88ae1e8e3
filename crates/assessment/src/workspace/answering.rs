//! What an answer has to say, by what it is about and by what the unit asks for.

use assay_catalogue::{SubjectKind, UnitKind as PlannedKind};
use assay_messages::said;

use super::Workspace;
use super::input;
use super::states::Sitting;
use crate::planned::SheetUnit;
use crate::projection::day;
use crate::view::{AddressableChoice, AddressableDecision, AnswerText, ResultCode, UnitAsks, UnitKind};
use crate::{AssessmentError, Result};

impl Workspace {
    /// What a unit is about and what is asked for.
    pub(super) async fn asks(&self, sitting: &Sitting, at: usize) -> Result<UnitAsks> {
        let (sheet, unit) = (&sitting.sheet, &sitting.sheet.units[at]);
        let requirement = match unit.id.kind() {
            PlannedKind::Control(id) => sheet.requirements.get(&id),
            _ => None,
        };
        let planned = sheet.planned(at);
        Ok(UnitAsks {
            subject: unit.subject,
            subject_words: self.subject_words(sitting, unit.subject).await?,
            needs_validity: unit.needs_validity(),
            group: requirement.and_then(|it| sheet.requirements.group(&it.group)).cloned(),
            requirement: requirement.cloned(),
            parameters: planned.map(|it| it.parameters.clone()).unwrap_or_default(),
            citations: planned.map(|it| it.citations.clone()).unwrap_or_default(),
            citations_left_out: planned.map(|it| it.citations_left_out.clone()).unwrap_or_default(),
            proposal: unit.proposal.clone(),
            expected_evidence: planned.map(|it| it.expected_evidence.clone()).unwrap_or_default(),
        })
    }

    async fn subject_words(&self, sitting: &Sitting, subject: SubjectKind) -> Result<String> {
        Ok(match subject {
            SubjectKind::Build => String::new(),
            SubjectKind::Organisation => said!("the organisation"),
            SubjectKind::BackEnd | SubjectKind::Release => {
                let release = self.release_facts(sitting.assessment.release).await?;
                let app = self.app_facts(release.app).await?;
                match subject {
                    SubjectKind::BackEnd => said!("the back end of {app}", app = app.name),
                    _ => format!("{} {}", app.name, release.name),
                }
            }
        })
    }
}

/// The words of an answer, tidied, where they are what the unit and the result need. `today` is in days since 1970.
pub(super) fn checked(unit: &SheetUnit, result: ResultCode, text: AnswerText, today: i64) -> Result<AnswerText> {
    let text = AnswerText {
        note: input::long("The note", &text.note)?,
        justification: input::long("The justification", &text.justification)?,
        method: input::long("The method", &text.method)?,
        valid_until: input::date("The last day", text.valid_until.as_deref())?,
        addressable: decisions(unit, text.addressable)?,
    };
    if result == ResultCode::Untested {
        return Ok(text);
    }
    check_words(unit, result, &text)?;
    check_validity(unit, &text, today)?;
    if result == ResultCode::Pass {
        let decided = |clause: &(String, String)| text.addressable.iter().any(|it| of_clause(it) == *clause);
        let undecided: Vec<String> =
            unit.addressable.iter().filter(|it| !decided(it)).map(|(source, clause)| name(source, clause)).collect();
        if !undecided.is_empty() {
            return Err(AssessmentError::AddressableUndecided { clauses: undecided });
        }
    }
    Ok(text)
}

/// The words that a result needs.
fn check_words(unit: &SheetUnit, result: ResultCode, text: &AnswerText) -> Result<()> {
    match result {
        ResultCode::NotApplicable if text.justification.is_empty() => Err(AssessmentError::JustificationMissing),
        ResultCode::NotApplicable | ResultCode::Untested => Ok(()),
        _ if unit.kind == UnitKind::Direct && text.method.is_empty() => Err(AssessmentError::MethodMissing),
        _ if unit.kind == UnitKind::Direct && text.note.is_empty() => Err(AssessmentError::NoteMissing),
        _ => Ok(()),
    }
}

/// The longest that an answer holds, in days: three years, as long as the certificates that such answers rest on do. A
/// year is what the front ends propose.
const LONGEST: i64 = 3 * 366;

/// The date that an answer about organisation or back end needs, and that no answer has in the past.
fn check_validity(unit: &SheetUnit, text: &AnswerText, today: i64) -> Result<()> {
    let Some(date) = &text.valid_until else {
        if unit.needs_validity() {
            let subject = if unit.subject == SubjectKind::BackEnd { "a back end" } else { "an organisation" };
            return Err(AssessmentError::ValidityMissing { subject: subject.to_owned() });
        }
        return Ok(());
    };
    match date.parse().map(|last| i64::from(day(last))) {
        Ok(last) if last > today + LONGEST => Err(AssessmentError::ValidityFar { date: date.clone() }),
        Ok(last) if last >= today => Ok(()),
        _ => Err(AssessmentError::ValidityPast { date: date.clone() }),
    }
}

fn of_clause(decision: &AddressableDecision) -> (String, String) {
    (decision.source.clone(), decision.clause.clone())
}

fn name(source: &str, clause: &str) -> String {
    format!("{source} {clause}")
}

/// The decisions in the order in which the unit cites the clauses, each clause once.
fn decisions(unit: &SheetUnit, given: Vec<AddressableDecision>) -> Result<Vec<AddressableDecision>> {
    let mut decided: Vec<AddressableDecision> = Vec::with_capacity(given.len());
    for decision in given {
        let clause = name(&decision.source, &decision.clause);
        let refuse = |because| AssessmentError::AddressableRefused { clause: clause.clone(), because };
        if !unit.addressable.contains(&of_clause(&decision)) {
            return Err(refuse("the unit does not cite it as addressable"));
        }
        if decided.iter().any(|it| of_clause(it) == of_clause(&decision)) {
            return Err(refuse("it is decided twice"));
        }
        let documentation = input::long("The documentation", &decision.documentation)?;
        if decision.decision != AddressableChoice::Implemented && documentation.is_empty() {
            return Err(AssessmentError::AddressableUndocumented { clause });
        }
        decided.push(AddressableDecision { documentation, ..decision });
    }
    decided.sort_by_key(|it| unit.addressable.iter().position(|clause| *clause == of_clause(it)));
    Ok(decided)
}
