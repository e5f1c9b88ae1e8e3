//! Every template with long data, signed by three one after another: archivable, accessible, and sound for standard tools.

#[path = "../../../proof/tests/support/mod.rs"]
mod signatures;

use assay_proof::sign::{Identity, Signing, sign};
use assay_proof::{Against, Outcome, verify};
use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::{Look, TemplateSource};

use crate::board::board;
use crate::every::{crowded, set};
use crate::support::{LENGTHS, assert_valid, run, tool};
use signatures::{RANGES, assert_valid_but, ends_of_revisions};

/// 2026-11-28 17:00 UTC.
const NOW: i64 = 1_795_885_200;

#[test]
fn every_template_with_long_data_is_signed_by_three_one_after_another() {
    let signers = [("Mara Lind", "Author"), ("Zoë Müller", "Reviewer"), ("محمد العربي", "Approver")]
        .map(|(name, role)| (Identity::make(name, NOW - 60).expect("a key"), role));
    for name in BUILT_IN.iter().map(|it| it.name) {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = if name == "board" {
            run(TemplateSource::BuiltIn(name.to_owned()), board(200), vec![], folder.path())
        } else {
            set(name, crowded(60), Look::default(), folder.path())
        };
        let mut file = outcome.pdf();
        // Where the reader errs about the lengths of streams, the file's own are looked at here.
        assert_valid(&file);
        for (identity, role) in &signers {
            let how = Signing { identity, role, seconds: NOW, pdf_time: "D:20261128170000Z", timestamp: None };
            let signed = sign(&file, &how).expect("a signature");
            assert!(signed.starts_with(&file), "{name}: what was there is untouched");
            file = signed;
        }
        assert_valid_but(&file, &[RANGES, LENGTHS]);
        assert_eq!(ends_of_revisions(&file), signers.len(), "{name}");
        let said = verify(&file, &Against::default()).expect("it can be read");
        let of = |id: &str| -> Vec<Outcome> {
            said.checks.iter().filter(|check| check.id == id).map(|check| check.outcome).collect()
        };
        assert_eq!(of("signature.holds"), [Outcome::Holds; 3], "{name}: {said:#?}");
        assert_eq!(of("signature.whole"), [Outcome::Holds], "{name}: {said:#?}");
        std::fs::write(&outcome.path, &file).expect("written");
        if let Some(said) = tool("qpdf", &["--check", "FILE"], &outcome.path) {
            assert!(said.contains("No syntax or stream encoding errors found"), "{name}: {said}");
        }
        if let Some(said) = tool("pdfsig", &["-nocert", "FILE"], &outcome.path) {
            assert_eq!(said.matches("Signature is Valid").count(), signers.len(), "{name}: {said}");
            assert_eq!(said.matches("Total document signed").count(), 1, "{name}: {said}");
        }
    }
}
