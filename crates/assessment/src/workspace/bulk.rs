//! Many results in one transaction: all of them, or none and what is wrong with each that is refused.

use std::collections::HashSet;

use uuid::Uuid;

use super::states::Spot;
use super::{Workspace, answering, input};
use crate::projection::{Stating, result_code};
use crate::statement::{Kind, Place, Subject};
use crate::view::{ChecklistChange, ResultGiven, UnitRefused};
use crate::{AssessmentError, Result};

impl Workspace {
    /// States results of many units of a checklist at once. Each names what its writer saw, as in
    /// [`Workspace::state_result`]. One undo takes all of them back.
    ///
    /// # Errors
    /// `input.missing` without any; `results.refused` with every unit that is in the way, and its own error. Then nothing
    /// is stated.
    pub async fn state_results(
        &self,
        assessment: Uuid,
        build: Uuid,
        given: Vec<ResultGiven>,
    ) -> Result<ChecklistChange> {
        let (facts, known, sheet) = self.place(assessment, build).await?;
        let (today, of) = (self.today(), given.len());
        let mut refused = Vec::new();
        let mut named = HashSet::with_capacity(of);
        let mut ready = Vec::with_capacity(of);
        for ResultGiven { unit, result, text, expected } in given {
            let Some(at) = sheet.find(&unit) else {
                refused.push(refusal(&unit, &unit, &super::find::not_in_profile(&sheet, &unit)));
                continue;
            };
            let planned = &sheet.units[at];
            let checked = async {
                if !named.insert(at) {
                    return Err(AssessmentError::NamedTwice { unit: planned.label.clone() });
                }
                let text = answering::checked(planned, result, text, today)?;
                let expected = input::entries(&expected)?;
                let holder = self.holder(&facts, build, planned.subject).await?;
                Ok((planned.stated(text), expected, Place { holder, unit: planned.id.clone() }))
            };
            match checked.await {
                Ok((stated, expected, place)) => ready.push((at, place, result, stated, expected)),
                Err(error) => refused.push(refusal(planned.id.as_str(), &planned.label, &error)),
            }
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        let mut changed = Vec::new();
        for (at, place, .., expected) in &ready {
            match stating.expect_answers(&Subject::Unit(place.clone()), sheet.units[*at].question(), expected).await {
                Ok(()) => {}
                Err(error @ AssessmentError::ChangedMeanwhile { .. }) => changed.push((*at, place.clone(), error)),
                Err(error) => return Err(error),
            }
        }
        if !refused.is_empty() || !changed.is_empty() {
            drop(stating);
            for (at, place, error) in changed {
                let spot = Spot { assessment: facts.clone(), build: known.id, sheet: sheet.clone(), at, place };
                let error = self.meanwhile(error, &spot).await;
                refused.push(refusal(spot.unit().id.as_str(), &spot.unit().label, &error));
            }
            return Err(AssessmentError::ResultsRefused { refused, of });
        }
        let mut last = None;
        let mut units = Vec::with_capacity(ready.len());
        for (_, place, result, stated, expected) in ready {
            units.push(place.unit.to_string());
            let subject = Subject::Unit(place);
            let code = Some(result_code(result));
            last = Some(stating.state(Kind::ResultStated, &subject, expected, code, Some(&stated)).await?.hash);
        }
        let last = last.ok_or(AssessmentError::Missing { what: "A result" })?;
        stating.commit().await?;
        self.change_of(assessment, build, &units, &[], last).await
    }
}

fn refusal(unit: &str, label: &str, error: &AssessmentError) -> UnitRefused {
    UnitRefused {
        unit: unit.to_owned(),
        label: label.to_owned(),
        code: error.code().to_owned(),
        message: error.to_string(),
        next_step: error.next_step().to_owned(),
    }
}
