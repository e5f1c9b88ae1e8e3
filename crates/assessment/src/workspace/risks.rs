//! Findings and waivers as the gate and the board look at them: read once for an app or all, then asked for each assessment.

use std::collections::{HashMap, HashSet};
use std::{iter, slice};

use uuid::Uuid;

use super::Workspace;
use super::findings::{Book, Span};
use super::states::id;
use super::waivers::{Bars, KnownWaiver, Over};
use crate::Result;
use crate::gate::{Accepts, FindingFact, WaiverFact};
use crate::projection::date_of_day;
use crate::statement::Waived;
use crate::view::{
    EndingWaiver, FindingRow, FindingState, FindingText, OpenFindings, SincePart, WaiverConditions, WaiverOver,
    WaiverStanding, WaiverView,
};

/// Waivers that end within so many days are told.
const SOON: i32 = 30;

/// Findings and waivers of an app or of all.
#[derive(Debug)]
pub(super) struct Risks {
    book: Book,
    /// Apps with findings: nothing has to be looked at for others.
    found_in: HashSet<Uuid>,
    /// Those over controls and units, by assessment.
    waivers: HashMap<Uuid, Vec<KnownWaiver>>,
    /// By assessment those that it was moved from; assessments that were not moved have none.
    moved_from: HashMap<Uuid, Vec<Uuid>>,
}

/// What the gate of an assessment is told.
#[derive(Debug, Default)]
pub(super) struct RiskFacts {
    pub(super) findings: Vec<FindingFact>,
    pub(super) waivers: Vec<WaiverFact>,
    /// Of waivers that count: what is overdue first, then by day.
    pub(super) conditions: Vec<WaiverConditions>,
}

impl RiskFacts {
    fn add(&mut self, waivers: &[WaiverView], day: &str) {
        self.waivers.extend(waivers.iter().filter_map(waiver_fact));
        self.conditions.extend(waivers.iter().filter(|it| it.counts()).filter_map(|it| it.conditions(day)));
    }
}

impl Workspace {
    /// The findings and waivers of an app or of all.
    pub(super) async fn risks(&self, app: Option<Uuid>) -> Result<Risks> {
        let book = Book::load(self, app).await?;
        let mut waivers: HashMap<Uuid, Vec<KnownWaiver>> = HashMap::new();
        for waiver in self.known_waivers(Over::Assessments(None)).await? {
            if let Waived::Control { assessment, .. } | Waived::Unit { assessment, .. } = &waiver.over {
                waivers.entry(*assessment).or_default().push(waiver);
            }
        }
        let found_in = book.findings.iter().map(|finding| finding.app).collect();
        let moved: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT id FROM assessment WHERE facts ->> '$.migrated_from' IS NOT NULL")
                .fetch_all(self.ledger.readers())
                .await?;
        let mut moved_from = HashMap::new();
        for assessment in moved {
            let assessment = id(&assessment)?;
            moved_from.insert(assessment, self.moved_from(&*self.assessment_facts(assessment).await?).await?);
        }
        Ok(Risks { book, found_in, waivers, moved_from })
    }
}

impl Risks {
    /// Whether there is anything to tell of an assessment.
    pub(super) fn concern(&self, app: Uuid, assessment: Uuid) -> bool {
        self.found_in.contains(&app) || self.waivers.contains_key(&assessment)
    }

    /// Findings that bear on decisions about a release: those that are known on one of its builds.
    pub(super) fn on_release(&self, release: Uuid) -> impl Iterator<Item = Uuid> {
        let of_release = move |build: &Uuid| self.book.builds.get(build).is_some_and(|(_, it)| it.release == release);
        self.book.findings.iter().filter(move |it| it.on.keys().any(of_release)).map(|it| it.id)
    }

    /// What is said of a finding; none where it was redacted.
    pub(super) fn text_of(&self, finding: Uuid) -> Option<&FindingText> {
        let found = self.book.findings.iter().find(|it| it.id == finding)?;
        found.head().and_then(|head| head.text.as_ref())
    }

