//! What builds share is answered once: on the organisation, the back end and the release, with a last day; and what
//! tailored profiles ask for beside results.

mod common;

use std::sync::Arc;

use assay_assessment::view::{
    AddressableChoice, AddressableDecision, AnswerState, AnswerText, HistoryKind, ResultCode, UnitDetail, UnitRow,
    Verdict,
};
use assay_assessment::{AssessmentError, NewAssessment, Work, Workspace};
use assay_catalogue::{Answers, SubjectKind};
use assay_ledger::Ambient;
use assay_ledger::ambient::{SeededEntropy, SteppingClock};
use common::{Bench, words};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const LAST: &str = "2026-06-30";

fn valid() -> AnswerText {
    AnswerText { valid_until: Some(LAST.to_owned()), ..words() }
}

async fn rows(workspace: &Workspace, assessment: Uuid, build: Uuid) -> Vec<UnitRow> {
    workspace.checklist(assessment, build).await.expect("a checklist").rows
}

async fn row(workspace: &Workspace, assessment: Uuid, build: Uuid, unit: &str) -> UnitRow {
    let rows = rows(workspace, assessment, build).await;
    rows.into_iter().find(|row| row.unit == unit).expect("the unit is there")
}

async fn detail(bench: &Bench, unit: &str) -> UnitDetail {
    bench.workspace.unit(bench.assessment, bench.android, unit).await.expect("a unit")
}

/// The first required unit about a subject, without anything that has to be decided clause by clause.
async fn about(bench: &Bench, subject: SubjectKind) -> String {
    for row in bench.checklist().await.rows {
        let plain = |detail: &UnitDetail| detail.asks.citations.iter().all(|it| it.citation.flag.is_none());
        if row.subject == subject && row.required && plain(&detail(bench, &row.unit).await) {
            return row.unit;
        }
    }
    panic!("the profile asks for nothing about {subject}")
}

async fn state(bench: &Bench, build: Uuid, unit: &str, text: AnswerText) -> Result<(), AssessmentError> {
    let heads = row(&bench.workspace, bench.assessment, build, unit).await.heads;
    let taken = bench.workspace.state_result(bench.assessment, build, unit, ResultCode::Pass, text, &heads).await;
    taken.map(drop)
}

#[tokio::test]
async fn an_answer_given_once_shows_on_every_build_of_every_assessment() {
    let bench = Bench::new("healthcare").await;
    let second = bench.workspace.open_assessment(bench.release, "fintech", None, None).await.expect("opened").id;
    for subject in [SubjectKind::Organisation, SubjectKind::BackEnd, SubjectKind::Release] {
        // One that both profiles ask for, where there is one: the baseline is in both.
        let other = rows(&bench.workspace, second, bench.ios).await;
        let both = bench
            .checklist()
            .await
            .rows
            .into_iter()
            .find(|row| row.subject == subject && row.required && other.iter().any(|it| it.unit == row.unit));
        let Some(unit) = both.map(|row| row.unit) else { panic!("no unit about {subject} is in both") };
        state(&bench, bench.android, &unit, valid()).await.expect("the answer is taken");
        for (assessment, build) in [(bench.assessment, bench.ios), (second, bench.android), (second, bench.ios)] {
            let seen = row(&bench.workspace, assessment, build, &unit).await;
            assert_eq!(seen.state, AnswerState::Pass, "{unit}");
            assert_eq!((seen.subject, seen.valid_until.as_deref()), (subject, Some(LAST)));
            assert_eq!(seen.answered_by.as_deref(), Some("Mara Lind"));
            let verdicts = bench.workspace.verdict(assessment, build, &seen.control).await.expect("a verdict");
            assert_eq!(verdicts.verdict, Verdict::Pass, "{}", seen.control);
        }
        let tree = bench.workspace.assessment(second).await.expect("an assessment");
        for build in &tree.builds {
            let checklist = bench.workspace.checklist(second, build.build).await.expect("a checklist");
            assert_eq!(build.progress, checklist.progress);
        }
    }
    let app = bench.workspace.add_app("Elsewhere", None).await.expect("an app").id;
    let release = bench.workspace.add_release(app, "1.0").await.expect("a release").id;
    let build = common::build(assay_catalogue::Platform::Android, assay_assessment::view::Variant::Release, "1.0");
    let build = bench.workspace.add_build(release, build, &Work::unwatched()).await.expect("a build").id;
    let elsewhere = bench.workspace.open_assessment(release, "healthcare", None, None).await.expect("opened").id;
    for seen in rows(&bench.workspace, elsewhere, build).await {
        let wanted = seen.subject == SubjectKind::Organisation;
        assert!(wanted || seen.state == AnswerState::Untested, "{} is about another app's {}", seen.unit, seen.subject);
    }
}

