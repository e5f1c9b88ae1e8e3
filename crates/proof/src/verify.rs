//! All checks of a report, in the order in which they are said.

use std::collections::BTreeMap;

use assay_messages::{for_reader_here, in_words, reader, said};
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
use crate::volume::{self, Given, Volume};
use crate::{ASSESSMENT, BOARD, PROOF, ProofError, canonical, derived, manifest};

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
    /// SHA-256 of the file, hex; empty where several were given.
    pub sha256: String,
    /// What the report says that it is; none where it can't be read.
    pub about: Option<About>,
    /// The checks: where several files were given, those of all together.
    pub checks: Vec<Check>,
    /// The same of each file, where several were given.
    pub volumes: Vec<Verification>,
}

/// What is said of a draft in which nothing is wrong: it was never issued, whoever signed it.
const DRAFT: &str = "Nothing in this report contradicts itself, but it is a draft: it was not issued.";

/// What a report says that it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportIdentity")]
pub struct About {
    /// The report's id.
    pub id: String,
    /// Its number.
    pub number: String,
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
    one(file, against).map(|(verification, ..)| verification)
}

/// Checks several files that are to be the volumes of one report.
///
/// # Errors
/// As [`verify`], of any of them.
pub fn verify_all(files: &[&[u8]], against: &Against<'_>) -> Result<Verification, ProofError> {
    if let [file] = files {
        return verify(file, against);
    }
    let (mut volumes, mut read) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    for file in files {
        let (verification, data, signers) = one(file, against)?;
        volumes.push(verification);
        read.push((data, signers));
    }
    let given: Vec<Given<'_>> = read.iter().map(|(data, signers)| Given { data: data.as_ref(), signers }).collect();
    let checks = volume::set(&given);
    let failed = checks.iter().find(|check| check.outcome == Outcome::Fails);
    let unsound: Vec<&Verification> = volumes.iter().filter(|it| !it.sound).collect();
    let complete = checks.iter().find(|check| check.id == "set.complete");
    let answer = match (failed, unsound.as_slice(), complete) {
        (Some(check), ..) => {
            said!("This report is not what it says, or not whole: {sentence}", sentence = check.sentence)
        }
        (None, [volume, ..], _) => {
            let number = volume.about.as_ref().map(|it| it.number.as_str()).unwrap_or_default();
            said!("A volume is not what it says ({number}). {answer}", number, answer = volume.answer)
        }
        (None, [], _) if read.iter().flat_map(|(data, _)| data).any(is_draft) => in_words(DRAFT),
        (None, [], _) if read.iter().all(|(_, signers)| !signers.is_empty()) => {
            said!("These files are one whole report, each is what was signed, and nothing in them contradicts itself.")
        }
        _ => said!("These files are one whole report, and nothing in them contradicts itself. It is not signed."),
    };
    let about = read.iter().find_map(|(data, _)| {
        let document = &data.as_ref()?["document"];
        let volume = &document["volume"];
        let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        volume.is_object().then(|| About {
            id: said(&volume["report"]),
            number: said(&volume["report_number"]),
            title: said(&document["title"]),
            created: said(&document["created"]),
        })
    });
    let sound = failed.is_none() && unsound.is_empty();
    Ok(Verification { sound, answer, sha256: String::new(), about, checks, volumes })
}

/// The checks of one file, with its data and the certificates of its signatures that hold.
fn one(file: &[u8], against: &Against<'_>) -> Result<(Verification, Option<Value>, Vec<String>), ProofError> {
    let pdf = Pdf::read(file)?;
    let mut checks = Vec::new();
    let (mut about, mut data) = (None, None);
    let signers = match report(&pdf) {
        Err(check) => {
            let signers = check::signatures(&pdf, file, &against.known, &mut checks);
            match board(&pdf) {
                Some((board, of_board)) => {
                    about = Some(board);
                    checks.extend(of_board);
                }
                None => checks.push(check),
            }
            signers
        }
        Ok(report) => {
            about = Some(self::about(&report.data));
            // Reading the pages takes as long as all the rest.
            let mut rest = Vec::new();
            let reader = reader();
            let (signers, pages) = std::thread::scope(|scope| {
                let pages = scope.spawn(|| for_reader_here(reader, || printed(&pdf, &report.data)));
                let signers = check::signatures(&pdf, file, &against.known, &mut checks);
                report.check(against, &mut rest);
                (signers, pages.join())
            });
            match pages {
                Ok(pages) => checks.extend(pages),
                Err(_) => checks.push(Check::fails("printed.agrees", "The pages can't be read.")),
            }
            checks.append(&mut rest);
            data = Some(report.data);
            signers
        }
    };
    let failed: Vec<&Check> = checks.iter().filter(|check| check.outcome == Outcome::Fails).collect();
    let answer = match failed.as_slice() {
        [] if data.as_ref().is_some_and(is_draft) => in_words(DRAFT),
        [] if checks.iter().any(|check| check.id == "signature.holds") => {
            said!("This report is what was signed, and nothing in it contradicts itself.")
        }
        [] => said!("Nothing in this report contradicts itself. It is not signed."),
        [one] => said!("This report is not what it says: {sentence}", sentence = one.sentence),
        [first, rest @ ..] => {
            said!(
                "This report is not what it says, in {ways} ways. First: {sentence}",
                ways = rest.len() + 1,
                sentence = first.sentence
            )
        }
    };
    let sha256 = hex::encode(Sha256::digest(file));
    let verification = Verification { sound: failed.is_empty(), answer, sha256, about, checks, volumes: Vec::new() };
    Ok((verification, data, signers))
}

