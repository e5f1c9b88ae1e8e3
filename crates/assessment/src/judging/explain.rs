//! Verdicts in words, down to the units.

use std::fmt::Write;

use crate::error::words;
use crate::judging::{ControlJudgement, counted};
use crate::planned::{Sheet, SheetControl};
use crate::result_words;
use crate::verdict::UnitAnswer;
use crate::view::{AnswerState, CarriedHow, UnitKind, UnitPart, Verdict, WeaknessPart};
use crate::workspace::States;

/// The weaknesses of a control with their units.
pub(crate) fn weakness_parts(
    sheet: &Sheet,
    control: &SheetControl,
    judgement: &ControlJudgement,
    states: &States,
    release: bool,
) -> Vec<WeaknessPart> {
    let parts = control.weaknesses.iter().zip(&judgement.weaknesses).map(|(weakness, ruling)| WeaknessPart {
        id: weakness.reference.as_ref().map(|it| it.id.clone()),
        title: if weakness.reference.is_some() { weakness.title.clone() } else { control.summary.clone() },
        verdict: ruling.verdict,
        row: ruling.row,
        units: weakness
            .units
            .iter()
            .map(|(at, required)| unit_part(sheet, control, *at, *required, states, release))
            .collect(),
    });
    parts.collect()
}

fn unit_part(
    sheet: &Sheet,
    control: &SheetControl,
    at: usize,
    required: bool,
    states: &States,
    release: bool,
) -> UnitPart {
    let unit = &sheet.units[at];
    let heads = states.of(unit.id.as_str());
    let (state, former) = heads.state();
    let effect = counted(control, state, release);
    let counts = UnitAnswer { required, state: effect }.counts();
    let remark = if effect != state {
        "Resilience counts on release variants only, and this build is a debug variant: the answer counts as untested."
            .to_owned()
    } else if let (AnswerState::Stale, [head]) = (state, heads.answers.as_slice()) {
        let why = match head.valid_until() {
            _ if head.carried.as_ref().is_some_and(|it| it.how == CarriedHow::Changed) => {
                "and what it rested on has changed".to_owned()
            }
            _ if let Some(why) = &head.reworded => why.clone(),
            _ if head.reconfirmed.is_some() => "and what it was reconfirmed from no longer holds".to_owned(),
            Some(date) => format!("valid until {date}"),
            None => "and nothing on record says until when".to_owned(),
        };
        format!("It was stated as {}, {why}.", result_words(head.result))
    } else if let Some(former) = former {
        format!("It was stated as {}, but no justification is on record.", result_words(former))
    } else if state == AnswerState::Disputed {
        let mut results: Vec<&str> = heads.answers.iter().map(|head| result_words(head.result)).collect();
        results.dedup();
        format!("{} answers stand beside each other: {}.", heads.answers.len(), results.join(", "))
    } else {
        match (required, state, unit.kind) {
            (false, AnswerState::Fail, _) => "Optional, but a failure counts because the weakness is required.",
            (false, ..) => "Optional: it counts only where it fails.",
            (true, _, UnitKind::Direct) => "No live test covers it, so it is assessed directly.",
            (true, _, UnitKind::Test) => "",
        }
        .to_owned()
    };
    UnitPart {
        unit: unit.id.as_str().to_owned(),
        label: unit.label.clone(),
        title: unit.title.clone(),
        required,
        state,
        counts: counts && effect == state,
        remark,
    }
}

