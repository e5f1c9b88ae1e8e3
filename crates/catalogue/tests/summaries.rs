//! The one-line summaries: complete, of a length that fits a list, and our own words.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use assay_catalogue::shipped;
use common::shared;

/// Words in a row that two sentences on the same matter can hardly share by chance.
const RUN: usize = 8;

/// The summaries of each file, by its name.
fn summaries() -> [(&'static str, BTreeMap<String, String>); 3] {
    [
        ("masvs", include_str!("../../../standards/summaries/masvs.json")),
        ("maswe", include_str!("../../../standards/summaries/maswe.json")),
        ("mastg", include_str!("../../../standards/summaries/mastg.json")),
    ]
    .map(|(name, json)| (name, serde_json::from_str(json).expect("a flat object of sentences")))
}

#[test]
fn every_shipped_item_has_a_summary_and_no_other_has() {
    let pinned = shipped();
    let ids: [BTreeSet<&str>; 3] = [
        pinned.masvs.controls.iter().map(|control| control.id.as_str()).collect(),
        pinned.maswe.weaknesses.iter().map(|weakness| weakness.id.as_str()).collect(),
        pinned.mastg.tests.iter().map(|test| test.id.as_str()).collect(),
    ];
    for ((name, summaries), ids) in summaries().iter().zip(ids) {
        assert!(!ids.is_empty(), "{name} ships");
        assert_eq!(summaries.keys().map(String::as_str).collect::<BTreeSet<_>>(), ids, "the ids of {name}");
    }
}

#[test]
fn summaries_are_single_sentences_that_fit_a_list() {
    let mut seen = HashMap::new();
    for (name, summaries) in &summaries() {
        for (id, summary) in summaries {
            let length = summary.chars().count();
            assert!((60..=160).contains(&length), "{id} of {name} has {length} characters: {summary}");
            assert!(summary.ends_with('.') && !summary.contains(". "), "{id} is one sentence: {summary}");
            assert!(summary.starts_with(char::is_uppercase) && summary.trim() == summary, "{id}: {summary}");
            assert_eq!(seen.insert(summary.clone(), id.clone()), None, "{id} says something of its own: {summary}");
        }
    }
}

/// One entry a line and keys in order, so that a change shows as the lines it is.
#[test]
fn files_are_sorted_one_entry_a_line() {
    for name in ["masvs", "maswe", "mastg"] {
        let path = format!("{}/../../standards/summaries/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).expect("the file");
        let keys: Vec<&str> =
            text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
        assert!(keys.is_sorted(), "{name} is sorted");
        let parsed: BTreeMap<String, String> = serde_json::from_str(&text).expect("a flat object");
        assert_eq!(keys.len(), parsed.len(), "{name} has one entry a line, and no key twice");
    }
}

#[test]
fn summaries_are_not_owasps_words() {
    let mut texts = Vec::new();
    for folder in ["owasp/masvs", "owasp/maswe", "owasp/maswe-beta", "owasp/mastg", "owasp/mastg-2025-07"] {
        let Some(folder) = shared(folder) else { return };
        texts_below(&folder, &mut texts);
    }
    assert!(texts.len() > 1_000, "the texts are there: {}", texts.len());
    let mut runs: HashMap<Vec<String>, String> = HashMap::new();
    for (_, summaries) in summaries() {
        for (id, summary) in summaries {
            runs.extend(words(&summary).windows(RUN).map(|run| (run.to_vec(), id.clone())));
        }
    }
    for path in texts {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("the text")).into_owned();
        for run in words(&text).windows(RUN) {
            if let Some(id) = runs.get(run) {
                panic!("the summary of {id} shares \"{}\" with {}", run.join(" "), path.display());
            }
        }
    }
}

fn texts_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            texts_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "yaml") {
            found.push(path);
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let word = |word: &&str| !word.is_empty();
    text.split(|character: char| !character.is_alphanumeric()).filter(word).map(str::to_lowercase).collect()
}
