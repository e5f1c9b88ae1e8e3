//! `assay waiver`.

use assay_commands::Platform;
use assay_commands::areas::apps::FindInput;
use assay_commands::areas::waivers::{WaiverGrantInput, WaiverWithdrawInput, WaiversListInput};
use assay_commands::view::{FindingScope, WaiverOver, WaiverText, WaiverView};
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::finding::{Scope, find};
use crate::arguments::{PLATFORMS, one_of};
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{Paint, short, table, word};
use crate::select::{self, known};

/// Accept risks until a day
#[derive(Debug, Subcommand)]
pub(crate) enum Waiver {
    /// Accept the risk of a finding, or of a failed control or unit, until a day
    #[command(
        long_about = "Accept the risk of a finding, or of a failed control or unit, until a day. A waiver moves the \
            release gate and never a verdict. After its last day, or where a finding gets worse than what was \
            accepted, it counts no longer. What the profile calls not waivable can't be waived.",
        after_help = "\
Examples:
  assay waiver grant --finding \"Keys in the log\" --approver \"Ines Roth\" --role \"Head of security\" \\
    --reason \"Debug builds only.\" --until 2026-12-31
  assay waiver grant --control MASVS-NETWORK-1 --platform android --approver \"Ines Roth\" --role CISO \\
    --reason \"The partner moves in May.\" --conditions \"No customer data goes there.\" --until 2026-05-31"
    )]
    Grant(Box<Grant>),
    /// List waivers with where they stand today
    #[command(after_help = "Examples:\n  assay waiver list\n  assay waiver list --app Wallet --json")]
    List(Scope),
    /// Withdraw a waiver
    #[command(after_help = "Examples:\n  assay waiver withdraw 8c1d --reason \"It was mended.\"")]
    Withdraw {
        /// The waiver: its id or unique beginning of an id
        waiver: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

/// What is accepted, by whom.
#[derive(Debug, Args)]
pub(crate) struct Grant {
    #[command(flatten)]
    over: Over,
    /// The assessment of the control or unit; not needed where there is only one
    #[arg(long, short, value_name = "ASSESSMENT")]
    assessment: Option<String>,
    /// The platform of the control or unit
    #[arg(long, value_parser = one_of::<Platform>(PLATFORMS))]
    platform: Option<Platform>,
    /// Who accepts the risk
    #[arg(long, value_name = "NAME")]
    approver: String,
    /// In which role
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// Why it is acceptable
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// What has to hold meanwhile
    #[arg(long, value_name = "TEXT")]
    conditions: Option<String>,
    /// Who sees to the conditions
    #[arg(long, value_name = "NAME", requires = "conditions")]
    conditions_by: Option<String>,
    /// Until which day the conditions are met
    #[arg(long, value_name = "DATE", requires = "conditions")]
    conditions_due: Option<String>,
    /// The last day, such as 2026-12-31
    #[arg(long, value_name = "DATE")]
    until: String,
}

/// What a waiver is over.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Over {
    /// A finding: its title, id or unique beginning of an id
    #[arg(long, value_name = "FINDING")]
    finding: Option<String>,
    /// A failed control
    #[arg(long, value_name = "CONTROL")]
    control: Option<String>,
    /// A failed unit
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Waiver) -> Answer {
    host.open().await?;
    match verb {
        Waiver::List(scope) => {
            let waivers = host.call(WaiversListInput { scope: scope.find(host).await? }).await?;
            host.output.show(&waivers, |paint| list(paint, &waivers));
        }
        Waiver::Grant(it) => {
            let over = over(host, &it).await?;
            let text = WaiverText {
                approver: it.approver,
                role: it.role,
                reason: it.reason,
                conditions: it.conditions.unwrap_or_default(),
                conditions_by: it.conditions_by.unwrap_or_default(),
                conditions_due: it.conditions_due,
                outside: None,
            };
            let waiver = host.call(WaiverGrantInput { over, text, until: it.until }).await?;
            host.output.done(&waiver, &waiver.id.to_string(), || {
                let outside = waiver.text.as_ref().filter(|it| it.outside == Some(true));
                let outside = outside.map(|it| format!(" {} is not a member of this workspace.", it.approver));
                format!("{}: {}{}", waiver.over_words, waiver.sentence, outside.unwrap_or_default())
            });
        }
        Waiver::Withdraw { waiver, reason } => {
            let input = FindInput { waiver: Some(waiver), ..FindInput::default() };
            let id: Uuid = known(host.call(input).await?.waiver, "waiver")?;
            let waivers = host.call(WaiversListInput { scope: FindingScope::Workspace }).await?;
            let now = known(waivers.into_iter().find(|it| it.id == id), "waiver")?;
            let waiver = host.call(WaiverWithdrawInput { waiver: id, reason, expected: now.heads }).await?;
            host.output.done(&waiver, &id.to_string(), || format!("{}: {}", waiver.over_words, waiver.sentence));
        }
    }
    Ok(Outcome::Done)
}

async fn over(host: &Host, it: &Grant) -> Answer<WaiverOver> {
    if let Some(finding) = &it.over.finding {
        return Ok(WaiverOver::Finding { finding: find(host, finding).await? });
    }
    let assessment = select::assessment(host, it.assessment.as_deref()).await?;
    let platform = it.platform.or_else(|| {
        let mut platforms: Vec<Platform> = assessment.builds.iter().map(|build| build.platform).collect();
        platforms.dedup();
        if let [only] = platforms.as_slice() { Some(*only) } else { None }
    });
    let platform = platform.ok_or_else(|| {
        Failure::usage("The release is on two platforms.", "Name the one that is meant: --platform android.")
    })?;
    if let Some(control) = &it.over.control {
        return Ok(WaiverOver::Control { assessment: assessment.id, platform, control: control.to_uppercase() });
    }
    let build = assessment.builds.iter().find(|build| build.platform == platform);
    let build = known(build.map(|build| build.build), "build")?;
    let target = select::Target { assessment: assessment.id, build };
    let unit = select::unit(host, target, it.over.unit.as_deref().unwrap_or_default()).await?;
    Ok(WaiverOver::Unit { assessment: assessment.id, platform, unit })
}

fn list(paint: Paint, waivers: &[WaiverView]) -> String {
    let rows: Vec<Vec<String>> = waivers
        .iter()
        .map(|it| {
            let approver = it.text.as_ref().map_or("(redacted)", |text| text.approver.as_str());
            vec![
                short(&it.id.to_string()),
                word(&it.standing),
                it.until.clone(),
                it.over_words.clone(),
                approver.to_owned(),
                it.sentence.clone(),
            ]
        })
        .collect();
    table(
        paint,
        &["ID", "STANDING", "UNTIL", "OVER", "APPROVER", "WHAT THAT MEANS"],
        &rows,
        "There are no waivers here.",
    )
}
