//! Finding, naming, settings, and what bad input gives.

mod common;

use assay_assessment::view::{Engagement, TestTool, Variant};
use assay_assessment::{ArtefactSource, NewBuild, Work, Workspace};
use assay_catalogue::Platform;
use assay_ledger::{Draft, Home};
use common::{Bench, build};

#[tokio::test]
async fn things_are_found_by_what_people_type() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let code = |result: Result<uuid::Uuid, assay_assessment::AssessmentError>| result.expect_err("refused").code();
    assert_eq!(workspace.find_app("Harbour").await.expect("by name"), bench.app);
    assert_eq!(workspace.find_app(&bench.app.to_string()).await.expect("by id"), bench.app);
    assert_eq!(workspace.find_app(&bench.app.to_string()[..6].to_uppercase()).await.expect("by beginning"), bench.app);
    assert_eq!(code(workspace.find_app("harbour").await), "app.unknown");
    assert_eq!(code(workspace.find_app("").await), "app.unknown");
    let other = workspace.add_app("Other", None).await.expect("an app").id;
    workspace.add_release(other, "1.0").await.expect("a release");
    assert_eq!(code(workspace.find_release(None, "1.0").await), "release.ambiguous");
    assert_eq!(workspace.find_release(None, "Harbour/1.0").await.expect("by both names"), bench.release);
    assert_eq!(workspace.find_release(Some(bench.app), "1.0").await.expect("within"), bench.release);
    assert_eq!(workspace.find_build(None, "android").await.expect("by platform"), bench.android);
    assert_eq!(workspace.find_build(None, "ios 1.0.0").await.expect("by version"), bench.ios);
    assert_eq!(code(workspace.find_build(None, "1.0.0").await), "build.ambiguous");
    let title = "Harbour 1.0, L1";
    assert_eq!(workspace.find_assessment(title).await.expect("by title"), bench.assessment);
    let unit = async |text: &str| {
        let found = workspace.find_unit(bench.assessment, bench.android, text).await;
        found.unwrap_or_else(|error| format!("{}: {error}", error.code()))
    };
    let row = bench.checklist().await.rows.remove(0);
    assert_eq!(unit(&row.unit).await, row.unit);
    assert_eq!(unit(&row.label.to_lowercase()).await, row.unit);
    assert!(unit("what").await.starts_with("unit.unknown"));
    let pinned = workspace.pinned(bench.assessment).await.expect("catalogues");
    let ios = pinned
        .mastg
        .tests
        .iter()
        .find(|test| test.platforms == [Platform::Ios] && test.status == assay_catalogue::TestStatus::Live);
    let ios = &ios.expect("a test for ios").id;
    assert_eq!(
        unit(ios).await,
        format!("unit.not_in_profile: L1 does not hold {ios} on Android: it is a test for iOS")
    );
}

#[tokio::test]
async fn names_are_unique_and_not_empty() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    assert_eq!(workspace.add_app(" Harbour ", None).await.expect_err("taken").code(), "app.exists");
    assert_eq!(workspace.add_app("  ", None).await.expect_err("empty").code(), "input.missing");
    assert_eq!(workspace.add_app("a\nb", None).await.expect_err("two lines").code(), "input.malformed");
    assert_eq!(workspace.add_app(&"a".repeat(201), None).await.expect_err("long").code(), "input.too_long");
    assert_eq!(workspace.add_release(bench.app, "1.0").await.expect_err("taken").code(), "release.exists");
    let error = workspace.add_app("Harbour", None).await.expect_err("taken");
    assert_eq!(error.to_string(), "There is an app \"Harbour\" already");
    assert!(!error.next_step().is_empty());
}

