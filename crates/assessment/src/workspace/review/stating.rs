//! Submitting, approving, returning: one unit or many, in one transaction.

use assay_messages::noted;
use uuid::Uuid;

use super::standing::{answer, basis};
use crate::Result;
use crate::ReviewError;
use crate::planned::SheetUnit;
use crate::projection::Stating;
use crate::statement::{CommentAdded, Kind, Place, ReviewStated, Reviewed, Subject};
use crate::view::{AnswerState, ReviewAction, ReviewChange, ReviewRefused, ReviewState};
use crate::workspace::Workspace;
use crate::workspace::find::not_in_profile;
use crate::workspace::input;
use crate::workspace::states::Sitting;

/// A unit that a review statement is to be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewOf {
    /// The unit.
    pub unit: String,
    /// What the reviewer saw, as [`crate::view::RowReview::basis`] gives it; empty for whatever is there.
    pub basis: String,
}

impl Workspace {
    /// Submits, approves or returns the answers of units, in one transaction. A unit that it can't be said of is left out
    /// and named with the reason; the rest is done.
    ///
    /// # Errors
    /// With one unit, the reason why it is left out: `review.nothing`, `review.not_submitted`, `review.already`,
    /// `review.own_work`, `review.returned`, `review.changed_meanwhile`. `review.comment_missing` for returning without a comment,
    /// `review.no_units`, `unit.not_in_profile`, `build.other_release`.
    pub async fn state_review(
        &self,
        assessment: Uuid,
        build: Uuid,
        action: ReviewAction,
        of: &[ReviewOf],
        comment: Option<&str>,
    ) -> Result<ReviewChange> {
        let comment = input::long("The comment", comment.unwrap_or_default())?;
        if action == ReviewAction::Return && comment.is_empty() {
            return Err(ReviewError::CommentMissing.into());
        }
        if of.is_empty() {
            return Err(ReviewError::NoUnits.into());
        }
        let mentions = self.mentioned(&comment).await?;
        let four_eyes = self.four_eyes(assessment).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        // Nobody else writes from here on: what is read now is what is approved.
        let sitting = self.sitting(assessment, build).await?;
        let mut change = ReviewChange { done: Vec::new(), refused: Vec::new(), rows: Vec::new() };
        for it in of {
            if change.done.contains(&it.unit) {
                continue;
            }
            let at = sitting.sheet.find(&it.unit).ok_or_else(|| not_in_profile(&sitting.sheet, &it.unit))?;
            let unit = &sitting.sheet.units[at];
            let reviewed = match self.reviewable(&sitting, unit, action, &it.basis, four_eyes) {
                Ok(reviewed) => reviewed,
                Err(refused) if of.len() > 1 => {
                    change.refused.push(ReviewRefused {
                        unit: it.unit.clone(),
                        label: unit.label.clone(),
                        code: refused.code().to_owned(),
                        sentence: format!("{refused}."),
                    });
                    continue;
                }
                Err(refused) => return Err(refused.into()),
            };
            let holder = self.holder(&sitting.assessment, build, unit.subject).await?;
            let place = Place { holder, unit: unit.id.clone() };
            let body = CommentAdded { text: comment.clone(), mentions: mentions.clone() };
            let comment = self.comment_with(&mut stating, &place, body).await?;
            let subject = Subject::Unit(place);
            let heads = stating.heads(&subject, kind_of(action).area()).await?;
            // What is said of an answer to another question stays.
            let answers = stating.heads(&subject, Kind::ResultStated.area()).await?;
            let own = sitting.states.of(unit.id.as_str()).entries();
            let heads = stating.saying_of(heads, |named| own.contains(&named) || !answers.contains(&named)).await?;
            let body = ReviewStated { reviewed, comment };
            stating.state(kind_of(action), &subject, heads, None, Some(&body)).await?;
            change.done.push(it.unit.clone());
        }
        if change.done.is_empty() {
            return Ok(change);
        }
        stating.commit().await?;
        change.rows = self.rows_of(assessment, build, &change.done).await?;
        Ok(change)
    }

