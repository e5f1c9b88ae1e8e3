//! What changed between two builds: facts of the artefacts, answers, verdicts.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::Workspace;
use super::board::became;
use super::findings::{Book, KnownFinding};
use super::former::identical;
use super::names::Names;
use super::reach::Reach;
use super::states::Sitting;
use crate::judging::{ControlJudgement, judge};
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::view::{
    AnswerState, BuildsComparison, BuildsCounts, ComparedBuild, ControlOnBuilds, FactKind, FactOnBuilds, FindingChange,
    NamedBuild, PermissionsOnBuilds, ReconfirmBasis, UnitChange, UnitOnBuilds, Variant,
};
use crate::{AssessmentError, Result};

/// One side of a comparison.
struct Side {
    build: Arc<KnownBuild>,
    assessment: Option<Arc<AssessmentFacts>>,
    judged: Option<(Sitting, Vec<ControlJudgement>)>,
}

impl Side {
    fn state(&self, unit: &str) -> Option<AnswerState> {
        let (sitting, _) = self.judged.as_ref()?;
        sitting.sheet.find(unit)?;
        Some(sitting.states.of(unit).state().0)
    }

    fn reconfirmed(&self, unit: &str) -> Option<ReconfirmBasis> {
        let (sitting, _) = self.judged.as_ref()?;
        match sitting.states.of(unit).answers.as_slice() {
            [head] => head.reconfirmed,
            _ => None,
        }
    }

    /// The place of a control that asks for something.
    fn control(&self, id: &str) -> Option<usize> {
        let (sitting, _) = self.judged.as_ref()?;
        sitting.sheet.controls.iter().position(|control| control.id == id && control.asks())
    }

    fn required(&self, unit: &str) -> bool {
        let sheet = self.judged.as_ref().map(|(sitting, _)| &sitting.sheet);
        sheet.and_then(|sheet| Some(sheet.units[sheet.find(unit)?].required)).unwrap_or_default()
    }
}

impl Workspace {
    /// What changed from one build of an app to another one on the same platform. The answers are those of the
    /// assessments that are named, or else: of one that both are in, of one by the same profile with answers, of the newest.
    ///
    /// # Errors
    /// `build.unknown`, `assessment.unknown`, `build.other_release`, `build.not_comparable`.
    pub async fn compare_builds(
        &self,
        from: Uuid,
        to: Uuid,
        from_assessment: Option<Uuid>,
        to_assessment: Option<Uuid>,
    ) -> Result<BuildsComparison> {
        let (from, to) = (self.build_facts(from).await?, self.build_facts(to).await?);
        self.check_comparable(&from, &to).await?;
        let later = match to_assessment {
            Some(assessment) => Some(self.assessment_facts(assessment).await?),
            None => self.assessment_near(&to, None).await?,
        };
        let former = match from_assessment {
            Some(assessment) => Some(self.assessment_facts(assessment).await?),
            None => self.assessment_near(&from, later.as_deref()).await?,
        };
        let from = self.side(from, former).await?;
        let to = self.side(to, later).await?;
        let names = self.names().await?;
        let units = units(&from, &to);
        let mut counts = BuildsCounts::default();
        for unit in &units {
            counts.add(unit.change);
        }
        Ok(BuildsComparison {
            identical: identical(&from.build, &to.build),
            facts: facts(&from.build, &to.build),
            permissions: permissions(&from.build, &to.build),
            counts,
            controls: controls(&from, &to),
            findings: self.findings_on(&from.build, &to.build).await?,
            units,
            from: self.compared(&from, &names).await?,
            to: self.compared(&to, &names).await?,
        })
    }

