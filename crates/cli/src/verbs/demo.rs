//! `assay demo`.

use std::path::PathBuf;

use assay_commands::areas::demo::DemoCreateInput;
use clap::Args;

use super::init::set_identity_if_missing;
use crate::host::{Answer, Host, Outcome};
use crate::output::lines;

/// Make the example workspace, or open the one that is there
#[derive(Debug, Args)]
#[command(
    long_about = "Make the example workspace, or open the one that is there: an invented app with builds on both \
        platforms, results of every kind, evidence and comments.",
    after_help = "\
Examples:
  assay demo
  assay demo ~/assay-example
  cd \"$(assay demo --quiet)\" && assay assessment show"
)]
pub(crate) struct Demo {
    /// The folder; by default one in your data folder
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Your name, where nobody has said yet who works here
    #[arg(long, value_name = "NAME", requires = "email")]
    by: Option<String>,
    /// Your e-mail address
    #[arg(long, value_name = "ADDRESS", requires = "by")]
    email: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Demo) -> Answer {
    set_identity_if_missing(host, verb.by, verb.email).await?;
    let dir = verb.dir.as_deref().or(host.given_workspace()).map(|dir| dir.display().to_string());
    let view = host.call_long(DemoCreateInput { dir }).await?;
    host.output.show(&view, |_| {
        if host.output.quiet() {
            return lines([&view.dir]);
        }
        lines([
            format!("The example is in {}.", view.dir),
            format!("Look around: assay assessment show --workspace \"{}\"", view.dir),
        ])
    });
    Ok(Outcome::Done)
}
