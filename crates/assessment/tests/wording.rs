//! An answer about what builds share was given for a wording. Assessments whose plan asks with another one show it as
//! stale; answers of the time before wordings were kept count whatever the wording.

mod common;

use assay_assessment::statement::{AssessmentOpened, Holder, Kind, Place, Subject};
use assay_assessment::view::{AnswerState, AnswerText, ResultCode, UnitRow};
use assay_assessment::{Work, Workspace};
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
        assert!(detail.answers[0].reworded && detail.answers[0].text.is_some());
        let control = detail.rows[0].control.clone();
        let judged = bench.workspace.verdict(bench.assessment, bench.android, &control).await.expect("a verdict");
        assert_eq!(
            judged.weaknesses[0].units[0].remark,
            "It was stated as pass, for an earlier wording of what is asked."
        );
        // Answered again there, it counts there, and no longer where the former wording is asked.
        state(&bench, bench.assessment, &unit).await;
        assert_eq!(row(&bench, bench.assessment, &unit).await.state, AnswerState::Pass, "{unit}");
        assert_eq!(row(&bench, former, &unit).await.state, AnswerState::Stale, "{unit}");
        // Undone, the former answer stands again, for the former wording.
        bench.workspace.undo(bench.assessment, bench.android).await.expect("undone");
        assert_eq!(row(&bench, former, &unit).await.state, AnswerState::Pass, "{unit}");
        assert_eq!(row(&bench, bench.assessment, &unit).await.state, AnswerState::Stale, "{unit}");
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