/// The verdict in a sentence or two. (Writing into a string can't fail.)
pub(crate) fn explain(
    sheet: &Sheet,
    control: &SheetControl,
    judgement: &ControlJudgement,
    parts: &[WeaknessPart],
) -> String {
    let mut sentence = match judgement.own.row {
        0 => out_of_scope(sheet, control),
        1 => failed(parts),
        2 => untested(parts),
        3 => format!("{} inconclusive.", are(&labels(parts, Verdict::Inconclusive, AnswerState::Inconclusive))),
        4 => "Nothing that the profile requires applies to this build, and each answer says why.".to_owned(),
        _ => passed(parts),
    };
    if judgement.computed != judgement.own.verdict {
        let failures = short(&judgement.secondary_failures);
        let them = if failures.len() == 1 { "it" } else { "them" };
        let _ = write!(
            sentence,
            " {} elsewhere, and this is a secondary control of {them}: inconclusive until an assessor concludes.",
            have(&failures, "failed")
        );
    }
    if judgement.overridden && judgement.verdict != judgement.computed {
        let _ = write!(
            sentence,
            " An assessor concluded {} where the rule gives {}.",
            words(judgement.verdict),
            words(judgement.computed)
        );
    }
    sentence
}

fn out_of_scope(sheet: &Sheet, control: &SheetControl) -> String {
    if control.because.is_empty() {
        format!("{} requires nothing of it on {}.", sheet.plan.profile.id, sheet.plan.platform)
    } else {
        control.because.clone()
    }
}

fn failed(parts: &[WeaknessPart]) -> String {
    let units = labels(parts, Verdict::Fail, AnswerState::Fail);
    let weaknesses: Vec<String> =
        parts.iter().filter(|part| part.verdict == Verdict::Fail).filter_map(|part| part.id.clone()).collect();
    if weaknesses.is_empty() {
        return format!("{}.", have(&units, "failed"));
    }
    format!("{}, so {} present.", have(&units, "failed"), are(&weaknesses))
}

fn untested(parts: &[WeaknessPart]) -> String {
    let (mut missing, mut all) = (Vec::new(), 0);
    let mut seen = Vec::new();
    for unit in parts.iter().flat_map(|part| &part.units).filter(|unit| unit.required) {
        if seen.contains(&&unit.unit) {
            continue;
        }
        seen.push(&unit.unit);
        all += 1;
        let open = matches!(unit.state, AnswerState::Untested | AnswerState::Stale | AnswerState::Disputed);
        if open || !unit.counts {
            missing.push(unit.label.clone());
        }
    }
    let which = if missing.len() <= 4 { format!(": {}", and(&missing)) } else { String::new() };
    let verb = if all == 1 { "unit has" } else { "units have" };
    format!("{} of {all} required {verb} no answer that counts{which}.", missing.len())
}

fn passed(parts: &[WeaknessPart]) -> String {
    let counting: Vec<&UnitPart> = parts.iter().flat_map(|part| &part.units).filter(|unit| unit.counts).collect();
    let count = |state| {
        let mut units: Vec<&str> =
            counting.iter().filter(|unit| unit.state == state).map(|unit| unit.unit.as_str()).collect();
        units.sort_unstable();
        units.dedup();
        units.len()
    };
    let (pass, not_applicable) = (count(AnswerState::Pass), count(AnswerState::NotApplicable));
    let units = if pass == 1 { "unit passed" } else { "units passed" };
    match not_applicable {
        0 => format!("{pass} required {units}."),
        1 => format!("{pass} required {units}, and one does not apply."),
        more => format!("{pass} required {units}, and {more} do not apply."),
    }
}

/// The labels of the units in this state within the weaknesses of this verdict.
fn labels(parts: &[WeaknessPart], verdict: Verdict, state: AnswerState) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for unit in parts.iter().filter(|part| part.verdict == verdict).flat_map(|part| &part.units) {
        if unit.state == state && unit.counts && !labels.contains(&unit.label) {
            labels.push(unit.label.clone());
        }
    }
    labels
}

/// `maswe-1/MASWE-0018` as `MASWE-0018`.
pub(crate) fn short(names: &[String]) -> Vec<String> {
    names.iter().map(|name| name.rsplit('/').next().unwrap_or(name).to_owned()).collect()
}

fn are(names: &[String]) -> String {
    format!("{} {}", and(names), if names.len() == 1 { "is" } else { "are" })
}

fn have(names: &[String], participle: &str) -> String {
    format!("{} {participle}", and(names))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn and(words: &[String]) -> String {
    match words {
        [] => "Nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
