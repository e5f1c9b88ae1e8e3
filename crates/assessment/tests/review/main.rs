//! Review by a second person: on one device and on two, in any order of arrival.

mod around;
#[path = "../common/mod.rs"]
mod common;

use assay_assessment::view::{
    LeftBehind, Queue, ReasonCode, ResultCode, ReviewAction, ReviewState, RowReview, UnitKind,
};
use assay_assessment::{Assign, ReviewOf, Work, Workspace};
use assay_ledger::Identity;
use common::devices::{exchange, export, interleaved, two_devices};
use common::{Bench, words};
use uuid::Uuid;

/// Somebody else who works on the same device.
async fn second(workspace: &Workspace, number: u128, name: &str) -> Workspace {
    let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
    let identity = Identity { member: Uuid::from_u128(number), name: name.to_owned(), email };
    workspace.add_member(&identity).await.expect("a member");
    workspace.as_member(identity.member).await.expect("they may write")
}

/// One test of a checklist, as one person sees it.
struct Desk<'a> {
    workspace: &'a Workspace,
    assessment: Uuid,
    build: Uuid,
    unit: &'a str,
}

impl<'a> Desk<'a> {
    fn of(bench: &Bench, workspace: &'a Workspace, unit: &'a str) -> Desk<'a> {
        Desk { workspace, assessment: bench.assessment, build: bench.android, unit }
    }

    async fn row(&self) -> assay_assessment::view::UnitRow {
        let checklist = self.workspace.checklist(self.assessment, self.build).await.expect("a checklist");
        checklist.rows.into_iter().find(|row| row.unit == self.unit).expect("the row")
    }

    async fn review(&self) -> RowReview {
        self.row().await.review
    }

    async fn state(&self) -> ReviewState {
        self.review().await.state
    }

    async fn answer(&self, result: ResultCode) {
        let heads = self.row().await.heads;
        self.workspace
            .state_result(self.assessment, self.build, self.unit, result, words(), &heads)
            .await
            .expect("the result is taken");
    }

    /// The code of what it was refused with, or empty.
    async fn say(&self, action: ReviewAction) -> &'static str {
        let basis = self.review().await.basis;
        let of = [ReviewOf { unit: self.unit.to_owned(), basis }];
        let comment = (action == ReviewAction::Return).then_some("Which version was that?");
        match self.workspace.state_review(self.assessment, self.build, action, &of, comment).await {
            Ok(change) => {
                assert_eq!(change.done, [self.unit]);
                ""
            }
            Err(error) => error.code(),
        }
    }
}

#[tokio::test]
async fn an_answer_is_submitted_returned_and_approved_by_somebody_else() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &jo, &unit));

    assert_eq!(mara.state().await, ReviewState::Open);
    assert_eq!(mara.say(ReviewAction::Submit).await, "review.nothing");
    mara.answer(ResultCode::Pass).await;
    assert_eq!(mara.state().await, ReviewState::InProgress);
    assert_eq!(jo.say(ReviewAction::Approve).await, "review.not_submitted");

    assert_eq!(mara.say(ReviewAction::Submit).await, "");
    assert_eq!(mara.say(ReviewAction::Submit).await, "review.already");
    let (hers, his) = (mara.review().await, jo.review().await);
    assert_eq!((hers.state, hers.own, his.own), (ReviewState::Submitted, true, false));
    assert!(!hers.queues.contains(&Queue::ToReview), "one's own is nothing to review");
    assert!(his.queues.contains(&Queue::ToReview));

    assert_eq!(jo.say(ReviewAction::Return).await, "");
    let returned = mara.review().await;
    assert_eq!((returned.state, returned.by.as_deref()), (ReviewState::Returned, Some("Jo Park")));
    assert!(returned.queues.contains(&Queue::Returned));
    let detail = bench.workspace.unit(bench.assessment, bench.android, &unit).await.expect("the detail");
    assert!(detail.review.steps[0].comment_html.as_deref().is_some_and(|html| html.contains("Which version")));
    assert_eq!(detail.comments.len(), 1, "the words of a return are a comment");

    assert_eq!(mara.say(ReviewAction::Submit).await, "", "answered with a comment, the answer may stand");
    assert_eq!(jo.say(ReviewAction::Approve).await, "");
    let approved = mara.review().await;
    assert_eq!((approved.state, approved.by.as_deref()), (ReviewState::Approved, Some("Jo Park")));
    assert!(!approved.by_author);
    assert!(approved.same_device, "both wrote with one device key, which proves little");
    assert_eq!(mara.row().await.state, assay_assessment::view::AnswerState::Pass, "the result is another axis");

    let detail = bench.workspace.unit(bench.assessment, bench.android, &unit).await.expect("the detail");
    let steps = &detail.review.steps;
    assert_eq!(steps.len(), 4);
    assert_eq!(steps[0].action, Some(ReviewAction::Approve));
    assert_eq!((steps[0].by.by.as_str(), steps[0].answer_by.as_deref()), ("Jo Park", Some("Mara Lind")));
    assert_eq!((steps[0].current, steps[1].current), (true, false));
    assert_eq!(steps[0].device, bench.workspace.ledger().device().to_string());
}

