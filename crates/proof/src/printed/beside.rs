//! What readers show with a page and that is no text of its own: what lies over it, and text within its drawings.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::pdf::{DEPTH as TREE_DEPTH, Pdf, STREAM_LIMIT};

/// How deep drawings may be within each other.
const DEPTH: u32 = 8;

/// The kind of the first thing that lies over a page and can cover what it says. No template makes one: it has links that
/// show nothing, and fields of signatures, which are checked where the signatures are.
pub(super) fn over(pdf: &Pdf, page: ObjectId) -> Option<String> {
    let page = pdf.document.get_dictionary(page).ok()?;
    pdf.array(page, b"Annots").iter().find_map(|it| {
        let annotation = pdf.resolved(it)?.as_dict().ok()?;
        let kind = pdf.get(annotation, b"Subtype").and_then(|it| it.as_name().ok()).unwrap_or_default();
        let own = (kind == b"Link" && shows_nothing(pdf, annotation)) || is_signature(pdf, it);
        (!own).then(|| String::from_utf8_lossy(kind).into_owned())
    })
}

/// Whether a link has neither a drawing nor a border: that is one of no width, and where none is named readers draw one.
fn shows_nothing(pdf: &Pdf, link: &Dictionary) -> bool {
    let zero = |it: &Object| it.as_float().is_ok_and(|width| width == 0.0);
    let border = pdf.array(link, b"Border").get(2).is_some_and(zero);
    border && !link.has(b"AP") && !link.has(b"BS")
}

/// Whether it is one of the fields whose signatures are checked, with what they show.
fn is_signature(pdf: &Pdf, annotation: &Object) -> bool {
    let form = pdf.document.catalog().ok().and_then(|catalog| pdf.dictionary(catalog, b"AcroForm"));
    let Some(form) = form else { return false };
    annotation.as_reference().is_ok_and(|id| {
        pdf.array(form, b"Fields").iter().any(|field| field.as_reference().is_ok_and(|field| field == id))
    })
}

/// The drawings of a file, each read once: forged ones may draw each other any number of times.
pub(super) struct Drawings<'a> {
    pdf: &'a Pdf,
    known: HashMap<*const Stream, bool>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Drawings<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, known: HashMap::new(), left: STREAM_LIMIT }
    }

    /// Whether something that a page may draw has text of its own, such as a logo may have.
    pub(super) fn of_page_have_text(&mut self, page: ObjectId) -> bool {
        let mut node = self.pdf.document.get_dictionary(page).ok();
        for _ in 0..TREE_DEPTH {
            let Some(here) = node else { return false };
            if self.pdf.dictionary(here, b"Resources").is_some_and(|resources| self.have_text(resources, 0)) {
                return true;
            }
            node = self.pdf.dictionary(here, b"Parent");
        }
        true
    }

    /// Whether a drawing, a pattern or a mask among resources has.
    fn have_text(&mut self, resources: &'a Dictionary, depth: u32) -> bool {
        let pdf = self.pdf;
        let named = |kind: &[u8]| pdf.dictionary(resources, kind).into_iter().flatten();
        let masks = named(b"ExtGState").filter_map(|(_, state)| {
            let state = pdf.resolved(state)?.as_dict().ok()?;
            pdf.get(pdf.dictionary(state, b"SMask")?, b"G")
        });
        let drawn = named(b"XObject").chain(named(b"Pattern")).filter_map(|(_, it)| pdf.resolved(it));
        let streams: Vec<&Stream> = drawn.chain(masks).filter_map(|it| it.as_stream().ok()).collect();
        streams.into_iter().any(|it| self.has_text(it, depth))
    }

    fn has_text(&mut self, drawing: &'a Stream, depth: u32) -> bool {
        if drawing.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            return false;
        }
        let place = std::ptr::from_ref(drawing);
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        // One that draws itself adds nothing by that.
        self.known.insert(place, false);
        let has = self.read(drawing, depth);
        self.known.insert(place, has);
        has
    }

    /// What can't be read may have some.
    fn read(&mut self, drawing: &'a Stream, depth: u32) -> bool {
        let Ok(content) = drawing.get_plain_content_with_limit(self.left) else { return true };
        self.left = self.left.saturating_sub(content.len());
        let Ok(content) = Content::decode(&content) else { return true };
        let shows = |operator: &str| matches!(operator, "Tj" | "TJ" | "'" | "\"");
        if depth > DEPTH || content.operations.iter().any(|it| shows(&it.operator)) {
            return true;
        }
        let own = self.pdf.dictionary(&drawing.dict, b"Resources");
        own.is_some_and(|resources| self.have_text(resources, depth + 1))
    }
}
