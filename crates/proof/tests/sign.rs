//! Signatures in a small file that `assay-typeset` made (`plain.pdf`), by standard tools and by the checks.

mod support;

use std::path::Path;
use std::process::Command;

use assay_proof::sign::{Identity, Signing, sign};
use assay_proof::{Against, Outcome, Verification, verify};
use support::{RANGES, assert_valid_but, ends_of_revisions};

const PLAIN: &[u8] = include_bytes!("plain.pdf");
/// 2026-11-28 17:00 UTC.
const NOW: i64 = 1_795_885_200;

fn how<'a>(identity: &'a Identity, role: &'a str) -> Signing<'a> {
    Signing { identity, role, seconds: NOW, pdf_time: "D:20261128170000Z", timestamp: None }
}

fn signed(role: &str) -> Vec<u8> {
    let identity = Identity::make("Mara Lind", NOW - 60).expect("a key");
    sign(PLAIN, &how(&identity, role)).expect("a signature")
}

fn outcomes(verification: &Verification, id: &str) -> Vec<Outcome> {
    verification.checks.iter().filter(|check| check.id == id).map(|check| check.outcome).collect()
}

fn checked(file: &[u8]) -> Verification {
    verify(file, &Against::default()).expect("it can be read")
}

/// Whether the signatures of a file hold; a file that can't be read has none that does.
fn holds(file: &[u8]) -> bool {
    let Ok(verification) = verify(file, &Against::default()) else { return false };
    let outcomes: Vec<Outcome> =
        verification.checks.iter().filter(|it| it.id.starts_with("signature.")).map(|it| it.outcome).collect();
    !outcomes.contains(&Outcome::Fails) && outcomes.contains(&Outcome::Holds)
}

fn tool(name: &str, arguments: &[&str], file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signed.pdf");
    std::fs::write(&path, file).expect("a file");
    run(name, arguments, &path)
}

