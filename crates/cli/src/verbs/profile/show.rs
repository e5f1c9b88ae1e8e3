//! Plans, comparisons and the questionnaire for people.

use assay_commands::areas::profiles::{PlanUnit, ProfileComparison, ProfilePlan, SayingKind};
use assay_commands::catalogue::{Because, GateRule, ProfileItem, Questionnaire};

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
        let any =
            control.units.iter().chain(control.weaknesses.iter().flat_map(|weakness| &weakness.units)).count() > 0;
        let scope = match (control.required, any) {
            (true, _) => String::new(),
            (false, true) => paint.faint(" (optional)"),
            (false, false) => paint.faint(" (out of scope)"),
        };
        text.push_str(&lines([String::new(), format!("{}{scope}  {}", paint.strong(&control.id), control.summary)]));
        // A control that is assessed directly has its reason beside its unit.
        if control.units.is_empty() {
            text.push_str(&lines([format!("  because: {}", control.because)]));
        }
        text.push_str(&lines(control.units.iter().flat_map(|unit| unit_lines("  ", unit))));
        for weakness in control.weaknesses.iter().filter(|weakness| weakness.required) {
            text.push_str(&lines([
                format!("  {} {}", weakness.id, weakness.title),
                format!("    because: {}", weakness.because),
            ]));
            text.push_str(&lines(weakness.units.iter().flat_map(|unit| unit_lines("    ", unit))));
        }
    }
    if !plan.limits.is_empty() {
        text.push_str(&lines([String::new(), paint.strong("What this does not cover")]));
        text.push_str(&lines(plan.limits.iter().map(|limit| format!("  {}", limit.sentence))));
    }
    text.push_str(&of_files(paint, plan));
    text
}

fn unit_lines(indent: &str, unit: &PlanUnit) -> Vec<String> {
    let required = if unit.required { "required" } else { "optional" };
    let id = unit.unit.rsplit([':', '/']).next().unwrap_or_default();
    let what = if unit.unit.starts_with("direct:") { "direct assessment" } else { &unit.title };
    let mut text = vec![format!("{indent}{required}  {id}  {what}"), format!("{indent}  because: {}", unit.because)];
    for parameter in &unit.parameters {
        text.push(format!(
            "{indent}  {}: {} {} ({})",
            parameter.title, parameter.value, parameter.unit, parameter.because
        ));
    }
    if let Some(proposal) = &unit.proposal {
        text.push(format!("{indent}  proposed as not applicable: {}", proposal.because));
    }
    text.extend(unit.expected_evidence.iter().map(|evidence| format!("{indent}  evidence: {evidence}")));
    if !unit.citations.is_empty() {
        let clauses: Vec<String> =
            unit.citations.iter().map(|it| format!("{} {}", it.source.short, it.citation.clause)).collect();
        text.push(format!("{indent}  related to: {}", clauses.join("; ")));
    }
    text
}

/// What the files say beside what is in: what is out, conditions, evidence, clauses, and the release gate.
fn of_files(paint: Paint, plan: &ProfilePlan) -> String {
    let mut text = String::new();
    let mut section = |title: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            text.push_str(&lines([String::new(), paint.strong(title)]));
            text.push_str(&lines(rows.into_iter().map(|row| format!("  {row}"))));
        }
    };
    let place = |because: &Because| format!("({}, line {})", because.document, because.line);
    let out = plan.excluded.iter().map(|out| {
        let lines: Vec<String> = out.lines.iter().map(ToString::to_string).collect();
        format!("{}  {}\n    because: {}", out.id, out.title, lines.join("; "))
    });
    section("Out", out.collect());
    let Some(tailoring) = &plan.tailoring else { return text };
    let named = |items: &[ProfileItem]| items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let conditions = tailoring.not_applicable.iter().map(|row| {
        format!("where {}: {}\n    because: {} {}", row.when, named(&row.items), row.because.words, place(&row.because))
    });
    section("Proposed as not applicable, by the answers at the start", conditions.collect());
    let evidence =
        tailoring.evidence.iter().map(|row| format!("{}: {} {}", named(&row.items), row.expect, place(&row.because)));
    section("Evidence that the files expect", evidence.collect());
    let citations = tailoring
        .citations
        .iter()
        .map(|row| format!("{}: {} {} {}", named(&row.items), row.source, row.clause, place(&row.because)));
    section("Clauses that the files add", citations.collect());
    let gate = &tailoring.gate;
    let mut rules: Vec<String> = gate.require.iter().map(|rule| gate_rule(*rule).to_owned()).collect();
    rules.extend(gate.findings_below.map(|severity| format!("Open findings are below {}.", word(&severity))));
    if !gate.not_waivable.is_empty() {
        rules.push(format!("No waiver lets these through: {}.", named(&gate.not_waivable)));
    }
    section("Release gate", rules);
    let eyes = if tailoring.four_eyes { "Nobody approves their own answer." } else { "Who answered may also approve." };
    section("Review", vec![eyes.to_owned()]);
    let units = plan
        .controls
        .iter()
        .flat_map(|control| control.units.iter().chain(control.weaknesses.iter().flat_map(|weakness| &weakness.units)));
    let mut parameters: Vec<String> = units
        .flat_map(|unit| &unit.parameters)
        .map(|it| format!("{}: {} {}  {} ({})", it.id, it.value, it.unit, it.title, it.because))
        .collect();
    parameters.sort();
    parameters.dedup();
    section("Parameters", parameters);
    text
}

fn gate_rule(rule: GateRule) -> &'static str {
    match rule {
        GateRule::Decided => "Every required unit has a result.",
        GateRule::NoFailedRequired => "No required control fails, but where a waiver accepts it.",
        GateRule::Evidence => "Every result rests on evidence; what does not apply rests on its justification.",
        GateRule::ExpectedEvidence => "Where evidence is expected, there is some.",
        GateRule::Approved => "Every result was approved by a second person.",
        GateRule::NothingDisputed => "No result is disputed.",
        GateRule::NothingStale => "No result is stale.",
        GateRule::NothingInconclusive => "No required control is inconclusive.",
    }
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
    for row in &compared.sayings {
        let (only, because) = match (&row.a, &row.b) {
            (Some(because), _) => (a, because),
            (None, Some(because)) => (b, because),
            (None, None) => continue,
        };
        let kind = match row.kind {
            SayingKind::Condition => "Condition",
            SayingKind::Evidence => "Evidence",
            SayingKind::Citation => "Related to",
        };
        text.push_str(&lines([
            String::new(),
            format!("{kind}  {}: {}", row.items.join(", "), row.words),
            format!("  only in {only}: {}, line {}", because.document, because.line),
        ]));
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