#[tokio::test]
async fn a_build_says_what_it_is() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let path = bench.path("app.apk");
    std::fs::write(&path, b"an artefact").expect("written");
    let new = NewBuild {
        permissions: None,
        same_file: false,
        artefact: Some(ArtefactSource::File(path)),
        signing_certificate: Some(["AB"; 32].join(":")),
        commit: Some("A".repeat(40)),
        ..build(Platform::Android, Variant::Split, "1.1.0")
    };
    let added = workspace.add_build(bench.release, new.clone(), &Work::unwatched()).await.expect("added");
    let artefact = added.facts.artefact.clone().expect("an artefact");
    assert_eq!((artefact.file_name.as_deref(), artefact.size), (Some("app.apk"), Some(11)));
    assert_eq!(artefact.sha256, assay_ledger::Hash::of(b"an artefact").to_string());
    assert_eq!(added.facts.signing_certificate, Some("ab".repeat(32)));
    assert_eq!(workspace.build(added.id).await.expect("the build"), added);
    // The same file is asked about: its answers would be kept.
    let again = NewBuild { version_code: "2".to_owned(), ..new.clone() };
    let refused = workspace.add_build(bench.release, again.clone(), &Work::unwatched()).await.expect_err("the same");
    assert_eq!(refused.code(), "build.same_file");
    assert!(refused.to_string().contains("1.1.0"), "{refused}");
    let knowingly = NewBuild { same_file: true, ..again };
    workspace.add_build(bench.release, knowingly, &Work::unwatched()).await.expect("added knowingly");
    let code = async |new: NewBuild| {
        let added = workspace.add_build(bench.release, new, &Work::unwatched()).await;
        added.expect_err("refused").code()
    };
    assert_eq!(code(NewBuild { commit: Some("abc".to_owned()), ..new.clone() }).await, "input.malformed");
    assert_eq!(code(NewBuild { version_name: String::new(), ..new.clone() }).await, "input.missing");
    let sha256 = Some(ArtefactSource::Sha256("xyz".to_owned()));
    assert_eq!(code(NewBuild { artefact: sha256, ..new.clone() }).await, "input.malformed");
    let folder = Some(ArtefactSource::File(bench.folder.path().to_owned()));
    assert_eq!(code(NewBuild { artefact: folder, ..new.clone() }).await, "evidence.not_a_file");
    let none = Some(ArtefactSource::File(bench.path("none.apk")));
    assert_eq!(code(NewBuild { artefact: none, ..new.clone() }).await, "evidence.no_file");
    let work = Work::unwatched();
    work.cancel().cancel();
    let stopped = workspace.add_build(bench.release, new, &work).await.expect_err("stopped");
    assert_eq!(stopped.code(), "cancelled");
}

#[tokio::test]
async fn profiles_and_engagements_are_checked() {
    let bench = Bench::new("L2+R").await;
    let workspace = &bench.workspace;
    let open =
        async |profile: &str| workspace.open_assessment(bench.release, profile, None, None).await.map(|it| it.profile);
    assert_eq!(open("r + mas-l1").await.expect("opened"), "L1+R");
    assert_eq!(open("R").await.expect_err("alone").code(), "catalogue.resilience_alone");
    assert_eq!(open("L9").await.expect_err("unknown").code(), "catalogue.unknown_level");
    assert!(workspace.profiles().iter().any(|profile| profile.id == "L2+R+P" && !profile.summary.is_empty()));
    let engagement = Engagement {
        customer: "  A bank ".to_owned(),
        tools: vec![TestTool::default(), TestTool { name: "Frida".to_owned(), version: String::new() }],
        sensitive_data: vec![String::new(), "PIN".to_owned()],
        started: Some("2026-01-07".to_owned()),
        finished: Some(String::new()),
        ..Engagement::default()
    };
    let recorded = workspace.record_engagement(bench.assessment, engagement.clone()).await.expect("recorded");
    assert_eq!(recorded.engagement.customer, "A bank");
    assert_eq!((recorded.engagement.tools.len(), recorded.engagement.sensitive_data.len()), (1, 1));
    assert_eq!((recorded.engagement.started.as_deref(), recorded.engagement.finished), (Some("2026-01-07"), None));
    let again = Engagement { customer: "Another".to_owned(), ..Engagement::default() };
    let recorded = workspace.record_engagement(bench.assessment, again).await.expect("recorded");
    assert_eq!(recorded.engagement.customer, "Another");
    let backwards = Engagement { finished: Some("2026-01-06".to_owned()), ..engagement.clone() };
    let refused = workspace.record_engagement(bench.assessment, backwards).await.expect_err("it ends first");
    assert_eq!(refused.code(), "engagement.ends_first");
    let a_day = Engagement { finished: Some("2026-01-07".to_owned()), ..engagement.clone() };
    workspace.record_engagement(bench.assessment, a_day).await.expect("one day");
    let bad = Engagement { started: Some("7 January".to_owned()), ..engagement };
    assert_eq!(
        workspace.record_engagement(bench.assessment, bad).await.expect_err("no date").code(),
        "input.malformed"
    );
}

