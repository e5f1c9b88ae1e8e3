//! `assay finding`.

mod words;

use assay_commands::areas::apps::FindInput;
use assay_commands::areas::findings::{
    CvssScoreInput, FindingChangeInput, FindingDraftInput, FindingLinkInput, FindingOpenInput, FindingRetestInput,
    FindingSeen, FindingShowInput, FindingUndoInput, FindingWithdrawInput, FindingsListInput,
};
use assay_commands::view::{FindingPlace, FindingScope, FindingState, FindingText, RetestOutcome, Severity};
use clap::{Args, Subcommand};
use uuid::Uuid;

use crate::arguments::one_of;
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::word;
use crate::select::{self, known};

/// The levels.
const SEVERITIES: &[&str] = &["critical", "high", "medium", "low", "info"];
/// Where a finding may stand.
const STATES: &[&str] = &["open", "waived", "fixed", "withdrawn"];
/// What a retest may say.
const OUTCOMES: &[&str] = &["fixed", "still-there"];

/// Open, change and retest findings
#[derive(Debug, Subcommand)]
pub(crate) enum Finding {
    /// List findings: what is open first, the worst first
    #[command(after_help = "\
Examples:
  assay finding list
  assay finding list --app Wallet --state open --severity high
  assay finding list --assessment \"Wallet 4.2.0, L2+R\" --json")]
    List(List),
    /// Show a finding in full: words, builds, waivers, history
    #[command(after_help = "Examples:\n  assay finding show \"Keys in the log\"\n  assay finding show 3f2a")]
    Show {
        /// The finding: its title, id or unique beginning of an id
        finding: String,
    },
    /// Open a finding, from a failed unit or by hand
    #[command(after_help = "\
Examples:
  assay finding open --unit MASTG-TEST-0203 --build android --severity high
  assay finding open --app Wallet --title \"No rate limit at the login\" --severity medium --owner \"Jo Berg\"
  assay finding open --app Wallet --title \"Keys in the log\" --build android --cwe 532 --due 2026-12-31 \\
    --vector CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N")]
    Open(Box<Open>),
    /// Change what is said of a finding; what is not given stays. One that was withdrawn is open again
    #[command(after_help = "\
Examples:
  assay finding change \"Keys in the log\" --severity critical
  assay finding change 3f2a --owner \"Jo Berg\" --due 2026-12-31 --ticket https://tickets.example.org/77")]
    Change(Box<Change>),
    /// Withdraw a finding that is none, with a reason
    #[command(after_help = "Examples:\n  assay finding withdraw 3f2a --reason \"It is test data of the debug build.\"")]
    Withdraw {
        /// The finding: its title, id or unique beginning of an id
        finding: String,
        /// Why it is none
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Say that a finding was seen on a build, and which unit showed it
    #[command(after_help = "\
Examples:
  assay finding link 3f2a --release Wallet/4.3.0 --build android
  assay finding link 3f2a --assessment \"Wallet 4.3.0, L2\" --build android --unit MASTG-TEST-0203")]
    Link {
        /// The finding: its title, id or unique beginning of an id
        finding: String,
        #[command(flatten)]
        on: OnBuild,
        /// The unit that showed it; needs the assessment
        #[arg(long, value_name = "UNIT")]
        unit: Option<String>,
    },
    /// Say what a retest on a named build showed: the only way in which a finding becomes fixed
    #[command(after_help = "\
Examples:
  assay finding retest 3f2a fixed --release Wallet/4.3.0 --build android --note \"The log holds no keys any more.\"
  assay finding retest 3f2a still-there --build android --note \"Seen again after the first start.\"")]
    Retest(Retest),
    /// Take back your last statement about a finding
    #[command(after_help = "Examples:\n  assay finding undo 3f2a")]
    Undo {
        /// The finding: its title, id or unique beginning of an id
        finding: String,
    },
    /// Score a CVSS 4.0 vector
    #[command(after_help = "\
Examples:
  assay finding score CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N")]
    Score {
        /// The vector
        vector: String,
    },
}

