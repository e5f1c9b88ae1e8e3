//! Verdicts and overrides.

use assay_catalogue::Platform;
use sqlx::Row;
use uuid::Uuid;

use super::Workspace;
use super::input;
use super::names::Names;
use super::reach::Reach;
use super::states::{Sitting, hash, id, time};
use crate::judging::{ControlJudgement, OverrideHead, Overrides, explain, judge, short, weakness_parts};
use crate::planned::{KnownBuild, Sheet, SheetControl};
use crate::projection::{Overriding, Stating, bytes};
use crate::statement::{Kind, Subject, VerdictOverridden};
use crate::verdict::lowers;
use crate::view::{BuildView, OverrideView, PlatformVerdicts, Variant, Verdict, VerdictView, Verdicts};
use crate::{AssessmentError, Noun, Result};

impl Workspace {
    /// The verdicts of an assessment: of each platform's build of record.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn verdicts(&self, assessment: Uuid) -> Result<Verdicts> {
        let mut platforms = Vec::new();
        for build in self.builds_of_record(assessment).await? {
            platforms.push(PlatformVerdicts {
                platform: build.facts.platform,
                verdicts: self.verdicts_of_build(assessment, build.id).await?,
                build,
            });
        }
        Ok(Verdicts { platforms })
    }

    /// The verdicts on one build, in MASVS order.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `catalogue.missing`.
    pub async fn verdicts_of_build(&self, assessment: Uuid, build: Uuid) -> Result<Vec<VerdictView>> {
        let bench = self.bench(assessment, build).await?;
        Ok((0..bench.sitting.sheet.controls.len()).map(|at| bench.view(at)).collect())
    }

    /// The builds that verdicts of an assessment's platforms rest on, Android first: the newest build of a platform that
    /// is release or store-signed, else the newest of any variant.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn builds_of_record(&self, assessment: Uuid) -> Result<Vec<BuildView>> {
        let facts = self.assessment_facts(assessment).await?;
        let names = self.names().await?;
        let builds = self.builds_of(Reach::Release(facts.release)).await?;
        Ok(Platform::ALL
            .into_iter()
            .filter_map(|platform| build_of_record(&builds, platform))
            .map(|build| names.build(build))
            .collect())
    }

    /// The verdict of one control on one build, explained down to the results.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `control.unknown`, `catalogue.missing`.
    pub async fn verdict(&self, assessment: Uuid, build: Uuid, control: &str) -> Result<VerdictView> {
        let bench = self.bench(assessment, build).await?;
        Ok(bench.view(control_at(&bench.sitting.sheet, control)?))
    }

    /// States what an assessor concludes on a control, or takes it back (`verdict` none). See [`crate::verdict`] for what
    /// may be stated. `expected` are the heads that the user saw ([`VerdictView::override_heads`]).
    ///
    /// # Errors
    /// `control.unknown`, `control.out_of_scope`, `override.reason_missing`, `override.does_not_lower`,
    /// `override.missing`, `statement.changed_meanwhile`.
    pub async fn override_verdict(
        &self,
        assessment: Uuid,
        build: Uuid,
        control: &str,
        verdict: Option<Verdict>,
        reason: &str,
        expected: &[String],
    ) -> Result<VerdictView> {
        let reason = input::long("The reason", reason)?;
        let expected = input::entries(expected)?;
        let bench = self.bench(assessment, build).await?;
        let at = control_at(&bench.sitting.sheet, control)?;
        let judged = &bench.judged[at];
        bench.check_override(at, verdict, &reason)?;
        let overriding = verdict.map_or(Overriding::Withdrawn, Overriding::Concludes);
        let code = overriding.code().ok_or(AssessmentError::OverrideDoesNotLower {
            from: judged.computed,
            to: verdict.unwrap_or(judged.computed),
        })?;
        let subject = Subject::Control { assessment, build, control: bench.sitting.sheet.controls[at].id.clone() };
        let body = VerdictOverridden { reason, secondary_failures: judged.secondary_failures.clone() };
        let mut stating = Stating::begin(&self.ledger).await?;
        stating.expect(&subject, Kind::VerdictOverridden.area(), &expected).await?;
        stating.state(Kind::VerdictOverridden, &subject, expected, Some(code), Some(&body)).await?;
        stating.commit().await?;
        self.verdict(assessment, build, control).await
    }

    /// The current overrides of a build.
    pub(super) async fn overrides(&self, assessment: Uuid, build: Uuid) -> Result<Overrides> {
        let rows = sqlx::query(
            "SELECT control, entry, verdict, concluded, author, at FROM control_statement
             WHERE assessment = ?1 AND build = ?2 AND head = 1 ORDER BY control, entry",
        )
        .bind(bytes(assessment))
        .bind(bytes(build))
        .fetch_all(self.ledger.readers())
        .await?;
        let mut overrides = Overrides::new();
        for row in &rows {
            let Some(overriding) = Overriding::of_code(row.try_get(2)?) else { continue };
            let concluded: Option<&str> = row.try_get(3)?;
            let head = OverrideHead {
                entry: hash(row.try_get(1)?)?,
                verdict: overriding.verdict(),
                concluded: concluded.and_then(|names| serde_json::from_str(names).ok()),
                author: id(row.try_get(4)?)?,
                at: time(row.try_get(5)?),
                reason: None,
            };
            overrides.entry(row.try_get(0)?).or_default().push(head);
        }
        Ok(overrides)
    }

    async fn bench(&self, assessment: Uuid, build: Uuid) -> Result<Bench> {
        let sitting = self.sitting(assessment, build).await?;
        let mut overrides = self.overrides(assessment, build).await?;
        for head in overrides.values_mut().flatten() {
            let recorded = self.ledger.recorded(&head.entry).await?;
            let body = recorded.body.as_bytes().and_then(|body| serde_json::from_slice::<VerdictOverridden>(body).ok());
            head.reason = body.map(|body| body.reason);
        }
        let release = sitting.build.facts.variant.is_release();
        let judged = judge(&sitting.sheet, &sitting.states, &overrides, release);
        Ok(Bench { sitting, overrides, judged, release, names: self.names().await? })
    }
}

