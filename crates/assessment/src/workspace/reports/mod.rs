//! Issued reports: stated once, kept as evidence, signed by one after another, amended by later ones.

mod listing;

use std::io::Read;
use std::path::PathBuf;

use assay_ledger::{Cancel, EvidenceStore, FolderEvidence, Hash, LedgerError, Stored};
use sqlx::Row;
use uuid::Uuid;

use super::evidence::blocking;
use super::states::{hash, id, time};
use super::{Workspace, input};
use crate::projection::Stating;
use crate::statement::{
    Amended, IssueOptions, IssuedVolume, Kind, ReportIssued, ReportSigned, SignedVolume, Subject, UsedTemplate,
};
use crate::view::IssuedReport;
use crate::{AssessmentError, IssueError, Result};

/// Longest number, in characters: every page prints it.
const NUMBER: usize = 64;

/// A report that was set and is to be issued.
#[derive(Debug, Clone)]
pub struct IssuedFile {
    /// The number that it prints.
    pub number: String,
    /// The title in its properties.
    pub title: String,
    /// What it was set with.
    pub template: UsedTemplate,
    /// For whom it is.
    pub disclosure: String,
    /// What else was chosen.
    pub options: IssueOptions,
    /// The builds that it prints.
    pub builds: Vec<Uuid>,
    /// The moment that it prints as its date of issue.
    pub issued: String,
    /// The root of the checkpoint that it prints.
    pub checkpoint: Hash,
    /// What it takes the place of.
    pub amends: Option<Amending>,
    /// The file, or the volumes of one that is too large for one, in their order.
    pub files: Vec<NewFile>,
    /// Where the same lie with a signature, where it was signed at once.
    pub signed: Option<(Vec<PathBuf>, NewSignature)>,
}

/// A file of a report. Volumes may be large, and are taken in one after the other.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// How many pages it has.
    pub pages: u64,
    /// Where it lies until it is kept.
    pub path: PathBuf,
}

/// A file of a report that is kept.
#[derive(Debug, Clone)]
pub struct KeptFile {
    number: String,
    sha256: Hash,
    store: FolderEvidence,
}

impl KeptFile {
    /// The digest that [`KeptFile::read`] holds its bytes to.
    pub fn sha256(&self) -> Hash {
        self.sha256
    }

    /// Its bytes, checked by their digest. Blocks.
    ///
    /// # Errors
    /// `report.file_missing`, `report.file_altered`.
    pub fn read(&self) -> Result<Vec<u8>> {
        let Self { number, sha256, store } = self;
        let mut file = match store.open(sha256) {
            Err(LedgerError::EvidenceMissing(_)) => {
                return Err(IssueError::FileMissing { number: number.clone() }.into());
            }
            opened => opened?,
        };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|source| LedgerError::Disk { path: store.path(sha256), source })?;
        let found = Hash::of(&bytes);
        if found == *sha256 {
            Ok(bytes)
        } else {
            Err(IssueError::FileAltered { number: number.clone(), found: found.to_string() }.into())
        }
    }
}

/// The report that is to be amended, as the amendment prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amending {
    /// Its id.
    pub report: Uuid,
    /// Its number.
    pub number: String,
    /// SHA-256 of its file.
    pub sha256: Hash,
    /// SHA-256 of its volumes after the first.
    pub further: Vec<Hash>,
    /// Why.
    pub reason: String,
}

/// What is stated of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignature {
    /// In which role.
    pub role: String,
    /// The name in the certificate.
    pub name: String,
    /// SHA-256 of the certificate.
    pub certificate: String,
    /// Whether the key is one that Assay made.
    pub own_key: bool,
    /// Whether a timestamp service says when.
    pub timestamp: bool,
}

impl Workspace {
    /// The number that the next report could have: year and count, or the predecessor's with what comes after its stroke.
    ///
    /// # Errors
    /// `report.unknown` for the predecessor.
    pub async fn propose_report_number(&self, amends: Option<Uuid>) -> Result<String> {
        let known: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT number FROM report_file WHERE number IS NOT NULL ORDER BY number")
                .fetch_all(self.ledger.readers())
                .await?;
        if let Some(former) = amends {
            let former = self.issued_report(former).await?.number;
            let stem = match former.rsplit_once('/') {
                Some((stem, count)) if count.parse::<u32>().is_ok() => stem.to_owned(),
                _ => former,
            };
            // One of these is free: there are more of them than numbers.
            let mut counted = (2..known.len() + 3).map(|count| format!("{stem}/{count}"));
            let free = counted.find(|number| !known.contains(number));
            return Ok(free.unwrap_or(stem));
        }
        let year = self.ledger.ambient().now().strftime("%Y").to_string();
        let counted = known.iter().filter_map(|number| {
            let count = number.strip_prefix(&year)?.strip_prefix('-')?;
            count.split('/').next()?.parse::<u32>().ok()
        });
        Ok(format!("{year}-{:03}", counted.max().unwrap_or(0) + 1))
    }

