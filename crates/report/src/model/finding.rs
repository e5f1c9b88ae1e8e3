//! Findings, waivers and sign-offs.

use serde::{Deserialize, Serialize};

use super::{RichText, Stamp};

/// A finding of the app, as it stands for this assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// For links, such as `finding-2`.
    pub anchor: String,
    /// Counted from 1, the worst first; printed as F-2.
    pub number: u32,
    /// The finding's id in the workspace.
    pub id: String,
    /// A line; empty where the words were redacted.
    pub title: String,
    /// Whether the words were redacted.
    pub redacted: bool,
    /// `critical`, `high`, `medium`, `low` or `info`.
    pub severity: String,
    /// The CVSS 4.0 vector; none where the severity was chosen.
    pub vector: Option<String>,
    /// Its score, such as `8.7`.
    pub score: Option<String>,
    /// `open`, `waived`, `fixed` or `withdrawn`.
    pub state: String,
    /// Whether two people say different things of it without knowing of each other.
    pub disputed: bool,
    /// Whether its due date is past while it is open or waived.
    pub overdue: bool,
    /// What it is and what it leads to.
    pub description: RichText,
    /// How to see it.
    pub steps: RichText,
    /// What mends it.
    pub remedy: RichText,
    /// Who sees to it; may be empty.
    pub owner: String,
    /// The day by which it should be mended.
    pub due: Option<String>,
    /// The address of a ticket.
    pub ticket: Option<String>,
    /// Such as `CWE-312`.
    pub cwe: Vec<String>,
    /// Weaknesses of the units that showed it, such as `MASWE-0018`.
    pub weaknesses: Vec<String>,
    /// The builds on which something was stated of it, newest first.
    pub builds: Vec<FindingBuild>,
    /// Numbers of the evidence of the units that showed it, ascending.
    pub evidence: Vec<u32>,
    /// Anchors of the waivers over it.
    pub waivers: Vec<String>,
    /// Why it was withdrawn, where it was.
    pub withdrawn_because: Option<String>,
    /// Who opened it.
    pub opened: Stamp,
}

/// What was stated of a finding on a build.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingBuild {
    /// The build's anchor; empty where it is none of the report's.
    pub build: String,
    /// Platform and version, such as `Android 4.2.0 (4210)`.
    pub name: String,
    /// The name of its release.
    pub release: String,
    /// `affected`, `still_there` or `fixed`.
    pub state: String,
    /// Whether two people differ about it.
    pub disputed: bool,
    /// The note of a retest.
    pub note: RichText,
    /// The units that showed it, as far as the report has them.
    pub units: Vec<FindingUnit>,
    /// Who said so last.
    pub stated: Stamp,
}

/// A unit that showed a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingUnit {
    /// The unit's anchor.
    pub unit: String,
    /// What people call it.
    pub label: String,
}

/// How many findings of a severity stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    /// As in [`Finding::severity`].
    pub severity: String,
    /// Nobody says that it is gone, and nobody accepts it.
    pub open: u32,
    /// Accepted by a waiver in force.
    pub waived: u32,
    /// Gone by a retest.
    pub fixed: u32,
}

/// A waiver: somebody accepts a risk until a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// For links, such as `waiver-1`.
    pub anchor: String,
    /// Counted from 1; printed as W-1.
    pub number: u32,
    /// The waiver's id in the workspace.
    pub id: String,
    /// `finding`, `control` or `unit`.
    pub over: String,
    /// The finding's title, the control or the unit.
    pub words: String,
    /// The finding's anchor, where the report has it.
    pub finding: Option<String>,
    /// The platform, over a control or a unit; empty over a finding.
    pub platform: String,
    /// `in_force`, `expired`, `outgrown`, `barred` or `withdrawn`.
    pub standing: String,
    /// That in a sentence.
    pub sentence: String,
    /// The severity that was accepted; none over a control or a unit.
    pub severity: Option<String>,
    /// Its last day.
    pub until: String,
    /// Who accepts the risk; empty where it was redacted.
    pub approver: String,
    /// In which role.
    pub role: String,
    /// Why it is acceptable.
    pub reason: String,
    /// What has to hold meanwhile.
    pub conditions: String,
    /// Who sees to that; may be empty.
    #[serde(default)]
    pub conditions_by: String,
    /// Until which day.
    #[serde(default)]
    pub conditions_due: Option<String>,
    /// Whether approver, role, reason and conditions were redacted.
    pub redacted: bool,
    /// Why it was withdrawn, where it was.
    pub withdrawn_because: Option<String>,
    /// Who granted it here.
    pub granted: Stamp,
}

/// Somebody answers for the assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// `tester`, `reviewer`, `approver` or `customer`.
    pub role: String,
    /// What is signed, in the signer's words; none where it was redacted.
    pub statement: Option<String>,
    /// The root of the checkpoint that is signed.
    pub checkpoint: String,
    /// How many entries of the ledger it covers.
    pub entries: u64,
    /// Who gave it.
    pub given: Stamp,
    /// The public key of the device that it was stated on.
    pub device: String,
    /// Others who signed from the same key: that they are several people proves little.
    pub same_device_as: Vec<String>,
    /// Who withdrew it, where somebody did.
    pub withdrawn: Option<Stamp>,
    /// How many later statements bear on what was signed.
    pub later: u64,
}
