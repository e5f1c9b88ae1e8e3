//! An answer about what builds share was given for a wording and for the values that the profile set. Assessments whose
//! plan asks otherwise show it as stale, and have one of their own beside it; answers of the time before wordings were
//! kept count whatever is asked.

mod common;

use assay_assessment::statement::{AssessmentOpened, Holder, Kind, Place, Subject};
use assay_assessment::view::{AnswerState, AnswerText, ResultCode, ReviewAction, ReviewState, UnitRow};
use assay_assessment::{AssessmentError, ReviewOf, Work, Workspace};
use assay_catalogue::{Requirements, SubjectKind, digest_of_text, normalised_text, shipped_requirements};
use assay_ledger::Draft;
use common::{Bench, words};
use serde::Serialize;
use uuid::Uuid;

const LAST: &str = "2026-12-31";

fn valid() -> AnswerText {
    AnswerText { valid_until: Some(LAST.to_owned()), ..words() }
}

/// What an earlier version of the program shipped: the same, but each sentence in other words.
fn earlier() -> std::sync::Arc<Requirements> {
    let mut sets = shipped_requirements().sets.clone();
    for requirement in sets.iter_mut().flat_map(|set| &mut set.requirements) {
        requirement.requirement = format!("Formerly: {}", requirement.requirement);
        requirement.text_digest = digest_of_text(&normalised_text(&requirement.digested()));
    }
    Requirements::new(sets)
}

async fn append(workspace: &Workspace, kind: Kind, subject: &Subject, result: Option<&str>, body: &impl Serialize) {
    let mut writing = workspace.ledger().write().await.expect("a transaction");
    let draft = Draft {
        kind: kind.as_str().to_owned(),
        version: kind.version(),
        subject: subject.to_string(),
        supersedes: Vec::new(),
        result: result.map(str::to_owned),
        body: Some(serde_json::to_vec(body).expect("JSON")),
    };
    writing.append(draft).await.expect("appended");
    writing.commit().await.expect("committed");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
}

/// An assessment as the bench's, opened with the earlier version of the program.
async fn opened_earlier(bench: &Bench) -> Uuid {
    let requirements = earlier();
    let mut writing = bench.workspace.ledger().write().await.expect("a transaction");
    sqlx::query("INSERT INTO shipped_document (digest, kind, content) VALUES (?1, 'requirements', ?2)")
        .bind(&requirements.digest)
        .bind(serde_json::to_string(&requirements.sets).expect("JSON"))
        .execute(writing.connection())
        .await
        .expect("kept");
    writing.commit().await.expect("committed");
    let body: Vec<u8> = sqlx::query_scalar(
        "SELECT b.body FROM bodies b JOIN entries e ON e.id = b.entry WHERE e.kind = 'assessment.opened'",
    )
    .fetch_one(bench.workspace.ledger().readers())
    .await
    .expect("its body");
    let opened: AssessmentOpened = serde_json::from_slice(&body).expect("a body");
    let opened = AssessmentOpened { requirements: Some(requirements.digest.clone()), ..opened };
    let assessment = bench.ambient.uuid();
    let subject = Subject::Assessment { release: bench.release, assessment };
    append(&bench.workspace, Kind::AssessmentOpened, &subject, None, &opened).await;
    assessment
}

/// The row of a unit; the list of builds counts what the checklist counts.
async fn row(bench: &Bench, assessment: Uuid, unit: &str) -> UnitRow {
    let checklist = bench.workspace.checklist(assessment, bench.android).await.expect("a checklist");
    let tree = bench.workspace.assessment(assessment).await.expect("an assessment");
    let build = tree.builds.iter().find(|it| it.build == bench.android).expect("the build");
    assert_eq!(build.progress, checklist.progress, "{unit}");
    checklist.rows.into_iter().find(|row| row.unit == unit).expect("the unit is there")
}

async fn state(bench: &Bench, assessment: Uuid, unit: &str) {
    let heads = row(bench, assessment, unit).await.heads;
    let stated = bench.workspace.state_result(assessment, bench.android, unit, ResultCode::Pass, valid(), &heads);
    stated.await.expect("the answer is taken");
}

async fn about(bench: &Bench, subject: SubjectKind) -> String {
    let rows = bench.checklist().await.rows;
    rows.into_iter().find(|row| row.subject == subject && row.required).expect("a unit about it").unit
}