fn is_draft(data: &Value) -> bool {
    data["document"]["draft"] == true
}

/// The data of a report, out of its file or all its volumes, in whatever order. It is not checked: [`verify_all`] does that.
///
/// # Errors
/// `verify.unreadable`, `verify.no_data`, `verify.volume_missing`.
pub fn data(files: &[&[u8]]) -> Result<Value, ProofError> {
    let read = |file: &&[u8]| -> Result<Value, ProofError> {
        let attached = Pdf::read(file)?.attached()?;
        let data = attached.get(ASSESSMENT).and_then(|it| serde_json::from_slice(&it.bytes).ok());
        data.ok_or(ProofError::NoData)
    };
    let mut all = files.iter().map(read).collect::<Result<Vec<Value>, _>>()?;
    match all.as_slice() {
        [one] if Volume::read(one).is_none() => Ok(all.remove(0)),
        _ => {
            all.sort_by_key(|data| data["document"]["volume"]["number"].as_u64());
            let number = all.first().map(|it| &it["document"]["number"]).and_then(Value::as_str);
            let missing = || ProofError::VolumeMissing { number: number.unwrap_or_default().to_owned() };
            volume::merged(&all.iter().collect::<Vec<_>>()).ok_or_else(missing)
        }
    }
}

/// A report's data and proof, out of the file.
struct Report {
    attached: BTreeMap<String, Attached>,
    data: Value,
    proof: Proof,
}

/// What can be checked of a board, which carries its data and no proof; none where the file is none.
fn board(pdf: &Pdf) -> Option<(About, Vec<Check>)> {
    let attached = pdf.attached().ok()?;
    let bytes = attached.get(BOARD).filter(|_| !attached.contains_key(ASSESSMENT)).map(|it| &it.bytes)?;
    let data: Value = serde_json::from_slice(bytes).ok()?;
    let canonical = canonical::to_vec(&data).is_ok_and(|canonical| canonical == *bytes);
    let id = canonical::report_id(&data).is_ok_and(|id| data["document"]["id"] == id);
    let agree = "attachments.agree";
    let alone = attached.keys().all(|name| matches!(name.as_str(), BOARD | crate::printed::WORDS));
    let mut checks = vec![if canonical && id && alone {
        Check::holds(agree, "The attached data of the board is what its id was made of.")
    } else {
        Check::fails(agree, "The attached data of the board is not what its id was made of.")
    }];
    checks.extend(printed(pdf, &data));
    checks.push(Check::open(
        "record.none",
        "This is a board, no report: it shows what was recorded on a day, and carries no proof of it. Whether its releases, findings and decisions are as they were recorded can't be told from this file; the report of each assessment says so.",
    ));
    Some((about(&data), checks))
}

fn about(data: &Value) -> About {
    let said = |name: &str| data["document"][name].as_str().unwrap_or_default().to_owned();
    About { id: said("id"), number: said("number"), title: said("title"), created: said("created") }
}

fn report(pdf: &Pdf) -> Result<Report, Check> {
    let id = "attachments.present";
    let attached = pdf.attached().map_err(|error| Check::fails(id, error.to_string()))?;
    let absent = |name: &str| {
        Check::fails(id, said!("This is no report of Assay, or one without its data: {name} is not attached.", name))
    };
    let read = |name: &str| -> Result<&[u8], Check> { Ok(&attached.get(name).ok_or_else(|| absent(name))?.bytes) };
    let malformed = |name: &str| Check::fails(id, said!("The attached {name} can't be read.", name));
    let data: Value = serde_json::from_slice(read(ASSESSMENT)?).map_err(|_| malformed(ASSESSMENT))?;
    let proof: Proof = serde_json::from_slice(read(PROOF)?).map_err(|_| malformed(PROOF))?;
    Ok(Report { attached, data, proof })
}

