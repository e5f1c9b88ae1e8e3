//! What comments are about that are on no unit.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::subject::NoSubject;

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
}

impl fmt::Display for Topic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Topic::App(app) => write!(formatter, "app/{app}"),
            Topic::Release { app, release } => write!(formatter, "app/{app}/release/{release}"),
            Topic::Build { release, build } => write!(formatter, "release/{release}/build/{build}"),
            Topic::Assessment { release, assessment } => write!(formatter, "release/{release}/assessment/{assessment}"),
            Topic::Control { assessment, build, control } => {
                write!(formatter, "assessment/{assessment}/build/{build}/control/{control}")
            }
            Topic::Finding { app, finding } => write!(formatter, "app/{app}/finding/{finding}"),
        }
    }
}

impl FromStr for Topic {
    type Err = NoSubject;

    fn from_str(path: &str) -> Result<Topic, NoSubject> {
        super::subject::topic(path).ok_or(NoSubject)
    }
}
