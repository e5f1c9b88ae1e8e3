//! `assay report`.

use std::path::PathBuf;

use assay_commands::areas::reports::{ReportExportInput, ReportOptionsInput};
use clap::Args;

use crate::host::{Answer, Host, Outcome};
use crate::output::{count, facts, lines};
use crate::select;

/// Write the report of an assessment as a PDF
#[derive(Debug, Args)]
#[command(
    long_about = "Write the report of an assessment as a PDF: scope and identity of the builds, method and limits, \
        verdicts per control, each unit with result, tester, time, note and evidence, the evidence's manifest, the \
        catalogues and the ledger's checkpoint. The same assessment gives the same bytes.",
    after_help = "\
Examples:
  assay report
  assay report --output wallet-4.2.0.pdf --comments
  assay report --assessment \"Wallet 4.2.0, first round\" --build android"
)]
pub(crate) struct Report {
    /// The assessment; not needed where there is only one
    #[arg(long, short)]
    assessment: Option<String>,
    /// Where the PDF goes; by default a file in the current folder that is called as the assessment
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only this build; may be repeated. By default all of the release
    #[arg(long, short)]
    build: Vec<String>,
    /// Print comments too
    #[arg(long)]
    comments: bool,
}

pub(crate) async fn carry_out(host: &Host, verb: Report) -> Answer {
    host.open().await?;
    let assessment = select::assessment(host, verb.assessment.as_deref()).await?;
    let mut builds = Vec::new();
    for named in &verb.build {
        builds.push(select::build_of(host, &assessment, Some(named)).await?);
    }
    let output = verb.output.unwrap_or_else(|| PathBuf::from(file_name(&assessment.title)));
    let path = std::path::absolute(&output).unwrap_or(output);
    let build_ids = (!builds.is_empty()).then_some(builds);
    let report = host
        .call_long(ReportExportInput {
            assessment: assessment.id,
            path: path.display().to_string(),
            options: ReportOptionsInput { comments: verb.comments, build_ids },
        })
        .await?;
    host.output.show(&report, |_| {
        if host.output.quiet() {
            return lines([&report.path]);
        }
        let mut text = lines([format!("Wrote {}.", report.path)]);
        text.push_str(&facts([
            ("Pages", report.pages.to_string()),
            ("Size", count(report.size, "byte", "bytes")),
            ("SHA-256", report.sha256.clone()),
        ]));
        text.push_str(&lines(report.notices.iter().map(|notice| format!("Note: {}", notice.message))));
        text
    });
    Ok(Outcome::Done)
}

/// A file's name from a title: letters and digits of any script, dots; everything else becomes a hyphen.
fn file_name(title: &str) -> String {
    let kept: String =
        title.chars().map(|letter| if letter.is_alphanumeric() || letter == '.' { letter } else { '-' }).collect();
    let words: Vec<&str> = kept.split('-').map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    format!("{}.pdf", if name.is_empty() { "report" } else { &name })
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(file_name("Wallet 4.2.0, L2+R"), "Wallet-4.2.0-L2-R.pdf");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.pdf");
        assert_eq!(file_name("Größe 中文"), "Größe-中文.pdf");
        assert_eq!(file_name("///"), "report.pdf");
    }
}
