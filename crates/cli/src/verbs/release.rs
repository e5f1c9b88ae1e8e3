//! `assay release`.

use assay_commands::areas::apps::{AppsListInput, ReleaseAddInput};
use assay_commands::areas::board::{ReleasePlanInput, ReleaseReadinessInput};
use assay_commands::view::ReleaseView;
use clap::Subcommand;

use super::decide;

use crate::host::{Answer, Host, Outcome};
use crate::output::{minute, short, table};
use crate::select;

/// Add and list releases of an app, see whether one may ship, and decide
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
    /// Say when a release is due
    #[command(
        after_help = "Examples:\n  assay release plan 4.2.0 --due 2026-12-15\n  assay release plan 4.2.0 --no-date"
    )]
    Plan {
        /// The release: App/1.0, a name, an id or a unique beginning of an id
        release: String,
        /// The day
        #[arg(long, value_name = "DATE", required_unless_present = "no_date", conflicts_with = "no_date")]
        due: Option<String>,
        /// It has no date any more
        #[arg(long)]
        no_date: bool,
    },
    /// Say whether a release may ship, with every reason that holds it back
    #[command(after_help = "\
Examples:
  assay release readiness 4.2.0
  assay release readiness 4.2.0 --check || echo \"the gate is closed\"
  assay release readiness Wallet/4.2.0 --json")]
    Readiness {
        /// The release; not needed where there is only one
        release: Option<String>,
        /// Exit with 3 unless the gate is open
        #[arg(long)]
        check: bool,
    },
    /// Decide whether a release ships: go, conditional or hold
    #[command(after_help = "\
Examples:
  assay release decide 4.2.0 go
  assay release decide 4.2.0 conditional --reason \"Known, and small\" --conditions \"Fixed in 4.2.1 by March\"
  assay release decide Wallet/4.2.0 hold --reason \"The session token lies in the clear\"")]
    Decide(decide::Decide),
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
        Release::Plan { release, due, no_date: _ } => {
            let found = select::find(host, None, Some(release)).await?;
            let release = select::known(found.release, "release")?;
            let view = host.call(ReleasePlanInput { release, due }).await?;
            host.output.done(&view, &view.release.to_string(), || match &view.due {
                Some(due) => format!("{} {} is due on {}.", view.app_name, view.release_name, due.day),
                None => format!("{} {} has no date.", view.app_name, view.release_name),
            });
        }
        Release::Readiness { release, check } => {
            let release = select::release(host, release).await?;
            let view = host.call(ReleaseReadinessInput { release }).await?;
            host.output.show(&view, |paint| decide::words(paint, &view));
            if check && !view.ready {
                return Ok(Outcome::CheckSaidNo);
            }
        }
        Release::Decide(verb) => return decide::carry_out(host, verb).await,
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
