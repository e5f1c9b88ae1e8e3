//! `assay sign`.

use std::path::{Path, PathBuf};

use assay_commands::areas::signing::{ReportSignInput, ReportSignatureInput};
use clap::Args;

use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{facts, lines};

/// Sign a report
#[derive(Debug, Args)]
#[command(
    long_about = "Sign a report, so that whoever has it can see that nothing was changed: PAdES, with a visible block on \
        the first page. Several people sign one after another. Without --pkcs12 the key is one of your own, which is made \
        on first use: it shows that nothing was changed, not who you are.",
    after_help = "\
Examples:
  assay sign wallet-4.2.0.pdf --as Author
  assay sign wallet-4.2.0.pdf --as Reviewer --pkcs12 mara.p12 --password-file mara.txt
  assay sign wallet-4.2.0.pdf --timestamp http://timestamp.example.org"
)]
pub(crate) struct Sign {
    /// The report
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where the signed report goes; by default it takes the place of the other
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    with: Signature,
}

/// With what is signed.
#[derive(Debug, Args)]
pub(crate) struct Signature {
    /// In which role, such as Author, Reviewer or Approver
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// A PKCS#12 file with your key and certificate
    #[arg(long, value_name = "FILE")]
    pkcs12: Option<PathBuf>,
    /// A file whose first line is the password of the PKCS#12 file
    #[arg(long, value_name = "FILE", requires = "pkcs12")]
    password_file: Option<PathBuf>,
    /// The address of a timestamp service (RFC 3161); nothing but the digest of the signature is sent
    #[arg(long, value_name = "URL")]
    timestamp: Option<String>,
}

impl Signature {
    /// Whether anything says that it is to be signed.
    pub(crate) fn is_asked(&self) -> bool {
        self.role.is_some() || self.pkcs12.is_some() || self.timestamp.is_some()
    }

    pub(crate) fn input(&self) -> Answer<ReportSignatureInput> {
        Ok(ReportSignatureInput {
            role: self.role.clone(),
            pkcs12: self.pkcs12.as_deref().map(named),
            password: self.password_file.as_deref().map(password).transpose()?,
            timestamp: self.timestamp.clone(),
        })
    }
}

pub(crate) async fn carry_out(host: &Host, verb: Sign) -> Answer {
    let with = verb.with.input()?;
    let signed = host
        .call_long(ReportSignInput {
            path: named(&verb.file),
            output: verb.output.as_deref().map(named),
            role: with.role,
            pkcs12: with.pkcs12,
            password: with.password,
            timestamp: with.timestamp,
        })
        .await?;
    host.output.show(&signed, |_| {
        if host.output.quiet() {
            return lines([&signed.path]);
        }
        let mut text = lines([format!("Signed {} as {}.", signed.path, signed.name)]);
        text.push_str(&facts([("Certificate", signed.certificate.clone()), ("SHA-256", signed.sha256.clone())]));
        if signed.own_key {
            text.push_str(&lines(["The key is your own: it shows that nothing was changed, not who you are. Tell others the certificate's digest by another way."]));
        }
        text
    });
    Ok(Outcome::Done)
}

/// A path as the command takes it: whole.
pub(crate) fn named(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// The first line of a file.
fn password(path: &Path) -> Result<String, Failure> {
    let unreadable = |error| {
        Failure::usage(
            format!("{} could not be read: {error}.", path.display()),
            "Name a file that holds the password.",
        )
    };
    Ok(std::fs::read_to_string(path).map_err(unreadable)?.lines().next().unwrap_or_default().to_owned())
}