#[tokio::test]
async fn whatever_comes_later_leaves_an_approval_behind_and_the_row_says_why() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &jo, &unit));
    let approve = async || {
        mara.say(ReviewAction::Submit).await;
        assert_eq!(jo.say(ReviewAction::Approve).await, "");
        assert_eq!(mara.state().await, ReviewState::Approved);
    };
    let behind = async || {
        let review = mara.review().await;
        (review.state, review.left_behind)
    };
    mara.answer(ResultCode::Pass).await;
    approve().await;
    mara.answer(ResultCode::Pass).await;
    assert_eq!(behind().await, (ReviewState::InProgress, Some(LeftBehind::Answer)), "the same result, stated anew");
    approve().await;
    bench.workspace.attach_note(bench.assessment, bench.android, &unit, "A note", "").await.expect("attached");
    assert_eq!(behind().await, (ReviewState::InProgress, Some(LeftBehind::Evidence)));
    approve().await;
    let evidence = bench.workspace.evidence(bench.assessment, None).await.expect("evidence");
    bench.workspace.remove_evidence(bench.assessment, bench.android, evidence[0].id).await.expect("removed");
    assert_eq!(behind().await, (ReviewState::InProgress, Some(LeftBehind::Evidence)));
    bench.workspace.undo(bench.assessment, bench.android).await.expect("undone");
    assert_eq!(
        behind().await.0,
        ReviewState::InProgress,
        "put back by another statement than the one that was approved"
    );
    approve().await;
    mara.answer(ResultCode::Untested).await;
    assert_eq!(behind().await, (ReviewState::Open, Some(LeftBehind::NoAnswer)));
}

#[tokio::test]
async fn nobody_approves_what_they_have_not_seen() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let mara = Desk::of(&bench, &bench.workspace, &unit);
    mara.answer(ResultCode::Pass).await;
    mara.say(ReviewAction::Submit).await;
    let seen = ReviewOf { unit: unit.clone(), basis: mara.review().await.basis };
    bench.workspace.attach_note(bench.assessment, bench.android, &unit, "Another thing", "").await.expect("attached");
    mara.say(ReviewAction::Submit).await;
    let refused = jo.state_review(bench.assessment, bench.android, ReviewAction::Approve, &[seen], None).await;
    assert_eq!(refused.expect_err("the evidence is another").code(), "review.changed_meanwhile");
}

