//! Who is to test what: units, groups of controls, or the whole build.

use uuid::Uuid;

use super::standing::Assigned;
use crate::Result;
use crate::ReviewError;
use crate::projection::Stating;
use crate::statement::{Kind, Place, Subject, WorkAssigned};
use crate::view::{AssignmentScope, AssignmentView, UnitRow};
use crate::workspace::Workspace;
use crate::workspace::find::not_in_profile;
use crate::workspace::input;
use crate::workspace::names::Names;

/// What is assigned, and to whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assign {
    /// Units by id.
    pub units: Vec<String>,
    /// Groups of the checklist, such as `MASVS-STORAGE`.
    pub groups: Vec<String>,
    /// The whole build.
    pub whole_build: bool,
    /// The member; none where nobody is to do it any more.
    pub assignee: Option<Uuid>,
    /// Until which day, as `2026-11-22`.
    pub due: Option<String>,
}

impl Workspace {
    /// Assigns units, groups or a whole build of an assessment, in one transaction; each takes the place of what was
    /// assigned so before. Answers with all rows of the checklist that it changed.
    ///
    /// # Errors
    /// `member.unknown`, `group.unknown`, `unit.not_in_profile`, `build.other_release`, `review.no_units` where nothing is
    /// named, `input.malformed` for the date.
    pub async fn assign(&self, assessment: Uuid, build: Uuid, assign: &Assign) -> Result<Vec<UnitRow>> {
        let due = input::date("The last day", assign.due.as_deref())?;
        if let Some(member) = assign.assignee
            && !self.members().await?.iter().any(|it| it.id == member)
        {
            return Err(ReviewError::MemberUnknown { name: member.to_string() }.into());
        }
        let (facts, _, sheet) = self.place(assessment, build).await?;
        let mut subjects = Vec::new();
        for unit in &assign.units {
            let at = sheet.find(unit).ok_or_else(|| not_in_profile(&sheet, unit))?;
            let holder = self.holder(&facts, build, sheet.units[at].subject).await?;
            subjects.push(Subject::Unit(Place { holder, unit: sheet.units[at].id.clone() }));
        }
        for group in &assign.groups {
            if !sheet.groups.iter().any(|(id, _)| id == group) {
                return Err(ReviewError::GroupUnknown { group: group.clone() }.into());
            }
            subjects.push(Subject::Group { assessment, build, group: group.clone() });
        }
        if assign.whole_build {
            subjects.push(Subject::WholeBuild { assessment, build });
        }
        if subjects.is_empty() {
            return Err(ReviewError::NoUnits.into());
        }
        let body = WorkAssigned { assignee: assign.assignee, due: due.filter(|_| assign.assignee.is_some()) };
        let before = self.checklist(assessment, build).await?.rows;
        let mut stating = Stating::begin(&self.ledger).await?;
        for subject in &subjects {
            let heads = stating.heads(subject, Kind::WorkAssigned.area()).await?;
            stating.state(Kind::WorkAssigned, subject, heads, None, Some(&body)).await?;
        }
        stating.commit().await?;
        let after = self.checklist(assessment, build).await?.rows;
        Ok(after.into_iter().zip(before).filter(|(now, then)| now != then).map(|(now, _)| now).collect())
    }

    /// Who is to do what on a build: the whole, then groups, then units.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`.
    pub async fn assignments(&self, assessment: Uuid, build: Uuid) -> Result<Vec<AssignmentView>> {
        let sitting = self.sitting(assessment, build).await?;
        let names = self.names().await?;
        let mut views: Vec<AssignmentView> =
            sitting.reviews.assignments().map(|(scope, it)| view_of(scope, it, &names)).collect();
        let order = |it: &AssignmentView| match it.scope {
            AssignmentScope::Build => 0,
            AssignmentScope::Group => 1,
            AssignmentScope::Unit => 2,
        };
        views.sort_by(|one, other| (order(one), &one.id, &one.name).cmp(&(order(other), &other.id, &other.name)));
        Ok(views)
    }
}

/// An assignment by its scope, as the table has it.
pub(super) fn view_of(scope: &str, it: &Assigned, names: &Names) -> AssignmentView {
    let (scope, id) = match scope.split_once('/') {
        Some(("unit", unit)) => (AssignmentScope::Unit, unit),
        Some((_, group)) => (AssignmentScope::Group, group),
        None => (AssignmentScope::Build, ""),
    };
    AssignmentView {
        scope,
        id: id.to_owned(),
        assignee: it.assignee,
        name: names.of(it.assignee),
        due: it.due.clone(),
        by: names.stamp(it.author, it.at, &it.entry),
    }
}
