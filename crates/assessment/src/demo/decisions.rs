//! What the example's manager planned and decided.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use crate::view::DecisionChoice;
use crate::{Result, Workspace};

/// In which role the decisions are made.
const ROLE: &str = "Product owner";

/// Says that a release is due in so many days.
pub(super) async fn due(workspace: &Workspace, release: Uuid, in_days: i32) -> Result<()> {
    let today: Date = workspace.day().parse().unwrap_or_default();
    let due = today.checked_add(in_days.days()).unwrap_or(today);
    workspace.plan_release(release, Some(&due.to_string())).await?;
    Ok(())
}

/// The release before was let through on conditions, and nothing was stated on it since.
pub(super) async fn earlier(workspace: &Workspace, release: Uuid) -> Result<()> {
    let reason = "A first look only, agreed with the bank: the pilot has forty users, all of them staff.";
    let conditions = "The whole of L2 before the public release, and no transfers above 500 in the pilot.";
    workspace.decide_release(release, DecisionChoice::Conditional, ROLE, reason, conditions, &[]).await?;
    Ok(())
}

/// The release now was held back after the first look at Android; what was found since then is not in it.
pub(super) async fn hold(workspace: &Workspace, release: Uuid) -> Result<()> {
    let reason = "The session token lies in clear text on Android, and iOS was not looked at yet.";
    workspace.decide_release(release, DecisionChoice::Hold, ROLE, reason, "", &[]).await?;
    Ok(())
}
