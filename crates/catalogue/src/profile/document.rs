//! A profile file as it was parsed: what it says, and on which line.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Answers, Condition, ProfileProblem, WeaknessRef};

/// A value and where it stands in its file; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct At<T> {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
    /// What stands there.
    pub value: T,
}

/// Something that a profile names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "id")]
pub enum ProfileItem {
    /// A requirement, `FIN-2.1`; in a file also a group of them, `FIN-2` or `BASE-DATA`, which a tailoring spreads.
    Requirement(String),
    /// A control of MASVS and what counts under it: `MASVS-NETWORK-2`.
    Control(String),
    /// A weakness: `MASWE-0018@maswe-1`.
    Weakness(WeaknessRef),
    /// A test: `MASTG-TEST-0235`.
    Test(String),
}

/// As files spell it.
impl fmt::Display for ProfileItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileItem::Requirement(id) | ProfileItem::Control(id) | ProfileItem::Test(id) => f.write_str(id),
            ProfileItem::Weakness(weakness) => write!(f, "{}@{}", weakness.id, weakness.scheme),
        }
    }
}

/// A row of `include`, `exclude`, `require` or `relax`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemChange {
    /// What it is about.
    pub item: At<ProfileItem>,
    /// Why, in the author's words; only `include` may leave it empty.
    pub because: String,
}

/// A row of `parameters`: `FIN-2.1.idle-minutes: 5`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ParameterValue {
    /// The requirement.
    pub requirement: String,
    /// The parameter's key within it.
    pub key: At<String>,
    /// The value.
    pub value: u32,
}

/// A row of `not_applicable`: where the condition holds, the items are proposed as not applicable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotApplicable {
    /// The condition.
    pub when: At<Condition>,
    /// What it concerns.
    pub items: Vec<At<ProfileItem>>,
    /// Why, in the author's words.
    pub because: String,
}

impl NotApplicable {
    /// Whether the answers make it so; an unanswered question proposes nothing.
    pub fn holds(&self, answers: &Answers) -> bool {
        self.when.value.holds(answers) == Some(true)
    }
}

/// A row of `evidence`: what the author expects to see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EvidenceExpectation {
    /// What it concerns.
    pub items: Vec<At<ProfileItem>>,
    /// What is expected, in the author's words.
    pub expect: String,
}

/// A row of `citations`: a clause of the author's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnCitation {
    /// The key of a source that ships, or the author's own name of one.
    pub source: At<String>,
    /// The clause.
    pub clause: String,
    /// What it concerns.
    pub items: Vec<At<ProfileItem>>,
}

/// One thing that a release gate asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum GateRule {
    /// Every required unit has a result.
    Decided,
    /// No required control fails, but where a waiver accepts it.
    NoFailedRequired,
    /// Every result rests on evidence; what does not apply rests on its justification.
    Evidence,
    /// Where evidence is expected, there is some.
    ExpectedEvidence,
    /// Every result was approved by a second person.
    Approved,
    /// No result is disputed.
    NothingDisputed,
    /// No result is stale.
    NothingStale,
    /// No required control is inconclusive.
    NothingInconclusive,
}

impl GateRule {
    /// The word that files write.
    pub fn word(self) -> &'static str {
        word_of(super::parse::GATE_RULES, self)
    }
}

/// The word of a value in a table of the format.
fn word_of<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, one)| *one == value).map_or("", |(word, _)| word)
}

/// The severity of a finding, as far as a gate needs it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FindingSeverity {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Critical.
    Critical,
}

impl FindingSeverity {
    /// The word that files write.
    pub fn word(self) -> &'static str {
        word_of(super::parse::SEVERITIES, self)
    }
}

/// What has to hold before a release may ship.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gate {
    /// What it asks for, in the order of [`GateRule`].
    pub require: Vec<GateRule>,
    /// Open findings have to be below this; none where it says nothing.
    pub findings_below: Option<FindingSeverity>,
    /// What no waiver may let through.
    pub not_waivable: Vec<ProfileItem>,
}

