//! The next build: the answers of a former one beside a checklist.
//!
//! Nothing is stated for it. Which build is shown by default is a matter of what people see, never of what counts: a
//! reconfirmed answer names the entry that it rests on. So the order in which builds were added, by the time that their
//! devices claim, is good enough for it.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::SubjectKind;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::Workspace;
use super::names::Names;
use super::reach::Reach;
use super::records::{Record, current_evidence};
use super::states::{Head, States, UnitHeads, hash, id, time};
use crate::planned::{AssessmentFacts, KnownBuild, Sheet, SheetUnit};
use crate::projection::{Hold, RESULT_ACTS, bytes};
use crate::view::{
    AnswerState, ArgumentView, FormerAnswer, FormerAnswers, FormerBuild, NamedBuild, NotReconfirmable, Reconfirmed,
    ResultCode,
};
use crate::{AssessmentError, Result};

/// A former build with the assessment whose answers are looked at.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub(super) build: KnownBuild,
    pub(super) assessment: Arc<AssessmentFacts>,
    pub(super) answered: u32,
    pub(super) identical: bool,
}

/// Two checklists beside each other, with what was answered on the former build.
pub(super) struct Beside {
    pub(super) here: Arc<Sheet>,
    former: Arc<Sheet>,
    pub(super) states: States,
    digests: HashMap<String, String>,
    former_digests: HashMap<String, String>,
}

impl Beside {
    /// The unit's current answers on the former build: none where nobody says anything, and where it is not about a build.
    pub(super) fn answers(&self, unit: &SheetUnit) -> Option<&UnitHeads> {
        if unit.subject != SubjectKind::Build || self.former.subject(unit.id.as_str()) != Some(SubjectKind::Build) {
            return None;
        }
        let heads = self.states.of(unit.id.as_str());
        (heads.state().0 != AnswerState::Untested).then_some(heads)
    }

    /// The one answer that can be reconfirmed, or why none can.
    pub(super) fn reconfirmable<'a>(
        &self,
        unit: &SheetUnit,
        heads: &'a UnitHeads,
    ) -> std::result::Result<&'a Head, NotReconfirmable> {
        let mut own = own(heads);
        let (Some(head), None) = (own.next(), own.next()) else { return Err(NotReconfirmable::Disputed) };
        if head.hold != Hold::Holds {
            return Err(NotReconfirmable::Stale);
        }
        let digest = self.digests.get(unit.id.as_str()).filter(|digest| !digest.is_empty());
        if digest.is_none() || digest != self.former_digests.get(unit.id.as_str()) {
            return Err(NotReconfirmable::TextChanged);
        }
        Ok(head)
    }
}

/// The answers that are the unit's own.
pub(super) fn own(heads: &UnitHeads) -> impl Iterator<Item = &Head> {
    heads.answers.iter().filter(|head| head.hold != Hold::Former)
}

impl Workspace {
    /// A checklist beside the answers of a former build: of the one that is named, with the assessment that is named, or
    /// else of the nearest one of the app on the same platform that has any answers.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `build.not_comparable` for one that can't be chosen.
    pub async fn former_answers(&self, assessment: Uuid, build: Uuid, former: Option<Uuid>) -> Result<FormerAnswers> {
        let (facts, known, sheet) = self.place(assessment, build).await?;
        let names = self.names().await?;
        let choices = self.formers(&facts, &known).await?;
        let chosen = match former {
            None => choices.first(),
            Some(former) => {
                let found = choices.iter().find(|choice| choice.build.id == former);
                if found.is_none() {
                    return Err(self.not_comparable(&known, former).await?);
                }
                found
            }
        };
        let mut answers = Vec::new();
        let mut arguments = Vec::new();
        if let Some(former) = chosen {
            let beside = self.beside_former(Arc::clone(&sheet), former).await?;
            for unit in &sheet.units {
                answers.extend(self.former_answer(&beside, former, unit, &names).await?);
            }
            arguments = self.arguments(build, former.build.id, &names).await?;
        }
        let mut views = Vec::with_capacity(choices.len());
        for choice in &choices {
            views.push(self.former_build(choice, &names).await?);
        }
        let at = chosen.and_then(|chosen| choices.iter().position(|choice| choice.build.id == chosen.build.id));
        let former = at.map(|at| views[at].clone());
        Ok(FormerAnswers { assessment, build, former, choices: views, answers, arguments })
    }

