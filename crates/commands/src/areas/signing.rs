//! Signing a report: by a PKCS#12 file, or by a key of the user's own that is made when it is first needed.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use assay_assessment::{NewSignature, Work};
use assay_messages::noted;
use assay_proof::sign::{Identity, Signing, sign as add_signature};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use ts_rs::TS;

use super::verify::read;
use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// The file of the user's own key, in the home folder.
const OWN: &str = "signing.pem";
/// How long a timestamp service may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most that its answer may be.
const LARGEST_ANSWER: u64 = 64 << 10;

/// Input of `report_sign`.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportSignInput {
    /// The report.
    pub path: String,
    /// Where the signed report goes; by default it takes the place of the other.
    pub output: Option<String>,
    /// In which role, such as `Reviewer`.
    pub role: Option<String>,
    /// A PKCS#12 file with key and certificate; by default the user's own key, which is made on first use.
    pub pkcs12: Option<String>,
    /// Its password.
    pub password: Option<String>,
    /// The address of a timestamp service (RFC 3161).
    pub timestamp: Option<String>,
}

impl std::fmt::Debug for ReportSignInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ReportSignInput").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportSigned {
    /// The file.
    pub path: String,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// The name in the certificate.
    pub name: String,
    /// SHA-256 of the certificate: what others compare.
    pub certificate: String,
    /// Whether the key is the user's own, which shows that nothing was changed, and not who signed.
    pub own_key: bool,
}

pub(crate) async fn sign(
    session: &Session,
    input: ReportSignInput,
    context: Context,
) -> Result<ReportSigned, CommandError> {
    let path = absolute(&input.path)?;
    let output = input.output.as_deref().map(absolute).transpose()?.unwrap_or_else(|| path.clone());
    let asked = ReportSignatureInput {
        role: input.role,
        pkcs12: input.pkcs12,
        password: input.password,
        timestamp: input.timestamp,
    };
    let (hand, work) = (signer(session, asked)?, context.work());
    let task = assay_messages::blocking(move || {
        let signed = hand.sign(&read(&path)?, &work)?;
        write(&output, &signed)?;
        Ok(ReportSigned {
            path: output.display().to_string(),
            sha256: hex::encode(Sha256::digest(&signed)),
            name: hand.identity.name(),
            certificate: hand.identity.fingerprint(),
            own_key: hand.asked.pkcs12.is_none(),
        })
    });
    task.await.map_err(|_| CommandError::panicked("report_sign"))?
}

/// With what a report is signed.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportSignatureInput {
    /// In which role, such as `Reviewer`.
    pub role: Option<String>,
    /// A PKCS#12 file with key and certificate; by default the user's own key, which is made on first use.
    pub pkcs12: Option<String>,
    /// Its password.
    pub password: Option<String>,
    /// The address of a timestamp service (RFC 3161).
    pub timestamp: Option<String>,
}

impl std::fmt::Debug for ReportSignatureInput {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ReportSignatureInput").field("role", &self.role).finish_non_exhaustive()
    }
}

/// Somebody who is about to sign: the key is open, the time is taken.
pub(super) struct Signer {
    identity: Identity,
    asked: ReportSignatureInput,
    now: jiff::Timestamp,
}

/// Opens the key, which is made where it is the user's own and not there yet. A certificate that does not hold now is told
/// before anything is set to be signed.
pub(super) fn signer(session: &Session, asked: ReportSignatureInput) -> Result<Signer, CommandError> {
    let now = session.ambient.now();
    let identity = match asked.pkcs12.as_deref().filter(|it| !it.is_empty()) {
        Some(file) => Identity::from_pkcs12(&read(&absolute(file)?)?, asked.password.as_deref().unwrap_or_default())?,
        None => match own(session)? {
            Some(own) => own,
            None => make(session, now.as_second())?,
        },
    };
    identity.holds_at(now.as_second())?;
    let asked = ReportSignatureInput {
        pkcs12: asked.pkcs12.filter(|it| !it.is_empty()),
        timestamp: asked.timestamp.filter(|it| !it.trim().is_empty()),
        ..asked
    };
    Ok(Signer { identity, asked, now })
}

