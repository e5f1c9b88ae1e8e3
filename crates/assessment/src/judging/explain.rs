//! Verdicts in words, down to the units.

use assay_messages::{counted, in_words, listed, said};

use crate::error::words;
use crate::judging::{ControlJudgement, counted};
use crate::planned::{Sheet, SheetControl};
use crate::result_said;
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
        said!(
            "Resilience counts on release variants only, and this build is a debug variant: the answer counts as untested."
        )
    } else if let (AnswerState::Stale, [head]) = (state, heads.answers.as_slice()) {
        let why = match head.valid_until() {
            _ if head.carried.as_ref().is_some_and(|it| it.how == CarriedHow::Changed) => {
                said!("and what it rested on has changed")
            }
            _ if let Some(why) = &head.reworded => why.clone(),
            _ if head.reconfirmed.is_some() => said!("and what it was reconfirmed from no longer holds"),
            Some(date) => said!("valid until {date}", date),
            None => said!("and nothing on record says until when"),
        };
        said!("It was stated as {result}, {why}.", result = result_said(head.result), why)
    } else if let Some(former) = former {
        said!("It was stated as {former}, but no justification is on record.", former = result_said(former))
    } else if state == AnswerState::Disputed {
        let mut results: Vec<String> = heads.answers.iter().map(|head| result_said(head.result)).collect();
        results.dedup();
        said!(
            "{count} answers stand beside each other: {results}.",
            count = heads.answers.len(),
            results = results.join(", ")
        )
    } else {
        in_words(match (required, state, unit.kind) {
            (false, AnswerState::Fail, _) => "Optional, but a failure counts because the weakness is required.",
            (false, ..) => "Optional: it counts only where it fails.",
            (true, _, UnitKind::Direct) => "No live test covers it, so it is assessed directly.",
            (true, _, UnitKind::Test) => "",
        })
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

/// The verdict in a sentence or two.
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
        3 => inconclusive(&labels(parts, Verdict::Inconclusive, AnswerState::Inconclusive)),
        4 => said!("Nothing that the profile requires applies to this build, and each answer says why."),
        _ => passed(parts),
    };
    if judgement.computed != judgement.own.verdict {
        let failures = short(&judgement.secondary_failures);
        sentence.push(' ');
        sentence += &match failures.as_slice() {
            [failure] => said!(
                "{failure} failed elsewhere, and this is a secondary control of it: inconclusive until an assessor concludes.",
                failure
            ),
            failures => said!(
                "{failures} failed elsewhere, and this is a secondary control of them: inconclusive until an assessor concludes.",
                failures = listed(failures)
            ),
        };
    }
    if judgement.overridden && judgement.verdict != judgement.computed {
        sentence.push(' ');
        sentence += &said!(
            "An assessor concluded {verdict} where the rule gives {computed}.",
            verdict = words(judgement.verdict),
            computed = words(judgement.computed)
        );
    }
    sentence
}

fn out_of_scope(sheet: &Sheet, control: &SheetControl) -> String {
    if control.because.is_empty() {
        said!(
            "{profile} requires nothing of it on {platform}.",
            profile = sheet.plan.profile.id,
            platform = sheet.plan.platform
        )
    } else {
        control.because.clone()
    }
}

fn failed(parts: &[WeaknessPart]) -> String {
    let units = listed(&labels(parts, Verdict::Fail, AnswerState::Fail));
    let weaknesses: Vec<String> =
        parts.iter().filter(|part| part.verdict == Verdict::Fail).filter_map(|part| part.id.clone()).collect();
    match weaknesses.as_slice() {
        [] => said!("{units} failed.", units),
        [weakness] => said!("{units} failed, so {weakness} is present.", units, weakness),
        several => said!("{units} failed, so {weaknesses} are present.", units, weaknesses = listed(several)),
    }
}

fn inconclusive(units: &[String]) -> String {
    match units {
        [unit] => said!("{unit} is inconclusive.", unit),
        units => said!("{units} are inconclusive.", units = listed(units)),
    }
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
    let (count, which) = (missing.len(), listed(&missing));
    match (all, count) {
        (1, _) => said!("{count} of 1 required unit has no answer that counts: {which}.", count, which),
        (_, ..=4) => said!("{count} of {all} required units have no answer that counts: {which}.", count, all, which),
        _ => said!("{count} of {all} required units have no answer that counts.", count, all),
    }
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
    match (pass, not_applicable) {
        (pass, 0) => counted!(pass, "1 required unit passed.", "{count} required units passed."),
        (pass, 1) => counted!(
            pass,
            "1 required unit passed, and one does not apply.",
            "{count} required units passed, and one does not apply."
        ),
        (pass, more) => counted!(
            pass,
            "1 required unit passed, and {more} do not apply.",
            "{count} required units passed, and {more} do not apply.",
            more
        ),
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