    async fn former_answer(
        &self,
        beside: &Beside,
        former: &Former,
        unit: &SheetUnit,
        names: &Names,
    ) -> Result<Option<FormerAnswer>> {
        let Some(heads) = beside.answers(unit) else { return Ok(None) };
        let mut answers = own(heads);
        let one = match (answers.next(), answers.next()) {
            (Some(head), None) => Some(head),
            _ => None,
        };
        let first = one.map(|head| match head.first.as_ref().and_then(|first| Some((first.stated?, first.origin))) {
            Some(((by, at), origin)) => names.stamp(by, at, &origin),
            None => names.stamp(head.author, head.at, &head.entry),
        });
        let original = one.and_then(|head| head.first.as_ref()?.build).filter(|build| *build != former.build.id);
        Ok(Some(FormerAnswer {
            unit: unit.id.to_string(),
            state: heads.state().0,
            result: one.map(|head| head.result),
            heads: heads.answers.iter().map(|head| head.entry.to_string()).collect(),
            stated: first,
            original: self.named_build(original, names).await?,
            has_note: one.is_some_and(|head| head.has_note),
            evidence: u32::try_from(heads.evidence.len()).unwrap_or(u32::MAX),
            refused: beside.reconfirmable(unit, heads).err(),
        }))
    }

    /// The checklist beside the former build's.
    pub(super) async fn beside_former(&self, here: Arc<Sheet>, former: &Former) -> Result<Beside> {
        let sheet = self.sheet(&former.assessment, former.build.facts.platform).await?;
        Ok(Beside {
            digests: here.text_digests(),
            former_digests: sheet.text_digests(),
            states: States::load(self, former.assessment.id, former.build.id).await?,
            former: sheet,
            here,
        })
    }

    /// The builds of the app on the same platform that have answers, each with the assessment that is looked at: earlier
    /// ones before later ones, builds of the same kind (for release or for debugging) before others, near ones before far
    /// ones.
    pub(super) async fn formers(&self, assessment: &AssessmentFacts, build: &KnownBuild) -> Result<Vec<Former>> {
        let app = self.release_facts(build.release).await?.app;
        let builds: Vec<KnownBuild> = self.builds_of(Reach::App(app)).await?;
        let assessments = self.assessments_of(Reach::App(app)).await?;
        let answered = self.answered(app).await?;
        let at = builds.iter().position(|it| it.id == build.id).unwrap_or(builds.len());
        let mut formers = Vec::new();
        for (place, other) in builds.into_iter().enumerate() {
            if other.id == build.id || other.facts.platform != build.facts.platform {
                continue;
            }
            let mut known: Vec<(&AssessmentFacts, u32)> = assessments
                .iter()
                .filter(|it| it.release == other.release)
                .filter_map(|it| Some((it, *answered.get(&(it.id, other.id))?)))
                .collect();
            // They come newest first: the same assessment, else one by the same profile, else the newest.
            known.sort_by_key(|(it, _)| (it.id != assessment.id, it.opened.profile != assessment.opened.profile));
            let Some((its, answered)) = known.first() else { continue };
            let later = place > at;
            let other_kind = other.facts.variant.is_release() != build.facts.variant.is_release();
            let key = (later, other_kind, place.abs_diff(at));
            let former = Former {
                assessment: self.assessment_facts(its.id).await?,
                answered: *answered,
                identical: identical(&other, build),
                build: other,
            };
            formers.push((key, former));
        }
        formers.sort_by_key(|(key, _)| *key);
        Ok(formers.into_iter().map(|(_, former)| former).collect())
    }

