//! What stands where on the pages: nothing is struck through, cut off or parted from what it belongs to.

use std::path::Path;

use assay_typeset::page::draw;
use assay_typeset::protocol::{Look, PageRequest};
use serde_json::{Value, json};

use crate::every::set;
use crate::support::{Outcome, masa, sample, small, tool};

/// The text of each page.
fn pages(outcome: &Outcome) -> Option<Vec<String>> {
    let text = tool("pdftotext", &["-layout", "FILE", "-"], &outcome.path)?;
    Some(text.split('\u{c}').map(|page| page.replace('\u{200b}', "")).filter(|page| !page.trim().is_empty()).collect())
}

/// Rows of a page's pixels that a hairline runs along, with the darkness found on it: (row, dark pixels).
fn struck(pdf: &Path, number: u32) -> Vec<(u32, usize)> {
    let output = pdf.with_extension("png");
    let request = PageRequest {
        pdf: pdf.to_owned(),
        page: Some(number),
        width: 1800,
        output: output.clone(),
        memory_limit: None,
    };
    draw(&request).expect("it is drawn");
    let picture = image::open(&output).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    let along = |row: u32| (0..width).map(move |x| (x, row));
    (1..height - 1)
        .filter(|row| along(*row).filter(|at| (200..=240).contains(&picture[*at].0[0])).count() > width as usize / 3)
        .map(|row| {
            let dark = (row - 1..=row + 1).flat_map(along).filter(|at| picture[*at].0[0] < 110).count();
            (row, dark)
        })
        .collect()
}

#[test]
fn the_rule_between_two_tests_runs_through_no_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = set("assessment", small(), Look::default(), folder.path());
    outcome.pdf();
    let Some(pages) = pages(&outcome) else { return };
    let mut rules = 0;
    for (index, _) in pages.iter().enumerate().filter(|(_, page)| page.contains("Looks for sensitive values")) {
        let number = u32::try_from(index + 1).expect("a small one");
        for (row, dark) in struck(&outcome.path, number) {
            rules += 1;
            assert!(dark < 8, "page {number}, row {row}: {dark} dark pixels on a rule");
        }
    }
    assert!(rules >= 2, "{rules} rules");
}

/// The sample with builds of the same platform beside those that it has.
fn many_builds(count: usize) -> Value {
    let mut data = sample();
    let build = data["builds"][0]["anchor"].clone();
    let copied = |list: &mut Value, anchor: &str| {
        let list = list.as_array_mut().expect("a list");
        if let Some(mut one) = list.iter().find(|one| one["build"] == build).cloned() {
            one["build"] = json!(anchor);
            list.push(one);
        }
    };
    for index in 0..count {
        let anchor = format!("build-more-{index}");
        let mut one = data["builds"][0].clone();
        one["anchor"] = json!(anchor);
        one["short"] = json!(format!("Android 42{index}0"));
        data["builds"].as_array_mut().expect("builds").push(one);
        copied(&mut data["summary"]["builds"], &anchor);
        for group in data["groups"].as_array_mut().expect("groups") {
            for control in group["controls"].as_array_mut().expect("controls") {
                copied(&mut control["verdicts"], &anchor);
            }
        }
    }
    data
}

