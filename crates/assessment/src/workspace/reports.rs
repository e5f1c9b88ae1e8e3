//! Issued reports: stated once, kept as evidence, signed by one after another, amended by later ones.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use assay_ledger::{EvidenceStore, Hash, LedgerError, Stored};
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::evidence::blocking;
use super::reach::Reach;
use super::states::{hash, id, time};
use super::{Workspace, input};
use crate::projection::{Stating, bytes};
use crate::statement::{Amended, IssueOptions, Kind, ReportIssued, ReportSigned, Subject, UsedTemplate};
use crate::view::{IssuedOptions, IssuedReport, ReportAmendment, ReportAmends, ReportSignature, ReportVersion, Stamp};
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
    /// How many pages it has.
    pub pages: u64,
    /// The root of the checkpoint that it prints.
    pub checkpoint: Hash,
    /// What it takes the place of.
    pub amends: Option<Amending>,
    /// The file.
    pub bytes: Vec<u8>,
    /// The same with a signature, where it was signed at once.
    pub signed: Option<(Vec<u8>, NewSignature)>,
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
        let sha256 = former.sha256.parse().map_err(|_| unknown(&former.sha256))?;
        Ok(Amending { report, number: former.number, sha256, reason })
    }

    /// Keeps a report and states that it was issued, with its signature where it has one: both or nothing. The same file
    /// under the same number is issued once.
    ///
    /// # Errors
    /// `assessment.unknown`, `report.number_taken`, `report.changed_meanwhile` where the predecessor was signed or amended
    /// since, `disk.full`.
    pub async fn issue_report(&self, assessment: Uuid, file: IssuedFile) -> Result<IssuedReport> {
        let facts = self.assessment_facts(assessment).await?;
        let IssuedFile { bytes: file_bytes, signed, amends, .. } = file;
        let stored = self.keep(file_bytes).await?;
        let signed = match signed {
            Some((file_bytes, signature)) => Some((self.keep(file_bytes).await?, signature)),
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
                Some(Amended { report: it.report, entry, number: it.number, sha256: it.sha256, reason: it.reason })
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
            pages: file.pages,
            size: stored.size,
            amends,
        };
        let code = stored.sha256.to_string();
        let issued = stating.state(Kind::ReportIssued, &subject, Vec::new(), Some(&code), Some(&body)).await?;
        if let Some((with, signature)) = signed {
            sign_in(&mut stating, &subject, issued.hash, stored.sha256, with, signature).await?;
        }
        stating.commit().await?;
        self.issued_report(report).await
    }

    /// Keeps a report with one more signature beside the file that was signed, and states it.
    ///
    /// # Errors
    /// `report.unknown`, `report.changed_meanwhile` where `former` is not its last file, `disk.full`.
    pub async fn sign_issued_report(
        &self,
        report: Uuid,
        former: &Hash,
        file: Vec<u8>,
        signature: NewSignature,
    ) -> Result<IssuedReport> {
        let stored = self.keep(file).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let now = self.issued_report(report).await?;
        let last = now.versions.iter().find(|version| version.sha256 == now.sha256);
        let last = last.filter(|_| now.sha256 == former.to_string());
        let last = last.ok_or_else(|| IssueError::Changed { number: now.number.clone() })?;
        let entry: Hash = last.stated.entry.parse().map_err(|_| unknown(&now.number))?;
        let checkpoint = now.checkpoint.parse().map_err(|_| unknown(&now.number))?;
        let subject = Subject::Report { assessment: now.assessment, report, checkpoint };
        sign_in(&mut stating, &subject, entry, *former, stored, signature).await?;
        stating.commit().await?;
        self.issued_report(report).await
    }

    /// The bytes of a kept file, the last one unless another is named, checked by their digest.
    ///
    /// # Errors
    /// `report.unknown`, `report.file_missing`, `report.file_altered`.
    pub async fn issued_file(&self, report: Uuid, version: Option<&str>) -> Result<Vec<u8>> {
        let view = self.issued_report(report).await?;
        let wanted = version.unwrap_or(&view.sha256);
        let known = view.versions.iter().any(|it| it.sha256 == wanted);
        let sha256: Hash = wanted.parse().ok().filter(|_| known).ok_or_else(|| unknown(wanted))?;
        let store = self.ledger.evidence().clone();
        let number = view.number;
        blocking(move || {
            let mut file = match store.open(&sha256) {
                Err(LedgerError::EvidenceMissing(_)) => return Err(IssueError::FileMissing { number }.into()),
                opened => opened?,
            };
            let mut file_bytes = Vec::new();
            file.read_to_end(&mut file_bytes)
                .map_err(|source| LedgerError::Disk { path: store.path(&sha256), source })?;
            let found = Hash::of(&file_bytes);
            if found == sha256 {
                Ok(file_bytes)
            } else {
                Err(IssueError::FileAltered { number, found: found.to_string() }.into())
            }
        })
        .await
    }

    /// An issued report.
    ///
    /// # Errors
    /// `report.unknown`.
    pub async fn issued_report(&self, report: Uuid) -> Result<IssuedReport> {
        let assessment: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT assessment FROM report_file WHERE id = ?1 LIMIT 1")
                .bind(bytes(report))
                .fetch_optional(self.ledger.readers())
                .await?;
        let assessment = assessment.ok_or_else(|| unknown(&report.to_string()))?;
        let all = self.issued(Reach::Assessment(id(&assessment)?)).await?;
        Ok(all.into_iter().find(|it| it.id == report).ok_or_else(|| unknown(&report.to_string()))?)
    }

    /// The reports that were issued of an assessment, of a release, or of all, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn issued_reports(&self, assessment: Option<Uuid>, release: Option<Uuid>) -> Result<Vec<IssuedReport>> {
        let reach = match (assessment, release) {
            (Some(assessment), _) => Reach::Assessment(assessment),
            (None, Some(release)) => Reach::Release(release),
            (None, None) => Reach::Workspace,
        };
        self.issued(reach).await
    }

    async fn issued(&self, reach: Reach) -> Result<Vec<IssuedReport>> {
        let mut query = QueryBuilder::new(
            "SELECT id, assessment, entry, checkpoint, sha256, former, facts, author, at FROM report_file WHERE ",
        );
        reach.assessments(&mut query, "assessment");
        query.push(" ORDER BY at, entry");
        let rows = query.build().fetch_all(self.ledger.readers()).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.names().await?;
        let twice: Vec<String> = sqlx::query_scalar(
            "SELECT number FROM report_file WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT id) > 1",
        )
        .fetch_all(self.ledger.readers())
        .await?;
        let mut reports: Vec<IssuedReport> = Vec::new();
        let mut signatures: HashMap<Uuid, Vec<ReportVersion>> = HashMap::new();
        for row in &rows {
            let (report, sha256) = (id(row.try_get(0)?)?, hash(row.try_get(4)?)?.to_string());
            let facts: &str = row.try_get(6)?;
            let stated = names.stamp(id(row.try_get(7)?)?, time(row.try_get(8)?), &hash(row.try_get(2)?)?);
            if row.try_get::<Option<&[u8]>, _>(5)?.is_some() {
                let Ok(signed) = serde_json::from_str::<ReportSigned>(facts) else { continue };
                signatures.entry(report).or_default().push(signed_version(sha256, stated, signed));
                continue;
            }
            // An id is stated once; whatever says it again is passed over.
            let Ok(issued) = serde_json::from_str::<ReportIssued>(facts) else { continue };
            if reports.iter().any(|it| it.id == report) {
                continue;
            }
            // The release may not have arrived yet.
            let Ok(release) = self.release_facts(issued.release).await else { continue };
            let Ok(app) = self.app_facts(release.app).await else { continue };
            let assessment = id(row.try_get(1)?)?;
            let checkpoint = hash(row.try_get(3)?)?.to_string();
            let number_twice = twice.contains(&issued.number);
            let mut made = view(report, assessment, checkpoint, sha256, issued, stated);
            (made.number_twice, made.app, made.app_name, made.release_name) =
                (number_twice, app.id, app.name, release.name);
            reports.push(made);
        }
        let amendments: Vec<(Uuid, ReportAmendment)> = reports
            .iter()
            .filter_map(|it| {
                let amends = it.amends.as_ref()?;
                let reason = amends.reason.clone();
                Some((amends.report, ReportAmendment { report: it.id, number: it.number.clone(), reason }))
            })
            .collect();
        for report in &mut reports {
            report.amended_by =
                amendments.iter().filter(|(former, _)| *former == report.id).map(|(_, it)| it.clone()).collect();
            continue_with(report, signatures.remove(&report.id).unwrap_or_default());
        }
        let (store, files): (_, Vec<Option<Hash>>) =
            (self.ledger.evidence().clone(), reports.iter().map(|it| it.sha256.parse().ok()).collect());
        let kept = blocking(move || {
            let kept = |file: Option<Hash>| file.is_some_and(|file| matches!(store.size(&file), Ok(Some(_))));
            Ok(files.into_iter().map(kept).collect::<Vec<bool>>())
        })
        .await?;
        for (report, kept) in reports.iter_mut().zip(kept) {
            report.kept = kept;
        }
        reports.reverse();
        Ok(reports)
    }

    async fn keep(&self, file: Vec<u8>) -> Result<Stored> {
        let store = self.ledger.evidence().clone();
        blocking(move || Ok(store.add_bytes(&file)?)).await
    }
}

