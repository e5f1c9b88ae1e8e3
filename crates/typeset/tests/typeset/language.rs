//! The words of the templates stand apart from them: in a made-up language, nothing English is left on any page, and the
//! layout holds.

use std::collections::BTreeSet;
use std::path::Path;

use assay_typeset::builtin::{self, BUILT_IN};
use assay_typeset::protocol::{ImageSource, TemplateSource};
use serde_json::Value;
use typst::syntax::{SyntaxKind, SyntaxNode, parse};

use crate::board::board;
use crate::support::{MATCHED, assert_valid, masa, run, screenshot, stored, text, with_pictures};

/// What translators get.
const ENGLISH: &str = "shared/strings/en";
/// A language that nobody speaks: letters of another script, and more of them, as translations are longer.
pub(crate) const LANGUAGE: &str = "qps";

/// More keys whose values are matched or compared, not read: they stay as they are.
const FIXED: [&str; 7] = ["units", "code", "level", "choice", "flag", "verification", "decision"];

/// What is no word of any language, or a name.
const NAMES: [&str; 8] = ["SHA", "UTC", "kB", "MB", "GB", "CVSS", "Assay", "CWE"];

/// The words in the letters of the made-up language.
fn turned(words: &str) -> String {
    let mut turned = String::with_capacity(words.len() * 3);
    for letter in words.chars() {
        let place = "abcdefghijklmnopqrstuvwxyz".find(letter.to_ascii_lowercase());
        let Some(other) = place.and_then(|place| "абцдефгхижклмнопщрстувшыйз".chars().nth(place))
        else {
            turned.push(letter);
            continue;
        };
        let other: String =
            if letter.is_ascii_uppercase() { other.to_uppercase().collect() } else { other.to_string() };
        turned.push_str(&other);
        if "aeiou".contains(letter) {
            turned.push_str(&other);
        }
    }
    turned
}

/// The file of strings with its words in the made-up language: strings and text, but no word that is compared with
/// another, and no path.
fn translated(node: &SyntaxNode, fixed: bool, out: &mut String) {
    let words = matches!(node.kind(), SyntaxKind::Str | SyntaxKind::Text) && !fixed;
    if node.children().len() == 0 {
        out.push_str(&if words { turned(node.leaf_text()) } else { node.leaf_text().to_string() });
        return;
    }
    let compares = node.kind() == SyntaxKind::Binary
        && node.children().any(|it| matches!(it.kind(), SyntaxKind::EqEq | SyntaxKind::ExclEq | SyntaxKind::In));
    let fixed = fixed || compares || node.kind() == SyntaxKind::ModuleImport;
    for child in node.children() {
        translated(child, fixed, out);
    }
}

/// A copy of a template that ships, with the made-up language beside English.
pub(crate) fn with_language(name: &str, folder: &Path) -> TemplateSource {
    let folder = folder.join("copy");
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    };
    for (path, bytes) in builtin::files(name).expect("it ships") {
        write(&path, &bytes);
        let Some(rest) = path.strip_prefix(ENGLISH) else { continue };
        let text = String::from_utf8(bytes).expect("text");
        let mut words = String::new();
        translated(&parse(&text), false, &mut words);
        write(&format!("shared/strings/{LANGUAGE}{rest}"), words.replace("\"en/", "\"qps/").as_bytes());
    }
    TemplateSource::Folder(folder)
}

/// Puts people's words into other letters too, and gathers what stays as it is. English that comes with a code must not
/// be printed, so it stays English.
fn turn_data(value: &mut Value, key: &str, stays: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if MATCHED.contains(&key) || FIXED.contains(&key) => {
            stays.insert(text.clone());
        }
        Value::String(text) => {
            let day = |at: usize, letter| matches!((at, letter), (4 | 7, b'-')) || letter.is_ascii_digit();
            let dated = (text.len() == 10 || text.get(10..11) == Some("T"))
                && text.bytes().take(10).enumerate().all(|(at, letter)| day(at, letter));
            if !dated {
                *text = turned(text);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| turn_data(item, key, stays)),
        Value::Object(fields) => {
            let coded = fields.contains_key("code");
            for (name, field) in fields.iter_mut().filter(|(name, _)| !(coded && *name == "words")) {
                turn_data(field, name, stays);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The data of a template, with a picture where there is evidence.
fn data(name: &str, folder: &Path) -> (Value, ImageSource) {
    let picture = stored(folder, &screenshot(600, 900));
    let data = if name == "board" { board(3) } else { with_pictures(masa(), std::slice::from_ref(&picture)) };
    (data, picture)
}

#[test]
fn no_english_is_left_on_any_page_in_another_language_and_the_layout_holds() {
    for name in BUILT_IN.iter().map(|it| it.name) {
        let folder = tempfile::tempdir().expect("a folder");
        let (mut data, picture) = data(name, folder.path());
        let set = |source, data| run(source, data, vec![picture.clone()], folder.path());
        let english = set(TemplateSource::BuiltIn(name.to_owned()), data.clone()).pages();
        let mut stays = BTreeSet::new();
        turn_data(&mut data, "", &mut stays);
        data["document"]["language"] = LANGUAGE.into();
        let outcome = set(with_language(name, folder.path()), data);
        assert_valid(&outcome.pdf());
        let pages = outcome.pages();
        assert!(pages >= english && pages * 2 <= english * 3 + 2, "{name}: {pages} pages, {english} in English");
        let Some(text) = text(&outcome.path) else { return };
        let left: BTreeSet<&str> = text
            .split(|letter: char| !letter.is_ascii_alphabetic())
            .filter(|word| word.len() > 1 && !NAMES.contains(word) && !stays.iter().any(|it| it.contains(word)))
            .collect();
        assert!(left.is_empty(), "{name} prints words of its own: {left:?}");
    }
}

#[test]
fn the_words_that_must_be_translated_are_found() {
    // Without this the test above could pass because nothing is ever found.
    let folder = tempfile::tempdir().expect("a folder");
    let (mut data, picture) = data("assessment", folder.path());
    turn_data(&mut data, "", &mut BTreeSet::new());
    let outcome = run(TemplateSource::BuiltIn("assessment".to_owned()), data, vec![picture], folder.path());
    outcome.pdf();
    let Some(text) = text(&outcome.path) else { return };
    for wanted in ["Not ready", "required controls fail", "How verdicts come about", "taken from", "Conditional"] {
        assert!(text.contains(wanted), "{wanted}");
    }
}
