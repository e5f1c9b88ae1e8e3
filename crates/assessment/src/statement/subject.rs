//! What a statement is about: typed paths, opaque to the ledger.

use std::fmt;
use std::str::FromStr;

use assay_catalogue::{Platform, SubjectKind, UnitId};
use assay_ledger::Hash;
use uuid::Uuid;

use super::Topic;
use crate::Noun;

/// What an answer is about. All but a build is shared: answered once, and cited from every build of every assessment whose
/// plan holds the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A build in an assessment: `assessment/<id>/build/<id>`
    Build {
        /// The assessment.
        assessment: Uuid,
        /// The build.
        build: Uuid,
    },
    /// The servers that an app talks to: `app/<id>/back-end`
    BackEnd {
        /// The app.
        app: Uuid,
    },
    /// The organisation behind the apps of this workspace: `organisation`
    Organisation,
    /// A release, on whatever platform: `release/<id>`
    Release {
        /// The release.
        release: Uuid,
    },
}

impl Holder {
    /// What kind of subject it is.
    pub fn kind(self) -> SubjectKind {
        match self {
            Holder::Build { .. } => SubjectKind::Build,
            Holder::BackEnd { .. } => SubjectKind::BackEnd,
            Holder::Organisation => SubjectKind::Organisation,
            Holder::Release { .. } => SubjectKind::Release,
        }
    }

    /// What tables know it by: assessment and build; for a shared one a number of its kind, which no assessment has as its
    /// id, and the id of what holds it.
    pub(crate) fn key(self) -> (Uuid, Uuid) {
        match self {
            Holder::Build { assessment, build } => (assessment, build),
            Holder::Organisation => (Uuid::nil(), Uuid::nil()),
            Holder::BackEnd { app } => (Uuid::from_u128(1), app),
            Holder::Release { release } => (Uuid::from_u128(2), release),
        }
    }

    /// The kind of shared subject that the first half of a key stands for; none for an assessment.
    pub(crate) fn shared_kind(key: Uuid) -> Option<SubjectKind> {
        match key.as_u128() {
            0 => Some(SubjectKind::Organisation),
            1 => Some(SubjectKind::BackEnd),
            2 => Some(SubjectKind::Release),
            _ => None,
        }
    }
}

/// A unit of whatever holds it: where answers, evidence and comments belong.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// What it is about.
    pub holder: Holder,
    /// The unit.
    pub unit: UnitId,
}

impl Place {
    /// A unit of a build in an assessment.
    pub fn on_build(assessment: Uuid, build: Uuid, unit: UnitId) -> Place {
        Place { holder: Holder::Build { assessment, build }, unit }
    }
}

/// What a waiver lets through.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Waived {
    /// A finding, in whatever release: `app/<id>/finding/<id>`
    Finding {
        /// The app.
        app: Uuid,
        /// The finding.
        finding: Uuid,
    },
    /// A failed control of an assessment on a platform: `assessment/<id>/android/control/<id>`
    Control {
        /// The assessment.
        assessment: Uuid,
        /// The platform.
        platform: Platform,
        /// The control.
        control: String,
    },
    /// A failed unit of an assessment on a platform: `assessment/<id>/android/unit/<unit>`
    Unit {
        /// The assessment.
        assessment: Uuid,
        /// The platform.
        platform: Platform,
        /// The unit.
        unit: UnitId,
    },
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
    /// `<holder>/unit/<unit>`, see [`Holder`]
    Unit(Place),
    /// `<holder>/unit/<unit>/evidence/<id>`
    Evidence {
        /// Where it is attached.
        place: Place,
        /// The piece of evidence.
        evidence: Uuid,
    },
    /// `<holder>/unit/<unit>/comment/<id>`
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
    /// `release/<id>/plan`
    Plan {
        /// The release.
        release: Uuid,
    },
    /// `release/<id>/decision/<id>/checkpoint/<root>`
    Decision {
        /// The release.
        release: Uuid,
        /// The decision.
        decision: Uuid,
        /// The root of the checkpoint that it rests on.
        checkpoint: Hash,
    },
    /// `app/<id>/finding/<id>`
    Finding {
        /// The app that it is a finding of: one identity in all its releases and builds.
        app: Uuid,
        /// The finding.
        finding: Uuid,
    },
    /// `app/<id>/finding/<id>/build/<id>`
    FindingBuild {
        /// The app.
        app: Uuid,
        /// The finding.
        finding: Uuid,
        /// A build of the app.
        build: Uuid,
    },
    /// `<what is waived>/waiver/<id>`, see [`Waived`]
    Waiver {
        /// What it lets through.
        over: Waived,
        /// The waiver.
        waiver: Uuid,
    },
    /// `<topic>/comment/<id>`, see [`Topic`]
    Remark {
        /// What it is about.
        topic: Topic,
        /// The comment.
        comment: Uuid,
    },
    /// `assessment/<id>/build/<id>`: a whole build, as work
    WholeBuild {
        /// The assessment.
        assessment: Uuid,
        /// The build.
        build: Uuid,
    },
    /// `assessment/<id>/build/<id>/group/<group>`: a group of controls on a build, as work
    Group {
        /// The assessment.
        assessment: Uuid,
        /// The build.
        build: Uuid,
        /// The group, such as `MASVS-STORAGE`.
        group: String,
    },
    /// `assessment/<id>/sign-off/<id>/checkpoint/<root>`
    SignOff {
        /// The assessment.
        assessment: Uuid,
        /// The sign-off.
        sign_off: Uuid,
        /// The root of the checkpoint that is signed.
        checkpoint: Hash,
    },
    /// `assessment/<id>/report/<id>/checkpoint/<root>`
    Report {
        /// The assessment.
        assessment: Uuid,
        /// The report.
        report: Uuid,
        /// The root of the checkpoint that it prints.
        checkpoint: Hash,
    },
    /// `build/<id>/former/<id>`: what differs between two builds
    Difference {
        /// The later build.
        build: Uuid,
        /// The former one.
        former: Uuid,
    },
    /// `entry/<hash>`
    Entry(Hash),
}

