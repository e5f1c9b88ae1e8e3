//! Everything a template may print, as plain data.
//!
//! The data is complete: a template adds wording and layout, never facts. Counts are counted here, so that no template
//! can count otherwise. `templates/README.md` describes the same shapes for people who write templates; change both.
//!
//! Times are RFC 3339 in UTC (`2026-11-22T08:00:00Z`), days are ISO dates (`2026-11-22`), digests lower-case hex.
//! Anchors are names for links inside the document: unique, ASCII letters, digits and hyphens.

mod asks;
mod board;
mod crosswalk;
mod document;
mod evidence;
mod finding;
mod identity;
mod ledger;
mod method;
mod readiness;
mod result;
mod summary;
mod text;
mod unit;
mod verdict;

use serde::{Deserialize, Serialize};

pub use asks::*;
pub use board::*;
pub use crosswalk::*;
pub use document::*;
pub use evidence::*;
pub use finding::*;
pub use identity::*;
pub use ledger::*;
pub use method::*;
pub use readiness::*;
pub use result::*;
pub use summary::*;
pub use text::*;
pub use unit::*;
pub use verdict::*;

/// The version of this data format. It goes up whenever a template of the former version could go wrong.
pub const FORMAT: u32 = 1;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportData {
    /// What the file itself is called and known by.
    pub document: Document,
    /// What was assessed, by whom and when: the first page.
    pub cover: Cover,
    /// What the assessment is done under.
    pub engagement: Engagement,
    /// The builds that were tested, in the order of all tables. Others refer to them by [`Build::anchor`].
    pub builds: Vec<Build>,
    /// How it was measured, and what that leaves out.
    pub method: Method,
    /// The whole in numbers and sentences.
    pub summary: Summary,
    /// What the release gate says, and what was decided.
    pub readiness: Readiness,
    /// Verdicts by group and control, in MASVS order.
    pub groups: Vec<Group>,
    /// Every unit that the profile asks for, or that was answered, in MASVS order, each once.
    pub units: Vec<Unit>,
    /// Every piece of evidence, numbered from 1 in the order of the units that use it.
    pub evidence: Vec<Evidence>,
    /// Findings of the app up to this release, the worst first.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// Waivers over the findings and over what failed, newest first.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
    /// Who answers for the assessment, oldest first.
    #[serde(default)]
    pub sign_offs: Vec<SignOff>,
    /// The clauses that the profile cites, by source.
    #[serde(default)]
    pub crosswalk: Vec<CrosswalkSource>,
    /// The catalogues that the assessment is pinned to.
    pub catalogues: Vec<Catalogue>,
    /// Sentences that must be printed: whom the standards come from, and that nothing here is a certification.
    pub attribution: Vec<Said>,
    /// Where the record stood when the report was made.
    pub ledger: Ledger,
}