    /// How many findings are new on a build since one before, and how many were found fixed on it.
    pub(super) fn since(&self, app: Uuid, build: Uuid, before: Uuid) -> (u32, u32) {
        let (mut new, mut fixed) = (0, 0);
        for finding in self.book.findings.iter().filter(|it| it.app == app) {
            match self.book.became(finding, build, before) {
                Some(SincePart::NewFindings) => new += 1,
                Some(SincePart::FixedFindings) => fixed += 1,
                _ => {}
            }
        }
        (new, fixed)
    }

    /// What the gate of an assessment is told, by what its profile calls not waivable.
    pub(super) fn facts(&self, app: Uuid, release: Uuid, assessment: Uuid, bars: &Bars) -> RiskFacts {
        let mut facts = RiskFacts::default();
        let (span, day) = (self.book.span_of(release), self.day());
        let former = self.moved_from.get(&assessment).map(Vec::as_slice).unwrap_or_default();
        let measured: Vec<Uuid> = iter::once(assessment).chain(former.iter().copied()).collect();
        for finding in self.book.findings.iter().filter(|it| it.app == app) {
            let Some(row) = self.book.row(finding, &span, slice::from_ref(bars)) else { continue };
            if !matches!(row.state, FindingState::Open | FindingState::Waived) {
                continue;
            }
            facts.add(&row.waivers, &day);
            facts.findings.push(finding_fact(row, &measured));
        }
        facts.add(&self.over(app, assessment, bars), &day);
        // Those without a day last.
        facts.conditions.sort_by_cached_key(|it| (it.due.is_none(), it.due.clone(), it.label.clone()));
        facts
    }

    /// Today, as `2026-11-22`.
    fn day(&self) -> String {
        date_of_day(self.book.today).map(|day| day.to_string()).unwrap_or_default()
    }

    /// The waivers over controls and units of an assessment.
    fn over(&self, app: Uuid, assessment: Uuid, bars: &Bars) -> Vec<WaiverView> {
        let waivers = self.waivers.get(&assessment).map(Vec::as_slice).unwrap_or_default();
        let views = waivers.iter().filter_map(|waiver| {
            let (words, barred) = match &waiver.over {
                Waived::Control { platform, control, .. } => {
                    (format!("{control}, {platform}"), bars.on_control(control))
                }
                Waived::Unit { platform, unit, .. } => {
                    let label = unit.as_str().rsplit([':', '/']).next().unwrap_or_default();
                    (format!("{label}, {platform}"), bars.on_unit(unit.as_str()))
                }
                Waived::Finding { .. } => return None,
            };
            Some(waiver.view(self.book.today, &self.book.names, (app, words), None, barred.as_ref()))
        });
        views.collect()
    }

    /// Open findings by severity and age, the worst first.
    pub(super) fn open_findings(&self) -> Vec<OpenFindings> {
        let mut open: Vec<OpenFindings> = Vec::new();
        for row in self.book.rows(|_| Some(Span::All), &[]).iter().filter(|row| row.state == FindingState::Open) {
            let at = open.iter().position(|it| it.severity == row.severity).unwrap_or_else(|| {
                open.push(OpenFindings { severity: row.severity, week: 0, month: 0, quarter: 0, older: 0 });
                open.len() - 1
            });
            let ages = &mut open[at];
            *match row.age_days {
                0..7 => &mut ages.week,
                7..30 => &mut ages.month,
                30..90 => &mut ages.quarter,
                _ => &mut ages.older,
            } += 1;
        }
        open.sort_by_key(|it| std::cmp::Reverse(it.severity));
        open
    }

