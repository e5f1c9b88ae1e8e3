//! `assay sign-off`.

use assay_commands::areas::review::{SignOffGiveInput, SignOffWithdrawInput, SignOffsListInput};
use assay_commands::view::{SignOffRole, SignOffView};
use clap::Subcommand;

use crate::arguments::one_of;
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{Paint, count, minute, short, table, word};
use crate::select;

/// The roles in which somebody signs.
const ROLES: &[&str] = &["tester", "reviewer", "approver", "customer"];

/// Sign an assessment off in a role, over the ledger's checkpoint
#[derive(Debug, Subcommand)]
pub(crate) enum SignOff {
    /// Sign off
    #[command(after_help = "\
Examples:
  assay sign-off give tester --statement \"I made these tests.\"
  assay sign-off give approver --statement \"This may go out.\" --assessment \"Wallet 4.2.0\"")]
    Give {
        /// Your role
        #[arg(value_parser = one_of::<SignOffRole>(ROLES))]
        role: SignOffRole,
        /// What you sign, in a sentence
        #[arg(long, value_name = "TEXT")]
        statement: String,
        /// The assessment: title, id or unique beginning of an id; not needed where there is only one
        #[arg(long, short, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    /// List sign-offs, with what was stated since
    #[command(after_help = "Examples:\n  assay sign-off list\n  assay sign-off list --json")]
    List {
        /// The assessment
        #[arg(long, short, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
    /// Withdraw your own sign-off
    #[command(after_help = "Examples:\n  assay sign-off withdraw 3f0c")]
    Withdraw {
        /// The sign-off: its id, or a unique beginning of it
        id: String,
        /// The assessment
        #[arg(long, short, value_name = "ASSESSMENT")]
        assessment: Option<String>,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: SignOff) -> Answer {
    host.open().await?;
    match verb {
        SignOff::Give { role, statement, assessment } => {
            let assessment = select::assessment(host, assessment.as_deref()).await?.id;
            let given = host.call(SignOffGiveInput { assessment, role, statement }).await?;
            host.output.done(&given, &given.id.to_string(), || {
                let mut text = format!(
                    "Signed off as {} over checkpoint {} ({}).",
                    word(&given.role),
                    short(&given.checkpoint),
                    count(given.entries, "entry", "entries")
                );
                if !given.same_device_as.is_empty() {
                    text.push('\n');
                    text.push_str(&neighbours(&given));
                }
                text
            });
        }
        SignOff::List { assessment } => {
            let assessment = select::assessment(host, assessment.as_deref()).await?.id;
            let all = host.call(SignOffsListInput { assessment }).await?;
            host.output.show(&all, |paint| list(paint, &all));
        }
        SignOff::Withdraw { id, assessment } => {
            let assessment = select::assessment(host, assessment.as_deref()).await?.id;
            let all = host.call(SignOffsListInput { assessment }).await?;
            let wanted = id.trim().to_lowercase();
            let found: Vec<&SignOffView> = all.iter().filter(|it| it.id.to_string().starts_with(&wanted)).collect();
            let [one] = found.as_slice() else {
                let message = format!("\"{id}\" names {}.", count(found.len() as u64, "sign-off", "sign-offs"));
                return Err(Failure::usage(message, "Give the id that assay sign-off list shows."));
            };
            let withdrawn = host.call(SignOffWithdrawInput { assessment, sign_off: one.id }).await?;
            host.output.done(&withdrawn, &withdrawn.id.to_string(), || "Your sign-off is withdrawn.".to_owned());
        }
    }
    Ok(Outcome::Done)
}

fn neighbours(it: &SignOffView) -> String {
    format!(
        "{} signed from the same device key, so that you are several people proves little.",
        it.same_device_as.join(" and ")
    )
}

fn list(paint: Paint, all: &[SignOffView]) -> String {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|it| {
            let stands = match (&it.withdrawn, &it.outdated) {
                (Some(_), _) => "withdrawn".to_owned(),
                (None, Some(since)) => {
                    format!("outdated by {}", count(since.statements, "statement", "statements"))
                }
                (None, None) if it.same_device_as.is_empty() => "stands".to_owned(),
                (None, None) => format!("stands; same device key as {}", it.same_device_as.join(", ")),
            };
            vec![
                short(&it.id.to_string()),
                word(&it.role),
                it.given.by.clone(),
                minute(&it.given.at),
                short(&it.checkpoint),
                stands,
            ]
        })
        .collect();
    table(paint, &["ID", "ROLE", "BY", "AT (UTC)", "CHECKPOINT", ""], &rows, "Nobody has signed off yet.")
}
