//! A workspace in a folder of its own, with time and randomness that repeat.
#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod devices;

use std::path::PathBuf;

use assay_assessment::view::{AnswerText, Checklist, ChecklistChange, ResultCode, UnitKind, UnitRow, Variant};
use assay_assessment::{NewBuild, Work, Workspace};
use assay_catalogue::Platform;
use assay_ledger::{Ambient, Hash, Home};
use tempfile::TempDir;
use uuid::Uuid;

/// A user with a workspace, an app on both platforms and an assessment.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) home: Home,
    pub(crate) ambient: Ambient,
    pub(crate) workspace: Workspace,
    pub(crate) app: Uuid,
    pub(crate) release: Uuid,
    pub(crate) android: Uuid,
    pub(crate) ios: Uuid,
    pub(crate) assessment: Uuid,
}

/// An empty workspace, seeded.
pub(crate) async fn empty(seed: u64) -> (TempDir, Home, Ambient, Workspace) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ambient = Ambient::deterministic(seed);
    let home = Home::at(folder.path().join("home"));
    home.set_identity(&ambient, "Mara Lind", "mara@example.org").expect("an identity");
    let workspace =
        Workspace::create(&folder.path().join("work"), &home, ambient.clone(), "Tests").await.expect("a workspace");
    (folder, home, ambient, workspace)
}

pub(crate) fn build(platform: Platform, variant: Variant, version: &str) -> NewBuild {
    NewBuild {
        permissions: None,
        same_file: false,
        platform,
        version_name: version.to_owned(),
        version_code: format!("{}0", version.replace('.', "")),
        variant,
        package_id: None,
        artefact: None,
        signing_certificate: None,
        commit: None,
    }
}

impl Bench {
    pub(crate) async fn new(profile: &str) -> Bench {
        let (folder, home, ambient, workspace) = empty(7).await;
        let app = workspace.add_app("Harbour", None).await.expect("an app").id;
        let release = workspace.add_release(app, "1.0").await.expect("a release").id;
        let quiet = Work::unwatched();
        let android = build(Platform::Android, Variant::Release, "1.0.0");
        let android = workspace.add_build(release, android, &quiet).await.expect("a build").id;
        let ios = build(Platform::Ios, Variant::Release, "1.0.0");
        let ios = workspace.add_build(release, ios, &quiet).await.expect("a build").id;
        let assessment = workspace.open_assessment(release, profile, None, None).await.expect("an assessment").id;
        Bench { folder, home, ambient, workspace, app, release, android, ios, assessment }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) async fn checklist(&self) -> Checklist {
        self.workspace.checklist(self.assessment, self.android).await.expect("a checklist")
    }

    pub(crate) async fn row(&self, unit: &str) -> UnitRow {
        let checklist = self.checklist().await;
        checklist.rows.into_iter().find(|row| row.unit == unit).expect("the unit is in the checklist")
    }

    /// States a result on the Android build over what is there now, with the words that it needs.
    pub(crate) async fn state(&self, unit: &str, result: ResultCode) -> ChecklistChange {
        let heads = self.row(unit).await.heads;
        self.workspace
            .state_result(self.assessment, self.android, unit, result, words(), &heads)
            .await
            .expect("the result is taken")
    }

    /// A required unit of this kind.
    pub(crate) async fn unit(&self, kind: UnitKind) -> String {
        let checklist = self.checklist().await;
        let row = checklist.rows.iter().find(|row| row.kind == kind && row.required);
        row.expect("the profile holds such a unit").unit.clone()
    }
}

/// Words that satisfy every result.
pub(crate) fn words() -> AnswerText {
    AnswerText {
        note: "Seen on the device.".to_owned(),
        justification: "There is no such feature.".to_owned(),
        method: "Reading the code.".to_owned(),
        ..AnswerText::default()
    }
}

/// A file of these bytes that is not kept yet.
pub(crate) fn lying(workspace: &Workspace, bytes: &[u8]) -> PathBuf {
    let folder = workspace.dir().with_file_name("lying");
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(Hash::of(bytes).to_string());
    std::fs::write(&path, bytes).expect("written");
    path
}

/// A picture of one colour, as PNG.
pub(crate) fn picture(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb(colour));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("written");
    bytes.into_inner()
}