    /// The findings that concern either of two builds of a platform.
    async fn findings_on(&self, from: &KnownBuild, to: &KnownBuild) -> Result<Vec<FindingChange>> {
        let app = self.release_facts(to.release).await?.app;
        let book = Book::load(self, Some(app)).await?;
        let (former, later) = (from.id, to.id);
        let row = |finding: &KnownFinding, build: &KnownBuild| {
            let row = book.row(finding, &book.span_to(build)?, &[])?;
            (!row.builds.is_empty()).then_some(row)
        };
        let mut found: Vec<FindingChange> = Vec::new();
        for finding in &book.findings {
            let (before, after) = (row(finding, from), row(finding, to));
            let Some(known) = after.as_ref().or(before.as_ref()) else { continue };
            let (from, to) = (before.as_ref().map(|it| it.state), after.as_ref().map(|it| it.state));
            found.push(FindingChange {
                finding: finding.id,
                title: known.text.as_ref().map(|text| text.title.clone()),
                severity: known.severity,
                from,
                to,
                changed: from != to,
                part: book.became(finding, later, former),
            });
        }
        found.sort_by_key(|it| (std::cmp::Reverse(it.severity), it.to, it.finding));
        Ok(found)
    }

    async fn check_comparable(&self, from: &KnownBuild, to: &KnownBuild) -> Result<()> {
        let because = if from.id == to.id {
            "it is the same build"
        } else if from.facts.platform != to.facts.platform {
            "it is for another platform"
        } else if self.release_facts(from.release).await?.app != self.release_facts(to.release).await?.app {
            "it is a build of another app"
        } else {
            return Ok(());
        };
        Err(AssessmentError::OtherBuild { build: from.id.to_string(), because })
    }

    /// The assessment of a build's release that is nearest to another one: the same, one by the same profile, the newest;
    /// of these rather one that has answers on the build.
    async fn assessment_near(
        &self,
        build: &KnownBuild,
        other: Option<&AssessmentFacts>,
    ) -> Result<Option<Arc<AssessmentFacts>>> {
        let app = self.release_facts(build.release).await?.app;
        let answered = self.answered(app).await?;
        let mut known = self.assessments_of(Reach::Release(build.release)).await?;
        known.sort_by_key(|it| {
            let same = other.is_some_and(|other| other.id == it.id);
            let profile = other.is_some_and(|other| other.opened.profile == it.opened.profile);
            (!same, !answered.contains_key(&(it.id, build.id)), !profile)
        });
        Ok(known.into_iter().next().map(Arc::new))
    }

    async fn side(&self, build: Arc<KnownBuild>, assessment: Option<Arc<AssessmentFacts>>) -> Result<Side> {
        let judged = match &assessment {
            None => None,
            Some(facts) => {
                let sitting = self.sitting(facts.id, build.id).await?;
                let overrides = self.overrides(facts.id, build.id).await?;
                let release = build.facts.variant.is_release();
                let judged = judge(&sitting.sheet, &sitting.states, &overrides, release);
                Some((sitting, judged))
            }
        };
        Ok(Side { build, assessment, judged })
    }

    async fn compared(&self, side: &Side, names: &Names) -> Result<ComparedBuild> {
        let release = self.release_facts(side.build.release).await?;
        let title = side.assessment.as_ref().map(|it| it.opened.title.clone());
        Ok(ComparedBuild {
            build: NamedBuild { build: names.build(&side.build), release_name: release.name },
            assessment: side.assessment.as_ref().map(|it| it.id),
            assessment_title: title.unwrap_or_default(),
        })
    }
}

/// The units of both checklists, each once.
fn units(from: &Side, to: &Side) -> Vec<UnitOnBuilds> {
    let mut units: Vec<UnitOnBuilds> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for side in [to, from] {
        let Some((sitting, _)) = &side.judged else { continue };
        for row in &sitting.sheet.rows {
            let unit = &sitting.sheet.units[row.unit];
            if known.contains_key(unit.id.as_str()) {
                continue;
            }
            known.insert(unit.id.to_string(), units.len());
            let (before, now) = (from.state(unit.id.as_str()), to.state(unit.id.as_str()));
            units.push(UnitOnBuilds {
                unit: unit.id.to_string(),
                label: unit.label.clone(),
                title: unit.title.clone(),
                control: sitting.sheet.controls[row.control].id.clone(),
                required: from.required(unit.id.as_str()) || to.required(unit.id.as_str()),
                from: before,
                to: now,
                change: change(before, now),
                reconfirmed: to.reconfirmed(unit.id.as_str()),
            });
        }
    }
    units
}

