//! Issued reports: kept, numbered, signed one after another, amended, and found out when a kept file is not what it was.

mod common;

use assay_assessment::statement::{IssueOptions, UsedTemplate};
use assay_assessment::view::IssuedReport;
use assay_assessment::{Amending, AssessmentError, IssuedFile, KeptFile, NewFile, NewSignature, Work, Workspace};
use assay_ledger::Hash;
use common::devices::{exchange, two_devices};
use common::{Bench, lying};
use uuid::Uuid;

/// What is kept of a report.
async fn kept(workspace: &Workspace, report: Uuid, version: Option<&str>) -> Result<Vec<Vec<u8>>, AssessmentError> {
    workspace.issued_files(report, version).await?.iter().map(KeptFile::read).collect()
}

async fn file(workspace: &Workspace, number: &str, content: &[u8]) -> IssuedFile {
    let checkpoint = workspace.checkpoint().await.expect("a checkpoint").root.parse().expect("a digest");
    IssuedFile {
        number: number.to_owned(),
        title: "Harbour 1.0: L1".to_owned(),
        template: UsedTemplate { name: "assessment".to_owned(), digest: "ab".repeat(32) },
        disclosure: "customer".to_owned(),
        options: IssueOptions { language: "en".to_owned(), paper: "a4".to_owned(), ..IssueOptions::default() },
        builds: Vec::new(),
        issued: "2026-11-22T08:00:00Z".to_owned(),
        checkpoint,
        amends: None,
        files: vec![NewFile { pages: 7, path: lying(workspace, content) }],
        signed: None,
    }
}

fn signature(role: &str) -> NewSignature {
    NewSignature {
        role: role.to_owned(),
        name: "Mara Lind".to_owned(),
        certificate: "cd".repeat(32),
        own_key: true,
        timestamp: false,
    }
}

async fn issue(workspace: &Workspace, assessment: Uuid, number: &str, content: &[u8]) -> IssuedReport {
    let file = file(workspace, number, content).await;
    workspace.issue_report(assessment, file).await.expect("issued")
}

fn code<T: std::fmt::Debug>(result: Result<T, AssessmentError>) -> &'static str {
    result.expect_err("refused").code()
}

/// Where the evidence store has a file.
fn stored(workspace: &Workspace, sha256: &str) -> std::path::PathBuf {
    workspace.ledger().evidence().path(&sha256.parse().expect("a digest"))
}

#[tokio::test]
async fn a_number_is_given_once_and_the_same_file_is_issued_once() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let first = workspace.propose_report_number(None).await.expect("a number");
    assert!(first.ends_with("-001") && first.len() == 8, "{first}");
    let one = issue(workspace, bench.assessment, &first, b"one").await;
    assert_eq!((one.number.as_str(), one.pages, one.size), (first.as_str(), 7, 3));
    assert_eq!(one.sha256, Hash::of(b"one").to_string());
    assert!(one.kept && one.versions.len() == 1);
    assert!(workspace.propose_report_number(None).await.expect("a number").ends_with("-002"));

    let again = issue(workspace, bench.assessment, &first, b"one").await;
    assert_eq!(again, one, "the same file under the same number is no second report");
    let other = file(workspace, &first, b"two").await;
    assert_eq!(code(workspace.issue_report(bench.assessment, other).await), "report.number_taken");
    assert_eq!(code(workspace.report_number(&first).await), "report.number_taken");
    assert_eq!(code(workspace.report_number("  ").await), "input.missing");
    assert_eq!(code(workspace.report_number(&"9".repeat(65)).await), "input.too_long");
    assert_eq!(workspace.issued_reports(None, None).await.expect("a list").len(), 1);
}

