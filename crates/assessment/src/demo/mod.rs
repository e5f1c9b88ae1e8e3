//! The example: an invented app on both platforms, made through the same doors as a user's.
//!
//! Whoever opens it has stated nothing in it: the people are invented, and each speaks for themselves. Nothing of it is
//! real: names, domains (`example.org`), digests of artefacts and findings are made up.

mod answers;
mod decisions;
mod evidence;
mod findings;
mod pictures;
mod review;
mod source;

use std::path::{Path, PathBuf};

use assay_catalogue::Platform;
use assay_ledger::{Identity, LedgerError};
use uuid::Uuid;

use crate::view::{
    Engagement, FormerAnswer, ReconfirmBasis, ReconfirmUnit, ResultCode, TestDevice, TestTool, UnitRow, Variant,
    Verdict,
};
use crate::{ArtefactSource, NewBuild, Result, Work, Workspace};

/// What the example was made of, for whoever shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Harbour Wallet.
    pub app: Uuid,
    /// The assessment of its newest release.
    pub assessment: Uuid,
    /// The Android build that most results are about.
    pub android: Uuid,
    /// The iOS build likewise.
    pub ios: Uuid,
}

/// The invented people of the example, each as they write to it.
struct People {
    /// She tests.
    lena: Workspace,
    /// He looks at it as a second person.
    jonas: Workspace,
    /// She decides.
    ruth: Workspace,
}

impl People {
    async fn join(workspace: &Workspace) -> Result<People> {
        let joined = async |name: &str, email: &str| -> Result<Workspace> {
            let member = workspace.ledger().ambient().uuid();
            let identity = Identity { member, name: name.to_owned(), email: email.to_owned() };
            workspace.add_member(&identity).await?;
            workspace.as_member(member).await
        };
        Ok(People {
            lena: joined("Lena Fischer", "lena@harbour.example.org").await?,
            jonas: joined("Jonas Weber", "jonas@harbour.example.org").await?,
            ruth: joined("Ruth Ekman", "ruth@harbour.example.org").await?,
        })
    }
}

/// Fills an empty workspace with the example. The same [`assay_ledger::Ambient`] gives the same statements.
///
/// # Errors
/// Whatever the doors give; nothing of it is expected in an empty workspace. `cancelled`.
pub async fn fill(workspace: &Workspace, work: &Work) -> Result<Example> {
    let people = People::join(workspace).await?;
    let (user, workspace) = (workspace, &people.lena);
    let files = Files::new(workspace.dir())?;
    let app = workspace
        .add_app(
            "Harbour Wallet",
            Some("A wallet for a savings bank: accounts, transfers, cards. Invented for this example."),
        )
        .await?
        .id;
    earlier_release(&people, app, &files, work).await?;
    let release = workspace.add_release(app, "4.2.0").await?.id;
    let place = |platform, variant, code| build(platform, variant, "4.2.0", code);
    let quiet = Work::unwatched();
    let android_debug = place(Platform::Android, Variant::Debug, "4210");
    let android_debug = workspace.add_build(release, android_debug, &quiet).await?.id;
    let android = place(Platform::Android, Variant::Release, "4211");
    let android = NewBuild { artefact: Some(files.artefact("harbour-wallet-4.2.0-release.apk")?), ..android };
    let android = workspace.add_build(release, android, &quiet).await?.id;
    let ios = place(Platform::Ios, Variant::StoreSigned, "4.2.0.118");
    let ios = NewBuild { artefact: Some(files.artefact("HarbourWallet-4.2.0.ipa")?), ..ios };
    let ios = workspace.add_build(release, ios, &quiet).await?.id;
    let assessment = workspace.open_assessment(release, "L2+R+P", None, Some(engagement(workspace))).await?.id;

    let findings = findings::Where { workspace, app, assessment, debug: android_debug, android, ios };
    let first = findings.first().await?;
    let spot = Spot { workspace, assessment, build: android_debug };
    spot.answer_some(12).await?;
    decisions::due(&people.ruth, release, 24).await?;
    Spot { workspace, assessment, build: android }.answer(true, work).await?;
    decisions::hold(&people.ruth, release).await?;
    work.check()?;
    findings.second(first).await?;
    Spot { workspace, assessment, build: ios }.answer(false, work).await?;
    evidence::attach(workspace, assessment, android, ios, &files).await?;
    findings.last().await?;
    let control = "MASVS-NETWORK-1";
    let verdict = workspace.verdict(assessment, android, control).await?;
    if verdict.verdict == Verdict::Pass {
        let reason = "The pins of the payment host run out in three weeks, and the makers have no date for new ones.";
        let expected = &verdict.override_heads;
        workspace.override_verdict(assessment, android, control, Some(Verdict::Inconclusive), reason, expected).await?;
    }
    files.remove();
    let example = Example { app, assessment, android, ios };
    review::review(&people, user, &example, release).await?;
    Ok(example)
}

