//! Undo: by a statement that takes the place of one's own last one.
//!
//! What can be undone is a stack: the results, attached and removed evidence, and comments that this device stated on
//! this build in this assessment, or on the subjects that its checklist shares with other builds, in order; each undo takes the top. Undo never reaches past somebody else's
//! statement: the top must be what stands now, be it itself or by way of undoing what came after it.

use std::collections::HashMap;

use assay_ledger::{Hash, Recorded};
use sqlx::{QueryBuilder, Row};
use uuid::Uuid;

use super::Workspace;
use super::states::{hash, id, push_holders};
use super::units::title;
use crate::planned::Sheet;
use crate::projection::{Act, Stating, result_code, result_of_code};
use crate::statement::{
    EvidenceAttached, EvidenceCarried, EvidenceRemoved, Holder, Kind, Place, ResultCarried, Subject,
};
use crate::view::{AnswerText, ResultCode, Undone};
use crate::{AssessmentError, Result, result_words};

/// A statement of one's own on this build.
struct Own {
    entry: Hash,
    holder: Holder,
    unit: String,
    item: Option<Uuid>,
    act: Act,
}

impl Workspace {
    /// Takes back the last thing that this device stated on this build in this assessment: a result, evidence that was
    /// attached or removed, or a comment. Again takes back the one before.
    ///
    /// # Errors
    /// `undo.nothing`; `undo.superseded` when somebody else's statement took its place.
    pub async fn undo(&self, assessment: Uuid, build: Uuid) -> Result<Undone> {
        let (facts, _, sheet) = self.place(assessment, build).await?;
        let mut holders = vec![Holder::Build { assessment, build }];
        for subject in &sheet.shared {
            holders.push(self.holder(&facts, build, *subject).await?);
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        let top = self.top(&mut stating, &sheet, &holders).await?.ok_or(AssessmentError::NothingToUndo)?;
        let unit = top.unit.parse().map_err(|_| AssessmentError::NothingToUndo)?;
        let place = Place { holder: top.holder, unit };
        let (subject, kinds): (Subject, &[Kind]) = match (top.act, top.item) {
            (Act::Commented, Some(comment)) => (Subject::Comment { place, comment }, &[Kind::CommentAdded]),
            (Act::Attached | Act::Removed, Some(evidence)) => (Subject::Evidence { place, evidence }, &EVIDENCE),
            _ => (Subject::Unit(place), &super::units::RESULTS),
        };
        let heads = stating.heads(&subject, kinds).await?;
        let [head] = heads.as_slice() else { return Err(AssessmentError::UndoSuperseded) };
        if standing(&mut stating, *head).await? != Some(top.entry) {
            return Err(AssessmentError::UndoSuperseded);
        }
        let undone = stating.writing().recorded(&top.entry).await?;
        let former = match undone.entry.supersedes.as_slice() {
            [former] => Some(stating.writing().recorded(former).await?),
            _ => None,
        };
        let label = sheet.find(&top.unit).map_or(top.unit.as_str(), |at| sheet.units[at].label.as_str());
        let (entry, sentence) = match top.act {
            Act::Attached => {
                let name = read::<EvidenceAttached>(&undone).map_or_else(|| "the evidence".to_owned(), |it| title(&it));
                let none = None::<&EvidenceRemoved>;
                let entry = stating.state(Kind::EvidenceTakenBack, &subject, heads, None, none).await?;
                (entry, format!("{name} is no longer attached to {label}."))
            }
            Act::Removed if let Some(carried) = former.as_ref().and_then(carried::<EvidenceCarried>) => {
                let entry = stating.state(Kind::EvidenceCarried, &subject, heads, None, Some(&carried)).await?;
                (entry, format!("The evidence is attached to {label} again."))
            }
            Act::Removed => {
                let body = former.as_ref().and_then(read::<EvidenceAttached>);
                let name = body.as_ref().map_or_else(|| "The evidence".to_owned(), title);
                let entry = stating.state(Kind::EvidenceRestored, &subject, heads, None, body.as_ref()).await?;
                (entry, format!("{name} is attached to {label} again."))
            }
            Act::Commented => {
                let none = None::<&EvidenceRemoved>;
                let entry = stating.state(Kind::CommentTakenBack, &subject, heads, None, none).await?;
                (entry, format!("The comment on {label} is taken back."))
            }
            _ if let Some(carried) = former.as_ref().and_then(carried::<ResultCarried>) => {
                let code = former.as_ref().and_then(|it| it.entry.result.clone());
                let entry =
                    stating.state(Kind::ResultCarried, &subject, heads, code.as_deref(), Some(&carried)).await?;
                (entry, format!("{label} has the answer again that was carried over."))
            }
            _ => {
                let result = |recorded: &Recorded| recorded.entry.result.as_deref().and_then(result_of_code);
                let back = former.as_ref().and_then(result).unwrap_or(ResultCode::Untested);
                let text = former.as_ref().and_then(read::<AnswerText>).unwrap_or_default();
                let code = Some(result_code(back));
                let entry = stating.state(Kind::ResultTakenBack, &subject, heads, code, Some(&text)).await?;
                let was = result(&undone).map_or("the result", result_words);
                (entry, format!("{label} is {} again, no longer {was}.", result_words(back)))
            }
        };
        stating.commit().await?;
        let change = self.change(assessment, build, &top.unit, entry.hash).await?;
        Ok(Undone { change, unit: top.unit, undone: sentence })
    }

    /// The top of the stack: the last own statement that no undo took back. Undo always takes the top, so walking back,
    /// each undo cancels the nearest statement before it that is left.
    async fn top(&self, stating: &mut Stating, sheet: &Sheet, holders: &[Holder]) -> Result<Option<Own>> {
        let mut query = QueryBuilder::new("SELECT u.entry, u.unit, u.item, u.act, u.assessment FROM (");
        push_holders(&mut query, holders);
        query.push(
            ") h CROSS JOIN unit_statement u ON u.assessment = h.assessment AND u.build = h.build
             JOIN entries e ON e.id = u.arrival JOIN devices d ON d.id = e.device WHERE d.device = ",
        );
        query.push_bind(self.ledger.device().as_bytes().to_vec());
        let rows = query.push(" ORDER BY e.seq DESC").build().fetch_all(stating.connection()).await?;
        // By what was undone: another build's checklist may have taken back what both share, out of this order.
        let mut undone: HashMap<(Holder, &str, &[u8]), u64> = HashMap::new();
        for row in &rows {
            let Some(act) = Act::of_number(row.try_get(3)?) else { continue };
            let of = id(row.try_get(4)?)?;
            let Some(holder) = holders.iter().find(|holder| holder.key().0 == of) else { continue };
            let (unit, item): (&str, &[u8]) = (row.try_get(1)?, row.try_get(2)?);
            // What builds share is part of this checklist as far as it asks for it.
            if sheet.subject(unit).unwrap_or_default() != holder.kind() {
                continue;
            }
            let undone = undone.entry((*holder, unit, item)).or_default();
            if act.undoes() {
                *undone += 1;
            } else if !act.undoable() {
                // A migration is no step of this build's.
            } else if *undone > 0 {
                *undone -= 1;
            } else {
                let item = if item.is_empty() { None } else { Some(id(item)?) };
                return Ok(Some(Own {
                    entry: hash(row.try_get(0)?)?,
                    holder: *holder,
                    unit: unit.to_owned(),
                    item,
                    act,
                }));
            }
        }
        Ok(None)
    }
}

/// The kinds that say whether a piece of evidence is there.
pub(super) const EVIDENCE: [Kind; 5] = [
    Kind::EvidenceAttached,
    Kind::EvidenceRemoved,
    Kind::EvidenceTakenBack,
    Kind::EvidenceRestored,
    Kind::EvidenceCarried,
];

/// The statement that stands in effect when `head` is current: itself, or, where it undid one, what stood before that.
async fn standing(stating: &mut Stating, head: Hash) -> Result<Option<Hash>> {
    let mut at = head;
    loop {
        let entry = stating.writing().recorded(&at).await?.entry;
        let undo = match Kind::of(&entry.kind, entry.version) {
            Some(Kind::ResultTakenBack | Kind::EvidenceTakenBack | Kind::EvidenceRestored | Kind::CommentTakenBack) => {
                true
            }
            // One that takes the place of nothing is a migration's.
            Some(Kind::ResultCarried | Kind::EvidenceCarried) => !entry.supersedes.is_empty(),
            _ => false,
        };
        if !undo {
            return Ok(Some(at));
        }
        // What was undone, and what that had taken the place of. More than one is an adjudication that was undone:
        // nothing stands for it.
        let [undone] = entry.supersedes.as_slice() else { return Ok(None) };
        let undone = stating.writing().recorded(undone).await?.entry;
        let [former] = undone.supersedes.as_slice() else { return Ok(None) };
        at = *former;
    }
}

/// The body of a statement that carried something over; none of any other, whatever its body holds.
fn carried<T: serde::de::DeserializeOwned>(recorded: &Recorded) -> Option<T> {
    let kind = Kind::of(&recorded.entry.kind, recorded.entry.version);
    matches!(kind, Some(Kind::ResultCarried | Kind::EvidenceCarried)).then(|| read(recorded)).flatten()
}

fn read<T: serde::de::DeserializeOwned>(recorded: &Recorded) -> Option<T> {
    serde_json::from_slice(recorded.body.as_bytes()?).ok()
}
