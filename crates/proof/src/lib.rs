//! What makes a report checkable by somebody who does not trust whoever made it: what is attached to it ([`manifest`],
//! [`oscal`], [`record`]), signatures ([`sign`]), and the checks ([`verify`]), which need the file alone: no workspace and no network.
//!
//! Every attachment but the proof follows from the data (`assessment.json`), and is made again when a report is checked.
//! To attach something else, add a function of the data here, list it in [`derived`], and say it in `docs/FORMATS.md`.
//! To check something else, add a [`Check`] to [`verify()`]: a check has an id that stays, and a sentence.

pub mod canonical;
mod check;
mod error;
pub mod evidence;
pub mod manifest;
pub mod oscal;
mod pdf;
mod printed;
pub mod record;
pub mod sign;
mod verify;
mod volume;

pub use check::{Check, Outcome};
pub use error::ProofError;
pub use pdf::Attached;
pub use printed::Pages;
pub use record::Proof;
pub use verify::{About, Against, EVIDENCE_PREFIX, Verification, data, verify, verify_all};

use serde_json::Value;

/// The report's data.
pub const ASSESSMENT: &str = "assessment.json";
/// The data of a board, which is no report: nothing else is attached to one.
pub const BOARD: &str = "board.json";
/// The same as OSCAL.
pub const OSCAL: &str = "oscal-assessment-results.json";
/// The evidence by digest.
pub const EVIDENCE: &str = "evidence.json";
/// The part of the ledger that the report rests on.
pub const PROOF: &str = "proof.json";

/// The attachments that follow from the data, by name, in canonical form.
///
/// # Errors
/// As [`canonical::to_vec`].
pub fn derived(data: &Value) -> serde_json::Result<[(&'static str, Vec<u8>); 3]> {
    Ok([
        (ASSESSMENT, canonical::to_vec(data)?),
        (OSCAL, canonical::to_vec(&oscal::assessment_results(data))?),
        (EVIDENCE, canonical::to_vec(&manifest::manifest(data))?),
    ])
}
