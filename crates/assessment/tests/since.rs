//! What the board says of a version beside the one before: like with like, and nothing better than it is.

mod common;

use assay_assessment::Work;
use assay_assessment::view::{BoardPlatform, ResultCode, SinceBuild, UnitKind, Variant};
use assay_catalogue::Platform;
use common::{Bench, build};
use uuid::Uuid;

/// What is said of Android, by assessment.
async fn since(bench: &Bench, assessment: Uuid) -> SinceBuild {
    let board = bench.workspace.board(true).await.expect("the board");
    let mut rows = board.releases.into_iter().flat_map(|it| it.assessments);
    let row = rows.find(|it| it.assessment == assessment).expect("its row");
    let android = |it: &BoardPlatform| it.platform == Platform::Android;
    row.platforms.into_iter().find(android).and_then(|it| it.since).expect("a version before")
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
    let other = since(&bench, lesser).await;
    assert!(other.progress.is_some_and(|it| it.fail == 0), "nothing was answered in this one: {other:?}");
}
