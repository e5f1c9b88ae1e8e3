//! What comments are about that are on no unit.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::subject::{NoSubject, Place, Subject};

/// What a comment can be about, beside a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// `app/<id>`
    App(Uuid),
    /// `app/<id>/release/<id>`
    Release {
        /// The app.
        app: Uuid,
        /// The release.
        release: Uuid,
    },
    /// `release/<id>/build/<id>`
    Build {
        /// The release.
        release: Uuid,
        /// The build.
        build: Uuid,
    },
    /// `release/<id>/assessment/<id>`
    Assessment {
        /// The release.
        release: Uuid,
        /// The assessment.
        assessment: Uuid,
    },
    /// `assessment/<id>/build/<id>/control/<id>`
    Control {
        /// The assessment.
        assessment: Uuid,
        /// The build.
        build: Uuid,
        /// The control.
        control: String,
    },
    /// `app/<id>/finding/<id>`
    Finding {
        /// The app.
        app: Uuid,
        /// The finding.
        finding: Uuid,
    },
    /// `<holder>/unit/<unit>/evidence/<id>`
    Evidence {
        /// Where it is attached.
        place: Place,
        /// The piece of evidence.
        evidence: Uuid,
    },
}

impl Topic {
    /// The same as a subject: where a topic is written and read, it is as one.
    pub fn subject(&self) -> Subject {
        match self.clone() {
            Topic::App(app) => Subject::App(app),
            Topic::Release { app, release } => Subject::Release { app, release },
            Topic::Build { release, build } => Subject::Build { release, build },
            Topic::Assessment { release, assessment } => Subject::Assessment { release, assessment },
            Topic::Control { assessment, build, control } => Subject::Control { assessment, build, control },
            Topic::Finding { app, finding } => Subject::Finding { app, finding },
            Topic::Evidence { place, evidence } => Subject::Evidence { place, evidence },
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.subject().fmt(formatter)
    }
}

impl FromStr for Topic {
    type Err = NoSubject;

    fn from_str(path: &str) -> Result<Topic, NoSubject> {
        super::subject::topic(path).ok_or(NoSubject)
    }
}
