//! Assessments, engagements, profiles.

use std::sync::Arc;

use assay_catalogue::{Pinned, Plan, Platform};
use uuid::Uuid;

use super::Workspace;
use crate::Result;
use crate::view::{AssessmentView, Engagement, ProfileView};

impl Workspace {
    /// The profiles that are offered; other combinations can be named as well.
    pub fn profiles(&self) -> Vec<ProfileView> {
        todo!()
    }

    /// What a profile requires on a platform, by the catalogues that new assessments pin.
    ///
    /// # Errors
    /// `catalogue.unknown-level`, `catalogue.empty-profile`, `catalogue.resilience-alone`.
    pub async fn profile_plan(&self, profile: &str, platform: Platform) -> Result<Arc<Plan>> {
        todo!("{profile} {platform}")
    }

    /// Opens an assessment of a release against a profile; the catalogues that ship are pinned.
    ///
    /// # Errors
    /// `release.unknown`, `catalogue.unknown-level`, `catalogue.resilience-alone`.
    pub async fn open_assessment(
        &self,
        release: Uuid,
        profile: &str,
        title: Option<&str>,
        engagement: Option<Engagement>,
    ) -> Result<AssessmentView> {
        todo!("{release} {profile} {title:?} {engagement:?}")
    }

    /// One assessment, with its progress on each build.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn assessment(&self, assessment: Uuid) -> Result<AssessmentView> {
        todo!("{assessment}")
    }

    /// Records what an assessment is done under, in place of what was recorded before.
    ///
    /// # Errors
    /// `assessment.unknown`, `input.malformed` for dates.
    pub async fn record_engagement(&self, assessment: Uuid, engagement: Engagement) -> Result<AssessmentView> {
        todo!("{assessment} {engagement:?}")
    }

    /// What the assessment's profile requires on a platform, by its pinned catalogues. Cached.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn plan(&self, assessment: Uuid, platform: Platform) -> Result<Arc<Plan>> {
        todo!("{assessment} {platform}")
    }

    /// The catalogues that the assessment pins, with their link table. Cached.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn pinned(&self, assessment: Uuid) -> Result<Arc<Pinned>> {
        todo!("{assessment}")
    }
}
