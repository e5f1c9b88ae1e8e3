//! Projections are what the statements say: the same on every device, in any order of arrival, and after a rebuild.

#[path = "../common/mod.rs"]
mod common;
mod steps;

use assay_assessment::view::{
    AnswerState, IssuedReport, Progress, Reason, ResultCode, ResultGiven, UnitKind, UnitRow, Variant, Verdict,
};
use assay_assessment::{CatalogueChoice, MigrationTo, Work, Workspace};
use assay_catalogue::{Platform, SubjectKind};
use assay_ledger::{DeviceId, Import, ImportedEntry};
use common::devices::{copy, exchange, export, two_devices, two_devices_with};
use common::{build, words};
use proptest::prelude::*;
use sqlx::AssertSqlSafe;
use steps::{Step, perform, steps};
use uuid::Uuid;

/// All projections as text, rows sorted, without the order of arrival.
async fn dump(workspace: &Workspace) -> Vec<String> {
    const TABLES: [(&str, &str); 27] = [
        ("member", "hex(entry), hex(id), name, email, head"),
        ("workspace_name", "hex(entry), name, head"),
        ("app", "hex(id), name, description, hex(entry), hex(author), at"),
        ("release", "hex(id), hex(app), name, hex(entry), hex(author), at"),
        ("build", "hex(id), hex(release), facts, hex(entry), hex(author), at"),
        ("assessment", "hex(id), hex(release), facts, hex(entry), hex(author), at"),
        ("engagement", "hex(entry), hex(assessment), facts, at, head"),
        (
            "unit_statement",
            "hex(entry), hex(assessment), hex(build), unit, hex(item), act, result, hex(author), at, has_note, \
             justified, valid_until, head",
        ),
        ("control_statement", "hex(entry), hex(build), control, verdict, concluded, hex(author), at, head"),
        ("carried", "hex(source), hex(origin), hex(assessment), hex(build), unit, hex(argument)"),
        ("difference", "hex(entry), hex(build), hex(former), text, hex(author), at"),
        ("answer_wording", "(SELECT hex(e.hash) FROM entries e WHERE e.id = answer_wording.arrival), question"),
        ("picture_redaction", "hex(entry), hex(assessment), hex(build), hex(original), hex(copy), areas, text, head"),
        ("evidence_file", "hex(sha256)"),
        ("rests_on", "hex(assessment), hex(former)"),
        ("release_plan", "hex(entry), hex(release), due, hex(author), at, head"),
        ("decision", "hex(entry), hex(id), hex(release), code, hex(checkpoint), hex(author), at, head"),
        ("bearing", "hex(scope), hex(device), seq"),
        ("redaction_by", "hex(target)"),
        ("redaction", "hex(target)"),
        ("unknown_statement", "kind, version"),
        (
            "review_statement",
            "hex(entry), hex(assessment), hex(build), unit, act, hex(answer), hex(evidence), hex(comment), \
             hex(restores), hex(author), at, head",
        ),
        ("assignment", "hex(entry), hex(assessment), hex(build), scope, hex(assignee), due, hex(author), at, head"),
        ("remark", "hex(entry), topic, hex(id), hex(author), at, taken_back, head"),
        ("mention", "hex(member), hex(comment)"),
        (
            "sign_off",
            "hex(entry), hex(assessment), hex(id), hex(checkpoint), role, statement, hex(author), at, withdrawn, head",
        ),
        (
            "report_file",
            "hex(entry), hex(assessment), hex(id), hex(checkpoint), hex(sha256), hex(former), number, facts, \
             hex(author), at, head",
        ),
    ];
    let mut dump = Vec::new();
    for (table, columns) in TABLES {
        let query = format!("SELECT json_array({columns}) FROM {table} ORDER BY 1");
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(workspace.ledger().readers()).await.expect("a table");
        dump.extend(rows.into_iter().map(|row| format!("{table} {row}")));
    }
    dump
}

