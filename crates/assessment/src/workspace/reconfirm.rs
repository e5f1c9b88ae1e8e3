//! Reconfirming the answers of a former build on the next one.
//!
//! A statement of its own (`result.reconfirmed`) with a basis: retested, argued from the difference between the builds,
//! or the same file. It names the former entry and copies none of its words; evidence is cited where it is attached. An
//! argument is stated once (`difference.argued`) and named by every answer that rests on it. An identical file keeps the
//! answers by itself, when the later of build and assessment is added.

use std::sync::Arc;

use assay_ledger::Hash;
use uuid::Uuid;

use super::Workspace;
use super::former::{Former, says};
use super::input;
use super::reach::Reach;
use super::units::RESULTS;
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::projection::{Stating, bytes, result_code};
use crate::statement::{DifferenceArgued, Kind, Place, ResultReconfirmed, Subject};
use crate::view::{NotReconfirmable, ReconfirmBasis, ReconfirmDone, ReconfirmUnit, ResultCode};
use crate::{AssessmentError, Result};
use assay_catalogue::UnitId;

/// An answer on its way from a former build.
pub(super) struct Kept {
    assessment: Uuid,
    unit: UnitId,
    result: ResultCode,
    body: ResultReconfirmed,
}

impl Workspace {
    /// Reconfirms answers of a former build on this one, all on the same basis, in one transaction. `argument` says what
    /// differs and why they hold nevertheless; it is needed where they are argued.
    ///
    /// # Errors
    /// Those of [`Workspace::former_answers`]; `unit.not_in_profile`; `reconfirm.argument_missing`; `reconfirm.refused`
    /// where there is no answer, or one that can't be reconfirmed; `statement.changed_meanwhile` where the answer of
    /// either build is another one than the user saw. Then nothing is stated.
    pub async fn reconfirm(
        &self,
        assessment: Uuid,
        build: Uuid,
        former: Uuid,
        basis: ReconfirmBasis,
        argument: Option<&str>,
        units: &[ReconfirmUnit],
    ) -> Result<ReconfirmDone> {
        let (facts, known, sheet) = self.place(assessment, build).await?;
        let argument = match basis {
            ReconfirmBasis::Argued => Some(input::long("The argument", argument.unwrap_or_default())?),
            _ => None,
        };
        if argument.as_ref().is_some_and(String::is_empty) {
            return Err(AssessmentError::ArgumentMissing);
        }
        let choices = self.formers(&facts, &known).await?;
        let Some(from) = choices.iter().find(|choice| choice.build.id == former) else {
            return Err(self.not_comparable(&known, former).await?);
        };
        if basis == ReconfirmBasis::Identical && !from.identical {
            return Err(AssessmentError::OtherBuild {
                build: former.to_string(),
                because: "its file is not known to be the same, by its SHA-256",
            });
        }
        let beside = self.beside_former(sheet, from).await?;
        let mut kept = Vec::with_capacity(units.len());
        let mut expected = Vec::with_capacity(units.len());
        for asked in units {
            let at = beside.here.find(&asked.unit);
            let unit = at.map(|at| &beside.here.units[at]);
            let unit = unit.ok_or_else(|| super::find::not_in_profile(&beside.here, &asked.unit))?;
            let refuse = |because| AssessmentError::NotReconfirmable { unit: unit.label.clone(), because };
            let Some(heads) = beside.answers(unit) else {
                return Err(refuse("nothing stands for it on the former build"));
            };
            let mut seen = input::entries(&asked.former)?;
            seen.sort_unstable();
            if heads.answers.iter().map(|head| head.entry).ne(seen) {
                return Err(AssessmentError::ChangedMeanwhile { heads: Vec::new(), now: Vec::new() });
            }
            let head = beside.reconfirmable(unit, heads).map_err(|why| refuse(words(why)))?;
            kept.push(Kept {
                assessment,
                unit: unit.id.clone(),
                result: head.result,
                body: body(from, unit.id.as_str(), head.entry, head.origin(), basis),
            });
            expected.push(input::entries(&asked.expected)?);
        }
        let Some(first) = kept.first() else { return Err(AssessmentError::Missing { what: "The list of units" }) };
        let first = first.unit.clone();
        let mut stating = Stating::begin(&self.ledger).await?;
        let argument = match argument {
            Some(text) => Some(self.argue(&mut stating, build, former, text).await?),
            None => None,
        };
        let mut last = None;
        for (kept, expected) in kept.iter_mut().zip(expected) {
            kept.body.argument = argument;
            kept.expect_former(&mut stating).await?;
            let subject = kept.subject(build);
            if let Err(error) = stating.expect(&subject, RESULTS, &expected).await {
                drop(stating);
                let spot = self.spot(assessment, build, first.as_str()).await?;
                return Err(if units.len() == 1 { self.meanwhile(error, &spot).await } else { error });
            }
            last = Some(kept.state(&mut stating, build, expected).await?);
        }
        stating.commit().await?;
        let names: Vec<String> = kept.iter().map(|it| it.unit.to_string()).collect();
        let entry = last.ok_or(AssessmentError::Missing { what: "The list of units" })?;
        Ok(ReconfirmDone { change: self.change_of(assessment, build, &names, &[], entry).await?, units: names })
    }

