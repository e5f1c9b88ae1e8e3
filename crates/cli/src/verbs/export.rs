//! `assay export`.

use std::path::PathBuf;

use assay_commands::areas::sheets::{ChecklistExportInput, FindingsExportInput, SheetExported};
use clap::Subcommand;

use super::finding::Scope;
use crate::arguments::On;
use crate::host::{Answer, Host, Outcome};
use crate::output::{count, write};
use crate::select::{self, Target};

/// Write the checklist or the findings as a table for spreadsheets
#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// Write the checklist of a build as CSV, a row a unit
    #[command(
        long_about = "Write the checklist of a build as CSV (RFC 4180, UTF-8), a row a unit: what it is, the result with \
            its words, who answered, the review, and what identifies the evidence. Comments are counted only, as they \
            are for colleagues. Cells that a spreadsheet would evaluate get an apostrophe.",
        after_help = "\
Examples:
  assay export checklist --build android --output checklist.csv
  assay export checklist --assessment \"Wallet 4.2.0, L2+R\" --build android > checklist.csv"
    )]
    Checklist {
        #[command(flatten)]
        on: On,
        /// Where it goes; by default to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write findings as CSV, a row a finding
    #[command(
        long_about = "Write findings as CSV (RFC 4180, UTF-8), a row a finding: severity, where it stands, builds and \
            units that showed it, steps, remedy, owner, due date, and the waiver that counts. Cells that a spreadsheet \
            would evaluate get an apostrophe.",
        after_help = "\
Examples:
  assay export findings --app Wallet --output findings.csv
  assay export findings --release Wallet/4.2.0 > findings.csv"
    )]
    Findings {
        #[command(flatten)]
        scope: Scope,
        /// Where it goes; by default to standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Export) -> Answer {
    host.open().await?;
    let place =
        |output: Option<PathBuf>| output.map(|path| std::path::absolute(&path).unwrap_or(path).display().to_string());
    let exported = match verb {
        Export::Checklist { on, output } => {
            let Target { assessment, build } = select::target(host, &on).await?;
            host.call_long(ChecklistExportInput { assessment, build, path: place(output) }).await?
        }
        Export::Findings { scope, output } => {
            let scope = scope.find(host).await?;
            host.call(FindingsExportInput { scope, path: place(output) }).await?
        }
    };
    tell(host, &exported);
    Ok(Outcome::Done)
}

fn tell(host: &Host, exported: &SheetExported) {
    match (&exported.path, &exported.text) {
        (None, Some(text)) => write(text),
        (path, _) => {
            let path = path.clone().unwrap_or_default();
            host.output
                .done(exported, &path, || format!("Wrote {path}: {}.", count(exported.rows.into(), "row", "rows")));
        }
    }
}
