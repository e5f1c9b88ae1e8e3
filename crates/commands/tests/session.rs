//! A session from outside: what is open, what is remembered, what can be stopped.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use assay_commands::areas::apps::{AppAddInput, AppsListInput, BuildAddInput, ReleaseAddInput};
use assay_commands::areas::assessments::{AssessmentOpenInput, ChecklistShowInput};
use assay_commands::areas::demo::DemoCreateInput;
use assay_commands::areas::evidence::{EvidenceAddFilesInput, EvidenceListInput};
use assay_commands::areas::moving::WorkspaceMoveInput;
use assay_commands::areas::people::{PeopleListInput, PersonAddInput, PersonSwitchInput};
use assay_commands::areas::search::SearchInput;
use assay_commands::areas::settings::{SettingScope, SettingsGetInput, SettingsSetInput};
use assay_commands::areas::workspaces::{
    ChangesSinceInput, IdentitySetInput, StatusInput, WorkspaceCloseInput, WorkspaceCreateInput, WorkspaceOpenInput,
};
use assay_commands::view::Variant;
use assay_commands::{Call, Cancel, Context, Platform, ProgressSink, Reply, Session};
use assay_ledger::Ambient;
use assay_ledger::ambient::{SeededEntropy, SteppingClock};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// A session of a user who said who they are.
async fn session(folder: &Path) -> Session {
    let session = Session::new(folder.join("home"));
    let identity = IdentitySetInput { name: "Ada Example".to_owned(), email: "ada@example.org".to_owned() };
    session.call(identity).await.unwrap();
    session
}

async fn create(session: &Session, dir: &Path) {
    session.call(WorkspaceCreateInput { dir: text(dir), name: "Review".to_owned() }).await.unwrap();
}

#[tokio::test]
async fn recent_workspaces_come_newest_first_and_those_that_are_gone_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    for name in ["one", "two", "three"] {
        create(&session, &folder.path().join(name)).await;
    }
    session.call(WorkspaceOpenInput { dir: text(&folder.path().join("one")) }).await.unwrap();
    std::fs::remove_dir_all(folder.path().join("two")).unwrap();

    let again = Session::new(folder.path().join("home"));
    let status = again.call(StatusInput {}).await.unwrap();
    let recent: Vec<String> = status.recent.into_iter().map(|it| it.dir).collect();
    assert_eq!(recent, [text(&folder.path().join("one")), text(&folder.path().join("three"))]);
    assert_eq!(status.identity.unwrap().name, "Ada Example");
    assert!(status.workspace.is_none());
}

#[tokio::test]
async fn somebody_with_the_e_mail_of_a_member_is_that_member() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    session.call(DemoCreateInput { dir: Some(text(&folder.path().join("example"))) }).await.unwrap();
    let jonas = "jonas@harbour.example.org".to_owned();
    let before = session.call(PeopleListInput {}).await.unwrap();
    let member = before.iter().find(|it| it.email == jonas).unwrap();
    assert!(member.in_workspace && !member.here);
    let add = |name: &str| PersonAddInput { name: name.to_owned(), email: "Jonas@harbour.example.org".to_owned() };
    assert_eq!(session.call(add("Somebody Else")).await.unwrap_err().code, "member.email_taken");
    let added = session.call(add("jonas weber")).await.unwrap();
    assert_eq!((added.member, added.here), (member.member, true));
    let after = session.call(PeopleListInput {}).await.unwrap();
    assert_eq!(after.len(), before.len(), "nobody is there twice");
    assert!(session.call(PersonSwitchInput { person: jonas }).await.unwrap().me);
}

#[tokio::test]
async fn a_workspace_moves_and_goes_on_with_its_device() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let (one, two) = (folder.path().join("one"), folder.path().join("shelf/two"));
    create(&session, &one).await;
    let app = session.call(AppAddInput { name: "Wallet".to_owned(), description: None }).await.unwrap();
    let before = session.call(StatusInput {}).await.unwrap().workspace.unwrap();

    let other = Session::new(folder.path().join("home"));
    other.call(WorkspaceOpenInput { dir: text(&one) }).await.unwrap();
    other.call(AppsListInput {}).await.unwrap();
    let busy = session.call(WorkspaceMoveInput { to: text(&two) }).await.unwrap_err();
    assert_eq!(busy.code, "workspace.in_use");
    // Nothing happened, and it is open as before.
    assert_eq!(session.call(AppsListInput {}).await.unwrap()[0].id, app.id);
    other.call(WorkspaceCloseInput {}).await.unwrap();

    for (to, code) in [
        (one.join("inside"), "workspace.move_refused"),
        (folder.path().to_owned(), "workspace.move_refused"),
        (folder.path().join("home"), "workspace.move_refused"),
    ] {
        let refused = session.call(WorkspaceMoveInput { to: text(&to) }).await.unwrap_err();
        assert_eq!(refused.code, code, "{}", to.display());
    }
    let after = session.call(WorkspaceMoveInput { to: text(&two) }).await.unwrap();
    assert!(!one.exists());
    assert_eq!((after.id, &after.device, after.notice), (before.id, &before.device, None));
    assert_eq!(session.call(AppsListInput {}).await.unwrap()[0].id, app.id);
    let recent: Vec<String> = session.call(StatusInput {}).await.unwrap().recent.into_iter().map(|it| it.dir).collect();
    assert_eq!(recent, [after.dir]);
}

