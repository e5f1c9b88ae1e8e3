//! A plan laid out as the rows of a checklist: what is the same for every build, worked out once.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::{
    CitationFlag, Level, Pinned, Plan, PlannedControl, PlannedUnit, Proposal, Requirements, Scope, SubjectKind, UnitId,
};

use crate::projection::question;
use crate::statement::{AskedValues, ResultStated};
use crate::view::{AnswerText, UnitKind, WeaknessRef};

/// The group whose controls count on release variants only.
pub(crate) const RESILIENCE: &str = "MASVS-RESILIENCE";

/// A plan laid out as rows.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) plan: Arc<Plan>,
    pub(crate) pinned: Arc<Pinned>,
    pub(crate) requirements: Arc<Requirements>,
    /// The kinds of subjects that units are about and builds share, in order.
    pub(crate) shared: Vec<SubjectKind>,
    /// Each unit once, in the order of the plan.
    pub(crate) units: Vec<SheetUnit>,
    index: HashMap<String, usize>,
    /// Every control of the plan in its order, those out of scope included.
    pub(crate) controls: Vec<SheetControl>,
    /// Groups with a control that asks for something, in their order: id, title.
    pub(crate) groups: Vec<(String, String)>,
    /// One row a control and unit, in order.
    pub(crate) rows: Vec<SheetRow>,
}

/// A unit, wherever it stands.
#[derive(Debug)]
pub(crate) struct SheetUnit {
    pub(crate) id: UnitId,
    pub(crate) kind: UnitKind,
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) kinds: Vec<String>,
    pub(crate) levels: Vec<Level>,
    /// Required where any of its placements is.
    pub(crate) required: bool,
    /// What an answer is about.
    pub(crate) subject: SubjectKind,
    /// What an answer is given for, where it is about what builds share.
    pub(crate) asked: Option<Asked>,
    /// What is proposed, where it is proposed wherever the unit stands.
    pub(crate) proposal: Option<Proposal>,
    /// Whether anybody says what evidence would show it: the requirement, or a file of the profile.
    pub(crate) expects_evidence: bool,
    /// The clauses that are decided one by one: source, clause.
    pub(crate) addressable: Vec<(String, String)>,
}

impl SheetUnit {
    /// Whether an answer needs a date until which it is valid: what is no property of a build or release changes without
    /// anybody noticing.
    pub(crate) fn needs_validity(&self) -> bool {
        matches!(self.subject, SubjectKind::BackEnd | SubjectKind::Organisation)
    }

    /// What is stated of it: the words, and the wording and the values that they were given for.
    pub(crate) fn stated(&self, text: AnswerText) -> ResultStated {
        let (wording, values) = self.asked.clone().map(|it| (it.wording, it.values)).unzip();
        ResultStated { text, wording, values: values.unwrap_or_default() }
    }

    /// What is asked, in the one word that answers are compared by.
    pub(crate) fn question(&self) -> Option<&str> {
        self.asked.as_ref().map(|it| it.question.as_str())
    }
}

/// What is asked about what builds share.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Digest of the wording.
    wording: String,
    values: AskedValues,
    /// Both, in one word.
    question: String,
}

impl Asked {
    fn of(planned: &PlannedUnit) -> Option<Asked> {
        if planned.subject == SubjectKind::Build {
            return None;
        }
        let values: AskedValues = planned.parameters.iter().map(|it| (it.id.clone(), it.value)).collect();
        let wording = planned.text_digest.clone();
        Some(Asked { question: question(&wording, &values), wording, values })
    }
}

/// A unit under a control.
#[derive(Debug)]
pub(crate) struct SheetRow {
    /// Into `units`.
    pub(crate) unit: usize,
    /// Into `controls`.
    pub(crate) control: usize,
    /// The first weakness that it stands under here.
    pub(crate) weakness: Option<WeaknessRef>,
    /// Whether any weakness of this control requires it.
    pub(crate) required: bool,
}

