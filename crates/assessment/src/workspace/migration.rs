//! Carrying the answers of an assessment over to other versions of the catalogues, or to another profile, on the same
//! builds.
//!
//! Nothing of the former assessment changes: a new one on the same release is opened by what is new, and what holds is
//! stated there once more, as carried (`result.carried`, `evidence.carried`), naming the entry that it comes from. The
//! words stay where they were stated. Comments, reviews, sign-offs and whatever was dropped stay in the former assessment.
//! There is no undo of a migration as a whole: the release is measured by the new one from then on, and to go back it is
//! moved once more.

mod along;
mod propose;

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::Renumbering;
use assay_ledger::Hash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Workspace;
use super::assessments::catalogue_refs;
use super::input;
use super::names::Names;
use super::opening::MigrationTo;
use super::reach::Reach;
use super::states::States;
use super::units::RESULTS;
use crate::planned::{AssessmentFacts, Basis, KnownBuild, Sheet};
use crate::projection::{Stating, json, result_code};
use crate::statement::{AssessmentOpened, EvidenceCarried, Kind, PinnedDigests, Place, ResultCarried, Subject};
use crate::view::{
    BuildMigration, ConclusionLeft, Migrated, MigratedAnswer, MigrationChoice, MigrationCounts, MigrationDecision,
    MigrationItem, MigrationOutcome, MigrationProfile, MigrationProposal, MigrationTarget, NewUnit, Stamp,
};
use crate::{AssessmentError, Result};
use along::conclusions;
use propose::{Item, Proposing};

/// One build under both checklists.
struct Sitting {
    build: KnownBuild,
    from: Arc<Sheet>,
    to: Arc<Sheet>,
    items: Vec<Item>,
    new_units: Vec<usize>,
}

/// A migration that is worked out, and not shown or stated yet.
struct Worked {
    assessment: Arc<AssessmentFacts>,
    to: Arc<Basis>,
    builds: Vec<Sitting>,
    token: String,
}

impl Workspace {
    /// What would become of each answer of an assessment, were it measured against this. Nothing is stated.
    ///
    /// # Errors
    /// `assessment.unknown`, `standard.unknown`, `standard.ambiguous`, `catalogue.missing`, the codes of problems in
    /// profile files; `migration.nothing` where it is measured against all that already.
    pub async fn propose_migration(&self, assessment: Uuid, to: &MigrationTo) -> Result<MigrationProposal> {
        let worked = self.work_out(assessment, to).await?;
        let names = self.names().await?;
        let mut builds = Vec::with_capacity(worked.builds.len());
        let mut counts = MigrationCounts::default();
        for sitting in &worked.builds {
            let view = self.build_migration(&worked, sitting, &names).await?;
            add(&mut counts, &view.counts);
            builds.push(view);
        }
        Ok(MigrationProposal {
            assessment,
            title: worked.assessment.opened.title.clone(),
            from: catalogue_refs(&*self.pinned_by(&worked.assessment.opened.catalogues).await?),
            to: catalogue_refs(&*self.pinned_by(&worked.to.catalogues).await?),
            profile_from: self.measure(&worked.assessment.basis).await?,
            profile_to: self.measure(&worked.to).await?,
            builds,
            counts,
            token: worked.token,
        })
    }

    /// Carries a proposal out: opens the new assessment and states what is carried over, in one transaction. `token` is
    /// that of the proposal which the reviewer confirms; items without a decision are accepted. Without a title the
    /// former one is kept, with what is new added.
    ///
    /// # Errors
    /// As [`Workspace::propose_migration`]; `statement.changed_meanwhile` where the proposal would be another one by now;
    /// `migration.decision_refused`.
    pub async fn apply_migration(
        &self,
        assessment: Uuid,
        to: &MigrationTo,
        title: Option<&str>,
        token: &str,
        decisions: &[MigrationDecision],
    ) -> Result<Migrated> {
        let mut worked = self.work_out(assessment, to).await?;
        if worked.token != token.trim() {
            return Err(AssessmentError::ChangedMeanwhile { heads: Vec::new(), now: Vec::new() });
        }
        let mut counts = MigrationCounts::default();
        worked.builds.iter().for_each(|sitting| add(&mut counts, &count(sitting)));
        let left = decide(&mut worked.builds, decisions)?;
        let former = &worked.assessment;
        let title = match input::optional("The title", title)? {
            Some(title) => title,
            None => self.moved_title(&former.opened, &worked.to).await?,
        };
        let engagement = self.engagements(Reach::Assessment(assessment)).await?.remove(&assessment);
        let Basis { profile, tailoring, requirements, answers, catalogues } = Basis::clone(&worked.to);
        let migrated_from = Some(assessment);
        let opened = AssessmentOpened { title, profile, catalogues, tailoring, requirements, answers, migrated_from };
        let mut stating = Stating::begin(&self.ledger).await?;
        let new = self.ledger.ambient().uuid();
        let subject = Subject::Assessment { release: former.release, assessment: new };
        stating.state(Kind::AssessmentOpened, &subject, Vec::new(), None, Some(&opened)).await?;
        if let Some(engagement) = engagement {
            let subject = Subject::Engagement { assessment: new };
            stating.state(Kind::EngagementRecorded, &subject, Vec::new(), None, Some(&engagement)).await?;
        }
        let (mut answers, mut evidence) = (0, 0);
        for sitting in &worked.builds {
            self.carry_conclusions(&mut stating, &worked, sitting, new).await?;
            self.carry_assignments(&mut stating, former.id, sitting, new).await?;
            let origins = self.evidence_origins(assessment, sitting.build.id).await?;
            for item in &sitting.items {
                let carrying = Carrying { from: assessment, to: new, sitting, item };
                answers += carrying.results(&mut stating).await?;
                evidence += carrying.evidence(&mut stating, &origins).await?;
            }
        }
        stating.commit().await?;
        Ok(Migrated { assessment: self.assessment(new).await?, counts, left, answers, evidence })
    }

