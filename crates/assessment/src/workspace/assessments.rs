//! Assessments, engagements, profiles.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::{Answers, Pinned, Plan, Platform, Profile, Requirements};
use assay_messages::{language, said, speaking_here};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::apps::{read_made, unknown};
use super::input;
use super::names::Names;
use super::progress::Answers as CurrentAnswers;
use super::reach::Reach;
use super::states::id;
use crate::planned::{AssessmentFacts, Basis, KnownBuild, Sheet};
use crate::projection::{Stating, bytes};
use crate::statement::{AssessmentOpened, Kind, PinnedDigests, Subject};
use crate::view::{AssessmentView, BuildProgress, CatalogueRef, Engagement, MigratedFrom, PinnedDocument, ProfileView};
use crate::{AssessmentError, Noun, Result};

impl Workspace {
    /// The profiles that are offered; other combinations can be named as well.
    pub fn profiles(&self) -> Vec<ProfileView> {
        let parts = Profile::parts();
        let views = Profile::offered().into_iter().map(|profile| ProfileView {
            summary: parts
                .iter()
                .filter(|part| profile.levels.contains(&part.level))
                .map(|part| part.summary.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            id: profile.id,
            title: profile.title,
            levels: profile.levels.into_iter().collect(),
        });
        views.collect()
    }

    /// What a profile requires on a platform, by the catalogues that new assessments pin.
    ///
    /// # Errors
    /// `catalogue.unknown_level`, `catalogue.empty_profile`, `catalogue.resilience_alone`.
    pub async fn profile_plan(&self, profile: &str, platform: Platform) -> Result<Arc<Plan>> {
        let basis = Arc::new(self.basis(profile, &Answers::new(), default_digests()).await?);
        Ok(Arc::clone(&self.sheet_of(&basis, platform).await?.plan))
    }

    /// One assessment, with its progress on each build.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn assessment(&self, assessment: Uuid) -> Result<AssessmentView> {
        let facts = self.assessment_facts(assessment).await?;
        let reach = Reach::Assessment(assessment);
        let builds = self.builds_of(Reach::Release(facts.release)).await?;
        let engagement = self.engagements(reach).await?.remove(&assessment).unwrap_or_default();
        let answers = self.answers(reach).await?;
        self.assessment_view(&facts, &builds, engagement, &answers, &self.names().await?).await
    }

    /// Records what an assessment is done under, in place of what was recorded before.
    ///
    /// # Errors
    /// `assessment.unknown`, `input.malformed` for dates.
    pub async fn record_engagement(&self, assessment: Uuid, engagement: Engagement) -> Result<AssessmentView> {
        self.assessment_facts(assessment).await?;
        let engagement = tidy(engagement)?;
        let subject = Subject::Engagement { assessment };
        let mut stating = Stating::begin(&self.ledger).await?;
        let heads = stating.heads(&subject, Kind::EngagementRecorded.area()).await?;
        stating.state(Kind::EngagementRecorded, &subject, heads, None, Some(&engagement)).await?;
        stating.commit().await?;
        self.assessment(assessment).await
    }