/// Whose findings or waivers.
#[derive(Debug, Clone, Args)]
pub(crate) struct Scope {
    /// Those of an app
    #[arg(long, value_name = "APP", conflicts_with_all = ["release", "assessment"])]
    app: Option<String>,
    /// As they stand for a release, such as Wallet/4.2.0
    #[arg(long, value_name = "RELEASE", conflicts_with = "assessment")]
    release: Option<String>,
    /// As they stand for the release of an assessment, by its profile
    #[arg(long, short, value_name = "ASSESSMENT")]
    assessment: Option<String>,
}

impl Scope {
    /// What was named; else the whole workspace.
    pub(crate) async fn find(&self, host: &Host) -> Answer<FindingScope> {
        let input = FindInput {
            app: self.app.clone(),
            release: self.release.clone(),
            assessment: self.assessment.clone(),
            ..FindInput::default()
        };
        let found = host.call(input).await?;
        Ok(match (found.app, found.release, found.assessment) {
            (.., Some(assessment)) => FindingScope::Assessment(assessment),
            (_, Some(release), None) => FindingScope::Release(release),
            (Some(app), None, None) => FindingScope::App(app),
            (None, None, None) => FindingScope::Workspace,
        })
    }
}

/// Which of them.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    scope: Scope,
    /// Only those that stand so; may be repeated
    #[arg(long, value_parser = one_of::<FindingState>(STATES))]
    state: Vec<FindingState>,
    /// Only those at least as bad
    #[arg(long, value_parser = one_of::<Severity>(SEVERITIES))]
    severity: Option<Severity>,
    /// Only those of an owner
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
}

/// Which build, and by which assessment.
#[derive(Debug, Clone, Args)]
pub(crate) struct OnBuild {
    /// The assessment
    #[arg(long, short, value_name = "ASSESSMENT")]
    assessment: Option<String>,
    /// The release of the build, such as Wallet/4.2.0, where its name is not enough
    #[arg(long, value_name = "RELEASE", conflicts_with = "assessment")]
    release: Option<String>,
    /// The build: "android", "android 4.2.0", id or unique beginning of an id
    #[arg(long, short, value_name = "BUILD")]
    build: String,
}

/// What is said of a finding.
#[derive(Debug, Clone, Args)]
pub(crate) struct Words {
    /// A line that names it
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// How bad it is
    #[arg(long, value_parser = one_of::<Severity>(SEVERITIES), conflicts_with = "vector")]
    severity: Option<Severity>,
    /// A CVSS 4.0 vector; the severity follows from it
    #[arg(long, value_name = "VECTOR")]
    vector: Option<String>,
    /// What it is and what it leads to, in markdown
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// How to see it, in markdown
    #[arg(long, value_name = "TEXT")]
    steps: Option<String>,
    /// What mends it, in markdown
    #[arg(long, value_name = "TEXT")]
    remedy: Option<String>,
    /// Who sees to it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The day by which it should be mended, such as 2026-12-31
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// The address of a ticket
    #[arg(long, value_name = "URL")]
    ticket: Option<String>,
    /// A number of the Common Weakness Enumeration; may be repeated
    #[arg(long, value_name = "NUMBER")]
    cwe: Vec<u32>,
}

impl Words {
    /// These words over those that are there. A level that is given takes the place of a vector.
    fn over(self, text: FindingText) -> (Option<Severity>, FindingText) {
        let vector = if self.severity.is_some() { None } else { self.vector.or(text.vector) };
        let text = FindingText {
            title: self.title.unwrap_or(text.title),
            description: self.description.unwrap_or(text.description),
            steps: self.steps.unwrap_or(text.steps),
            remedy: self.remedy.unwrap_or(text.remedy),
            owner: self.owner.unwrap_or(text.owner),
            due: self.due.or(text.due),
            ticket: self.ticket.or(text.ticket),
            cwe: if self.cwe.is_empty() { text.cwe } else { self.cwe },
            vector,
        };
        (self.severity, text)
    }
}

