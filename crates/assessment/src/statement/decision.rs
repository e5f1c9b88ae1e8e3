//! What is planned and decided of a release. What has to survive a redaction is in the result codes and in the subject of
//! a decision, which names the checkpoint; its words can be erased.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view::DecisionChoice;

/// Result code of `release.planned`: the day on which a release is due, or `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanCode(pub Option<Date>);

impl fmt::Display for PlanCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(due) => due.fmt(formatter),
            None => formatter.write_str("none"),
        }
    }
}

impl FromStr for PlanCode {
    type Err = NoCode;

    fn from_str(code: &str) -> Result<PlanCode, NoCode> {
        if code == "none" {
            return Ok(PlanCode(None));
        }
        let due: Date = code.parse().map_err(|_| NoCode)?;
        // The one spelling of a day.
        if due.to_string() == code { Ok(PlanCode(Some(due))) } else { Err(NoCode) }
    }
}

/// Result code of `decision.made`: `go`, `conditional` or `hold`, and `_over_closed_gate` after it where the gate was
/// closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionCode {
    /// What was decided.
    pub choice: DecisionChoice,
    /// Whether the gate was closed at the time.
    pub gate_closed: bool,
}

const CLOSED: &str = "_over_closed_gate";

impl fmt::Display for DecisionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.choice {
            DecisionChoice::Go => "go",
            DecisionChoice::Conditional => "conditional",
            DecisionChoice::Hold => "hold",
        };
        write!(formatter, "{word}{}", if self.gate_closed { CLOSED } else { "" })
    }
}

impl FromStr for DecisionCode {
    type Err = NoCode;

    fn from_str(code: &str) -> Result<DecisionCode, NoCode> {
        let (word, gate_closed) = code.strip_suffix(CLOSED).map_or((code, false), |word| (word, true));
        let choice = match word {
            "go" => DecisionChoice::Go,
            "conditional" => DecisionChoice::Conditional,
            "hold" => DecisionChoice::Hold,
            _ => return Err(NoCode),
        };
        Ok(DecisionCode { choice, gate_closed })
    }
}

/// The code is none of those that this program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoCode;

/// Body of `decision.made`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionMade {
    /// In which role it was decided; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// What has to be done, for a conditional one.
    #[serde(default)]
    pub conditions: String,
    /// What the gates said.
    #[serde(default)]
    pub gates: Vec<GateSeen>,
}

/// What a gate said when it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateSeen {
    /// The assessment.
    pub assessment: Uuid,
    /// Whether it was open.
    pub ready: bool,
    /// In words.
    pub sentence: String,
}
