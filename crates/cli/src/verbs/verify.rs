//! `assay verify`.

use std::path::PathBuf;

use assay_commands::areas::verify::ReportVerifyInput;
use assay_proof::{Outcome as Said, Verification};
use clap::Args;

use crate::host::{Answer, Host, Outcome};
use crate::output::lines;

/// Check a report: whether it is what it says
#[derive(Debug, Args)]
#[command(
    long_about = "Check a report: its signatures, that the attached data agrees with what is printed, and that the \
        statements that it rests on are under the printed checkpoint of the ledger. Neither a workspace nor the network \
        is needed. Exits with 3 when a check says no.",
    after_help = "\
Examples:
  assay verify wallet-4.2.0.pdf
  assay verify wallet-4.2.0.pdf --evidence handed-over/
  assay verify wallet-4.2.0-volume-*.pdf
  assay verify wallet-4.2.1.pdf --earlier wallet-4.2.0.pdf --json"
)]
pub(crate) struct Verify {
    /// The report; of one in volumes, all of them
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A folder with the evidence, to be compared with the digests in the report
    #[arg(long, value_name = "DIR")]
    evidence: Option<PathBuf>,
    /// An earlier report of the same workspace: whether its record is the beginning of this one's
    #[arg(long, value_name = "FILE")]
    earlier: Option<PathBuf>,
    /// SHA-256 of a certificate that you know; may be repeated
    #[arg(long, value_name = "SHA256")]
    known: Vec<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Verify) -> Answer {
    let named = |path: PathBuf| std::path::absolute(&path).unwrap_or(path).display().to_string();
    let mut files = verb.files.into_iter().map(named);
    let verification = host
        .call_long(ReportVerifyInput {
            path: files.next().unwrap_or_default(),
            volumes: files.collect(),
            evidence: verb.evidence.map(named),
            earlier: verb.earlier.map(named),
            known: verb.known,
        })
        .await?;
    host.output.show(&verification, |_| if host.output.quiet() { String::new() } else { said(&verification) });
    Ok(if verification.sound { Outcome::Done } else { Outcome::CheckSaidNo })
}

/// The answer first, then what is not as it should be, then the rest.
fn said(verification: &Verification) -> String {
    let mut text = lines([&verification.answer]);
    if let Some(about) = &verification.about {
        text.push_str(&lines([format!("{} ({})", about.title, about.created), format!("Report {}", about.id)]));
    }
    text.push('\n');
    text.push_str(&checks(verification));
    for volume in &verification.volumes {
        let number = volume.about.as_ref().map_or("A file without data", |it| it.number.as_str());
        text.push_str(&lines([format!("\n{number}: {}", volume.answer)]));
        text.push_str(&checks(volume));
        text.push_str(&lines([format!("SHA-256 of the file: {}", volume.sha256)]));
    }
    if verification.volumes.is_empty() {
        text.push_str(&lines([format!("\nSHA-256 of the file: {}", verification.sha256)]));
    }
    text
}

fn checks(verification: &Verification) -> String {
    let mut text = String::new();
    for (outcome, word) in [(Said::Fails, "NO "), (Said::Open, "?  "), (Said::Holds, "yes")] {
        for check in verification.checks.iter().filter(|check| check.outcome == outcome) {
            text.push_str(&lines([format!("{word} {}", check.sentence)]));
            text.push_str(&lines(check.details.iter().map(|detail| format!("      {detail}"))));
        }
    }
    text
}
