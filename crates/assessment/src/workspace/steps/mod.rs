//! Steps: what this device stated on a checklist, in order. Undo takes the last one back, redo states again what undo took
//! back last; both by statements that take the place of others.
//!
//! A step is all that one transaction stated there: a bulk, files that were attached together and proposals that were
//! accepted together go back as they came. The ledger's signed heads say where a transaction ends, so nothing that undo
//! goes by can be erased.
//!
//! What can be undone are results, evidence that was attached or removed, blacked-out copies of pictures, comments, conclusions on controls, the
//! engagement, what was said of reviews, and assignments. Two members may write with one device: each undoes their own.
//! Neither undo nor redo reaches past somebody else's statement: what they take the place of must be what
//! stands now, be it itself or by way of undoing what came after it.

mod again;
mod back;

use std::collections::HashMap;
use std::sync::Arc;

use assay_ledger::{Entry, Hash, Recorded};
use assay_messages::said;
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::states::{hash, id, push_holders};
use crate::planned::Sheet;
use crate::projection::{Stating, bytes};
use crate::statement::{Holder, Kind, Subject};
use crate::view::Undone;
use crate::{AssessmentError, Result};

/// A statement of one's own on a checklist.
#[derive(Debug, Clone)]
struct Own {
    entry: Hash,
    kind: Kind,
    subject: Subject,
    does: Does,
    /// The size of the device's log after the transaction.
    transaction: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    /// Says something that undo takes back.
    States,
    /// Is what undo states.
    Undoes,
    /// Is no step: what a migration carried over.
    Neither,
}

impl Own {
    /// What it takes the place of stands here.
    fn place(&self) -> (&'static [Kind], &Subject) {
        (self.kind.area(), &self.subject)
    }
}

/// A checklist whose steps are walked.
struct Walk {
    assessment: Uuid,
    build: Uuid,
    sheet: Arc<Sheet>,
    own: Vec<Own>,
}

impl Workspace {
    /// Takes back the last step of this device on this build in this assessment. Again takes back the one before.
    ///
    /// Of a step of many, what somebody else answered since stays as it is; the sentence says so.
    ///
    /// # Errors
    /// `undo.nothing`; `undo.superseded` when somebody else's statement took its place.
    pub async fn undo(&self, assessment: Uuid, build: Uuid) -> Result<Undone> {
        let mut stating = Stating::begin(&self.ledger).await?;
        let walk = self.steps_of(&mut stating, assessment, build).await?;
        let step = walk.last();
        if step.is_empty() {
            return Err(AssessmentError::NothingToUndo);
        }
        let mut made = Made::default();
        for one in step.iter().rev() {
            match back::take_back(&mut stating, &walk.label(one), one).await {
                Ok((entry, sentence)) => made.add(one, &entry, sentence),
                Err(AssessmentError::UndoSuperseded) => made.left += 1,
                Err(error) => return Err(error),
            }
        }
        let Some(last) = made.last else { return Err(AssessmentError::UndoSuperseded) };
        let undone = made.sentence(back::summary);
        stating.commit().await?;
        self.undone(&walk, &made.of, last, undone).await
    }

    /// States again what undo took back last on this build in this assessment, as long as nothing else was stated since.
    /// Again states the one before.
    ///
    /// # Errors
    /// `redo.nothing`; `redo.superseded` when somebody else's statement stands there now; `redo.redacted` when its words
    /// were redacted meanwhile; those of [`Workspace::state_result`] for a result that could not be stated today.
    pub async fn redo(&self, assessment: Uuid, build: Uuid) -> Result<Undone> {
        let mut stating = Stating::begin(&self.ledger).await?;
        let walk = self.steps_of(&mut stating, assessment, build).await?;
        let step = walk.last_undone(&mut stating).await?;
        if step.is_empty() {
            return Err(AssessmentError::NothingToRedo);
        }
        let today = self.today();
        let mut made = Made::default();
        for one in step.iter().rev() {
            match again::state_again(&mut stating, &walk, one, today).await {
                Ok((entry, sentence)) => made.add(one, &entry, sentence),
                Err(AssessmentError::RedoSuperseded) => made.left += 1,
                Err(error) => return Err(error),
            }
        }
        let Some(last) = made.last else { return Err(AssessmentError::RedoSuperseded) };
        let undone = made.sentence(again::summary);
        stating.commit().await?;
        self.undone(&walk, &made.of, last, undone).await
    }