#[tokio::test]
async fn the_kept_file_is_given_out_byte_by_byte_or_not_at_all() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let report = issue(workspace, bench.assessment, "N-1", b"a report").await;
    assert_eq!(kept(workspace, report.id, None).await.expect("the file"), [b"a report"]);
    let check = workspace.verify_evidence(&Work::unwatched()).await.expect("checked");
    assert_eq!(check.sound, 1, "a kept report is evidence like any other");

    let path = stored(workspace, &report.sha256);
    std::fs::rename(&path, path.with_extension("away")).expect("moved");
    assert_eq!(code(kept(workspace, report.id, None).await), "report.file_missing");
    assert!(!workspace.issued_report(report.id).await.expect("listed still").kept);
    std::fs::write(&path, b"b report").expect("written");
    assert_eq!(code(kept(workspace, report.id, None).await), "report.file_altered");
    let check = workspace.verify_evidence(&Work::unwatched()).await.expect("checked");
    assert_eq!(check.altered, [report.sha256]);
    assert_eq!(code(kept(workspace, Uuid::nil(), None).await), "report.unknown");
}

#[tokio::test]
async fn each_signature_is_a_kept_file_that_names_the_one_before() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let mut at_once = file(workspace, "N-1", b"plain").await;
    at_once.signed = Some((vec![lying(workspace, b"plain, one")], signature("Author")));
    let report = workspace.issue_report(bench.assessment, at_once).await.expect("issued and signed");
    assert_eq!(report.versions.len(), 2);
    let seen: Hash = report.sha256.parse().expect("a digest");
    assert_eq!(seen, Hash::of(b"plain, one"));
    let twice = vec![lying(workspace, b"plain, one, two")];
    let signed = workspace.sign_issued_report(report.id, &seen, twice, signature("Reviewer")).await.expect("signed");
    let chain: Vec<_> = signed.versions.iter().map(|it| it.signature.as_ref().map(|it| it.former.clone())).collect();
    assert_eq!(chain, [None, Some(Hash::of(b"plain").to_string()), Some(seen.to_string())]);
    assert_eq!(signed.versions.iter().map(|it| it.continued).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(signed.sha256, Hash::of(b"plain, one, two").to_string());

    let late =
        workspace.sign_issued_report(report.id, &seen, vec![lying(workspace, b"other")], signature("Approver")).await;
    assert_eq!(code(late), "report.changed_meanwhile");
    let former = kept(workspace, report.id, Some(&seen.to_string())).await.expect("the one before");
    assert_eq!(former, [b"plain, one"]);

    let entry = signed.issued.entry.parse().expect("a hash");
    assert_eq!(code(workspace.redact(&entry, "It named a person").await), "body.not_redactable");
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.issued_report(report.id).await.expect("the report"), signed);
}

#[tokio::test]
async fn an_amendment_names_its_predecessor_and_only_the_last_is_amended() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let former = issue(workspace, bench.assessment, "N-1", b"one").await;
    assert_eq!(code(workspace.amending(bench.assessment, former.id, " ").await), "report.reason_missing");
    assert_eq!(code(workspace.amending(Uuid::nil(), former.id, "Because").await), "report.other_assessment");
    assert_eq!(workspace.propose_report_number(Some(former.id)).await.expect("a number"), "N-1/2");
    let amends = workspace.amending(bench.assessment, former.id, "A name was wrong.").await.expect("it may be");

    // Signed after the amendment was printed: what is printed is not what stands.
    let mut late = file(workspace, "N-1/2", b"two").await;
    late.amends = Some(Amending { sha256: Hash::of(b"before"), ..amends.clone() });
    assert_eq!(code(workspace.issue_report(bench.assessment, late).await), "report.changed_meanwhile");

    let mut later = file(workspace, "N-1/2", b"two").await;
    later.amends = Some(amends);
    let later = workspace.issue_report(bench.assessment, later).await.expect("issued");
    let says = later.amends.clone().expect("it amends");
    assert_eq!((says.report, says.number.as_str(), says.sha256), (former.id, "N-1", former.sha256.clone()));
    let former = workspace.issued_report(former.id).await.expect("the former");
    assert_eq!(former.amended_by.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), ["N-1/2"]);
    let again = workspace.amending(bench.assessment, former.id, "Once more").await;
    assert_eq!(code(again), "report.amended_already");
    assert_eq!(workspace.propose_report_number(Some(later.id)).await.expect("a number"), "N-1/3");
    let listed = workspace.issued_reports(None, Some(bench.release)).await.expect("a list");
    assert_eq!(listed.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), ["N-1/2", "N-1"], "newest first");
}

