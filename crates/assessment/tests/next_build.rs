//! The next build: former answers stand beside untested ones and count for nothing, until somebody says on what basis
//! they hold.

mod common;

use assay_assessment::view::{
    AnswerState, FindingState, FindingText, FormerAnswer, FormerAnswers, NotReconfirmable, ReconfirmBasis,
    ReconfirmUnit, ResultCode, RetestOutcome, Severity, UnitChange, UnitKind, UnitRow, Variant,
};
use assay_assessment::{ArtefactSource, CatalogueChoice, NewAssessment, NewBuild, Work, Workspace};
use assay_catalogue::Platform;
use common::{Bench, build, words};
use uuid::Uuid;

/// A later release with a build and an assessment by the same profile.
struct Next {
    bench: Bench,
    release: Uuid,
    build: Uuid,
    assessment: Uuid,
}

fn with_file(version: &str, sha256: char) -> NewBuild {
    let artefact = Some(ArtefactSource::Sha256(sha256.to_string().repeat(64)));
    NewBuild { artefact, same_file: true, ..build(Platform::Android, Variant::Release, version) }
}

async fn add(workspace: &Workspace, release: Uuid, build: NewBuild) -> Uuid {
    workspace.add_build(release, build, &Work::unwatched()).await.expect("a build").id
}

impl Next {
    /// The tests named are answered on the former build.
    async fn new(answers: &[(usize, ResultCode)]) -> (Next, Vec<String>) {
        let bench = Bench::new("L1").await;
        let tests = tests(&bench).await;
        for (at, result) in answers {
            bench.state(&tests[*at], *result).await;
        }
        let release = bench.workspace.add_release(bench.app, "1.1").await.expect("a release").id;
        let build = add(&bench.workspace, release, build(Platform::Android, Variant::Release, "1.1.0")).await;
        let assessment = bench.workspace.open_assessment(release, "L1", None, None).await.expect("an assessment").id;
        (Next { bench, release, build, assessment }, tests)
    }

    fn workspace(&self) -> &Workspace {
        &self.bench.workspace
    }

    async fn former(&self) -> FormerAnswers {
        self.workspace().former_answers(self.assessment, self.build, None).await.expect("former answers")
    }

    async fn row(&self, unit: &str) -> UnitRow {
        row(self.workspace(), self.assessment, self.build, unit).await
    }

    /// Reconfirms what is shown now.
    async fn reconfirm(
        &self,
        basis: ReconfirmBasis,
        argument: Option<&str>,
        units: &[&str],
    ) -> Result<Vec<String>, String> {
        let former = self.former().await;
        let mut asked = Vec::new();
        for unit in units {
            let answer = answer(&former, unit);
            asked.push(ReconfirmUnit {
                unit: (*unit).to_owned(),
                former: answer.heads,
                expected: self.row(unit).await.heads,
            });
        }
        self.state(basis, argument, &asked).await
    }

    async fn state(
        &self,
        basis: ReconfirmBasis,
        argument: Option<&str>,
        asked: &[ReconfirmUnit],
    ) -> Result<Vec<String>, String> {
        let done =
            self.workspace().reconfirm(self.assessment, self.build, self.bench.android, basis, argument, asked).await;
        done.map(|done| done.units).map_err(|error| error.code().to_owned())
    }
}

async fn row(workspace: &Workspace, assessment: Uuid, build: Uuid, unit: &str) -> UnitRow {
    let checklist = workspace.checklist(assessment, build).await.expect("a checklist");
    checklist.rows.into_iter().find(|row| row.unit == unit).expect("the unit is in the checklist")
}

fn answer(former: &FormerAnswers, unit: &str) -> FormerAnswer {
    former.answers.iter().find(|it| it.unit == unit).cloned().expect("a former answer")
}

/// The required tests of the Android build, each once.
async fn tests(bench: &Bench) -> Vec<String> {
    let rows = bench.checklist().await.rows;
    let mut tests: Vec<String> =
        rows.iter().filter(|row| row.kind == UnitKind::Test && row.required).map(|row| row.unit.clone()).collect();
    tests.dedup();
    tests
}

