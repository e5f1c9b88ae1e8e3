//! Two reports beside each other, by what they carry.

mod sample;

use assay_report::comparison::{Change, Comparison, Fact, Limit, Part, Stands, compare};
use assay_report::model::{AnswerState, Disclosure, ReportData, Verdict};

fn compared(former: &ReportData, later: &ReportData) -> Comparison {
    let value = |data: &ReportData| serde_json::to_value(data).expect("plain data");
    compare(&value(former), &value(later)).expect("they can be compared")
}

fn of(comparison: &Comparison, part: Part) -> Vec<&Change> {
    comparison.changes.iter().filter(|it| it.part == part).collect()
}

#[test]
fn the_same_report_differs_in_nothing() {
    let data = sample::sample(48);
    let comparison = compared(&data, &data);
    assert_eq!(comparison.changes, []);
}

#[test]
fn each_part_names_what_changed_and_nothing_else() {
    let former = sample::sample(48);
    let mut later = former.clone();
    let answer = later.units[0].answers.first_mut().expect("an answer");
    let before = answer.state;
    answer.state = if before == AnswerState::Fail { AnswerState::Pass } else { AnswerState::Fail };
    let verdict = later.groups[0].controls[0].verdicts.first_mut().expect("a verdict");
    verdict.verdict = if verdict.verdict == Verdict::Fail { Verdict::Pass } else { Verdict::Fail };
    let finding = later.findings.remove(0);
    "withdrawn".clone_into(&mut later.waivers[0].standing);
    "4.2.1".clone_into(&mut later.cover.release);
    later.engagement.out_of_scope.push("The watch app".to_owned());
    let comparison = compared(&former, &later);
    for part in [Part::Verdicts, Part::Results, Part::Findings, Part::Waivers] {
        assert_eq!(of(&comparison, part).len(), 1, "{part:?}: {comparison:#?}");
    }
    let [gone] = of(&comparison, Part::Findings)[..] else { panic!("one finding") };
    assert_eq!((gone.title.as_str(), gone.after.clone()), (finding.title.as_str(), None));
    assert_eq!(gone.before, Some(Stands::Finding { severity: finding.severity, state: finding.state }));
    let scope = of(&comparison, Part::Scope);
    let text = |text: &str| Some(Stands::Text { text: text.to_owned() });
    let items: Vec<_> = scope.iter().map(|it| (it.fact, it.before.clone(), it.after.clone())).collect();
    assert_eq!(
        items,
        [(Some(Fact::Release), text("4.2.0"), text("4.2.1")), (Some(Fact::OutOfScope), None, Some(Stands::LeftOut)),]
    );
    assert!(comparison.changes.iter().all(|it| !it.restated), "{comparison:#?}");
    let back = compared(&later, &former);
    assert_eq!(back.changes.len(), comparison.changes.len(), "the other way round the same differ");
}

#[test]
fn what_a_level_leaves_out_is_no_difference() {
    let internal = sample::sample(48);
    let mut public = internal.clone();
    public.document.disclosure = Disclosure::Public;
    assay_report::disclose(&mut public);
    for (former, later) in [(&internal, &public), (&public, &internal)] {
        let comparison = compared(former, later);
        assert_eq!(comparison.changes, [], "nothing but the level differs");
        assert_eq!(comparison.limits, [Limit::PublicLevel, Limit::NoResults]);
    }
}

#[test]
fn a_new_build_stands_for_the_one_before_on_its_platform() {
    let former = sample::sample(48);
    let mut later = former.clone();
    let build = &mut later.builds[0];
    "4.2.1".clone_into(&mut build.version_name);
    build.artefact.as_mut().expect("a file").sha256 = "0f".repeat(32);
    let comparison = compared(&former, &later);
    assert_eq!(of(&comparison, Part::Results).len() + of(&comparison, Part::Verdicts).len(), 0);
    let [changed] = of(&comparison, Part::Scope)[..] else { panic!("{comparison:#?}") };
    assert_eq!(changed.fact, Some(Fact::Build));
    let Some(Stands::Build { name, sha256, .. }) = &changed.after else { panic!("{changed:?}") };
    assert!(changed.before.is_some() && name.contains("4.2.1") && *sha256 == Some("0f".repeat(32)), "{changed:?}");
}

#[test]
fn reports_of_two_apps_are_not_compared() {
    let former = sample::sample(48);
    let mut later = former.clone();
    "Another".clone_into(&mut later.cover.app);
    let value = |data: &ReportData| serde_json::to_value(data).expect("plain data");
    let refused = compare(&value(&former), &value(&later)).expect_err("another app");
    assert_eq!(refused.code(), "report.other_app");
    let refused = compare(&value(&former), &serde_json::json!({ "document": { "number": "7" } })).expect_err("no data");
    assert_eq!(refused.code(), "report.other_form");
}

#[test]
fn the_same_answer_that_was_stated_anew_is_a_change_and_says_so() {
    let former = sample::sample(48);
    let mut later = former.clone();
    let answers = later.units.iter_mut().flat_map(|unit| &mut unit.answers);
    let statement = answers.flat_map(|answer| &mut answer.statements).next().expect("a statement");
    statement.stated.entry = "0f".repeat(32);
    let comparison = compared(&former, &later);
    let [again] = &comparison.changes[..] else { panic!("{comparison:#?}") };
    assert!(again.restated && again.before == again.after, "{again:?}");
}
