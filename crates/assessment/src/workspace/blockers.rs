//! What holds a release back, by name: findings with owner and day first, then failed controls that no finding explains.

use std::cmp::Reverse;

use assay_catalogue::Platform;
use uuid::Uuid;

use crate::gate::{FindingFact, GateAnswer, GateFacts};
use crate::view::{Blocker, Counted, CountedItem, FindingText, ReasonCode};

/// The things behind the gate's answer, the worst first. `text_of` gives the words of a finding, `due` is the day on which
/// the release is due.
pub(super) fn blockers<'a>(
    answer: &GateAnswer,
    known: &GateFacts,
    text_of: impl Fn(Uuid) -> Option<&'a FindingText>,
    due: Option<&str>,
) -> Vec<Blocker> {
    let severe = items(answer, ReasonCode::FindingOpen).map(|(_, _, item)| item.id.clone()).collect::<Vec<_>>();
    let mut blockers: Vec<Blocker> = Vec::new();
    let mut controls: Vec<Blocker> = Vec::new();
    let mut shown: Vec<Uuid> = Vec::new();
    for (platform, build, item) in items(answer, ReasonCode::ControlFails) {
        let explained = showing(known, platform, build, item);
        if explained.is_empty() {
            controls.push(Blocker {
                what: Counted::Controls,
                id: item.id.clone(),
                title: item.title.clone(),
                severity: None,
                owner: String::new(),
                due: None,
                after_due: false,
                platform,
                build,
            });
        }
        shown.extend(explained);
    }
    for fact in &known.findings {
        if !shown.contains(&fact.id) && !severe.contains(&fact.id.to_string()) {
            continue;
        }
        let text = text_of(fact.id);
        let mended = text.and_then(|text| text.due.clone());
        blockers.push(Blocker {
            what: Counted::Findings,
            id: fact.id.to_string(),
            title: fact.title.clone(),
            severity: Some(fact.severity),
            owner: text.map(|text| text.owner.clone()).unwrap_or_default(),
            // Days are written so that their order is that of their letters.
            after_due: mended.as_deref().is_some_and(|mended| due.is_some_and(|due| mended > due)),
            due: mended,
            platform: None,
            build: None,
        });
    }
    blockers.sort_by_key(|it| (Reverse(it.severity), it.due.is_none(), it.due.clone()));
    blockers.extend(controls);
    blockers
}

fn items(
    answer: &GateAnswer,
    code: ReasonCode,
) -> impl Iterator<Item = (Option<Platform>, Option<Uuid>, &CountedItem)> {
    let parts = answer.reasons.iter().filter(move |it| it.code == code).flat_map(|it| &it.parts);
    parts.flat_map(|part| part.tally.items.iter().map(|item| (part.platform, part.build, item)))
}

/// The findings that nobody accepted and that a unit of this control showed.
fn showing(known: &GateFacts, platform: Option<Platform>, build: Option<Uuid>, control: &CountedItem) -> Vec<Uuid> {
    let judged = known.builds.iter().find(|it| Some(it.build) == build);
    let held = judged.and_then(|it| it.controls.iter().find(|it| it.id == control.id));
    let Some((held, platform)) = held.zip(platform) else { return Vec::new() };
    let shows = |fact: &&FindingFact| {
        !fact.waived && fact.shown_by.iter().any(|(on, unit)| *on == platform && held.units.contains(unit))
    };
    known.findings.iter().filter(shows).map(|fact| fact.id).collect()
}