    /// A number as it is printed, and whether it may be: one line, free.
    ///
    /// # Errors
    /// `input.missing`, `input.malformed`, `input.too_long`, `report.number_taken`.
    pub async fn report_number(&self, number: &str) -> Result<String> {
        let number = input::name("The number of the report", number)?;
        if number.chars().count() > NUMBER {
            return Err(AssessmentError::TooLong { what: "The number of the report", limit: NUMBER });
        }
        let taken: Option<i64> = sqlx::query_scalar("SELECT min(at) FROM report_file WHERE number = ?1")
            .bind(&number)
            .fetch_one(self.ledger.readers())
            .await?;
        match taken {
            Some(at) => Err(taken_number(&number, at)),
            None => Ok(number),
        }
    }

    /// What an amendment of a report prints of it: only the last one of a row of amendments is amended.
    ///
    /// # Errors
    /// `report.unknown`, `report.other_assessment`, `report.amended_already`, `report.reason_missing`, `input.too_long`.
    pub async fn amending(&self, assessment: Uuid, report: Uuid, reason: &str) -> Result<Amending> {
        let former = self.issued_report(report).await?;
        let reason = input::short("The reason", reason)?;
        if reason.is_empty() {
            return Err(IssueError::ReasonMissing.into());
        }
        if former.assessment != assessment {
            return Err(IssueError::OtherAssessment { number: former.number }.into());
        }
        if let Some(by) = former.amended_by.first() {
            return Err(IssueError::Amended { number: former.number, by: by.number.clone() }.into());
        }
        let digest = |text: &str| text.parse::<Hash>().map_err(|_| unknown(text));
        let sha256 = digest(&former.sha256)?;
        let further =
            former.files.iter().skip(1).map(|it| digest(&it.sha256)).collect::<std::result::Result<_, _>>()?;
        Ok(Amending { report, number: former.number, sha256, further, reason })
    }

    /// Keeps a report and states that it was issued, with its signature where it has one: both or nothing. The same file
    /// under the same number is issued once.
    ///
    /// # Errors
    /// `assessment.unknown`, `input.missing` where there is no file, `report.number_taken`, `report.changed_meanwhile` where the predecessor was signed or amended
    /// since, `disk.full`.
    pub async fn issue_report(&self, assessment: Uuid, file: IssuedFile) -> Result<IssuedReport> {
        let facts = self.assessment_facts(assessment).await?;
        let IssuedFile { files, signed, amends, .. } = file;
        let pages: Vec<u64> = files.iter().map(|it| it.pages).collect();
        let kept = self.keep(files.into_iter().map(|it| it.path).collect()).await?;
        let stored = *kept.first().ok_or(AssessmentError::Missing { what: "The file of the report" })?;
        let signed = match signed {
            Some((files, signature)) => Some((self.keep(files).await?, signature)),
            None => None,
        };
        let mut stating = Stating::begin(&self.ledger).await?;
        let there = sqlx::query("SELECT id, sha256, at FROM report_file WHERE number = ?1 ORDER BY at LIMIT 1")
            .bind(&file.number)
            .fetch_optional(stating.connection())
            .await?;
        if let Some(row) = there {
            return if hash(row.try_get(1)?)? == stored.sha256 {
                drop(stating);
                self.issued_report(id(row.try_get(0)?)?).await
            } else {
                Err(taken_number(&file.number, row.try_get(2)?))
            };
        }
        let amends = match amends {
            Some(it) => {
                // Whatever came to it since it was printed would be passed over.
                let now = self.issued_report(it.report).await?;
                if now.sha256 != it.sha256.to_string() || !now.amended_by.is_empty() {
                    return Err(IssueError::Changed { number: it.number }.into());
                }
                let last = now.versions.iter().find(|version| version.sha256 == now.sha256);
                let entry = last.unwrap_or(&now.versions[0]).stated.entry.parse().map_err(|_| unknown(&it.number))?;
                let (sha256, further) = (it.sha256, it.further);
                Some(Amended { report: it.report, entry, number: it.number, sha256, further, reason: it.reason })
            }
            None => None,
        };
        let report = self.ledger.ambient().uuid();
        let subject = Subject::Report { assessment, report, checkpoint: file.checkpoint };
        let body = ReportIssued {
            number: file.number,
            title: file.title,
            template: file.template,
            disclosure: file.disclosure,
            options: file.options,
            release: facts.release,
            builds: file.builds,
            issued: file.issued,
            pages: pages.iter().sum(),
            size: stored.size,
            further: kept
                .iter()
                .zip(&pages)
                .skip(1)
                .map(|(stored, pages)| IssuedVolume { sha256: stored.sha256, size: stored.size, pages: *pages })
                .collect(),
            amends,
        };
        let code = stored.sha256.to_string();
        let issued = stating.state(Kind::ReportIssued, &subject, Vec::new(), Some(&code), Some(&body)).await?;
        if let Some((with, signature)) = signed {
            let formers: Vec<Hash> = kept.iter().map(|it| it.sha256).collect();
            sign_in(&mut stating, &subject, issued.hash, &formers, &with, signature).await?;
        }
        stating.commit().await?;
        self.issued_report(report).await
    }