#[tokio::test]
async fn evidence_comments_undo_and_redaction_work_there_as_on_builds() {
    let bench = Bench::new("healthcare").await;
    let (one, assessment) = (&bench.workspace, bench.assessment);
    let unit = about(&bench, SubjectKind::Organisation).await;
    state(&bench, bench.android, &unit, valid()).await.expect("taken");
    let added = one.attach_note(assessment, bench.android, &unit, "The agreement of May", "").await.expect("attached");
    assert_eq!((added.evidence[0].subject, added.evidence[0].build), (SubjectKind::Organisation, None));
    one.add_comment(assessment, bench.ios, &unit, "Ask again in a year").await.expect("a comment");
    let seen = one.unit(assessment, bench.ios, &unit).await.expect("a unit");
    assert_eq!((seen.evidence.len(), seen.comments.len(), seen.answers.len()), (1, 1, 1));
    assert_eq!(seen.asks.subject_words, "the organisation");
    assert_eq!(
        seen.history.iter().find(|it| it.kind == HistoryKind::Result).expect("it").valid_until.as_deref(),
        Some(LAST)
    );
    assert_eq!(one.evidence(assessment, Some(bench.ios)).await.expect("evidence").len(), 1);

    // Undone on the other build, step by step; then there is nothing left on the first one either.
    for _ in 0..3 {
        one.undo(assessment, bench.ios).await.expect("undone");
    }
    let seen = one.unit(assessment, bench.android, &unit).await.expect("a unit");
    assert_eq!((seen.evidence.len(), seen.comments.len(), seen.answers.len()), (0, 0, 0));
    assert_eq!(one.undo(assessment, bench.android).await.expect_err("nothing").code(), "undo.nothing");

    state(&bench, bench.android, &unit, valid()).await.expect("taken");
    let entry = one.unit(assessment, bench.android, &unit).await.expect("a unit").answers[0].stated.entry.clone();
    one.redact(&entry.parse().expect("a hash"), "It named a person").await.expect("redacted");
    for _ in 0..2 {
        let seen = row(one, assessment, bench.ios, &unit).await;
        assert_eq!((seen.state, seen.former), (AnswerState::Stale, Some(ResultCode::Pass)), "nothing says until when");
        one.rebuild(&Work::unwatched()).await.expect("rebuilt");
    }
}

#[tokio::test]
async fn undo_on_one_build_never_takes_what_another_took_back_already() {
    let bench = Bench::new("healthcare").await;
    let (one, assessment) = (&bench.workspace, bench.assessment);
    let shared = about(&bench, SubjectKind::Organisation).await;
    let own = bench.unit(assay_assessment::view::UnitKind::Test).await;
    state(&bench, bench.android, &shared, valid()).await.expect("taken");
    bench.state(&own, ResultCode::Fail).await;
    one.undo(assessment, bench.ios).await.expect("the shared answer is the last there");
    let undone = one.undo(assessment, bench.android).await.expect("the own one is left");
    assert_eq!(undone.unit, Some(own));
    assert_eq!(one.undo(assessment, bench.android).await.expect_err("nothing").code(), "undo.nothing");
}