/// A control with what counts under it.
#[derive(Debug)]
pub(crate) struct SheetControl {
    pub(crate) id: String,
    pub(crate) group: String,
    /// The title of a requirement; empty for a control of MASVS.
    pub(crate) title: String,
    /// The set of a requirement; none for a control of MASVS.
    pub(crate) set: Option<String>,
    pub(crate) summary: String,
    pub(crate) because: String,
    pub(crate) in_scope: bool,
    /// Its results count on release variants only.
    pub(crate) release_only: bool,
    /// Required weaknesses, or one without an id for a control that is assessed directly.
    pub(crate) weaknesses: Vec<SheetWeakness>,
    /// Full names of the required weaknesses of which it is a secondary control.
    pub(crate) secondary: Vec<String>,
}

/// A required weakness with its units.
#[derive(Debug)]
pub(crate) struct SheetWeakness {
    /// None for a control that is assessed directly.
    pub(crate) reference: Option<WeaknessRef>,
    pub(crate) title: String,
    /// Unit (into `units`), and whether it is required here.
    pub(crate) units: Vec<(usize, bool)>,
}

impl SheetControl {
    /// Whether it asks for anything: what is only optional does, and is out of scope all the same.
    pub(crate) fn asks(&self) -> bool {
        self.in_scope || !self.weaknesses.is_empty()
    }
}

impl SheetWeakness {
    /// Its full name, `maswe-1/MASWE-0018`.
    pub(crate) fn full_name(&self) -> Option<String> {
        self.reference.as_ref().map(|it| format!("{}/{}", it.scheme, it.id))
    }
}

impl Sheet {
    pub(crate) fn new(plan: Plan, pinned: Arc<Pinned>, requirements: Arc<Requirements>) -> Sheet {
        let plan = Arc::new(plan);
        let mut sheet = Sheet {
            units: Vec::new(),
            index: HashMap::new(),
            controls: Vec::new(),
            groups: Vec::new(),
            rows: Vec::new(),
            plan: Arc::clone(&plan),
            pinned,
            requirements,
            shared: Vec::new(),
        };
        for planned in &plan.controls {
            let at = sheet.controls.len();
            let mut control = SheetControl {
                id: planned.id.clone(),
                group: planned.group.clone(),
                title: planned.title.clone(),
                set: planned.set.clone(),
                summary: sheet.summary(planned),
                because: planned.because.clone(),
                in_scope: planned.scope == Scope::Required,
                release_only: planned.group == RESILIENCE,
                weaknesses: Vec::new(),
                secondary: planned.secondary.iter().map(ToString::to_string).collect(),
            };
            if !planned.units.is_empty() {
                let units = sheet.place(at, None, &planned.units);
                control.weaknesses.push(SheetWeakness { reference: None, title: String::new(), units });
            }
            for weakness in planned.weaknesses.iter().filter(|it| it.scope == Scope::Required) {
                let reference = WeaknessRef {
                    id: weakness.weakness.id.clone(),
                    scheme: weakness.weakness.scheme.to_string(),
                    title: weakness.title.clone(),
                };
                let units = sheet.place(at, Some(&reference), &weakness.units);
                control.weaknesses.push(SheetWeakness {
                    reference: Some(reference),
                    title: weakness.title.clone(),
                    units,
                });
            }
            if control.asks() && !sheet.groups.iter().any(|(id, _)| *id == control.group) {
                sheet.groups.push((control.group.clone(), sheet.group_title(&control.group)));
            }
            sheet.controls.push(control);
        }
        sheet.shared = SubjectKind::ALL
            .into_iter()
            .filter(|kind| *kind != SubjectKind::Build && sheet.units.iter().any(|unit| unit.subject == *kind))
            .collect();
        sheet
    }

    /// One line of what a control is.
    fn summary(&self, planned: &PlannedControl) -> String {
        let control = self.pinned.control(&planned.id).map(|it| &it.summary);
        control.or_else(|| self.requirements.get(&planned.id).map(|it| &it.requirement)).cloned().unwrap_or_default()
    }

    /// The title of a group of controls or requirements.
    pub(crate) fn group_title(&self, group: &str) -> String {
        let known = self.pinned.group(group).map(|it| &it.title);
        known.or_else(|| self.requirements.group(group).map(|it| &it.title)).cloned().unwrap_or_default()
    }