#[tokio::test]
async fn four_eyes_are_two_peoples_where_the_profile_asks_for_them() {
    for (profile, refusal) in [("fintech", "review.own_work"), ("L1", "")] {
        let bench = Bench::new(profile).await;
        let jo = second(&bench.workspace, 2, "Jo Park").await;
        let unit = bench.unit(UnitKind::Test).await;
        let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &jo, &unit));
        mara.answer(ResultCode::Pass).await;
        mara.say(ReviewAction::Submit).await;
        assert_eq!(mara.say(ReviewAction::Approve).await, refusal, "{profile}");
        if refusal.is_empty() {
            assert!(mara.review().await.by_author, "it is allowed, and it is said");
        } else {
            assert_eq!(jo.say(ReviewAction::Approve).await, "");
        }
        let approvals = bench.workspace.approvals(bench.assessment, bench.android).await.expect("approvals");
        let approved: Vec<_> = approvals.iter().filter(|it| it.state == ReviewState::Approved).collect();
        assert_eq!(approved.len(), 1);
        assert_eq!((approved[0].second_person, approved[0].same_device), (!refusal.is_empty(), true));
        assert!(approvals.len() > 10, "every required unit is named");
    }
}

#[tokio::test]
async fn what_a_second_person_returned_its_author_can_not_approve() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &jo, &unit));
    mara.answer(ResultCode::Pass).await;
    mara.say(ReviewAction::Submit).await;
    assert_eq!(jo.say(ReviewAction::Return).await, "");
    assert_eq!(mara.say(ReviewAction::Approve).await, "review.returned");
    assert_eq!(mara.review().await.state, ReviewState::Returned);
    assert_eq!(mara.say(ReviewAction::Submit).await, "", "she hands it in again");
    assert_eq!(jo.say(ReviewAction::Approve).await, "");
}

#[tokio::test]
async fn many_are_approved_at_once_and_those_that_can_not_be_are_named() {
    let bench = Bench::new("fintech").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let checklist = bench.checklist().await;
    let mut units: Vec<String> = checklist.rows.iter().filter(|row| row.required).map(|row| row.unit.clone()).collect();
    units.dedup();
    units.truncate(5);
    for unit in &units[..3] {
        bench.state(unit, ResultCode::Inconclusive).await;
    }
    let own = Desk::of(&bench, &jo, &units[3]);
    own.answer(ResultCode::Inconclusive).await;
    let of: Vec<ReviewOf> = units.iter().map(|unit| ReviewOf { unit: unit.clone(), basis: String::new() }).collect();
    let (assessment, android) = (bench.assessment, bench.android);
    let submitted =
        bench.workspace.state_review(assessment, android, ReviewAction::Submit, &of, None).await.expect("done");
    assert_eq!(submitted.done, units[..4]);
    assert_eq!(submitted.refused[0].code, "review.nothing");
    let approved = jo.state_review(assessment, android, ReviewAction::Approve, &of, None).await.expect("done");
    assert_eq!(approved.done, units[..3]);
    let codes: Vec<&str> = approved.refused.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["review.own_work", "review.nothing"]);
    assert!(approved.rows.iter().all(|row| row.review.state == ReviewState::Approved));
    let none = jo.state_review(assessment, android, ReviewAction::Return, &of, None).await;
    assert_eq!(none.expect_err("a return says what is missing").code(), "review.comment_missing");
}

/// Two devices, an answer on both, submitted; then each states something that the other does not know of.
async fn concurrently(mine: ReviewAction, theirs: Option<ReviewAction>) -> (ReviewState, Option<LeftBehind>) {
    let (bench, other) = two_devices().await;
    let unit = bench.unit(UnitKind::Test).await;
    let jo = second(&other, 2, "Jo Park").await;
    let mara = Desk::of(&bench, &bench.workspace, &unit);
    mara.answer(ResultCode::Pass).await;
    mara.say(ReviewAction::Submit).await;
    exchange(&bench.workspace, &other).await;
    let ann = second(&bench.workspace, 3, "Ann Lee").await;
    let (ann, jo) = (Desk::of(&bench, &ann, &unit), Desk::of(&bench, &jo, &unit));
    assert_eq!(ann.say(mine).await, "");
    match theirs {
        Some(action) => assert_eq!(jo.say(action).await, ""),
        None => jo.answer(ResultCode::Fail).await,
    }
    let (from_one, from_other) = (export(&bench.workspace).await, export(&other).await);
    other.import(interleaved(from_one)).await.expect("taken in");
    bench.workspace.import(from_other).await.expect("taken in");
    let one = bench.workspace.checklist(bench.assessment, bench.android).await.expect("a checklist");
    assert_eq!(one, other.checklist(bench.assessment, bench.android).await.expect("a checklist"), "in any order");
    let detail = bench.workspace.unit(bench.assessment, bench.android, &unit).await.expect("the detail");
    for workspace in [&bench.workspace, &other] {
        workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
        assert_eq!(one, workspace.checklist(bench.assessment, bench.android).await.expect("a checklist"));
        assert_eq!(detail, workspace.unit(bench.assessment, bench.android, &unit).await.expect("the detail"));
    }
    let review = mara.review().await;
    (review.state, review.left_behind)
}

