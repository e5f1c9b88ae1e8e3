//! Words of PDFs that somebody attached.

use std::path::Path;

use assay_typeset::protocol::{Event, WordsRequest};

use crate::page::pdf_of;

fn request(folder: &Path, bytes: &[u8], most: usize) -> WordsRequest {
    let pdf = folder.join("some.pdf");
    std::fs::write(&pdf, bytes).expect("written");
    WordsRequest { pdf, output: folder.join("words.txt"), most, memory_limit: Some(2 << 30), time_limit: Some(1) }
}

/// What the process says last, and what it has written down by then.
fn read(bytes: &[u8], most: usize) -> (Option<Event>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let request = request(folder.path(), bytes, most);
    let (_, events) = crate::process::ask(&["--words"], &serde_json::to_vec(&request).expect("JSON"));
    (events.into_iter().last(), std::fs::read_to_string(&request.output).unwrap_or_default())
}

#[test]
fn words_lines_and_pages_are_told_apart() {
    let first = "BT /F 12 Tf 40 180 Td (Certificate pinning) Tj 0 -20 Td [(was) -600 (by) 20 (passed)] TJ ET";
    let unseen = "BT /F 12 Tf 3 Tr 40 80 Td (scanned) Tj ET";
    let (last, text) = read(&pdf_of(&[first, unseen]), 1 << 20);
    assert_eq!(text, "Certificate pinning\nwas bypassed\nscanned\n");
    let Some(Event::Done { pages: 2, size, sha256 }) = last else { panic!("{last:?}") };
    assert_eq!(size, text.len() as u64);
    assert_eq!(sha256, hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&text)));
}

#[test]
fn enough_is_enough() {
    let line = "BT /F 12 Tf 40 80 Td (abcdefghij) Tj ET";
    let (last, text) = read(&pdf_of(&[line, line, line]), 15);
    assert_eq!(text, "abcdefghij\nabcd\n");
    assert!(matches!(last, Some(Event::Done { pages: 2, .. })), "{last:?}");
}

#[test]
fn a_page_without_end_costs_its_time_and_leaves_the_pages_before() {
    // A form that draws itself twice, and again: the drawing never ends, however deep it may be nested.
    let twice = "/X Do /X Do ".repeat(40);
    let (last, text) = read(&pdf_of(&["BT /F 12 Tf 40 80 Td (before) Tj ET", &twice]), 1 << 20);
    let Some(Event::Failed(failure)) = last else { panic!("{last:?}") };
    assert_eq!((failure.code.as_str(), text.as_str()), ("typeset.time", "before\n"));
}

#[test]
fn what_is_no_pdf_has_no_words() {
    for bytes in [&b"%PDF-1.7\nnothing that follows"[..], b""] {
        let (last, text) = read(bytes, 1 << 20);
        assert!(matches!(last, Some(Event::Failed(ref it)) if it.code == "typeset.pdf"), "{last:?}");
        assert_eq!(text, "");
    }
}
