//! The review of one unit in full: every step, with who, when, from which device, and what became of it.

use assay_ledger::DeviceId;
use sqlx::Row;
use uuid::Uuid;

use super::assigning::view_of;
use super::standing::left_behind;
use crate::Result;
use crate::projection::{ReviewAct, bytes};
use crate::statement::{CommentAdded, Place};
use crate::view::{AssignmentScope, ReviewAction, ReviewStep, UnitReview};
use crate::workspace::names::Names;
use crate::workspace::states::{Sitting, hash, id, time};
use crate::workspace::{Library, Workspace};

impl Workspace {
    /// The review of a unit.
    pub(in crate::workspace) async fn unit_review(
        &self,
        sitting: &Sitting,
        at: usize,
        names: &Names,
        library: &Library,
    ) -> Result<UnitReview> {
        let unit = &sitting.sheet.units[at];
        let holder = self.holder(&sitting.assessment, sitting.build.id, unit.subject).await?;
        let place = Place { holder, unit: unit.id.clone() };
        let group = sitting.sheet.rows.iter().find(|row| row.unit == at);
        let group = group.map(|row| sitting.sheet.controls[row.control].group.as_str()).unwrap_or_default();
        let assigned = sitting.reviews.assigned(unit.id.as_str(), group).and_then(|(scope, all)| {
            let scope = match scope {
                AssignmentScope::Unit => format!("unit/{}", unit.id),
                AssignmentScope::Group => format!("group/{group}"),
                AssignmentScope::Build => String::new(),
            };
            all.first().map(|it| view_of(&scope, it, names))
        });
        Ok(UnitReview {
            steps: self.steps(sitting, &place, names, library).await?,
            four_eyes: self.tailoring_by(&sitting.assessment.basis).await?.four_eyes,
            assigned,
        })
    }

    async fn steps(
        &self,
        sitting: &Sitting,
        place: &Place,
        names: &Names,
        library: &Library,
    ) -> Result<Vec<ReviewStep>> {
        let (assessment, build) = place.holder.key();
        let rows = sqlx::query(
            "SELECT r.act, r.entry, r.answer, r.evidence, r.author, r.at, r.head, d.device,
                e.device = coalesce(oe.device, ae.device), coalesce(ou.author, au.author),
                (SELECT b.body FROM unit_statement k JOIN bodies b ON b.entry = k.arrival
                 WHERE k.assessment = r.assessment AND k.build = r.build AND k.unit = r.unit AND k.head IN (0, 1)
                    AND k.item = r.comment AND k.act = 7 LIMIT 1)
             FROM review_statement r JOIN entries e ON e.id = r.arrival JOIN devices d ON d.id = e.device
             LEFT JOIN entries ae ON ae.hash = r.answer LEFT JOIN unit_statement au ON au.arrival = ae.id
             LEFT JOIN carried c ON c.arrival = ae.id
             LEFT JOIN entries oe ON oe.hash = c.origin LEFT JOIN unit_statement ou ON ou.arrival = oe.id
             WHERE r.assessment = ?1 AND r.build = ?2 AND r.head IN (0, 1) AND r.unit = ?3
             ORDER BY r.at DESC, e.seq DESC, r.entry",
        )
        .bind(bytes(assessment))
        .bind(bytes(build))
        .bind(place.unit.as_str())
        .fetch_all(self.ledger.readers())
        .await?;
        let heads = sitting.states.of(place.unit.as_str());
        let mut steps = Vec::with_capacity(rows.len());
        for row in &rows {
            let Some(act) = ReviewAct::of_number(row.try_get(0)?) else { continue };
            let action = match act {
                ReviewAct::Submitted => Some(ReviewAction::Submit),
                ReviewAct::Approved => Some(ReviewAction::Approve),
                ReviewAct::Returned => Some(ReviewAction::Return),
                ReviewAct::TakenBack => None,
            };
            let (author, current): (Uuid, bool) = (id(row.try_get(4)?)?, row.try_get(6)?);
            let answered = row.try_get::<Option<&[u8]>, _>(9)?.map(id).transpose()?;
            let answer: &[u8] = row.try_get(2)?;
            let behind = match (action, current) {
                (Some(_), true) => left_behind(&hash(answer)?, row.try_get(3)?, heads),
                _ => None,
            };
            let text = row.try_get::<Option<&[u8]>, _>(10)?;
            let text = text.and_then(|body| serde_json::from_slice::<CommentAdded>(body).ok()).map(|it| it.text);
            steps.push(ReviewStep {
                action,
                by: names.stamp(author, time(row.try_get(5)?), &hash(row.try_get(1)?)?),
                device: DeviceId::from_slice(row.try_get(7)?).map(|it| it.to_string()).unwrap_or_default(),
                answer_by: answered.map(|member| names.of(member)),
                by_author: action.is_some() && answered == Some(author),
                same_device: row.try_get::<Option<bool>, _>(8)?.unwrap_or_default(),
                comment_html: text.map(|text| library.note(&text)),
                left_behind: behind,
                current,
            });
        }
        Ok(steps)
    }
}
