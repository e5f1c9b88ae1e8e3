//! What is stated of findings and waivers: bodies, and the result codes that hold what a gate rests on.

use assay_ledger::Hash;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::view::{FindingPlace, FindingText, RetestOutcome, Severity, WaiverText};

/// Body of `finding.opened` and `finding.changed`: the whole of what is said, so that one statement shows it.
pub type FindingStated = FindingText;

/// Body of `finding.withdrawn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingWithdrawn {
    /// Why it is none.
    pub reason: String,
}

/// Body of `finding.affects`: no words, so it is never erased.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingAffects {
    /// The units that showed it on this build, beside those that earlier statements name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<FindingPlace>,
}

/// Body of `finding.retested`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRetested {
    /// What was done and seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The entry of the result that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Hash>,
}

/// Body of `finding.taken_back` and `waiver.taken_back`. The words stay where they were stated, so that a redaction there
/// reaches this too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// The entry whose words stand again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<Hash>,
}

/// Body of `waiver.granted`.
pub type WaiverGranted = WaiverText;

/// Body of `waiver.withdrawn`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverWithdrawn {
    /// Why.
    pub reason: String,
}

/// The result code of a statement about a finding itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FindingCode {
    /// Nobody says anything any more: opening it was undone.
    None,
    /// It is none.
    Withdrawn,
    /// It is one, of this severity.
    Stands(Severity),
}

/// The result code of a statement about a finding on a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BuildCode {
    /// Nobody says anything any more.
    None,
    /// Looked for again, and not there.
    Fixed,
    /// Seen.
    Affected,
    /// Looked for again, and there.
    StillThere,
}

/// The result code of a statement about a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WaiverCode {
    /// Nobody says anything any more: granting it was undone.
    None,
    /// The risk is accepted no longer.
    Withdrawn,
    /// `high-until-2026-12-31` over a finding, `fail-until-2026-12-31` over a control or a unit.
    Granted {
        /// The severity that was accepted; none over a control or a unit.
        severity: Option<Severity>,
        /// The last day.
        until: Date,
    },
}

const NONE: &str = "none";
const WITHDRAWN: &str = "withdrawn";

impl FindingCode {
    /// The code in entries.
    pub fn code(self) -> &'static str {
        match self {
            FindingCode::None => NONE,
            FindingCode::Withdrawn => WITHDRAWN,
            FindingCode::Stands(severity) => severity.as_str(),
        }
    }

    /// From the code in entries.
    pub fn of_code(code: &str) -> Option<FindingCode> {
        match code {
            NONE => Some(FindingCode::None),
            WITHDRAWN => Some(FindingCode::Withdrawn),
            level => Severity::of_word(level).map(FindingCode::Stands),
        }
    }
}

impl BuildCode {
    const ALL: [(BuildCode, &str); 4] = [
        (BuildCode::None, NONE),
        (BuildCode::Fixed, "fixed"),
        (BuildCode::Affected, "affected"),
        (BuildCode::StillThere, "still_there"),
    ];

    /// The code in entries.
    pub fn code(self) -> &'static str {
        BuildCode::ALL.into_iter().find(|(it, _)| *it == self).map_or(NONE, |(_, code)| code)
    }

    /// From the code in entries.
    pub fn of_code(code: &str) -> Option<BuildCode> {
        BuildCode::ALL.into_iter().find(|(_, its)| *its == code).map(|(it, _)| it)
    }

    /// What a retest says.
    pub fn of_outcome(outcome: RetestOutcome) -> BuildCode {
        match outcome {
            RetestOutcome::Fixed => BuildCode::Fixed,
            RetestOutcome::StillThere => BuildCode::StillThere,
        }
    }
}

impl WaiverCode {
    /// The code in entries.
    pub fn code(self) -> String {
        match self {
            WaiverCode::None => NONE.to_owned(),
            WaiverCode::Withdrawn => WITHDRAWN.to_owned(),
            WaiverCode::Granted { severity, until } => {
                format!("{}-until-{until}", severity.map_or("fail", Severity::as_str))
            }
        }
    }

    /// From the code in entries.
    pub fn of_code(code: &str) -> Option<WaiverCode> {
        match code {
            NONE => Some(WaiverCode::None),
            WITHDRAWN => Some(WaiverCode::Withdrawn),
            granted => {
                let (over, until) = granted.split_once("-until-")?;
                let severity = match over {
                    "fail" => None,
                    level => Some(Severity::of_word(level)?),
                };
                let date: Date = until.parse().ok()?;
                // One spelling of each day.
                (date.to_string() == until).then_some(WaiverCode::Granted { severity, until: date })
            }
        }
    }
}
