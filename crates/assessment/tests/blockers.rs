//! What holds a release back by name: the board names the worst, the gate's answer all of them.

mod common;

use std::collections::HashSet;

use assay_assessment::view::{FindingText, ReasonCode, ResultCode, ResultGiven, Severity};
use common::{Bench, words};

#[tokio::test]
async fn the_board_names_the_worst_and_the_gates_answer_all_of_them() {
    let bench = Bench::new("L2").await;
    let workspace = &bench.workspace;
    let mut given: Vec<ResultGiven> = Vec::new();
    for row in bench.checklist().await.rows {
        if given.iter().all(|it| it.unit != row.unit) {
            given.push(ResultGiven { unit: row.unit, result: ResultCode::Fail, text: words(), expected: row.heads });
        }
    }
    workspace.state_results(bench.assessment, bench.android, given).await.expect("stated");
    workspace.plan_release(bench.release, Some("2030-01-10")).await.expect("due");
    let text = FindingText {
        title: "A token in the clear".to_owned(),
        owner: "Mara".to_owned(),
        due: Some("2030-02-01".to_owned()),
        ..FindingText::default()
    };
    let seen = Some((bench.android, None));
    let opened = workspace.open_finding(bench.app, Some(Severity::Critical), text, seen).await.expect("opened");

    let board = workspace.board(true).await.expect("the board");
    let on_board = &board.releases[0].assessments[0];
    let whole = workspace.readiness(bench.assessment).await.expect("the gate's answer");
    assert_eq!(on_board.blockers.as_slice(), &whole.blockers[..on_board.blockers.len()], "the same, in the same order");
    assert_eq!(on_board.blockers.len() + on_board.more_blockers as usize, whole.blockers.len());
    assert!(on_board.more_blockers > 0, "more than the board has room for: {}", whole.blockers.len());

    let first = &whole.blockers[0];
    assert_eq!((first.id.as_str(), first.owner.as_str()), (opened.finding.id.to_string().as_str(), "Mara"));
    assert!(first.after_due, "it is mended when the release is out: {first:?}");
    let failing: HashSet<&str> = (whole.reasons.iter().filter(|it| it.code == ReasonCode::ControlFails))
        .flat_map(|it| &it.parts)
        .flat_map(|part| part.tally.items.iter().map(|item| item.id.as_str()))
        .collect();
    let named: HashSet<&str> = whole.blockers[1..].iter().map(|it| it.id.as_str()).collect();
    assert_eq!(named, failing, "each control that fails, since no finding explains one");
}
