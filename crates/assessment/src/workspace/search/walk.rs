//! The cross-walk of the standards that are in use, or that an assessment pins.

use std::sync::Arc;

use assay_catalogue::{
    CROSSWALK_NOTE, Crosswalk, CrosswalkItem, CrosswalkKind, Matrix, MatrixSide, shipped_requirements, shipped_sources,
};
use assay_messages::{in_words, said};
use uuid::Uuid;

use super::{keep, kept};
use crate::statement::PinnedDigests;
use crate::view::{CrosswalkChoice, CrosswalkView};
use crate::workspace::Workspace;
use crate::workspace::assessments::default_digests;
use crate::{AssessmentError, Noun, Result};

/// How many items are named where a text begins several ids.
const NAMED: usize = 12;

/// A cross-walk and the catalogues that it was made of.
#[derive(Debug)]
pub(super) struct Walk {
    pins: PinnedDigests,
    walk: Crosswalk,
}

impl Workspace {
    /// Everything that touches an item: a key of the cross-walk, or an id in any spelling.
    ///
    /// # Errors
    /// `crosswalk.unknown`; `crosswalk.ambiguous` where the text is only the beginning of several ids;
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn crosswalk(&self, text: &str, assessment: Option<Uuid>) -> Result<CrosswalkView> {
        view(&self.walk(assessment).await?.walk, text)
    }

    /// As [`Workspace::crosswalk`] over what ships, where no workspace is open.
    ///
    /// # Errors
    /// `crosswalk.unknown`, `crosswalk.ambiguous`.
    pub fn shipped_crosswalk(text: &str) -> Result<CrosswalkView> {
        view(super::index::walk(), text)
    }

    /// As [`Workspace::crosswalk_matrix`] over what ships, where no workspace is open.
    pub fn shipped_matrix(rows: &MatrixSide, columns: &MatrixSide, all: bool) -> Matrix {
        super::index::walk().matrix(rows, columns, all)
    }

    /// Two kinds of items against each other, see [`Crosswalk::matrix`].
    ///
    /// # Errors
    /// `assessment.unknown`, `catalogue.missing`.
    pub async fn crosswalk_matrix(
        &self,
        rows: &MatrixSide,
        columns: &MatrixSide,
        all: bool,
        assessment: Option<Uuid>,
    ) -> Result<Matrix> {
        Ok(self.walk(assessment).await?.walk.matrix(rows, columns, all))
    }

    async fn walk(&self, assessment: Option<Uuid>) -> Result<Arc<Walk>> {
        let pins = match assessment {
            Some(assessment) => self.assessment_facts(assessment).await?.opened.catalogues.clone(),
            None => default_digests(),
        };
        if let Some(known) = kept(&self.search.walk)
            && known.pins == pins
        {
            return Ok(known);
        }
        let pinned = self.pinned_by(&pins).await?;
        let walk = Crosswalk::new(&pinned, shipped_requirements(), shipped_sources());
        let made = Arc::new(Walk { pins, walk });
        keep(&self.search.walk, &made);
        Ok(made)
    }
}

/// An item of a cross-walk with what touches it.
fn view(walk: &Crosswalk, text: &str) -> Result<CrosswalkView> {
    let mut found = walk.resolve(text);
    if found.is_empty() {
        let begun = walk.beginning_with(text, NAMED);
        match begun.as_slice() {
            [] => return Err(AssessmentError::Unknown { noun: Noun::Item, text: text.to_owned() }),
            [one] => found.push(one),
            several => {
                let candidates = several.iter().map(|item| named(item)).collect();
                return Err(AssessmentError::Ambiguous { noun: Noun::Item, text: text.to_owned(), candidates });
            }
        }
    }
    let item = found[0].clone();
    let key = item.key();
    let touches = walk.touching(&key).unwrap_or_default();
    let also = found[1..].iter().map(|&item| CrosswalkChoice { key: item.key(), item: item.clone() }).collect();
    let nothing = touches.is_empty().then(|| why_nothing(&item));
    Ok(CrosswalkView { item, key, also, touches, nothing, note: in_words(CROSSWALK_NOTE) })
}

/// Why nothing touches an item: what would have to name it, and does not.
fn why_nothing(item: &CrosswalkItem) -> String {
    let name = named(item);
    match item.kind {
        CrosswalkKind::MasvsV1 => said!(
            "Nothing is related to {name}: no test of the MASTG names it beside a control of MASVS 2, and no weakness of \
             MASWE 1 names it. What it asked for is no part of MASVS 2; look among the requirements of the baseline for \
             its words.",
            name
        ),
        CrosswalkKind::Weakness if item.former => {
            said!(
                "Nothing is related to {name}: it was withdrawn, and no weakness of MASWE 1 names it as its former id.",
                name
            )
        }
        CrosswalkKind::Test if item.former => {
            said!("Nothing is related to {name}: it was withdrawn, and no successor is named.", name)
        }
        _ => said!("Nothing is related to {name}: no control, weakness, test or requirement in use names it.", name),
    }
}

/// An item as people write it.
fn named(item: &CrosswalkItem) -> String {
    if item.qualifier.is_empty() { item.id.clone() } else { format!("{} {}", item.qualifier, item.id) }
}