#[test]
fn the_words_of_many_builds_stay_on_the_paper() {
    for name in ["assessment", "executive", "masa", "applicability"] {
        let folder = tempfile::tempdir().expect("a folder");
        let outcome = set(name, many_builds(5), Look::default(), folder.path());
        outcome.pdf();
        let Some(boxes) = tool("pdftotext", &["-bbox", "FILE", "-"], &outcome.path) else { return };
        // 595.3 points less a margin of 22 mm, and half a point for what a letter reaches over its own box.
        let edge = 595.3 - 62.4 + 0.5;
        for line in boxes.lines().filter(|line| line.trim_start().starts_with("<word")) {
            let right: f64 = line
                .split("xMax=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .expect("an edge")
                .parse()
                .expect("a number");
            assert!(right <= edge, "{name}: {line}");
        }
    }
}

/// A number of the first word that says this, as `pdftotext -bbox` tells it: `xMax="` and the like.
fn edge(boxes: &str, word: &str, which: &str) -> f64 {
    let line = boxes.lines().find(|line| line.contains(&format!(">{word}<"))).expect("the word");
    let number = line.split(which).nth(1).and_then(|rest| rest.split('"').next()).expect("an edge");
    number.parse().expect("a number")
}

#[test]
fn long_names_stay_on_the_cover_and_in_one_line_of_the_head() {
    for name in ["assessment", "executive"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = sample();
        let word = "Zahlungsverkehrsabwicklungsanwendung";
        data["cover"]["app"] = json!(format!("Das {word}"));
        data["cover"]["title"] = json!("Zuerst ".to_owned() + &"A title that goes on and on. ".repeat(8));
        let outcome = set(name, data, Look::default(), folder.path());
        outcome.pdf();
        let Some(boxes) = tool("pdftotext", &["-bbox", "FILE", "-"], &outcome.path) else { return };
        assert!(edge(&boxes, word, "xMax=\"") < 595.3 - 62.0, "{name}");
        let Some(second) = tool("pdftotext", &["-bbox", "-f", "3", "-l", "3", "FILE", "-"], &outcome.path) else {
            return;
        };
        let (first, last) = (edge(&second, "Das", "yMin=\""), edge(&second, "Profile", "yMin=\""));
        assert!((first - last).abs() < 2.0, "{name}: the head begins at {first} and ends at {last}");
    }
}

#[test]
fn a_long_role_of_who_decided_stays_on_the_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = sample();
    data["readiness"]["decisions"][0]["role"] = json!("Acting head of product security, and ".repeat(200) + "lastword");
    let outcome = set("executive", data, Look::default(), folder.path());
    outcome.pdf();
    let Some(boxes) = tool("pdftotext", &["-bbox", "FILE", "-"], &outcome.path) else { return };
    let line = boxes.lines().find(|line| line.contains(">lastword")).expect("its end");
    let bottom = line.split("yMax=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an edge");
    let bottom: f64 = bottom.parse().expect("a number");
    // 841.9 points less what the foot takes.
    assert!(bottom < 841.9 - 40.0, "{line}");
}

#[test]
fn a_title_stands_with_what_follows_it_and_a_piece_of_evidence_with_its_digest() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = sample();
    for piece in data["evidence"].as_array_mut().expect("evidence") {
        piece["caption"] =
            json!(["What was seen after a cold start, on both devices and with the second account."; 4].join(" "));
    }
    let outcome = set("assessment", data.clone(), Look::default(), folder.path());
    outcome.pdf();
    let Some(pages) = pages(&outcome) else { return };
    let last_words = |page: &str| {
        let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines[lines.len().saturating_sub(2)].to_owned()
    };
    // In the table of all verdicts a summary ends a row.
    for page in pages.iter().filter(|page| !page.lines().any(|line| line.trim_start().starts_with("Control  "))) {
        let last = last_words(page);
        for group in data["groups"].as_array().expect("groups") {
            for control in group["controls"].as_array().expect("controls") {
                assert_ne!(last, control["summary"].as_str().expect("words"), "it stands alone: {page}");
            }
        }
        assert!(!last.starts_with("Severity"), "a finding's title stands alone: {page}");
    }
    let manifest = pages.iter().skip_while(|page| !page.contains("pieces of evidence, of which"));
    let manifest: Vec<&String> = manifest.collect();
    for piece in data["evidence"].as_array().expect("evidence") {
        let (number, content) = (piece["number"].as_u64().expect("a number"), &piece["content"]);
        // Of figures this test has pictures of its own.
        let Some(digest) = content["sha256"].as_str().filter(|_| content["figure"].is_null()) else { continue };
        let row = format!("E-{number} ");
        let page = manifest.iter().find(|page| page.lines().any(|line| line.trim_start().starts_with(&row)));
        assert!(page.expect("it is listed").contains(digest), "E-{number} is parted from its digest");
    }
}