#[tokio::test]
async fn an_approval_and_a_new_answer_at_the_same_time_are_no_approval() {
    assert_eq!(concurrently(ReviewAction::Approve, None).await, (ReviewState::InProgress, Some(LeftBehind::Answer)));
}

#[tokio::test]
async fn of_an_approval_and_a_return_at_the_same_time_the_return_counts() {
    assert_eq!(concurrently(ReviewAction::Approve, Some(ReviewAction::Return)).await, (ReviewState::Returned, None));
    assert_eq!(concurrently(ReviewAction::Return, Some(ReviewAction::Approve)).await, (ReviewState::Returned, None));
}

#[tokio::test]
async fn two_approvals_at_the_same_time_are_one() {
    assert_eq!(concurrently(ReviewAction::Approve, Some(ReviewAction::Approve)).await, (ReviewState::Approved, None));
}

#[tokio::test]
async fn from_two_devices_it_is_not_one_key() {
    let (bench, other) = two_devices().await;
    let unit = bench.unit(UnitKind::Test).await;
    let jo = second(&other, 2, "Jo Park").await;
    let mara = Desk::of(&bench, &bench.workspace, &unit);
    mara.answer(ResultCode::Pass).await;
    mara.say(ReviewAction::Submit).await;
    exchange(&bench.workspace, &other).await;
    assert_eq!(Desk::of(&bench, &jo, &unit).say(ReviewAction::Approve).await, "");
    exchange(&bench.workspace, &other).await;
    let review = mara.review().await;
    assert_eq!((review.state, review.same_device, review.by_author), (ReviewState::Approved, false, false));
}

