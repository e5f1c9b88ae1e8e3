//! What a statement is about: typed paths, opaque to the ledger.

use std::fmt;
use std::str::FromStr;

use assay_catalogue::UnitId;
use assay_ledger::Hash;
use uuid::Uuid;

/// A unit of a build in an assessment: where answers, evidence and comments belong.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The assessment.
    pub assessment: Uuid,
    /// The build.
    pub build: Uuid,
    /// The unit.
    pub unit: UnitId,
}

/// A subject. `Display` writes the one path of it, `FromStr` reads exactly that.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
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
    /// `assessment/<id>/engagement`
    Engagement {
        /// The assessment.
        assessment: Uuid,
    },
    /// `assessment/<id>/build/<id>/unit/<unit>`
    Unit(Place),
    /// `assessment/<id>/build/<id>/unit/<unit>/evidence/<id>`
    Evidence {
        /// Where it is attached.
        place: Place,
        /// The piece of evidence.
        evidence: Uuid,
    },
    /// `assessment/<id>/build/<id>/unit/<unit>/comment/<id>`
    Comment {
        /// What it is about.
        place: Place,
        /// The comment.
        comment: Uuid,
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
    /// `entry/<hash>`
    Entry(Hash),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "assessment/{}/build/{}/unit/{}", self.assessment, self.build, self.unit)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::App(app) => write!(formatter, "app/{app}"),
            Subject::Release { app, release } => write!(formatter, "app/{app}/release/{release}"),
            Subject::Build { release, build } => write!(formatter, "release/{release}/build/{build}"),
            Subject::Assessment { release, assessment } => {
                write!(formatter, "release/{release}/assessment/{assessment}")
            }
            Subject::Engagement { assessment } => write!(formatter, "assessment/{assessment}/engagement"),
            Subject::Unit(place) => place.fmt(formatter),
            Subject::Evidence { place, evidence } => write!(formatter, "{place}/evidence/{evidence}"),
            Subject::Comment { place, comment } => write!(formatter, "{place}/comment/{comment}"),
            Subject::Control { assessment, build, control } => {
                write!(formatter, "assessment/{assessment}/build/{build}/control/{control}")
            }
            Subject::Entry(hash) => write!(formatter, "entry/{hash}"),
        }
    }
}

/// The path is none of those that this program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSubject;

impl FromStr for Subject {
    type Err = NoSubject;

    fn from_str(path: &str) -> Result<Subject, NoSubject> {
        read(path).ok_or(NoSubject)
    }
}

fn read(path: &str) -> Option<Subject> {
    let (head, rest) = path.split_once('/')?;
    match head {
        "app" => match rest.split_once('/') {
            None => Some(Subject::App(id(rest)?)),
            Some((app, rest)) => Some(Subject::Release { app: id(app)?, release: id(rest.strip_prefix("release/")?)? }),
        },
        "release" => {
            let (release, rest) = rest.split_once('/')?;
            let release = id(release)?;
            match rest.split_once('/')? {
                ("build", build) => Some(Subject::Build { release, build: id(build)? }),
                ("assessment", assessment) => Some(Subject::Assessment { release, assessment: id(assessment)? }),
                _ => None,
            }
        }
        "assessment" => of_assessment(rest),
        "entry" => rest.parse().ok().map(Subject::Entry),
        _ => None,
    }
}

fn of_assessment(rest: &str) -> Option<Subject> {
    let (assessment, rest) = rest.split_once('/')?;
    let assessment = id(assessment)?;
    if rest == "engagement" {
        return Some(Subject::Engagement { assessment });
    }
    let (build, rest) = rest.strip_prefix("build/")?.split_once('/')?;
    let build = id(build)?;
    if let Some(control) = rest.strip_prefix("control/") {
        let plain = !control.is_empty() && !control.contains('/');
        return plain.then(|| Subject::Control { assessment, build, control: control.to_owned() });
    }
    let rest = rest.strip_prefix("unit/")?;
    // A unit id may hold one `/` itself, so what follows it is taken from the end.
    let item = |word: &str| {
        let (before, item) = rest.rsplit_once('/')?;
        Some((before.strip_suffix(word)?.strip_suffix('/')?, id(item)?))
    };
    let place = |unit: &str| Some(Place { assessment, build, unit: unit.parse().ok()? });
    if let Some((unit, evidence)) = item("evidence") {
        return Some(Subject::Evidence { place: place(unit)?, evidence });
    }
    if let Some((unit, comment)) = item("comment") {
        return Some(Subject::Comment { place: place(unit)?, comment });
    }
    Some(Subject::Unit(place(rest)?))
}

/// A UUID in its one spelling: hyphenated, lower case.
fn id(text: &str) -> Option<Uuid> {
    let id = Uuid::try_parse(text).ok()?;
    (id.hyphenated().to_string() == text).then_some(id)
}