#[test]
fn the_end_of_a_report_is_no_page_of_its_own() {
    for more in (0..44).step_by(2) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut data = masa();
        let findings = data["findings"].as_array_mut().expect("findings");
        let closed = findings.last().expect("a finding").clone();
        for index in 0..more {
            let mut one = closed.clone();
            one["number"] = json!(100 + index);
            one["anchor"] = json!(format!("finding-more-{index}"));
            findings.push(one);
        }
        let outcome = set("remediation", data, Look::default(), folder.path());
        outcome.pdf();
        let Some(pages) = pages(&outcome) else { return };
        let last = pages.last().expect("a page");
        assert!(last.contains("Made with"), "{more} more: {last}");
    }
}

#[test]
fn what_does_not_fit_on_the_first_page_begins_below_the_edge_of_the_second() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = small();
    data["cover"]["assessors"] = (0..90).map(|at| json!(format!("Assessor Number {at}"))).collect();
    let outcome = set("assessment", data, Look::default(), folder.path());
    outcome.pdf();
    let Some(boxes) = tool("pdftotext", &["-bbox", "-f", "2", "-l", "2", "FILE", "-"], &outcome.path) else { return };
    let tops = boxes.lines().filter_map(|line| line.split("yMin=\"").nth(1)?.split('"').next()?.parse::<f64>().ok());
    let first = tops.fold(f64::INFINITY, f64::min);
    assert!(first > 40.0, "it begins {first} points below the edge");
}

/// Where words end on each page, in points from its upper edge, foot left out.
fn filled(outcome: &Outcome) -> Option<Vec<f64>> {
    let boxes = tool("pdftotext", &["-bbox", "FILE", "-"], &outcome.path)?;
    let mut pages = Vec::new();
    for line in boxes.lines().map(str::trim_start) {
        if line.starts_with("<page") {
            pages.push(0.0_f64);
        }
        let bottom = line.split("yMax=\"").nth(1).and_then(|rest| rest.split('"').next()?.parse::<f64>().ok());
        if let (Some(bottom), Some(page)) = (bottom.filter(|it| *it < 780.0), pages.last_mut()) {
            *page = page.max(bottom);
        }
    }
    Some(pages)
}

#[test]
fn untested_units_fill_the_page_as_others_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = sample();
    let group = data["units"][0]["group"].clone();
    for (index, unit) in data["units"].as_array_mut().expect("units").iter_mut().enumerate() {
        unit["group"] = group.clone();
        if index % 6 == 5 {
            continue;
        }
        for answer in unit["answers"].as_array_mut().expect("answers") {
            answer["state"] = json!("untested");
            answer["review"]["state"] = json!("open");
            for list in ["statements", "evidence", "comments"] {
                answer[list] = json!([]);
            }
        }
    }
    let outcome = set("assessment", data, Look::default(), folder.path());
    outcome.pdf();
    let (Some(pages), Some(filled)) = (pages(&outcome), filled(&outcome)) else { return };
    let chapter: Vec<usize> = (0..pages.len()).filter(|at| pages[*at].contains("Nobody has stated a result")).collect();
    for page in &chapter[..chapter.len() - 1] {
        assert!(filled[*page] > 640.0, "page {} ends at {}", page + 1, filled[*page]);
    }
}

#[test]
fn a_reason_is_said_once_with_all_units_that_it_holds_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut data = sample();
    let control = data["groups"][0]["controls"][0]["id"].clone();
    for (index, unit) in data["units"].as_array_mut().expect("units").iter_mut().enumerate().take(9) {
        unit["controls"] = json!([control]);
        let label = unit["label"].as_str().expect("a label").to_owned();
        unit["because"] =
            json!([if index < 7 { format!("L2 requires {label} here.") } else { "Asked of all.".to_owned() }]);
    }
    let labels: Vec<String> = (0..9).map(|it| data["units"][it]["label"].as_str().expect("it").to_owned()).collect();
    let outcome = set("applicability", data, Look::default(), folder.path());
    outcome.pdf();
    let Some(text) = crate::support::text(&outcome.path) else { return };
    assert_eq!(text.matches("L2 requires").count(), 1, "{text}");
    assert!(text.contains(&format!("L2 requires {} here. The same", labels[0])), "{text}");
    assert_eq!(text.matches("Asked of all.").count(), 1, "{text}");
    let numbers = labels.iter().filter_map(|label| label.rsplit('-').next());
    assert!(numbers.clone().all(|number| text.contains(number)), "none is left out: {text}");
}
