//! Taking back: a statement that puts back what stood before one's own.

use assay_ledger::{Entry, Recorded};
use assay_messages::{in_words, noted, said};

use super::{Own, read, standing};
use crate::projection::{Overriding, Stating, result_code, result_of_code};
use crate::statement::{
    EngagementRecorded, EvidenceAttached, EvidenceCarried, EvidenceRemoved, Kind, PictureRedacted, ResultCarried,
    ResultReconfirmed, ResultStated, ReviewTakenBack, VerdictOverridden, WorkAssigned,
};
use crate::view::{AnswerText, ResultCode};
use crate::workspace::units::title;
use crate::{AssessmentError, Result, result_said};

/// What is said of a blacked-out copy that goes.
const PICTURE: &str = "The blacked-out copy is taken back; a report takes the original again.";

/// Nothing, as a body.
const NONE: Option<&EvidenceRemoved> = None;

/// Takes back a statement of one's own; gives what that states, and a sentence that tells of it.
///
/// # Errors
/// `undo.superseded`, before anything is stated.
pub(super) async fn take_back(stating: &mut Stating, label: &str, one: &Own) -> Result<(Entry, String)> {
    let heads = stating.among(&one.subject, one.kind, &one.entry).await?;
    let [head] = heads.as_slice() else { return Err(AssessmentError::UndoSuperseded) };
    if standing(stating, *head).await?.is_none_or(|it| it.entry.hash != one.entry) {
        return Err(AssessmentError::UndoSuperseded);
    }
    let undone = stating.writing().recorded(&one.entry).await?;
    let former = match undone.entry.supersedes.as_slice() {
        [former] => Some(stating.writing().recorded(former).await?),
        _ => None,
    };
    let subject = &one.subject;
    Ok(match one.kind {
        Kind::EvidenceAttached => {
            let name = read::<EvidenceAttached>(&undone).map_or_else(|| said!("the evidence"), |it| title(&it));
            let entry = stating.state(Kind::EvidenceTakenBack, subject, heads, None, NONE).await?;
            (entry, said!("{name} is no longer attached to {label}.", name, label))
        }
        Kind::EvidenceRemoved if let Some(carried) = former.as_ref().and_then(carried::<EvidenceCarried>) => {
            let entry = stating.state(Kind::EvidenceCarried, subject, heads, None, Some(&carried)).await?;
            (entry, said!("The evidence is attached to {label} again.", label))
        }
        Kind::EvidenceRemoved => {
            let body = former.as_ref().and_then(read::<EvidenceAttached>);
            let name = body.as_ref().map_or_else(|| said!("The evidence"), title);
            let entry = stating.state(Kind::EvidenceRestored, subject, heads, None, body.as_ref()).await?;
            (entry, said!("{name} is attached to {label} again.", name, label))
        }
        Kind::PictureRedacted => {
            let body = former.as_ref().and_then(read::<PictureRedacted>);
            let entry = stating.state(Kind::PictureTakenBack, subject, heads, None, body.as_ref()).await?;
            (entry, in_words(PICTURE))
        }
        Kind::CommentAdded => {
            let entry = stating.state(Kind::CommentTakenBack, subject, heads, None, NONE).await?;
            (entry, said!("The comment on {label} is taken back.", label))
        }
        Kind::VerdictOverridden => {
            let code = former.as_ref().and_then(|it| it.entry.result.clone());
            let code = code.or_else(|| Overriding::Withdrawn.code().map(ToOwned::to_owned));
            let body = former.as_ref().and_then(read::<VerdictOverridden>);
            let entry = stating.state(Kind::VerdictTakenBack, subject, heads, code.as_deref(), body.as_ref()).await?;
            (entry, said!("The verdict of {label} is what it was before you concluded on it.", label))
        }
        Kind::EngagementRecorded => {
            let body = former.as_ref().and_then(read::<EngagementRecorded>);
            let entry = stating.state(Kind::EngagementTakenBack, subject, heads, None, body.as_ref()).await?;
            (entry, said!("The engagement is what it was before you changed it."))
        }
        Kind::WorkAssigned => {
            let body = former.as_ref().and_then(read::<WorkAssigned>);
            let body = body.unwrap_or(WorkAssigned { assignee: None, due: None });
            let entry = stating.state(Kind::WorkTakenBack, subject, heads, None, Some(&body)).await?;
            (entry, said!("{label} is assigned as it was before.", label))
        }
        Kind::ReviewSubmitted | Kind::ReviewApproved | Kind::ReviewReturned => {
            let restores = match &former {
                Some(former) => standing(stating, former.entry.hash).await?.map(|it| it.entry.hash),
                None => None,
            };
            let body = ReviewTakenBack { restores };
            let entry = stating.state(Kind::ReviewTakenBack, subject, heads, None, Some(&body)).await?;
            (entry, said!("{label} is no longer {kind}.", label, kind = in_words(review_words(one.kind))))
        }
        _ if let Some(carried) = former.as_ref().and_then(carried::<ResultCarried>) => {
            let code = former.as_ref().and_then(|it| it.entry.result.clone());
            let entry = stating.state(Kind::ResultCarried, subject, heads, code.as_deref(), Some(&carried)).await?;
            (entry, said!("{label} has the answer again that was carried over.", label))
        }
        _ if let Some(reconfirmed) = former.as_ref().and_then(reconfirmed) => {
            let code = former.as_ref().and_then(|it| it.entry.result.clone());
            let entry =
                stating.state(Kind::ResultRestored, subject, heads, code.as_deref(), Some(&reconfirmed)).await?;
            (entry, said!("{label} has the answer again that was reconfirmed.", label))
        }
        _ => {
            let result = |recorded: &Recorded| recorded.entry.result.as_deref().and_then(result_of_code);
            let back = former.as_ref().and_then(result).unwrap_or(ResultCode::Untested);
            // Where nothing stood, nothing is said to the same question.
            let nothing = || ResultStated { text: AnswerText::default(), ..read(&undone).unwrap_or_default() };
            let text = former.as_ref().map_or_else(nothing, |former| read(former).unwrap_or_default());
            let entry =
                stating.state(Kind::ResultTakenBack, subject, heads, Some(result_code(back)), Some(&text)).await?;
            let was = result(&undone).map_or_else(|| said!("the result"), result_said);
            let again = said!("{label}: {back} again, no longer {was}.", label, back = result_said(back), was);
            let after = match &former {
                Some(former) => what_does_not_come_back(stating, former, &undone).await?,
                None => "",
            };
            (entry, again + &in_words(after))
        }
    })
}