    /// The entry of an argument: that of the same words on the same builds, where this device's member has stated them.
    async fn argue(&self, stating: &mut Stating, build: Uuid, former: Uuid, text: String) -> Result<Hash> {
        let known: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT d.entry FROM difference d JOIN entries e ON e.id = d.arrival JOIN devices v ON v.id = e.device
             WHERE d.build = ?1 AND d.former = ?2 AND d.text = ?3 AND v.device = ?4 ORDER BY d.arrival LIMIT 1",
        )
        .bind(bytes(build))
        .bind(bytes(former))
        .bind(&text)
        .bind(self.ledger.device().as_bytes().to_vec())
        .fetch_optional(stating.connection())
        .await?;
        if let Some(known) = known {
            return super::states::hash(&known);
        }
        let subject = Subject::Difference { build, former };
        let body = DifferenceArgued { text };
        Ok(stating.state(Kind::DifferenceArgued, &subject, Vec::new(), None, Some(&body)).await?.hash)
    }

    /// The answers that a new build keeps in an assessment, because its file is the same as that of another one.
    pub(super) async fn kept_on(&self, assessment: &Arc<AssessmentFacts>, build: &KnownBuild) -> Result<Vec<Kept>> {
        if build.facts.artefact.is_none() {
            return Ok(Vec::new());
        }
        let formers = self.formers(assessment, build).await?;
        let Some(from) = formers.iter().find(|former| former.identical) else { return Ok(Vec::new()) };
        let sheet = self.sheet(assessment, build.facts.platform).await?;
        let beside = self.beside_former(sheet, from).await?;
        let kept = beside.here.units.iter().filter_map(|unit| {
            let head = beside.reconfirmable(unit, beside.answers(unit)?).ok()?;
            Some(Kept {
                assessment: assessment.id,
                unit: unit.id.clone(),
                result: says(head)?,
                body: body(from, unit.id.as_str(), head.entry, head.origin(), ReconfirmBasis::Identical),
            })
        });
        Ok(kept.collect())
    }

    /// What a build that is about to be added keeps, over all assessments of its release.
    pub(super) async fn kept_by_build(&self, build: &KnownBuild) -> Result<Vec<Kept>> {
        let mut kept = Vec::new();
        if build.facts.artefact.is_some() {
            for assessment in self.assessments_of(Reach::Release(build.release)).await? {
                kept.extend(self.kept_on(&Arc::new(assessment), build).await?);
            }
        }
        Ok(kept)
    }

    /// What the builds of a release keep in an assessment that is about to be opened.
    pub(super) async fn kept_by_assessment(&self, assessment: &Arc<AssessmentFacts>) -> Result<Vec<(Uuid, Kept)>> {
        let mut kept = Vec::new();
        for build in self.builds_of(Reach::Release(assessment.release)).await? {
            kept.extend(self.kept_on(assessment, &build).await?.into_iter().map(|it| (build.id, it)));
        }
        Ok(kept)
    }
}

impl Kept {
    fn subject(&self, build: Uuid) -> Subject {
        Subject::Unit(Place::on_build(self.assessment, build, self.unit.clone()))
    }

    /// Checks that the former answer is still the only one.
    async fn expect_former(&self, stating: &mut Stating) -> Result<()> {
        let place = Place::on_build(self.body.assessment, self.body.build, self.unit.clone());
        let heads = stating.heads(&Subject::Unit(place), RESULTS).await?;
        if !heads.contains(&self.body.from) {
            return Err(AssessmentError::ChangedMeanwhile { heads, now: Vec::new() });
        }
        Ok(())
    }

    async fn state(&self, stating: &mut Stating, build: Uuid, expected: Vec<Hash>) -> Result<Hash> {
        let code = Some(result_code(self.result));
        let subject = self.subject(build);
        Ok(stating.state(Kind::ResultReconfirmed, &subject, expected, code, Some(&self.body)).await?.hash)
    }

    /// States it on a build, or in an assessment, that nothing was stated on so far.
    pub(super) async fn keep(&self, stating: &mut Stating, build: Uuid) -> Result<()> {
        self.expect_former(stating).await?;
        self.state(stating, build, Vec::new()).await?;
        Ok(())
    }
}

fn body(from: &Former, unit: &str, entry: Hash, origin: Hash, basis: ReconfirmBasis) -> ResultReconfirmed {
    ResultReconfirmed {
        from: entry,
        origin,
        basis,
        argument: None,
        assessment: from.assessment.id,
        build: from.build.id,
        unit: unit.to_owned(),
    }
}

fn words(why: NotReconfirmable) -> &'static str {
    match why {
        NotReconfirmable::Disputed => "two answers stand beside each other on the former build",
        NotReconfirmable::Stale => "it was stale on the former build",
        NotReconfirmable::TextChanged => "its text is another one in the former assessment",
    }
}
