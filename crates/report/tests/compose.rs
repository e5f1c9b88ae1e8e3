//! The example, composed: what the workspace says is what the report says.

use std::collections::{BTreeSet, HashSet};

use assay_assessment::demo::{self, Example};
use assay_assessment::view::{
    AnswerText, Area, BoardRelease, DecisionChoice, EvidenceContent as EvidenceKind, FindingScope, ResultCode,
    ResultGiven, UnitKind,
};
use assay_assessment::{Work, Workspace};
use assay_ledger::{Ambient, Home};
use assay_report::model::{AnswerState, Disclosure, EvidenceContent, ReportData};
use assay_report::{BoardOptions, Composed, Options, ReportError, compose};
use tempfile::TempDir;

async fn example() -> (TempDir, Workspace, Example) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ambient = Ambient::deterministic(1);
    let home = Home::at(folder.path().join("home"));
    home.set_identity(&ambient, "Mara Lind", "mara@example.org").expect("an identity");
    let dir = folder.path().join("work");
    let workspace = Workspace::create(&dir, &home, ambient, "Example").await.expect("a workspace");
    let example = demo::fill(&workspace, &Work::unwatched()).await.expect("the example");
    (folder, workspace, example)
}

async fn composed(workspace: &Workspace, example: &Example, options: &Options) -> Composed {
    compose(workspace, example.assessment, options, &Work::unwatched()).await.expect("a report")
}

/// Every anchor that something refers to, and every anchor there is.
fn anchors(data: &ReportData) -> (BTreeSet<&str>, Vec<&str>) {
    let mut wanted = BTreeSet::new();
    wanted.extend(data.summary.attention.iter().flat_map(|item| [item.unit.as_str(), item.build.as_str()]));
    wanted.extend(data.units.iter().flat_map(|unit| &unit.answers).map(|answer| answer.build.as_str()));
    wanted.extend(data.evidence.iter().flat_map(|it| &it.used).flat_map(|it| [it.unit.as_str(), it.build.as_str()]));
    for control in data.groups.iter().flat_map(|group| &group.controls) {
        for verdict in &control.verdicts {
            wanted.insert(&verdict.build);
            let units = verdict.weaknesses.iter().flat_map(|weakness| &weakness.units);
            wanted.extend(units.map(|unit| unit.unit.as_str()).filter(|anchor| !anchor.is_empty()));
        }
    }
    let mut known: Vec<&str> = data.builds.iter().map(|it| it.anchor.as_str()).collect();
    known.extend(data.units.iter().map(|it| it.anchor.as_str()));
    known.extend(data.evidence.iter().map(|it| it.anchor.as_str()));
    known.extend(data.groups.iter().flat_map(|group| &group.controls).map(|it| it.anchor.as_str()));
    (wanted, known)
}

#[tokio::test]
async fn the_report_says_what_the_workspace_says() {
    let (_folder, workspace, example) = example().await;
    let Composed { data, images, .. } =
        composed(&workspace, &example, &Options { comments: true, ..Options::default() }).await;

    let (wanted, known) = anchors(&data);
    let unique: HashSet<&str> = known.iter().copied().collect();
    assert_eq!(unique.len(), known.len(), "anchors are unique");
    let dangling: Vec<_> = wanted.iter().filter(|anchor| !unique.contains(**anchor)).collect();
    assert!(dangling.is_empty(), "{dangling:?}");

    assert_eq!(data.groups.len(), 8);
    assert_eq!(data.groups.iter().flat_map(|group| &group.controls).count(), 24);
    for (build, summary) in data.builds.iter().zip(&data.summary.builds) {
        let id = if build.platform == "android" { example.android } else { example.ios };
        if data.builds.iter().filter(|it| it.platform == build.platform).count() > 1 {
            continue;
        }
        let checklist = workspace.checklist(example.assessment, id).await.expect("a checklist");
        let (counted, shown) = (checklist.progress, summary.required);
        assert_eq!(shown.total, counted.required);
        assert_eq!((shown.pass, shown.fail), (counted.pass, counted.fail));
        assert_eq!((shown.not_applicable, shown.inconclusive), (counted.not_applicable, counted.inconclusive));
        assert_eq!(summary.verdicts.total, 24);
    }

    let evidence = workspace.evidence(example.assessment, None).await.expect("evidence");
    assert_eq!(data.evidence.len(), evidence.len());
    let files = evidence.iter().filter(|piece| matches!(piece.content, Some(EvidenceKind::File { .. }))).count();
    let printed = data.evidence.iter().filter(|piece| matches!(piece.content, EvidenceContent::File { .. })).count();
    assert_eq!(printed, files);
    assert!(data.evidence.iter().enumerate().all(|(index, piece)| piece.number as usize == index + 1));
    assert!(!images.is_empty() && images.iter().all(|image| image.path.is_file()), "pictures are where it says");

    let comments = data.units.iter().flat_map(|unit| &unit.answers).map(|answer| answer.comments.len()).sum::<usize>();
    assert!(comments > 0, "comments were asked for");
    assert_eq!(data.ledger.assessment_entries, data.ledger.headers.len() as u64);
    assert_eq!(data.ledger.checkpoint.root, workspace.checkpoint().await.expect("a checkpoint").root);
    assert_eq!(data.catalogues.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["MASVS", "MASWE", "MASTG"]);
    assert!(data.attribution.iter().any(|sentence| sentence.words.contains("no certification")));
    assert!(data.units.iter().flat_map(|unit| &unit.answers).any(|answer| answer.state == AnswerState::Fail));
}