#[tokio::test]
async fn settings_are_plain_rows_that_a_rebuild_leaves_alone() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let before = workspace.checkpoint().await.expect("a checkpoint");
    workspace.set_setting("theme", Some("dark")).await.expect("set");
    workspace.set_setting("theme", Some("light")).await.expect("set");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.setting("theme").await.expect("read").as_deref(), Some("light"));
    workspace.set_setting("theme", None).await.expect("removed");
    assert_eq!(workspace.setting("theme").await.expect("read"), None);
    assert_eq!(workspace.checkpoint().await.expect("a checkpoint"), before, "nobody signs a setting");
}

#[tokio::test]
async fn statements_of_a_newer_version_are_kept_and_counted() {
    let bench = Bench::new("L1").await;
    let draft = |kind: &str, version, subject: &str, body: Option<&str>| Draft {
        kind: kind.to_owned(),
        version,
        subject: subject.to_owned(),
        body: body.map(|body| body.as_bytes().to_vec()),
        ..Draft::default()
    };
    let mut writing = bench.workspace.ledger().write().await.expect("a transaction");
    for draft in [
        draft("waiver.granted", 1, "assessment/x/waiver/y", None),
        draft("result.stated", 2, "assessment/x", None),
        draft("app.added", 1, "somewhere/else", Some("{}")),
        draft("app.added", 1, &format!("app/{}", uuid::Uuid::nil()), Some("no JSON")),
    ] {
        writing.append(draft).await.expect("appended");
    }
    writing.commit().await.expect("committed");
    let Bench { home, ambient, workspace, folder, .. } = bench;
    let dir = workspace.dir().to_owned();
    workspace.close().await;
    // What the ledger holds and the projections don't know yet is applied on opening.
    let workspace = Workspace::open(&dir, &home, ambient).await.expect("it opens");
    assert_eq!(workspace.unknown_statements().await.expect("counted"), 4);
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.unknown_statements().await.expect("counted"), 4);
    assert_eq!(workspace.apps().await.expect("apps").len(), 1);
    drop(folder);
}

#[tokio::test]
async fn what_is_no_workspace_is_not_opened() {
    let bench = Bench::new("L1").await;
    let open = async |name: &str| {
        let home = Home::at(bench.home.dir());
        Workspace::open(&bench.path(name), &home, bench.ambient.clone()).await.map(|_| ()).expect_err("refused").code()
    };
    assert_eq!(open("nowhere").await, "workspace.missing");
    std::fs::create_dir(bench.path("odd")).expect("a folder");
    std::fs::write(bench.path("odd").join("assay.db"), "not a database, but long enough to look at").expect("written");
    assert_eq!(open("odd").await, "workspace.not_one");
    let again = Workspace::create(bench.workspace.dir(), &bench.home, bench.ambient.clone(), "Again").await;
    assert_eq!(again.map(|_| ()).expect_err("it is there").code(), "workspace.exists");
}

#[tokio::test]
async fn the_ledger_is_listed_a_page_at_a_time() {
    let bench = Bench::new("L1").await;
    let all = bench.workspace.ledger_page(100, None).await.expect("a page");
    assert_eq!(all.total, all.entries.len() as u64);
    assert_eq!(all.entries[0].kind, "assessment.opened");
    assert!(all.entries.iter().all(|entry| entry.by == "Mara Lind" && !entry.superseded && !entry.redacted));
    let mut paged = Vec::new();
    let mut before = None;
    loop {
        let page = bench.workspace.ledger_page(2, before).await.expect("a page");
        let Some(last) = page.entries.last() else { break };
        before = Some(last.arrival);
        paged.extend(page.entries);
    }
    assert_eq!(paged, all.entries);
}
