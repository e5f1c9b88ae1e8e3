//! Files of any kind are read as each of the standards without a panic, and what comes out holds together.
//!
//! The bytes are a list of files: each begins with a line `=== path`, the rest up to the next such line is its content.

use std::collections::HashSet;

use assay_catalogue::{CatalogueName, ReadOptions, digest_of_text, read_files};

/// Takes the bytes as a list of files and reads them as every standard that they look like.
pub fn run(data: &[u8]) {
    let files = files(&String::from_utf8_lossy(data));
    for standard in [None, Some(CatalogueName::Masvs), Some(CatalogueName::Maswe), Some(CatalogueName::Mastg)] {
        let options = ReadOptions { standard, ..ReadOptions::default() };
        let Ok(import) = read_files(&files, &options) else { continue };
        let again = read_files(&files, &options).expect("what was read once");
        assert_eq!(import.catalogue.digest, again.catalogue.digest, "the same files have the same digest");
        let texts: HashSet<&str> = import.texts.iter().map(|text| text.digest.as_str()).collect();
        for text in &import.texts {
            assert_eq!(digest_of_text(&text.markdown), text.digest);
        }
        let empty = digest_of_text("");
        let has_text = |digest: &String| assert!(*digest == empty || texts.contains(digest.as_str()));
        import.catalogue.controls.iter().for_each(|it| has_text(&it.text_digest));
        import.catalogue.weaknesses.iter().for_each(|it| has_text(&it.text_digest));
        import.catalogue.tests.iter().for_each(|it| has_text(&it.text_digest));
        import.pages.iter().for_each(|it| has_text(&it.text_digest));
        let mut ids = HashSet::new();
        assert!(import.catalogue.controls.iter().all(|it| ids.insert(&it.id)), "each control is there once");
        ids.clear();
        assert!(import.catalogue.weaknesses.iter().all(|it| ids.insert(&it.id)), "each weakness is there once");
        ids.clear();
        assert!(import.catalogue.tests.iter().all(|it| ids.insert(&it.id)), "each test is there once");
        for problem in &import.problems {
            assert!(!problem.message.is_empty());
        }
    }
}

fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("=== "), files.last_mut()) {
            (Some(path), _) => files.push((path.trim_end_matches(['\n', '\r']).to_owned(), String::new())),
            (None, Some((_, content))) => content.push_str(line),
            (None, None) => {}
        }
    }
    files
}