/// A release before the one that is assessed now, finished in L1 on one platform.
async fn earlier_release(people: &People, app: Uuid, files: &Files, work: &Work) -> Result<()> {
    let workspace = &people.lena;
    let release = workspace.add_release(app, "4.1.0").await?.id;
    let android = build(Platform::Android, Variant::Release, "4.1.0", "4102");
    let android = NewBuild { artefact: Some(files.artefact("harbour-wallet-4.1.0-release.apk")?), ..android };
    let android = workspace.add_build(release, android, work).await?.id;
    let assessment = workspace.open_assessment(release, "L1", Some("Harbour Wallet 4.1.0, first look"), None).await?.id;
    Spot { workspace, assessment, build: android }.answer_some(30).await?;
    repaired_build(workspace, release, assessment, android, files, work).await?;
    decisions::earlier(&people.ruth, release).await
}

/// A later build of that release: some answers were reconfirmed on it, the others wait.
async fn repaired_build(
    workspace: &Workspace,
    release: Uuid,
    assessment: Uuid,
    former: Uuid,
    files: &Files,
    work: &Work,
) -> Result<()> {
    let later = build(Platform::Android, Variant::Release, "4.1.0", "4103");
    let later = NewBuild { artefact: Some(files.artefact("harbour-wallet-4.1.0-release-2.apk")?), ..later };
    let later = workspace.add_build(release, later, work).await?.id;
    let shown = workspace.former_answers(assessment, later, Some(former)).await?;
    let asked = |answers: &[FormerAnswer]| -> Vec<ReconfirmUnit> {
        let unit =
            |it: &FormerAnswer| ReconfirmUnit { unit: it.unit.clone(), former: it.heads.clone(), expected: Vec::new() };
        answers.iter().filter(|it| it.refused.is_none()).map(unit).collect()
    };
    let (retested, others) = shown.answers.split_at(4.min(shown.answers.len()));
    let (argued, _) = others.split_at(8.min(others.len()));
    let because = "Only the splash screen and two translations changed between the builds, see the commits; none of it \
        touches what these tests look at.";
    let retest = ReconfirmBasis::Retested;
    workspace.reconfirm(assessment, later, former, retest, None, &asked(retested)).await?;
    let argue = ReconfirmBasis::Argued;
    workspace.reconfirm(assessment, later, former, argue, Some(because), &asked(argued)).await?;
    Ok(())
}

fn build(platform: Platform, variant: Variant, version: &str, code: &str) -> NewBuild {
    let commit = assay_ledger::Hash::of(format!("{platform} {version} {code}").as_bytes()).to_string();
    let android = platform == Platform::Android;
    let certificate = assay_ledger::Hash::of(b"the signing certificate of Harbour Wallet").to_string();
    let asked: &[&str] = match (android, version) {
        (true, "4.1.0") => &["CAMERA", "INTERNET", "READ_CONTACTS", "READ_EXTERNAL_STORAGE", "USE_BIOMETRIC"],
        (true, _) => &["CAMERA", "INTERNET", "NFC", "POST_NOTIFICATIONS", "READ_CONTACTS", "USE_BIOMETRIC"],
        (false, _) => &["NSCameraUsageDescription", "NSFaceIDUsageDescription"],
    };
    let prefix = if android { "android.permission." } else { "" };
    NewBuild {
        permissions: Some(asked.iter().map(|one| format!("{prefix}{one}")).collect()),
        same_file: false,
        platform,
        version_name: version.to_owned(),
        version_code: code.to_owned(),
        variant,
        package_id: Some("org.example.harbour".to_owned()),
        artefact: None,
        signing_certificate: (android && variant != Variant::Debug).then_some(certificate),
        commit: commit.get(..40).map(ToOwned::to_owned),
    }
}

