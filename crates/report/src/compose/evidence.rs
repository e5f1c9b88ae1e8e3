//! Evidence, numbered in the order in which the units use it.

use std::collections::HashMap;

use assay_assessment::view::{EvidenceContent as ContentView, EvidenceView};

use super::stamp;
use crate::model::{Evidence, EvidenceContent, EvidenceUse, Figure, RichText, Unit};

/// The pieces met so far.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pieces: Vec<Evidence>,
    /// The first piece that shows a picture, by digest.
    shown: HashMap<String, u32>,
}

impl Pieces {
    /// Takes a piece in and gives its number.
    pub(crate) fn add(&mut self, view: &EvidenceView, unit: &Unit, build: &str) -> u32 {
        let number = u32::try_from(self.pieces.len() + 1).unwrap_or(u32::MAX);
        let content = self.content(view, number);
        self.pieces.push(Evidence {
            anchor: format!("evidence-{number}"),
            number,
            content,
            caption: view.caption.clone(),
            added: stamp(&view.added),
            used: vec![EvidenceUse { unit: unit.anchor.clone(), label: unit.label.clone(), build: build.to_owned() }],
        });
        number
    }

    pub(crate) fn finish(self) -> Vec<Evidence> {
        self.pieces
    }

    fn content(&mut self, view: &EvidenceView, number: u32) -> EvidenceContent {
        match &view.content {
            None => EvidenceContent::Redacted,
            Some(ContentView::File { name, sha256, size, media_type }) => EvidenceContent::File {
                // Of a picture with a blacked-out copy only the copy leaves.
                withheld: view.redacted_copy.is_some(),
                redacts: view.redacted_from.as_ref().map(|it| it.original.clone()),
                figure: (media_type.starts_with("image/") && view.redacted_copy.is_none()).then(|| Figure {
                    alternative: view.caption.trim().to_owned(),
                    shown_by: self.first_shown(sha256, number),
                }),
                name: name.clone(),
                sha256: sha256.clone(),
                size: *size,
                media_type: media_type.clone(),
            },
            Some(ContentView::Note { text }) => EvidenceContent::Note { text: RichText::markdown(text) },
            Some(ContentView::Link { url }) => EvidenceContent::Link { url: url.clone() },
            Some(ContentView::Commit { repository, id, author, author_date, subject, path, lines }) => {
                EvidenceContent::Commit {
                    repository: repository.clone(),
                    id: id.clone(),
                    author: author.clone(),
                    author_date: author_date.to_string(),
                    subject: subject.clone(),
                    place: path.clone(),
                    lines: *lines,
                }
            }
        }
    }

    /// The number of the piece that already shows this picture; none for the first, which will.
    fn first_shown(&mut self, sha256: &str, number: u32) -> Option<u32> {
        let first = *self.shown.entry(sha256.to_owned()).or_insert(number);
        (first != number).then_some(first)
    }
}
