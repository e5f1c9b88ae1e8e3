//! `assay identity`.

use assay_commands::areas::people::{PeopleListInput, PersonAddInput, PersonSwitchInput};
use assay_commands::areas::workspaces::{IdentitySetInput, StatusInput};
use clap::Subcommand;

use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{lines, table};

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
    /// Add somebody who works on this computer too, and make them a member of the workspace
    #[command(after_help = "\
Examples:
  assay identity add --name \"Jo Park\" --email jo@example.org")]
    Add {
        /// Their name
        #[arg(long)]
        name: String,
        /// Their e-mail address
        #[arg(long, value_name = "ADDRESS")]
        email: String,
    },
    /// Go on as somebody else who works on this computer
    #[command(after_help = "Examples:\n  assay identity switch jo@example.org")]
    Switch {
        /// Name, e-mail address or id
        person: String,
    },
    /// List who works on this computer, and who is a member of the workspace
    #[command(after_help = "Examples:\n  assay identity list\n  assay identity list --json")]
    List,
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
        Identity::Add { name, email } => {
            open_if_meant(host).await?;
            let person = host.call(PersonAddInput { name, email }).await?;
            host.output.done(&person, &person.member.to_string(), || {
                let member = if person.in_workspace { " and is a member of this workspace" } else { "" };
                format!("{} works on this computer too{member}.", person.name)
            });
        }
        Identity::Switch { person } => {
            open_if_meant(host).await?;
            let person = host.call(PersonSwitchInput { person }).await?;
            host.output.done(&person, &person.email, || {
                format!(
                    "Statements are made as {} <{}> from now on, with the same device key as before.",
                    person.name, person.email
                )
            });
        }
        Identity::List => {
            open_if_meant(host).await?;
            let people = host.call(PeopleListInput {}).await?;
            host.output.show(&people, |paint| {
                let word = |is: bool, word: &str| if is { word.to_owned() } else { String::new() };
                let rows: Vec<Vec<String>> = people
                    .iter()
                    .map(|it| {
                        vec![
                            it.name.clone(),
                            it.email.clone(),
                            word(it.me, "you"),
                            word(it.here, "here"),
                            word(it.in_workspace, "member"),
                        ]
                    })
                    .collect();
                table(paint, &["NAME", "E-MAIL", "", "COMPUTER", "WORKSPACE"], &rows, "Nobody works here yet.")
            });
        }
    }
    Ok(Outcome::Done)
}

/// Opens the workspace that is meant, where there is one and whoever works here is a member: people can be added and
/// switched to without.
async fn open_if_meant(host: &Host) -> Answer<()> {
    match host.open_if_there().await {
        Err(Failure::Failed(error)) if error.code == "workspace.foreign" => Ok(()),
        other => other,
    }
}
