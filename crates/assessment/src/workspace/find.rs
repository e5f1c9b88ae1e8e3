//! Finding things by what people type: an id, a unique beginning of an id, or a name.

use uuid::Uuid;

use super::Workspace;
use crate::Result;

impl Workspace {
    /// The app with this id, unique beginning of an id (4 characters or more) or name.
    ///
    /// # Errors
    /// `app.unknown`, `app.ambiguous`.
    pub async fn find_app(&self, text: &str) -> Result<Uuid> {
        todo!("{text}")
    }

    /// The release with this id, unique beginning of an id, or name; `app` narrows names down. `App/1.0` names both.
    ///
    /// # Errors
    /// `release.unknown`, `release.ambiguous`.
    pub async fn find_release(&self, app: Option<Uuid>, text: &str) -> Result<Uuid> {
        todo!("{app:?} {text}")
    }

    /// The build with this id, unique beginning of an id, or `platform`, `platform version`, `version` or
    /// `version (code)` that only one build of the release has.
    ///
    /// # Errors
    /// `build.unknown`, `build.ambiguous`.
    pub async fn find_build(&self, release: Option<Uuid>, text: &str) -> Result<Uuid> {
        todo!("{release:?} {text}")
    }

    /// The assessment with this id, unique beginning of an id, or title.
    ///
    /// # Errors
    /// `assessment.unknown`, `assessment.ambiguous`.
    pub async fn find_assessment(&self, text: &str) -> Result<Uuid> {
        todo!("{text}")
    }

    /// The unit that people mean by `test:MASTG-TEST-0235`, `MASTG-TEST-0235`, `MASWE-0018` or `MASVS-AUTH-1` in the
    /// plan of an assessment on a build's platform.
    ///
    /// # Errors
    /// `unit.not_in_profile`, `unit.unknown`, `assessment.unknown`, `build.unknown`.
    pub async fn find_unit(&self, assessment: Uuid, build: Uuid, text: &str) -> Result<String> {
        todo!("{assessment} {build} {text}")
    }
}
