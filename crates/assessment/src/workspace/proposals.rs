//! Proposals of "not applicable": a condition of the profile is false, and a reviewer takes that over.

use uuid::Uuid;

use super::answering;
use super::{Workspace, input};
use crate::projection::{Stating, result_code};
use crate::statement::{Kind, Place, Subject};
use crate::view::{AnswerState, AnswerText, ProposalsAccepted, ResultCode};
use crate::{AssessmentError, Result};

impl Workspace {
    /// States as not applicable what is proposed so and untested, with the reason of the proposal, in one transaction:
    /// these units, or with none all of the checklist. `valid_until` is the last day for what needs one.
    ///
    /// # Errors
    /// `proposal.nothing` for a unit that is not proposed or answered already, or where nothing is left;
    /// `unit.not_in_profile`, `result.validity_missing`, `result.validity_past`, `statement.changed_meanwhile`. Then
    /// nothing is stated.
    pub async fn accept_proposals(
        &self,
        assessment: Uuid,
        build: Uuid,
        units: Option<&[String]>,
        valid_until: Option<&str>,
    ) -> Result<ProposalsAccepted> {
        let sitting = self.sitting(assessment, build).await?;
        let (sheet, states) = (&sitting.sheet, &sitting.states);
        let open = |at: &usize| {
            let unit = &sheet.units[*at];
            unit.proposal.is_some() && states.of(unit.id.as_str()).state().0 == AnswerState::Untested
        };
        let mut chosen = Vec::new();
        match units {
            None => chosen.extend((0..sheet.units.len()).filter(open)),
            Some(units) => {
                for unit in units {
                    let at = sheet.find(unit).ok_or_else(|| super::find::not_in_profile(sheet, unit))?;
                    if !open(&at) {
                        return Err(AssessmentError::NoProposal { unit: Some(sheet.units[at].label.clone()) });
                    }
                    if !chosen.contains(&at) {
                        chosen.push(at);
                    }
                }
                chosen.sort_unstable();
            }
        }
        if chosen.is_empty() {
            return Err(AssessmentError::NoProposal { unit: None });
        }
        let valid_until = input::date("The last day", valid_until)?;
        let mut stating = Stating::begin(&self.ledger).await?;
        for at in &chosen {
            let unit = &sheet.units[*at];
            let because = unit.proposal.as_ref().map(|it| it.because.clone()).unwrap_or_default();
            let text = AnswerText {
                justification: because,
                valid_until: valid_until.clone().filter(|_| unit.needs_validity()),
                ..AnswerText::default()
            };
            let text = answering::checked(unit, ResultCode::NotApplicable, text, self.today())?;
            let holder = self.holder(&sitting.assessment, build, unit.subject).await?;
            let subject = Subject::Unit(Place { holder, unit: unit.id.clone() });
            let seen = states.of(unit.id.as_str()).entries();
            stating.expect_answers(&subject, unit.question(), &seen).await?;
            let code = Some(result_code(ResultCode::NotApplicable));
            stating.state(Kind::ResultStated, &subject, seen, code, Some(&unit.stated(text))).await?;
        }
        stating.commit().await?;
        Ok(ProposalsAccepted {
            accepted: chosen.iter().map(|at| sheet.units[*at].id.to_string()).collect(),
            checklist: self.checklist(assessment, build).await?,
        })
    }
}