    async fn undone(&self, walk: &Walk, of: &[Own], entry: Hash, undone: String) -> Result<Undone> {
        let mut units: Vec<String> = Vec::new();
        let mut controls: Vec<String> = Vec::new();
        for one in of {
            match &one.subject {
                Subject::Unit(place) | Subject::Evidence { place, .. } | Subject::Comment { place, .. } => {
                    let unit = place.unit.to_string();
                    if !units.contains(&unit) {
                        units.push(unit);
                    }
                }
                Subject::Control { control, .. } => controls.push(control.clone()),
                // Work is assigned by groups and builds, and every row of theirs says so.
                Subject::Group { .. } | Subject::WholeBuild { .. } => {
                    units.extend(walk.units_of(&one.subject).filter(|unit| !units.contains(unit)).collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let change = self.change_of(walk.assessment, walk.build, &units, &controls, entry).await?;
        Ok(Undone { change, unit: units.into_iter().next(), control: controls.into_iter().next(), undone })
    }

    /// What this device stated here, oldest first.
    async fn steps_of(&self, stating: &mut Stating, assessment: Uuid, build: Uuid) -> Result<Walk> {
        let (facts, _, sheet) = self.place(assessment, build).await?;
        let mut holders = vec![Holder::Build { assessment, build }];
        for subject in &sheet.shared {
            holders.push(self.holder(&facts, build, *subject).await?);
        }
        let mut query = QueryBuilder::new(
            "SELECT e.hash, e.kind, e.subject, EXISTS (SELECT 1 FROM supersedes s WHERE s.entry = e.id),
                (SELECT min(t.size) FROM heads t WHERE t.device = e.device AND t.size > e.seq), a.author FROM (SELECT u.arrival, u.author FROM (",
        );
        push_holders(&mut query, &holders);
        query.push(") h CROSS JOIN unit_statement u ON u.assessment = h.assessment AND u.build = h.build");
        for table in ["review_statement", "assignment", "picture_redaction"] {
            query.push(" UNION ALL SELECT u.arrival, u.author FROM (");
            push_holders(&mut query, &holders);
            // Their names are the three above.
            query.push(") h CROSS JOIN ").push(table).push(" u ON u.assessment = h.assessment AND u.build = h.build");
        }
        query.push(" UNION ALL SELECT arrival, author FROM control_statement WHERE assessment = ");
        query.push_bind(bytes(assessment)).push(" AND build = ").push_bind(bytes(build));
        query.push(" UNION ALL SELECT arrival, NULL FROM engagement WHERE assessment = ").push_bind(bytes(assessment));
        query.push(") a JOIN entries e ON e.id = a.arrival JOIN devices d ON d.id = e.device WHERE d.device = ");
        query.push_bind(self.ledger.device().as_bytes().to_vec()).push(" ORDER BY e.seq");
        let rows = query.build().fetch_all(stating.connection()).await?;
        let mut own = Vec::with_capacity(rows.len());
        for row in &rows {
            let word: &str = row.try_get(1)?;
            let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.as_str() == word) else { continue };
            let Ok(subject) = row.try_get::<&str, _>(2)?.parse::<Subject>() else { continue };
            let entry = hash(row.try_get(0)?)?;
            let author = match row.try_get::<Option<&[u8]>, _>(5)? {
                Some(author) => id(author)?,
                None => stating.writing().recorded(&entry).await?.entry.author,
            };
            if author != self.member() {
                continue;
            }
            // What builds share is part of this checklist as far as it asks for it.
            if let Subject::Unit(place) | Subject::Evidence { place, .. } | Subject::Comment { place, .. } = &subject
                && sheet.subject(place.unit.as_str()).unwrap_or_default() != place.holder.kind()
            {
                continue;
            }
            let again = matches!(kind, Kind::ResultCarried | Kind::EvidenceCarried) && row.try_get(3)?;
            let does = match kind {
                _ if kind.undoable() => Does::States,
                _ if kind.undoes() || again => Does::Undoes,
                _ => Does::Neither,
            };
            own.push(Own { entry, kind, subject, does, transaction: row.try_get(4)? });
        }
        Ok(Walk { assessment, build, sheet, own })
    }
}

impl Walk {
    /// The last step that no undo took back. Undo always takes the last, so walking back, each undo cancels the nearest
    /// statement before it that is left.
    fn last(&self) -> Vec<Own> {
        // By what was undone: another build's checklist may have taken back what both share, out of this order.
        let mut undone: HashMap<(&[Kind], &Subject), u64> = HashMap::new();
        let mut step: Vec<Own> = Vec::new();
        for one in self.own.iter().rev() {
            if step.first().is_some_and(|top| top.transaction != one.transaction) {
                break;
            }
            let undone = undone.entry(one.place()).or_default();
            match one.does {
                Does::Undoes => *undone += 1,
                Does::States if *undone > 0 => *undone -= 1,
                Does::States => step.push(one.clone()),
                Does::Neither => {}
            }
        }
        step.reverse();
        step
    }

    /// The last undo that was not redone, where nothing else was stated since: its statements.
    async fn last_undone(&self, stating: &mut Stating) -> Result<Vec<Own>> {
        let mut undone: Vec<&[Own]> = Vec::new();
        for step in self.own.chunk_by(|one, next| one.transaction == next.transaction) {
            if step.iter().all(|one| one.does == Does::Neither) {
                continue;
            }
            if step.iter().all(|one| one.does == Does::Undoes) {
                undone.push(step);
            } else if let Some(last) = undone.pop()
                && !again::is_redo(stating, step, last).await?
            {
                undone.clear();
            }
        }
        Ok(undone.pop().map(<[Own]>::to_vec).unwrap_or_default())
    }

    /// The units of a group, or of the whole build.
    fn units_of(&self, subject: &Subject) -> impl Iterator<Item = String> {
        let group = match subject {
            Subject::Group { group, .. } => Some(group.clone()),
            _ => None,
        };
        let sheet = &self.sheet;
        let rows = sheet
            .rows
            .iter()
            .filter(move |row| group.as_ref().is_none_or(|group| sheet.controls[row.control].group == *group));
        rows.map(|row| sheet.units[row.unit].id.to_string())
    }

    /// What people call the thing that a statement is about.
    fn label(&self, one: &Own) -> String {
        match &one.subject {
            Subject::Unit(place) | Subject::Evidence { place, .. } | Subject::Comment { place, .. } => {
                let unit = place.unit.as_str();
                self.sheet.find(unit).map_or(unit, |at| self.sheet.units[at].label.as_str()).to_owned()
            }
            Subject::Control { control, .. } => control.clone(),
            Subject::Group { group, .. } => self.sheet.group_title(group),
            Subject::WholeBuild { .. } => said!("the whole build"),
            _ => String::new(),
        }
    }
}

/// What an undo or redo stated.
#[derive(Default)]
struct Made {
    of: Vec<Own>,
    last: Option<Hash>,
    sentences: Vec<String>,
    /// What somebody else's statement stands in the way of.
    left: usize,
}

impl Made {
    fn add(&mut self, one: &Own, entry: &Entry, sentence: String) {
        self.of.push(one.clone());
        self.last = Some(entry.hash);
        self.sentences.push(sentence);
    }

    /// One sentence for all of it.
    fn sentence(&self, summary: fn(Kind, usize) -> String) -> String {
        // A blacked-out copy is two statements: that it is attached, and what it was made of.
        let picture = self.of.iter().find(|one| one.kind.area() == Kind::PictureRedacted.area());
        let sentence = match (self.sentences.as_slice(), picture.or(self.of.first())) {
            ([one], _) => one.clone(),
            (many, Some(first)) => summary(first.kind, many.len()),
            (_, None) => String::new(),
        };
        match self.left {
            0 => sentence,
            1 => said!("{sentence} One was left as it is: somebody stated something else there since.", sentence),
            left => said!(
                "{sentence} {left} were left as they are: somebody stated something else there since.",
                sentence,
                left
            ),
        }
    }
}

/// The statement that stands in effect when `head` is current: itself, or, where it undid one, what stood before that.
async fn standing(stating: &mut Stating, head: Hash) -> Result<Option<Recorded>> {
    let mut recorded = stating.writing().recorded(&head).await?;
    while is_undo(&recorded.entry) {
        // More than one is an adjudication that was undone: nothing stands for it.
        let Some(undone) = undone_by(stating, &recorded.entry).await? else { return Ok(None) };
        let [former] = undone.entry.supersedes.as_slice() else { return Ok(None) };
        recorded = stating.writing().recorded(former).await?;
    }
    Ok(Some(recorded))
}

/// What an undo took back: the statement that stood in effect in the place that it took.
async fn undone_by(stating: &mut Stating, undo: &Entry) -> Result<Option<Recorded>> {
    let [at] = undo.supersedes.as_slice() else { return Ok(None) };
    Box::pin(standing(stating, *at)).await
}

fn is_undo(entry: &Entry) -> bool {
    match Kind::of(&entry.kind, entry.version) {
        // One that takes the place of nothing is a migration's.
        Some(Kind::ResultCarried | Kind::EvidenceCarried) => !entry.supersedes.is_empty(),
        Some(kind) => kind.undoes(),
        None => false,
    }
}

fn read<T: serde::de::DeserializeOwned>(recorded: &Recorded) -> Option<T> {
    serde_json::from_slice(recorded.body.as_bytes()?).ok()
}
