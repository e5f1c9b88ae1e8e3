//! All checks of a report, in the order in which they are said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::check::{Check, Outcome};
use crate::evidence::Digests;
use crate::pdf::{Attached, Pdf};
use crate::printed::printed;
use crate::record::{self, Proof, Record};
use crate::sign::check;
use crate::volume::Volume;
use crate::{ASSESSMENT, PROOF, ProofError, canonical, derived, manifest};

/// What a report is held against, beyond itself.
#[derive(Debug, Default)]
pub struct Against<'a> {
    /// The bytes of an earlier report of the same workspace.
    pub earlier: Option<&'a [u8]>,
    /// Evidence at hand.
    pub evidence: Option<&'a Digests>,
    /// SHA-256 of certificates that are known, hex.
    pub known: Vec<String>,
}

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportVerification")]
pub struct Verification {
    /// Whether no check failed.
    pub sound: bool,
    /// The answer in a sentence.
    pub answer: String,
    /// SHA-256 of the file, hex.
    pub sha256: String,
    /// What the report says that it is; none where it can't be read.
    pub about: Option<About>,
    /// The checks.
    pub checks: Vec<Check>,
}

/// What a report says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportIdentity")]
pub struct About {
    /// The report's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The date of the document.
    pub created: String,
}

/// Checks a report.
///
/// # Errors
/// `verify.unreadable`, of the file itself. An earlier report that can't be read is a check that fails.
pub fn verify(file: &[u8], against: &Against<'_>) -> Result<Verification, ProofError> {
    let pdf = Pdf::read(file)?;
    let mut checks = Vec::new();
    let mut about = None;
    check::signatures(&pdf, file, &against.known, &mut checks);
    match report(&pdf) {
        Err(check) => checks.push(check),
        Ok(report) => {
            about = Some(report.about());
            checks.push(printed(&pdf, &report.data));
            report.check(against, &mut checks);
        }
    }
    let failed: Vec<&Check> = checks.iter().filter(|check| check.outcome == Outcome::Fails).collect();
    let answer = match failed.as_slice() {
        [] if checks.iter().any(|check| check.id == "signature.holds") => {
            "This report is what was signed, and nothing in it contradicts itself.".to_owned()
        }
        [] => "Nothing in this report contradicts itself. It is not signed.".to_owned(),
        [one] => format!("This report is not what it says: {}", one.sentence),
        [first, rest @ ..] => {
            format!("This report is not what it says, in {} ways. First: {}", rest.len() + 1, first.sentence)
        }
    };
    let sha256 = hex::encode(Sha256::digest(file));
    Ok(Verification { sound: failed.is_empty(), answer, sha256, about, checks })
}

/// The data of a report, out of its file. It is not checked: [`verify`] does that.
///
/// # Errors
/// `verify.unreadable`, `verify.no_data`.
pub fn data(file: &[u8]) -> Result<Value, ProofError> {
    let attached = Pdf::read(file)?.attached()?;
    let data = attached.get(ASSESSMENT).and_then(|it| serde_json::from_slice(&it.bytes).ok());
    data.ok_or(ProofError::NoData)
}

/// A report's data and proof, out of the file.
struct Report {
    attached: BTreeMap<String, Attached>,
    data: Value,
    proof: Proof,
}

fn report(pdf: &Pdf) -> Result<Report, Check> {
    let id = "attachments.present";
    let attached = pdf.attached().map_err(|error| Check::fails(id, error.to_string()))?;
    let absent = |name: &str| {
        Check::fails(id, format!("This is no report of Assay, or one without its data: {name} is not attached."))
    };
    let read = |name: &str| -> Result<&[u8], Check> { Ok(&attached.get(name).ok_or_else(|| absent(name))?.bytes) };
    let malformed = |name: &str| Check::fails(id, format!("The attached {name} can't be read."));
    let data: Value = serde_json::from_slice(read(ASSESSMENT)?).map_err(|_| malformed(ASSESSMENT))?;
    let proof: Proof = serde_json::from_slice(read(PROOF)?).map_err(|_| malformed(PROOF))?;
    Ok(Report { attached, data, proof })
}

impl Report {
    fn about(&self) -> About {
        let said = |name: &str| self.data["document"][name].as_str().unwrap_or_default().to_owned();
        About { id: said("id"), title: said("title"), created: said("created") }
    }