/// A new finding.
#[derive(Debug, Args)]
pub(crate) struct Open {
    /// The app; not needed with an assessment, or where there is only one
    #[arg(long, value_name = "APP")]
    app: Option<String>,
    #[command(flatten)]
    words: Words,
    /// The assessment whose unit showed it; not needed where there is only one
    #[arg(long, short, value_name = "ASSESSMENT")]
    assessment: Option<String>,
    /// The build on which it was seen
    #[arg(long, short, value_name = "BUILD")]
    build: Option<String>,
    /// The unit that showed it: its title and note are where the finding begins
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

/// Other words.
#[derive(Debug, Args)]
pub(crate) struct Change {
    /// The finding: its title, id or unique beginning of an id
    finding: String,
    #[command(flatten)]
    words: Words,
}

/// What was looked at again.
#[derive(Debug, Args)]
pub(crate) struct Retest {
    /// The finding: its title, id or unique beginning of an id
    finding: String,
    /// What it showed
    #[arg(value_parser = one_of::<RetestOutcome>(OUTCOMES))]
    outcome: RetestOutcome,
    #[command(flatten)]
    on: OnBuild,
    /// What was done and seen
    #[arg(long, value_name = "TEXT")]
    note: String,
    /// The entry of the result that it rests on
    #[arg(long, value_name = "ENTRY")]
    basis: Option<String>,
}

pub(crate) async fn carry_out(host: &Host, verb: Finding) -> Answer {
    host.open().await?;
    match verb {
        Finding::List(list) => self::list(host, &list).await?,
        Finding::Show { finding } => {
            let detail = host.call(FindingShowInput { finding: find(host, &finding).await? }).await?;
            host.output.show(&detail, |paint| words::show(paint, &detail));
        }
        Finding::Open(it) => open(host, *it).await?,
        Finding::Change(it) => {
            let finding = find(host, &it.finding).await?;
            let now = host.call(FindingShowInput { finding }).await?.finding;
            let level = now.severity;
            let (severity, text) = it.words.over(now.text.unwrap_or_default());
            let input = FindingChangeInput { finding, severity: severity.or(Some(level)), text, expected: now.heads };
            let detail = host.call(input).await?;
            host.output.done(&detail, &finding.to_string(), || words::sentence(&detail.finding));
        }
        Finding::Withdraw { finding, reason } => {
            let finding = find(host, &finding).await?;
            let expected = host.call(FindingShowInput { finding }).await?.finding.heads;
            let detail = host.call(FindingWithdrawInput { finding, reason, expected }).await?;
            host.output.done(&detail, &finding.to_string(), || words::sentence(&detail.finding));
        }
        Finding::Link { finding, on, unit } => {
            let finding = find(host, &finding).await?;
            let (assessment, build) = build(host, &on).await?;
            let place = match (unit, assessment) {
                (None, _) => None,
                (Some(unit), Some(assessment)) => {
                    let target = select::Target { assessment, build };
                    Some(FindingPlace { assessment, unit: select::unit(host, target, &unit).await? })
                }
                (Some(_), None) => {
                    return Err(Failure::usage(
                        "A unit is one of an assessment, and none is named.",
                        "Name it too: --assessment TITLE.",
                    ));
                }
            };
            let detail = host.call(FindingLinkInput { finding, seen: FindingSeen { build, place } }).await?;
            host.output.done(&detail, &finding.to_string(), || words::sentence(&detail.finding));
        }
        Finding::Retest(it) => {
            let finding = find(host, &it.finding).await?;
            let (_, build) = build(host, &it.on).await?;
            let now = host.call(FindingShowInput { finding }).await?.finding;
            let on = now.builds.into_iter().find(|on| on.build == build);
            let input = FindingRetestInput {
                finding,
                build,
                outcome: it.outcome,
                note: it.note,
                basis: it.basis,
                expected: on.map(|on| on.heads).unwrap_or_default(),
            };
            let detail = host.call(input).await?;
            host.output.done(&detail, &finding.to_string(), || words::sentence(&detail.finding));
        }
        Finding::Undo { finding } => {
            let finding = find(host, &finding).await?;
            let undone = host.call(FindingUndoInput { finding }).await?;
            host.output.done(&undone, &finding.to_string(), || undone.undone.clone());
        }
        Finding::Score { vector } => {
            let cvss = host.call(CvssScoreInput { vector }).await?;
            host.output.done(&cvss, &cvss.score.to_string(), || {
                format!("{} {:.1}, {}: {}", cvss.nomenclature, cvss.score, word(&cvss.severity), cvss.vector)
            });
        }
    }
    Ok(Outcome::Done)
}

async fn list(host: &Host, list: &List) -> Answer<()> {
    let scope = list.scope.find(host).await?;
    let mut rows = host.call(FindingsListInput { scope }).await?;
    rows.retain(|row| {
        let owner = row.text.as_ref().map(|text| text.owner.as_str()).unwrap_or_default();
        (list.state.is_empty() || list.state.contains(&row.state))
            && list.severity.is_none_or(|least| row.severity >= least)
            && rows_owner(owner, list.owner.as_deref())
    });
    host.output.show(&rows, |paint| words::list(paint, &rows));
    Ok(())
}

fn rows_owner(owner: &str, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| owner.eq_ignore_ascii_case(wanted.trim()))
}

