//! Evidence of every kind, and a few comments, on the units of the example that have something to show.

use uuid::Uuid;

use super::pictures::Screen;
use super::{Files, source};
use crate::view::{AnswerState, UnitRow};
use crate::{Result, Work, Workspace};

pub(super) async fn attach(
    workspace: &Workspace,
    assessment: Uuid,
    android: Uuid,
    ios: Uuid,
    files: &Files,
) -> Result<()> {
    let checklist = workspace.checklist(assessment, android).await?;
    let find = |group: &str, state| find(&checklist.rows, group, state);
    if let Some(unit) = find("MASVS-STORAGE", AnswerState::Fail) {
        let repository = files.0.join("wallet");
        source::make(&repository, workspace.ledger().ambient().now())?;
        let log = files.write("session-token.log", LOG.as_bytes())?;
        let dump = files.write("shared_prefs.json", DUMP.as_bytes())?;
        let quiet = Work::unwatched();
        workspace
            .attach_files(assessment, android, &unit, &[log, dump], "Read from the device after signing out", &quiet)
            .await?;
        let repository = repository.display().to_string();
        let caption = "The makers' fix, not yet in this build";
        workspace.attach_commit(assessment, android, &unit, &repository, "HEAD", None, caption).await?;
        workspace
            .add_comment(assessment, android, &unit, "Told the makers on the phone; they had found it themselves.")
            .await?;
        workspace.add_comment(assessment, android, &unit, "Повторить проверку на сборке 4212.").await?;
    }
    if let Some(unit) = find("MASVS-PLATFORM", AnswerState::Fail) {
        let picture = Screen {
            title: "TRANSFER",
            lines: &["FROM: SAVINGS", "TO: XX00 0000 0000", "AMOUNT: 900.00", "NOTE: RENT"],
            marked: Some(1),
            button: "CONFIRM TRANSFER",
        };
        let caption = "Opened by a link: receiver and amount are the link's";
        let name = "transfer-from-link.png";
        workspace.attach_bytes(assessment, android, &unit, name, picture.png(), caption).await?;
        let note = "Steps:\n\n1. sign in and leave the app\n2. open `harbour://transfer?to=XX00&amount=900` in the browser\n3. the confirmation appears, **without** asking for the PIN";
        workspace.attach_note(assessment, android, &unit, note, "How to see it again").await?;
        workspace
            .add_comment(
                assessment,
                android,
                &unit,
                "Is the link needed at all? The card reader uses another one. Ask.",
            )
            .await?;
    }
    if let Some(unit) = find("MASVS-NETWORK", AnswerState::Pass) {
        let url = "https://harbour.example.org/.well-known/assetlinks.json";
        workspace.attach_link(assessment, android, &unit, url, "As served on the day of the test").await?;
    }
    if let Some(unit) = find("MASVS-AUTH", AnswerState::Inconclusive) {
        let text = "Waiting for the answer of the makers, who were asked in writing.";
        workspace.add_comment(assessment, android, &unit, text).await?;
    }
    on_ios(workspace, assessment, ios).await
}

async fn on_ios(workspace: &Workspace, assessment: Uuid, ios: Uuid) -> Result<()> {
    let checklist = workspace.checklist(assessment, ios).await?;
    if let Some(unit) = find(&checklist.rows, "MASVS-PRIVACY", AnswerState::Fail) {
        let picture = Screen {
            title: "PRIVACY",
            lines: &["CRASH REPORTS: OFF", "STATISTICS: ON", "CONTACTS: ASK", "LOCATION: NEVER"],
            marked: Some(1),
            button: "SAVE",
        };
        let caption = "Statistics are on before anybody was asked";
        workspace.attach_bytes(assessment, ios, &unit, "privacy-settings.png", picture.png(), caption).await?;
    }
    if let Some(unit) = find(&checklist.rows, "MASVS-CRYPTO", AnswerState::Pass) {
        let note = "キーチェーンの属性: `kSecAttrAccessibleWhenUnlockedThisDeviceOnly`";
        workspace.attach_note(assessment, ios, &unit, note, "").await?;
    }
    Ok(())
}

/// The first unit of a group in this state.
fn find(rows: &[UnitRow], group: &str, state: AnswerState) -> Option<String> {
    rows.iter().find(|row| row.group == group && row.state == state).map(|row| row.unit.clone())
}

const LOG: &str = "\
01-14 10:02:11.204 I/Harbour: signed out\n\
01-14 10:02:11.391 D/Session: cleared\n\
$ run-as org.example.harbour cat shared_prefs/session.xml\n\
<string name=\"token\">eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ0ZXN0LTEifQ.c2lnbmF0dXJl</string>\n\
$ curl -s -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer eyJhbGci…' https://harbour.example.org/accounts\n\
200\n";

const DUMP: &str = "{\n  \"file\": \"shared_prefs/session.xml\",\n  \"entries\": [\n    { \"name\": \"token\", \"protected\": false },\n    { \"name\": \"last_user\", \"protected\": true }\n  ]\n}\n";