    /// What the assessment's profile requires on a platform, by its pinned catalogues. Cached.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn plan(&self, assessment: Uuid, platform: Platform) -> Result<Arc<Plan>> {
        let facts = self.assessment_facts(assessment).await?;
        Ok(Arc::clone(&self.sheet(&facts, platform).await?.plan))
    }

    /// The catalogues that the assessment pins, with their link table. Cached.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn pinned(&self, assessment: Uuid) -> Result<Arc<Pinned>> {
        let facts = self.assessment_facts(assessment).await?;
        self.pinned_by(&facts.opened.catalogues).await
    }

    pub(super) async fn assessment_facts(&self, assessment: Uuid) -> Result<Arc<AssessmentFacts>> {
        if let Some(facts) = self.plans.assessment(assessment) {
            return Ok(facts);
        }
        let row = sqlx::query("SELECT id, release, facts, entry, author, at FROM assessment WHERE id = ?1")
            .bind(bytes(assessment))
            .fetch_optional(self.ledger.readers())
            .await?;
        let facts = Arc::new(read_assessment(&row.ok_or_else(|| unknown(Noun::Assessment, assessment))?)?);
        self.plans.keep_assessment(Arc::clone(&facts));
        Ok(facts)
    }

    /// As [`Workspace::assessment_facts`]; none where it is not there: statements may name one that was withdrawn elsewhere.
    pub(super) async fn assessment_if_there(&self, assessment: Uuid) -> Result<Option<Arc<AssessmentFacts>>> {
        match self.assessment_facts(assessment).await {
            Err(AssessmentError::Unknown { noun: Noun::Assessment, .. }) => Ok(None),
            facts => facts.map(Some),
        }
    }

    /// Those that the assessment was moved from, the nearest first: the answers that it was moved with were given there.
    pub(super) async fn moved_from(&self, facts: &AssessmentFacts) -> Result<Vec<Uuid>> {
        let mut former = Vec::new();
        let mut next = facts.opened.migrated_from;
        // Statements of other devices may name what is not there, or one another.
        while let Some(at) = next.filter(|at| *at != facts.id && !former.contains(at)) {
            former.push(at);
            next = self.assessment_if_there(at).await?.and_then(|it| it.opened.migrated_from);
        }
        Ok(former)
    }

    /// The assessments within reach, newest first.
    pub(super) async fn assessments_of(&self, reach: Reach) -> Result<Vec<AssessmentFacts>> {
        let mut query = QueryBuilder::new("SELECT id, release, facts, entry, author, at FROM assessment WHERE ");
        reach.releases(&mut query, "release");
        query.push(" ORDER BY at DESC, entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        rows.iter().map(read_assessment).collect()
    }

    /// An assessment with its progress on each of these builds of its release.
    pub(super) async fn assessment_view(
        &self,
        facts: &AssessmentFacts,
        known: &[KnownBuild],
        engagement: Engagement,
        answers: &CurrentAnswers,
        names: &Names,
    ) -> Result<AssessmentView> {
        let pinned = self.pinned_by(&facts.opened.catalogues).await?;
        let tailoring = self.tailoring_by(&facts.basis).await?;
        let mut builds = Vec::with_capacity(known.len());
        for build in known {
            let platform = build.facts.platform;
            let sheet = self.sheet(facts, platform).await?;
            builds.push(BuildProgress {
                build: build.id,
                platform,
                progress: answers.progress(&sheet, facts, build.id),
            });
        }
        let migrated_from = match facts.opened.migrated_from {
            None => None,
            Some(former) => {
                let title = self.assessment_facts(former).await.map(|it| it.opened.title.clone()).unwrap_or_default();
                Some(MigratedFrom { assessment: former, title })
            }
        };
        Ok(AssessmentView {
            id: facts.id,
            release: facts.release,
            title: facts.opened.title.clone(),
            profile: facts.opened.profile.clone(),
            profile_title: tailoring.title.clone(),
            documents: tailoring.documents.iter().map(PinnedDocument::from).collect(),
            requirements: facts.opened.requirements.clone(),
            answers: facts.opened.answers.clone(),
            gate: tailoring.gate.clone(),
            catalogues: catalogue_refs(&pinned),
            migrated_from,
            moved_from: self.moved_from(facts).await?,
            engagement,
            opened: names.made(&facts.made),
            builds,
        })
    }

    /// What is recorded, by assessment; where two devices recorded at once, the later one is shown until it is recorded
    /// anew.
    pub(super) async fn engagements(&self, reach: Reach) -> Result<HashMap<Uuid, Engagement>> {
        let mut query = QueryBuilder::new("SELECT assessment, facts FROM engagement WHERE ");
        reach.assessments(&mut query, "assessment");
        query.push(" AND head = 1 AND facts IS NOT NULL ORDER BY at, entry DESC");
        let rows: Vec<(Vec<u8>, String)> = query.build_query_as().fetch_all(self.ledger.readers()).await?;
        let mut engagements = HashMap::with_capacity(rows.len());
        for (assessment, facts) in rows {
            // The last one counts.
            engagements.insert(id(&assessment)?, serde_json::from_str(&facts).unwrap_or_default());
        }
        Ok(engagements)
    }

    pub(super) async fn sheet(&self, assessment: &AssessmentFacts, platform: Platform) -> Result<Arc<Sheet>> {
        self.sheet_of(&assessment.basis, platform).await
    }

    pub(super) async fn sheet_of(&self, basis: &Arc<Basis>, platform: Platform) -> Result<Arc<Sheet>> {
        if let Some(sheet) = self.plans.sheet(basis, platform) {
            return Ok(sheet);
        }
        let pinned = self.pinned_by(&basis.catalogues).await?;
        let tailoring = self.tailoring_by(basis).await?;
        let requirements = match &basis.requirements {
            Some(digest) => self.requirements_by(digest).await?,
            None => Requirements::none(),
        };
        // It is kept for everybody who reads this language.
        let sheet = speaking_here(language(), || {
            let plan = Plan::tailored(&pinned, &tailoring, &requirements, &basis.answers, platform);
            Arc::new(Sheet::new(plan, pinned, requirements))
        });
        self.plans.keep_sheet(basis, Arc::clone(&sheet));
        Ok(sheet)
    }
}