    /// What a moved assessment is called where nobody says it: as before, with what is new in place of what was.
    async fn moved_title(&self, former: &AssessmentOpened, to: &Basis) -> Result<String> {
        let before = former.title.as_str();
        let dated = before.rsplit_once(&format!(", {} of ", former.profile)).map(|(title, _)| title);
        let plain = before.strip_suffix(&format!(", {}", former.profile));
        let title = dated.or(plain).unwrap_or(before);
        let same_file = former.tailoring == to.tailoring && former.requirements == to.requirements;
        let named = match () {
            () if former.profile != to.profile => format!("{title}, {}", to.profile),
            () if !same_file => format!("{title}, {} of {}", to.profile, self.day()),
            () => before.to_owned(),
        };
        if former.catalogues == to.catalogues {
            return Ok(named);
        }
        let pinned = self.pinned_by(&to.catalogues).await?;
        Ok(format!("{named}, MASTG {}, MASWE {}", pinned.mastg.version, pinned.maswe.version))
    }

    async fn measure(&self, basis: &Basis) -> Result<MigrationProfile> {
        let tailoring = self.tailoring_by(basis).await?;
        Ok(MigrationProfile { id: basis.profile.clone(), title: tailoring.title.clone(), gate: tailoring.gate.clone() })
    }

    async fn work_out(&self, assessment: Uuid, to: &MigrationTo) -> Result<Worked> {
        let assessment = self.assessment_facts(assessment).await?;
        let from = &assessment.opened.catalogues;
        let catalogues = self.choose(&to.catalogues, from).await?;
        let to = Arc::new(match &to.profile {
            Some(profile) => self.basis(profile, &assessment.opened.answers, catalogues).await?,
            None => assessment.basis.with_catalogues(catalogues),
        });
        if to == assessment.basis {
            return Err(AssessmentError::NothingToMigrate);
        }
        let shipped = assay_catalogue::shipped();
        let (old, new) = (self.pinned_by(from).await?, self.pinned_by(&to.catalogues).await?);
        // What the pinned catalogues say themselves counts before what ships.
        let own = Renumbering::of([old.maswe.as_ref(), new.maswe.as_ref()]);
        let renumbering = if own.is_empty() { Renumbering::of([shipped.maswe.as_ref()]) } else { own };
        let mut builds = Vec::new();
        for build in self.builds_of(Reach::Release(assessment.release)).await? {
            let platform = build.facts.platform;
            let from = self.sheet(&assessment, platform).await?;
            let to = self.sheet_of(&to, platform).await?;
            let states = States::load(self, assessment.id, build.id).await?;
            let proposing = Proposing { from: &from, to: &to, renumbering: &renumbering };
            let items = proposing.items(&states);
            let new_units = proposing.new_units(&items);
            builds.push(Sitting { build, from, to, items, new_units });
        }
        let token = token(&assessment, &to, &builds);
        Ok(Worked { assessment, to, builds, token })
    }