impl Signer {
    /// The report with the signature; it may ask the timestamp service, so it is no work for an async thread.
    pub(super) fn sign(&self, report: &[u8], work: &Work) -> Result<Vec<u8>, CommandError> {
        work.step("signing", 0, None);
        let pdf_time = self.now.strftime("D:%Y%m%d%H%M%SZ").to_string();
        let service = self.asked.timestamp.clone();
        let ask = service.map(|url| move |question: &[u8]| ask(url.trim(), question));
        let signing = Signing {
            identity: &self.identity,
            role: self.asked.role.as_deref().unwrap_or_default(),
            seconds: self.now.as_second(),
            pdf_time: &pdf_time,
            timestamp: ask.as_ref().map(|ask| ask as _),
        };
        let signed = add_signature(report, &signing)?;
        work.check()?;
        Ok(signed)
    }

    /// What is stated of the signature.
    pub(super) fn stated(&self) -> NewSignature {
        NewSignature {
            role: self.asked.role.clone().unwrap_or_default(),
            name: self.identity.name(),
            certificate: self.identity.fingerprint(),
            own_key: self.asked.pkcs12.is_none(),
            timestamp: self.asked.timestamp.is_some(),
        }
    }
}

/// The user's own key, where there is one.
pub(super) fn own(session: &Session) -> Result<Option<Identity>, CommandError> {
    let path = session.home.dir().join(OWN);
    match fs::read(&path) {
        Ok(pem) => Ok(Some(Identity::from_pem(&pem)?)),
        Err(problem) if problem.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(problem) => Err(CommandError::io(&path, noted!("read"), &problem)),
    }
}

/// Makes the user's own key, readable by nobody else.
fn make(session: &Session, seconds: i64) -> Result<Identity, CommandError> {
    let identity = Identity::make(&session.home.identity()?.name, seconds)?;
    let path = session.home.dir().join(OWN);
    let failed = |problem: std::io::Error| CommandError::io(&path, noted!("written"), &problem);
    let mut file = tempfile::Builder::new().prefix(".signing-").tempfile_in(session.home.dir()).map_err(failed)?;
    file.write_all(&identity.to_pem()?).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    // Two programs that make one at the same time: the first one stays.
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(identity),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            own(session)?.ok_or_else(|| failed(error.error))
        }
        Err(error) => Err(failed(error.error)),
    }
}

/// The output is the former file or the whole new one.
pub(super) fn write(output: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    put(beside(output, bytes)?, output)
}

/// Puts a file that was written beside its place there.
pub(super) fn put(file: NamedTempFile, output: &Path) -> Result<(), CommandError> {
    file.persist(output).map(drop).map_err(|error| CommandError::io(output, noted!("written"), &error.error))
}

/// Writes a file beside its place, synced, under a name that is gone with it unless it is put there.
pub(super) fn beside(output: &Path, bytes: &[u8]) -> Result<NamedTempFile, CommandError> {
    let failed = |problem: std::io::Error| CommandError::io(output, noted!("written"), &problem);
    if output.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let folder = output.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".assay-report-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    Ok(file)
}

/// Asks a timestamp service. The only thing that leaves is the digest of a signature.
fn ask(url: &str, question: &[u8]) -> Result<Vec<u8>, String> {
    use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
    // The system's TLS with the certificates that the system trusts.
    let tls = TlsConfig::builder().provider(TlsProvider::NativeTls).root_certs(RootCerts::PlatformVerifier).build();
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).tls_config(tls).build().into();
    let request = agent.post(url).header("Content-Type", "application/timestamp-query");
    let answer = request.send(question).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    let mut body = answer.into_body().into_reader().take(LARGEST_ANSWER);
    body.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}
