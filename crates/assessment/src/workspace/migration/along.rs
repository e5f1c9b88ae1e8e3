//! What goes along with the answers: conclusions on controls, and who tests what.

use assay_catalogue::SubjectKind;
use assay_messages::{Language, said, speaking_here};
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{Sitting, Worked};
use crate::Result;
use crate::judging::{OverrideHead, Overrides};
use crate::projection::{Overriding, Stating};
use crate::statement::{Kind, Place, Subject, VerdictOverridden, WorkAssigned};
use crate::view::{AssignmentScope, AssignmentView, Stamp, Verdict};
use crate::workspace::Workspace;

impl Worked {
    /// Whether a conclusion on a control comes over: where the catalogues stay and the control is asked for. One of *pass*
    /// whose body was redacted holds for nothing any more.
    pub(super) fn carries(&self, sitting: &Sitting, control: &str, head: &OverrideHead) -> bool {
        self.assessment.opened.catalogues == self.to.catalogues
            && sitting.to.controls.iter().any(|it| it.id == control)
            && (head.verdict != Some(Verdict::Pass) || head.concluded.is_some())
    }
}

/// Current conclusions, by control and entry.
pub(super) fn conclusions(overrides: &Overrides) -> Vec<(&str, &OverrideHead)> {
    let mut all: Vec<(&str, &OverrideHead)> = overrides
        .iter()
        .flat_map(|(control, heads)| heads.iter().map(move |head| (control.as_str(), head)))
        .filter(|(_, head)| head.verdict.is_some())
        .collect();
    all.sort_by_key(|(control, head)| (*control, head.entry));
    all
}

impl Workspace {
    /// States the conclusions on controls once more, where the catalogues stay: the same results under the same controls are
    /// concluded on. Why is said by naming the statement: its words stay where they were stated.
    pub(super) async fn carry_conclusions(
        &self,
        stating: &mut Stating,
        worked: &Worked,
        sitting: &Sitting,
        new: Uuid,
    ) -> Result<()> {
        let names = self.names().await?;
        let former = &worked.assessment;
        for (control, head) in conclusions(&self.overrides(former.id, sitting.build.id).await?) {
            if !worked.carries(sitting, control, head) {
                continue;
            }
            let Stamp { at, by, entry, .. } = names.stamp(head.author, head.at, &head.entry);
            let day = at.to_zoned(TimeZone::UTC).date();
            let title = &former.opened.title;
            // It is stored, and so in English, whoever asks for it.
            let reason = speaking_here(Language::English, || {
                said!("As {by} concluded on {day} in \"{title}\" ({entry}).", by, day, title, entry)
            });
            let body = VerdictOverridden { reason, secondary_failures: head.concluded.clone().unwrap_or_default() };
            let subject = Subject::Control { assessment: new, build: sitting.build.id, control: control.to_owned() };
            let code = head.verdict.and_then(|verdict| Overriding::Concludes(verdict).code());
            stating.state(Kind::VerdictOverridden, &subject, Vec::new(), code, Some(&body)).await?;
        }
        Ok(())
    }

    /// Assigns once more what is asked for still: who is to test it has not changed.
    pub(super) async fn carry_assignments(
        &self,
        stating: &mut Stating,
        former: Uuid,
        sitting: &Sitting,
        new: Uuid,
    ) -> Result<()> {
        let build = sitting.build.id;
        for AssignmentView { scope, id, assignee, due, .. } in self.assignments(former, build).await? {
            let subject = match scope {
                AssignmentScope::Build => Subject::WholeBuild { assessment: new, build },
                AssignmentScope::Group if sitting.to.groups.iter().any(|(group, _)| *group == id) => {
                    Subject::Group { assessment: new, build, group: id }
                }
                AssignmentScope::Group => continue,
                // What builds share is assigned there, whatever an assessment is measured against.
                AssignmentScope::Unit => match sitting.to.find(&id).map(|at| &sitting.to.units[at]) {
                    Some(unit) if unit.subject == SubjectKind::Build => {
                        Subject::Unit(Place::on_build(new, build, unit.id.clone()))
                    }
                    _ => continue,
                },
            };
            let body = WorkAssigned { assignee: Some(assignee), due };
            stating.state(Kind::WorkAssigned, &subject, Vec::new(), None, Some(&body)).await?;
        }
        Ok(())
    }
}