impl Gate {
    /// What is asked for where a profile says nothing, as plain MAS levels do.
    pub fn usual() -> Gate {
        Gate {
            require: vec![
                GateRule::Decided,
                GateRule::NoFailedRequired,
                GateRule::NothingDisputed,
                GateRule::NothingStale,
                GateRule::NothingInconclusive,
            ],
            findings_below: Some(FindingSeverity::High),
            not_waivable: Vec::new(),
        }
    }

    /// The gate that counts: this one, or the usual one where it asks for nothing. Nothing is ready because nobody asked.
    #[must_use]
    pub fn or_usual(self) -> Gate {
        if self.require.is_empty() && self.findings_below.is_none() {
            return Gate { not_waivable: self.not_waivable, ..Gate::usual() };
        }
        self
    }

    /// Whether it asks for this.
    pub fn asks(&self, rule: GateRule) -> bool {
        self.require.contains(&rule)
    }
}

/// The gate of one file: what it leaves out is inherited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnGate {
    /// The line of the key `gate`.
    pub line: u32,
    /// Replaces what is inherited.
    pub require: Option<Vec<GateRule>>,
    /// Replaces what is inherited.
    pub findings_below: Option<FindingSeverity>,
    /// Is added to what is inherited.
    pub not_waivable: Vec<At<ProfileItem>>,
}

/// One profile file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileDocument {
    /// What other files and assessments name it by.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for; may be empty.
    pub summary: String,
    /// The file it was read from, as it was named; for messages.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// SHA-256 of the text, line ends as LF, in lower-case hex.
    pub digest: String,
    /// Ids of profiles, and combinations of MAS levels such as `L2+R`.
    pub extends: Vec<At<String>>,
    /// What comes in.
    pub include: Vec<ItemChange>,
    /// What goes out.
    pub exclude: Vec<ItemChange>,
    /// What was optional and is required.
    pub require: Vec<ItemChange>,
    /// What was required and is optional.
    pub relax: Vec<ItemChange>,
    /// Values of parameters.
    pub parameters: Vec<ParameterValue>,
    /// What is proposed as not applicable.
    pub not_applicable: Vec<NotApplicable>,
    /// The release gate.
    pub gate: Option<OwnGate>,
    /// Whether nobody may approve their own answer; none where the file leaves it to what it extends.
    pub four_eyes: Option<At<bool>>,
    /// What evidence is expected.
    pub evidence: Vec<EvidenceExpectation>,
    /// Clauses of the author's own.
    pub citations: Vec<OwnCitation>,
}

impl ProfileDocument {
    /// Where the file's id stands: line and column from 1.
    pub(crate) fn place_of_id(&self) -> (u32, u32) {
        let at = self.text.lines().position(|line| line.starts_with("id:"));
        (at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1), 1)
    }

    /// Whether this very file ships with the program.
    pub fn is_shipped(&self) -> bool {
        crate::ProfileLibrary::shipped().get(&self.id).is_some_and(|shipped| shipped.digest == self.digest)
    }

    /// Reads one file. `file` is how messages name it. Ids are only spelled here; [`crate::Tailoring::resolve`] looks
    /// them up.
    ///
    /// # Errors
    /// Every problem that was found, each with line and column; never an empty list.
    pub fn parse(file: &str, text: &str) -> Result<ProfileDocument, Vec<ProfileProblem>> {
        super::parse::parse(file, text)
    }

    /// Every problem of a text that is no right profile: of its format, and of the ids and profiles that it names. What
    /// follows from it is not judged, for half of it may be missing.
    pub fn problems_of(
        file: &str,
        text: &str,
        library: &crate::ProfileLibrary,
        requirements: &crate::Requirements,
        pinned: &crate::Pinned,
    ) -> Vec<ProfileProblem> {
        let (document, mut problems) = super::parse::read(file, text);
        if let Some(document) = document {
            problems.extend(crate::tailoring::named(document, library, requirements, pinned));
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    }
}
