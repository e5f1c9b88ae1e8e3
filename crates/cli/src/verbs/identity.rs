//! `assay identity`.

use assay_commands::areas::workspaces::{IdentitySetInput, StatusInput};
use clap::Subcommand;

use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::lines;

/// Say who works here, or show it
#[derive(Debug, Subcommand)]
pub(crate) enum Identity {
    /// Set the name and e-mail address that statements are made under
    #[command(after_help = "Examples:\n  assay identity set --name \"Ada Example\" --email ada@example.org")]
    Set {
        /// Your name
        #[arg(long)]
        name: String,
        /// Your e-mail address
        #[arg(long, value_name = "ADDRESS")]
        email: String,
    },
    /// Show the name and e-mail address that statements are made under
    #[command(after_help = "Examples:\n  assay identity show\n  assay identity show --json")]
    Show,
}

pub(crate) async fn carry_out(host: &Host, verb: Identity) -> Answer {
    match verb {
        Identity::Set { name, email } => {
            let identity = host.call(IdentitySetInput { name, email }).await?;
            host.output.done(&identity, &identity.email, || {
                format!("Statements are made as {} <{}> from now on.", identity.name, identity.email)
            });
        }
        Identity::Show => {
            let Some(identity) = host.call(StatusInput {}).await?.identity else {
                return Err(Failure::Failed(assay_commands::CommandError::new(
                    "identity.missing",
                    "Nobody has said yet who works here.",
                    "Say it: assay identity set --name NAME --email ADDRESS",
                )));
            };
            host.output.show(&identity, |_| lines([format!("{} <{}>", identity.name, identity.email)]));
        }
    }
    Ok(Outcome::Done)
}