fn run(name: &str, arguments: &[&str], path: &Path) -> Option<String> {
    let Ok(output) = Command::new(name).args(arguments).arg(path).output() else {
        println!("skipped: {name} is not installed");
        return None;
    };
    Some(format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

fn assert_valid(pdf: &[u8]) {
    assert_valid_but(pdf, &[]);
}

#[test]
fn a_signed_file_is_valid_by_standard_tools_and_stays_archivable_and_accessible() {
    assert_valid(PLAIN);
    let file = signed("Author");
    assert!(file.starts_with(PLAIN), "what was there is untouched");
    if let Some(place) = std::env::var_os("ASSAY_KEEP_SIGNED") {
        std::fs::write(place, &file).expect("a file");
    }
    assert!(holds(&file), "{:#?}", checked(&file));
    assert_valid(&file);
    if let Some(said) = tool("pdfsig", &["-nocert"], &file) {
        assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
        assert!(said.contains("ETSI.CAdES.detached"), "{said}");
    }
    if let Some(said) = tool("qpdf", &["--check"], &file) {
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
    }
}

#[test]
fn several_sign_one_after_another() {
    let mut file = PLAIN.to_vec();
    for (name, role) in [("Mara Lind", "Author"), ("Jonas Weber", "Reviewer"), ("Ada Tester", "Approver")] {
        let identity = Identity::make(name, NOW - 60).expect("a key");
        file = sign(&file, &how(&identity, role)).expect("a signature");
    }
    if let Some(place) = std::env::var_os("ASSAY_KEEP_THREE") {
        std::fs::write(place, &file).expect("a file");
    }
    let verification = checked(&file);
    assert_eq!(outcomes(&verification, "signature.holds"), [Outcome::Holds; 3], "{verification:#?}");
    assert_eq!(outcomes(&verification, "signature.whole"), [Outcome::Holds], "{verification:#?}");
    assert_valid_but(&file, &[RANGES]);
    assert_eq!(ends_of_revisions(&file), 3);
    if let Some(said) = tool("pdfsig", &["-nocert"], &file) {
        assert_eq!(said.matches("Signature is Valid").count(), 3, "{said}");
    }
}

#[test]
fn a_known_certificate_is_said_to_be_known_and_another_is_not() {
    let identity = Identity::make("Mara Lind", NOW - 60).expect("a key");
    let file = sign(PLAIN, &how(&identity, "")).expect("a signature");
    let known = verify(&file, &Against { known: vec![identity.fingerprint()], ..Against::default() }).expect("read");
    assert_eq!(outcomes(&known, "signature.key"), [Outcome::Holds]);
    assert_eq!(outcomes(&checked(&file), "signature.key"), [Outcome::Open]);
    let again = Identity::from_pem(&identity.to_pem().expect("PEM")).expect("a key");
    assert_eq!(again.fingerprint(), identity.fingerprint());
}

#[test]
fn a_key_that_does_not_fit_is_refused_by_code() {
    let identity = Identity::make("Mara Lind", NOW - 60).expect("a key");
    let mut late = how(&identity, "");
    late.seconds = NOW + 20 * 365 * 86_400;
    assert_eq!(sign(PLAIN, &late).expect_err("expired").code(), "sign.certificate_expired");
    let broken = |_: &[u8]| Err("connection refused".to_owned());
    let mut stamped = how(&identity, "");
    stamped.timestamp = Some(&broken);
    assert_eq!(sign(PLAIN, &stamped).expect_err("no service").code(), "sign.timestamp");
    let nonsense = |_: &[u8]| Ok(b"<html>".to_vec());
    stamped.timestamp = Some(&nonsense);
    assert_eq!(sign(PLAIN, &stamped).expect_err("no answer").code(), "sign.timestamp");
    assert_eq!(Identity::from_pkcs12(b"nothing", "").expect_err("no file").code(), "sign.key");
}

/// A service of one's own, by openssl's command line.
fn answer(folder: &Path, question: &[u8]) -> Result<Vec<u8>, String> {
    let at = |name: &str| folder.join(name);
    std::fs::write(at("question"), question).map_err(|error| error.to_string())?;
    let said = Command::new("openssl")
        .args(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question", "-out", "answer"])
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    std::fs::read(at("answer")).map_err(|_| String::from_utf8_lossy(&said.stderr).into_owned())
}

#[test]
fn a_timestamp_service_is_asked_and_its_answer_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let configuration = "[tsa]\ndefault_tsa=t\n[t]\ndir=.\nserial=./serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\n\
        signer_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\ness_cert_id_alg=sha256\n[req]\n\
        distinguished_name=d\nx509_extensions=e\n[d]\n[e]\nextendedKeyUsage=critical,timeStamping\n";
    std::fs::write(folder.path().join("tsa.cnf"), configuration).expect("a file");
    std::fs::write(folder.path().join("serial"), "01").expect("a file");
    let made = Command::new("openssl")
        .args(["req", "-x509", "-config", "tsa.cnf", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test service"])
        .args(["-keyout", "tsa.key", "-out", "tsa.pem", "-days", "3"])
        .current_dir(folder.path())
        .output();
    let Ok(made) = made else {
        println!("skipped: openssl is not installed");
        return;
    };
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let identity = Identity::make("Mara Lind", NOW - 60).expect("a key");
    let ask = |question: &[u8]| answer(folder.path(), question);
    let mut stamped = how(&identity, "Author");
    stamped.timestamp = Some(&ask);
    let file = sign(PLAIN, &stamped).expect("a signature");
    let verification = checked(&file);
    assert_eq!(outcomes(&verification, "signature.timestamp"), [Outcome::Holds], "{verification:#?}");
    assert_valid(&file);
    // The answer to another question is of no use.
    let other = |_: &[u8]| std::fs::read(folder.path().join("answer")).map_err(|error| error.to_string());
    stamped.timestamp = Some(&other);
    assert_eq!(sign(PLAIN, &stamped).expect_err("another").code(), "sign.timestamp");
}

#[test]
fn a_key_with_its_chain_comes_from_a_pkcs12_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let openssl = |arguments: &[&str]| {
        Command::new("openssl").args(arguments).current_dir(folder.path()).output().is_ok_and(|it| it.status.success())
    };
    if !openssl(&["version"]) {
        println!("skipped: openssl is not installed");
        return;
    }
    assert!(openssl(&[
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA"
    ]));
    assert!(openssl(&[
        "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "u.key", "-out", "u.csr", "-subj", "/CN=Rosa"
    ]));
    assert!(openssl(&[
        "x509",
        "-req",
        "-in",
        "u.csr",
        "-CA",
        "ca.pem",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-out",
        "u.pem",
        "-days",
        "3650"
    ]));
    assert!(openssl(&[
        "pkcs12",
        "-export",
        "-inkey",
        "u.key",
        "-in",
        "u.pem",
        "-certfile",
        "ca.pem",
        "-out",
        "u.p12",
        "-passout",
        "pass:right"
    ]));
    let bytes = std::fs::read(folder.path().join("u.p12")).expect("a file");
    assert_eq!(Identity::from_pkcs12(&bytes, "wrong").expect_err("a password").code(), "sign.password");
    let identity = Identity::from_pkcs12(&bytes, "right").expect("a key");
    assert_eq!(identity.name(), "Rosa");
    let now = std::fs::metadata(folder.path().join("u.pem")).expect("a file").modified().expect("a time");
    let seconds = now.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    let mut signing = how(&identity, "Reviewer");
    signing.seconds = i64::try_from(seconds).expect("a time") + 1;
    let file = sign(PLAIN, &signing).expect("a signature");
    assert!(holds(&file), "{:#?}", checked(&file));
    if let Some(said) = tool("pdfsig", &["-nocert"], &file) {
        assert!(said.contains("Signature is Valid"), "{said}");
    }
}

#[test]
fn what_is_added_after_a_signature_is_seen() {
    let file = signed("Author");
    let mut longer = file.clone();
    longer.push(b'\n');
    assert!(!holds(&longer));
    // A revision that changes a page, by hand.
    let document = lopdf::Document::load_mem(&file).expect("a file");
    let page = document.page_iter().next().expect("a page");
    let mut update = lopdf::IncrementalDocument::create_from(file.clone(), document);
    update.opt_clone_object_to_new_document(page).expect("a page");
    let new = update.new_document.get_object_mut(page).and_then(lopdf::Object::as_dict_mut).expect("a page");
    new.set("MediaBox", vec![0.into(), 0.into(), 10.into(), 10.into()]);
    let mut altered = Vec::new();
    update.save_to(&mut altered).expect("it is written");
    assert!(!holds(&altered));
    // And signed by somebody else.
    let other = Identity::make("Somebody", NOW - 60).expect("a key");
    let signed = sign(&altered, &how(&other, "")).expect("a signature");
    assert!(!holds(&signed), "{:#?}", checked(&signed));
}

#[test]
fn no_untouched_file_is_accused() {
    for number in 0..200 {
        let identity = Identity::make(&format!("Person {number} Ł"), NOW - 60 - number).expect("a key");
        let how = Signing { seconds: NOW + 7 * number, ..how(&identity, if number % 2 == 0 { "Author" } else { "" }) };
        let file = sign(PLAIN, &how).expect("a signature");
        assert!(holds(&file), "{number}: {:#?}", checked(&file));
    }
}

#[test]
fn every_byte_of_a_signed_file_counts() {
    let file = signed("Author");
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("small") % below
    };
    // The value of /Contents, which begins with the tag of a sequence: 30 in hexadecimal digits.
    let room = file.windows(4).rposition(|it| it == b"<308").expect("the signature");
    let end = room + file[room..].iter().position(|it| *it == b'>').expect("its end");
    let mut missed = Vec::new();
    for round in 0..1_200 {
        // A third of them in the signature and its padding.
        let place = if round % 3 == 0 { room + next(end - room) } else { next(file.len()) };
        let mut altered = file.clone();
        altered[place] ^= u8::try_from(1 + next(255)).expect("a byte");
        if holds(&altered) {
            missed.push(place);
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}
