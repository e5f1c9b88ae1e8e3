//! `assay review`.

use assay_commands::areas::review::{
    AssignmentsListInput, MembersListInput, QueuesShowInput, ReviewStateInput, ReviewedUnit, WorkAssignInput,
};
use assay_commands::view::{BuildQueues, Queue, ReviewAction, ReviewChange};
use clap::{Args, Subcommand};

use crate::arguments::{On, one_of};
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, lines, table, word};
use crate::select::{self, Target};

/// The piles that units lie on.
const QUEUES: &[&str] = &["mine", "to-review", "returned", "stale", "disputed", "untested", "mentions"];

/// Hand answers to a second person, approve or return them, and say who tests what
#[derive(Debug, Subcommand)]
pub(crate) enum Review {
    /// Hand answers to a second person
    #[command(after_help = "\
Examples:
  assay review submit MASTG-TEST-0235 --build android
  assay review submit --all mine --build android")]
    Submit(Units),
    /// Approve exactly the answers and evidence that are there now
    #[command(after_help = "\
Examples:
  assay review approve MASTG-TEST-0235 --build android
  assay review approve --all to-review --build android")]
    Approve(Units),
    /// Return answers, with a comment that says what is missing
    #[command(after_help = "\
Examples:
  assay review return MASTG-TEST-0235 --comment \"On which system version was that?\" --build android")]
    Return {
        #[command(flatten)]
        units: Units,
        /// What is missing, in markdown; @ and a name mentions a member
        #[arg(long, value_name = "TEXT")]
        comment: String,
    },
    /// Say who is to test units, groups or a whole build
    #[command(after_help = "\
Examples:
  assay review assign --to jo@example.org --whole-build --due 2026-12-01 --build android
  assay review assign --to \"Jo Park\" --group MASVS-STORAGE --build android
  assay review assign --to nobody MASTG-TEST-0235 --build android")]
    Assign(AssignVerb),
    /// Count the piles of a build, or list one
    #[command(after_help = "\
Examples:
  assay review queue --build android
  assay review queue to-review --build android --json")]
    Queue {
        /// The pile; without it all are counted
        #[arg(value_parser = one_of::<Queue>(QUEUES))]
        queue: Option<Queue>,
        #[command(flatten)]
        on: On,
    },
    /// List who is to test what on a build
    #[command(after_help = "Examples:\n  assay review assignments --build android")]
    Assignments {
        #[command(flatten)]
        on: On,
    },
    /// List the members of the workspace
    #[command(after_help = "Examples:\n  assay review members\n  assay review members --json")]
    Members,
}

/// Which units.
#[derive(Debug, Args)]
pub(crate) struct Units {
    /// The units: tests' ids, or the weakness's or control's for a direct assessment
    #[arg(value_name = "UNITS", required_unless_present = "all")]
    named: Vec<String>,
    /// All units of a pile
    #[arg(long, value_name = "QUEUE", value_parser = one_of::<Queue>(QUEUES), conflicts_with = "named")]
    all: Option<Queue>,
    #[command(flatten)]
    on: On,
}

/// What is assigned to whom.
#[derive(Debug, Args)]
pub(crate) struct AssignVerb {
    /// The units
    units: Vec<String>,
    /// The member: name, e-mail address or id; "nobody" takes it back
    #[arg(long, value_name = "MEMBER")]
    to: String,
    /// A group of the checklist, such as MASVS-STORAGE; may be given several times
    #[arg(long, value_name = "GROUP")]
    group: Vec<String>,
    /// The whole build
    #[arg(long)]
    whole_build: bool,
    /// Until which day
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    #[command(flatten)]
    on: On,
}

