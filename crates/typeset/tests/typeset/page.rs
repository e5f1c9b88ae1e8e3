//! Pages of PDFs that somebody attached, as pictures.

use std::fmt::Write as _;
use std::path::Path;

use assay_typeset::page::draw;
use assay_typeset::protocol::{Event, PageRequest};

/// A PDF with a word on each page, in a font that it does not bring.
fn pdf(words: &[&str]) -> Vec<u8> {
    let drawn: Vec<String> = words.iter().map(|word| format!("BT /F 48 Tf 40 80 Td ({word}) Tj ET")).collect();
    pdf_of(&drawn.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A PDF whose pages are drawn so, with a font F that it does not bring, and a form X that draws itself.
pub(crate) fn pdf_of(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 5 + 2 * at)).collect();
    let again = "/X Do ".repeat(9);
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /XObject << /X 4 0 R >> >> \
             /Length {} >>\nstream\n{again}\nendstream",
            again.len()
        ),
    ];
    for (at, drawn) in pages.iter().enumerate() {
        let (page, contents) = (5 + 2 * at, 6 + 2 * at);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {contents} 0 R \
             /Resources << /Font << /F 3 0 R >> /XObject << /X 4 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()));
        assert_eq!(objects.len(), page + 1);
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).expect("written");
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("written");
    }
    let start = file.len();
    let count = objects.len() + 1;
    write!(file, "{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").expect("written");
    file.into_bytes()
}

fn request(folder: &Path, bytes: &[u8], page: Option<u32>) -> PageRequest {
    let pdf = folder.join("some.pdf");
    std::fs::write(&pdf, bytes).expect("written");
    PageRequest { pdf, page, width: 600, output: folder.join("page.png"), memory_limit: None }
}

fn dark(path: &Path) -> usize {
    let picture = image::open(path).expect("a picture").into_luma8();
    assert_eq!(picture.dimensions(), (600, 400));
    picture.pixels().filter(|pixel| pixel.0[0] < 100).count()
}

#[test]
fn pages_are_counted_and_drawn_with_our_own_fonts() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = pdf(&["i", "Second"]);
    let Ok(Event::Done { pages, size, .. }) = draw(&request(folder.path(), &bytes, None)) else { panic!("counted") };
    assert_eq!((pages, size), (2, 0));
    let of = |page| {
        let request = request(folder.path(), &bytes, Some(page));
        assert!(matches!(draw(&request), Ok(Event::Done { pages: 2, .. })));
        dark(&request.output)
    };
    let (one, two) = (of(1), of(2));
    assert!(one > 100 && two > 2 * one, "{one} {two}");
}

#[test]
fn what_cannot_be_drawn_is_a_coded_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let code = |bytes: &[u8], page| draw(&request(folder.path(), bytes, page)).expect_err("refused").code;
    assert_eq!(code(b"%PDF-1.7\nnothing that follows", Some(1)), "typeset.pdf");
    assert_eq!(code(b"", None), "typeset.pdf");
    let good = pdf(&["one"]);
    assert_eq!(code(&good, Some(2)), "typeset.no_page");
    assert_eq!(code(&good, Some(0)), "typeset.no_page");
    assert!(!folder.path().join("page.png").exists());
}

#[test]
fn the_process_answers_for_pages_as_for_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let request = request(folder.path(), &pdf(&["one"]), Some(1));
    let (code, events) = crate::process::ask(&["--page"], &serde_json::to_vec(&request).expect("JSON"));
    assert_eq!(code, Some(0));
    assert!(matches!(events.as_slice(), [Event::Done { pages: 1, .. }]), "{events:?}");
    assert!(dark(&request.output) > 100);
}
