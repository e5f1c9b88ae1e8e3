//! The example that ships is what it claims to be.

mod common;

use assay_assessment::view::AnswerState::{Fail, Inconclusive, NotApplicable, Pass, Untested};
use assay_assessment::view::ReviewState::{self, Approved, InProgress, Open, Returned, Submitted};
use assay_assessment::view::{EvidenceContent, FindingScope, FindingState, Verdict};
use assay_assessment::{Work, demo};
use std::collections::BTreeSet;

#[tokio::test]
async fn it_shows_every_state_verdict_and_kind_of_evidence() {
    let (_folder, _home, _ambient, workspace) = common::empty(1).await;
    let example = demo::fill(&workspace, &Work::unwatched()).await.expect("the example");
    let me = workspace.member();
    let board = workspace.board(true).await.expect("the board");
    assert!(board.people.iter().all(|it| it.member != me || it.work.iter().all(|work| work.answers == 0)));
    let decisions = board.releases.iter().filter_map(|it| it.decision.as_ref());
    assert!(decisions.clone().count() > 0 && decisions.clone().all(|it| it.stated.member != me), "others decided");
    let signed = workspace.sign_offs(example.assessment).await.expect("sign-offs");
    assert!(signed.iter().all(|it| it.given.member != me), "others signed");
    let mut decided = (0, 0);
    let mut states = BTreeSet::new();
    let mut verdicts = BTreeSet::new();
    for build in [example.android, example.ios] {
        let checklist = workspace.checklist(example.assessment, build).await.expect("a checklist");
        decided.0 += checklist.progress.required - checklist.progress.untested;
        decided.1 += checklist.progress.required;
        states.extend(checklist.rows.iter().map(|row| row.state));
        verdicts.extend(checklist.controls.iter().map(|control| control.verdict));
        if build == example.android {
            assert!(checklist.controls.iter().any(|control| control.overridden), "an override has effect");
        }
    }
    let share = f64::from(decided.0) / f64::from(decided.1);
    assert!((0.5..0.75).contains(&share), "{share} of {} units are decided", decided.1);
    assert_eq!(states, BTreeSet::from([Untested, Pass, Fail, NotApplicable, Inconclusive]));
    for verdict in [Verdict::Fail, Verdict::Untested, Verdict::Inconclusive, Verdict::NotApplicable, Verdict::Pass] {
        assert!(verdicts.contains(&verdict), "{verdict:?} occurs");
    }
    let evidence = workspace.evidence(example.assessment, None).await.expect("evidence");
    let mut media = BTreeSet::new();
    let mut commits = 0;
    for piece in &evidence {
        match piece.content.as_ref().expect("not redacted") {
            EvidenceContent::File { media_type, .. } => media.insert(media_type.as_str()),
            EvidenceContent::Note { .. } => media.insert("note"),
            EvidenceContent::Link { .. } => media.insert("link"),
            EvidenceContent::Commit { author, subject, repository, .. } => {
                commits += 1;
                assert_eq!(author, "Ines Aalto <ines.aalto@example.org>");
                assert_eq!(subject, "Keep the session token in the keystore");
                assert_eq!(repository, "https://git.example.org/harbour/wallet.git");
                media.insert("commit")
            }
        };
    }
    assert_eq!(media, BTreeSet::from(["application/json", "commit", "image/png", "link", "note", "text/plain"]));
    assert_eq!(commits, 1);
    let board = workspace.board(true).await.expect("the board");
    let decided: Vec<(bool, bool)> = board
        .releases
        .iter()
        .filter_map(|release| release.decision.as_ref().map(|decision| (release.due.is_some(), decision.outdated)))
        .collect();
    assert_eq!(decided, [(true, true), (false, false)], "one is due and decided, and outdated since");
    let reviews = workspace.checklist(example.assessment, example.android).await.expect("a checklist").rows;
    let reviews: BTreeSet<ReviewState> = reviews.iter().map(|row| row.review.state).collect();
    assert_eq!(reviews, BTreeSet::from([Open, InProgress, Submitted, Approved, Returned]));
    assert_eq!(workspace.mentions(true).await.expect("mentions").len(), 2);
    let signed = workspace.sign_offs(example.assessment).await.expect("sign-offs");
    let outdated: Vec<bool> = signed.iter().map(|it| it.outdated.is_some()).collect();
    assert_eq!(outdated, [true, false]);
    let findings = workspace.findings(FindingScope::Assessment(example.assessment)).await.expect("findings");
    let states: Vec<FindingState> = findings.iter().map(|finding| finding.state).collect();
    // The one that was accepted for a day is open again as soon as that day is over: here it is the same day still.
    assert_eq!(states, [FindingState::Open, FindingState::Waived, FindingState::Waived, FindingState::Fixed]);
    assert_eq!(findings[0].builds.len(), 2, "on both platforms");
    assert!(workspace.verify(&Work::unwatched()).await.expect("checked").sound);
    let check = workspace.verify_evidence(&Work::unwatched()).await.expect("checked");
    assert_eq!((check.sound, check.missing.len(), check.altered.len()), (4, 0, 0));
    assert!(!workspace.dir().join("example-files").exists(), "nothing is left lying about");
}

#[tokio::test]
async fn what_it_says_of_days_and_of_tests_goes_together() {
    let (_folder, _home, _ambient, workspace) = common::empty(1).await;
    let example = demo::fill(&workspace, &Work::unwatched()).await.expect("the example");
    let engagement = workspace.assessment(example.assessment).await.expect("an assessment").engagement;
    let today = workspace.day();
    assert_eq!(engagement.started.as_ref(), Some(&today), "testing began when the builds came");
    assert!(engagement.received < engagement.started, "and what was tested was there before");
    let months = ["January", "February", "March 2026", "April", "June", "July", "August", "September", "October"];
    let mut reasons = 0;
    for build in [example.android, example.ios] {
        for row in workspace.checklist(example.assessment, build).await.expect("a checklist").rows {
            let unit = workspace.unit(example.assessment, build, &row.unit).await.expect("a unit");
            for answer in unit.answers.iter().filter_map(|answer| answer.text.as_ref()) {
                let words = format!("{} {}", answer.note, answer.justification);
                assert!(months.iter().all(|month| !words.contains(month)), "a day of its own: {words}");
                if row.state == NotApplicable {
                    let reason = &answer.justification;
                    let on_web = ["WebView", "JavaScript", "SafeBrowsing"].iter().any(|word| row.title.contains(word));
                    assert_eq!(on_web, reason.contains("web content"), "{}: {reason}", row.title);
                    assert_eq!(row.title.contains("Random"), reason.contains("random"), "{}: {reason}", row.title);
                    assert!(!reason.contains("no such feature"), "{}: {reason}", row.title);
                    reasons += 1;
                }
            }
        }
    }
    assert!(reasons > 0);
}

#[tokio::test]
async fn the_same_time_and_randomness_give_the_same_statements() {
    let mut checkpoints = Vec::new();
    for _ in 0..2 {
        let (_folder, _home, _ambient, workspace) = common::empty(5).await;
        demo::fill(&workspace, &Work::unwatched()).await.expect("the example");
        checkpoints.push(workspace.checkpoint().await.expect("a checkpoint"));
    }
    assert_eq!(checkpoints[0], checkpoints[1]);
}