impl Report {
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
        checks.extend(self.predecessor(against.earlier));
        if let Some(earlier) = against.earlier {
            checks.push(
                match Pdf::read(earlier)
                    .map_err(|error| Check::fails("earlier.consistent", said!("The earlier report: {error}", error)))
                    .and_then(|pdf| report(&pdf))
                {
                    Ok(earlier) => record::earlier(&self.proof, &earlier.proof),
                    Err(check) => Check { id: "earlier.consistent".to_owned(), ..check },
                },
            );
        }
    }

    /// Of an amendment: that the earlier report is the file that it names.
    fn predecessor(&self, earlier: Option<&[u8]>) -> Option<Check> {
        let id = "earlier.amended";
        let document = &self.data["document"];
        let number = document["amends"].as_str()?;
        let named: Vec<&str> = std::iter::once(&document["amends_sha256"])
            .chain(document["amends_further"].as_array().into_iter().flatten())
            .filter_map(Value::as_str)
            .collect();
        let Some(earlier) = earlier else {
            let sentence = said!(
                "This report takes the place of report {number}, which is not here. Give it as the earlier one to compare it.",
                number
            );
            return Some(Check::open(id, sentence).with_all(named.iter().map(|it| format!("SHA-256 {it}"))));
        };
        let found = hex::encode(Sha256::digest(earlier));
        if named.contains(&found.as_str()) {
            let sentence =
                said!("The earlier report is the file that this one takes the place of, report {number}.", number);
            return Some(Check::holds(id, sentence).with(format!("SHA-256 {found}")));
        }
        // Signatures that were added since leave every byte before them.
        let before = revisions(earlier).map(|end| hex::encode(Sha256::digest(&earlier[..end])));
        if before.into_iter().any(|it| named.contains(&it.as_str())) {
            let sentence = said!(
                "The earlier report is the file that this one takes the place of, report {number}, with something added to its end since.",
                number
            );
            return Some(Check::holds(id, sentence).with(format!("SHA-256 {found}")));
        }
        let same = Pdf::read(earlier).ok().and_then(|pdf| report(&pdf).ok()).is_some_and(|it| {
            let document = &it.data["document"];
            [&document["number"], &document["volume"]["report_number"]].into_iter().any(|it| it == number)
        });
        let details = named.iter().map(|it| format!("Named: {it}")).chain([format!("Found: {found}")]);
        Some(if same {
            let sentence = said!(
                "The earlier report has the number {number} and is not the file that this one takes the place of.",
                number
            );
            Check::fails(id, sentence).with_all(details)
        } else {
            let sentence = said!(
                "The earlier report is not report {number}, of which this one takes the place, so that one is not compared.",
                number
            );
            Check::open(id, sentence).with_all(details)
        })
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
                None => return Check::fails(id, said!("{name} is not attached.", name)),
                Some(attached) if attached.bytes != *expected => {
                    return Check::fails(
                        id,
                        said!("The attached {name} is not what follows from the attached data.", name),
                    );
                }
                Some(_) => {}
            }
        }
        let details = self.attached.iter().map(|(name, attached)| {
            said!(
                "{name}: {count} bytes, SHA-256 {digest}",
                name,
                count = attached.bytes.len(),
                digest = hex::encode(Sha256::digest(&attached.bytes))
            )
        });
        Check::holds(id, said!("{count} attachments agree with each other.", count = self.attached.len()))
            .with_all(details)
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
                return Check::fails(id, said!("The attached {name} is not the file that the manifest names.", name));
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
                0 => said!("The report names no file as evidence."),
                1 => said!("The one file that the report names as evidence is here, byte by byte."),
                many => said!("All {many} files that the report names as evidence are here, byte by byte.", many),
            };
            return Check::holds(id, sentence);
        }
        let sentence = said!(
            "{missing} of {all} files that the report names as evidence are not here.",
            missing = missing.len(),
            all = named.len()
        );
        if at_hand.is_some() {
            Check::fails(id, sentence).with_all(details)
        } else {
            Check::open(id, said!("{sentence} Give the folder that holds them to check them.", sentence))
        }
    }
}

/// Where the revisions of a file end, but the last.
fn revisions(file: &[u8]) -> impl Iterator<Item = usize> {
    const END: &[u8] = b"%%EOF";
    let ends = file.windows(END.len()).enumerate().filter(|(_, window)| *window == END).map(|(at, _)| at + END.len());
    // A line end may belong to it.
    ends.flat_map(|end| end..=(end + 2)).filter(|end| *end < file.len()).take(96)
}

/// How the names of attached evidence begin; the number and the file's name follow.
pub const EVIDENCE_PREFIX: &str = "E-";