#[tokio::test]
async fn past_its_last_day_an_answer_is_stale_without_anybody_stating_so() {
    let bench = Bench::new("healthcare").await;
    let unit = about(&bench, SubjectKind::BackEnd).await;
    let missing = state(&bench, bench.android, &unit, words()).await.expect_err("no last day");
    assert_eq!(missing.code(), "result.validity_missing");
    let past = AnswerText { valid_until: Some("2025-12-31".to_owned()), ..words() };
    assert_eq!(state(&bench, bench.android, &unit, past).await.expect_err("past").code(), "result.validity_past");
    // Nobody looks again at what holds for ever: three years from January 2026 is the furthest.
    let far = AnswerText { valid_until: Some("2029-02-01".to_owned()), ..words() };
    assert_eq!(state(&bench, bench.android, &unit, far).await.expect_err("far").code(), "result.validity_far");
    let last = AnswerText { valid_until: Some("2028-12-31".to_owned()), ..words() };
    state(&bench, bench.android, &unit, last).await.expect("taken");
    state(&bench, bench.android, &unit, valid()).await.expect("taken");
    let control = row(&bench.workspace, bench.assessment, bench.ios, &unit).await.control;
    let entries = bench.workspace.ledger_page(1, None).await.expect("a page").total;

    let clock = Arc::new(SteppingClock::new(Timestamp::UNIX_EPOCH, SignedDuration::from_secs(1)));
    let ambient = Ambient { clock: Arc::clone(&clock) as _, entropy: Arc::new(SeededEntropy::new(11)) };
    clock.set("2026-06-30T12:00:00Z".parse().expect("a time"));
    let late = Workspace::open(bench.workspace.dir(), &bench.home, ambient).await.expect("it opens");
    for (day, state, verdict) in [
        ("2026-06-30T23:00:00Z", AnswerState::Pass, Verdict::Pass),
        ("2026-07-01T00:00:00Z", AnswerState::Stale, Verdict::Untested),
    ] {
        clock.set(day.parse().expect("a time"));
        for build in [bench.android, bench.ios] {
            let seen = row(&late, bench.assessment, build, &unit).await;
            assert_eq!(seen.state, state, "{day}");
            assert_eq!(seen.valid_until.as_deref(), Some(LAST));
            let judged = late.verdict(bench.assessment, build, &control).await.expect("a verdict");
            assert_eq!(judged.verdict, verdict, "{day}: {}", judged.sentence);
            let checklist = late.checklist(bench.assessment, build).await.expect("a checklist");
            let tree = late.assessment(bench.assessment).await.expect("an assessment").builds;
            assert_eq!(tree.iter().find(|it| it.build == build).expect("it").progress, checklist.progress, "{day}");
        }
    }
    let judged =
        late.verdict(bench.assessment, bench.ios, &control).await.expect("a verdict").weaknesses[0].units[0].clone();
    assert_eq!(judged.remark, "It was stated as pass, valid until 2026-06-30.");
    assert_eq!(late.ledger_page(1, None).await.expect("a page").total, entries, "nobody stated anything");
}

#[tokio::test]
async fn a_pass_decides_every_addressable_specification() {
    let bench = Bench::new("healthcare").await;
    let mut found = None;
    for row in bench.checklist().await.rows {
        let asks = detail(&bench, &row.unit).await.asks;
        let clauses: Vec<AddressableDecision> = asks
            .citations
            .iter()
            .filter(|it| it.citation.flag == Some(assay_catalogue::CitationFlag::Addressable))
            .map(|it| AddressableDecision {
                source: it.citation.source.clone(),
                clause: it.citation.clause.clone(),
                decision: AddressableChoice::Neither,
                documentation: "Written down in the risk analysis of May.".to_owned(),
            })
            .collect();
        if !clauses.is_empty() {
            found = Some((row.unit, clauses));
            break;
        }
    }
    let (unit, clauses) = found.expect("HIPAA has addressable specifications");
    let text = |addressable: Vec<AddressableDecision>| AnswerText { addressable, ..valid() };
    let refused =
        async |addressable| state(&bench, bench.android, &unit, text(addressable)).await.expect_err("refused").code();
    assert_eq!(refused(Vec::new()).await, "result.addressable_undecided");
    let mut bare = clauses.clone();
    bare[0].documentation.clear();
    assert_eq!(refused(bare).await, "result.addressable_undocumented");
    let twice = vec![clauses[0].clone(), clauses[0].clone()];
    assert_eq!(refused(twice).await, "result.addressable_refused");
    let mut foreign = clauses.clone();
    foreign[0].clause = "164.999".to_owned();
    assert_eq!(refused(foreign).await, "result.addressable_refused");
    state(&bench, bench.android, &unit, text(clauses.clone())).await.expect("every clause is decided");
    let seen = detail(&bench, &unit).await;
    assert_eq!(seen.answers[0].text.as_ref().expect("its words").addressable, clauses);
    assert_eq!(seen.history[0].addressable, clauses);
}