    /// Waivers that end soon, and those that have ended and would still be needed; the next one first. `bars` are those of
    /// assessments that have waivers.
    pub(super) fn ending(
        &self,
        app_of: impl Fn(Uuid) -> Option<Uuid>,
        bars: &HashMap<Uuid, Bars>,
    ) -> Vec<EndingWaiver> {
        let mut ending = Vec::new();
        for row in self.book.rows(|_| Some(Span::All), &[]) {
            if matches!(row.state, FindingState::Open | FindingState::Waived) {
                ending.extend(self.ending_of(&row.waivers));
            }
        }
        for assessment in self.waivers.keys() {
            let (Some(app), Some(bars)) = (app_of(*assessment), bars.get(assessment)) else { continue };
            ending.extend(self.ending_of(&self.over(app, *assessment, bars)));
        }
        ending.sort_by(|a, b| a.days_left.cmp(&b.days_left).then_with(|| a.id.cmp(&b.id)));
        ending
    }

    /// One that has ended is needed no more where another one accepts the same now.
    fn ending_of(&self, waivers: &[WaiverView]) -> Vec<EndingWaiver> {
        let replaced = |one: &WaiverView| waivers.iter().any(|it| it.counts() && it.over == one.over);
        let needed = waivers.iter().filter(|it| it.counts() || !replaced(it));
        needed.filter_map(|waiver| self.ends(waiver)).collect()
    }

    fn ends(&self, waiver: &WaiverView) -> Option<EndingWaiver> {
        let told = match waiver.standing {
            WaiverStanding::InForce => waiver.days_left <= SOON,
            WaiverStanding::Expired => waiver.days_left >= -SOON,
            WaiverStanding::Outgrown | WaiverStanding::Barred | WaiverStanding::Withdrawn => false,
        };
        let (assessment, finding) = match &waiver.over {
            WaiverOver::Finding { finding } => (None, Some(*finding)),
            WaiverOver::Control { assessment, .. } | WaiverOver::Unit { assessment, .. } => (Some(*assessment), None),
        };
        told.then(|| EndingWaiver {
            id: waiver.id,
            label: waiver.over_words.clone(),
            app_name: self.book.apps.get(&waiver.app).cloned().unwrap_or_default(),
            assessment,
            finding,
            last_day: waiver.until.clone(),
            days_left: waiver.days_left,
            before_due: None,
            conditions: waiver.conditions(&self.day()),
        })
    }

    /// The assessments with waivers over their controls and units.
    pub(super) fn with_waivers(&self) -> impl Iterator<Item = Uuid> {
        self.waivers.keys().copied()
    }
}

/// What shows a finding: units of the assessment, and of those that it was moved from, whose answers it has.
fn finding_fact(row: FindingRow, measured: &[Uuid]) -> FindingFact {
    let mut shown_by = Vec::new();
    for on in &row.builds {
        for place in on.places.iter().filter(|place| measured.contains(&place.assessment)) {
            let unit = (on.platform, place.unit.clone());
            if !shown_by.contains(&unit) {
                shown_by.push(unit);
            }
        }
    }
    FindingFact {
        id: row.id,
        title: row.text.map_or_else(|| format!("finding {}", &row.id.to_string()[..8]), |text| text.title),
        severity: row.severity,
        waived: row.state == FindingState::Waived,
        shown_by,
    }
}

/// A waiver that counts or is past its last day; others say nothing to a gate.
fn waiver_fact(waiver: &WaiverView) -> Option<WaiverFact> {
    let expired = match waiver.standing {
        WaiverStanding::InForce => false,
        WaiverStanding::Expired => true,
        WaiverStanding::Outgrown | WaiverStanding::Barred | WaiverStanding::Withdrawn => return None,
    };
    let accepts = match waiver.over.clone() {
        WaiverOver::Finding { finding } => Accepts::Finding(finding),
        WaiverOver::Control { platform, control, .. } => Accepts::Control(platform, control),
        WaiverOver::Unit { platform, unit, .. } => Accepts::Unit(platform, unit),
    };
    let (label, title) = (waiver.over_words.clone(), waiver.sentence.clone());
    Some(WaiverFact { id: waiver.id, label, title, accepts, expired })
}
