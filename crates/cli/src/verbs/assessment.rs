//! `assay assessment`.

use std::path::PathBuf;

use assay_commands::areas::apps::AppsListInput;
use assay_commands::areas::assessments::{
    AssessmentOpenInput, AssessmentWithdrawInput, ChecklistShowInput, VerdictsListInput,
};
use assay_commands::areas::board::AssessmentReadinessInput;
use assay_commands::view::{AnswerState, AssessmentView, Checklist, Progress, Readiness, Verdict, Verdicts};
use clap::{Args, Subcommand};
use serde::Serialize;

use super::engagement;
use crate::answering;
use crate::arguments::Catalogues;
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, facts, lines, minute, short, table, word};
use crate::select;

/// Open, show and list assessments
#[derive(Debug, Subcommand)]
pub(crate) enum Assessment {
    /// Open an assessment of a release against a profile, with pinned catalogues
    #[command(after_help = "\
Examples:
  assay assessment open Wallet/4.2.0 --profile L2+R
  assay assessment open 4.2.0 --profile L1+P --title \"Wallet 4.2.0, first round\" --engagement engagement.yaml
  assay assessment open 4.2.0 --profile L2 --mastg 0a1b2c3d --maswe 4e5f6a7b
  assay assessment open 4.2.0 --profile fintech --answer role=payment-service-provider --answer jurisdiction=eu
  assay assessment open 4.2.0 --profile acme-wallet --answers answers.yaml")]
    Open(Open),
    /// Show an assessment: verdicts per control and platform, and with --build the checklist
    #[command(after_help = "\
Examples:
  assay assessment show
  assay assessment show --build android
  assay assessment show --check || echo \"the gate is closed\"
  assay assessment show --json")]
    Show(Show),
    /// List assessments
    #[command(after_help = "Examples:\n  assay assessment list\n  assay assessment list --json")]
    List,
    /// Withdraw an assessment that was opened by mistake
    #[command(
        long_about = "Withdraw an assessment that was opened by mistake. Only one in which nothing was stated: what was said \
            stays on record, and so does what it was said in.",
        after_help = "Examples:\n  assay assessment withdraw \"Wallet 4.2.0, L1\" --reason \"The wrong level.\""
    )]
    Withdraw {
        /// The assessment: title, id or unique beginning of an id
        assessment: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// What is to be assessed.
#[derive(Debug, Args)]
pub(crate) struct Open {
    /// The release: App/1.0, a name, an id or a unique beginning of an id
    release: String,
    /// The profile: levels such as L2+R, one that ships such as fintech, or one of your own by its id
    #[arg(long)]
    profile: String,
    /// The answers of the questionnaire, as YAML or JSON: a list of words by question; see assay profile questions
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// One word of an answer; may be repeated. "feature=" says that none of its words is chosen
    #[arg(long = "answer", value_name = "QUESTION=WORD", value_parser = answering::word)]
    words: Vec<(String, Option<String>)>,
    /// A title; by default made of app, release and profile
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The engagement record, as YAML or JSON; see assay engagement record
    #[arg(long, value_name = "FILE")]
    engagement: Option<PathBuf>,
    #[command(flatten)]
    catalogues: Catalogues,
}

/// What is to be shown.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The assessment: title, id or unique beginning of an id; not needed where there is only one
    #[arg(value_name = "ASSESSMENT")]
    assessment: Option<String>,
    /// Show the checklist of this build too
    #[arg(long, short)]
    build: Option<String>,
    /// Exit with 3 unless the gate of its profile is open, as assay release readiness --check does for a release
    #[arg(long)]
    check: bool,
}

/// What `assessment show` writes as JSON.
#[derive(Debug, Serialize)]
struct Shown {
    assessment: AssessmentView,
    verdicts: Verdicts,
    readiness: Readiness,
    #[serde(skip_serializing_if = "Option::is_none")]
    checklist: Option<Checklist>,
}

pub(crate) async fn carry_out(host: &Host, verb: Assessment) -> Answer {
    host.open().await?;
    match verb {
        Assessment::Open(open) => {
            let found = select::find(host, None, Some(open.release)).await?;
            let engagement = open.engagement.as_deref().map(engagement::read).transpose()?;
            let input = AssessmentOpenInput {
                release: select::known(found.release, "release")?,
                profile: open.profile,
                answers: answering::answers(open.answers.as_deref(), open.words)?,
                title: open.title,
                engagement,
                masvs: open.catalogues.masvs,
                maswe: open.catalogues.maswe,
                mastg: open.catalogues.mastg,
            };
            let view = host.call(input).await?;
            host.output.done(&view, &view.id.to_string(), || {
                format!("Opened the assessment \"{}\" ({}).", view.title, view.id)
            });
            Ok(Outcome::Done)
        }
        Assessment::Show(show) => self::show(host, show).await,
        Assessment::List => {
            let apps = host.call(AppsListInput {}).await?;
            let listed: Vec<_> = select::releases(&apps)
                .flat_map(|(app, release)| release.assessments.iter().map(move |it| (app, release, it)))
                .collect();
            let views: Vec<&AssessmentView> = listed.iter().map(|(_, _, it)| *it).collect();
            host.output.show(&views, |paint| {
                let rows: Vec<Vec<String>> = listed
                    .iter()
                    .map(|(app, release, it)| {
                        vec![
                            it.title.clone(),
                            app.name.clone(),
                            release.name.clone(),
                            it.profile.clone(),
                            minute(&it.opened.at),
                            short(&it.id.to_string()),
                        ]
                    })
                    .collect();
                let heads = ["ASSESSMENT", "APP", "RELEASE", "PROFILE", "OPENED (UTC)", "ID"];
                let hint = "There are no assessments yet. Open one: assay assessment open RELEASE --profile L2";
                table(paint, &heads, &rows, hint)
            });
            Ok(Outcome::Done)
        }
        Assessment::Withdraw { assessment, reason } => {
            let assessment = select::assessment(host, Some(&assessment)).await?;
            let release = host.call(AssessmentWithdrawInput { assessment: assessment.id, reason }).await?;
            host.output.done(&release, &release.id.to_string(), || {
                let left = count(release.assessments.len() as u64, "assessment is", "assessments are");
                format!("Withdrew the assessment {}. {left} left.", assessment.title)
            });
            Ok(Outcome::Done)
        }
    }
}

