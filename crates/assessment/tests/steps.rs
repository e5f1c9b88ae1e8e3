//! Undo and redo: step by step, whatever the steps are, never past somebody else, and a bulk as one step.

mod common;

use assay_assessment::view::{
    AnswerState, AnswerText, Engagement, ResultCode, ResultGiven, UnitKind, UnitRow, Verdict,
};
use common::{Bench, words};
use proptest::prelude::*;

fn given(rows: &[UnitRow], result: ResultCode, note: &str) -> Vec<ResultGiven> {
    let text = AnswerText { note: note.to_owned(), ..words() };
    let one =
        |row: &UnitRow| ResultGiven { unit: row.unit.clone(), result, text: text.clone(), expected: row.heads.clone() };
    rows.iter().map(one).collect()
}

/// The first units of the Android checklist, each once.
async fn some(bench: &Bench, number: usize) -> Vec<UnitRow> {
    let mut rows = bench.checklist().await.rows;
    rows.dedup_by(|one, other| one.unit == other.unit);
    rows.truncate(number);
    rows
}

async fn states(bench: &Bench, rows: &[UnitRow]) -> Vec<AnswerState> {
    let now = bench.checklist().await.rows;
    rows.iter().map(|row| now.iter().find(|it| it.unit == row.unit).expect("the row").state).collect()
}

#[tokio::test]
async fn three_results_on_one_unit_go_back_one_by_one_and_come_again() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let steps = [ResultCode::Pass, ResultCode::Fail, ResultCode::Inconclusive];
    for result in steps {
        bench.state(&unit, result).await;
    }
    let state = async || bench.row(&unit).await.state;
    for before in [AnswerState::Fail, AnswerState::Pass, AnswerState::Untested] {
        workspace.undo(place.0, place.1).await.expect("undone");
        assert_eq!(state().await, before);
    }
    assert_eq!(workspace.undo(place.0, place.1).await.expect_err("nothing").code(), "undo.nothing");
    for after in [AnswerState::Pass, AnswerState::Fail, AnswerState::Inconclusive] {
        let done = workspace.redo(place.0, place.1).await.expect("done again");
        assert_eq!((state().await, done.unit.as_ref()), (after, Some(&unit)));
    }
    assert_eq!(workspace.redo(place.0, place.1).await.expect_err("nothing").code(), "redo.nothing");
    let detail = workspace.unit(place.0, place.1, &unit).await.expect("the detail");
    assert_eq!(detail.answers[0].text.as_ref().map(|text| text.note.as_str()), Some("Seen on the device."));
    assert_eq!(detail.history.len(), 9, "nothing was taken out of the record");
    // And back once more, over what was done again.
    for before in [AnswerState::Fail, AnswerState::Pass, AnswerState::Untested] {
        workspace.undo(place.0, place.1).await.expect("undone");
        assert_eq!(state().await, before);
    }
}

#[tokio::test]
async fn a_new_statement_ends_what_could_be_redone() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let rows = some(&bench, 2).await;
    bench.state(&rows[0].unit, ResultCode::Pass).await;
    workspace.undo(place.0, place.1).await.expect("undone");
    workspace.add_comment(place.0, place.1, &rows[1].unit, "First something else").await.expect("a comment");
    assert_eq!(workspace.redo(place.0, place.1).await.expect_err("it is over").code(), "redo.nothing");
    workspace.undo(place.0, place.1).await.expect("the comment");
    assert_eq!(workspace.redo(place.0, place.1).await.expect("the comment again").unit, Some(rows[1].unit.clone()));
    assert_eq!(workspace.redo(place.0, place.1).await.expect_err("it is over").code(), "redo.nothing");
}