#[tokio::test]
async fn a_redaction_that_arrives_first_erases_what_comes_later() {
    let (bench, other) = two_devices().await;
    let (one, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    let third = copy(other.dir(), &bench.path("third"), &bench).await;
    let unit = bench.unit(UnitKind::Test).await;
    let stated =
        other.state_result(assessment, android, &unit, ResultCode::NotApplicable, words(), &[]).await.expect("taken");
    let with_text = export(&other).await;
    exchange(one, &other).await;
    one.redact(&stated.entry.parse().expect("a hash"), "It named a person").await.expect("redacted");
    let mut redaction = export(one).await;
    let device = one.ledger().device();
    redaction
        .entries
        .retain(|entry| assay_ledger::Entry::decode(entry.bytes.clone()).expect("an entry").device == device);
    redaction.heads.retain(|head| head.device == device);
    third.import(redaction).await.expect("taken in");
    third.rebuild(&Work::unwatched()).await.expect("rebuilt without the cause");
    third.import(with_text).await.expect("taken in");
    let detail = third.unit(assessment, android, &unit).await.expect("the detail");
    assert_eq!((detail.answers.len(), detail.answers[0].text.clone()), (1, None), "the text is gone, the answer not");
    let bodies: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM bodies b JOIN entries e ON e.id = b.entry WHERE hex(e.hash) = upper(?1)",
    )
    .bind(&stated.entry)
    .fetch_one(third.ledger().readers())
    .await
    .expect("a count");
    assert_eq!(bodies, 0, "nothing of it is kept");
    let before = dump(&third).await;
    third.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(dump(&third).await, before);
}

#[tokio::test]
async fn two_answers_that_do_not_know_of_each_other_are_disputed_until_someone_decides() {
    let (bench, other) = two_devices().await;
    let (one, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Pass).await;
    other.state_result(assessment, android, &unit, ResultCode::Fail, words(), &[]).await.expect("taken");
    exchange(one, &other).await;
    for workspace in [one, &other] {
        let checklist = workspace.checklist(assessment, android).await.expect("a checklist");
        assert_eq!(checklist.progress.disputed, 1);
        let row = checklist.rows.iter().find(|row| row.unit == unit).expect("the row");
        assert_eq!(row.heads.len(), 2);
        let control = checklist.controls.iter().find(|control| control.id == row.control).expect("the control");
        assert_eq!(control.verdict, Verdict::Untested, "a disputed answer has no effect, not even a fail");
        let undo = workspace.undo(assessment, android).await.expect_err("it is not what stands");
        assert_eq!(undo.code(), "undo.superseded");
    }
    bench.state(&unit, ResultCode::Inconclusive).await;
    exchange(one, &other).await;
    let checklist = other.checklist(assessment, android).await.expect("a checklist");
    assert_eq!((checklist.progress.disputed, checklist.progress.inconclusive), (0, 1));
    assert_eq!(dump(one).await, dump(&other).await);
}

#[tokio::test]
async fn undo_never_reaches_past_somebody_else() {
    let (bench, other) = two_devices().await;
    let (one, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Pass).await;
    exchange(one, &other).await;
    let heads = bench.row(&unit).await.heads;
    other.state_result(assessment, android, &unit, ResultCode::Fail, words(), &heads).await.expect("taken");
    exchange(one, &other).await;
    assert_eq!(one.undo(assessment, android).await.expect_err("it was answered").code(), "undo.superseded");
    bench.state(&unit, ResultCode::Inconclusive).await;
    let back = one.undo(assessment, android).await.expect("undone");
    assert_eq!(back.change.progress.fail, 1, "the other's answer stands again");
    assert_eq!(one.undo(assessment, android).await.expect_err("it is not mine").code(), "undo.superseded");
}

