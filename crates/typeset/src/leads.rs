//! Links inside a document, made when all places are known.
//!
//! A template that asks typst for a place is laid out twice: in the first pass nothing is known yet, and in the second one
//! all that holds a link is set once more. Templates therefore link to an address of ours ([`SCHEME`] and a label), which
//! is the same in each pass, and here such links get the place that the label has in the finished document.

use std::collections::{HashMap, HashSet};

use typst::foundations::{Content, Label, Selector};
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, LinkMarker};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use unicode_segmentation::UnicodeSegmentation;

/// How the address of such a link begins; the label follows.
const SCHEME: &str = "assay:";

/// So many letters of a link say where it leads.
const WORDS: usize = 200;

/// Gives all such links their place. What leads nowhere becomes plain words.
pub(crate) fn resolve(document: &mut PagedDocument) {
    let mut leads = Leads { document, known: HashMap::new(), nowhere: HashSet::new() };
    let mut pages = leads.document.pages().to_vec();
    let mut changed = false;
    for page in &mut pages {
        changed |= change(&mut page.frame, &is_of_lead, &mut |item| leads.lead(item));
    }
    if !changed {
        return;
    }
    // A link may end on another page than it began.
    let nowhere = leads.nowhere;
    let is_end = |item: &FrameItem| matches!(item, FrameItem::Tag(Tag::End(at, ..)) if nowhere.contains(at));
    if !nowhere.is_empty() {
        for page in &mut pages {
            change(&mut page.frame, &is_end, &mut |_| false);
        }
    }
    let info = document.info_mut().clone();
    *document = PagedDocument::new(pages.into(), info);
}

/// Hands the items that are `meant` to `each`, which changes them and says whether they stay. All other frames stay shared
/// with what layout remembers. Whether there was any.
fn change(
    frame: &mut Frame,
    meant: &impl Fn(&FrameItem) -> bool,
    each: &mut impl FnMut(&mut FrameItem) -> bool,
) -> bool {
    if !holds(frame, meant) {
        return false;
    }
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            change(&mut group.frame, meant, each);
            true
        }
        item => !meant(item) || each(item),
    });
    true
}

fn holds(frame: &Frame, meant: &impl Fn(&FrameItem) -> bool) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds(&group.frame, meant),
        item => meant(item),
    })
}

fn is_of_lead(item: &FrameItem) -> bool {
    match item {
        FrameItem::Link(Destination::Url(address), _) => is_lead(address.as_str()),
        FrameItem::Tag(Tag::Start(content, _)) => {
            content.to_packed::<LinkMarker>().and_then(|it| it.alt.as_ref()).is_some_and(|alt| is_lead(alt))
        }
        _ => false,
    }
}

fn is_lead(address: &str) -> bool {
    address.starts_with(SCHEME)
}

struct Leads<'a> {
    document: &'a PagedDocument,
    /// Where each label is, by the address that leads to it.
    known: HashMap<String, Option<Location>>,
    /// The links that lead nowhere: they leave the document's structure.
    nowhere: HashSet<Location>,
}

impl Leads<'_> {
    /// Changes a part of such a link. Whether it stays.
    fn lead(&mut self, item: &mut FrameItem) -> bool {
        match item {
            FrameItem::Link(destination, _) => {
                let Destination::Url(address) = &*destination else { return true };
                let Some(place) = self.place_of(address.as_str()) else { return false };
                *destination = Destination::Location(place);
                true
            }
            FrameItem::Tag(Tag::Start(content, _)) => {
                let location = content.location();
                let Some(marker) = content.to_packed_mut::<LinkMarker>() else { return true };
                let address = marker.alt.take().unwrap_or_default();
                if self.place_of(&address).is_none() {
                    self.nowhere.extend(location);
                    return false;
                }
                // Who hears the document is told where the link leads in the words that others see. PDF/A bounds how
                // long they may be.
                marker.alt = Some(marker.body.plain_text().graphemes(true).take(WORDS).collect::<String>().into());
                true
            }
            _ => true,
        }
    }

    fn place_of(&mut self, address: &str) -> Option<Location> {
        if let Some(known) = self.known.get(address) {
            return *known;
        }
        let label = Label::new(PicoStr::intern(address.strip_prefix(SCHEME)?))?;
        let found = self.document.introspector().query(&Selector::Label(label)).first().and_then(Content::location);
        self.known.insert(address.to_owned(), found);
        found
    }
}
