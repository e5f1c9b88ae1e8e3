//! What the board says of a version beside the one before: like with like, and nothing better than it is.

mod common;

use assay_assessment::Work;
use assay_assessment::view::{
    BoardPlatform, FindingText, ResultCode, ResultGiven, RetestOutcome, Severity, SinceBuild, SincePart, UnitKind,
    Variant,
};
use assay_catalogue::Platform;
use common::{Bench, build, words};
use uuid::Uuid;

/// What is said of Android, by assessment. The comparison that it leads to counts the same.
async fn since(bench: &Bench, assessment: Uuid) -> SinceBuild {
    let board = bench.workspace.board(true).await.expect("the board");
    let mut rows = board.releases.into_iter().flat_map(|it| it.assessments);
    let row = rows.find(|it| it.assessment == assessment).expect("its row");
    let android = |it: &BoardPlatform| it.platform == Platform::Android;
    let platform = row.platforms.into_iter().find(android).expect("its platform");
    let since = platform.since.expect("a version before");
    let led = bench.workspace.compare_builds(since.build, platform.build.id, None, Some(assessment)).await;
    let led = led.expect("the comparison");
    let parts: Vec<Option<SincePart>> =
        led.controls.iter().map(|it| it.part).chain(led.findings.iter().map(|it| it.part)).collect();
    for (part, count) in [
        (SincePart::Broken, since.broken),
        (SincePart::FirstJudged, since.first_judged),
        (SincePart::Still, since.still),
        (SincePart::Mended, since.mended),
        (SincePart::NewFindings, since.new_findings),
        (SincePart::FixedFindings, since.fixed_findings),
    ] {
        assert_eq!(parts.iter().filter(|it| **it == Some(part)).count(), count as usize, "{part:?} of {since:?}");
    }
    since
}

#[tokio::test]
async fn each_assessment_is_compared_with_itself_and_what_is_untested_now_is_not_mended() {
    let bench = Bench::new("L2").await;
    let unit = bench.unit(UnitKind::Test).await;
    bench.state(&unit, ResultCode::Fail).await;
    let lesser = bench.workspace.open_assessment(bench.release, "L1", None, None).await.expect("opened").id;
    let next = build(Platform::Android, Variant::Release, "1.0.1");
    bench.workspace.add_build(bench.release, next, &Work::unwatched()).await.expect("a build");

    let own = since(&bench, bench.assessment).await;
    assert_eq!((own.build, own.still, own.mended), (bench.android, 0, 0), "nobody tested it again: {own:?}");
    assert!(own.progress.is_some_and(|it| it.fail == 1), "{own:?}");
    assert_eq!(own.profile, None, "by the same profile");
    let other = since(&bench, lesser).await;
    assert!(other.progress.is_some_and(|it| it.fail == 0), "nothing was answered in this one: {other:?}");
}

/// Answers everything that an assessment asks of a build: these fail, the others pass.
async fn answer_all(bench: &Bench, assessment: Uuid, on: Uuid, failing: &[&String]) {
    let rows = bench.workspace.checklist(assessment, on).await.expect("a checklist").rows;
    let mut given: Vec<ResultGiven> = Vec::new();
    for row in rows {
        if given.iter().all(|it| it.unit != row.unit) {
            let result = if failing.contains(&&row.unit) { ResultCode::Fail } else { ResultCode::Pass };
            given.push(ResultGiven { unit: row.unit, result, text: words(), expected: row.heads });
        }
    }
    bench.workspace.state_results(assessment, on, given).await.expect("stated");
}

#[tokio::test]
async fn the_next_release_says_what_broke_what_was_mended_and_what_still_fails() {
    let bench = Bench::new("L2").await;
    let workspace = &bench.workspace;
    // Units of as many controls, each of them in one only.
    let rows = bench.checklist().await.rows;
    let mut of_controls: Vec<(&String, &String)> = Vec::new();
    for row in rows.iter().filter(|row| row.required && row.kind == UnitKind::Test) {
        let once = rows.iter().filter(|it| it.unit == row.unit).count() == 1;
        if once && of_controls.iter().all(|(control, _)| **control != row.control) {
            of_controls.push((&row.control, &row.unit));
        }
    }
    let [(_, mended), (_, still), (_, broken), ..] = of_controls.as_slice() else { panic!("three controls") };
    answer_all(&bench, bench.assessment, bench.android, &[mended, still]).await;

    let text = |title: &str| FindingText { title: title.to_owned(), ..FindingText::default() };
    let open = async |title: &str, on: Uuid| {
        let seen = Some((on, None));
        let opened = workspace.open_finding(bench.app, Some(Severity::Low), text(title), seen).await.expect("opened");
        opened.finding
    };
    let former = open("Seen before, and gone", bench.android).await;

    let release = workspace.add_release(bench.app, "1.1").await.expect("a release").id;
    let next = build(Platform::Android, Variant::Release, "1.1.0");
    let next = workspace.add_build(release, next, &Work::unwatched()).await.expect("a build").id;
    let lesser = workspace.open_assessment(release, "L1", None, None).await.expect("opened").id;
    let same = workspace.open_assessment(release, "L2", None, None).await.expect("opened").id;
    answer_all(&bench, same, next, &[still, broken]).await;
    let withdrawn = open("By mistake", next).await;
    workspace.withdraw_finding(withdrawn.id, "It was none.", &withdrawn.heads).await.expect("withdrawn");
    open("New", next).await;
    let passing = open("Came and went", next).await;
    let fixed = async |finding: Uuid, heads: &[String]| {
        let retest = workspace.retest_finding(finding, next, RetestOutcome::Fixed, "Looked again.", None, heads).await;
        retest.expect("retested");
    };
    fixed(former.id, &[]).await;
    fixed(passing.id, &passing.builds[0].heads).await;

    let said = since(&bench, same).await;
    assert_eq!((said.mended, said.still, said.broken, said.first_judged), (1, 1, 1, 0), "{said:?}");
    assert_eq!((said.new_findings, said.fixed_findings), (1, 1), "{said:?}");
    assert_eq!(said.build, bench.android);
    // Beside an assessment by another profile stands the only one that there was; here nothing was answered yet.
    let said = since(&bench, lesser).await;
    assert_eq!((said.mended, said.still, said.broken), (0, 0, 0), "{said:?}");
    assert_eq!(said.profile.as_deref(), Some("L2"), "and the profile that it was measured by is named");

    // What a later release shows is nothing that this one mended.
    let later = workspace.add_release(bench.app, "1.2").await.expect("a release").id;
    let later = workspace
        .add_build(later, build(Platform::Android, Variant::Release, "1.2.0"), &Work::unwatched())
        .await
        .expect("a build")
        .id;
    workspace.link_finding(passing.id, later, None).await.expect("seen again");
    assert_eq!(since(&bench, same).await.fixed_findings, 1);
}
