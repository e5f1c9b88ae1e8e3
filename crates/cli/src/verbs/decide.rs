//! Readiness in words, and `assay release decide`.

use assay_commands::areas::board::{ReleaseDecideInput, ReleaseReadinessInput};
use assay_commands::view::{DecisionChoice, DecisionView, Readiness, ReleaseReadiness, WaiverConditions};
use clap::Args;

use crate::arguments::one_of;
use crate::host::{Answer, Host, Outcome};
use crate::output::{Paint, count, facts, lines, minute, short, table, word};
use crate::select;

/// The most things of a reason that are named.
const NAMED: usize = 6;

/// What is decided.
#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The release: App/1.0, a name, an id or a unique beginning of an id
    release: String,
    /// The decision
    #[arg(value_parser = one_of::<DecisionChoice>(&["go", "conditional", "hold"]))]
    decision: DecisionChoice,
    /// In which role you decide, such as "Release manager"
    #[arg(long, value_name = "TEXT", default_value = "")]
    role: String,
    /// Why: needed for a hold, and for anything else while the gate is closed
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// What has to be done: needed for a conditional decision
    #[arg(long, value_name = "TEXT", default_value = "")]
    conditions: String,
}

pub(crate) async fn carry_out(host: &Host, verb: Decide) -> Answer {
    let found = select::find(host, None, Some(verb.release)).await?;
    let release = select::known(found.release, "release")?;
    let seen = host.call(ReleaseReadinessInput { release }).await?;
    let input = ReleaseDecideInput {
        release,
        decision: verb.decision,
        role: verb.role,
        reason: verb.reason,
        conditions: verb.conditions,
        expected: seen.decision_heads,
    };
    let view = host.call(input).await?;
    let decided = view.decisions.first();
    let id = decided.map(|it| it.id.to_string()).unwrap_or_default();
    host.output.done(&view, &id, || {
        let over = decided.is_some_and(|it| it.over_closed_gate);
        let over = if over { ", over a closed gate" } else { "" };
        let (app, release, word) = (&view.app_name, &view.release_name, word(&verb.decision));
        format!("Decided on {app} {release}: {word}{over}.")
    });
    Ok(Outcome::Done)
}

/// A release's readiness for people.
pub(crate) fn words(paint: Paint, view: &ReleaseReadiness) -> String {
    let mut text = lines([paint.strong(&format!("{} {}", view.app_name, view.release_name)), view.sentence.clone()]);
    if let Some(due) = &view.due {
        text.push_str(&lines([format!("Due on {}, {}.", due.day, days(due.days_left))]));
    }
    for decision in view.decisions.iter().filter(|it| it.current) {
        text.push('\n');
        text.push_str(&of_decision(decision));
    }
    for assessment in &view.assessments {
        text.push('\n');
        text.push_str(&of_assessment(paint, assessment));
    }
    text
}

/// What the gate of an assessment says.
pub(crate) fn of_assessment(paint: Paint, readiness: &Readiness) -> String {
    let mut text = lines([paint.strong(&readiness.title), readiness.sentence.clone()]);
    let mut rows = Vec::new();
    for reason in &readiness.reasons {
        for part in &reason.parts {
            let mut named: Vec<String> = part.tally.items.iter().take(NAMED).map(|item| item.label.clone()).collect();
            if part.tally.items.len() > NAMED {
                named.push(format!("{} more", part.tally.items.len() - NAMED));
            }
            let platform = part.platform.map_or_else(|| "-".to_owned(), |it| it.to_string());
            rows.push(vec![word(&reason.code), platform, part.tally.count.to_string(), named.join(", ")]);
        }
    }
    if !rows.is_empty() {
        text.push_str(&table(paint, &["HELD BACK BY", "PLATFORM", "COUNT", "WHICH"], &rows, ""));
    }
    if !readiness.conditions.is_empty() {
        let rows: Vec<Vec<String>> = readiness
            .conditions
            .iter()
            .map(|it| vec![it.label.clone(), it.approver.clone(), it.words.clone(), seen_to(it)])
            .collect();
        text.push_str(&table(paint, &["ACCEPTED RISK", "BY", "CONDITIONS", "SEEN TO"], &rows, ""));
    }
    text
}

/// Who sees to the conditions of a waiver until when: `Jonas Weber, by 2026-12-05, overdue`, or `-`.
fn seen_to(conditions: &WaiverConditions) -> String {
    let by = Some(conditions.by.clone()).filter(|by| !by.is_empty());
    let due = conditions.due.as_ref().map(|due| format!("by {due}"));
    let overdue = conditions.overdue.then(|| "overdue".to_owned());
    let parts: Vec<String> = [by, due, overdue].into_iter().flatten().collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(", ") }
}

fn of_decision(decision: &DecisionView) -> String {
    let over = if decision.over_closed_gate { ", over a closed gate" } else { "" };
    let outdated = match decision.later {
        _ if !decision.outdated => String::new(),
        later => format!("yes: {} on it since", count(later, "statement", "statements")),
    };
    facts([
        ("Decision", format!("{}{over}", word(&decision.choice))),
        ("Outdated", outdated),
        ("Because", decision.reason.clone().unwrap_or_else(|| "redacted".to_owned())),
        ("Conditions", decision.conditions.clone().unwrap_or_default()),
        ("Decided", format!("{} UTC by {}", minute(&decision.stated.at), decided_by(decision))),
        ("Checkpoint", short(&decision.checkpoint)),
    ])
}

/// `Ruth Ekman, product owner`; whoever said no role is named without one.
fn decided_by(decision: &DecisionView) -> String {
    match decision.role.as_deref() {
        None | Some("") => decision.stated.by.clone(),
        Some(role) => format!("{}, {role}", decision.stated.by),
    }
}

/// `12 days left`, `today`, `3 days late`.
pub(crate) fn days(left: i32) -> String {
    let number = u64::from(left.unsigned_abs());
    match left {
        0 => "today".to_owned(),
        1.. => format!("{} left", count(number, "day", "days")),
        _ => format!("{} late", count(number, "day", "days")),
    }
}