#[tokio::test]
async fn a_conclusion_and_the_engagement_go_back_and_come_again() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let control = "MASVS-CRYPTO-1";
    for row in bench.checklist().await.rows.iter().filter(|row| row.control == control && row.required) {
        bench.state(&row.unit, ResultCode::Pass).await;
    }
    let verdict = async || workspace.verdict(place.0, place.1, control).await.expect("a verdict");
    assert_eq!(verdict().await.verdict, Verdict::Pass);
    let conclude = async |verdict_now: Verdict, reason: &str| {
        let heads = verdict().await.override_heads;
        workspace
            .override_verdict(place.0, place.1, control, Some(verdict_now), reason, &heads)
            .await
            .expect("concluded");
    };
    conclude(Verdict::Inconclusive, "Only half of it could be seen").await;
    conclude(Verdict::Fail, "The other half fails").await;
    let engage = async |customer: &str| {
        let engagement = Engagement { customer: customer.to_owned(), ..Engagement::default() };
        workspace.record_engagement(place.0, engagement).await.expect("recorded");
    };
    let customer = async || workspace.assessment(place.0).await.expect("it").engagement.customer;
    engage("Harbour Ltd").await;
    engage("Harbour plc").await;

    let undo = async || workspace.undo(place.0, place.1).await.expect("undone");
    assert_eq!(undo().await.unit, None);
    assert_eq!(customer().await, "Harbour Ltd");
    undo().await;
    assert_eq!(customer().await, "");
    assert_eq!(undo().await.control.as_deref(), Some(control));
    let now = verdict().await;
    assert_eq!(
        (now.verdict, now.overrides[0].reason.as_deref()),
        (Verdict::Inconclusive, Some("Only half of it could be seen"))
    );
    let undone = undo().await;
    assert!(undone.change.controls.iter().any(|it| it.id == control && it.verdict == Verdict::Pass));
    assert!(verdict().await.overrides.is_empty());

    let redo = async || workspace.redo(place.0, place.1).await.expect("done again");
    redo().await;
    assert_eq!(verdict().await.verdict, Verdict::Inconclusive);
    redo().await;
    assert_eq!(verdict().await.overrides[0].reason.as_deref(), Some("The other half fails"));
    redo().await;
    redo().await;
    assert_eq!(customer().await, "Harbour plc");
    // What was redone is stated over, like anything else.
    conclude(Verdict::Inconclusive, "Now half of it").await;
    engage("Harbour and sons").await;
    assert_eq!(customer().await, "Harbour and sons");
}

#[tokio::test]
async fn a_bulk_is_one_step() {
    let bench = Bench::new("L2+R+P").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let rows = some(&bench, 40).await;
    bench.state(&rows[3].unit, ResultCode::Fail).await;
    let rows = some(&bench, 40).await;
    let before = states(&bench, &rows).await;
    let change = workspace
        .state_results(place.0, place.1, given(&rows, ResultCode::NotApplicable, "All of them"))
        .await
        .expect("all are taken");
    let touched: Vec<&str> = change.rows.iter().map(|row| row.unit.as_str()).collect();
    assert!(rows.iter().all(|row| touched.contains(&row.unit.as_str())));
    assert_eq!(states(&bench, &rows).await, vec![AnswerState::NotApplicable; 40]);
    let after = bench.checklist().await;
    assert!(change.rows.iter().all(|row| after.rows.contains(row)) && change.progress == after.progress);
    assert!(change.controls.iter().all(|control| after.controls.contains(control)));
    let stated = workspace.ledger_page(40, None).await.expect("a page").entries;
    assert!(stated.iter().all(|entry| entry.kind == "result.stated"), "each has a statement of its own");

    let undone = workspace.undo(place.0, place.1).await.expect("undone");
    assert_eq!(undone.undone, "40 units are as they were before you answered them together.");
    assert_eq!(states(&bench, &rows).await, before);
    let again = workspace.redo(place.0, place.1).await.expect("done again");
    assert_eq!(again.undone, "40 units have the answers again that you gave them together.");
    assert_eq!(states(&bench, &rows).await, vec![AnswerState::NotApplicable; 40]);
    workspace.undo(place.0, place.1).await.expect("undone");
    workspace.undo(place.0, place.1).await.expect("the one before");
    assert_eq!(states(&bench, &rows).await, vec![AnswerState::Untested; 40]);
}