async fn show(host: &Host, show: Show) -> Answer {
    let assessment = select::assessment(host, show.assessment.as_deref()).await?;
    let verdicts = host.call(VerdictsListInput { assessment: assessment.id }).await?;
    let checklist = match show.build {
        Some(build) => {
            let build = select::build_of(host, &assessment, Some(&build)).await?;
            Some(host.call(ChecklistShowInput { assessment: assessment.id, build }).await?)
        }
        None => None,
    };
    let readiness = host.call(AssessmentReadinessInput { assessment: assessment.id }).await?;
    let shown = Shown { assessment, verdicts, readiness, checklist };
    // Who asks quietly reads the exit code.
    let silent = show.check && host.output.quiet();
    host.output.show(&shown, |paint| if silent { String::new() } else { human(paint, &shown) });
    Ok(if show.check && !shown.readiness.ready { Outcome::CheckSaidNo } else { Outcome::Done })
}

fn human(paint: Paint, shown: &Shown) -> String {
    let assessment = &shown.assessment;
    let pinned: Vec<String> = assessment.catalogues.iter().map(|it| format!("{} {}", it.name, it.version)).collect();
    let mut text = lines([paint.strong(&assessment.title)]);
    text.push_str(&facts([
        ("Profile", assessment.profile.clone()),
        ("Pinned", pinned.join(", ")),
        ("Customer", assessment.engagement.customer.clone()),
        ("Laboratory", assessment.engagement.laboratory.clone()),
        ("Opened", format!("{} UTC by {}", minute(&assessment.opened.at), assessment.opened.by)),
        ("Id", assessment.id.to_string()),
    ]));
    text.push_str(&lines([String::new(), shown.readiness.sentence.clone()]));
    for platform in &shown.verdicts.platforms {
        let progress = assessment.builds.iter().find(|it| it.build == platform.build.id).map(|it| it.progress);
        text.push_str(&lines([
            String::new(),
            paint.strong(&select::build_words(&platform.build)),
            progress.as_ref().map(progress_words).unwrap_or_default(),
        ]));
        let rows: Vec<Vec<String>> = platform
            .verdicts
            .iter()
            .filter(|it| it.verdict != Verdict::OutOfScope)
            .map(|it| vec![it.control.clone(), paint.state(&word(&it.verdict)), it.sentence.clone()])
            .collect();
        text.push_str(&table(paint, &["CONTROL", "VERDICT", "WHY"], &rows, "Nothing is required on this platform."));
    }
    if shown.verdicts.platforms.is_empty() {
        text.push_str("\nThe release has no build yet.\n");
    }
    if let Some(checklist) = &shown.checklist {
        text.push('\n');
        text.push_str(&checklist_table(paint, checklist));
    }
    text
}

fn checklist_table(paint: Paint, checklist: &Checklist) -> String {
    let rows: Vec<Vec<String>> = checklist
        .rows
        .iter()
        .map(|row| {
            let proposed = row.proposal.is_some() && row.state == AnswerState::Untested;
            vec![
                row.control.clone(),
                row.label.clone(),
                paint.state(&word(&row.state)) + if proposed { ", proposed not applicable" } else { "" },
                if row.required { "required" } else { "optional" }.to_owned(),
                if row.evidence > 0 { row.evidence.to_string() } else { "-".to_owned() },
                row.title.clone(),
            ]
        })
        .collect();
    let mut text = lines([paint.strong(&format!("Checklist of {}", select::build_words(&checklist.build)))]);
    text.push_str(&table(
        paint,
        &["CONTROL", "UNIT", "STATE", "ASKED", "EVIDENCE", "TITLE"],
        &rows,
        "The profile asks for nothing on this platform.",
    ));
    text
}

/// `40 of 120 required answered: 30 pass, 4 fail, ...`.
pub(crate) fn progress_words(progress: &Progress) -> String {
    let open = progress.untested + progress.stale + progress.disputed;
    let parts = [
        (progress.pass, "pass"),
        (progress.fail, "fail"),
        (progress.not_applicable, "not applicable"),
        (progress.inconclusive, "inconclusive"),
        (progress.untested, "untested"),
        (progress.stale, "stale"),
        (progress.disputed, "disputed"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(number, word)| format!("{number} {word}")).collect();
    let required = count(progress.required.into(), "required unit", "required units");
    let answered = format!("{} of {required} answered", progress.required.saturating_sub(open));
    if parts.is_empty() { format!("{answered}.") } else { format!("{answered}: {}.", parts.join(", ")) }
}