impl Subject {
    /// The assessments and builds that its path names: without them it leads nowhere.
    pub(crate) fn belongs_to(&self) -> Vec<(Noun, Uuid)> {
        let path = self.to_string();
        let parts: Vec<&str> = path.split('/').collect();
        let named = parts.windows(2).filter_map(|pair| {
            let noun = match pair[0] {
                "assessment" => Noun::Assessment,
                "build" | "former" => Noun::Build,
                _ => return None,
            };
            Some((noun, pair[1].parse().ok()?))
        });
        named.collect()
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holder::Build { assessment, build } => write!(formatter, "assessment/{assessment}/build/{build}"),
            Holder::BackEnd { app } => write!(formatter, "app/{app}/back-end"),
            Holder::Organisation => formatter.write_str("organisation"),
            Holder::Release { release } => write!(formatter, "release/{release}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/unit/{}", self.holder, self.unit)
    }
}

impl fmt::Display for Waived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Waived::Finding { app, finding } => write!(formatter, "app/{app}/finding/{finding}"),
            Waived::Control { assessment, platform, control } => {
                write!(formatter, "assessment/{assessment}/{platform}/control/{control}")
            }
            Waived::Unit { assessment, platform, unit } => {
                write!(formatter, "assessment/{assessment}/{platform}/unit/{unit}")
            }
        }
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
            Subject::Plan { release } => write!(formatter, "release/{release}/plan"),
            Subject::Decision { release, decision, checkpoint } => {
                write!(formatter, "release/{release}/decision/{decision}/checkpoint/{checkpoint}")
            }
            Subject::Finding { app, finding } => write!(formatter, "app/{app}/finding/{finding}"),
            Subject::FindingBuild { app, finding, build } => {
                write!(formatter, "app/{app}/finding/{finding}/build/{build}")
            }
            Subject::Waiver { over, waiver } => write!(formatter, "{over}/waiver/{waiver}"),
            Subject::Remark { topic, comment } => write!(formatter, "{topic}/comment/{comment}"),
            Subject::WholeBuild { assessment, build } => write!(formatter, "assessment/{assessment}/build/{build}"),
            Subject::Group { assessment, build, group } => {
                write!(formatter, "assessment/{assessment}/build/{build}/group/{group}")
            }
            Subject::SignOff { assessment, sign_off, checkpoint } => {
                write!(formatter, "assessment/{assessment}/sign-off/{sign_off}/checkpoint/{checkpoint}")
            }
            Subject::Report { assessment, report, checkpoint } => {
                write!(formatter, "assessment/{assessment}/report/{report}/checkpoint/{checkpoint}")
            }
            Subject::Difference { build, former } => write!(formatter, "build/{build}/former/{former}"),
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
    // Comments on units are read with their units.
    if let Some((before, comment)) = path.rsplit_once("/comment/")
        && let Some(topic) = topic(before)
    {
        return Some(Subject::Remark { topic, comment: id(comment)? });
    }
    let (head, rest) = path.split_once('/')?;
    match head {
        "app" => match rest.split_once('/') {
            None => Some(Subject::App(id(rest)?)),
            Some((app, rest)) => {
                let app = id(app)?;
                if let Some(unit) = rest.strip_prefix("back-end/unit/") {
                    return of_unit(Holder::BackEnd { app }, unit);
                }
                if let Some(finding) = rest.strip_prefix("finding/") {
                    return of_finding(app, finding);
                }
                Some(Subject::Release { app, release: id(rest.strip_prefix("release/")?)? })
            }
        },
        "organisation" => of_unit(Holder::Organisation, rest.strip_prefix("unit/")?),
        "release" => {
            let (release, rest) = rest.split_once('/')?;
            let release = id(release)?;
            if rest == "plan" {
                return Some(Subject::Plan { release });
            }
            match rest.split_once('/')? {
                ("decision", rest) => {
                    let (decision, checkpoint) = rest.split_once("/checkpoint/")?;
                    let (decision, root) = (id(decision)?, checkpoint.parse::<Hash>().ok()?);
                    // The one spelling of a digest.
                    (root.to_string() == checkpoint).then_some(Subject::Decision {
                        release,
                        decision,
                        checkpoint: root,
                    })
                }
                ("build", build) => Some(Subject::Build { release, build: id(build)? }),
                ("assessment", assessment) => Some(Subject::Assessment { release, assessment: id(assessment)? }),
                ("unit", unit) => of_unit(Holder::Release { release }, unit),
                _ => None,
            }
        }
        "assessment" => of_assessment(rest),
        "build" => {
            let (build, rest) = rest.split_once('/')?;
            Some(Subject::Difference { build: id(build)?, former: id(rest.strip_prefix("former/")?)? })
        }
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
    for platform in Platform::ALL {
        if let Some(over) = rest.strip_prefix(platform.as_str()).and_then(|rest| rest.strip_prefix('/')) {
            return of_waiver(assessment, platform, over);
        }
    }
    if let Some(rest) = rest.strip_prefix("sign-off/") {
        let (sign_off, checkpoint) = rest.split_once("/checkpoint/")?;
        return Some(Subject::SignOff { assessment, sign_off: id(sign_off)?, checkpoint: checkpoint.parse().ok()? });
    }
    if let Some(rest) = rest.strip_prefix("report/") {
        let (report, checkpoint) = rest.split_once("/checkpoint/")?;
        let (report, root) = (id(report)?, checkpoint.parse::<Hash>().ok()?);
        // The one spelling of a digest.
        return (root.to_string() == checkpoint).then_some(Subject::Report { assessment, report, checkpoint: root });
    }
    let Some((build, rest)) = rest.strip_prefix("build/")?.split_once('/') else {
        let build = id(rest.strip_prefix("build/")?)?;
        return Holder::shared_kind(assessment).is_none().then_some(Subject::WholeBuild { assessment, build });
    };
    let build = id(build)?;
    if let Some(group) = rest.strip_prefix("group/") {
        let plain = !group.is_empty() && !group.contains('/');
        return plain.then(|| Subject::Group { assessment, build, group: group.to_owned() });
    }
    if let Some(control) = rest.strip_prefix("control/") {
        let plain = !control.is_empty() && !control.contains('/');
        return plain.then(|| Subject::Control { assessment, build, control: control.to_owned() });
    }
    let unit = rest.strip_prefix("unit/")?;
    // No assessment has an id that stands for a shared subject.
    if Holder::shared_kind(assessment).is_some() { None } else { of_unit(Holder::Build { assessment, build }, unit) }
}

