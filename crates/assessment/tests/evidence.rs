//! Evidence: what files are, what is refused, what is kept and checked.

mod common;

use std::path::PathBuf;

use assay_assessment::view::{EvidenceContent, EvidenceView, UnitKind};
use assay_assessment::{AssessmentError, Work};
use common::Bench;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

struct Place {
    bench: Bench,
    unit: String,
}

impl Place {
    async fn new() -> Place {
        let bench = Bench::new("L1").await;
        let unit = bench.unit(UnitKind::Test).await;
        Place { bench, unit }
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.bench.path(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    async fn files(&self, paths: &[PathBuf]) -> Result<Vec<EvidenceView>, AssessmentError> {
        let Bench { workspace, assessment, android, .. } = &self.bench;
        let work = Work::unwatched();
        let added = workspace.attach_files(*assessment, *android, &self.unit, paths, "what it shows", &work).await?;
        Ok(added.evidence)
    }

    async fn bytes(&self, name: &str, bytes: &[u8]) -> EvidenceContent {
        let Bench { workspace, assessment, android, .. } = &self.bench;
        let added = workspace.attach_bytes(*assessment, *android, &self.unit, name, bytes.to_vec(), "").await;
        added.expect("attached").evidence.remove(0).content.expect("there")
    }
}

#[tokio::test]
async fn what_a_file_is_follows_from_its_bytes() {
    let place = Place::new().await;
    let cases: &[(&str, &[u8], &str)] = &[
        ("a.txt", PNG, "image/png"),
        ("a.png", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.png", b"GIF89a..", "image/gif"),
        ("a.png", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("a.png", b"%PDF-1.7\n", "application/pdf"),
        ("a.apk", b"PK\x03\x04....", "application/zip"),
        ("a.html", b"<script>alert(1)</script>", "text/plain"),
        ("a.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "text/plain"),
        ("a.json", b"{\"a\": [1, 2]}", "application/json"),
        ("a.json", b"{\"a\": ", "text/plain"),
        ("a.txt", "Проверено · 確認".as_bytes(), "text/plain"),
        ("a.txt", b"\xff\xfea\0", "text/plain"),
        ("a.txt", b"\xff\xfea\0\x01", "application/octet-stream"),
        ("a.txt", b"Stra\xdfe", "text/plain"),
        ("a.bin", b"\0\x01\x02", "application/octet-stream"),
    ];
    for (name, bytes, expected) in cases {
        let EvidenceContent::File { media_type, size, .. } = place.bytes(name, bytes).await else { panic!("a file") };
        assert_eq!((media_type.as_str(), size), (*expected, bytes.len() as u64), "{name} {bytes:?}");
    }
    // A text that goes on after what is looked at, cut in the middle of a character.
    let mut long = "x".repeat((8 << 10) - 1).into_bytes();
    long.extend("ж more".as_bytes());
    let EvidenceContent::File { media_type, .. } = place.bytes("long.txt", &long).await else { panic!("a file") };
    assert_eq!(media_type, "text/plain");
}

#[tokio::test]
async fn files_are_kept_and_shown_and_checked() {
    let place = Place::new().await;
    let paths = [place.file("screen.png", PNG), place.file("log.txt", b"a line\n")];
    let added = place.files(&paths).await.expect("attached");
    let names: Vec<&str> = added
        .iter()
        .map(|piece| match piece.content.as_ref().expect("there") {
            EvidenceContent::File { name, .. } => name.as_str(),
            _ => panic!("a file"),
        })
        .collect();
    assert_eq!(names, ["screen.png", "log.txt"]);
    let Bench { workspace, assessment, android, .. } = &place.bench;
    assert_eq!(workspace.evidence(*assessment, Some(*android)).await.expect("evidence"), added);
    assert_eq!(workspace.evidence(*assessment, None).await.expect("evidence"), added);
    assert_eq!(place.bench.row(&place.unit).await.evidence, 2);
    let digest = |at: usize| match added[at].content.as_ref().expect("there") {
        EvidenceContent::File { sha256, .. } => sha256.parse().expect("a digest"),
        _ => panic!("a file"),
    };
    assert_eq!(workspace.picture(&digest(0)).await.expect("a picture"), (PNG.to_vec(), "image/png"));
    assert_eq!(workspace.picture(&digest(1)).await.expect_err("a text").code(), "evidence.not_an_image");

    let stored = workspace.ledger().evidence().path(&digest(1));
    let mut permissions = std::fs::metadata(&stored).expect("it is there").permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file of this test")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&stored, permissions).expect("writable");
    std::fs::write(&stored, b"another\n").expect("tampered");
    std::fs::remove_file(workspace.ledger().evidence().path(&digest(0))).expect("removed");
    let check = workspace.verify_evidence(&Work::unwatched()).await.expect("checked");
    assert_eq!(check.sound, 0);
    assert_eq!((check.missing, check.altered), (vec![digest(0).to_string()], vec![digest(1).to_string()]));
}

#[tokio::test]
async fn bad_files_are_refused_and_leave_nothing() {
    let place = Place::new().await;
    let good = place.file("good.txt", b"good");
    let code = async |path: PathBuf| place.files(&[good.clone(), path]).await.expect_err("refused").code();
    assert_eq!(code(place.bench.path("none.txt")).await, "evidence.no_file");
    assert_eq!(code(place.bench.folder.path().to_owned()).await, "evidence.not_a_file");
    #[cfg(unix)]
    {
        let link = place.bench.path("link.txt");
        std::os::unix::fs::symlink(&good, &link).expect("a link");
        assert_eq!(code(link).await, "evidence.link");
        assert_eq!(code(PathBuf::from("/dev/null")).await, "evidence.not_a_file");
    }
    assert_eq!(place.files(&[]).await.expect_err("nothing").code(), "input.missing");
    let Bench { workspace, assessment, .. } = &place.bench;
    assert_eq!(workspace.evidence(*assessment, None).await.expect("evidence"), []);
}

#[tokio::test]
async fn links_lead_to_the_web_and_hold_no_secrets() {
    let place = Place::new().await;
    let Bench { workspace, assessment, android, .. } = &place.bench;
    for refused in [
        "",
        "example.org",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://me:secret@example.org/",
    ] {
        let added = workspace.attach_link(*assessment, *android, &place.unit, refused, "").await;
        assert_eq!(added.expect_err("refused").code(), "evidence.link_refused", "{refused}");
    }
    let link = " https://example.org/a?b=c#d ";
    let added = workspace.attach_link(*assessment, *android, &place.unit, link, "").await.expect("attached");
    let url = "https://example.org/a?b=c#d".to_owned();
    assert_eq!(added.evidence[0].content, Some(EvidenceContent::Link { url }));
}

#[tokio::test]
async fn commits_are_resolved_when_they_are_attached() {
    let place = Place::new().await;
    let Bench { workspace, assessment, android, .. } = &place.bench;
    let dir = place.bench.path("repository");
    let repository = git2::Repository::init(&dir).expect("a repository");
    let author = git2::Signature::new("Ada", "ada@example.org", &git2::Time::new(1_767_600_000, 0)).expect("an author");
    let tree =
        repository.find_tree(repository.treebuilder(None).expect("a tree").write().expect("written")).expect("it");
    let id = repository.commit(Some("HEAD"), &author, &author, "Fix it\n\nAnd more", &tree, &[]).expect("a commit");
    let attach = async |repository: &str, revision: &str| {
        workspace.attach_commit(*assessment, *android, &place.unit, repository, revision, None, "").await
    };
    let path = dir.display().to_string();
    for revision in ["HEAD", &id.to_string()[..8]] {
        let added = attach(&path, revision).await.expect("attached");
        let expected = EvidenceContent::Commit {
            repository: path.clone(),
            id: id.to_string(),
            author: "Ada <ada@example.org>".to_owned(),
            author_date: "2026-01-05T08:00:00Z".parse().expect("a time"),
            subject: "Fix it".to_owned(),
            path: None,
            lines: None,
        };
        assert_eq!(added.evidence[0].content.as_ref(), Some(&expected));
    }
    assert_eq!(attach(&path, "no-such-branch").await.expect_err("refused").code(), "revision.missing");
    let none = place.bench.path("nowhere").display().to_string();
    assert_eq!(attach(&none, "HEAD").await.expect_err("refused").code(), "repository.missing");
    repository.remote("origin", "https://me:secret@git.example.org/app.git").expect("a remote");
    let added = attach(&path, "HEAD").await.expect("attached");
    let Some(EvidenceContent::Commit { repository, .. }) = &added.evidence[0].content else { panic!("a commit") };
    assert_eq!(repository, "https://git.example.org/app.git");
}

#[tokio::test]
async fn redacted_evidence_stays_without_its_content() {
    let place = Place::new().await;
    let Bench { workspace, assessment, android, .. } = &place.bench;
    let added = workspace.attach_note(*assessment, *android, &place.unit, "A name", "A caption").await.expect("it");
    let entry = added.change.entry.parse().expect("an entry");
    workspace.redact(&entry, "It named a person").await.expect("redacted");
    let evidence = workspace.evidence(*assessment, None).await.expect("evidence");
    assert_eq!((evidence.len(), evidence[0].content.clone(), evidence[0].caption.as_str()), (1, None, ""));
    let app = workspace.ledger_page(50, None).await.expect("a page");
    let app = app.entries.iter().find(|entry| entry.kind == "app.added").expect("the app");
    let refused = workspace.redact(&app.hash.parse().expect("a hash"), "No").await.expect_err("names stay");
    assert_eq!(refused.code(), "body.not_redactable");
}