#[tokio::test]
async fn of_a_bulk_what_somebody_else_answered_since_stays_and_redo_leaves_it_too() {
    let (bench, other) = two_devices().await;
    let (one, assessment, android) = (&bench.workspace, bench.assessment, bench.android);
    let mut rows = bench.checklist().await.rows;
    rows.dedup_by(|one, other| one.unit == other.unit);
    rows.truncate(3);
    let given = rows.iter().map(|row| ResultGiven {
        unit: row.unit.clone(),
        result: ResultCode::Pass,
        text: words(),
        expected: row.heads.clone(),
    });
    one.state_results(assessment, android, given.collect()).await.expect("taken");
    exchange(one, &other).await;
    let fail = async |at: usize| {
        let heads = bench.row(&rows[at].unit).await.heads;
        let stated = other.state_result(assessment, android, &rows[at].unit, ResultCode::Fail, words(), &heads).await;
        stated.expect("taken");
        exchange(one, &other).await;
    };
    let states = async || {
        let now = bench.checklist().await.rows;
        let state = |row: &UnitRow| now.iter().find(|it| it.unit == row.unit).expect("the row").state;
        rows.iter().map(state).collect::<Vec<_>>()
    };
    fail(1).await;
    let undone = one.undo(assessment, android).await.expect("the other two");
    assert!(undone.undone.contains("One was left as it is"), "{}", undone.undone);
    assert_eq!(states().await, [AnswerState::Untested, AnswerState::Fail, AnswerState::Untested]);
    assert_eq!(one.undo(assessment, android).await.expect_err("it is another's").code(), "undo.superseded");
    exchange(one, &other).await;
    fail(0).await;
    one.redo(assessment, android).await.expect("the one that is left");
    assert_eq!(states().await, [AnswerState::Fail, AnswerState::Fail, AnswerState::Pass]);
    exchange(one, &other).await;
    assert_eq!(other.undo(assessment, android).await.expect("their own").unit.as_ref(), Some(&rows[0].unit));
    assert_eq!(other.redo(assessment, android).await.expect("their own").unit.as_ref(), Some(&rows[0].unit));
    exchange(one, &other).await;
    assert_eq!(dump(one).await, dump(&other).await);
}

/// Files don't travel with the statements that name them.
fn without_files(mut reports: Vec<IssuedReport>) -> Vec<IssuedReport> {
    for it in &mut reports {
        it.kept = false;
        it.files.iter_mut().for_each(|file| file.kept = false);
    }
    reports
}

/// How far a build is, by the tree of apps: counted for many builds at once, without their checklists.
async fn in_the_tree(workspace: &Workspace, (assessment, build): (Uuid, Uuid)) -> Progress {
    let apps = workspace.apps().await.expect("the tree");
    let mut assessments = apps[0].releases[0].assessments.iter();
    let builds = assessments.find(|it| it.id == assessment).expect("the assessment is in the tree").builds.iter();
    builds.clone().find(|it| it.build == build).expect("the build is in the tree").progress
}

/// The board, which keeps what it counted, says what counting from scratch gives.
async fn on_the_board(workspace: &Workspace) {
    let board = workspace.board(true).await.expect("the board");
    for shown in board.releases.iter().flat_map(|release| &release.assessments) {
        let fresh = workspace.readiness(shown.assessment).await.expect("readiness");
        assert_eq!(shown.reasons, fresh.reasons.iter().map(Reason::numbers).collect::<Vec<_>>());
        for (platform, fresh) in shown.platforms.iter().zip(&fresh.platforms) {
            assert_eq!((platform.progress, platform.verdicts), (fresh.progress, fresh.verdicts));
            let checklist = workspace.checklist(shown.assessment, platform.build.id).await.expect("a checklist");
            assert_eq!(platform.progress, checklist.progress);
        }
    }
}

/// The digest of the MASTG that [`reword_every_other_test`] makes.
const REWORDED: &str = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