    /// How many units have a current answer, by assessment and build.
    pub(super) async fn answered(&self, app: Uuid) -> Result<HashMap<(Uuid, Uuid), u32>> {
        let query = format!(
            "SELECT assessment, build, count(DISTINCT unit) FROM unit_statement
             WHERE assessment IN (SELECT a.id FROM assessment a JOIN release r ON r.id = a.release WHERE r.app = ?1)
             AND head = 1 AND act IN {RESULT_ACTS} AND result <> 5 GROUP BY assessment, build"
        );
        // The list is ours, nothing in it comes from outside.
        let rows = sqlx::query(AssertSqlSafe(query)).bind(bytes(app)).fetch_all(self.ledger.readers()).await?;
        rows.iter()
            .map(|row| {
                let count: i64 = row.try_get(2)?;
                Ok(((id(row.try_get(0)?)?, id(row.try_get(1)?)?), u32::try_from(count).unwrap_or(u32::MAX)))
            })
            .collect()
    }

    /// Why a build can't be set beside this one.
    pub(super) async fn not_comparable(&self, build: &KnownBuild, other: Uuid) -> Result<AssessmentError> {
        let known = self.build_facts(other).await?;
        let app = self.release_facts(build.release).await?.app;
        let because = if known.id == build.id {
            "it is the same build"
        } else if self.release_facts(known.release).await?.app != app {
            "it is a build of another app"
        } else if known.facts.platform != build.facts.platform {
            "it is for another platform"
        } else {
            "nothing was answered on it"
        };
        Ok(AssessmentError::OtherBuild { build: other.to_string(), because })
    }

    /// What was argued from the difference between two builds, newest first; what was redacted is left out.
    async fn arguments(&self, build: Uuid, former: Uuid, names: &Names) -> Result<Vec<ArgumentView>> {
        let rows = sqlx::query(
            "SELECT text, author, at, entry FROM difference WHERE build = ?1 AND former = ?2 AND text IS NOT NULL
             ORDER BY at DESC, entry",
        )
        .bind(bytes(build))
        .bind(bytes(former))
        .fetch_all(self.ledger.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let stated = names.stamp(id(row.try_get(1)?)?, time(row.try_get(2)?), &hash(row.try_get(3)?)?);
                Ok(ArgumentView { text: row.try_get(0)?, stated })
            })
            .collect()
    }

    async fn former_build(&self, former: &Former, names: &Names) -> Result<FormerBuild> {
        let release = self.release_facts(former.build.release).await?;
        Ok(FormerBuild {
            build: NamedBuild { build: names.build(&former.build), release_name: release.name },
            assessment: former.assessment.id,
            assessment_title: former.assessment.opened.title.clone(),
            answered: former.answered,
            identical: former.identical,
        })
    }

    /// A build with its release's name, where this copy of the workspace has it.
    pub(super) async fn named_build(&self, build: Option<Uuid>, names: &Names) -> Result<Option<NamedBuild>> {
        let Some(build) = build else { return Ok(None) };
        let Ok(known) = self.build_facts(build).await else { return Ok(None) };
        let release = self.release_facts(known.release).await.map(|it| it.name).unwrap_or_default();
        Ok(Some(NamedBuild { build: names.build(&known), release_name: release }))
    }

    /// What a reconfirmed answer rests on; none of any other.
    pub(super) async fn reconfirmed(&self, record: &Record, names: &Names) -> Result<Option<Reconfirmed>> {
        let (Some(how), Some((assessment, build))) = (record.act.reconfirmed(), record.reconfirmed_from()) else {
            return Ok(None);
        };
        let evidence = match record.origin_place() {
            Some(place) => current_evidence(&self.records(&place).await?, names),
            None => Vec::new(),
        };
        Ok(Some(Reconfirmed {
            basis: how.basis,
            argument: record.argument().map(ToOwned::to_owned),
            former: self.named_build(Some(build), names).await?,
            assessment,
            stated: record.origin_stamp(names),
            evidence,
            by: record.stamp(names),
        }))
    }
}

/// Whether both tested files are known and the same.
pub(super) fn identical(one: &KnownBuild, other: &KnownBuild) -> bool {
    let digest = |build: &KnownBuild| build.facts.artefact.as_ref().map(|artefact| artefact.sha256.clone());
    digest(one).is_some() && digest(one) == digest(other)
}

/// The result of an answer that says anything.
pub(super) fn says(head: &Head) -> Option<ResultCode> {
    (head.result != ResultCode::Untested).then_some(head.result)
}