#[tokio::test]
async fn a_bulk_is_all_or_nothing_and_names_what_is_in_the_way() {
    let bench = Bench::new("L2+R+P").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let rows = some(&bench, 6).await;
    let size = async || workspace.ledger_page(1, None).await.expect("a page").entries[0].seq;
    let mut results = given(&rows, ResultCode::NotApplicable, "");
    bench.state(&rows[1].unit, ResultCode::Pass).await;
    results[2].text.justification = " ".to_owned();
    results[4].unit = "test:MASTG-TEST-9999".to_owned();
    let twice = results[5].clone();
    results.push(twice);
    let before = size().await;
    let error = workspace.state_results(place.0, place.1, results).await.expect_err("four are refused");
    assert_eq!(error.code(), "results.refused");
    let assay_assessment::AssessmentError::ResultsRefused { mut refused, of } = error else { panic!("another error") };
    assert_eq!(of, 7);
    refused.sort_by(|one, other| one.code.cmp(&other.code));
    let said: Vec<(&str, &str)> = refused.iter().map(|it| (it.unit.as_str(), it.code.as_str())).collect();
    let expected = [
        (rows[2].unit.as_str(), "result.justification_missing"),
        (rows[5].unit.as_str(), "results.named_twice"),
        (rows[1].unit.as_str(), "statement.changed_meanwhile"),
        ("test:MASTG-TEST-9999", "unit.not_in_profile"),
    ];
    assert_eq!(said, expected);
    assert!(refused[2].message.ends_with("it is now pass by Mara Lind"), "{}", refused[2].message);
    assert_eq!(size().await, before, "nothing was stated");
    let none = workspace.state_results(place.0, place.1, Vec::new()).await.expect_err("nothing is given");
    assert_eq!(none.code(), "input.missing");
}

#[tokio::test]
async fn words_that_were_redacted_do_not_come_back() {
    let bench = Bench::new("L1").await;
    let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
    let unit = bench.unit(UnitKind::Test).await;
    let stated = bench.state(&unit, ResultCode::Fail).await.entry;
    workspace.undo(place.0, place.1).await.expect("undone");
    workspace.redact(&stated.parse().expect("a hash"), "It named a person").await.expect("redacted");
    assert_eq!(workspace.redo(place.0, place.1).await.expect_err("gone").code(), "redo.redacted");
    assert_eq!(bench.row(&unit).await.state, AnswerState::Untested);
}

#[derive(Debug, Clone)]
enum Act {
    State(usize, ResultCode),
    Bulk(ResultCode),
    Files(usize),
    Remove,
    Comment(usize),
    Conclude(bool),
    Engage(u8),
}

fn act() -> impl Strategy<Value = Act> {
    let result =
        prop::sample::select(vec![ResultCode::Pass, ResultCode::Fail, ResultCode::NotApplicable, ResultCode::Untested]);
    prop_oneof![
        4 => (0..3_usize, result.clone()).prop_map(|(unit, result)| Act::State(unit, result)),
        2 => result.prop_map(Act::Bulk),
        2 => (0..3_usize).prop_map(Act::Files),
        1 => Just(Act::Remove),
        1 => (0..3_usize).prop_map(Act::Comment),
        1 => any::<bool>().prop_map(Act::Conclude),
        1 => any::<u8>().prop_map(Act::Engage),
    ]
}

