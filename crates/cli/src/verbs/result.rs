//! `assay result`.

use std::io::Read;

use assay_commands::CommandError;
use assay_commands::areas::answers::{ProposalsAcceptInput, ResultSetInput, UnitShowInput};
use assay_commands::view::{AddressableDecision, AnswerText, ResultCode, UnitDetail};
use clap::{Args, Subcommand};

use crate::arguments::{On, one_of};
use crate::host::{Answer, Failure, Host, Outcome};
use crate::output::{Paint, count, lines, minute, word};
use crate::{answering, plain, select};

/// The results that can be stated.
pub(super) const RESULTS: &[&str] = &["pass", "fail", "not-applicable", "inconclusive", "untested"];

/// State results of tests and direct assessments
#[derive(Debug, Subcommand)]
pub(crate) enum ResultVerb {
    /// State the result of a unit on a build
    #[command(
        long_about = "State the result of a unit on a build. It takes the place of the answer that stands; `untested` \
            takes an answer back.\n\nNot applicable needs --justification; a direct assessment needs --method and \
            --note.",
        after_help = "\
Examples:
  assay result set MASTG-TEST-0235 pass --build android
  assay result set MASTG-TEST-0235 fail --note \"Plain http to cdn.example.org.\"
  assay result set MASTG-TEST-0245 not-applicable --justification \"The app has no web view.\"
  assay result set MASWE-0018 pass --method \"Read the login code\" --note \"Sessions end on the server.\"
  assay result set MASTG-TEST-0235 fail --note - < note.md
  assay result set API-1 pass --method Reading --note \"Every call is checked.\" --valid-until 2027-11-22"
    )]
    Set(Box<Set>),
    /// State one result for several units, with the same words, in one step
    #[command(
        long_about = "State one result for several units, with the same words, in one step: all of them or, where one is \
            refused, none. Units that have an answer are left as they are, unless --replace is said. `untested` takes \
            answers back.",
        after_help = "\
Examples:
  assay result set-many pass MASTG-TEST-0235 MASTG-TEST-0236 --build android
  assay result set-many not-applicable --matching webview --justification \"The app has no web view.\" --build android
  assay result set-many inconclusive --group MASVS-RESILIENCE --note \"A debug build.\" --replace --build android"
    )]
    SetMany(Box<super::several::SetMany>),
    /// Take back your last step on a build
    #[command(
        long_about = "Take back your last step on a build, by a statement that supersedes it. Only what you stated \
            yourself, and only while nothing was stated over it.",
        after_help = "Examples:\n  assay result undo --build android"
    )]
    Undo {
        #[command(flatten)]
        on: On,
    },
    /// State again what you took back last
    #[command(after_help = "Examples:\n  assay result redo --build android")]
    Redo {
        #[command(flatten)]
        on: On,
    },
    /// State as not applicable what a condition of the profile proposes so
    #[command(after_help = "\
Examples:
  assay result accept --build android
  assay result accept MASVS-PLATFORM-2 FIN-2.1 --build android --valid-until 2027-11-22")]
    Accept {
        /// The units; without any, all that are proposed and untested
        units: Vec<String>,
        /// The last day on which it is valid, for what is about organisation or back end
        #[arg(long, value_name = "DATE")]
        valid_until: Option<String>,
        #[command(flatten)]
        on: On,
    },
    /// Show what was answered on a former build, and whether it can be reconfirmed on this one
    #[command(after_help = "\