/// A finding, what is said of it on a build, or a waiver over it.
fn of_finding(app: Uuid, rest: &str) -> Option<Subject> {
    let Some((finding, rest)) = rest.split_once('/') else {
        return Some(Subject::Finding { app, finding: id(rest)? });
    };
    let finding = id(finding)?;
    match rest.split_once('/')? {
        ("build", build) => Some(Subject::FindingBuild { app, finding, build: id(build)? }),
        ("waiver", waiver) => Some(Subject::Waiver { over: Waived::Finding { app, finding }, waiver: id(waiver)? }),
        _ => None,
    }
}

/// What a comment that is on no unit is about.
pub(super) fn topic(path: &str) -> Option<Topic> {
    // None of these holds a comment: there is no way back to here.
    if path.contains("/comment/") {
        return None;
    }
    match read(path)? {
        Subject::App(app) => Some(Topic::App(app)),
        Subject::Release { app, release } => Some(Topic::Release { app, release }),
        Subject::Build { release, build } => Some(Topic::Build { release, build }),
        Subject::Assessment { release, assessment } => Some(Topic::Assessment { release, assessment }),
        Subject::Control { assessment, build, control } => Some(Topic::Control { assessment, build, control }),
        Subject::Finding { app, finding } => Some(Topic::Finding { app, finding }),
        Subject::Evidence { place, evidence } => Some(Topic::Evidence { place, evidence }),
        _ => None,
    }
}

/// A waiver over a control or unit of an assessment on a platform.
fn of_waiver(assessment: Uuid, platform: Platform, rest: &str) -> Option<Subject> {
    // A unit id may hold one `/` itself, so the waiver is taken from the end.
    let (over, waiver) = rest.rsplit_once('/')?;
    let (waiver, (kind, item)) = (id(waiver)?, over.strip_suffix("/waiver")?.split_once('/')?);
    let over = match kind {
        "control" if !item.is_empty() && !item.contains('/') => {
            Waived::Control { assessment, platform, control: item.to_owned() }
        }
        "unit" => Waived::Unit { assessment, platform, unit: item.parse().ok()? },
        _ => return None,
    };
    Some(Subject::Waiver { over, waiver })
}

/// A unit of a holder, or a piece of evidence or a comment there.
fn of_unit(holder: Holder, rest: &str) -> Option<Subject> {
    // A unit id may hold one `/` itself, so what follows it is taken from the end.
    let item = |word: &str| {
        let (before, item) = rest.rsplit_once('/')?;
        Some((before.strip_suffix(word)?.strip_suffix('/')?, id(item)?))
    };
    let place = |unit: &str| Some(Place { holder, unit: unit.parse().ok()? });
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