/// All that one sees of it: whoever undid and redid everything sees the same again.
async fn face(bench: &Bench) -> String {
    let rows = bench.checklist().await.rows;
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row.has_note || row.evidence > 0 || row.comments > 0 || row.state != AnswerState::Untested)
        .map(|row| (&row.unit, row.state, row.former, row.has_note, row.evidence, row.comments))
        .collect();
    let verdict = bench.workspace.verdict(bench.assessment, bench.android, CONTROL).await.expect("a verdict");
    let overrides: Vec<_> = verdict.overrides.iter().map(|it| (it.verdict, it.reason.clone())).collect();
    let engagement = bench.workspace.assessment(bench.assessment).await.expect("it").engagement.customer;
    format!("{rows:?} {overrides:?} {engagement}")
}

const CONTROL: &str = "MASVS-CRYPTO-1";

/// Whether it was taken: the rules refuse some.
async fn perform(bench: &Bench, act: &Act) -> bool {
    let (workspace, assessment, build) = (&bench.workspace, bench.assessment, bench.android);
    let rows = some(bench, 3).await;
    match act {
        Act::State(unit, result) => drop(bench.state(&rows[*unit].unit, *result).await),
        Act::Bulk(result) => {
            workspace.state_results(assessment, build, given(&rows, *result, "All")).await.expect("taken");
        }
        Act::Files(unit) => {
            let paths = [bench.path("one.txt"), bench.path("two.txt")];
            for path in &paths {
                std::fs::write(path, path.display().to_string()).expect("written");
            }
            let work = assay_assessment::Work::unwatched();
            let unit = &rows[*unit].unit;
            let added = workspace.attach_files(assessment, build, unit, &paths, "", &work).await.expect("attached");
            // What the unit has already is not attached once more.
            return !added.evidence.is_empty();
        }
        Act::Remove => {
            let evidence = workspace.evidence(assessment, Some(build)).await.expect("evidence");
            let Some(piece) = evidence.first() else { return false };
            workspace.remove_evidence(assessment, build, piece.id).await.expect("removed");
        }
        Act::Comment(unit) => {
            workspace.add_comment(assessment, build, &rows[*unit].unit, "Hm").await.expect("a comment");
        }
        Act::Conclude(lower) => {
            let heads = workspace.verdict(assessment, build, CONTROL).await.expect("a verdict").override_heads;
            let verdict = lower.then_some(Verdict::Fail);
            return workspace.override_verdict(assessment, build, CONTROL, verdict, "So", &heads).await.is_ok();
        }
        Act::Engage(customer) => {
            let engagement = Engagement { customer: customer.to_string(), ..Engagement::default() };
            workspace.record_engagement(assessment, engagement).await.expect("recorded");
        }
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// However one walks back and forth, each place on the way looks as it did.
    #[test]
    fn going_back_and_forth_shows_what_was_there(acts in prop::collection::vec(act(), 1..7), walk in prop::collection::vec(any::<bool>(), 0..16)) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let bench = Bench::new("L1").await;
            let (workspace, place) = (&bench.workspace, (bench.assessment, bench.android));
            let mut faces = vec![face(&bench).await];
            for act in &acts {
                if perform(&bench, act).await {
                    faces.push(face(&bench).await);
                }
            }
            let mut at = faces.len() - 1;
            // To the very end and back besides the walk.
            let ends = std::iter::repeat_n(false, faces.len()).chain(std::iter::repeat_n(true, faces.len()));
            for forth in walk.into_iter().chain(ends) {
                let moved = if forth { workspace.redo(place.0, place.1).await } else { workspace.undo(place.0, place.1).await };
                match moved {
                    Ok(_) if forth => at += 1,
                    Ok(_) => at -= 1,
                    Err(error) if forth => {
                        assert_eq!((error.code(), at), ("redo.nothing", faces.len() - 1));
                    }
                    Err(error) => assert_eq!((error.code(), at), ("undo.nothing", 0)),
                }
                assert_eq!(face(&bench).await, faces[at]);
            }
            let before = face(&bench).await;
            workspace.rebuild(&assay_assessment::Work::unwatched()).await.expect("rebuilt");
            assert_eq!(face(&bench).await, before);
        });
    }
}