const SHARED: [SubjectKind; 3] = [SubjectKind::Organisation, SubjectKind::BackEnd, SubjectKind::Release];

#[tokio::test]
async fn a_reworded_requirement_makes_the_shared_answer_stale() {
    let bench = Bench::new("baseline").await;
    let former = opened_earlier(&bench).await;
    for subject in SHARED {
        let unit = about(&bench, subject).await;
        state(&bench, former, &unit).await;
        assert_eq!(row(&bench, former, &unit).await.state, AnswerState::Pass, "{unit}");
        // The assessment of today asks in other words.
        for _ in 0..2 {
            let seen = row(&bench, bench.assessment, &unit).await;
            assert_eq!((seen.state, seen.former), (AnswerState::Stale, Some(ResultCode::Pass)), "{unit}");
            bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
        }
        let detail = bench.workspace.unit(bench.assessment, bench.android, &unit).await.expect("a unit");
        assert!(detail.answers[0].reworded.is_some() && detail.answers[0].text.is_some());
        let control = detail.rows[0].control.clone();
        let judged = bench.workspace.verdict(bench.assessment, bench.android, &control).await.expect("a verdict");
        assert_eq!(
            judged.weaknesses[0].units[0].remark,
            "It was stated as pass, for another wording of what is asked."
        );
        // Answered again there, it counts there; where the former wording is asked, the former answer still does.
        assert_eq!(row(&bench, bench.assessment, &unit).await.heads, [""; 0], "{unit}");
        state(&bench, bench.assessment, &unit).await;
        let mine = row(&bench, bench.assessment, &unit).await;
        for _ in 0..2 {
            assert_eq!(row(&bench, bench.assessment, &unit).await, mine, "{unit}");
            assert_eq!((mine.state, mine.heads.len()), (AnswerState::Pass, 1), "{unit}");
            let theirs = row(&bench, former, &unit).await;
            assert_eq!((theirs.state, theirs.heads.len()), (AnswerState::Pass, 1), "{unit}");
            assert_ne!(theirs.heads, mine.heads, "{unit}");
            bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
        }
        // Undone, there is only the other one again; redone, both.
        bench.workspace.undo(bench.assessment, bench.android).await.expect("undone");
        assert_eq!(row(&bench, former, &unit).await.state, AnswerState::Pass, "{unit}");
        assert_eq!(row(&bench, bench.assessment, &unit).await.state, AnswerState::Stale, "{unit}");
        bench.workspace.redo(bench.assessment, bench.android).await.expect("redone");
        for assessment in [former, bench.assessment] {
            assert_eq!(row(&bench, assessment, &unit).await.state, AnswerState::Pass, "{unit}");
        }
    }
}

#[tokio::test]
async fn an_answer_of_the_time_before_wordings_were_kept_counts_for_each() {
    let bench = Bench::new("baseline").await;
    let former = opened_earlier(&bench).await;
    for subject in SHARED {
        let unit = about(&bench, subject).await;
        let holder = match subject {
            SubjectKind::Organisation => Holder::Organisation,
            SubjectKind::BackEnd => Holder::BackEnd { app: bench.app },
            _ => Holder::Release { release: bench.release },
        };
        let place = Place { holder, unit: unit.parse().expect("a unit") };
        // The body as it was written then: words, and nothing of the wording.
        append(&bench.workspace, Kind::ResultStated, &Subject::Unit(place), Some("pass"), &valid()).await;
        for assessment in [former, bench.assessment] {
            assert_eq!(row(&bench, assessment, &unit).await.state, AnswerState::Pass, "{unit}");
        }
        // Redacted, nothing tells any more what was answered.
        let detail = bench.workspace.unit(former, bench.android, &unit).await.expect("a unit");
        let entry = detail.answers[0].stated.entry.parse().expect("a hash");
        bench.workspace.redact(&entry, "It named a person").await.expect("redacted");
        for _ in 0..2 {
            for assessment in [former, bench.assessment] {
                assert_eq!(row(&bench, assessment, &unit).await.state, AnswerState::Stale, "{unit}");
            }
            bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
        }
    }
}

/// The unit of the number of failed attempts, about the back end, for which the shipped profile asks five.
const ATTEMPTS: &str = "direct:FIN-1.4";