#[tokio::test]
async fn what_a_condition_proposes_is_taken_over_with_its_reason() {
    let bench = Bench::new("L1").await;
    let answers = Answers::from([("feature".to_owned(), Vec::new()), ("data".to_owned(), Vec::new())]);
    let new = NewAssessment { profile: "healthcare".to_owned(), answers, ..NewAssessment::default() };
    let opened = bench.workspace.open_assessment_with(bench.release, new).await.expect("opened");
    assert_eq!(opened.answers.len(), 2);
    assert!(!opened.gate.require.is_empty() && opened.requirements.is_some() && !opened.documents.is_empty());
    let rows = rows(&bench.workspace, opened.id, bench.android).await;
    let proposed: Vec<&UnitRow> = rows.iter().filter(|row| row.proposal.is_some()).collect();
    assert!(!proposed.is_empty() && proposed.iter().all(|row| row.state == AnswerState::Untested));
    let unit = proposed[0].unit.clone();
    let because = proposed[0].proposal.as_ref().expect("it").because.clone();
    let last = Some("2026-12-31");
    let accepted =
        bench.workspace.accept_proposals(opened.id, bench.android, Some(std::slice::from_ref(&unit)), last).await;
    assert_eq!(accepted.expect("accepted").accepted, std::slice::from_ref(&unit));
    let seen = bench.workspace.unit(opened.id, bench.android, &unit).await.expect("a unit");
    assert_eq!(seen.rows[0].state, AnswerState::NotApplicable);
    assert_eq!(seen.answers[0].text.as_ref().expect("its words").justification, because);
    let again = bench.workspace.accept_proposals(opened.id, bench.android, Some(&[unit]), last).await;
    assert_eq!(again.expect_err("it is answered").code(), "proposal.nothing");
    let all = bench.workspace.accept_proposals(opened.id, bench.android, None, last).await.expect("the rest");
    assert!(all.checklist.rows.iter().all(|row| row.proposal.is_none() || row.state == AnswerState::NotApplicable));
}

#[tokio::test]
async fn an_assessment_keeps_the_profile_that_it_was_opened_with() {
    let bench = Bench::new("L1").await;
    let text = "format: assay-profile/1\nid: acme\ntitle: Acme\nextends: [fintech]\nexclude:\n  - id: FIN-4\n    because: No devices are scored.\n";
    bench.workspace.put_own_profile("acme", "acme.yaml", text).await.expect("kept");
    let opened = bench.workspace.open_assessment(bench.release, "acme", None, None).await.expect("opened");
    assert_eq!(opened.profile_title, "Acme");
    let own: Vec<&str> = opened.documents.iter().filter(|it| !it.shipped).map(|it| it.id.as_str()).collect();
    assert_eq!(own, ["acme"]);
    let before = bench.workspace.checklist(opened.id, bench.android).await.expect("a checklist");
    assert!(before.rows.iter().all(|row| !row.control.starts_with("FIN-4")));
    assert!(before.rows.iter().any(|row| row.control.starts_with("FIN-2")));

    bench.workspace.put_own_profile("acme", "acme.yaml", &text.replace("FIN-4", "FIN-2")).await.expect("changed");
    bench.workspace.remove_own_profile("acme").await.expect("removed");
    assert_eq!(bench.workspace.remove_own_profile("acme").await.expect_err("gone").code(), "profile.unknown");
    let later = Workspace::open(bench.workspace.dir(), &bench.home, bench.ambient.clone()).await.expect("it opens");
    assert_eq!(later.checklist(opened.id, bench.android).await.expect("a checklist"), before);
    let refused = later.open_assessment(bench.release, "acme", None, None).await.expect_err("it is gone");
    assert!(refused.code().starts_with("profile."), "{}", refused.code());
}