    async fn build_migration(&self, worked: &Worked, sitting: &Sitting, names: &Names) -> Result<BuildMigration> {
        let assessment = worked.assessment.id;
        let stamps = self.stamps(assessment, sitting.build.id, names).await?;
        let overrides = self.overrides(assessment, sitting.build.id).await?;
        let left =
            conclusions(&overrides).into_iter().filter(|(control, head)| !worked.carries(sitting, control, head));
        let conclusions = left.filter_map(|(control, head)| {
            Some(ConclusionLeft {
                control: control.to_owned(),
                verdict: head.verdict?,
                stated: names.stamp(head.author, head.at, &head.entry),
            })
        });
        let conclusions = conclusions.collect();
        let new_units = sitting.new_units.iter().map(|at| {
            let unit = &sitting.to.units[*at];
            let control = sitting.to.rows.iter().find(|row| row.unit == *at);
            NewUnit {
                unit: unit.id.to_string(),
                label: unit.label.clone(),
                title: unit.title.clone(),
                control: control.map(|row| sitting.to.controls[row.control].id.clone()).unwrap_or_default(),
                required: unit.required,
                known: sitting.from.find(unit.id.as_str()).is_some(),
            }
        });
        Ok(BuildMigration {
            build: sitting.build.id,
            platform: sitting.build.facts.platform,
            items: sitting.items.iter().map(|item| item_view(sitting, item, &stamps)).collect(),
            new_units: new_units.collect(),
            conclusions,
            counts: count(sitting),
        })
    }

    /// Who stated the current answers of a build first, and when, by the entry that is current.
    async fn stamps(&self, assessment: Uuid, build: Uuid, names: &Names) -> Result<HashMap<Hash, Stamp>> {
        let states = States::load(self, assessment, build).await?;
        let heads = states.units().flat_map(|(_, heads)| &heads.answers);
        let stamps = heads.map(|head| {
            let (by, at) = head.stated();
            let origin = head.carried.as_ref().map_or(head.entry, |it| it.origin);
            (head.entry, names.stamp(by, at, &origin))
        });
        Ok(stamps.collect())
    }

    /// For each piece of evidence of a build its current entry, and the one that attached it first.
    async fn evidence_origins(&self, assessment: Uuid, build: Uuid) -> Result<HashMap<Uuid, (Hash, Hash)>> {
        let records = self.evidence_records(assessment, Some(build)).await?;
        Ok(records.iter().filter_map(|it| Some((it.item?, (it.entry, it.origin())))).collect())
    }
}

/// One item on its way into the new assessment.
struct Carrying<'a> {
    from: Uuid,
    to: Uuid,
    sitting: &'a Sitting,
    item: &'a Item,
}

impl Carrying<'_> {
    fn targets(&self) -> impl Iterator<Item = Place> {
        let targets = self.item.targets.iter().filter(|target| !target.answered);
        let unit = |at: usize| self.sitting.to.units[at].id.clone();
        targets.map(move |target| Place::on_build(self.to, self.sitting.build.id, unit(target.at)))
    }

    /// States the answers, each apart: a dispute stays one. Gives how many.
    async fn results(&self, stating: &mut Stating) -> Result<u32> {
        if let Ok(unit) = self.item.unit.parse() {
            // What somebody stated since the proposal was worked out is not passed over.
            let place = Place::on_build(self.from, self.sitting.build.id, unit);
            let seen: Vec<Hash> = stating.heads(&Subject::Unit(place), RESULTS).await?;
            if self.item.answers.iter().any(|it| !seen.contains(&it.entry)) {
                return Err(AssessmentError::ChangedMeanwhile { heads: seen, now: Vec::new() });
            }
        }
        let mut stated = 0;
        for place in self.targets() {
            let subject = Subject::Unit(place);
            for answer in &self.item.answers {
                let Some(how) = self.item.how(answer) else { continue };
                let body = ResultCarried {
                    from: answer.entry,
                    origin: answer.origin,
                    how,
                    assessment: self.from,
                    unit: self.item.unit.clone(),
                };
                let code = Some(result_code(answer.result));
                stating.state(Kind::ResultCarried, &subject, Vec::new(), code, Some(&body)).await?;
                stated += 1;
            }
        }
        Ok(stated)
    }

    /// Attaches the evidence where it comes over. Gives how many pieces.
    async fn evidence(&self, stating: &mut Stating, origins: &HashMap<Uuid, (Hash, Hash)>) -> Result<u32> {
        if !self.item.brings_evidence() {
            return Ok(0);
        }
        let mut stated = 0;
        for place in self.targets() {
            for (evidence, (from, origin)) in self.item.evidence.iter().filter_map(|id| Some((*id, *origins.get(id)?)))
            {
                let subject = Subject::Evidence { place: place.clone(), evidence };
                let body = EvidenceCarried { from, origin, assessment: self.from, unit: self.item.unit.clone() };
                stating.state(Kind::EvidenceCarried, &subject, Vec::new(), None, Some(&body)).await?;
                stated += 1;
            }
        }
        Ok(stated)
    }
}

