//! Verdicts and overrides.

use uuid::Uuid;

use super::Workspace;
use crate::Result;
use crate::view::{BuildView, Verdict, VerdictView, Verdicts};

impl Workspace {
    /// The verdicts of an assessment: of each platform's build of record.
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn verdicts(&self, assessment: Uuid) -> Result<Verdicts> {
        todo!("{assessment}")
    }

    /// The verdicts on one build, in MASVS order.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `catalogue.missing`.
    pub async fn verdicts_of_build(&self, assessment: Uuid, build: Uuid) -> Result<Vec<VerdictView>> {
        todo!("{assessment} {build}")
    }

    /// The builds that verdicts of an assessment's platforms rest on, Android first: the newest build of a platform that
    /// is release or store-signed, else the newest of any variant.
    ///
    /// # Errors
    /// `assessment.unknown`.
    pub async fn builds_of_record(&self, assessment: Uuid) -> Result<Vec<BuildView>> {
        todo!("{assessment}")
    }

    /// The verdict of one control on one build, explained down to the results.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `control.unknown`, `catalogue.missing`.
    pub async fn verdict(&self, assessment: Uuid, build: Uuid, control: &str) -> Result<VerdictView> {
        todo!("{assessment} {build} {control}")
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
        todo!("{assessment} {build} {control} {verdict:?} {reason} {expected:?}")
    }
}