#[tokio::test]
async fn settings_stay_with_the_user_or_with_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let set = |scope, value: Option<&str>| SettingsSetInput {
        key: "theme".to_owned(),
        value: value.map(str::to_owned),
        scope: Some(scope),
    };
    let get = |scope| SettingsGetInput { key: "theme".to_owned(), scope: Some(scope) };

    session.call(set(SettingScope::User, Some("dark"))).await.unwrap();
    assert_eq!(session.call(get(SettingScope::Workspace)).await.unwrap_err().code, "workspace.none_open");
    create(&session, &folder.path().join("one")).await;
    session.call(set(SettingScope::Workspace, Some("light"))).await.unwrap();
    create(&session, &folder.path().join("two")).await;
    assert_eq!(session.call(get(SettingScope::Workspace)).await.unwrap().value, None);
    session.call(WorkspaceOpenInput { dir: text(&folder.path().join("one")) }).await.unwrap();
    assert_eq!(session.call(get(SettingScope::Workspace)).await.unwrap().value.as_deref(), Some("light"));

    let again = Session::new(folder.path().join("home"));
    assert_eq!(again.call(get(SettingScope::User)).await.unwrap().value.as_deref(), Some("dark"));
    again.call(set(SettingScope::User, None)).await.unwrap();
    assert_eq!(session.call(get(SettingScope::User)).await.unwrap().value, None);
}

#[tokio::test]
async fn another_programs_writes_are_noticed_and_ones_own_view_is_current() {
    let folder = tempfile::tempdir().unwrap();
    let here = session(folder.path()).await;
    let dir = folder.path().join("workspace");
    create(&here, &dir).await;
    let there = Session::new(folder.path().join("home"));
    there.call(WorkspaceOpenInput { dir: text(&dir) }).await.unwrap();

    let first = here.call(ChangesSinceInput { data_version: None }).await.unwrap();
    assert!(!first.changed);
    let again = here.call(ChangesSinceInput { data_version: Some(first.data_version) }).await.unwrap();
    assert!(!again.changed);
    there.call(AppAddInput { name: "Wallet".to_owned(), description: None }).await.unwrap();
    let after = here.call(ChangesSinceInput { data_version: Some(first.data_version) }).await.unwrap();
    assert!(after.changed);
    assert_eq!(here.call(AppsListInput {}).await.unwrap()[0].name, "Wallet");
    there.call(WorkspaceCloseInput {}).await.unwrap();
}

#[tokio::test]
async fn a_workspace_that_another_window_opened_anew_counts_as_changed() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let dir = folder.path().join("workspace");
    create(&session, &dir).await;
    let first = session.call(ChangesSinceInput { data_version: None }).await.unwrap();
    session.call(WorkspaceOpenInput { dir: text(&dir) }).await.unwrap();
    // What the database counts begins anew, and comes to where it was.
    for number in 0..12 {
        let after = session.call(ChangesSinceInput { data_version: Some(first.data_version) }).await.unwrap();
        assert!(after.changed, "{} after {number} writes", after.data_version);
        session.call(AppAddInput { name: format!("App {number}"), description: None }).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_right_after_the_start_finds_what_one_later_finds() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("one");
    let first = session(folder.path()).await;
    // By type nothing is prepared: the next program finds a workspace without an index.
    create(&first, &dir).await;
    first.call(AppAddInput { name: "Wallet".to_owned(), description: None }).await.unwrap();
    first.call(WorkspaceCloseInput {}).await.unwrap();

    let asked = ["MASTG-TEST-0235", "cleartext", "pinning", "FIN-2.1", "cwe 319", "walet", "zzzzqqqq"];
    let started = Arc::new(Session::new(folder.path().join("home")));
    let wanted = |words: &str| SearchInput { text: words.to_owned(), limit: None, assessment: None };
    // As a window does it: by name, so that the index is being made beside what is looked for at once.
    started.dispatch(Call::new("workspace_open", json!({ "dir": text(&dir) }))).await.unwrap();
    let at_once = asked.map(|words| {
        let (session, input) = (Arc::clone(&started), wanted(words));
        tokio::spawn(async move { session.call(input).await })
    });
    let mut found = Vec::new();
    for answer in at_once {
        found.push(answer.await.unwrap().unwrap());
    }
    for (words, at_once) in asked.iter().zip(found) {
        let later = started.call(wanted(words)).await.unwrap();
        assert_eq!(at_once, later, "{words}");
        assert_eq!(later.hits.is_empty(), *words == "zzzzqqqq", "{words}");
        assert_eq!(later.unread, 0, "{words}");
    }
}