#[tokio::test]
async fn the_same_record_gives_the_same_data_and_another_gives_another_id() {
    let (_folder, workspace, example) = example().await;
    let options = Options::default();
    let first = composed(&workspace, &example, &options).await;
    let second = composed(&workspace, &example, &options).await;
    assert_eq!(first.data, second.data);
    assert_eq!(first.data.document.id.len(), 32);
    workspace.add_app("Another", None).await.expect("an app");
    let later = composed(&workspace, &example, &options).await;
    assert_ne!(first.data.document.id, later.data.document.id, "the checkpoint has moved on");
}

#[tokio::test]
async fn options_leave_out_comments_and_builds() {
    let (_folder, workspace, example) = example().await;
    let options = Options { builds: Some(vec![example.ios]), ..Options::default() };
    let Composed { data, .. } = composed(&workspace, &example, &options).await;
    assert_eq!(data.builds.len(), 1);
    assert_eq!(data.builds[0].short, "iOS");
    assert!(data.units.iter().flat_map(|unit| &unit.answers).all(|answer| answer.comments.is_empty()));
    assert!(data.units.iter().all(|unit| unit.answers.len() == 1));
}

#[tokio::test]
async fn a_build_of_another_release_and_a_wish_to_stop_are_told_by_code() {
    let (_folder, workspace, example) = example().await;
    let options = Options { builds: Some(vec![example.app]), ..Options::default() };
    let refused =
        compose(&workspace, example.assessment, &options, &Work::unwatched()).await.expect_err("no such build");
    assert_eq!(refused.code(), "report.unknown_build");
    let work = Work::unwatched();
    work.cancel().cancel();
    let stopped = compose(&workspace, example.assessment, &Options::default(), &work).await.expect_err("cancelled");
    assert!(matches!(stopped, ReportError::Assessment(_)) && stopped.code() == "cancelled", "{stopped:?}");
}

/// Writes the example's data and pictures where `ASSAY_KEEP_EXAMPLE` says, to try templates on.
#[tokio::test]
async fn the_example_can_be_kept_for_trying_templates() {
    let Some(place) = std::env::var_os("ASSAY_KEEP_EXAMPLE").map(std::path::PathBuf::from) else {
        println!("skipped: ASSAY_KEEP_EXAMPLE is not set");
        return;
    };
    let (_folder, workspace, example) = example().await;
    let Composed { data, images, .. } =
        composed(&workspace, &example, &Options { comments: true, ..Options::default() }).await;
    std::fs::create_dir_all(place.join("images")).expect("a folder");
    std::fs::write(place.join("data.json"), serde_json::to_vec_pretty(&data).expect("JSON")).expect("a file");
    for image in images {
        std::fs::copy(&image.path, place.join("images").join(&image.sha256)).expect("a copy");
    }
}