Examples:
  assay result former --build \"android 4.2.0\"
  assay result former --build \"android 4.2.0\" --from \"android 4.0.0\" --json")]
    Former(super::reconfirm::Former),
    /// Reconfirm answers of a former build on this one, with the basis of that
    #[command(
        long_about = "Reconfirm answers of a former build on this one, with the basis of that: they were tested again \
            with the same result, or what differs between the builds leaves them as they were, or the file is the \
            same.\n\nWhat failed on the former build and passes now is no reconfirmation: set a result.",
        after_help = "\
Examples:
  assay result reconfirm MASTG-TEST-0235 --retested --build \"android 4.2.0\"
  assay result reconfirm --all --argued \"Only texts changed, see the commit.\" --build \"android 4.2.0\""
    )]
    Reconfirm(super::reconfirm::Reconfirm),
    /// Show a unit in full: answers, procedure, evidence, comments, history
    #[command(after_help = "Examples:\n  assay result show MASTG-TEST-0235 --build android")]
    Show {
        /// The unit: a test's id, or the weakness's or control's for a direct assessment
        unit: String,
        #[command(flatten)]
        on: On,
    },
}

/// A result with its words.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The unit: a test's id, or the weakness's or control's for a direct assessment
    unit: String,
    /// The result
    #[arg(value_parser = one_of::<ResultCode>(RESULTS))]
    result: ResultCode,
    /// What was seen, in markdown; - reads it from standard input
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Why the unit does not apply
    #[arg(long, value_name = "TEXT")]
    justification: Option<String>,
    /// How a direct assessment was made
    #[arg(long, value_name = "TEXT")]
    method: Option<String>,
    /// The last day on which the answer is valid, such as 2027-11-22; needed for organisation and back end
    #[arg(long, value_name = "DATE")]
    valid_until: Option<String>,
    /// The decision on an addressable clause, such as "164.312(a)(2)(iii)=implemented"; equivalent and neither need words:
    /// "164.312(a)(2)(iii)=equivalent: The session ends with the app". May be repeated
    #[arg(long = "decision", value_name = "CLAUSE=CHOICE", value_parser = answering::decision)]
    decisions: Vec<AddressableDecision>,
    /// The entry that the answer should stand in now, else it was changed meanwhile; may be repeated.
    /// By default whatever stands now
    #[arg(long, value_name = "ENTRY")]
    expected: Vec<String>,
    #[command(flatten)]
    on: On,
}

pub(crate) async fn carry_out(host: &Host, verb: ResultVerb) -> Answer {
    host.open().await?;
    match verb {
        ResultVerb::Set(set) => self::set(host, *set).await?,
        ResultVerb::SetMany(set) => super::several::set(host, *set).await?,
        ResultVerb::Undo { on } => super::several::undo(host, on).await?,
        ResultVerb::Redo { on } => super::several::redo(host, on).await?,
        ResultVerb::Accept { units, valid_until, on } => {
            let target = select::target(host, &on).await?;
            let mut found = Vec::with_capacity(units.len());
            for unit in &units {
                found.push(select::unit(host, target, unit).await?);
            }
            let units = (!found.is_empty()).then_some(found);
            let input = ProposalsAcceptInput { assessment: target.assessment, build: target.build, units, valid_until };
            let accepted = host.call(input).await?;
            host.output.done(&accepted, &accepted.accepted.join("\n"), || {
                let number = count(accepted.accepted.len() as u64, "unit is", "units are");
                format!("{number} not applicable now: {}.", accepted.accepted.join(", "))
            });
        }
        ResultVerb::Former(former) => super::reconfirm::former(host, former).await?,
        ResultVerb::Reconfirm(reconfirm) => super::reconfirm::carry_out(host, reconfirm).await?,
        ResultVerb::Show { unit, on } => {
            let (target, unit) = select::unit_on(host, &on, &unit).await?;
            let input = UnitShowInput { assessment: target.assessment, build: target.build, unit };
            let detail = host.call(input).await?;
            host.output.show(&detail, |paint| show(paint, &detail));
        }
    }
    Ok(Outcome::Done)
}