/// What is seen of a signature.
fn signed_version(sha256: String, stated: Stamp, signed: ReportSigned) -> ReportVersion {
    ReportVersion {
        sha256,
        size: signed.size,
        stated,
        signature: Some(ReportSignature {
            name: signed.name,
            role: signed.role,
            certificate: signed.certificate,
            own_key: signed.own_key,
            timestamp: signed.timestamp,
            former: signed.former.to_string(),
        }),
        continued: false,
    }
}

/// What is seen of a report by its own statement alone.
fn view(
    id: Uuid,
    assessment: Uuid,
    checkpoint: String,
    sha256: String,
    issued: ReportIssued,
    stated: Stamp,
) -> IssuedReport {
    let first = ReportVersion {
        sha256: sha256.clone(),
        size: issued.size,
        stated: stated.clone(),
        signature: None,
        continued: false,
    };
    IssuedReport {
        id,
        number: issued.number,
        number_twice: false,
        title: issued.title,
        app: Uuid::nil(),
        app_name: String::new(),
        release: issued.release,
        release_name: String::new(),
        assessment,
        builds: issued.builds,
        template: issued.template.name,
        template_digest: issued.template.digest,
        level: issued.disclosure,
        options: IssuedOptions {
            language: issued.options.language,
            paper: issued.options.paper,
            comments: issued.options.comments,
            evidence: issued.options.evidence,
        },
        pages: issued.pages,
        checkpoint,
        issued_at: issued.issued,
        issued: stated,
        versions: vec![first],
        sha256,
        size: issued.size,
        kept: false,
        amends: issued.amends.map(|it| ReportAmends {
            report: it.report,
            number: it.number,
            sha256: it.sha256.to_string(),
            reason: it.reason,
        }),
        amended_by: Vec::new(),
    }
}

