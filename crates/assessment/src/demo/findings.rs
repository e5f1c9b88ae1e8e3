//! The findings of the example: one fixed by a retest, one accepted until soon, one whose acceptance has run out.

use uuid::Uuid;

use crate::projection::date_of_day;
use crate::view::{AnswerState, FindingPlace, FindingText, RetestOutcome, Severity, WaiverOver, WaiverText};
use crate::{Result, Workspace};

/// Whose findings they are, and on which builds.
pub(super) struct Where<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) app: Uuid,
    pub(super) assessment: Uuid,
    pub(super) debug: Uuid,
    pub(super) android: Uuid,
    pub(super) ios: Uuid,
}

impl Where<'_> {
    /// What the first build showed. The risk is accepted, but only for that day.
    pub(super) async fn first(&self) -> Result<Uuid> {
        let statistics = FindingText {
            title: "Two statistics hosts get the list of recipients".to_owned(),
            description:
                "Each transfer sends the names of the last recipients to two hosts that no privacy notice names."
                    .to_owned(),
            steps: "Record the traffic of a transfer and look for `recipients` in the requests.".to_owned(),
            remedy: "Take the list out of the events, or ask for consent and name the hosts.".to_owned(),
            owner: "Tomas Brandt".to_owned(),
            ticket: Some("https://tickets.example.org/HW-431".to_owned()),
            cwe: vec![359],
            ..FindingText::default()
        };
        let seen = Some((self.debug, None));
        let opened = self.workspace.open_finding(self.app, Some(Severity::Medium), statistics, seen).await?;
        let finding = opened.finding.id;
        let text = WaiverText {
            approver: "Ruth Ekman".to_owned(),
            role: "Product owner".to_owned(),
            reason: "The demonstration needs the figures, and its accounts are invented.".to_owned(),
            conditions: "Test accounts only.".to_owned(),
            ..WaiverText::default()
        };
        // Tomorrow, for today may end between this reading of the example's clock and the next one.
        self.workspace.grant_waiver(WaiverOver::Finding { finding }, text, &self.day(1)).await?;
        Ok(finding)
    }

    /// What was found while the next build was looked at, and what became of `first`.
    pub(super) async fn second(&self, first: Uuid) -> Result<()> {
        let place = self.failed(self.android, "MASVS-PRIVACY-3").await?;
        self.workspace.link_finding(first, self.android, place).await?;
        let left = FindingText {
            title: "A screen for testers opens without signing in".to_owned(),
            description: "`TesterActivity` is exported. It lists the last transfers of the signed-in account."
                .to_owned(),
            steps: "`adb shell am start -n org.example.harbour/.TesterActivity`".to_owned(),
            remedy: "Leave the screen out of everything but the makers' own builds.".to_owned(),
            cwe: vec![489, 926],
            ..FindingText::default()
        };
        let left =
            self.workspace.open_finding(self.app, Some(Severity::Medium), left, Some((self.debug, None))).await?;
        let note = "The activity is not in the manifest of this build, and the command above ends in an error.";
        let retest = RetestOutcome::Fixed;
        self.workspace.retest_finding(left.finding.id, self.android, retest, note, None, &[]).await?;
        Ok(())
    }

    /// What was found at the end.
    pub(super) async fn last(&self) -> Result<()> {
        let token = FindingText {
            title: "The session token lies in clear text and outlives signing out".to_owned(),
            description:
                "Whoever reads the app's files, from a backup or on a rooted device, is signed in as its user: the \
                back end takes the token until it runs out after **30 days**."
                    .to_owned(),
            steps:
                "1. Sign in, sign out.\n2. Read `shared_prefs/session.xml`.\n3. Send any request with the token: it is \
                answered."
                    .to_owned(),
            remedy: "Keep the token in the keystore, and end the session on the server.".to_owned(),
            owner: "Ines Aalto".to_owned(),
            due: Some(self.day(9)),
            ticket: Some("https://tickets.example.org/HW-412".to_owned()),
            cwe: vec![312, 613],
            vector: Some("CVSS:4.0/AV:L/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N".to_owned()),
        };
        let token = self.found(Severity::High, token, "MASVS-STORAGE-1").await?;
        let on_ios = self.failed(self.ios, "MASVS-STORAGE-1").await?;
        self.workspace.link_finding(token, self.ios, on_ios).await?;

        let link = FindingText {
            title: "Any page can fill in a transfer".to_owned(),
            description:
                "The handler of `harbour://transfer` takes receiver and amount from the link. The user still has to \
                confirm, and sees both."
                    .to_owned(),
            steps: "`adb shell am start -a android.intent.action.VIEW -d 'harbour://transfer?to=XX00&amount=900'`"
                .to_owned(),
            remedy: "Take values from links only after the user chose the receiver in the app.".to_owned(),
            owner: "Tomas Brandt".to_owned(),
            due: Some(self.day(30)),
            cwe: vec![939],
            vector: Some("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N".to_owned()),
            ..FindingText::default()
        };
        let finding = self.found(Severity::Medium, link, "MASVS-PLATFORM-1").await?;
        let text = WaiverText {
            approver: "Ruth Ekman".to_owned(),
            role: "Product owner".to_owned(),
            reason: "The confirmation shows receiver and amount, and the limit for new receivers is 200.".to_owned(),
            conditions: "The limit stays until the handler is changed in 4.3.0.".to_owned(),
            ..WaiverText::default()
        };
        self.workspace.grant_waiver(WaiverOver::Finding { finding }, text, &self.day(12)).await.map(drop)
    }

    /// Opens a finding that the failed unit of a control showed on the Android build.
    async fn found(&self, severity: Severity, text: FindingText, control: &str) -> Result<Uuid> {
        let seen = Some((self.android, self.failed(self.android, control).await?));
        Ok(self.workspace.open_finding(self.app, Some(severity), text, seen).await?.finding.id)
    }

    async fn failed(&self, build: Uuid, control: &str) -> Result<Option<FindingPlace>> {
        let rows = self.workspace.checklist(self.assessment, build).await?.rows;
        let row = rows.into_iter().find(|row| row.control == control && row.state == AnswerState::Fail);
        Ok(row.map(|row| FindingPlace { assessment: self.assessment, unit: row.unit }))
    }

    /// A day from now on.
    fn day(&self, after: i64) -> String {
        date_of_day(self.workspace.today() + after).map(|date| date.to_string()).unwrap_or_default()
    }
}