    fn check(&self, against: &Against<'_>, checks: &mut Vec<Check>) {
        checks.push(self.derived());
        checks.extend(Volume::read(&self.data).map(|read| read.map_or_else(|check| check, |it| it.named(&self.data))));
        match Record::read(&self.proof) {
            Err(check) => checks.push(check),
            Ok(record) => checks.extend([
                record.checkpoint(&self.data),
                record.inclusion(&self.data),
                record.headers(&self.data),
                record.results(&self.data),
                record.complete(&self.data),
            ]),
        }
        checks.push(self.evidence(against.evidence));
        if let Some(earlier) = against.earlier {
            checks.push(
                match Pdf::read(earlier)
                    .map_err(|error| Check::fails("earlier.consistent", format!("The earlier report: {error}")))
                    .and_then(|pdf| report(&pdf))
                {
                    Ok(earlier) => record::earlier(&self.proof, &earlier.proof),
                    Err(check) => Check { id: "earlier.consistent".to_owned(), ..check },
                },
            );
        }
    }

    /// That the attachments are in the one canonical form, and that those that follow from the data do.
    fn derived(&self) -> Check {
        let id = "attachments.agree";
        let fault = || Check::fails(id, "The attached data can't be written in canonical form.");
        match canonical::report_id(&self.data) {
            Ok(computed) if self.data["document"]["id"] == computed => {}
            Ok(_) => return Check::fails(id, "The attached data is not what the report's id was made of."),
            Err(_) => return fault(),
        }
        let Ok(derived) = derived(&self.data) else { return fault() };
        let Ok(proof) = canonical::to_vec(&self.proof) else { return fault() };
        for (name, expected) in derived.iter().map(|(name, bytes)| (*name, bytes)).chain([(PROOF, &proof)]) {
            match self.attached.get(name) {
                None => return Check::fails(id, format!("{name} is not attached.")),
                Some(attached) if attached.bytes != *expected => {
                    return Check::fails(
                        id,
                        format!("The attached {name} is not what follows from the attached data."),
                    );
                }
                Some(_) => {}
            }
        }
        let details = self.attached.iter().map(|(name, attached)| {
            format!("{name}: {} bytes, SHA-256 {}", attached.bytes.len(), hex::encode(Sha256::digest(&attached.bytes)))
        });
        Check::holds(id, format!("{} attachments agree with each other.", self.attached.len())).with_all(details)
    }

    /// The evidence that is attached, and that is at hand.
    fn evidence(&self, at_hand: Option<&Digests>) -> Check {
        let id = "evidence.digests";
        let inside: BTreeMap<&str, String> = self
            .attached
            .iter()
            .filter(|(name, _)| name.starts_with(EVIDENCE_PREFIX))
            .map(|(name, attached)| (name.as_str(), hex::encode(Sha256::digest(&attached.bytes))))
            .collect();
        let named: Vec<(u64, &str, &str)> = manifest::files(&self.data).collect();
        for (name, digest) in &inside {
            if !named
                .iter()
                .any(|(number, _, sha256)| sha256 == digest && name.starts_with(&format!("{EVIDENCE_PREFIX}{number}-")))
            {
                return Check::fails(id, format!("The attached {name} is not the file that the manifest names."));
            }
        }
        let here =
            |digest: &str| inside.values().any(|it| it == digest) || at_hand.is_some_and(|it| it.contains_key(digest));
        // An original with a blacked-out copy is kept by the assessors: nobody else is expected to have it.
        let withheld = |number: u64| {
            let pieces = self.data["evidence"].as_array().into_iter().flatten();
            pieces.filter(|it| it["number"] == number).any(|it| it["content"]["withheld"] == true)
        };
        let missing: Vec<&(u64, &str, &str)> =
            named.iter().filter(|(number, _, digest)| !here(digest) && !withheld(*number)).collect();
        let details = missing.iter().map(|(number, name, digest)| format!("E-{number} {name}: {digest}"));
        if missing.is_empty() {
            let sentence = match named.len() {
                0 => "The report names no file as evidence.".to_owned(),
                1 => "The one file that the report names as evidence is here, byte by byte.".to_owned(),
                many => format!("All {many} files that the report names as evidence are here, byte by byte."),
            };
            return Check::holds(id, sentence);
        }
        let sentence =
            format!("{} of {} files that the report names as evidence are not here.", missing.len(), named.len());
        if at_hand.is_some() {
            Check::fails(id, sentence).with_all(details)
        } else {
            Check::open(id, format!("{sentence} Give the folder that holds them to check them."))
        }
    }
}

/// How the names of attached evidence begin; the number and the file's name follow.
pub const EVIDENCE_PREFIX: &str = "E-";