/// An undo states the former answer once more, as its own: what others said of the former one does not reach it.
async fn what_does_not_come_back(stating: &mut Stating, former: &Recorded, undone: &Recorded) -> Result<&'static str> {
    let reviewed: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM review_statement WHERE answer = ?1 AND head = 1)")
            .bind(former.entry.hash.as_bytes().as_slice())
            .fetch_one(stating.connection())
            .await?;
    Ok(match (former.entry.author == undone.entry.author, reviewed) {
        (true, false) => "",
        (true, true) => " It has to be handed in for review again.",
        (false, false) => " It stands in your name now.",
        (false, true) => " It stands in your name now, and has to be handed in for review again.",
    })
}

/// One sentence for many that went back together.
pub(super) fn summary(kind: Kind, many: usize) -> String {
    match kind {
        Kind::EvidenceAttached => said!("{many} pieces of evidence are no longer attached.", many),
        Kind::EvidenceRemoved => said!("{many} pieces of evidence are attached again.", many),
        Kind::WorkAssigned => said!("The work is assigned as it was before."),
        Kind::ReviewReturned => said!("What you returned is no longer, and your comment is taken back."),
        Kind::ReviewSubmitted | Kind::ReviewApproved => {
            said!("What you {kind} together no longer is.", kind = in_words(review_words(kind)))
        }
        Kind::PictureRedacted => in_words(PICTURE),
        _ => said!("{many} units are as they were before you answered them together.", many),
    }
}

/// What a review statement made of an answer.
pub(super) fn review_words(kind: Kind) -> &'static str {
    noted!(match kind {
        Kind::ReviewSubmitted => "submitted",
        Kind::ReviewApproved => "approved",
        _ => "returned",
    })
}

/// The body of a statement that reconfirmed an answer, or put that back; none of any other.
fn reconfirmed(recorded: &Recorded) -> Option<ResultReconfirmed> {
    let kind = Kind::of(&recorded.entry.kind, recorded.entry.version);
    matches!(kind, Some(Kind::ResultReconfirmed | Kind::ResultRestored)).then(|| read(recorded)).flatten()
}

/// The body of a statement that carried something over; none of any other, whatever its body holds.
fn carried<T: serde::de::DeserializeOwned>(recorded: &Recorded) -> Option<T> {
    let kind = Kind::of(&recorded.entry.kind, recorded.entry.version);
    matches!(kind, Some(Kind::ResultCarried | Kind::EvidenceCarried)).then(|| read(recorded)).flatten()
}
