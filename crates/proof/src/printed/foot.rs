//! Whether the foot of every page is this report's: a page of another one, or one in another place, has another foot.

use serde_json::Value;

use super::run::cut;
use super::said;
use super::text::{Text, plain, squeezed};
use super::words::Words;

/// So many letters of a report's number stand at the foot.
const NUMBER: usize = 40;

/// A foot that says something else.
#[derive(Debug)]
pub(super) struct Foot {
    /// Counted from 1.
    pub(super) page: usize,
    /// What should stand there.
    pub(super) value: String,
}

/// The template that begins with a cover.
const WITH_COVER: &str = "assessment";

/// The first page whose foot is not that of this report, set by a template that ships. On a cover, however many pages long
/// names make of it, there is the report's number alone.
pub(super) fn wrong(text: &Text, data: &Value, words: &Words) -> Option<Foot> {
    let document = &data["document"];
    // Beside a number in other scripts the line may run in another order.
    let number = cut(said(&document["number"]), NUMBER).filter(|number| plain(number))?;
    let number = if words.english() { format!("Report {number}") } else { number };
    let level = words.word("levels", said(&document["disclosure"]));
    let pages = text.margins_of_pages();
    let all = pages.len();
    let mut cover = said(&document["template"]) == WITH_COVER;
    for (index, margins) in pages.enumerate() {
        let page = index + 1;
        let count = if words.english() { format!("Page {page} of {all}") } else { String::new() };
        let absent = |wanted: &String| !margins.contains(&squeezed(wanted));
        let beyond_number = [&level, &count].into_iter().find(|it| absent(it));
        cover = cover && page < all && beyond_number.is_some();
        if let Some(value) = Some(&number).filter(|it| absent(it)).or(beyond_number.filter(|_| !cover)) {
            return Some(Foot { page, value: value.clone() });
        }
    }
    None
}