#[tokio::test]
async fn of_a_picture_with_a_blacked_out_copy_only_the_copy_leaves() {
    let (_folder, workspace, example) = example().await;
    let options = Options { comments: true, ..Options::default() };
    let evidence = workspace.evidence(example.assessment, Some(example.android)).await.expect("evidence");
    let picture = |piece: &EvidenceKind| match piece {
        EvidenceKind::File { sha256, media_type, .. } => media_type.starts_with("image/").then(|| sha256.clone()),
        _ => None,
    };
    let (id, original) = evidence
        .iter()
        .find_map(|it| Some((it.id, picture(it.content.as_ref()?)?)))
        .expect("the example has a picture");
    let digests = |composed: &Composed| composed.images.iter().map(|it| it.sha256.clone()).collect::<Vec<_>>();
    let before = composed(&workspace, &example, &options).await;
    assert!(digests(&before).contains(&original));

    let area = Area { x: 10, y: 10, width: 60, height: 30 };
    let added = workspace.redact_picture(example.assessment, example.android, id, &[area]).await.expect("copied");
    let copy = picture(added.evidence[0].content.as_ref().expect("it")).expect("a picture");
    let after = composed(&workspace, &example, &options).await;
    assert!(!digests(&after).contains(&original), "the original stays here");
    assert!(digests(&after).contains(&copy));
    let of = |digest: &str| {
        let found = after.data.evidence.iter().find_map(|it| match &it.content {
            EvidenceContent::File { sha256, withheld, redacts, figure, .. } if sha256 == digest => {
                Some((*withheld, redacts.clone(), figure.is_some()))
            }
            _ => None,
        });
        found.expect("it is in the manifest")
    };
    assert_eq!(of(&original), (true, None, false));
    assert_eq!(of(&copy), (false, Some(original.clone()), true));

    // Also where the copy itself was taken off: the original still does not leave.
    workspace.remove_evidence(example.assessment, example.android, added.evidence[0].id).await.expect("removed");
    assert!(!digests(&composed(&workspace, &example, &options).await).contains(&original));
}

#[tokio::test]
async fn findings_waivers_review_and_the_engagement_are_in_it() {
    let (_folder, workspace, example) = example().await;
    let Composed { data, .. } = composed(&workspace, &example, &Options::default()).await;
    let scope = FindingScope::Assessment(example.assessment);
    let findings = workspace.findings(scope).await.expect("findings");
    assert!(!findings.is_empty() && data.findings.len() == findings.len());
    for (row, printed) in findings.iter().zip(&data.findings) {
        assert_eq!(row.text.as_ref().expect("words").title, printed.title);
        assert_eq!(row.severity.as_str(), printed.severity);
        assert_eq!(row.builds.len(), printed.builds.len());
    }
    assert!(data.findings.iter().any(|it| !it.evidence.is_empty()), "a finding has the evidence of what showed it");
    assert!(data.findings.iter().any(|it| it.vector.is_some()), "a finding has its vector");
    let waivers = workspace.waivers(scope).await.expect("waivers");
    assert!(!waivers.is_empty() && data.waivers.len() == waivers.len());
    assert!(data.waivers.iter().all(|it| !it.approver.is_empty() && !it.until.is_empty()));
    let counted: u32 = data.summary.findings.iter().map(|it| it.open + it.waived + it.fixed).sum();
    let standing = data.findings.iter().filter(|it| it.state != "withdrawn").count();
    assert_eq!(counted as usize, standing);
    for finding in &data.findings {
        let subject = format!("/finding/{}", finding.id);
        assert!(data.ledger.headers.iter().any(|it| it.subject.ends_with(&subject)), "its entries are proven");
    }
    let approved = data.units.iter().flat_map(|unit| &unit.answers).filter(|it| it.review.state == "approved").count();
    assert!(approved > 0, "the example has approved answers");
    let reviews: u32 = data.engagement.people.iter().map(|it| it.reviews).sum();
    assert_eq!(reviews as usize, approved);
    assert!(!data.engagement.authorised_by.is_empty() && !data.engagement.out_of_scope.is_empty());
    assert!(data.units.iter().any(|unit| !unit.because.is_empty()));
}

