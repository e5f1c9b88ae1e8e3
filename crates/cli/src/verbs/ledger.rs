//! `assay ledger`.

use assay_commands::areas::ledger::{CheckpointCheckInput, LedgerRebuildInput, LedgerShowInput, LedgerVerifyInput};
use assay_commands::view::{CheckpointCheck, CheckpointOutcome, LedgerPage, VerificationView};
use clap::Subcommand;
use serde::Serialize;

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
    #[command(
        after_help = "Examples:\n  assay ledger verify\n  assay ledger verify --checkpoint 1f0c…\n  assay ledger verify --json"
    )]
    Verify {
        /// A checkpoint that was kept elsewhere, as a report prints it: is it one of this ledger's? Exits with 3 where not
        #[arg(long, value_name = "ROOT")]
        checkpoint: Option<String>,
    },
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
        Ledger::Verify { checkpoint } => {
            let kept = match checkpoint {
                Some(root) => Some(host.call_long(CheckpointCheckInput { root }).await?),
                None => None,
            };
            let checked = Checked { verification: host.call_long(LedgerVerifyInput {}).await?, kept };
            host.output.show(&checked, |_| verified(&checked));
            let found = checked.kept.as_ref().is_none_or(|kept| kept.outcome == CheckpointOutcome::Found);
            if !checked.verification.sound || !found {
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

/// What the check says, and what became of a checkpoint that was kept.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    verification: VerificationView,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<CheckpointCheck>,
}

fn kept_words(kept: &CheckpointCheck) -> String {
    match kept.outcome {
        CheckpointOutcome::Found => format!(
            "This ledger had the checkpoint that was kept: {} by then, {} since.",
            count(kept.entries, "entry", "entries"),
            count(kept.since, "entry", "entries")
        ),
        CheckpointOutcome::Unknown => {
            "This ledger never had the checkpoint that was kept: it was rewritten since, the \
             checkpoint is of another workspace, or a digit is wrong."
                .to_owned()
        }
        CheckpointOutcome::TooMany => {
            "The checkpoint that was kept was not found, and that proves nothing: no entry tells of it, and there are \
             too many states of several devices to try them all. A report that carries the checkpoint can be checked \
             instead: assay verify REPORT."
                .to_owned()
        }
    }
}

fn verified(Checked { verification, kept }: &Checked) -> String {
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
    if let Some(kept) = kept {
        text.push_str(&lines([kept_words(kept)]));
    }
    text.push_str(&facts([("Checkpoint", verification.checkpoint.root.clone())]));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_up_on_a_kept_checkpoint_accuses_nobody_and_says_what_can_be_checked_instead() {
        let words = |outcome| kept_words(&CheckpointCheck { root: "7".repeat(64), outcome, entries: 0, since: 0 });
        let gave_up = words(CheckpointOutcome::TooMany);
        assert!(gave_up.contains("was not found, and that proves nothing"), "{gave_up}");
        assert!(gave_up.contains("assay verify REPORT"), "{gave_up}");
        assert!(!gave_up.contains("rewritten") && !gave_up.contains("never had"), "{gave_up}");
        assert!(words(CheckpointOutcome::Unknown).contains("never had"));
    }
}