    /// Whether the profile wants nobody to approve their own answer.
    ///
    /// # Errors
    /// `assessment.unknown`, `profile.document_missing`.
    pub async fn four_eyes(&self, assessment: Uuid) -> Result<bool> {
        let facts = self.assessment_facts(assessment).await?;
        Ok(self.tailoring_by(&facts.basis).await?.four_eyes)
    }

    /// The words of a review statement, as a comment on the unit.
    async fn comment_with(&self, stating: &mut Stating, place: &Place, body: CommentAdded) -> Result<Option<Uuid>> {
        if body.text.is_empty() {
            return Ok(None);
        }
        let comment = self.ledger.ambient().uuid();
        let subject = Subject::Comment { place: place.clone(), comment };
        stating.state(Kind::CommentAdded, &subject, Vec::new(), None, Some(&body)).await?;
        Ok(Some(comment))
    }

    /// What a statement about this unit would name, or why none can be made.
    fn reviewable(
        &self,
        sitting: &Sitting,
        unit: &SheetUnit,
        action: ReviewAction,
        seen: &str,
        four_eyes: bool,
    ) -> Result<Reviewed, ReviewError> {
        let label = || unit.label.clone();
        let heads = sitting.states.of(unit.id.as_str());
        let nothing = |because| ReviewError::Nothing { label: label(), because };
        let state = heads.state().0;
        let now = match (answer(heads), state) {
            (_, AnswerState::Stale) => return Err(nothing("what its answer rests on has changed")),
            (_, AnswerState::Disputed) => return Err(nothing("two answers stand")),
            (None, _) => return Err(nothing("nobody has answered it")),
            (Some(now), _) => now,
        };
        if !seen.is_empty() && seen != basis(now, heads) {
            return Err(ReviewError::Changed { label: label() });
        }
        let stands = sitting.reviews.standing(unit.id.as_str(), heads);
        let standing = stands.state;
        let already = |state| Err(ReviewError::Already { label: label(), state });
        match (action, standing) {
            (ReviewAction::Submit, ReviewState::Submitted) => return already(noted!("submitted")),
            (ReviewAction::Submit | ReviewAction::Approve, ReviewState::Approved) => {
                return already(noted!("approved"));
            }
            (ReviewAction::Return, ReviewState::Returned) => return already(noted!("returned")),
            (ReviewAction::Approve | ReviewAction::Return, ReviewState::Open | ReviewState::InProgress) => {
                return Err(ReviewError::NotSubmitted { label: label() });
            }
            _ => {}
        }
        let me = self.ledger.member();
        if action == ReviewAction::Approve && now.stated().0 == me {
            if four_eyes {
                return Err(ReviewError::OwnWork { label: label() });
            }
            // What somebody else wants to see is not answered by saying that all is well.
            let by_other = stands.head.is_some_and(|head| head.author != me);
            if standing == ReviewState::Returned && by_other {
                return Err(ReviewError::Returned { label: label() });
            }
        }
        let mut evidence = heads.evidence_entries.clone();
        evidence.sort_unstable();
        evidence.dedup();
        Ok(Reviewed { answer: now.entry, evidence })
    }

    /// All rows of these units.
    pub(super) async fn rows_of(
        &self,
        assessment: Uuid,
        build: Uuid,
        units: &[String],
    ) -> Result<Vec<crate::view::UnitRow>> {
        let rows = self.checklist(assessment, build).await?.rows;
        Ok(rows.into_iter().filter(|row| units.contains(&row.unit)).collect())
    }
}

fn kind_of(action: ReviewAction) -> Kind {
    match action {
        ReviewAction::Submit => Kind::ReviewSubmitted,
        ReviewAction::Approve => Kind::ReviewApproved,
        ReviewAction::Return => Kind::ReviewReturned,
    }
}