/// Puts another version of the MASTG beside the one that ships, as a sync does.
async fn reword_every_other_test(workspace: &Workspace) {
    let mut mastg = assay_catalogue::shipped().mastg.as_ref().clone();
    REWORDED.clone_into(&mut mastg.digest);
    "reworded".clone_into(&mut mastg.version);
    mastg.tests.iter_mut().step_by(2).for_each(|test| "reworded".clone_into(&mut test.text_digest));
    let mut writing = workspace.ledger().write().await.expect("a transaction");
    sqlx::query("INSERT INTO catalogue (digest, name, facts, added) VALUES (?1, 'MASTG', ?2, 0)")
        .bind(REWORDED)
        .bind(serde_json::to_string(&mastg).expect("JSON"))
        .execute(writing.connection())
        .await
        .expect("kept");
    writing.commit().await.expect("committed");
}

/// Carries an assessment over to that version.
async fn migrate(workspace: &Workspace, assessment: Uuid) -> Option<Uuid> {
    let catalogues = CatalogueChoice { mastg: Some(REWORDED.to_owned()), ..CatalogueChoice::default() };
    let to = MigrationTo { catalogues, profile: None };
    let proposal = workspace.propose_migration(assessment, &to).await.expect("a proposal");
    let applied = workspace.apply_migration(assessment, &to, None, &proposal.token, &[]).await;
    Some(applied.expect("applied").assessment.id)
}

#[tokio::test]
async fn a_dispute_is_carried_over_as_one_and_decided_there() {
    let (mut bench, other) = two_devices().await;
    let (assessment, android) = (bench.assessment, bench.android);
    for workspace in [&bench.workspace, &other] {
        reword_every_other_test(workspace).await;
    }
    let checklist = bench.checklist().await;
    let mut tests: Vec<String> = checklist.rows.into_iter().map(|row| row.unit).collect();
    tests.retain(|unit| unit.starts_with("test:"));
    tests.sort_unstable();
    tests.dedup();
    tests.truncate(6);
    for unit in &tests {
        bench.state(unit, ResultCode::Pass).await;
        other.state_result(assessment, android, unit, ResultCode::Fail, words(), &[]).await.expect("taken");
    }
    exchange(&bench.workspace, &other).await;
    let newer = migrate(&bench.workspace, assessment).await.expect("migrated");
    exchange(&bench.workspace, &other).await;
    for workspace in [&bench.workspace, &other] {
        let checklist = workspace.checklist(newer, android).await.expect("a checklist");
        let rows: Vec<_> = checklist.rows.iter().filter(|row| tests.contains(&row.unit)).collect();
        assert!(rows.len() >= tests.len());
        for row in rows {
            assert_eq!((row.state, row.heads.len()), (AnswerState::Disputed, 2), "reworded or not");
        }
        let detail = workspace.unit(newer, android, &tests[0]).await.expect("the detail");
        let mut by: Vec<(ResultCode, bool)> =
            detail.answers.iter().map(|it| (it.result, it.carried.is_some())).collect();
        by.sort_unstable();
        assert_eq!(by, [(ResultCode::Pass, true), (ResultCode::Fail, true)]);
    }
    bench.assessment = newer;
    bench.state(&tests[0], ResultCode::Inconclusive).await;
    exchange(&bench.workspace, &other).await;
    let decided = other.checklist(newer, android).await.expect("a checklist");
    assert_eq!(decided.progress.inconclusive, 1);
    assert_eq!(dump(&bench.workspace).await, dump(&other).await);
}