    /// A unit as the plan has it where it comes first.
    pub(crate) fn planned(&self, unit: usize) -> Option<&PlannedUnit> {
        let id = &self.units[unit].id;
        self.plan.placements().map(|(.., planned)| planned).find(|planned| planned.id == *id)
    }

    /// What answers to a unit are about; none where the plan doesn't hold it.
    pub(crate) fn subject(&self, unit: &str) -> Option<SubjectKind> {
        self.find(unit).map(|at| self.units[at].subject)
    }

    /// The digest of the text that an answer to each unit refers to.
    pub(crate) fn text_digests(&self) -> HashMap<String, String> {
        let placements = self.plan.placements();
        placements.map(|(.., unit)| (unit.id.to_string(), unit.text_digest.clone())).collect()
    }

    /// The unit's place in `units`.
    pub(crate) fn find(&self, unit: &str) -> Option<usize> {
        self.index.get(unit).copied()
    }

    /// The group that a unit stands in first.
    pub(crate) fn group_of(&self, unit: usize) -> &str {
        let row = self.rows.iter().find(|row| row.unit == unit);
        row.map_or("", |row| self.controls[row.control].group.as_str())
    }

    /// How many units the profile requires.
    pub(crate) fn required_units(&self) -> u32 {
        u32::try_from(self.units.iter().filter(|unit| unit.required).count()).unwrap_or(u32::MAX)
    }

    fn place(&mut self, control: usize, weakness: Option<&WeaknessRef>, units: &[PlannedUnit]) -> Vec<(usize, bool)> {
        let mut placed = Vec::with_capacity(units.len());
        for planned in units {
            let unit = self.unit(planned);
            placed.push((unit, planned.required));
            // Two weaknesses of one control may share a unit: one row.
            let row = self.rows.iter_mut().rev().take_while(|row| row.control == control).find(|row| row.unit == unit);
            if let Some(row) = row {
                row.required |= planned.required;
                continue;
            }
            self.rows.push(SheetRow { unit, control, weakness: weakness.cloned(), required: planned.required });
        }
        placed
    }

    fn unit(&mut self, planned: &PlannedUnit) -> usize {
        if let Some(at) = self.index.get(planned.id.as_str()) {
            let known = &mut self.units[*at];
            known.required |= planned.required;
            known.expects_evidence |= !planned.expected_evidence.is_empty();
            if planned.proposal.is_none() {
                known.proposal = None;
            }
            return *at;
        }
        let (kind, label, kinds, levels) = match planned.id.kind() {
            assay_catalogue::UnitKind::Test(id) => {
                let test = self.pinned.test(&id);
                (
                    UnitKind::Test,
                    id,
                    test.map(|test| test.kinds.clone()).unwrap_or_default(),
                    test.map(|test| test.profiles.clone()).unwrap_or_default(),
                )
            }
            assay_catalogue::UnitKind::Weakness(weakness) => {
                let levels = self.pinned.weakness_by_reference(&weakness).map(|it| it.profiles.clone());
                (UnitKind::Direct, weakness.id, Vec::new(), levels.unwrap_or_default())
            }
            assay_catalogue::UnitKind::Control(id) => (UnitKind::Direct, id, Vec::new(), Vec::new()),
        };
        let at = self.units.len();
        self.units.push(SheetUnit {
            id: planned.id.clone(),
            kind,
            label,
            title: planned.title.clone(),
            kinds,
            levels,
            required: planned.required,
            subject: planned.subject,
            asked: Asked::of(planned),
            proposal: planned.proposal.clone(),
            expects_evidence: !planned.expected_evidence.is_empty(),
            addressable: planned
                .citations
                .iter()
                .map(|it| &it.citation)
                .filter(|it| it.flag == Some(CitationFlag::Addressable))
                .map(|it| (it.source.clone(), it.clause.clone()))
                .collect(),
        });
        self.index.insert(planned.id.as_str().to_owned(), at);
        at
    }
}