#[tokio::test]
async fn by_name_and_by_type_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let typed = session.call(StatusInput {}).await.unwrap();
    let Reply::Json(named) = session.dispatch(Call::new("status", json!({}))).await.unwrap() else {
        panic!("status answers JSON");
    };
    assert_eq!(named, serde_json::to_value(typed).unwrap());
    // Hosts may send no input at all where none is needed.
    assert!(session.dispatch(Call::new("status", serde_json::Value::Null)).await.is_ok());
    let error = session.dispatch(Call::new("status", json!({ "more": 1 }))).await.unwrap_err();
    assert_eq!(error.code, "commands.bad_input");
}

#[tokio::test]
async fn the_example_of_another_home_is_made_inside_it_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path()).await;
    let made = session.call(DemoCreateInput { dir: None }).await.unwrap();
    assert!(Path::new(&made.dir).starts_with(folder.path()), "{}", made.dir);
    let again = Session::new(folder.path().join("home")).call(DemoCreateInput { dir: None }).await.unwrap();
    assert_eq!((again.id, again.notice), (made.id, None));
}

/// The example goes through five days up to now, and somewhere in it a day ends, between whichever two of its readings of
/// the clock. `ASSAY_EVERY_STEP` has it made at each step of a day; else around what once was refused.
#[tokio::test]
async fn the_example_can_be_made_at_any_time_of_the_day() {
    let steps: Vec<i64> = if std::env::var_os("ASSAY_EVERY_STEP").is_some() {
        (0..58).map(|step| step * 25).collect()
    } else {
        vec![7 * 60 + 20, 7 * 60 + 44, 8 * 60 + 9]
    };
    for minutes in steps {
        let folder = tempfile::tempdir().unwrap();
        let midnight: Timestamp = "2026-11-30T00:00:00Z".parse().unwrap();
        let clock = SteppingClock::new(midnight + SignedDuration::from_mins(minutes), SignedDuration::from_millis(1));
        let ambient = Ambient { clock: Arc::new(clock), entropy: Arc::new(SeededEntropy::new(7)) };
        let session = Session::with_ambient(folder.path().join("home"), ambient);
        let identity = IdentitySetInput { name: "Ada Example".to_owned(), email: "ada@example.org".to_owned() };
        session.call(identity).await.unwrap();
        let made = session.call(DemoCreateInput { dir: None }).await;
        assert!(made.is_ok(), "{minutes} minutes after midnight: {:?}", made.unwrap_err());
    }
}

/// Space for a file that takes long to read and no room on the disk.
const LARGE: u64 = 3 << 30;

#[tokio::test(flavor = "multi_thread")]
async fn long_work_stops_when_asked_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let session = Arc::new(session(folder.path()).await);
    create(&session, &folder.path().join("workspace")).await;
    let app = session.call(AppAddInput { name: "Wallet".to_owned(), description: None }).await.unwrap();
    let release = session.call(ReleaseAddInput { app: app.id, name: "1.0".to_owned() }).await.unwrap();
    let large = folder.path().join("memory.dump");
    File::create(&large).unwrap().set_len(LARGE).unwrap();
    let build = BuildAddInput {
        release: release.id,
        platform: Platform::Android,
        version_name: "1.0".to_owned(),
        version_code: "1".to_owned(),
        variant: Variant::Release,
        package_id: None,
        artefact_path: None,
        artefact_sha256: None,
        signing_certificate: None,
        commit: None,
        permissions: None,
        same_file: None,
    };
    let build = session.call(build).await.unwrap();
    let open = AssessmentOpenInput { release: release.id, profile: "L1".to_owned(), ..AssessmentOpenInput::default() };
    let assessment = session.call(open).await.unwrap().id;
    let checklist = session.call(ChecklistShowInput { assessment, build: build.id }).await.unwrap();

    // As hosts do: by name, under a task id, and cancelled by that id while it reports.
    let stopper = Arc::downgrade(&session);
    let mut call = Call::new(
        "evidence_add_files",
        json!({ "assessment": assessment, "build": build.id, "unit": checklist.rows[0].unit, "paths": [large] }),
    );
    call.task = Some("task-1".to_owned());
    call.progress = ProgressSink::new(move |_| stopper.upgrade().unwrap().cancel_task("task-1"));
    let error = session.dispatch(call).await.unwrap_err();
    assert_eq!(error.code, "cancelled");
    assert!(error.is_cancelled());

    // And by type, with a handle.
    let cancel = Cancel::new();
    cancel.cancel();
    let input = EvidenceAddFilesInput {
        assessment,
        build: build.id,
        unit: checklist.rows[0].unit.clone(),
        paths: vec![text(&large)],
        caption: None,
    };
    let context = Context { cancel, ..Context::quiet() };
    assert_eq!(session.call_with(input, context).await.unwrap_err().code, "cancelled");
    assert!(session.call(EvidenceListInput { assessment, build: None }).await.unwrap().is_empty());
    let evidence = walk(&folder.path().join("workspace").join("evidence"));
    let left = evidence.into_iter().filter(|path| path.metadata().unwrap().len() > 0);
    assert_eq!(left.count(), 0, "nothing of the file is left in the workspace");
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