#[tokio::test]
async fn a_report_has_a_number_and_a_level_and_a_withheld_picture_has_no_name_for_others() {
    let (_folder, workspace, example) = example().await;
    let evidence = workspace.evidence(example.assessment, Some(example.android)).await.expect("evidence");
    let (id, name) = evidence
        .iter()
        .find_map(|it| match it.content.as_ref()? {
            EvidenceKind::File { name, media_type, .. } if media_type.starts_with("image/") => {
                Some((it.id, name.clone()))
            }
            _ => None,
        })
        .expect("the example has a picture");
    let area = Area { x: 10, y: 10, width: 60, height: 30 };
    workspace.redact_picture(example.assessment, example.android, id, &[area]).await.expect("copied");
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let at = async |disclosure| {
        let options = Options { disclosure, comments: true, number: Some("N-7".to_owned()), ..Options::default() };
        composed(&workspace, &example, &options).await
    };
    let internal = at(Disclosure::Internal).await.data;
    assert!(serde_json::to_string(&internal).expect("JSON").contains(stem));
    assert_eq!((internal.document.number.as_str(), internal.document.draft), ("N-7", true));
    let customer = at(Disclosure::Customer).await;
    let manifest = serde_json::to_string(&customer.data.evidence).expect("JSON");
    assert!(!manifest.contains(stem), "the original is not named: {stem}");
    assert!(!customer.images.is_empty() && !customer.data.findings.is_empty());
    let public = at(Disclosure::Public).await;
    assert!(public.images.is_empty() && public.data.units.is_empty() && public.data.evidence.is_empty());
    assert_eq!(public.data.summary.findings, internal.summary.findings, "counts stay");
    assert_ne!(public.data.document.id, internal.document.id);
    let derived = composed(&workspace, &example, &Options::default()).await.data.document;
    assert!(derived.number.ends_with(&derived.id[..8]), "{}", derived.number);
}

#[tokio::test]
async fn a_profile_of_masa_gives_items_with_what_is_expected_and_clauses() {
    let (_folder, workspace, example) = example().await;
    let release = workspace.assessment(example.assessment).await.expect("it").release;
    let masa = workspace.open_assessment(release, "masa-al2", None, None).await.expect("an assessment").id;
    let composed = compose(&workspace, masa, &Options::default(), &Work::unwatched()).await.expect("a report");
    let items: Vec<_> =
        composed.data.groups.iter().filter(|it| it.id.starts_with("MASA-")).flat_map(|it| &it.controls).collect();
    assert!(items.len() > 20, "{} items", items.len());
    let unit_of = |anchor: &str| composed.data.units.iter().find(|it| it.anchor == anchor);
    for item in &items {
        let mut units = item.verdicts.iter().flat_map(|it| &it.weaknesses).flat_map(|it| &it.units);
        let expects =
            |it: &&assay_report::model::Unit| it.asks.as_ref().is_some_and(|it| !it.expected_evidence.is_empty());
        assert!(units.any(|part| unit_of(&part.unit).as_ref().is_some_and(expects)), "{} expects evidence", item.id);
    }
    assert!(composed.data.crosswalk.iter().any(|it| it.title.contains("Mobile App")), "its clauses are there");
}

#[tokio::test]
async fn the_board_says_one_decision_once_that_is_outdated_and_was_over_a_closed_gate() {
    let (_folder, workspace, example) = example().await;
    let said = async || {
        let board =
            assay_report::board(&workspace, &BoardOptions::default(), &Work::unwatched()).await.expect("a board");
        board.summary.into_iter().map(|it| it.code).collect::<Vec<_>>()
    };
    assert_eq!(said().await, ["one_held", "outdated_one"], "it was held back");
    let board = workspace.board(false).await.expect("the board");
    let of_example = |it: &&BoardRelease| it.assessments.iter().any(|one| one.assessment == example.assessment);
    let release = board.releases.iter().find(of_example).expect("its release").release;
    let heads = workspace.release_readiness(release).await.expect("readiness").decision_heads;
    let choice = DecisionChoice::Conditional;
    workspace.decide_release(release, choice, "", "It is small.", "Mend it.", &heads).await.expect("decided");
    assert_eq!(said().await, ["one_held", "over_one"]);
    let checklist = workspace.checklist(example.assessment, example.android).await.expect("the checklist");
    let row = checklist
        .rows
        .into_iter()
        .find(|row| row.heads.is_empty() && row.kind == UnitKind::Test)
        .expect("an untested row");
    let text = AnswerText { note: "Looked at.".to_owned(), ..AnswerText::default() };
    let given = ResultGiven { unit: row.unit, result: ResultCode::Pass, text, expected: row.heads };
    workspace.state_results(example.assessment, example.android, vec![given]).await.expect("stated");
    assert_eq!(said().await, ["one_held", "outdated_over_one"]);
}