#[tokio::test]
async fn a_number_that_two_devices_gave_is_told() {
    let (bench, other) = two_devices().await;
    let one = &bench.workspace;
    issue(one, bench.assessment, "N-1", b"one").await;
    issue(&other, bench.assessment, "N-1", b"two").await;
    exchange(one, &other).await;
    for workspace in [one, &other] {
        let listed = workspace.issued_reports(Some(bench.assessment), None).await.expect("a list");
        assert_eq!(listed.iter().map(|it| it.number_twice).collect::<Vec<_>>(), [true, true]);
        assert_eq!(listed.iter().filter(|it| it.kept).count(), 1, "the other's file did not come with its statement");
    }
}

#[tokio::test]
async fn a_report_in_volumes_is_one_report_with_all_its_files() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let digest = |bytes: &[u8]| Hash::of(bytes).to_string();
    let mut large = file(workspace, "N-1", b"one").await;
    large.files.push(NewFile { pages: 5, path: lying(workspace, b"two") });
    let report = workspace.issue_report(bench.assessment, large).await.expect("issued");
    let files: Vec<_> = report.files.iter().map(|it| (it.sha256.clone(), it.size, it.pages, it.kept)).collect();
    assert_eq!(files, [(digest(b"one"), 3, 7, true), (digest(b"two"), 3, 5, true)]);
    assert_eq!((report.pages, report.size, report.kept), (12, 6, true));

    // All are signed, or none.
    let former = report.sha256.parse().expect("a digest");
    let half =
        workspace.sign_issued_report(report.id, &former, vec![lying(workspace, b"one, signed")], signature("Author"));
    assert_eq!(code(half.await), "input.missing");
    let both = vec![b"one, signed".to_vec(), b"two, signed".to_vec()];
    let files = both.iter().map(|it| lying(workspace, it)).collect();
    let signed = workspace.sign_issued_report(report.id, &former, files, signature("Author")).await.expect("signed");
    let last: Vec<_> = signed.files.iter().map(|it| (it.sha256.clone(), it.pages)).collect();
    assert_eq!(last, [(digest(&both[0]), 7), (digest(&both[1]), 5)]);
    assert_eq!(kept(workspace, report.id, None).await.expect("the files"), both);
    let first = kept(workspace, report.id, Some(&digest(b"one"))).await.expect("as issued");
    assert_eq!(first, [b"one".to_vec(), b"two".to_vec()]);
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.issued_report(report.id).await.expect("the report"), signed);

    // An amendment names each.
    let amends = workspace.amending(bench.assessment, report.id, "A name was wrong.").await.expect("it may be");
    assert_eq!((amends.sha256, amends.further.clone()), (Hash::of(&both[0]), vec![Hash::of(&both[1])]));
    let mut later = file(workspace, "N-1/2", b"later").await;
    later.amends = Some(amends);
    let later = workspace.issue_report(bench.assessment, later).await.expect("issued");
    assert_eq!(later.amends.expect("it amends").further, [digest(&both[1])]);

    // A volume that is gone or altered is found, and then none is given out.
    let check = workspace.verify_evidence(&Work::unwatched()).await.expect("checked");
    assert_eq!((check.sound, check.missing.len(), check.altered.len()), (5, 0, 0));
    let path = stored(workspace, &digest(&both[1]));
    std::fs::write(&path, b"three").expect("written");
    assert_eq!(code(kept(workspace, report.id, None).await), "report.file_altered");
    assert_eq!(workspace.verify_evidence(&Work::unwatched()).await.expect("checked").altered, [digest(&both[1])]);
    std::fs::remove_file(&path).expect("removed");
    let listed = workspace.issued_report(report.id).await.expect("listed still");
    assert_eq!(listed.files.iter().map(|it| it.kept).collect::<Vec<_>>(), [true, false]);
    assert!(!listed.kept);
}
