//! `assay app`.

use assay_commands::areas::apps::{AppAddInput, AppsListInput};
use clap::Subcommand;

use crate::host::{Answer, Host, Outcome};
use crate::output::{short, table};

/// Add and list apps
#[derive(Debug, Subcommand)]
pub(crate) enum App {
    /// Add an app
    #[command(after_help = "\
Examples:
  assay app add Wallet
  assay app add Wallet --description \"Payments for shops\"
  app=$(assay app add Wallet --quiet)")]
    Add {
        /// Its name, unique in the workspace
        name: String,
        /// What it is
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
    },
    /// List apps
    #[command(after_help = "Examples:\n  assay app list\n  assay app list --json")]
    List,
}

pub(crate) async fn carry_out(host: &Host, verb: App) -> Answer {
    host.open().await?;
    match verb {
        App::Add { name, description } => {
            let app = host.call(AppAddInput { name, description }).await?;
            host.output.done(&app, &app.id.to_string(), || format!("Added the app \"{}\" ({}).", app.name, app.id));
        }
        App::List => {
            let apps = host.call(AppsListInput {}).await?;
            host.output.show(&apps, |paint| {
                let rows: Vec<Vec<String>> = apps
                    .iter()
                    .map(|app| {
                        let newest = app.releases.first().map(|release| release.name.clone());
                        vec![
                            app.name.clone(),
                            app.releases.len().to_string(),
                            newest.unwrap_or_else(|| "-".to_owned()),
                            short(&app.id.to_string()),
                            app.description.clone().unwrap_or_default(),
                        ]
                    })
                    .collect();
                let heads = ["APP", "RELEASES", "NEWEST", "ID", "DESCRIPTION"];
                table(paint, &heads, &rows, "There are no apps yet. Add one: assay app add NAME")
            });
        }
    }
    Ok(Outcome::Done)
}