fn change(from: Option<AnswerState>, to: Option<AnswerState>) -> UnitChange {
    use AnswerState as State;
    let open = |state| matches!(state, State::Untested | State::Stale | State::Disputed);
    let good = |state| matches!(state, State::Pass | State::NotApplicable);
    match (from, to) {
        (_, None) => UnitChange::Gone,
        (None, _) => UnitChange::Added,
        (Some(from), Some(to)) if from == to || (open(from) && open(to)) => UnitChange::Same,
        (Some(from), Some(State::Fail)) if good(from) => UnitChange::Broken,
        (Some(State::Fail), Some(to)) if good(to) => UnitChange::Mended,
        (Some(from), _) if open(from) => UnitChange::Decided,
        (_, Some(to)) if open(to) => UnitChange::Open,
        _ => UnitChange::Changed,
    }
}

/// The controls that either side asks for: those of the later one, then what only the former one asks for.
fn controls(from: &Side, to: &Side) -> Vec<ControlOnBuilds> {
    let mut controls: Vec<ControlOnBuilds> = Vec::new();
    for side in [to, from] {
        let Some((sitting, _)) = &side.judged else { continue };
        for control in sitting.sheet.controls.iter().filter(|control| control.asks()) {
            if controls.iter().any(|it| it.control == control.id) {
                continue;
            }
            let verdict = |side: &Side| Some(side.judged.as_ref()?.1[side.control(&control.id)?].verdict);
            let (before, now) = (verdict(from), verdict(to));
            controls.push(ControlOnBuilds {
                control: control.id.clone(),
                summary: control.summary.clone(),
                from: before,
                to: now,
                changed: before != now,
                part: became(before, now),
            });
        }
    }
    controls
}

fn facts(from: &KnownBuild, to: &KnownBuild) -> Vec<FactOnBuilds> {
    let facts = |build: &KnownBuild| {
        let facts = &build.facts;
        let artefact = facts.artefact.as_ref();
        [
            (FactKind::VersionName, Some(facts.version_name.clone())),
            (FactKind::VersionCode, Some(facts.version_code.clone())),
            (FactKind::PackageId, facts.package_id.clone()),
            (FactKind::Variant, Some(variant(facts.variant).to_owned())),
            (FactKind::FileName, artefact.and_then(|it| it.file_name.clone())),
            (FactKind::Size, artefact.and_then(|it| it.size).map(|size| size.to_string())),
            (FactKind::Sha256, artefact.map(|it| it.sha256.clone())),
            (FactKind::SigningCertificate, facts.signing_certificate.clone()),
            (FactKind::Commit, facts.commit.clone()),
        ]
    };
    let pairs = facts(from).into_iter().zip(facts(to));
    pairs.map(|((fact, from), (_, to))| FactOnBuilds { fact, changed: from != to, from, to }).collect()
}

fn permissions(from: &KnownBuild, to: &KnownBuild) -> PermissionsOnBuilds {
    let (from, to) = (from.facts.permissions.as_ref(), to.facts.permissions.as_ref());
    let mut compared =
        PermissionsOnBuilds { from_known: from.is_some(), to_known: to.is_some(), ..PermissionsOnBuilds::default() };
    if let (Some(from), Some(to)) = (from, to) {
        compared.added = to.iter().filter(|it| !from.contains(it)).cloned().collect();
        compared.removed = from.iter().filter(|it| !to.contains(it)).cloned().collect();
        compared.kept = to.iter().filter(|it| from.contains(it)).cloned().collect();
    }
    compared
}

/// As it is serialised.
fn variant(variant: Variant) -> &'static str {
    match variant {
        Variant::Debug => "debug",
        Variant::Release => "release",
        Variant::StoreSigned => "store_signed",
        Variant::Split => "split",
    }
}

impl BuildsCounts {
    fn add(&mut self, change: UnitChange) {
        *match change {
            UnitChange::Broken => &mut self.broken,
            UnitChange::Mended => &mut self.mended,
            UnitChange::Changed => &mut self.changed,
            UnitChange::Decided => &mut self.decided,
            UnitChange::Open => &mut self.open,
            UnitChange::Added => &mut self.added,
            UnitChange::Gone => &mut self.gone,
            UnitChange::Same => &mut self.same,
        } += 1;
    }
}
