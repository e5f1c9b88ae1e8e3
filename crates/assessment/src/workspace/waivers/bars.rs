//! What profiles call not waivable.

use std::sync::Arc;

use assay_catalogue::{Pinned, ProfileItem, TailoredBar, Tailoring, UnitId, UnitKind};
use uuid::Uuid;

use crate::workspace::Workspace;
use crate::{FindingError, Result};

/// A line of a profile that calls something not waivable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) item: String,
    /// The profile file.
    pub(crate) profile: String,
    pub(crate) line: u32,
}

impl Bar {
    fn of(bar: &TailoredBar) -> Bar {
        Bar { item: bar.item.to_string(), profile: bar.because.document.clone(), line: bar.because.line }
    }

    pub(crate) fn error(self) -> FindingError {
        FindingError::NotWaivable { item: self.item, profile: self.profile, line: self.line }
    }
}

/// What the profile of an assessment calls not waivable.
#[derive(Debug, Clone)]
pub(crate) struct Bars {
    tailoring: Arc<Tailoring>,
    pinned: Arc<Pinned>,
}

impl Bars {
    /// The line that concerns a unit: it names the test, or a weakness or control that the unit speaks of.
    pub(crate) fn on_unit(&self, unit: &str) -> Option<Bar> {
        if self.tailoring.bars.is_empty() {
            return None;
        }
        let touched = touched(&self.pinned, &unit.parse().ok()?);
        self.tailoring.bars.iter().find(|bar| touched.contains(&bar.item)).map(Bar::of)
    }

    /// The line that names a control.
    pub(crate) fn on_control(&self, control: &str) -> Option<Bar> {
        let names = |item: &ProfileItem| matches!(item, ProfileItem::Control(id) | ProfileItem::Requirement(id) if id.eq_ignore_ascii_case(control));
        self.tailoring.bars.iter().find(|bar| names(&bar.item)).map(Bar::of)
    }

    /// Whether the profile asks for a second person.
    pub(crate) fn asks_four_eyes(&self) -> bool {
        self.tailoring.four_eyes
    }
}

/// Everything that a profile may name and a unit speaks of, whether the profile asks for the unit or not.
fn touched(pinned: &Pinned, unit: &UnitId) -> Vec<ProfileItem> {
    let mut items = Vec::new();
    match unit.kind() {
        UnitKind::Test(id) => {
            for link in pinned.links().of_test(&id) {
                items.push(ProfileItem::Weakness(link.weakness.clone()));
                items.push(ProfileItem::Control(link.control.clone()));
            }
            items.push(ProfileItem::Test(id));
        }
        UnitKind::Weakness(weakness) => {
            let control = pinned.weakness_by_reference(&weakness).and_then(|it| it.primary_control());
            items.extend(control.map(|control| ProfileItem::Control(control.to_owned())));
            items.push(ProfileItem::Weakness(weakness));
        }
        UnitKind::Control(id) => {
            items.push(ProfileItem::Control(id.clone()));
            items.push(ProfileItem::Requirement(id));
        }
    }
    items
}

/// The ids of the weaknesses that a unit speaks of, with their numbering.
pub(crate) fn weaknesses(pinned: &Pinned, unit: &UnitId) -> Vec<assay_catalogue::WeaknessRef> {
    let items = touched(pinned, unit).into_iter();
    let mut found: Vec<assay_catalogue::WeaknessRef> =
        items.filter_map(|item| if let ProfileItem::Weakness(it) = item { Some(it) } else { None }).collect();
    found.sort_by(|one, other| one.id.cmp(&other.id));
    found.dedup();
    found
}

impl Workspace {
    /// What the profile of an assessment calls not waivable.
    pub(crate) async fn bars(&self, assessment: Uuid) -> Result<Bars> {
        let facts = self.assessment_facts(assessment).await?;
        let tailoring = self.tailoring_by(&facts.basis).await?;
        Ok(Bars { tailoring, pinned: self.pinned_by(&facts.opened.catalogues).await? })
    }
}