/// The digests of the catalogues that new assessments pin: those that ship.
pub(super) fn default_digests() -> PinnedDigests {
    let shipped = assay_catalogue::shipped();
    PinnedDigests {
        masvs: shipped.masvs.digest.clone(),
        maswe: shipped.maswe.digest.clone(),
        mastg: shipped.mastg.digest.clone(),
    }
}

fn read_assessment(row: &SqliteRow) -> Result<AssessmentFacts> {
    let facts: &str = row.try_get(2)?;
    let opened: AssessmentOpened = serde_json::from_str(facts)
        .map_err(|error| AssessmentError::Unreadable { what: said!("the facts of an assessment: {error}", error) })?;
    let basis = Arc::new(Basis::of(&opened));
    Ok(AssessmentFacts {
        id: id(row.try_get(0)?)?,
        release: id(row.try_get(1)?)?,
        opened,
        basis,
        made: read_made(row)?,
    })
}

/// The three catalogues, as views name them.
pub(super) fn catalogue_refs(pinned: &Pinned) -> Vec<CatalogueRef> {
    let refs = pinned.catalogues().into_iter().map(|catalogue| CatalogueRef {
        name: catalogue.name.to_string(),
        version: catalogue.version.clone(),
        digest: catalogue.digest.clone(),
        commit: catalogue.commit.clone(),
        source_url: catalogue.source_url.clone(),
        licence: catalogue.licence.clone(),
    });
    refs.collect()
}

/// Trims every text, leaves out empty items, and checks the dates.
pub(super) fn tidy(engagement: Engagement) -> Result<Engagement> {
    let items = |what, items: Vec<String>| -> Result<Vec<String>> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items {
            let item = input::short(what, &item)?;
            if !item.is_empty() {
                kept.push(item);
            }
        }
        Ok(kept)
    };
    let mut devices = engagement.devices;
    for device in &mut devices {
        device.name = input::short("The name of the device", &device.name)?;
        device.system_version = input::short("The system version", &device.system_version)?;
    }
    devices.retain(|device| !device.name.is_empty() || !device.system_version.is_empty());
    let mut tools = engagement.tools;
    for tool in &mut tools {
        tool.name = input::short("The name of the tool", &tool.name)?;
        tool.version = input::short("The version of the tool", &tool.version)?;
    }
    tools.retain(|tool| !tool.name.is_empty());
    let started = input::date("The first day", engagement.started.as_deref())?;
    let finished = input::date("The last day", engagement.finished.as_deref())?;
    // Days are written so that they compare as texts.
    if let (Some(first), Some(last)) = (&started, &finished)
        && last < first
    {
        return Err(AssessmentError::EngagementEndsFirst { first: first.clone(), last: last.clone() });
    }
    Ok(Engagement {
        customer: input::short("The customer", &engagement.customer)?,
        laboratory: input::short("The laboratory", &engagement.laboratory)?,
        place: input::short("The place", &engagement.place)?,
        access: input::short("The access", &engagement.access)?,
        sensitive_data: items("A kind of sensitive data", engagement.sensitive_data)?,
        first_party_domains: items("A domain", engagement.first_party_domains)?,
        authorised_by: input::short("Who authorises the report", &engagement.authorised_by)?,
        out_of_scope: items("What is out of scope", engagement.out_of_scope)?,
        from_others: items("What came from others", engagement.from_others)?,
        deviations: items("A deviation", engagement.deviations)?,
        opinions: items("An opinion", engagement.opinions)?,
        devices,
        tools,
        received: input::date("The date of receipt", engagement.received.as_deref())?,
        started,
        finished,
    })
}
