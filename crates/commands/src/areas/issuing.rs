//! Issued reports: kept, listed, given out again, signed, amended, compared.

use assay_assessment::view::IssuedReport;
use std::path::{Path, PathBuf};

use assay_assessment::{Amending, AssessmentError, IssueError, IssuedFile, KeptFile, NewFile, Work, Workspace};
use assay_ledger::Hash;
use assay_proof::evidence::digests;
use assay_proof::{Against, Verification};
use assay_report::comparison::Comparison;
use assay_report::{Options, Predecessor};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::reports::{ReportFile, ReportNotice, ReportOptionsInput, told};
use super::signing::{ReportSignatureInput, Signer, beside, own, put, signer, write};
use super::verify::read;
use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// Input of `report_number`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportNumberInput {
    /// The report that is to be amended, for the number of its amendment.
    pub amends: Option<Uuid>,
}

/// A number that is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportNumber {
    /// The number.
    pub number: String,
}

/// Input of `report_issue`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportIssueInput {
    /// The assessment.
    pub assessment: Uuid,
    /// What goes into it.
    pub options: ReportOptionsInput,
    /// Its number; by default the next one.
    pub number: Option<String>,
    /// With what it is signed at once.
    pub signature: Option<ReportSignatureInput>,
}

/// Input of `report_amend`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportAmendInput {
    /// The report that it takes the place of.
    pub report: Uuid,
    /// What changes and why: it is printed.
    pub reason: String,
    /// What goes into it.
    pub options: ReportOptionsInput,
    /// Its number; by default that of the other, with a count behind a stroke.
    pub number: Option<String>,
    /// With what it is signed at once.
    pub signature: Option<ReportSignatureInput>,
}

/// What was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportIssued {
    /// The report.
    pub report: IssuedReport,
    /// What is printed otherwise than asked for.
    pub notices: Vec<ReportNotice>,
}

/// Input of `reports_list`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportsListInput {
    /// Those of this assessment.
    pub assessment: Option<Uuid>,
    /// Those of this release.
    pub release: Option<Uuid>,
}

/// Input of `report_reissue`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportReissueInput {
    /// The report.
    pub report: Uuid,
    /// Where the file goes; one that is there is replaced. A report in volumes becomes several beside it, `name.pdf`
    /// giving `name-volume-1.pdf` and so on.
    pub path: String,
    /// SHA-256 of an earlier file of it, with fewer signatures; by default the last one. Of one in volumes, of the first.
    pub version: Option<String>,
}

/// A kept file that was given out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportReissued {
    /// The number of the report.
    pub number: String,
    /// The file; of a report in volumes, the first.
    pub path: String,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// In bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// All files, in their order.
    pub files: Vec<ReportFile>,
}

/// Input of `report_kept_sign`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportKeptSignInput {
    /// The report.
    pub report: Uuid,
    /// SHA-256 of the file that the signer saw: the last one.
    pub former: String,
    /// With what it is signed.
    pub signature: ReportSignatureInput,
}

/// Input of `report_kept_check`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportKeptCheckInput {
    /// The report.
    pub report: Uuid,
}

/// A report to compare: a kept one, or a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportSource {
    /// A kept one.
    pub report: Option<Uuid>,
    /// A file.
    pub path: Option<String>,
    /// Further files: the other volumes of a report in several.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<Vec<String>>")]
    pub volumes: Vec<String>,
}

/// Input of `reports_compare`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportsCompareInput {
    /// The former one.
    pub former: ReportSource,
    /// The later one.
    pub later: ReportSource,
}

pub(crate) async fn number(
    session: &Session,
    input: ReportNumberInput,
    _: Context,
) -> Result<ReportNumber, CommandError> {
    let number = session.workspace()?.propose_report_number(input.amends).await?;
    Ok(ReportNumber { number })
}

pub(crate) async fn issue(
    session: &Session,
    input: ReportIssueInput,
    context: Context,
) -> Result<ReportIssued, CommandError> {
    let workspace = session.workspace()?;
    let issuing = Issuing {
        assessment: input.assessment,
        options: input.options.draft()?,
        number: input.number,
        amends: None,
        signature: input.signature,
    };
    issuing.carry_out(session, &workspace, context).await
}

pub(crate) async fn amend(
    session: &Session,
    input: ReportAmendInput,
    context: Context,
) -> Result<ReportIssued, CommandError> {
    let workspace = session.workspace()?;
    let assessment = workspace.issued_report(input.report).await?.assessment;
    let issuing = Issuing {
        assessment,
        options: input.options.draft()?,
        number: input.number,
        amends: Some(workspace.amending(assessment, input.report, &input.reason).await?),
        signature: input.signature,
    };
    issuing.carry_out(session, &workspace, context).await
}