fn engagement(workspace: &Workspace) -> Engagement {
    let device = |name: &str, system: &str, rooted| TestDevice {
        name: name.to_owned(),
        system_version: system.to_owned(),
        rooted,
    };
    let tool = |name: &str, version: &str| TestTool { name: name.to_owned(), version: version.to_owned() };
    let list = |items: &[&str]| items.iter().map(ToString::to_string).collect();
    Engagement {
        customer: "Harbour Savings Bank".to_owned(),
        laboratory: "Northlight Assessments".to_owned(),
        place: "Hamburg, and the customer's test environment".to_owned(),
        access: "Source code of the app, three test accounts, the test environment. No access to the back end."
            .to_owned(),
        sensitive_data: list(&[
            "Account numbers and balances",
            "Transfers and their recipients",
            "Session tokens",
            "The PIN",
        ]),
        first_party_domains: list(&["harbour.example.org", "pay.harbour.example.org"]),
        authorised_by: "Dr. Henrike Voss, head of the laboratory".to_owned(),
        out_of_scope: list(&[
            "The back end behind pay.harbour.example.org",
            "Denial of service, and social engineering of the bank's staff",
        ]),
        from_others: list(&[
            "The bank's own review of the back end of March 2025, which the laboratory did not repeat",
        ]),
        deviations: list(&[
            "The network tests on iOS ran through a proxy on the test bench, as the devices were managed.",
        ]),
        opinions: list(&[
            "The laboratory would move session tokens into hardware-backed storage before the release is offered to \
             business customers.",
        ]),
        devices: vec![
            device("Google Pixel 8", "Android 15", true),
            device("Samsung Galaxy A55", "Android 14", false),
            device("Apple iPhone 14", "iOS 18.1", true),
        ],
        tools: vec![
            tool("Frida", "16.5.9"),
            tool("mitmproxy", "11.0.2"),
            tool("jadx", "1.5.1"),
            tool("apktool", "2.10.0"),
        ],
        received: Some(review::in_days(workspace, -1)),
        started: Some(workspace.day()),
        finished: None,
    }
}

/// One build of one assessment.
struct Spot<'a> {
    workspace: &'a Workspace,
    assessment: Uuid,
    build: Uuid,
}

impl Spot<'_> {
    /// Passes the first test units and leaves the rest.
    async fn answer_some(&self, count: usize) -> Result<()> {
        let checklist = self.workspace.checklist(self.assessment, self.build).await?;
        let rows: Vec<&UnitRow> = unique(&checklist.rows);
        for (at, row) in rows.into_iter().filter(|row| row.kind == crate::view::UnitKind::Test).take(count).enumerate()
        {
            let result = match at % 11 {
                6 => ResultCode::Inconclusive,
                9 => ResultCode::NotApplicable,
                _ => ResultCode::Pass,
            };
            self.state(row, result, at, true).await?;
        }
        Ok(())
    }

    /// Answers by the stance of each control.
    async fn answer(&self, android: bool, work: &Work) -> Result<()> {
        let checklist = self.workspace.checklist(self.assessment, self.build).await?;
        let rows = unique(&checklist.rows);
        let total = rows.len() as u64;
        let mut count = 0;
        for control in &checklist.controls {
            let of_control: Vec<&&UnitRow> = rows.iter().filter(|row| row.control == control.id).collect();
            let stance = answers::stance(&control.id, android);
            for (at, row) in of_control.iter().enumerate() {
                work.check()?;
                work.step("answering", count, Some(total));
                count += 1;
                if let Some(result) = answers::result(stance, at, of_control.len()) {
                    self.state(row, result, at + of_control.len(), android).await?;
                }
            }
        }
        Ok(())
    }

    async fn state(&self, row: &UnitRow, result: ResultCode, at: usize, android: bool) -> Result<()> {
        let text = answers::text(row, result, at, android);
        self.workspace.state_result(self.assessment, self.build, &row.unit, result, text, &row.heads).await?;
        Ok(())
    }
}

/// Required rows, each unit where it comes first.
fn unique(rows: &[UnitRow]) -> Vec<&UnitRow> {
    let mut seen = std::collections::HashSet::new();
    rows.iter().filter(|row| row.required && seen.insert(&row.unit)).collect()
}

/// A folder for files on their way into the workspace, gone at the end.
struct Files(PathBuf);

impl Files {
    fn new(workspace: &Path) -> Result<Files> {
        let dir = workspace.join("example-files");
        std::fs::create_dir_all(&dir).map_err(|source| failed(&dir, source))?;
        Ok(Files(dir))
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<PathBuf> {
        let path = self.0.join(name);
        std::fs::write(&path, content).map_err(|source| failed(&path, source))?;
        Ok(path)
    }

    /// An invented artefact: bytes that follow from its name.
    fn artefact(&self, name: &str) -> Result<ArtefactSource> {
        let block = assay_ledger::Hash::of(name.as_bytes());
        let content = block.as_bytes().repeat(4096 + name.len());
        Ok(ArtefactSource::File(self.write(name, &content)?))
    }

    fn remove(self) {
        drop(self);
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        // What stays behind does no harm, and the workspace is whole without it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn failed(path: &Path, source: std::io::Error) -> LedgerError {
    match source.kind() {
        std::io::ErrorKind::StorageFull => LedgerError::DiskFull,
        _ => LedgerError::Disk { path: path.to_owned(), source },
    }
}