/// Follows the reviewer's decisions. Gives how many items are left behind.
fn decide(builds: &mut [Sitting], decisions: &[MigrationDecision]) -> Result<u32> {
    let mut left = 0;
    for MigrationDecision { build, unit, choice } in decisions {
        let refuse = |because| AssessmentError::MigrationDecision { unit: unit.clone(), because };
        let sitting = builds.iter_mut().find(|it| it.build.id == *build);
        let item = sitting.and_then(|it| it.items.iter_mut().find(|item| item.unit == *unit));
        let item = item.ok_or_else(|| refuse("the proposal holds nothing for it on that build"))?;
        match choice {
            MigrationChoice::Accept => {}
            MigrationChoice::Leave => {
                left += u32::from(item.outcome != MigrationOutcome::Dropped);
                item.outcome = MigrationOutcome::Dropped;
                item.targets.clear();
            }
            MigrationChoice::Holds if item.outcome == MigrationOutcome::Renumbered && item.holds_so_far() => {
                item.text_changed = false;
            }
            MigrationChoice::Holds => return Err(refuse("only a renumbered answer can be said to hold")),
        }
    }
    for sitting in builds.iter_mut() {
        propose::mark_answered(&mut sitting.items);
    }
    Ok(left)
}

fn item_view(sitting: &Sitting, item: &Item, stamps: &HashMap<Hash, Stamp>) -> MigrationItem {
    let known = sitting.from.find(&item.unit).map(|at| &sitting.from.units[at]);
    let label = item.unit.rsplit([':', '/']).next().unwrap_or(&item.unit);
    let answers = item.answers.iter().filter_map(|answer| {
        Some(MigratedAnswer {
            result: answer.result,
            stated: stamps.get(&answer.entry)?.clone(),
            how: item.how(answer),
        })
    });
    let targets = item.targets.iter().map(|target| {
        let unit = &sitting.to.units[target.at];
        MigrationTarget {
            unit: unit.id.to_string(),
            label: unit.label.clone(),
            title: unit.title.clone(),
            answered: target.answered,
        }
    });
    MigrationItem {
        unit: item.unit.clone(),
        label: known.map_or(label, |unit| &unit.label).to_owned(),
        title: known.map(|unit| unit.title.clone()).unwrap_or_default(),
        state: item.state,
        answers: answers.collect(),
        evidence: u32::try_from(item.evidence.len()).unwrap_or(u32::MAX),
        outcome: item.outcome,
        text_changed: item.text_changed,
        targets: targets.collect(),
        because: item.because.clone(),
    }
}

fn count(sitting: &Sitting) -> MigrationCounts {
    let mut counts = MigrationCounts::default();
    for item in &sitting.items {
        counts.items += 1;
        counts.disputed += u32::from(item.answers.len() > 1);
        *match item.outcome {
            MigrationOutcome::Carried => &mut counts.carried,
            MigrationOutcome::Renumbered => &mut counts.renumbered,
            MigrationOutcome::Stale => &mut counts.stale,
            MigrationOutcome::Redo => &mut counts.redo,
            MigrationOutcome::Dropped => &mut counts.dropped,
        } += 1;
    }
    let required = sitting.new_units.iter().filter(|at| sitting.to.units[**at].required).count();
    counts.new = u32::try_from(required).unwrap_or(u32::MAX);
    counts
}

fn add(sum: &mut MigrationCounts, counts: &MigrationCounts) {
    let MigrationCounts { items, carried, renumbered, stale, redo, dropped, disputed, new } = counts;
    sum.items += items;
    sum.carried += carried;
    sum.renumbered += renumbered;
    sum.stale += stale;
    sum.redo += redo;
    sum.dropped += dropped;
    sum.disputed += disputed;
    sum.new += new;
}

/// Names everything that applying the proposal would state: catalogues, answers, outcomes, targets, evidence.
fn token(assessment: &AssessmentFacts, to: &Basis, builds: &[Sitting]) -> String {
    let mut hash = Sha256::new();
    let mut line = |parts: &[&str]| {
        hash.update(json(&parts).as_bytes());
        hash.update(b"\n");
    };
    let PinnedDigests { masvs, maswe, mastg } = &to.catalogues;
    line(&["assay-migration 2", &assessment.id.to_string(), masvs, maswe, mastg]);
    line(&["profile", &to.profile, to.requirements.as_deref().unwrap_or_default()]);
    for document in to.tailoring.iter().flat_map(|it| &it.documents) {
        line(&["document", &document.id, &document.digest]);
    }
    for sitting in builds {
        line(&["build", &sitting.build.id.to_string()]);
        for item in &sitting.items {
            line(&["item", &item.unit, &format!("{:?} {}", item.outcome, item.text_changed)]);
            for answer in &item.answers {
                line(&["answer", &answer.entry.to_string()]);
            }
            for target in &item.targets {
                line(&["target", sitting.to.units[target.at].id.as_str(), &target.answered.to_string()]);
            }
            for evidence in &item.evidence {
                line(&["evidence", &evidence.to_string()]);
            }
        }
    }
    hex::encode(hash.finalize())
}
