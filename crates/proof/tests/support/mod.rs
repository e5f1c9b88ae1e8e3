//! How a file with several signatures is looked at; the tests of the typesetter share it.

/// The one rule in which the reader errs: of several signatures, all but the last end where their revision ends, and not
/// where the file does. [`ends_of_revisions`] looks for itself.
pub(crate) const RANGES: &str = "[ISO 19005-3:2012:6.4.3:1]";

/// Another rule in which it errs: where the data of a stream end with a carriage return, which compressed data do once in
/// 256, it takes that for a part of the line end before `endstream`.
const LENGTHS: &str = "[ISO 19005-3:2012:6.1.7.1:1]";

/// How many signatures there are, each from the first byte to the end of a revision.
pub(crate) fn ends_of_revisions(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let bytes = |range: &str| -> Vec<usize> { range.split_whitespace().filter_map(|it| it.parse().ok()).collect() };
    let ranges = text.split("/ByteRange").skip(1).filter_map(|rest| rest.split_once('[')?.1.split_once(']'));
    let mut count = 0;
    for (range, _) in ranges {
        let [0, _, from, length] = bytes(range)[..] else { panic!("{range}") };
        let signed = &pdf[..from + length];
        assert!(signed.ends_with(b"%%EOF\n") || signed.ends_with(b"%%EOF"), "{range} ends where no revision does");
        count += 1;
    }
    count
}

/// Valid for both profiles, but for rules in which the reader is known to err.
pub(crate) fn assert_valid_but(pdf: &[u8], known: &[&str]) {
    use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)).expect("it can be read");
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        let returns = pdf.windows(11).any(|at| at == b"\r\nendstream");
        let errs = |failure: &String| {
            known.iter().any(|known| failure.starts_with(known)) || (returns && failure.starts_with(LENGTHS))
        };
        let as_known = failures.iter().all(errs);
        assert!(report.is_compliant || as_known, "{profile:?}: {failures:#?}");
    }
}