async fn open(host: &Host, it: Open) -> Answer<()> {
    let (app, text, seen) = match (&it.unit, &it.build) {
        (Some(unit), _) => {
            let view = select::assessment(host, it.assessment.as_deref()).await?;
            let build = select::build_of(host, &view, it.build.as_deref()).await?;
            let target = select::Target { assessment: view.id, build };
            let unit = select::unit(host, target, unit).await?;
            let draft = host.call(FindingDraftInput { assessment: view.id, build, unit: unit.clone() }).await?;
            let place = Some(FindingPlace { assessment: view.id, unit });
            (draft.app, draft.text, Some(FindingSeen { build, place }))
        }
        (None, Some(named)) => {
            let input = FindInput {
                app: it.app.clone(),
                assessment: it.assessment.clone(),
                build: Some(named.clone()),
                ..FindInput::default()
            };
            let build = known(host.call(input).await?.build, "build")?;
            (app(host, it.app.as_deref()).await?, FindingText::default(), Some(FindingSeen { build, place: None }))
        }
        (None, None) => (app(host, it.app.as_deref()).await?, FindingText::default(), None),
    };
    let (severity, text) = it.words.over(text);
    let detail = host.call(FindingOpenInput { app, severity, text, seen }).await?;
    host.output.done(&detail, &detail.finding.id.to_string(), || words::sentence(&detail.finding));
    Ok(())
}

/// The app that is meant: the one that was named, else the only one.
async fn app(host: &Host, named: Option<&str>) -> Answer<Uuid> {
    if let Some(text) = named {
        return known(select::find(host, Some(text.to_owned()), None).await?.app, "app");
    }
    let apps = host.call(assay_commands::areas::apps::AppsListInput {}).await?;
    match apps.as_slice() {
        [only] => Ok(only.id),
        _ => Err(Failure::usage("The app is not named.", "Name it: --app NAME.")),
    }
}

/// The finding that is meant.
pub(crate) async fn find(host: &Host, named: &str) -> Answer<Uuid> {
    let input = FindInput { finding: Some(named.to_owned()), ..FindInput::default() };
    known(host.call(input).await?.finding, "finding")
}

/// The build that is meant, and the assessment where one was named.
async fn build(host: &Host, on: &OnBuild) -> Answer<(Option<Uuid>, Uuid)> {
    let input = FindInput {
        assessment: on.assessment.clone(),
        release: on.release.clone(),
        build: Some(on.build.clone()),
        ..FindInput::default()
    };
    let found = host.call(input).await?;
    Ok((found.assessment, known(found.build, "build")?))
}
