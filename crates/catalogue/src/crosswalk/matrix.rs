//! Two kinds of items against each other, as a table.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::walk::{natural, touching};
use super::{CROSSWALK_NOTE, Crosswalk, CrosswalkItem, CrosswalkKind, Touch};
use crate::{CatalogueError, Sheet};

/// Which items stand on one side: a kind, or those of it that belong to something. Written `requirement`,
/// `clause:hipaa`, `requirement:fintech`, `weakness:maswe-beta`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixSide {
    /// The kind.
    pub kind: CrosswalkKind,
    /// Only items that belong to it, see [`CrosswalkItem::within`].
    pub within: Option<String>,
}

impl FromStr for MatrixSide {
    type Err = CatalogueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, within) = match text.trim().split_once(':') {
            Some((kind, within)) => (kind, Some(within.trim().to_owned()).filter(|it| !it.is_empty())),
            None => (text.trim(), None),
        };
        let kind = CrosswalkKind::from_name(kind).ok_or_else(|| CatalogueError::UnknownItemKind {
            text: text.to_owned(),
            allowed: CrosswalkKind::ALL.map(CrosswalkKind::as_str).join(", "),
        })?;
        Ok(MatrixSide { kind, within })
    }
}

impl fmt::Display for MatrixSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.as_str())?;
        self.within.iter().try_for_each(|within| write!(f, ":{within}"))
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MatrixLine {
    /// The row's item.
    pub item: CrosswalkItem,
    /// For every column how it touches the row, empty where it does not: `is related to (stored)` for a direct relation,
    /// `through FIN-2.1, FIN-2.2` for others.
    pub cells: Vec<String>,
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Matrix {
    /// What a reader has to know.
    pub note: String,
    /// The items of the columns.
    pub columns: Vec<CrosswalkItem>,
    /// The rows, in the order of ids.
    pub rows: Vec<MatrixLine>,
}

impl Crosswalk {
    /// Sets two sides against each other. Rows and columns that touch nothing are left out, unless `all`.
    pub fn matrix(&self, rows: &MatrixSide, columns: &MatrixSide, all: bool) -> Matrix {
        let mut column_at = self.side(columns);
        let mut lines: Vec<(usize, Vec<(usize, String)>)> = Vec::new();
        let mut met: BTreeSet<usize> = BTreeSet::new();
        for row in self.side(rows) {
            let touches = touching(self, row, Some(columns.kind));
            let mut cells = Vec::new();
            for touch in &touches {
                if let Some(at) = self.by_key.get(&touch.item.key())
                    && column_at.contains(at)
                {
                    met.insert(*at);
                    cells.push((*at, cell(touch)));
                }
            }
            if all || !cells.is_empty() {
                lines.push((row, cells));
            }
        }
        if !all {
            column_at.retain(|at| met.contains(at));
        }
        let rows = lines
            .into_iter()
            .map(|(row, cells)| {
                let mut line = vec![String::new(); column_at.len()];
                for (at, text) in cells {
                    if let Some(place) = column_at.iter().position(|it| *it == at) {
                        line[place] = text;
                    }
                }
                MatrixLine { item: self.items[row].clone(), cells: line }
            })
            .collect();
        let columns = column_at.iter().map(|at| self.items[*at].clone()).collect();
        Matrix { note: CROSSWALK_NOTE.to_owned(), columns, rows }
    }

    /// The positions of one side's items, in the order of ids.
    fn side(&self, side: &MatrixSide) -> Vec<usize> {
        let belongs = |item: &CrosswalkItem| {
            item.kind == side.kind && side.within.as_ref().is_none_or(|within| item.within == *within)
        };
        let mut positions: Vec<usize> = (0..self.items.len()).filter(|at| belongs(&self.items[*at])).collect();
        positions.sort_by_cached_key(|at| {
            let item = &self.items[*at];
            // The numbering of a weakness, the source of a clause, the set of a requirement; then the id.
            let within = if item.kind == CrosswalkKind::MasvsV1 { String::new() } else { item.within.clone() };
            let id = if item.kind == CrosswalkKind::MasvsV1 { &item.within } else { &item.id };
            (within, natural(id))
        });
        positions
    }
}

fn cell(touch: &Touch) -> String {
    let direct: Vec<String> = touch
        .ways
        .iter()
        .filter(|way| way.steps.len() == 1)
        .flat_map(|way| &way.steps)
        .map(|step| format!("{} ({})", step.words, step.provenance.basis.as_str()))
        .collect();
    if !direct.is_empty() {
        return direct.join("; ");
    }
    let mut through: Vec<String> = Vec::new();
    for way in &touch.ways {
        let stations: Vec<&str> = way.steps[..way.steps.len() - 1].iter().map(|step| step.to.id.as_str()).collect();
        let way = stations.join(" > ");
        if !through.contains(&way) {
            through.push(way);
        }
    }
    let more =
        if touch.more_ways > 0 { said!(" and {more_ways} more", more_ways = touch.more_ways) } else { String::new() };
    said!("through {ways}{more}", ways = through.join(", "), more)
}

impl Matrix {
    /// The table as CSV after RFC 4180, in UTF-8: two columns for a row's id and title, then one a column. No cell can be
    /// taken for a formula by a spreadsheet.
    pub fn csv(&self) -> String {
        let mut sheet = Sheet::new();
        let ids = self.columns.iter().map(label);
        sheet.record(["Id".to_owned(), "Title".to_owned()].into_iter().chain(ids));
        let titles = self.columns.iter().map(|it| it.title.clone());
        sheet.record([self.note.clone(), String::new()].into_iter().chain(titles));
        for row in &self.rows {
            sheet.record([label(&row.item), row.item.title.clone()].into_iter().chain(row.cells.iter().cloned()));
        }
        sheet.finish()
    }
}

/// An id as it stands alone.
fn label(item: &CrosswalkItem) -> String {
    if item.qualifier.is_empty() { item.id.clone() } else { format!("{} {}", item.qualifier, item.id) }
}