    /// Keeps a report with one more signature beside the file that was signed, and states it. Of one in volumes all are
    /// signed, in their order; `former` is the first. `files` is where they lie.
    ///
    /// # Errors
    /// `report.unknown`, `report.changed_meanwhile` where `former` is not its last file, `input.missing` where a volume is
    /// not signed, `disk.full`.
    pub async fn sign_issued_report(
        &self,
        report: Uuid,
        former: &Hash,
        files: Vec<PathBuf>,
        signature: NewSignature,
    ) -> Result<IssuedReport> {
        let stored = self.keep(files).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let now = self.issued_report(report).await?;
        let last = now.versions.iter().find(|version| version.sha256 == now.sha256);
        let last = last.filter(|_| now.sha256 == former.to_string());
        let last = last.ok_or_else(|| IssueError::Changed { number: now.number.clone() })?;
        let entry: Hash = last.stated.entry.parse().map_err(|_| unknown(&now.number))?;
        let checkpoint = now.checkpoint.parse().map_err(|_| unknown(&now.number))?;
        let subject = Subject::Report { assessment: now.assessment, report, checkpoint };
        let formers: Vec<Hash> = now.files.iter().filter_map(|it| it.sha256.parse().ok()).collect();
        sign_in(&mut stating, &subject, entry, &formers, &stored, signature).await?;
        stating.commit().await?;
        self.issued_report(report).await
    }

    /// A kept file, the last one unless another is named: of a report in volumes, all of them in their order, where
    /// `version` names the first.
    ///
    /// # Errors
    /// `report.unknown`.
    pub async fn issued_files(&self, report: Uuid, version: Option<&str>) -> Result<Vec<KeptFile>> {
        let view = self.issued_report(report).await?;
        let wanted = version.unwrap_or(&view.sha256);
        let found = view.versions.iter().find(|it| it.sha256 == wanted).ok_or_else(|| unknown(wanted))?;
        let digests = std::iter::once(&found.sha256).chain(found.further.iter().map(|it| &it.sha256));
        let kept = |digest: &String| {
            let sha256 = digest.parse().map_err(|_| unknown(digest))?;
            Ok(KeptFile { number: view.number.clone(), sha256, store: self.ledger.evidence().clone() })
        };
        digests.map(kept).collect()
    }

    async fn keep(&self, files: Vec<PathBuf>) -> Result<Vec<Stored>> {
        let store = self.ledger.evidence().clone();
        let add = move |path: &PathBuf| store.add(path, &|_| (), &Cancel::default());
        blocking(move || Ok(files.iter().map(add).collect::<std::result::Result<_, _>>()?)).await
    }
}

/// States a signature on all files of a report. It takes the place of the statement whose files it continues.
async fn sign_in(
    stating: &mut Stating,
    subject: &Subject,
    entry: Hash,
    formers: &[Hash],
    signed: &[Stored],
    signature: NewSignature,
) -> Result<()> {
    let mut volumes = formers.iter().zip(signed).map(|(former, stored)| SignedVolume {
        former: *former,
        sha256: stored.sha256,
        size: stored.size,
    });
    let first = volumes.next().filter(|_| formers.len() == signed.len());
    let SignedVolume { former, sha256, size } =
        first.ok_or(AssessmentError::Missing { what: "The signature of a volume" })?;
    let body = ReportSigned {
        former,
        size,
        role: input::short("The role", &signature.role)?,
        name: signature.name,
        certificate: signature.certificate,
        own_key: signature.own_key,
        timestamp: signature.timestamp,
        further: volumes.collect(),
    };
    let code = sha256.to_string();
    stating.state(Kind::ReportSigned, subject, vec![entry], Some(&code), Some(&body)).await?;
    Ok(())
}

fn unknown(text: &str) -> IssueError {
    IssueError::Unknown { text: text.to_owned() }
}

fn taken_number(number: &str, at: i64) -> AssessmentError {
    let issued = time(at).strftime("%Y-%m-%d").to_string();
    IssueError::NumberTaken { number: number.to_owned(), issued }.into()
}