#[tokio::test]
async fn former_answers_are_shown_and_never_counted() {
    let (next, tests) =
        Next::new(&[(0, ResultCode::Pass), (1, ResultCode::Fail), (2, ResultCode::NotApplicable)]).await;
    let former = next.former().await;
    let of = former.former.as_ref().expect("a former build");
    assert_eq!((of.build.build.id, of.answered, of.identical), (next.bench.android, 3, false));
    assert_eq!(of.build.release_name, "1.0");
    let said: Vec<(&str, Option<ResultCode>)> = former.answers.iter().map(|it| (it.unit.as_str(), it.result)).collect();
    for (at, result) in [(0, ResultCode::Pass), (1, ResultCode::Fail), (2, ResultCode::NotApplicable)] {
        assert!(said.contains(&(tests[at].as_str(), Some(result))));
    }
    assert_eq!(said.len(), 3);
    let checklist = next.workspace().checklist(next.assessment, next.build).await.expect("a checklist");
    assert_eq!(checklist.progress.untested, checklist.progress.required, "nothing of it counts");
    let first = next.workspace().former_answers(next.bench.assessment, next.bench.android, None).await;
    let first = first.expect("former answers");
    assert!(first.former.is_none() && first.answers.is_empty(), "nothing came before the first build");
}

#[tokio::test]
async fn what_is_retested_or_argued_counts_and_says_what_it_rests_on() {
    let (next, tests) =
        Next::new(&[(0, ResultCode::Pass), (1, ResultCode::Fail), (2, ResultCode::NotApplicable)]).await;
    let [passed, failed, none] = [tests[0].as_str(), tests[1].as_str(), tests[2].as_str()];
    next.reconfirm(ReconfirmBasis::Retested, None, &[passed]).await.expect("taken");
    let error = next.reconfirm(ReconfirmBasis::Argued, Some("  "), &[failed]).await.expect_err("no argument");
    assert_eq!(error, "reconfirm.argument_missing");
    let because = "Only the splash screen changed.";
    next.reconfirm(ReconfirmBasis::Argued, Some(because), &[failed, none]).await.expect("taken");
    let states = [next.row(passed).await, next.row(failed).await, next.row(none).await];
    assert_eq!(
        states.map(|row| (row.state, row.reconfirmed)),
        [
            (AnswerState::Pass, Some(ReconfirmBasis::Retested)),
            (AnswerState::Fail, Some(ReconfirmBasis::Argued)),
            (AnswerState::NotApplicable, Some(ReconfirmBasis::Argued)),
        ]
    );
    let detail = next.workspace().unit(next.assessment, next.build, none).await.expect("the unit");
    let [answer] = detail.answers.as_slice() else { panic!("one answer") };
    let reconfirmed = answer.reconfirmed.as_ref().expect("reconfirmed");
    assert_eq!(reconfirmed.argument.as_deref(), Some(because));
    assert_eq!(reconfirmed.former.as_ref().map(|it| it.build.id), Some(next.bench.android));
    assert_eq!(answer.original.as_ref().map(|it| it.build.id), Some(next.bench.android), "where it was first stated");
    let text = answer.text.as_ref().expect("the words stay where they were stated");
    assert_eq!(text.justification, words().justification);
    let former = next.workspace().unit(next.bench.assessment, next.bench.android, none).await.expect("the unit");
    assert_eq!(reconfirmed.stated.as_ref().map(|it| &it.entry), Some(&former.answers[0].stated.entry));
    assert!(detail.evidence.is_empty(), "evidence is cited where it is, not copied");

    let arguments = next.former().await.arguments;
    assert_eq!(arguments.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), [because], "stated once for both");
    let compared = next.workspace().compare_builds(next.bench.android, next.build, None, None).await.expect("compared");
    let change = |unit: &str| compared.units.iter().find(|it| it.unit == unit).map(|it| (it.change, it.reconfirmed));
    assert_eq!(change(failed), Some((UnitChange::Same, Some(ReconfirmBasis::Argued))));
    let progress = next.workspace().assessment(next.assessment).await.expect("it").builds[0].progress;
    assert_eq!((progress.pass, progress.fail, progress.not_applicable), (1, 1, 1), "counted in the list of apps too");
}

#[tokio::test]
async fn findings_are_compared_as_they_stand_on_either_build() {
    let (next, _) = Next::new(&[(0, ResultCode::Fail)]).await;
    let (workspace, former, later) = (next.workspace(), next.bench.android, next.build);
    let open = async |title: &str, severity: Severity, seen: Option<Uuid>| {
        let text = FindingText { title: title.to_owned(), ..FindingText::default() };
        let seen = seen.map(|build| (build, None));
        workspace.open_finding(next.bench.app, Some(severity), text, seen).await.expect("opened").finding.id
    };
    let mended = open("Keys in the log", Severity::Medium, Some(former)).await;
    let stays = open("No pinning", Severity::High, Some(former)).await;
    let fresh = open("A debug menu", Severity::Low, Some(later)).await;
    open("Seen on iOS", Severity::Critical, Some(next.bench.ios)).await;
    open("Seen on no build", Severity::Critical, None).await;
    workspace.retest_finding(mended, later, RetestOutcome::Fixed, "Gone.", None, &[]).await.expect("retested");
    let compared = workspace.compare_builds(former, later, None, None).await.expect("compared");
    let found: Vec<_> = compared.findings.iter().map(|it| (it.finding, it.from, it.to, it.changed)).collect();
    let (open, fixed) = (Some(FindingState::Open), Some(FindingState::Fixed));
    assert_eq!(
        found,
        [(stays, open, open, false), (mended, open, fixed, true), (fresh, None, open, true)],
        "the worst first; what the former build had goes on, what came later says nothing of it"
    );
}