#[tokio::test]
async fn undo_takes_back_ones_own_review_and_what_stood_before_stands_again() {
    let bench = Bench::new("L1").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let (assessment, android) = (bench.assessment, bench.android);
    let checklist = bench.checklist().await;
    let mut units: Vec<String> = checklist.rows.iter().filter(|row| row.required).map(|row| row.unit.clone()).collect();
    units.dedup();
    units.truncate(3);
    for unit in &units {
        bench.state(unit, ResultCode::Inconclusive).await;
    }
    let of: Vec<ReviewOf> = units.iter().map(|unit| ReviewOf { unit: unit.clone(), basis: String::new() }).collect();
    let state = async |action, words| {
        jo.state_review(assessment, android, action, &of, words).await.expect("done");
    };
    let states = async || {
        let rows = bench.checklist().await.rows;
        let of = |unit: &String| rows.iter().find(|row| row.unit == *unit).expect("the row").review.state;
        units.iter().map(of).collect::<Vec<_>>()
    };
    bench.workspace.state_review(assessment, android, ReviewAction::Submit, &of, None).await.expect("done");
    state(ReviewAction::Approve, None).await;
    assert_eq!(states().await, [ReviewState::Approved; 3]);
    let undo = bench.workspace.undo(assessment, android).await.expect_err("hers was superseded by his");
    assert_eq!(undo.code(), "undo.superseded");

    let undone = jo.undo(assessment, android).await.expect("undone");
    assert_eq!(undone.change.rows.len(), 3, "what was said at once goes back at once");
    assert_eq!(states().await, [ReviewState::Submitted; 3]);
    let row = bench.row(&units[0]).await.review;
    assert_eq!(row.by.as_deref(), Some("Mara Lind"), "her submission stands again");
    jo.redo(assessment, android).await.expect("done again");
    assert_eq!(states().await, [ReviewState::Approved; 3]);
    jo.undo(assessment, android).await.expect("undone");

    state(ReviewAction::Return, Some("Why?")).await;
    assert_eq!(bench.row(&units[0]).await.comments, 1);
    jo.undo(assessment, android).await.expect("undone");
    assert_eq!(states().await, [ReviewState::Submitted; 3]);
    assert_eq!(bench.row(&units[0]).await.comments, 0, "the words went with it");
    assert_eq!(jo.undo(assessment, android).await.expect_err("the rest is hers").code(), "undo.nothing");
    bench.workspace.undo(assessment, android).await.expect("undone");
    assert_eq!(states().await, [ReviewState::InProgress; 3]);

    // And who was to do it.
    for member in [&bench.workspace, &jo] {
        let work = Assign { whole_build: true, assignee: Some(member.member()), ..Assign::default() };
        bench.workspace.assign(assessment, android, &work).await.expect("assigned");
    }
    let who = async || bench.row(&units[0]).await.review.assignee;
    assert_eq!(who().await.as_deref(), Some("Jo Park"));
    let undone = bench.workspace.undo(assessment, android).await.expect("undone");
    assert_eq!(undone.change.rows.len(), checklist.rows.len());
    assert_eq!(who().await.as_deref(), Some("Mara Lind"));
    bench.workspace.undo(assessment, android).await.expect("undone");
    assert_eq!(who().await, None);
    bench.workspace.redo(assessment, android).await.expect("done again");
    assert_eq!(who().await.as_deref(), Some("Mara Lind"));
    let before = bench.checklist().await;
    bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(bench.checklist().await, before);
}

#[tokio::test]
async fn undo_says_whose_the_answer_is_now_and_that_its_review_does_not_come_back() {
    let bench = Bench::new("L1").await;
    let other = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &other, &unit));
    let undone =
        async |workspace: &Workspace| workspace.undo(bench.assessment, bench.android).await.expect("undone").undone;
    mara.answer(ResultCode::Pass).await;
    mara.answer(ResultCode::Fail).await;
    assert!(undone(&bench.workspace).await.ends_with("no longer fail."));
    jo.answer(ResultCode::Fail).await;
    assert!(undone(&other).await.ends_with("no longer fail. It stands in your name now."));
    jo.say(ReviewAction::Submit).await;
    jo.answer(ResultCode::Fail).await;
    assert!(undone(&other).await.ends_with("no longer fail. It has to be handed in for review again."));
    assert_eq!(jo.state().await, ReviewState::InProgress);
    jo.say(ReviewAction::Submit).await;
    mara.answer(ResultCode::Fail).await;
    let sentence = undone(&bench.workspace).await;
    assert!(sentence.ends_with("It stands in your name now, and has to be handed in for review again."), "{sentence}");
}

#[tokio::test]
async fn the_gate_counts_what_a_second_person_has_not_approved() {
    let bench = Bench::new("fintech").await;
    let jo = second(&bench.workspace, 2, "Jo Park").await;
    let unit = bench.unit(UnitKind::Test).await;
    let (mara, jo) = (Desk::of(&bench, &bench.workspace, &unit), Desk::of(&bench, &jo, &unit));
    let open = async || {
        let readiness = bench.workspace.readiness(bench.assessment).await.expect("the gate's answer");
        readiness.reasons.iter().find(|it| it.code == ReasonCode::NotApproved).map_or(0, |it| it.count)
    };
    mara.answer(ResultCode::Pass).await;
    mara.say(ReviewAction::Submit).await;
    assert_eq!(open().await, 1);
    jo.say(ReviewAction::Approve).await;
    assert_eq!(open().await, 0);
    mara.answer(ResultCode::Pass).await;
    assert_eq!(open().await, 1, "an approval of the former answer");
}
