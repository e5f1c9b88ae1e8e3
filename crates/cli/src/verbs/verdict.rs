//! `assay verdict`.

use assay_commands::areas::assessments::{VerdictOverrideInput, VerdictShowInput, VerdictsListInput};
use assay_commands::view::{AnswerState, Verdict, VerdictView, Verdicts};
use clap::{Args, Subcommand};

use crate::arguments::{On, one_of};
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, lines, minute, table, word};
use crate::select;

/// What an assessor may conclude.
const CONCLUSIONS: &[&str] = &["pass", "inconclusive", "fail"];

/// Show verdicts, and conclude on one with a reason
#[derive(Debug, Subcommand)]
pub(crate) enum VerdictVerb {
    /// Show the verdicts, or one of them explained down to the results
    #[command(after_help = "\
Examples:
  assay verdict show
  assay verdict show MASVS-STORAGE-1 --build android
  assay verdict show --side-by-side")]
    Show {
        /// The control; all of them without one
        control: Option<String>,
        /// Android and iOS beside each other
        #[arg(long, conflicts_with_all = ["control", "build"])]
        side_by_side: bool,
        #[command(flatten)]
        on: On,
    },
    /// Lower a verdict, or conclude what a failure elsewhere left open, with a reason
    #[command(after_help = "\
Examples:
  assay verdict override MASVS-STORAGE-1 inconclusive --reason \"The key store could not be read.\" --build android
  assay verdict override MASVS-STORAGE-1 --take-back --reason \"It could be read after all.\" --build android")]
    Override(Override),
}

/// What the assessor concludes.
#[derive(Debug, Args)]
pub(crate) struct Override {
    /// The control
    control: String,
    /// What you conclude
    #[arg(value_parser = one_of::<Verdict>(CONCLUSIONS), required_unless_present = "take_back")]
    verdict: Option<Verdict>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Take the override back
    #[arg(long, conflicts_with = "verdict")]
    take_back: bool,
    #[command(flatten)]
    on: On,
}

pub(crate) async fn carry_out(host: &Host, verb: VerdictVerb) -> Answer {
    host.open().await?;
    match verb {
        VerdictVerb::Show { control: None, side_by_side, on } => {
            let assessment = select::assessment(host, on.assessment.as_deref()).await?;
            let mut verdicts = host.call(VerdictsListInput { assessment: assessment.id }).await?;
            if let Some(named) = &on.build {
                let build = select::build_of(host, &assessment, Some(named)).await?;
                verdicts.platforms.retain(|platform| platform.build.id == build);
            }
            host.output
                .show(&verdicts, |paint| if side_by_side { beside(paint, &verdicts) } else { list(paint, &verdicts) });
        }
        VerdictVerb::Show { control: Some(control), on, .. } => {
            let target = select::target(host, &on).await?;
            let control = control.to_uppercase();
            let input = VerdictShowInput { assessment: target.assessment, build: target.build, control };
            let verdict = host.call(input).await?;
            host.output.show(&verdict, |paint| explain(paint, &verdict));
        }
        VerdictVerb::Override(it) => {
            let target = select::target(host, &it.on).await?;
            let (assessment, build, control) = (target.assessment, target.build, it.control.to_uppercase());
            let now = host.call(VerdictShowInput { assessment, build, control: control.clone() }).await?;
            let input = VerdictOverrideInput {
                assessment,
                build,
                control,
                verdict: it.verdict,
                reason: it.reason,
                expected: now.override_heads,
            };
            let verdict = host.call(input).await?;
            host.output.done(&verdict, &word(&verdict.verdict), || {
                format!("{} on {} is {} now.", verdict.control, verdict.platform, word(&verdict.verdict))
            });
        }
    }
    Ok(Outcome::Done)
}

fn list(paint: Paint, verdicts: &Verdicts) -> String {
    let rows: Vec<Vec<String>> = verdicts
        .platforms
        .iter()
        .flat_map(|platform| platform.verdicts.iter().map(move |it| (platform.platform, it)))
        .map(|(platform, it)| {
            vec![platform.to_string(), it.control.clone(), paint.state(&word(&it.verdict)), it.sentence.clone()]
        })
        .collect();
    table(paint, &["PLATFORM", "CONTROL", "VERDICT", "WHY"], &rows, "The release has no build yet.")
}

/// Per control what follows on each platform, and how many of its units are decided there.
fn beside(paint: Paint, verdicts: &Verdicts) -> String {
    let mut controls: Vec<&str> = Vec::new();
    for it in verdicts.platforms.iter().flat_map(|platform| &platform.verdicts) {
        if it.verdict != Verdict::OutOfScope && !controls.contains(&it.control.as_str()) {
            controls.push(&it.control);
        }
    }
    let rows: Vec<Vec<String>> = controls
        .into_iter()
        .map(|control| {
            let of = verdicts.platforms.iter().map(|platform| {
                let it = platform.verdicts.iter().find(|it| it.control == control);
                it.map_or_else(
                    || "-".to_owned(),
                    |it| {
                        let units =
                            it.weaknesses.iter().flat_map(|weakness| &weakness.units).filter(|unit| unit.required);
                        let open = units.clone().filter(|unit| OPEN.contains(&unit.state)).count();
                        let all = units.count();
                        format!("{} ({} of {all})", paint.state(&word(&it.verdict)), all - open)
                    },
                )
            });
            std::iter::once(control.to_owned()).chain(of).collect()
        })
        .collect();
    let heads: Vec<String> = std::iter::once("CONTROL".to_owned())
        .chain(
            verdicts
                .platforms
                .iter()
                .map(|platform| format!("{} {}", platform.platform, platform.build.facts.version_name).to_uppercase()),
        )
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table(paint, &heads, &rows, "The release has no build yet.")
}

/// States that leave a unit open.
const OPEN: [AnswerState; 3] = [AnswerState::Untested, AnswerState::Stale, AnswerState::Disputed];

fn explain(paint: Paint, verdict: &VerdictView) -> String {
    let mut text = lines([
        format!("{}  {}", paint.strong(&verdict.control), verdict.summary),
        format!("{} on {} (row {} of the rule)", paint.state(&word(&verdict.verdict)), verdict.platform, verdict.row),
        verdict.sentence.clone(),
    ]);
    for weakness in &verdict.weaknesses {
        let id = weakness.id.as_deref().unwrap_or("direct");
        text.push_str(&lines([format!("  {id} {}: {}", weakness.title, paint.state(&word(&weakness.verdict)))]));
        text.push_str(&lines(weakness.units.iter().map(|unit| {
            let remark = if unit.remark.is_empty() { String::new() } else { format!("  {}", unit.remark) };
            format!("    {}  {}  {}{remark}", unit.label, paint.state(&word(&unit.state)), unit.title)
        })));
    }
    for it in &verdict.overrides {
        let effect = if it.effective { "" } else { " (without effect)" };
        text.push_str(&lines([format!(
            "Override to {}{effect} by {} at {} UTC: {}",
            word(&it.verdict),
            it.stated.by,
            minute(&it.stated.at),
            it.reason.as_deref().unwrap_or("(redacted)"),
        )]));
    }
    let secondary = verdict.secondary_failures.iter().map(|it| format!("Failed elsewhere and bearing on this: {it}"));
    text.push_str(&lines(secondary));
    text.push_str(&lines(verdict.limits.iter().map(|limit| format!("Limit: {limit}"))));
    text
}
