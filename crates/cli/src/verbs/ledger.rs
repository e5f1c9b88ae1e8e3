//! `assay ledger`.

use assay_commands::areas::ledger::{LedgerRebuildInput, LedgerShowInput, LedgerVerifyInput};
use assay_commands::view::{LedgerPage, VerificationView};
use clap::Subcommand;

use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, facts, lines, minute, short, table};

/// Show, verify and rebuild the ledger
#[derive(Debug, Subcommand)]
pub(crate) enum Ledger {
    /// Show the checkpoint and the entries, newest first
    #[command(after_help = "Examples:\n  assay ledger show --limit 20\n  assay ledger show --before 120 --json")]
    Show {
        /// How many entries at most
        #[arg(long, value_name = "NUMBER")]
        limit: Option<u32>,
        /// Only entries that arrived before this one, by the number in the first column
        #[arg(long, value_name = "NUMBER")]
        before: Option<i64>,
    },
    /// Check every byte of the ledger; exits with 3 and names the first bad entry where something is wrong
    #[command(after_help = "Examples:\n  assay ledger verify\n  assay ledger verify --json")]
    Verify,
    /// Make the projections anew from the entries
    #[command(after_help = "Examples:\n  assay ledger rebuild")]
    Rebuild,
}

pub(crate) async fn carry_out(host: &Host, verb: Ledger) -> Answer {
    host.open().await?;
    match verb {
        Ledger::Show { limit, before } => {
            let page = host.call(LedgerShowInput { limit, before }).await?;
            host.output.show(&page, |paint| show(paint, &page));
        }
        Ledger::Verify => {
            let verification = host.call_long(LedgerVerifyInput {}).await?;
            host.output.show(&verification, |_| verified(&verification));
            if !verification.sound {
                return Ok(Outcome::CheckSaidNo);
            }
        }
        Ledger::Rebuild => {
            let rebuilt = host.call_long(LedgerRebuildInput {}).await?;
            host.output.done(&rebuilt, &rebuilt.entries.to_string(), || {
                format!("Made the projections anew from {}.", count(rebuilt.entries, "entry", "entries"))
            });
        }
    }
    Ok(Outcome::Done)
}

fn show(paint: Paint, page: &LedgerPage) -> String {
    let mut text = facts([
        ("Checkpoint", page.checkpoint.root.clone()),
        ("Workspace", page.checkpoint.workspace.to_string()),
        ("Entries", page.total.to_string()),
    ]);
    text.push('\n');
    let rows: Vec<Vec<String>> = page
        .entries
        .iter()
        .map(|entry| {
            let remarks = [(entry.superseded, "superseded"), (entry.redacted, "redacted")];
            let remarks: Vec<&str> = remarks.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
            vec![
                entry.arrival.to_string(),
                short(&entry.hash),
                minute(&entry.at),
                entry.by.clone(),
                entry.kind.clone(),
                entry.result.clone().unwrap_or_else(|| "-".to_owned()),
                entry.subject.clone(),
                remarks.join(", "),
            ]
        })
        .collect();
    let heads = ["#", "ENTRY", "TIME (UTC)", "BY", "KIND", "RESULT", "SUBJECT", ""];
    text.push_str(&table(paint, &heads, &rows, "There are no entries here."));
    text
}

fn verified(verification: &VerificationView) -> String {
    let mut text = match &verification.problem {
        None => lines([format!(
            "The ledger is sound: {}, {} redacted, {}.",
            count(verification.entries, "entry", "entries"),
            count(verification.bodies_erased, "text", "texts"),
            count(verification.heads, "signed head", "signed heads"),
        )]),
        Some(problem) => {
            let mut text = lines([format!("The check says no: {}", problem.sentence)]);
            text.push_str(&facts([
                ("Problem", problem.kind.clone()),
                ("Entry", problem.entry.clone().unwrap_or_default()),
                ("Device", problem.device.clone().unwrap_or_default()),
                ("Place", problem.seq.map(|seq| seq.to_string()).unwrap_or_default()),
            ]));
            text
        }
    };
    for device in &verification.unknown_keys {
        text.push_str(&lines([format!("Key unknown: nothing vouches for {device}, so its signatures prove nothing.")]));
    }
    text.push_str(&facts([("Checkpoint", verification.checkpoint.root.clone())]));
    text
}