/// Puts the signed files behind the one that was issued, each behind what it continues. The last one is the one with the
/// most signatures; of several the one that was stated last.
fn continue_with(report: &mut IssuedReport, mut signed: Vec<ReportVersion>) {
    let mut known: HashSet<String> = report.versions.iter().map(|it| it.sha256.clone()).collect();
    loop {
        let (next, rest): (Vec<ReportVersion>, Vec<ReportVersion>) =
            signed.into_iter().partition(|it| it.signature.as_ref().is_some_and(|it| known.contains(&it.former)));
        if next.is_empty() {
            break;
        }
        known.extend(next.iter().map(|it| it.sha256.clone()));
        report.versions.extend(next);
        signed = rest;
    }
    let continued: HashSet<String> =
        report.versions.iter().filter_map(|it| it.signature.as_ref()).map(|it| it.former.clone()).collect();
    for version in &mut report.versions {
        version.continued = continued.contains(&version.sha256);
    }
    if let Some(last) = report.versions.last() {
        report.sha256.clone_from(&last.sha256);
        report.size = last.size;
    }
}

/// States a signature. It takes the place of the statement whose file it continues.
async fn sign_in(
    stating: &mut Stating,
    subject: &Subject,
    entry: Hash,
    former: Hash,
    stored: Stored,
    signature: NewSignature,
) -> Result<()> {
    let body = ReportSigned {
        former,
        size: stored.size,
        role: input::short("The role", &signature.role)?,
        name: signature.name,
        certificate: signature.certificate,
        own_key: signature.own_key,
        timestamp: signature.timestamp,
    };
    let code = stored.sha256.to_string();
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
