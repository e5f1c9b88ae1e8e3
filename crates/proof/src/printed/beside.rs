//! What readers show with a page and that is no text of its own: what lies over it, and text within its drawings.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, ObjectId};

use crate::pdf::{Pdf, STREAM_LIMIT};

/// How deep drawings may be within each other.
const DEPTH: u32 = 8;

/// The kind of the first thing that lies over a page and is neither a link nor the field of a signature: no template makes
/// one, and it can cover what the page says.
pub(super) fn over(pdf: &Pdf, page: ObjectId) -> Option<String> {
    let page = pdf.document.get_dictionary(page).ok()?;
    let annotations = pdf.array(page, b"Annots").iter();
    annotations.filter_map(|it| pdf.resolved(it)?.as_dict().ok()).find_map(|annotation| {
        let name = |key: &[u8]| pdf.get(annotation, key).and_then(|it| it.as_name().ok()).unwrap_or_default();
        let own = name(b"Subtype") == b"Link" || (name(b"Subtype") == b"Widget" && name(b"FT") == b"Sig");
        (!own).then(|| String::from_utf8_lossy(name(b"Subtype")).into_owned())
    })
}

/// Whether something that a page draws has text of its own, such as a logo may have.
pub(super) fn within(pdf: &Pdf, page: ObjectId, operations: &[Operation]) -> bool {
    let Ok((own, inherited)) = pdf.document.get_page_resources(page) else { return false };
    let inherited = inherited.iter().filter_map(|id| pdf.document.get_dictionary(*id).ok());
    let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
    drawn(operations).any(|name| has_text(pdf, &resources, name, 0))
}

/// The names of what is drawn.
fn drawn(operations: &[Operation]) -> impl Iterator<Item = &[u8]> {
    let drawn = operations.iter().filter(|it| it.operator == "Do");
    drawn.filter_map(|it| it.operands.first()?.as_name().ok())
}

fn has_text(pdf: &Pdf, resources: &[&Dictionary], name: &[u8], depth: u32) -> bool {
    let drawing = resources.iter().find_map(|it| pdf.get(pdf.dictionary(it, b"XObject")?, name));
    let Some(drawing) = drawing.and_then(|it| it.as_stream().ok()) else { return false };
    if drawing.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
        return false;
    }
    // What can't be read may have some.
    let Ok(content) = drawing.get_plain_content_with_limit(STREAM_LIMIT) else { return true };
    let Ok(content) = Content::decode(&content) else { return true };
    if depth > DEPTH || content.operations.iter().any(|it| matches!(it.operator.as_str(), "Tj" | "TJ" | "'" | "\"")) {
        return true;
    }
    let own = pdf.dictionary(&drawing.dict, b"Resources");
    let resources = own.as_ref().map_or(resources, std::slice::from_ref);
    drawn(&content.operations).any(|name| has_text(pdf, resources, name, depth + 1))
}