#[tokio::test]
async fn answers_that_changed_meanwhile_on_either_build_are_not_reconfirmed() {
    let (next, tests) = Next::new(&[(0, ResultCode::Pass)]).await;
    let unit = tests[0].as_str();
    let seen = answer(&next.former().await, unit).heads;
    let asked = |former: &[String], expected: &[String]| {
        [ReconfirmUnit { unit: unit.to_owned(), former: former.to_vec(), expected: expected.to_vec() }]
    };
    next.bench.state(unit, ResultCode::Pass).await;
    let error = next.state(ReconfirmBasis::Retested, None, &asked(&seen, &[])).await.expect_err("another answer");
    assert_eq!(error, "statement.changed_meanwhile");
    let seen = answer(&next.former().await, unit).heads;
    let text = words();
    next.workspace().state_result(next.assessment, next.build, unit, ResultCode::Fail, text, &[]).await.expect("taken");
    let error = next.state(ReconfirmBasis::Retested, None, &asked(&seen, &[])).await.expect_err("another head");
    assert_eq!(error, "statement.changed_meanwhile");
    assert_eq!(next.row(unit).await.state, AnswerState::Fail, "nothing was stated");
    let never = [ReconfirmUnit { unit: tests[1].clone(), former: Vec::new(), expected: Vec::new() }];
    let error = next.state(ReconfirmBasis::Retested, None, &never).await.expect_err("nothing to reconfirm");
    assert_eq!(error, "reconfirm.refused");
    let (ios, units) = (next.bench.ios, asked(&seen, &[]));
    let other = next.workspace().reconfirm(next.assessment, next.build, ios, ReconfirmBasis::Retested, None, &units);
    assert_eq!(other.await.expect_err("another platform").code(), "build.not_comparable");
    let error = next.state(ReconfirmBasis::Identical, None, &asked(&seen, &[])).await.expect_err("not the same file");
    assert_eq!(error, "build.not_comparable");
}

#[tokio::test]
async fn only_the_same_file_keeps_results_by_itself() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let unit = tests(&bench).await[0].clone();
    let first = add(workspace, bench.release, with_file("1.0.1", 'a')).await;
    workspace.state_result(bench.assessment, first, &unit, ResultCode::Pass, words(), &[]).await.expect("taken");
    let other = add(workspace, bench.release, with_file("1.0.2", 'b')).await;
    assert_eq!(row(workspace, bench.assessment, other, &unit).await.state, AnswerState::Untested);
    let same = add(workspace, bench.release, with_file("1.0.1", 'a')).await;
    let kept = row(workspace, bench.assessment, same, &unit).await;
    assert_eq!((kept.state, kept.reconfirmed), (AnswerState::Pass, Some(ReconfirmBasis::Identical)));
    let former = workspace.former_answers(bench.assessment, same, None).await.expect("former answers");
    assert!(former.choices.iter().any(|it| it.build.build.id == first && it.identical));

    // Promoted into another release, where the assessment comes after the build.
    let release = workspace.add_release(bench.app, "1.1").await.expect("a release").id;
    let promoted = add(workspace, release, with_file("1.1.0", 'a')).await;
    let assessment = workspace.open_assessment(release, "L1", None, None).await.expect("an assessment").id;
    let kept = row(workspace, assessment, promoted, &unit).await;
    assert_eq!((kept.state, kept.reconfirmed), (AnswerState::Pass, Some(ReconfirmBasis::Identical)));
    let detail = workspace.unit(assessment, promoted, &unit).await.expect("the unit");
    assert_eq!(detail.answers[0].original.as_ref().map(|it| it.build.id), Some(first), "not the one between");
}

