//! `assay release`.

use assay_commands::areas::apps::{AppsListInput, ReleaseAddInput};
use assay_commands::view::ReleaseView;
use clap::Subcommand;

use crate::host::{Answer, Host, Outcome};
use crate::output::{minute, short, table};
use crate::select;

/// Add and list releases of an app
#[derive(Debug, Subcommand)]
pub(crate) enum Release {
    /// Add a release of an app
    #[command(after_help = "Examples:\n  assay release add Wallet 4.2.0")]
    Add {
        /// The app: name, id or unique beginning of an id
        app: String,
        /// The release's name, unique in the app
        name: String,
    },
    /// List releases
    #[command(after_help = "Examples:\n  assay release list\n  assay release list --app Wallet --json")]
    List {
        /// Only those of this app
        #[arg(long)]
        app: Option<String>,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Release) -> Answer {
    host.open().await?;
    match verb {
        Release::Add { app, name } => {
            let found = select::find(host, Some(app), None).await?;
            let app = select::known(found.app, "app")?;
            let release = host.call(ReleaseAddInput { app, name }).await?;
            host.output.done(&release, &release.id.to_string(), || {
                format!("Added the release {} ({}).", release.name, release.id)
            });
        }
        Release::List { app } => {
            let only = match app {
                Some(app) => select::find(host, Some(app), None).await?.app,
                None => None,
            };
            let apps = host.call(AppsListInput {}).await?;
            let listed: Vec<_> =
                select::releases(&apps).filter(|(app, _)| only.is_none_or(|only| only == app.id)).collect();
            let views: Vec<&ReleaseView> = listed.iter().map(|(_, release)| *release).collect();
            host.output.show(&views, |paint| {
                let rows: Vec<Vec<String>> = listed
                    .iter()
                    .map(|(app, release)| {
                        vec![
                            app.name.clone(),
                            release.name.clone(),
                            release.builds.len().to_string(),
                            release.assessments.len().to_string(),
                            minute(&release.added.at),
                            short(&release.id.to_string()),
                        ]
                    })
                    .collect();
                let heads = ["APP", "RELEASE", "BUILDS", "ASSESSMENTS", "ADDED (UTC)", "ID"];
                table(paint, &heads, &rows, "There are no releases yet. Add one: assay release add APP NAME")
            });
        }
    }
    Ok(Outcome::Done)
}