/// A report that is being issued.
struct Issuing {
    assessment: Uuid,
    options: Options,
    number: Option<String>,
    amends: Option<Amending>,
    signature: Option<ReportSignatureInput>,
}

impl Issuing {
    async fn carry_out(
        self,
        session: &Session,
        workspace: &Workspace,
        context: Context,
    ) -> Result<ReportIssued, CommandError> {
        let number = match self.number.filter(|number| !number.trim().is_empty()) {
            Some(number) => number,
            None => workspace.propose_report_number(self.amends.as_ref().map(|it| it.report)).await?,
        };
        let number = workspace.report_number(&number).await?;
        // A key that does not open is told before anything is set.
        let hand = self.signature.map(|asked| signer(session, asked)).transpose()?;
        let now = session.ambient.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let options = Options {
            draft: false,
            number: Some(number.clone()),
            issued: Some(now.clone()),
            amends: self.amends.as_ref().map(|it| Predecessor {
                number: it.number.clone(),
                sha256: it.sha256.to_string(),
                further: it.further.iter().map(ToString::to_string).collect(),
                reason: it.reason.clone(),
            }),
            ..self.options
        };
        let folder = passing()?;
        let (path, work) = (folder.path().join("report.pdf"), context.work());
        let issued = assay_report::issue(workspace, self.assessment, &options, &path, &work).await?;
        let (mut files, mut notices) = (Vec::with_capacity(issued.files.len()), Vec::new());
        for file in issued.files {
            files.push(NewFile { pages: file.written.pages, path: file.path });
            notices.extend(told(file.written.notices));
        }
        let signing = assay_messages::blocking(move || {
            let signed = hand.map(|hand| {
                let all = files.iter().map(|file| signed_beside(&hand, &read(&file.path)?, &file.path, &work));
                Ok::<_, CommandError>((all.collect::<Result<Vec<_>, _>>()?, hand.stated()))
            });
            let signed = signed.transpose()?;
            // From here on it is issued.
            work.check()?;
            Ok::<_, CommandError>((files, signed))
        });
        let (files, signed) = signing.await.map_err(|_| CommandError::panicked("report_issue"))??;
        let file = IssuedFile {
            number,
            title: issued.document.title,
            template: issued.template,
            disclosure: issued.document.disclosure.as_str().to_owned(),
            options: issued.options,
            builds: issued.builds,
            issued: now,
            checkpoint: issued.checkpoint.parse().map_err(|_| CommandError::panicked("report_issue"))?,
            amends: self.amends,
            files,
            signed,
        };
        let report = workspace.issue_report(self.assessment, file).await?;
        Ok(ReportIssued { report, notices })
    }
}

pub(crate) async fn list(
    session: &Session,
    input: ReportsListInput,
    _: Context,
) -> Result<Vec<IssuedReport>, CommandError> {
    Ok(session.workspace()?.issued_reports(input.assessment, input.release).await?)
}

pub(crate) async fn reissue(
    session: &Session,
    input: ReportReissueInput,
    context: Context,
) -> Result<ReportReissued, CommandError> {
    let (workspace, path) = (session.workspace()?, absolute(&input.path)?);
    let report = workspace.issued_report(input.report).await?;
    context.work().step("reading", 0, None);
    let files = workspace.issued_files(input.report, input.version.as_deref()).await?;
    let pages: Vec<u64> = report.files.iter().map(|it| it.pages).collect();
    let writing = assay_messages::blocking(move || given_out(&path, &files, &pages));
    let files = writing.await.map_err(|_| CommandError::panicked("report_reissue"))??;
    let ReportFile { path, sha256, size, .. } = files.first().cloned().unwrap_or_default();
    Ok(ReportReissued { number: report.number, path, sha256, size, files })
}

/// Puts a signature on a file, beside where it lies. One volume after the other: all at once may be larger than memory.
fn signed_beside(hand: &Signer, file: &[u8], path: &Path, work: &Work) -> Result<PathBuf, CommandError> {
    let signed = path.with_extension("signed.pdf");
    write(&signed, &hand.sign(file, work)?)?;
    Ok(signed)
}

/// A folder for the files of a report until they are kept.
fn passing() -> Result<tempfile::TempDir, CommandError> {
    let made = tempfile::Builder::new().prefix("assay-issue-").tempdir();
    made.map_err(|error| CommandError::io(&std::env::temp_dir(), "written to", &error))
}