/// A profile of a company that asks for fewer.
async fn strict(bench: &Bench) -> Uuid {
    let text =
        "format: assay-profile/1\nid: acme\ntitle: Acme\nextends: [fintech]\nparameters:\n  FIN-1.4.attempts: 3\n";
    bench.workspace.put_own_profile("acme", "acme.yaml", text).await.expect("kept");
    bench.workspace.open_assessment(bench.release, "acme", None, None).await.expect("opened").id
}

#[tokio::test]
async fn an_answer_for_five_attempts_does_not_count_where_three_are_asked() {
    let bench = Bench::new("fintech").await;
    let strict = strict(&bench).await;
    state(&bench, bench.assessment, ATTEMPTS).await;
    assert_eq!(row(&bench, bench.assessment, ATTEMPTS).await.state, AnswerState::Pass);
    let seen = row(&bench, strict, ATTEMPTS).await;
    assert_eq!((seen.state, seen.former), (AnswerState::Stale, Some(ResultCode::Pass)));
    let detail = bench.workspace.unit(strict, bench.android, ATTEMPTS).await.expect("a unit");
    let why = "for 5 attempts, and 3 attempts are asked (failed attempts before a block)";
    assert_eq!(detail.answers[0].reworded.as_deref(), Some(why));
    let judged = bench.workspace.verdict(strict, bench.android, "FIN-1.4").await.expect("a verdict");
    assert_eq!(judged.weaknesses[0].units[0].remark, format!("It was stated as pass, {why}."));
    // A second assessment that asks for the same counts it.
    let same = bench.workspace.open_assessment(bench.release, "fintech", None, None).await.expect("opened").id;
    assert_eq!(row(&bench, same, ATTEMPTS).await.state, AnswerState::Pass);

    // Failed by the stricter measure, it still passes by the other one.
    let stated = bench.workspace.state_result(strict, bench.android, ATTEMPTS, ResultCode::Fail, valid(), &seen.heads);
    stated.await.expect("the answer is taken");
    for _ in 0..2 {
        assert_eq!(row(&bench, strict, ATTEMPTS).await.state, AnswerState::Fail);
        for assessment in [bench.assessment, same] {
            assert_eq!(row(&bench, assessment, ATTEMPTS).await.state, AnswerState::Pass);
        }
        bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    }
    // Who saw only one of them takes the place of that one.
    let seen = row(&bench, bench.assessment, ATTEMPTS).await.heads;
    let stated = |assessment, heads| {
        let workspace = &bench.workspace;
        async move {
            workspace.state_result(assessment, bench.android, ATTEMPTS, ResultCode::Inconclusive, valid(), heads).await
        }
    };
    stated(bench.assessment, &seen).await.expect("the answer is taken");
    let late = stated(bench.assessment, &seen).await.expect_err("changed meanwhile");
    let AssessmentError::ChangedMeanwhile { heads, now } = late else { panic!("{late}") };
    assert_eq!((heads.len(), now.len(), now[0].result), (1, 1, ResultCode::Inconclusive));
    assert_eq!(row(&bench, strict, ATTEMPTS).await.state, AnswerState::Fail);
}

#[tokio::test]
async fn what_is_approved_of_an_answer_to_one_question_stays_when_another_is_answered() {
    let bench = Bench::new("fintech").await;
    let strict = strict(&bench).await;
    let review = |assessment, action| {
        let workspace = &bench.workspace;
        let of = [ReviewOf { unit: ATTEMPTS.to_owned(), basis: String::new() }];
        async move { workspace.state_review(assessment, bench.android, action, &of, None).await.expect("said") }
    };
    for assessment in [bench.assessment, strict] {
        state(&bench, assessment, ATTEMPTS).await;
        review(assessment, ReviewAction::Submit).await;
    }
    for assessment in [bench.assessment, strict] {
        assert_eq!(row(&bench, assessment, ATTEMPTS).await.review.state, ReviewState::Submitted);
    }
    bench.workspace.undo(strict, bench.android).await.expect("undone");
    assert_eq!(row(&bench, strict, ATTEMPTS).await.review.state, ReviewState::InProgress);
    assert_eq!(row(&bench, bench.assessment, ATTEMPTS).await.review.state, ReviewState::Submitted);
}
