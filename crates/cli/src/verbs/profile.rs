//! `assay profile`.

use assay_commands::Platform;
use assay_commands::areas::profiles::{PlanUnit, ProfilePlan, ProfileShowInput, ProfilesListInput};
use clap::Subcommand;

use crate::arguments::{PLATFORMS, one_of};
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, lines, table};

/// List profiles, and show what one asks for
#[derive(Debug, Subcommand)]
pub(crate) enum Profile {
    /// List the profiles that are offered
    #[command(after_help = "Examples:\n  assay profile list\n  assay profile list --json")]
    List,
    /// Show what a profile asks for on a platform, with the reasons
    #[command(
        after_help = "Examples:\n  assay profile show L2+R --platform android\n  assay profile show P --platform ios --json"
    )]
    Show {
        /// Levels joined by a plus sign, such as L2+R+P; R only beside L1 or L2
        profile: String,
        /// The platform
        #[arg(long, value_parser = one_of::<Platform>(PLATFORMS))]
        platform: Platform,
    },
}

pub(crate) async fn carry_out(host: &Host, verb: Profile) -> Answer {
    match verb {
        Profile::List => {
            let profiles = host.call(ProfilesListInput {}).await?;
            host.output.show(&profiles, |paint| {
                let rows: Vec<Vec<String>> =
                    profiles.iter().map(|profile| vec![profile.id.clone(), profile.title.clone()]).collect();
                table(paint, &["PROFILE", "TITLE"], &rows, "There are no profiles.")
            });
        }
        Profile::Show { profile, platform } => {
            let plan = host.call(ProfileShowInput { profile, platform, answers: None }).await?;
            host.output.show(&plan, |paint| show(paint, &plan));
        }
    }
    Ok(Outcome::Done)
}

fn show(paint: Paint, plan: &ProfilePlan) -> String {
    let counts = &plan.counts;
    let mut text = lines([
        paint.strong(&format!("{} on {}: {}", plan.profile.id, plan.platform, plan.profile.title)),
        plan.profile.summary.clone(),
        format!(
            "{}, {}: {} and {} required, {} optional.",
            count(counts.controls.into(), "control", "controls"),
            count(counts.weaknesses.into(), "weakness", "weaknesses"),
            count(counts.tests.into(), "test", "tests"),
            count(counts.direct.into(), "direct assessment", "direct assessments"),
            count(counts.optional.into(), "test", "tests"),
        ),
    ]);
    for control in &plan.controls {
        let scope = if control.required { String::new() } else { paint.faint(" (out of scope)") };
        text.push_str(&lines([String::new(), format!("{}{scope}  {}", paint.strong(&control.id), control.summary)]));
        text.push_str(&lines(control.units.iter().map(|unit| unit_line("  ", unit))));
        for weakness in control.weaknesses.iter().filter(|weakness| weakness.required) {
            text.push_str(&lines([format!("  {} {}", weakness.id, weakness.title)]));
            text.push_str(&lines(weakness.units.iter().map(|unit| unit_line("    ", unit))));
        }
    }
    if !plan.limits.is_empty() {
        text.push_str(&lines([String::new(), paint.strong("What this does not cover")]));
        text.push_str(&lines(plan.limits.iter().map(|limit| format!("  {}", limit.sentence))));
    }
    text
}

fn unit_line(indent: &str, unit: &PlanUnit) -> String {
    let required = if unit.required { "required" } else { "optional" };
    let id = unit.unit.rsplit([':', '/']).next().unwrap_or_default();
    let what = if unit.unit.starts_with("direct:") { "direct assessment" } else { &unit.title };
    format!("{indent}{required}  {id}  {what}")
}
