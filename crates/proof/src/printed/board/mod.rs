//! Whether a board prints its data: row by row, as many as the page holds, and how many more there are.
//!
//! The whole page is put together from the data as [`Piece`]s in the order in which they are drawn. How many rows fit is
//! not in the data, so every number of them that the page can mean is tried.

pub(super) mod english;
mod rows;

use serde_json::Value;

pub(super) use super::run::Absent;
use super::run::Run;
use super::text::Text;
use super::words::Words;
use super::{items, said};

/// The template that prints a board.
pub(super) const TEMPLATE: &str = "board";
/// The most releases that the template prints.
const RELEASES: usize = 24;
/// The most lines of each list below them.
const LINES: usize = 6;

/// What was compared, as many of what; or what is absent.
pub(super) fn compare(text: &Text, data: &Value, words: &Words) -> Result<Vec<(usize, &'static str)>, Absent> {
    foot(text, data, words)?;
    let releases = items(&data["releases"]).count();
    let mut first = None;
    // Only in English it can be read that none fits; one always does.
    let least = if words.english() { 0 } else { releases.min(1) };
    for count in (least..=releases.min(RELEASES)).rev() {
        for lines in (1..=LINES).rev() {
            let run = page(data, words, count, lines);
            match run.holds(text) {
                Ok(()) => return Ok(counted(data, count, lines)),
                Err(absent) => first = furthest(first, absent),
            }
        }
    }
    Err(first.map(|(absent, _)| absent).unwrap_or_default())
}

/// The attempt that went furthest says best what is absent.
fn furthest(former: Option<(Absent, usize)>, now: (Absent, usize)) -> Option<(Absent, usize)> {
    match former {
        Some((_, reached)) if reached >= now.1 => former,
        _ => Some(now),
    }
}

fn counted(data: &Value, releases: usize, lines: usize) -> Vec<(usize, &'static str)> {
    let shown = |list: &str| items(&data[list]).count().min(lines);
    vec![
        (releases, "releases"),
        (items(&data["findings"]).count(), "counts of findings"),
        (shown("waivers"), "waivers that end"),
        (shown("people"), "people"),
    ]
}

/// The page with so many releases and so many lines of each list below them.
fn page(data: &Value, words: &Words, releases: usize, lines: usize) -> Run {
    let mut run = Run::new(words.english());
    run.of("the board");
    run.sentence("its title", &format!("Board · {}", said(&data["workspace"])), 70, &[said(&data["workspace"])]);
    let summary: Option<Vec<String>> = items(&data["summary"]).map(|it| words.sentence("board", it)).collect();
    if let Some(sentences) = summary {
        run.exact("what it says of all releases", &sentences.concat());
    } else {
        run.unknown();
    }
    let all: Vec<&Value> = items(&data["releases"]).collect();
    let (shown, left) = all.split_at(releases.min(all.len()));
    if !all.is_empty() {
        run.ours("the head of its table", english::HEAD);
        for release in shown {
            rows::release(&mut run, release, words);
        }
        if !shown.is_empty() {
            run.ours("what its bars mean", &english::bars(shown));
        }
    }
    if !left.is_empty() {
        run.of("the releases that are not printed");
        let ready = left.iter().filter(|it| it["ready"] == true).count();
        run.ours("how many they are", &english::left_over(left.len(), ready));
        run.number(left.len() as u64);
    }
    rows::findings(&mut run, data, words);
    rows::waivers(&mut run, data, lines);
    rows::people(&mut run, data, lines);
    run
}

/// The foot of the page: the record that it shows.
fn foot(text: &Text, data: &Value, words: &Words) -> Result<(), Absent> {
    let mut run = Run::new(words.english());
    run.of("the board");
    let moment = super::foreign::moment(said(&data["recorded"])).unwrap_or_default();
    run.text("its workspace", said(&data["workspace"]), 40);
    run.ours("its day", &format!("· as of {}, last entry {moment}", words.day(said(&data["day"])).concat()));
    run.ours("who printed it", "· printed by");
    run.text("who printed it", said(&data["printed_by"]), 40);
    run.ours("its checkpoint", "· checkpoint");
    run.exact("its checkpoint", said(&data["checkpoint"]));
    run.exact("its version", said(&data["document"]["generator"]));
    let id = said(&data["document"]["id"]);
    run.exact("its id", &format!("· {}", id.get(..12).unwrap_or(id)));
    run.stands_in(&text.margins).map_err(|(absent, _)| absent)
}
