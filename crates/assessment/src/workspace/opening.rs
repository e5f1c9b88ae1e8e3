//! Opening an assessment: of a release, against a profile, by catalogues that are pinned for good.

use std::sync::Arc;

use uuid::Uuid;

use super::Workspace;
use super::assessments::{default_digests, tidy};
use super::input;
use crate::Result;
use crate::planned::AssessmentFacts;
use crate::projection::Stating;
use crate::statement::{AssessmentOpened, Kind, PinnedDigests, Subject};
use crate::view::{AssessmentView, Engagement};
use assay_catalogue::{Answers, CatalogueName};

/// Which versions of the catalogues to pin, each by digest, commit or version (see [`Workspace::find_standard`]); those
/// that are not named are as the program ships them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CatalogueChoice {
    /// The MASVS.
    pub masvs: Option<String>,
    /// The MASWE.
    pub maswe: Option<String>,
    /// The MASTG.
    pub mastg: Option<String>,
}

/// What an assessment is moved to: other versions of the catalogues, another profile, or the same profile as its file
/// says it now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MigrationTo {
    /// The catalogues; those that are not named stay as they are.
    pub catalogues: CatalogueChoice,
    /// The profile, as for [`NewAssessment`]; by default it stays what the assessment was opened with.
    pub profile: Option<String>,
}

/// What an assessment is opened with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAssessment {
    /// The profile: MAS levels such as `L2+R`, one that ships such as `fintech`, or a file of the user's own by its id.
    pub profile: String,
    /// The answers of the questionnaire; questions without one propose nothing.
    pub answers: Answers,
    /// A title; by default made of app, release and profile.
    pub title: Option<String>,
    /// What it is done under; may follow later.
    pub engagement: Option<Engagement>,
    /// What it is measured against.
    pub catalogues: CatalogueChoice,
}

impl Workspace {
    /// Opens an assessment of a release against a profile; the catalogues that ship are pinned.
    ///
    /// # Errors
    /// `release.unknown`, `catalogue.unknown_level`, `catalogue.resilience_alone`, `input.malformed` for dates.
    pub async fn open_assessment(
        &self,
        release: Uuid,
        profile: &str,
        title: Option<&str>,
        engagement: Option<Engagement>,
    ) -> Result<AssessmentView> {
        let new = NewAssessment {
            profile: profile.to_owned(),
            title: title.map(ToOwned::to_owned),
            engagement,
            ..NewAssessment::default()
        };
        self.open_assessment_with(release, new).await
    }

    /// Opens an assessment of a release. Builds whose file is the same as that of a build of another release keep the
    /// answers of that one.
    ///
    /// # Errors
    /// As [`Workspace::open_assessment`]; `standard.unknown` and `standard.ambiguous` for catalogues; the codes of problems
    /// in profile files, such as `profile.unknown_profile`; `catalogue.unknown_question`, `catalogue.unknown_answer`.
    pub async fn open_assessment_with(&self, release: Uuid, new: NewAssessment) -> Result<AssessmentView> {
        let release = self.release_facts(release).await?;
        let app = self.app_facts(release.app).await?;
        let engagement = new.engagement.map(tidy).transpose()?;
        let title = input::optional("The title", new.title.as_deref())?;
        let catalogues = self.choose(&new.catalogues, &default_digests()).await?;
        let basis = self.basis(&new.profile, &new.answers, catalogues).await?;
        let opened = AssessmentOpened {
            title: title.unwrap_or_else(|| format!("{} {}, {}", app.name, release.name, basis.profile)),
            profile: basis.profile,
            catalogues: basis.catalogues,
            tailoring: basis.tailoring,
            requirements: basis.requirements,
            answers: basis.answers,
            migrated_from: None,
        };
        let assessment = self.ledger.ambient().uuid();
        let facts = AssessmentFacts::about_to_be(assessment, release.id, &opened);
        let kept = self.kept_by_assessment(&Arc::new(facts)).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let subject = Subject::Assessment { release: release.id, assessment };
        stating.state(Kind::AssessmentOpened, &subject, Vec::new(), None, Some(&opened)).await?;
        if let Some(engagement) = engagement {
            let subject = Subject::Engagement { assessment };
            stating.state(Kind::EngagementRecorded, &subject, Vec::new(), None, Some(&engagement)).await?;
        }
        for (build, kept) in &kept {
            kept.keep(&mut stating, *build).await?;
        }
        stating.commit().await?;
        self.assessment(assessment).await
    }

    /// The digests of the chosen catalogues; `otherwise` for those that are not named.
    pub(super) async fn choose(&self, choice: &CatalogueChoice, otherwise: &PinnedDigests) -> Result<PinnedDigests> {
        let digest = async |name, text: Option<&str>, otherwise: &String| match text.map(str::trim) {
            None | Some("") => Ok(otherwise.clone()),
            Some(text) => self.find_standard(Some(name), text).await,
        };
        Ok(PinnedDigests {
            masvs: digest(CatalogueName::Masvs, choice.masvs.as_deref(), &otherwise.masvs).await?,
            maswe: digest(CatalogueName::Maswe, choice.maswe.as_deref(), &otherwise.maswe).await?,
            mastg: digest(CatalogueName::Mastg, choice.mastg.as_deref(), &otherwise.mastg).await?,
        })
    }
}
