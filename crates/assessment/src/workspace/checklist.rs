//! The checklist of one build.

use std::collections::{BTreeSet, HashSet};

use assay_ledger::Hash;
use uuid::Uuid;

use super::Workspace;
use super::names::Names;
use super::progress::progress_of;
use super::states::{Head, Sitting};
use crate::Result;
use crate::judging::{ControlJudgement, Overrides, judge};
use crate::planned::SheetUnit;
use crate::projection::Hold;
use crate::view::{AnswerState, Checklist, ChecklistChange, ControlRow, GroupRow, Progress, UnitRow};

impl Workspace {
    /// What the profile asks for on one build, with the answers so far. It reads what concerns this build and nothing
    /// else, so it takes no longer in a workspace of many builds and statements.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`, `catalogue.missing`.
    pub async fn checklist(&self, assessment: Uuid, build: Uuid) -> Result<Checklist> {
        let sitting = self.sitting(assessment, build).await?;
        let names = self.names().await?;
        let overrides = self.overrides(assessment, build).await?;
        let release = self.release_facts(sitting.build.release).await?;
        let app = self.app_facts(release.app).await?;
        let table = Table::new(&sitting, &overrides);
        Ok(Checklist {
            assessment: sitting.assessment.id,
            assessment_title: sitting.assessment.opened.title.clone(),
            profile: sitting.assessment.opened.profile.clone(),
            build: names.build(&sitting.build),
            app: app.id,
            app_name: app.name,
            release_name: release.name,
            platform: sitting.build.facts.platform,
            groups: (0..sitting.sheet.groups.len()).map(|at| table.group(at)).collect(),
            controls: table.controls_that_ask().map(|at| table.control(at)).collect(),
            rows: (0..sitting.sheet.rows.len()).map(|at| table.row(at, &names)).collect(),
            progress: progress_of(&sitting.sheet, &sitting.states),
        })
    }

    /// What a write changed: the unit's rows, and every control and group that it bears on.
    pub(super) async fn change(
        &self,
        assessment: Uuid,
        build: Uuid,
        unit: &str,
        entry: Hash,
    ) -> Result<ChecklistChange> {
        self.change_of(assessment, build, &[unit.to_owned()], &[], entry).await
    }

    /// What a write changed that was about these units and controls.
    pub(super) async fn change_of(
        &self,
        assessment: Uuid,
        build: Uuid,
        units: &[String],
        controls: &[String],
        entry: Hash,
    ) -> Result<ChecklistChange> {
        let sitting = self.sitting(assessment, build).await?;
        let names = self.names().await?;
        let overrides = self.overrides(assessment, build).await?;
        let table = Table::new(&sitting, &overrides);
        let sheet = &sitting.sheet;
        let units: HashSet<usize> = units.iter().filter_map(|unit| sheet.find(unit)).collect();
        let rows: Vec<usize> = (0..sheet.rows.len()).filter(|at| units.contains(&sheet.rows[*at].unit)).collect();
        let mut own: BTreeSet<usize> = rows.iter().map(|at| sheet.rows[*at].control).collect();
        let weaknesses: BTreeSet<String> = own
            .iter()
            .flat_map(|at| &sheet.controls[*at].weaknesses)
            .filter(|weakness| weakness.units.iter().any(|(at, _)| units.contains(at)))
            .filter_map(crate::planned::SheetWeakness::full_name)
            .collect();
        own.extend((0..sheet.controls.len()).filter(|at| controls.contains(&sheet.controls[*at].id)));
        let touched =
            |at: &usize| own.contains(at) || sheet.controls[*at].secondary.iter().any(|name| weaknesses.contains(name));
        let groups = (0..sheet.groups.len())
            .filter(|at| own.iter().any(|control| sheet.controls[*control].group == sheet.groups[*at].0));
        Ok(ChecklistChange {
            entry: entry.to_string(),
            rows: rows.iter().map(|at| table.row(*at, &names)).collect(),
            controls: table.controls_that_ask().filter(touched).map(|at| table.control(at)).collect(),
            groups: groups.map(|at| table.group(at)).collect(),
            progress: progress_of(sheet, &sitting.states),
        })
    }