async fn set(host: &Host, set: Set) -> Answer<()> {
    let note = match set.note.as_deref() {
        Some("-") => read_note()?,
        _ => set.note.unwrap_or_default(),
    };
    let (target, unit) = select::unit_on(host, &set.on, &set.unit).await?;
    let expected = if set.expected.is_empty() {
        let input = UnitShowInput { assessment: target.assessment, build: target.build, unit: unit.clone() };
        // The row's heads and not the answers: what was taken back has a head too.
        host.call(input).await?.rows.into_iter().next().map(|row| row.heads).unwrap_or_default()
    } else {
        set.expected
    };
    let input = ResultSetInput {
        assessment: target.assessment,
        build: target.build,
        unit: unit.clone(),
        result: set.result,
        text: AnswerText {
            note,
            justification: set.justification.unwrap_or_default(),
            method: set.method.unwrap_or_default(),
            valid_until: set.valid_until,
            addressable: set.decisions,
        },
        expected,
    };
    let change = host.call(input).await?;
    host.output.done(&change, &change.entry, || {
        let controls: Vec<String> = change
            .rows
            .iter()
            .filter_map(|row| change.controls.iter().find(|control| control.id == row.control))
            .map(|control| format!("{} is {}", control.id, word(&control.verdict)))
            .collect();
        let done =
            change.progress.required - change.progress.untested - change.progress.stale - change.progress.disputed;
        let progress = format!("{done} of {} answered", change.progress.required);
        format!("{unit}: {}. {}; {progress}.", word(&set.result), controls.join(", "))
    });
    Ok(())
}

pub(super) fn read_note() -> Result<String, Failure> {
    let mut note = String::new();
    std::io::stdin().read_to_string(&mut note).map_err(|problem| {
        Failure::Failed(CommandError::new(
            "input.unreadable",
            format!("The note could not be read from standard input: {problem}."),
            "Send UTF-8 text.",
        ))
    })?;
    Ok(note.trim_end().to_owned())
}

fn show(paint: Paint, detail: &UnitDetail) -> String {
    let mut text = String::new();
    if let Some(row) = detail.rows.first() {
        text.push_str(&lines([
            paint.strong(&format!("{} {}", row.label, row.title)),
            detail.summary.clone(),
            format!("{}  {}", paint.state(&word(&row.state)), if row.required { "required" } else { "optional" }),
        ]));
    }
    text.push_str(&lines(&detail.because));
    text.push_str(&super::asks::words(paint, &detail.asks));
    for answer in &detail.answers {
        let stated = format!("{} UTC by {}", minute(&answer.stated.at), answer.stated.by);
        text.push_str(&lines([String::new(), format!("{}  {stated}", paint.state(&word(&answer.result)))]));
        text.push_str(&lines(answer.reconfirmed.iter().map(super::reconfirm::words)));
        if let Some(words) = &answer.text {
            let parts = [("Justification: ", &words.justification), ("Method: ", &words.method), ("", &words.note)];
            let filled = parts.iter().filter(|(_, part)| !part.is_empty());
            text.push_str(&lines(filled.map(|(label, part)| format!("{label}{part}"))));
            text.push_str(&lines(words.valid_until.iter().map(|date| format!("Valid until {date}"))));
            text.push_str(&lines(words.addressable.iter().map(super::asks::decision)));
        } else {
            text.push_str("The words with it were redacted.\n");
        }
        if let Some(why) = &answer.reworded {
            text.push_str(&lines([format!("It is stale: it was given {why}.")]));
        }
    }
    if !detail.evidence.is_empty() {
        text.push_str(&lines([String::new(), paint.strong("Evidence")]));
        text.push_str(&lines(detail.evidence.iter().map(|it| format!("  {}", super::evidence::words(it)))));
    }
    if !detail.comments.is_empty() {
        text.push_str(&lines([String::new(), paint.strong("Comments")]));
        text.push_str(&lines(detail.comments.iter().map(|comment| {
            let said = comment.text.as_deref().unwrap_or("(redacted)");
            format!("  {} {}: {said}", minute(&comment.added.at), comment.added.by)
        })));
    }
    if let Some(source) = &detail.text {
        text.push_str(&lines([String::new(), paint.strong("Procedure")]));
        text.push_str(&plain::text_of(&source.html));
        text.push_str(&lines([paint.faint(&source.attribution)]));
    }
    text
}