/// The bytes of all files, to look at them together.
fn all_of(files: &[KeptFile]) -> Result<Vec<Vec<u8>>, CommandError> {
    files.iter().map(|file| Ok(file.read()?)).collect()
}

/// Writes all files. Where one can't be read or written, none is put in its place: a set with a volume missing is worse than
/// none, and what was there may be the user's only copy.
fn given_out(path: &Path, files: &[KeptFile], pages: &[u64]) -> Result<Vec<ReportFile>, CommandError> {
    let place = |number: usize| {
        if files.len() > 1 { assay_report::of_volume(path, number) } else { path.to_owned() }
    };
    let (mut ready, mut written) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    for (index, (file, pages)) in files.iter().zip(pages).enumerate() {
        let (path, bytes) = (place(index + 1), file.read()?);
        written.push(ReportFile {
            path: path.display().to_string(),
            sha256: file.sha256().to_string(),
            size: bytes.len() as u64,
            pages: u32::try_from(*pages).unwrap_or(u32::MAX),
        });
        ready.push((beside(&path, &bytes)?, path));
    }
    for (file, path) in ready {
        put(file, &path)?;
    }
    Ok(written)
}

pub(crate) async fn sign(
    session: &Session,
    input: ReportKeptSignInput,
    context: Context,
) -> Result<IssuedReport, CommandError> {
    let workspace = session.workspace()?;
    let former: Hash = input
        .former
        .parse()
        .map_err(|_| CommandError::from(AssessmentError::from(IssueError::Unknown { text: input.former.clone() })))?;
    let files = workspace.issued_files(input.report, Some(&input.former)).await?;
    let (hand, work, folder) = (signer(session, input.signature)?, context.work(), passing()?);
    let place = folder.path().to_owned();
    let signing = assay_messages::blocking(move || {
        let numbered = files.iter().enumerate();
        let signed = numbered.map(|(at, file)| signed_beside(&hand, &file.read()?, &place.join(at.to_string()), &work));
        Ok::<_, CommandError>((signed.collect::<Result<Vec<_>, _>>()?, hand.stated()))
    });
    let (signed, stated) = signing.await.map_err(|_| CommandError::panicked("report_kept_sign"))??;
    Ok(workspace.sign_issued_report(input.report, &former, signed, stated).await?)
}

pub(crate) async fn check(
    session: &Session,
    input: ReportKeptCheckInput,
    context: Context,
) -> Result<Verification, CommandError> {
    let workspace = session.workspace()?;
    let files = workspace.issued_files(input.report, None).await?;
    let evidence = workspace.dir().join("evidence");
    let known: Vec<String> = own(session)?.map(|own| own.fingerprint()).into_iter().collect();
    let work = context.work();
    let checking = assay_messages::blocking(move || {
        work.step("checking", 0, None);
        let evidence =
            if evidence.is_dir() { Some(digests(&evidence, &|| work.cancel().is_cancelled())?) } else { None };
        // Some of the evidence unread would look like some of it missing.
        work.check()?;
        let against = Against { earlier: None, evidence: evidence.as_ref(), known };
        let files = all_of(&files)?;
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        Ok(assay_proof::verify_all(&files, &against)?)
    });
    checking.await.map_err(|_| CommandError::panicked("report_kept_check"))?
}

pub(crate) async fn compare(
    session: &Session,
    input: ReportsCompareInput,
    _: Context,
) -> Result<Comparison, CommandError> {
    let mut files = Vec::with_capacity(2);
    for source in [input.former, input.later] {
        files.push(match (source.report, source.path.as_deref().filter(|path| !path.trim().is_empty())) {
            (Some(report), None) => {
                let kept = session.workspace()?.issued_files(report, None).await?;
                let reading = assay_messages::blocking(move || all_of(&kept));
                reading.await.map_err(|_| CommandError::panicked("reports_compare"))??
            }
            (None, Some(path)) => {
                let paths = std::iter::once(path).chain(source.volumes.iter().map(String::as_str));
                paths.map(|path| read(&absolute(path)?)).collect::<Result<Vec<_>, _>>()?
            }
            _ => {
                return Err(CommandError::new(
                    "input.malformed",
                    "A report to compare is neither a kept one nor a file.",
                    "Name two reports, each by its number or by its file.",
                ));
            }
        });
    }
    let comparing = assay_messages::blocking(move || {
        let data = |files: &[Vec<u8>]| assay_proof::data(&files.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let [former, later] = [data(&files[0])?, data(&files[1])?];
        Ok(assay_report::comparison::compare(&former, &later)?)
    });
    comparing.await.map_err(|_| CommandError::panicked("reports_compare"))?
}