/// Everything that the verdicts of one build are shown from.
struct Bench {
    sitting: Sitting,
    overrides: Overrides,
    judged: Vec<ControlJudgement>,
    release: bool,
    names: Names,
}

impl Bench {
    fn view(&self, at: usize) -> VerdictView {
        let Sitting { sheet, states, build, .. } = &self.sitting;
        let (control, judged) = (&sheet.controls[at], &self.judged[at]);
        let weaknesses = weakness_parts(sheet, control, judged, states, self.release);
        let heads = self.overrides.get(&control.id).map(Vec::as_slice).unwrap_or_default();
        let stated = heads.iter().filter_map(|head| head.verdict.map(|verdict| (head, verdict)));
        let to_conclude = judged.computed != judged.own.verdict;
        VerdictView {
            control: control.id.clone(),
            summary: control.summary.clone(),
            build: build.id,
            platform: build.facts.platform,
            verdict: judged.verdict,
            computed: judged.computed,
            row: judged.own.row,
            sentence: explain(sheet, control, judged, &weaknesses),
            weaknesses,
            secondary_failures: short(&judged.secondary_failures),
            to_conclude,
            overrides: stated
                .map(|(head, verdict)| OverrideView {
                    verdict,
                    reason: head.reason.clone(),
                    stated: self.names.stamp(head.author, head.at, &head.entry),
                    effective: judged.overridden,
                    // Pass is never a lowering, whatever the results say by now.
                    concludes: to_conclude || verdict == Verdict::Pass,
                })
                .collect(),
            override_heads: heads.iter().map(|head| head.entry.to_string()).collect(),
            limits: limits(sheet, control),
        }
    }

    /// Whether the override may be stated now.
    fn check_override(&self, at: usize, verdict: Option<Verdict>, reason: &str) -> Result<()> {
        let sheet = &self.sitting.sheet;
        let (control, judged) = (&sheet.controls[at], &self.judged[at]);
        let Some(verdict) = verdict else {
            let heads = self.overrides.get(&control.id);
            if heads.is_some_and(|heads| heads.iter().any(|head| head.verdict.is_some())) {
                return Ok(());
            }
            return Err(AssessmentError::OverrideMissing { control: control.id.clone() });
        };
        if !control.in_scope {
            return Err(AssessmentError::ControlOutOfScope {
                control: control.id.clone(),
                profile: sheet.plan.profile.id.clone(),
                platform: sheet.plan.platform.name().to_owned(),
            });
        }
        if reason.is_empty() {
            return Err(AssessmentError::OverrideReasonMissing);
        }
        // Secondary failures that turned a pass raise a question; pass and inconclusive are answers to it as well.
        let turned = judged.computed != judged.own.verdict;
        let concludes = turned && matches!(verdict, Verdict::Pass | Verdict::Inconclusive);
        if lowers(judged.computed, verdict) || concludes {
            return Ok(());
        }
        Err(AssessmentError::OverrideDoesNotLower { from: judged.computed, to: verdict })
    }
}

fn control_at(sheet: &Sheet, control: &str) -> Result<usize> {
    let found = sheet.controls.iter().position(|it| it.id.eq_ignore_ascii_case(control.trim()));
    found.ok_or_else(|| AssessmentError::Unknown { noun: Noun::Control, text: control.to_owned() })
}

/// The newest release or store-signed build of the platform, else the newest of any variant. `builds` are in the order
/// in which they were added.
pub(super) fn build_of_record(builds: &[KnownBuild], platform: Platform) -> Option<&KnownBuild> {
    let of_platform = || builds.iter().rev().filter(|build| build.facts.platform == platform);
    of_platform()
        .find(|build| matches!(build.facts.variant, Variant::Release | Variant::StoreSigned))
        .or_else(|| of_platform().next())
}

/// The plan's limits that concern what counts under a control.
fn limits(sheet: &Sheet, control: &SheetControl) -> Vec<String> {
    let pinned = &sheet.pinned;
    let concerns = |subject: &str| {
        let of_test = pinned.test(subject).is_some_and(|test| {
            test.controls.contains(&control.id)
                || pinned.links().of_test(subject).any(|link| link.control == control.id)
        });
        let weakness = subject.rsplit('/').next().unwrap_or(subject);
        of_test || pinned.weakness(weakness).is_some_and(|it| it.primary_control() == Some(&control.id))
    };
    sheet.plan.limits.iter().filter(|limit| concerns(&limit.subject)).map(|limit| limit.sentence.clone()).collect()
}
