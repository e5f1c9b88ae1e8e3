//! What can be wrong with a profile file, with the place and what would be right.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of problem it is; its word is the stable code, as in `profile.unknown_id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileProblemCode {
    /// No YAML, or more of it than a profile has.
    BadYaml,
    /// The file is no profile of a format that this version reads.
    UnknownFormat,
    /// A key that the format doesn't have.
    UnknownKey,
    /// A key or an item that stands twice.
    Repeated,
    /// A key that has to be there.
    MissingKey,
    /// A value of the wrong shape, or none of the allowed words.
    BadValue,
    /// A number outside of what the parameter allows.
    OutOfBounds,
    /// A reason that says nothing.
    MissingReason,
    /// An id that nothing has.
    UnknownId,
    /// A weakness without its numbering.
    AmbiguousWeakness,
    /// A parameter that nothing has.
    UnknownParameter,
    /// A profile that is not known.
    UnknownProfile,
    /// A profile of this id exists already.
    TakenId,
    /// A profile that extends itself, by whatever way.
    Cycle,
    /// Two extended profiles disagree, or one file says two things, and nothing decides.
    Conflict,
    /// A change that changes nothing, such as relaxing what is not in.
    NothingToChange,
    /// R without L1 or L2.
    ResilienceAlone,
    /// Nothing is in.
    Empty,
    /// A line that is right and changes nothing: a warning.
    DoesNothing,
    /// A gate or a review that asks for less than what the file extends: a warning.
    Loosens,
    /// A source of citations that nobody here knows: a warning.
    UnknownSource,
}

impl ProfileProblemCode {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::BadYaml => "profile.bad_yaml",
            Self::UnknownFormat => "profile.unknown_format",
            Self::UnknownKey => "profile.unknown_key",
            Self::Repeated => "profile.repeated",
            Self::MissingKey => "profile.missing_key",
            Self::BadValue => "profile.bad_value",
            Self::OutOfBounds => "profile.out_of_bounds",
            Self::MissingReason => "profile.missing_reason",
            Self::UnknownId => "profile.unknown_id",
            Self::AmbiguousWeakness => "profile.ambiguous_weakness",
            Self::UnknownParameter => "profile.unknown_parameter",
            Self::UnknownProfile => "profile.unknown_profile",
            Self::TakenId => "profile.taken_id",
            Self::Cycle => "profile.cycle",
            Self::Conflict => "profile.conflict",
            Self::NothingToChange => "profile.nothing_to_change",
            Self::ResilienceAlone => "profile.resilience_alone",
            Self::Empty => "profile.empty",
            Self::DoesNothing => "profile.does_nothing",
            Self::Loosens => "profile.loosens",
            Self::UnknownSource => "profile.unknown_source",
        }
    }
}

/// One problem of a profile file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileProblem {
    /// What kind it is.
    pub code: ProfileProblemCode,
    /// The file as it was named.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1 in characters.
    pub column: u32,
    /// The key, with those around it: `gate.require`, `exclude[2].because`; empty for the file as a whole.
    pub key: String,
    /// One sentence.
    pub message: String,
    /// What is allowed, or what to do; one sentence.
    pub hint: String,
}

/// As compilers say it: `file:line:column: key: message hint`.
impl fmt::Display for ProfileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What was named and is no file has no place in one.
        if !self.file.is_empty() {
            write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        }
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        write!(f, "{} {}", self.message, self.hint)
    }
}