pub(crate) async fn carry_out(host: &Host, verb: Review) -> Answer {
    host.open().await?;
    match verb {
        Review::Submit(units) => state(host, ReviewAction::Submit, units, None).await,
        Review::Approve(units) => state(host, ReviewAction::Approve, units, None).await,
        Review::Return { units, comment } => state(host, ReviewAction::Return, units, Some(comment)).await,
        Review::Assign(it) => assign(host, it).await,
        Review::Queue { queue, on } => {
            let Target { assessment, build } = select::target(host, &on).await?;
            let queues = host.call(QueuesShowInput { assessment, build, queue }).await?;
            host.output
                .show(&queues, |paint| if queue.is_some() { pile(paint, &queues) } else { piles(paint, &queues) });
            Ok(Outcome::Done)
        }
        Review::Assignments { on } => {
            let Target { assessment, build } = select::target(host, &on).await?;
            let all = host.call(AssignmentsListInput { assessment, build }).await?;
            host.output.show(&all, |paint| {
                let rows: Vec<Vec<String>> = all
                    .iter()
                    .map(|it| vec![word(&it.scope), it.id.clone(), it.name.clone(), it.due.clone().unwrap_or_default()])
                    .collect();
                table(paint, &["WHAT", "ID", "WHO", "UNTIL"], &rows, "Nothing is assigned on this build.")
            });
            Ok(Outcome::Done)
        }
        Review::Members => {
            let members = host.call(MembersListInput {}).await?;
            host.output.show(&members, |paint| {
                let me = |me: bool| if me { "you" } else { "" };
                let rows: Vec<Vec<String>> =
                    members.iter().map(|it| vec![it.name.clone(), it.email.clone(), me(it.me).to_owned()]).collect();
                table(paint, &["NAME", "E-MAIL", ""], &rows, "Nobody is a member.")
            });
            Ok(Outcome::Done)
        }
    }
}

async fn state(host: &Host, action: ReviewAction, units: Units, comment: Option<String>) -> Answer {
    let Target { assessment, build } = select::target(host, &units.on).await?;
    let mut of = Vec::new();
    for named in &units.named {
        let unit = select::unit(host, Target { assessment, build }, named).await?;
        of.push(ReviewedUnit { unit, basis: None });
    }
    if units.all.is_some() {
        let rows = host.call(QueuesShowInput { assessment, build, queue: units.all }).await?.rows;
        of.extend(rows.into_iter().map(|row| ReviewedUnit { unit: row.unit, basis: Some(row.review.basis) }));
    }
    let change = host.call(ReviewStateInput { assessment, build, action, units: of, comment }).await?;
    host.output.done(&change, &change.done.join("\n"), || sentence(action, &change));
    Ok(if change.done.is_empty() { Outcome::CheckSaidNo } else { Outcome::Done })
}

fn sentence(action: ReviewAction, change: &ReviewChange) -> String {
    let done = match action {
        ReviewAction::Submit => "submitted",
        ReviewAction::Approve => "approved",
        ReviewAction::Return => "returned",
    };
    let mut text = vec![format!("{} {done}.", count(change.done.len() as u64, "test is", "tests are"))];
    if change.rows.iter().any(|row| row.review.by_author) {
        text.push("Some of them are your own answers.".to_owned());
    } else if change.rows.iter().any(|row| row.review.same_device) {
        text.push(
            "Answer and approval come from one device key, so that two people made them proves little.".to_owned(),
        );
    }
    text.extend(change.refused.iter().map(|it| format!("Left out: {}", it.sentence)));
    text.join("\n")
}

async fn assign(host: &Host, it: AssignVerb) -> Answer {
    let target = select::target(host, &it.on).await?;
    let mut units = Vec::new();
    for named in &it.units {
        units.push(select::unit(host, target, named).await?);
    }
    let assignee = (it.to.trim() != "nobody").then_some(it.to);
    let input = WorkAssignInput {
        assessment: target.assessment,
        build: target.build,
        units: Some(units),
        groups: Some(it.group),
        whole_build: Some(it.whole_build),
        assignee: assignee.clone(),
        due: it.due,
    };
    let made = host.call(input).await?;
    let who = made.assignments.iter().max_by_key(|it| it.by.at).map(|it| it.name.clone());
    host.output.done(&made.assignments, "", || match (assignee, who) {
        (Some(_), Some(who)) => format!("Assigned to {who}."),
        _ => "Nobody is to do it any more.".to_owned(),
    });
    Ok(Outcome::Done)
}

fn piles(paint: Paint, queues: &BuildQueues) -> String {
    let rows: Vec<Vec<String>> = queues.counts.iter().map(|it| vec![word(&it.queue), it.units.to_string()]).collect();
    table(paint, &["QUEUE", "TESTS"], &rows, "There are no queues.")
}

fn pile(paint: Paint, queues: &BuildQueues) -> String {
    let rows: Vec<Vec<String>> = queues
        .rows
        .iter()
        .map(|row| {
            vec![
                row.label.clone(),
                paint.state(&word(&row.state)),
                word(&row.review.state),
                row.answered_by.clone().unwrap_or_default(),
                row.title.clone(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return lines(["Nothing lies on this pile."]);
    }
    table(paint, &["TEST", "RESULT", "REVIEW", "BY", "TITLE"], &rows, "")
}