    /// The rows of one unit.
    pub(super) fn unit_rows(sitting: &Sitting, overrides: &Overrides, names: &Names, unit: usize) -> Vec<UnitRow> {
        let table = Table::new(sitting, overrides);
        let rows = 0..sitting.sheet.rows.len();
        rows.filter(|at| sitting.sheet.rows[*at].unit == unit).map(|at| table.row(at, names)).collect()
    }
}

/// A sheet with the answers of one build.
struct Table<'a> {
    sitting: &'a Sitting,
    judged: Vec<ControlJudgement>,
}

impl<'a> Table<'a> {
    fn new(sitting: &'a Sitting, overrides: &Overrides) -> Table<'a> {
        let release = sitting.build.facts.variant.is_release();
        let judged = judge(&sitting.sheet, &sitting.states, overrides, release);
        Table { sitting, judged }
    }

    fn controls_that_ask(&self) -> impl Iterator<Item = usize> {
        (0..self.sitting.sheet.controls.len()).filter(|at| self.sitting.sheet.controls[*at].asks())
    }

    fn row(&self, at: usize, names: &Names) -> UnitRow {
        let Sitting { sheet, states, reviews, .. } = self.sitting;
        let row = &sheet.rows[at];
        let unit = &sheet.units[row.unit];
        let control = &sheet.controls[row.control];
        let heads = states.of(unit.id.as_str());
        let (state, former) = heads.state();
        // What other units' answers say is shown, and answers nothing here.
        let own: Vec<&Head> = heads.answers.iter().filter(|head| head.hold != Hold::Former).collect();
        let current = match own.as_slice() {
            [head] => Some(*head),
            _ => None,
        };
        let answered = current.filter(|head| head.result != crate::view::ResultCode::Untested);
        let stated = answered.map(Head::stated);
        UnitRow {
            unit: unit.id.as_str().to_owned(),
            label: unit.label.clone(),
            title: unit.title.clone(),
            kind: unit.kind,
            control: control.id.clone(),
            group: control.group.clone(),
            weakness: row.weakness.clone(),
            kinds: unit.kinds.clone(),
            levels: unit.levels.clone(),
            subject: unit.subject,
            proposal: unit.proposal.clone(),
            required: row.required,
            state,
            former,
            carried: current.or(heads.answers.first()).and_then(|head| head.carried(names)),
            reconfirmed: answered.and_then(|head| head.reconfirmed),
            answered_at: stated.map(|(_, at)| at),
            answered_by: stated.map(|(by, _)| names.of(by)),
            valid_until: answered.and_then(Head::valid_until),
            has_note: current.is_some_and(|head| head.has_note),
            evidence: count(heads.evidence.len()),
            comments: count(heads.comments.len()),
            heads: heads.entries().iter().map(ToString::to_string).collect(),
            review: reviews.row(unit, &control.group, row.required, heads, names),
        }
    }

    fn control(&self, at: usize) -> ControlRow {
        let sheet = &self.sitting.sheet;
        let control = &sheet.controls[at];
        let judged = &self.judged[at];
        let mut required: Vec<usize> =
            sheet.rows.iter().filter(|row| row.control == at && row.required).map(|row| row.unit).collect();
        required.dedup();
        let mut progress = Progress::default();
        for unit in required {
            progress.add(self.state(&sheet.units[unit]));
        }
        ControlRow {
            id: control.id.clone(),
            group: control.group.clone(),
            title: control.title.clone(),
            set: control.set.clone(),
            summary: control.summary.clone(),
            verdict: judged.verdict,
            overridden: judged.overridden,
            progress,
        }
    }

    fn group(&self, at: usize) -> GroupRow {
        let sheet = &self.sitting.sheet;
        let (id, title) = &sheet.groups[at];
        let mut units: Vec<usize> = Vec::new();
        let rows = sheet.rows.iter().filter(|row| row.required && sheet.controls[row.control].group == *id);
        for row in rows {
            if !units.contains(&row.unit) {
                units.push(row.unit);
            }
        }
        let mut progress = Progress::default();
        for unit in units {
            progress.add(self.state(&sheet.units[unit]));
        }
        GroupRow { id: id.clone(), title: title.clone(), progress }
    }

    fn state(&self, unit: &SheetUnit) -> AnswerState {
        self.sitting.states.of(unit.id.as_str()).state().0
    }
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}
