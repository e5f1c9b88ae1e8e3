//! Levels of disclosure: what a level takes out is nowhere in the file. Every string of the sample gets a word of its own;
//! of those that the level's data no longer has, none may be found in the decompressed file, in whatever encoding.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use assay_report::model::{Disclosure, ReportData};
use assay_typeset::builtin::BUILT_IN;
use assay_typeset::protocol::{Attachment, AttachmentContent, Relationship, TemplateSource};
use serde_json::Value;

use crate::support::{MATCHED, assert_valid, run_with, sample, screenshot, stored, with_pictures};

/// More keys whose values are not people's words: they are counted or compared.
const FIXED: [&str; 18] = [
    "created",
    "number",
    "issued",
    "at",
    "evidence",
    "opened_at",
    "root",
    "signature",
    "workspace",
    "bytes",
    "subject",
    "supersedes",
    "last_statement",
    "due",
    "until",
    "received",
    "started",
    "finished",
];

/// Puts a word of its own behind every string that is somebody's, and tells which word stands where.
fn mark(value: &mut Value, place: &str, marks: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            let word = format!("{BEGINNING}{:05}x", marks.len());
            text.push(' ');
            text.push_str(&word);
            marks.insert(word, place.to_owned());
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                mark(item, &format!("{place}/{index}"), marks);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let listed = field.as_array().and_then(|items| items.first());
                let whole = field.is_object() || listed.is_some_and(Value::is_object);
                let fixed = [&MATCHED[..], &FIXED[..]].iter().any(|keys| keys.contains(&name.as_str()));
                if whole || !fixed {
                    mark(field, &format!("{place}/{name}"), marks);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The sample at a level, every word marked: the data, and the marks that the level took out with their places.
fn disclosed(level: Disclosure) -> (Value, BTreeMap<String, String>) {
    let mut marks = BTreeMap::new();
    let mut data = sample();
    // A picture that stays with the assessors, and its copy.
    let files: Vec<usize> = (0..data["evidence"].as_array().expect("evidence").len())
        .filter(|at| data["evidence"][*at]["content"]["figure"].is_object())
        .collect();
    let [original, copy, ..] = files.as_slice() else { panic!("the sample has pictures") };
    let of = data["evidence"][*original]["content"]["sha256"].clone();
    data["evidence"][*original]["content"]["withheld"] = Value::Bool(true);
    data["evidence"][*original]["content"]["figure"] = Value::Null;
    data["evidence"][*copy]["content"]["redacts"] = of;
    mark(&mut data, "", &mut marks);
    let mut report: ReportData = serde_json::from_value(data).expect("the data keeps its shape");
    report.document.disclosure = level;
    assay_report::disclose(&mut report);
    let left = serde_json::to_value(&report).expect("plain data");
    let said = left.to_string();
    marks.retain(|word, _| !said.contains(word.as_str()));
    (left, marks)
}

/// What every report has inside: its data, whole and in other forms.
fn attached(data: &Value) -> Vec<Attachment> {
    let derived = assay_proof::derived(data).expect("plain data");
    let attachment = |(name, bytes): (&str, Vec<u8>)| Attachment {
        name: name.to_owned(),
        media_type: "application/json".to_owned(),
        relationship: Relationship::Data,
        description: "Data".to_owned(),
        content: AttachmentContent::Text(String::from_utf8(bytes).expect("text")),
    };
    derived.into_iter().map(attachment).collect()
}

/// Every marked word that the file holds anywhere: in its text, its metadata, bookmarks, structure, attachments.
fn held(path: &std::path::Path) -> Option<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    for (tool, arguments) in
        [("qpdf", &["--qdf", "--object-streams=disable", "--warning-exit-0"] as &[&str]), ("pdftotext", &["-layout"])]
    {
        let Ok(output) = Command::new(tool).args(arguments).arg(path).arg("-").output() else {
            println!("skipped: {tool} is not installed");
            return None;
        };
        assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
        // Breaks that were put into long words would hide them.
        let plain = String::from_utf8_lossy(&output.stdout).replace('\u{200b}', "");
        collect(&plain, &mut words);
        // Strings in UTF-16, as they are and in hexadecimal digits.
        let narrow: Vec<u8> = output.stdout.iter().copied().filter(|byte| *byte != 0).collect();
        collect(&String::from_utf8_lossy(&narrow), &mut words);
        let beginning = digits(BEGINNING);
        let folded = plain.to_lowercase();
        for (at, _) in folded.match_indices(&beginning) {
            let letters = folded.get(at..at + 4 * LENGTH).and_then(|found| hex::decode(found).ok()).unwrap_or_default();
            let word: String = letters.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
            words.insert(word);
        }
    }
    Some(words)
}

const BEGINNING: &str = "kanari";
const LENGTH: usize = BEGINNING.len() + 6;

fn collect(text: &str, words: &mut BTreeSet<String>) {
    words.extend(text.match_indices(BEGINNING).filter_map(|(at, _)| text.get(at..at + LENGTH)).map(ToOwned::to_owned));
}

fn digits(word: &str) -> String {
    hex::encode(word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>())
}

#[test]
fn what_a_level_takes_out_is_nowhere_in_the_file() {
    for level in [Disclosure::Public, Disclosure::Customer] {
        let (data, gone) = disclosed(level);
        assert!(!gone.is_empty());
        for name in BUILT_IN.iter().map(|it| it.name).filter(|name| *name != "board") {
            let folder = tempfile::tempdir().expect("a folder");
            let picture = stored(folder.path(), &screenshot(300, 500));
            let attached = attached(&data);
            let data = with_pictures(data.clone(), std::slice::from_ref(&picture));
            let outcome =
                run_with(TemplateSource::BuiltIn(name.to_owned()), data, vec![picture], attached, folder.path());
            assert_valid(&outcome.pdf());
            let Some(words) = held(&outcome.path) else { return };
            let found: Vec<_> = gone.iter().filter(|(word, _)| words.contains(*word)).collect();
            assert!(found.is_empty(), "{level:?}, {name}: {found:?}");
        }
    }
}

#[test]
fn the_file_of_the_laboratory_holds_what_the_others_do_not() {
    // Without this the test above could pass because nothing is ever found.
    let (_, gone) = disclosed(Disclosure::Public);
    assert!(gone.len() > 200, "{} words are taken out", gone.len());
    let (data, nothing) = disclosed(Disclosure::Internal);
    assert!(nothing.is_empty(), "{nothing:?}");
    let folder = tempfile::tempdir().expect("a folder");
    let attached = attached(&data);
    let outcome = run_with(TemplateSource::BuiltIn("assessment".to_owned()), data, vec![], attached, folder.path());
    outcome.pdf();
    let Some(words) = held(&outcome.path) else { return };
    let found = gone.keys().filter(|word| words.contains(*word)).count();
    assert!(found * 10 > gone.len() * 8, "{found} of {} are found", gone.len());
}

#[test]
fn each_level_takes_out_what_the_documentation_says() {
    let gone = |level| -> Vec<String> { disclosed(level).1.into_values().collect() };
    let customer = gone(Disclosure::Customer);
    for beginning in ["/findings/0/ticket", "/sign_offs/1/same_device_as"] {
        assert!(customer.iter().any(|place| place.starts_with(beginning)), "{beginning}: {customer:?}");
    }
    for part in ["/comments/", "/cited/", "/content/name"] {
        assert!(customer.iter().any(|place| place.contains(part)), "{part}: {customer:?}");
    }
    assert!(
        !customer.iter().any(|place| place.contains("/note/") || place.starts_with("/findings/0/title")),
        "the customer reads notes and findings: {customer:?}"
    );
    let public = gone(Disclosure::Public);
    for beginning in [
        "/units/0/",
        "/evidence/0/",
        "/findings/0/",
        "/crosswalk/0/",
        "/waivers/0/approver",
        "/waivers/0/reason",
        "/sign_offs/0/given/by",
        "/engagement/access",
        "/engagement/people/",
        "/engagement/tools/",
        "/cover/assessors/",
        "/builds/0/artefact/file_name",
        "/builds/0/commit",
        "/summary/attention/",
        "/readiness/decisions/0/reason",
        "/ledger/headers/",
        "/ledger/checkpoint/devices/0/name",
        "/groups/0/controls/0/verdicts/0/explanation",
    ] {
        assert!(public.iter().any(|place| place.starts_with(beginning)), "{beginning}");
    }
    for kept in ["/cover/app", "/engagement/laboratory", "/engagement/customer", "/groups/0/title"] {
        assert!(!public.iter().any(|place| place == kept), "{kept} stays");
    }
}