#[tokio::test]
async fn what_an_argued_answer_rests_on_can_fall_and_come_back() {
    let (next, tests) = Next::new(&[(0, ResultCode::Pass), (1, ResultCode::Pass)]).await;
    let [unit, retested] = [tests[0].as_str(), tests[1].as_str()];
    next.reconfirm(ReconfirmBasis::Argued, Some("Nothing there changed."), &[unit]).await.expect("taken");
    next.reconfirm(ReconfirmBasis::Retested, None, &[retested]).await.expect("taken");
    for unit in [unit, retested] {
        next.bench.state(unit, ResultCode::Fail).await;
    }
    let fallen = next.row(unit).await;
    assert_eq!((fallen.state, fallen.former), (AnswerState::Stale, Some(ResultCode::Pass)));
    assert_eq!(next.row(retested).await.state, AnswerState::Pass, "a test of its own stands by itself");
    let control = fallen.control.clone();
    let verdict = next.workspace().verdict(next.assessment, next.build, &control).await.expect("a verdict");
    let parts = verdict.weaknesses.iter().flat_map(|weakness| &weakness.units);
    let remark = parts.filter(|part| part.unit == unit).map(|part| part.remark.as_str()).next();
    assert_eq!(remark, Some("It was stated as pass, and what it was reconfirmed from no longer holds."));
    next.bench.state(unit, ResultCode::Pass).await;
    assert_eq!(next.row(unit).await.state, AnswerState::Pass, "the former build passes again");

    let argument = next.former().await.arguments[0].stated.entry.clone();
    let argument = argument.parse().expect("a hash");
    next.workspace().redact(&argument, "It named a person").await.expect("redacted");
    assert_eq!(next.row(unit).await.state, AnswerState::Stale, "an argument that is gone argues nothing");
    let before = next.row(unit).await;
    next.workspace().rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(next.row(unit).await, before);
}

#[tokio::test]
async fn reconfirming_can_be_undone_and_put_back() {
    let (next, tests) = Next::new(&[(0, ResultCode::Pass)]).await;
    let unit = tests[0].as_str();
    next.reconfirm(ReconfirmBasis::Retested, None, &[unit]).await.expect("taken");
    let heads = next.row(unit).await.heads;
    let (assessment, build) = (next.assessment, next.build);
    next.workspace().state_result(assessment, build, unit, ResultCode::Fail, words(), &heads).await.expect("taken");
    next.workspace().undo(assessment, build).await.expect("undone");
    let back = next.row(unit).await;
    assert_eq!((back.state, back.reconfirmed), (AnswerState::Pass, Some(ReconfirmBasis::Retested)));
    next.workspace().undo(assessment, build).await.expect("undone");
    assert_eq!(next.row(unit).await.state, AnswerState::Untested);
    assert_eq!(next.workspace().undo(assessment, build).await.expect_err("nothing is left").code(), "undo.nothing");
    next.reconfirm(ReconfirmBasis::Argued, Some("Untouched."), &[unit]).await.expect("taken again");
    assert_eq!(next.row(unit).await.state, AnswerState::Pass);
}

#[tokio::test]
async fn an_answer_to_another_text_is_stated_anew() {
    let (next, tests) = Next::new(&[(0, ResultCode::Pass)]).await;
    let (workspace, unit) = (next.workspace(), tests[0].as_str());
    let mut mastg = assay_catalogue::shipped().mastg.as_ref().clone();
    let digest = "f".repeat(64);
    digest.clone_into(&mut mastg.digest);
    "reworded".clone_into(&mut mastg.version);
    mastg.tests.iter_mut().for_each(|test| "reworded".clone_into(&mut test.text_digest));
    let mut writing = workspace.ledger().write().await.expect("a transaction");
    sqlx::query("INSERT INTO catalogue (digest, name, facts, added) VALUES (?1, 'MASTG', ?2, 0)")
        .bind(&digest)
        .bind(serde_json::to_string(&mastg).expect("JSON"))
        .execute(writing.connection())
        .await
        .expect("kept");
    writing.commit().await.expect("committed");
    let catalogues = CatalogueChoice { mastg: Some(digest), ..CatalogueChoice::default() };
    let new = NewAssessment { profile: "L1".to_owned(), catalogues, ..NewAssessment::default() };
    let other = workspace.open_assessment_with(next.release, new).await.expect("an assessment").id;
    let former = workspace.former_answers(other, next.build, None).await.expect("former answers");
    let answer = answer(&former, unit);
    assert_eq!(answer.refused, Some(NotReconfirmable::TextChanged), "shown, and no basis");
    let asked = ReconfirmUnit { unit: unit.to_owned(), former: answer.heads, expected: Vec::new() };
    let refused = workspace
        .reconfirm(other, next.build, next.bench.android, ReconfirmBasis::Retested, None, &[asked])
        .await
        .expect_err("refused");
    assert_eq!(refused.code(), "reconfirm.refused");
}
