//! `assay init`.

use std::path::PathBuf;

use assay_commands::areas::workspaces::{IdentitySetInput, StatusInput, WorkspaceCreateInput};
use clap::Args;

use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{facts, lines};

/// Create a workspace
#[derive(Debug, Args)]
#[command(
    long_about = "Create a workspace: a folder with a ledger, its projections and the evidence.\n\n\
        Statements are made under your name: give it once with --by and --email, or with `assay identity set`.",
    after_help = "\
Examples:
  assay init
  assay init review --name \"Wallet review 2026\"
  assay init review --by \"Ada Example\" --email ada@example.org"
)]
pub(crate) struct Init {
    /// The folder, new or empty; by default the one of --workspace, else the current one
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What the workspace is called; by default as its folder
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Your name, where nobody has said yet who works here
    #[arg(long, value_name = "NAME", requires = "email")]
    by: Option<String>,
    /// Your e-mail address
    #[arg(long, value_name = "ADDRESS", requires = "by")]
    email: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Init) -> Answer {
    set_identity_if_missing(host, verb.by, verb.email).await?;
    let dir = verb.dir.or_else(|| host.given_workspace().map(PathBuf::from)).unwrap_or_else(|| PathBuf::from("."));
    let absolute = std::path::absolute(&dir).unwrap_or_else(|_| dir.clone());
    let folder_name = absolute.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = verb.name.or(folder_name).unwrap_or_else(|| "Workspace".to_owned());
    let view = host.call(WorkspaceCreateInput { dir: absolute.display().to_string(), name }).await?;
    let id = view.id.to_string();
    host.output.show(&view, |_| {
        if host.output.quiet() {
            return lines([id]);
        }
        let mut text = lines([format!("Created the workspace \"{}\".", view.name)]);
        text.push_str(&facts([("Folder", view.dir.clone()), ("Id", id), ("Device", view.device.clone())]));
        text
    });
    Ok(Outcome::Done)
}

/// Sets the identity where none is set; says so where another one is there already.
pub(crate) async fn set_identity_if_missing(host: &Host, by: Option<String>, email: Option<String>) -> Answer<()> {
    let (Some(name), Some(email)) = (by, email) else { return Ok(()) };
    let status = host.call(StatusInput {}).await?;
    match status.identity {
        None => {
            host.call(IdentitySetInput { name, email }).await?;
            Ok(())
        }
        Some(identity) if identity.name == name && identity.email == email => Ok(()),
        Some(identity) => Err(Failure::usage(
            format!("{} <{}> works here already.", identity.name, identity.email),
            "Leave --by and --email out, or change the identity with assay identity set.",
        )),
    }
}
