//! A plan laid out as the rows of a checklist: what is the same for every build, worked out once.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::{Level, Pinned, Plan, PlannedUnit, Scope, UnitId};

use crate::view::{UnitKind, WeaknessRef};

/// The group whose controls count on release variants only.
pub(crate) const RESILIENCE: &str = "MASVS-RESILIENCE";

/// A plan laid out as rows.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) plan: Arc<Plan>,
    pub(crate) pinned: Arc<Pinned>,
    /// Each unit once, in the order of the plan.
    pub(crate) units: Vec<SheetUnit>,
    index: HashMap<String, usize>,
    /// Every control of MASVS in its order, those out of scope included.
    pub(crate) controls: Vec<SheetControl>,
    /// Groups with a control in scope, in their order: id, title.
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

impl SheetWeakness {
    /// Its full name, `maswe-1/MASWE-0018`.
    pub(crate) fn full_name(&self) -> Option<String> {
        self.reference.as_ref().map(|it| format!("{}/{}", it.scheme, it.id))
    }
}

impl Sheet {
    pub(crate) fn new(plan: Plan, pinned: Arc<Pinned>) -> Sheet {
        let plan = Arc::new(plan);
        let mut sheet = Sheet {
            units: Vec::new(),
            index: HashMap::new(),
            controls: Vec::new(),
            groups: Vec::new(),
            rows: Vec::new(),
            plan: Arc::clone(&plan),
            pinned,
        };
        for planned in &plan.controls {
            let at = sheet.controls.len();
            let mut control = SheetControl {
                id: planned.id.clone(),
                group: planned.group.clone(),
                summary: sheet.pinned.control(&planned.id).map(|it| it.summary.clone()).unwrap_or_default(),
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
            if control.in_scope && !sheet.groups.iter().any(|(id, _)| *id == control.group) {
                let title = sheet.pinned.group(&control.group).map(|it| it.title.clone()).unwrap_or_default();
                sheet.groups.push((control.group.clone(), title));
            }
            sheet.controls.push(control);
        }
        sheet
    }

    /// The unit's place in `units`.
    pub(crate) fn find(&self, unit: &str) -> Option<usize> {
        self.index.get(unit).copied()
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
            self.units[*at].required |= planned.required;
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
        });
        self.index.insert(planned.id.as_str().to_owned(), at);
        at
    }
}
