//! Stating again what undo took back: in the same words, under today's name and time, in place of the undo.
//!
//! It has no kinds of its own. Whoever redoes a step states it once more, and it is as much theirs as it was the first
//! time; doing it by hand, word by word, is the same.

use assay_ledger::{Body, Entry, Recorded};
use assay_messages::{in_words, said};
use serde_json::Value;

use super::{Own, Walk, back, read, standing, undone_by};
use crate::projection::{Stating, result_of_code};
use crate::statement::{EvidenceAttached, Kind, ResultStated, Subject};
use crate::workspace::answering;
use crate::workspace::units::title;
use crate::{AssessmentError, Result, result_said};

/// What is said of a blacked-out copy that comes again.
const PICTURE: &str = "The blacked-out copy is there again; a report takes it instead of the original.";

/// Whether a step states again, one by one, what an undo had taken back.
pub(super) async fn is_redo(stating: &mut Stating, step: &[Own], undo: &[Own]) -> Result<bool> {
    for one in step {
        let Some(undo) = undo.iter().find(|undo| undo.place() == one.place()) else { return Ok(false) };
        let undo = stating.writing().recorded(&undo.entry).await?.entry;
        let stated = stating.writing().recorded(&one.entry).await?;
        match undone_by(stating, &undo).await? {
            Some(before) if says_the_same(&stated, &before) => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn says_the_same(one: &Recorded, other: &Recorded) -> bool {
    one.entry.kind == other.entry.kind && one.entry.result == other.entry.result && body(one) == body(other)
}

fn body(recorded: &Recorded) -> Option<Value> {
    read(recorded)
}

/// States again what this undo took back; gives what that states, and a sentence that tells of it.
///
/// # Errors
/// `redo.superseded`, before anything is stated; `redo.redacted`, and what is wrong with a result that is stated today.
pub(super) async fn state_again(stating: &mut Stating, walk: &Walk, undo: &Own, today: i64) -> Result<(Entry, String)> {
    let heads = stating.among(&undo.subject, undo.kind, &undo.entry).await?;
    let [head] = heads.as_slice() else { return Err(AssessmentError::RedoSuperseded) };
    // What stands is what one's own last step there left, or somebody came in between and went again.
    let own = walk.own.iter().rev().find(|it| it.place() == undo.place()).map(|it| it.entry);
    if own != Some(*head) {
        let (now, left) = (standing(stating, *head).await?, standing(stating, own.unwrap_or(undo.entry)).await?);
        if now.map(|it| it.entry.hash) != left.map(|it| it.entry.hash) {
            return Err(AssessmentError::RedoSuperseded);
        }
    }
    let recorded = stating.writing().recorded(&undo.entry).await?.entry;
    let before = undone_by(stating, &recorded).await?.ok_or(AssessmentError::RedoSuperseded)?;
    let kind = Kind::of(&before.entry.kind, before.entry.version).ok_or(AssessmentError::RedoSuperseded)?;
    if matches!(before.body, Body::Erased) {
        return Err(AssessmentError::RedoRedacted);
    }
    let label = walk.label(undo);
    let code = before.entry.result.as_deref();
    let mut words = body(&before);
    if kind == Kind::ResultStated
        && let Subject::Unit(place) = &undo.subject
        && let Some(at) = walk.sheet.find(place.unit.as_str())
        && let Some(result) = code.and_then(result_of_code)
    {
        // A day may be over that was still to come.
        let before: ResultStated = read(&before).unwrap_or_default();
        let text = answering::checked(&walk.sheet.units[at], result, before.text, today)?;
        words = serde_json::to_value(ResultStated { text, ..before }).ok();
    }
    let entry = stating.state(kind, &undo.subject, heads, code, words.as_ref()).await?;
    let name = || read::<EvidenceAttached>(&before).map_or_else(|| said!("The evidence"), |it| title(&it));
    let sentence = match kind {
        Kind::EvidenceAttached => said!("{name} is attached to {label} again.", name = name(), label),
        Kind::EvidenceRemoved => said!("The evidence is no longer attached to {label}.", label),
        Kind::PictureRedacted => in_words(PICTURE),
        Kind::CommentAdded => said!("The comment on {label} is there again.", label),
        Kind::VerdictOverridden => said!("Your conclusion on {label} stands again.", label),
        Kind::EngagementRecorded => said!("The engagement is as you had changed it."),
        Kind::WorkAssigned => said!("{label} is assigned as you had it.", label),
        Kind::ReviewSubmitted | Kind::ReviewApproved | Kind::ReviewReturned => {
            said!("{label} is {kind} again.", label, kind = in_words(back::review_words(kind)))
        }
        _ => said!(
            "{label} is {state} again.",
            label,
            state = code.and_then(result_of_code).map_or_else(|| said!("answered"), result_said)
        ),
    };
    Ok((entry, sentence))
}

/// One sentence for many that were stated again together. `kind` is that of the undo.
pub(super) fn summary(kind: Kind, many: usize) -> String {
    match kind {
        Kind::WorkTakenBack => said!("The work is assigned as you had it."),
        Kind::ReviewTakenBack => said!("What you said of reviews together stands again."),
        Kind::PictureTakenBack => in_words(PICTURE),
        Kind::EvidenceTakenBack => said!("{many} pieces of evidence are attached again.", many),
        Kind::EvidenceRestored | Kind::EvidenceCarried => {
            said!("{many} pieces of evidence are no longer attached.", many)
        }
        _ => said!("{many} units have the answers again that you gave them together.", many),
    }
}