#[tokio::test]
async fn what_was_carried_over_may_arrive_before_what_it_was_carried_from() {
    let (bench, other) = two_devices().await;
    let third = copy(other.dir(), &bench.path("third"), &bench).await;
    for workspace in [&bench.workspace, &other, &third] {
        reword_every_other_test(workspace).await;
    }
    let (assessment, android) = (bench.assessment, bench.android);
    let unit = bench.unit(UnitKind::Direct).await;
    bench.state(&unit, ResultCode::NotApplicable).await;
    exchange(&bench.workspace, &other).await;
    let newer = migrate(&other, assessment).await.expect("migrated");
    let all = export(&other).await;
    let of = |device: DeviceId| {
        let from = |entry: &ImportedEntry| assay_ledger::Entry::decode(entry.bytes.clone()).expect("an entry").device;
        Import {
            entries: all.entries.iter().filter(|entry| from(entry) == device).cloned().collect(),
            heads: all.heads.iter().filter(|head| head.device == device).cloned().collect(),
        }
    };
    third.import(of(other.ledger().device())).await.expect("taken in");
    let state = async |workspace: &Workspace| {
        let checklist = workspace.checklist(newer, android).await.expect("a checklist");
        let row = checklist.rows.into_iter().find(|row| row.unit == unit).expect("the row");
        (row.state, row.carried.and_then(|it| it.stated).map(|it| it.by))
    };
    assert_eq!(state(&third).await, (AnswerState::Untested, None), "nobody here knows why it does not apply");
    third.import(of(bench.workspace.ledger().device())).await.expect("taken in");
    assert_eq!(state(&third).await, (AnswerState::NotApplicable, Some("Mara Lind".to_owned())));
    let before = dump(&third).await;
    third.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(dump(&third).await, before);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_a_rebuild_give_the_same(steps in steps()) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let (bench, other) = two_devices_with("enterprise").await;
            let checklist = bench.checklist().await;
            let mut units: Vec<String> = checklist.rows.iter().map(|row| row.unit.clone()).collect();
            units.dedup();
            units.truncate(3);
            // And one on each subject that builds share.
            for subject in [SubjectKind::Organisation, SubjectKind::BackEnd, SubjectKind::Release] {
                units.push(checklist.rows.iter().find(|row| row.subject == subject).expect("a unit").unit.clone());
            }
            let later = build(Platform::Android, Variant::Release, "1.0.1");
            let later = bench.workspace.add_build(bench.release, later, &Work::unwatched()).await.expect("a build").id;
            exchange(&bench.workspace, &other).await;
            let place = (bench.assessment, bench.android);
            reword_every_other_test(&bench.workspace).await;
            reword_every_other_test(&other).await;
            let mut migrated = None;
            for (second, in_migrated, step) in &steps {
                let (mine, theirs) =
                    if *second { (&other, &bench.workspace) } else { (&bench.workspace, &other) };
                if matches!(step, Step::Migrate) {
                    migrated = migrate(mine, place.0).await.or(migrated);
                    continue;
                }
                let newer = match migrated.filter(|_| *in_migrated) {
                    // The other device may not have it yet.
                    Some(newer) if mine.assessment(newer).await.is_ok() => newer,
                    _ => place.0,
                };
                let place = (newer, place.1);
                perform(step, mine, theirs, place, later, &units).await;
                let checklist = mine.checklist(place.0, place.1).await.expect("a checklist");
                prop_assert_eq!(in_the_tree(mine, place).await, checklist.progress, "after {:?}", step);
                on_the_board(mine).await;
            }
            exchange(&bench.workspace, &other).await;
            exchange(&bench.workspace, &other).await;
            let before = dump(&bench.workspace).await;
            prop_assert_eq!(&before, &dump(&other).await, "two devices with the same statements");
            let seen = bench.workspace.checklist(place.0, place.1).await.expect("a checklist");
            prop_assert_eq!(&seen, &other.checklist(place.0, place.1).await.expect("a checklist"));
            let signed = bench.workspace.sign_offs(place.0).await.expect("sign-offs");
            prop_assert_eq!(&signed, &other.sign_offs(place.0).await.expect("sign-offs"));
            let issued = without_files(bench.workspace.issued_reports(None, None).await.expect("reports"));
            prop_assert_eq!(issued, without_files(other.issued_reports(None, None).await.expect("reports")));
            for workspace in [&bench.workspace, &other] {
                workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
                prop_assert_eq!(&before, &dump(workspace).await, "after a rebuild");
                prop_assert!(workspace.verify(&Work::unwatched()).await.expect("checked").sound);
            }
            Ok(())
        })?;
    }
}
