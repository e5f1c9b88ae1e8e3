//! Plans, comparisons and the questionnaire for people.

use assay_commands::areas::profiles::{PlanUnit, ProfileComparison, ProfilePlan};
use assay_commands::catalogue::Questionnaire;

use crate::output::{Paint, count, lines, table, word};

pub(super) fn plan(paint: Paint, plan: &ProfilePlan) -> String {
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
    if plan.tailoring.is_some() {
        text.push_str(&lines([format!(
            "{} proposed as not applicable; {} shown, {} left out because they bind somebody else.",
            count(counts.proposed.into(), "unit is", "units are"),
            count(counts.citations.into(), "citation", "citations"),
            counts.citations_left_out,
        )]));
    }
    for control in &plan.controls {
        let scope = if control.required { String::new() } else { paint.faint(" (out of scope)") };
        text.push_str(&lines([String::new(), format!("{}{scope}  {}", paint.strong(&control.id), control.summary)]));
        if control.set.is_some() || !control.lines.is_empty() {
            text.push_str(&lines([format!("  because: {}", control.because)]));
        }
        text.push_str(&lines(control.units.iter().flat_map(|unit| unit_lines("  ", unit))));
        for weakness in control.weaknesses.iter().filter(|weakness| weakness.required) {
            text.push_str(&lines([format!("  {} {}", weakness.id, weakness.title)]));
            text.push_str(&lines(weakness.units.iter().flat_map(|unit| unit_lines("    ", unit))));
        }
    }
    if !plan.limits.is_empty() {
        text.push_str(&lines([String::new(), paint.strong("What this does not cover")]));
        text.push_str(&lines(plan.limits.iter().map(|limit| format!("  {}", limit.sentence))));
    }
    text
}

fn unit_lines(indent: &str, unit: &PlanUnit) -> Vec<String> {
    let required = if unit.required { "required" } else { "optional" };
    let id = unit.unit.rsplit([':', '/']).next().unwrap_or_default();
    let what = if unit.unit.starts_with("direct:") { "direct assessment" } else { &unit.title };
    let mut text = vec![format!("{indent}{required}  {id}  {what}")];
    for parameter in &unit.parameters {
        text.push(format!(
            "{indent}  {}: {} {} ({})",
            parameter.title, parameter.value, parameter.unit, parameter.because
        ));
    }
    if let Some(proposal) = &unit.proposal {
        text.push(format!("{indent}  proposed as not applicable: {}", proposal.because));
    }
    if !unit.citations.is_empty() {
        let clauses: Vec<String> =
            unit.citations.iter().map(|it| format!("{} {}", it.source.short, it.citation.clause)).collect();
        text.push(format!("{indent}  related to: {}", clauses.join("; ")));
    }
    text
}

pub(super) fn comparison(paint: Paint, compared: &ProfileComparison) -> String {
    let (a, b) = (&compared.a.id, &compared.b.id);
    let mut text = lines([
        paint.strong(&format!("{a} and {b} on {}", compared.platform)),
        format!(
            "{} the same, {}.",
            count(compared.same.into(), "unit is", "units are"),
            count(compared.rows.len() as u64, "differs", "differ"),
        ),
    ]);
    for row in &compared.rows {
        text.push_str(&lines([
            String::new(),
            format!("{}  {}", paint.strong(&row.label), row.title),
            format!("  {a}: {}. {}", word(&row.a), row.because_a),
            format!("  {b}: {}. {}", word(&row.b), row.because_b),
        ]));
    }
    if !compared.parameters.is_empty() {
        let value = |value: Option<u32>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        let rows: Vec<Vec<String>> = compared
            .parameters
            .iter()
            .map(|row| vec![row.id.clone(), value(row.a), value(row.b), row.unit.clone()])
            .collect();
        text.push('\n');
        text.push_str(&table(paint, &["PARAMETER", a, b, "UNIT"], &rows, ""));
    }
    if !compared.gate.is_empty() {
        let yes = |yes: bool| if yes { "yes".to_owned() } else { "no".to_owned() };
        let rows: Vec<Vec<String>> =
            compared.gate.iter().map(|row| vec![row.rule.clone(), yes(row.a), yes(row.b)]).collect();
        text.push('\n');
        text.push_str(&table(paint, &["GATE", a, b], &rows, ""));
    }
    text
}

pub(super) fn questions(paint: Paint, questionnaire: &Questionnaire) -> String {
    let mut text = String::new();
    for question in &questionnaire.questions {
        text.push_str(&lines([format!("{}  {}", paint.strong(&question.key), question.question)]));
        text.push_str(&lines([format!("  {}", question.help)]));
        for option in &question.options {
            let title =
                option.help.as_ref().map_or_else(|| option.title.clone(), |help| format!("{}. {help}", option.title));
            text.push_str(&lines([format!("  {}={}  {title}", question.key, option.word)]));
        }
        text.push('\n');
    }
    text
}
