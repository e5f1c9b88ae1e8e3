//! Where findings stand, from what was stated: pure functions over a [`Book`].

use std::collections::HashMap;

use assay_catalogue::Platform;
use uuid::Uuid;

use super::book::{Book, KnownFinding, OnBuild, entries};
use crate::planned::KnownBuild;
use crate::statement::{BuildCode, FindingCode};
use crate::view::{FindingBuild, FindingOnBuild, FindingRow, FindingState, Severity, SincePart, WaiverStanding};
use crate::workspace::waivers::Bars;

/// Which builds are looked at.
#[derive(Debug, Clone)]
pub(crate) enum Span {
    /// All of an app.
    All,
    /// By platform, those that were added up to this one: the last one of a release.
    UpTo(HashMap<Platform, usize>),
}

impl Book {
    /// What a release is judged by; nothing of platforms that it has no build of.
    pub(crate) fn span_of(&self, release: Uuid) -> Span {
        let mut last = HashMap::new();
        for (at, build) in self.builds.values().filter(|(_, build)| build.release == release) {
            let last = last.entry(build.facts.platform).or_insert(*at);
            *last = (*last).max(*at);
        }
        Span::UpTo(last)
    }

    /// What a build is judged by: all that was said of builds of its platform up to it.
    pub(crate) fn span_to(&self, build: &KnownBuild) -> Option<Span> {
        let (at, _) = self.builds.get(&build.id)?;
        Some(Span::UpTo(HashMap::from([(build.facts.platform, *at)])))
    }

    /// The builds of a span on which anything is said of a finding now, newest first.
    fn on<'a>(&'a self, finding: &'a KnownFinding, span: &Span) -> Vec<(usize, &'a KnownBuild, &'a OnBuild)> {
        let mut on: Vec<_> = finding
            .on
            .iter()
            .filter(|(_, on)| on.code() != BuildCode::None)
            .filter_map(|(build, on)| self.builds.get(build).map(|(at, build)| (*at, build, on)))
            .filter(|(at, build, _)| match span {
                Span::All => true,
                Span::UpTo(last) => last.get(&build.facts.platform).is_some_and(|last| at <= last),
            })
            .collect();
        on.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        on
    }

    /// Where a finding stands in a span, and the builds that say that it is gone; none where it was seen, but on none of
    /// these builds. Waivers are left aside.
    fn stands(&self, finding: &KnownFinding, span: &Span) -> Option<(FindingState, Vec<Uuid>)> {
        let on = self.on(finding, span);
        let seen = |on: &OnBuild| on.seen || matches!(on.code(), BuildCode::Affected | BuildCode::StillThere);
        if on.is_empty() && finding.on.values().any(|it| it.code() != BuildCode::None && seen(it)) {
            return None;
        }
        if finding.severity().is_none() {
            return Some((FindingState::Withdrawn, Vec::new()));
        }
        let mut fixed = Vec::new();
        for platform in Platform::ALL {
            let Some((_, build, last)) = on.iter().find(|(_, build, _)| build.facts.platform == platform) else {
                continue;
            };
            if last.code() != BuildCode::Fixed || last.disputed() {
                return Some((FindingState::Open, Vec::new()));
            }
            fixed.push(build.id);
        }
        Some(if fixed.is_empty() { (FindingState::Open, fixed) } else { (FindingState::Fixed, fixed) })
    }

    /// As what a finding counts on a build since one before: new where it was seen on it and not on that one, or found fixed
    /// on it. What came and went within the release was never in one before, and what was withdrawn was none.
    pub(crate) fn became(&self, finding: &KnownFinding, build: Uuid, before: Uuid) -> Option<SincePart> {
        finding.severity()?;
        let on = |build: &Uuid| finding.on.get(build).map(OnBuild::code);
        let known = |build: &Uuid| self.builds.get(build).map(|(_, it)| it);
        let earlier =
            |it: &KnownBuild| known(&build).is_some_and(|now| it.release != now.release && it.made.at < now.made.at);
        let there = |code| matches!(code, BuildCode::Affected | BuildCode::Fixed);
        let before_it = || finding.on.iter().any(|(id, it)| known(id).is_some_and(earlier) && there(it.code()));
        match (on(&build)?, on(&before)) {
            (BuildCode::Affected, None | Some(BuildCode::None)) => Some(SincePart::NewFindings),
            (BuildCode::Fixed, former) if former == Some(BuildCode::Affected) || before_it() => {
                Some(SincePart::FixedFindings)
            }
            _ => None,
        }
    }

    /// A finding as it stands in a span; none where it does not concern it. `bars` are those of the profiles that it is
    /// read by.
    pub(crate) fn row(&self, finding: &KnownFinding, span: &Span, bars: &[Bars]) -> Option<FindingRow> {
        let (mut state, fixed_on) = self.stands(finding, span)?;
        let severity = finding.severity();
        let text = finding.head().and_then(|head| head.text.clone());
        let title = text.as_ref().map(|text| text.title.clone()).unwrap_or_default();
        let barred = bars.iter().find_map(|bars| finding.places().find_map(|place| bars.on_unit(&place.unit)));
        let mut waivers = Vec::with_capacity(finding.waivers.len());
        for waiver in &finding.waivers {
            let view = waiver.view(self.today, &self.names, (finding.app, title.clone()), severity, barred.as_ref());
            if state == FindingState::Open && view.standing == WaiverStanding::InForce {
                state = FindingState::Waived;
            }
            waivers.push(view);
        }
        waivers.sort_by_key(|view| view.standing);
        let live = matches!(state, FindingState::Open | FindingState::Waived);
        let due = text.as_ref().and_then(|text| text.due.as_deref()).and_then(|due| due.parse().ok());
        let due = due.map(|due| i64::from(crate::projection::day(due)));
        let score = text.as_ref().and_then(|text| text.vector.as_deref());
        let opened_on = i64::from(crate::projection::day(finding.opened.at.to_zoned(jiff::tz::TimeZone::UTC).date()));
        let builds: Vec<FindingBuild> =
            self.on(finding, span).into_iter().map(|(_, build, on)| self.build_view(build, on)).collect();
        Some(FindingRow {
            id: finding.id,
            app: finding.app,
            app_name: self.apps.get(&finding.app).cloned().unwrap_or_default(),
            state,
            severity: severity.unwrap_or(Severity::Info),
            disputed: finding.heads.len() > 1 || builds.iter().any(|build| build.disputed),
            score: score.and_then(|vector| crate::cvss(vector).ok()).map(|cvss| cvss.score),
            text,
            builds,
            fixed_on,
            waivers,
            overdue: live && due.is_some_and(|due| due < self.today),
            age_days: u32::try_from(self.today - opened_on).unwrap_or(0),
            opened: self.names.made(&finding.opened),
            heads: entries(finding.heads.iter().map(|head| &head.made)),
        })
    }

    fn build_view(&self, build: &KnownBuild, on: &OnBuild) -> FindingBuild {
        let state = match on.code() {
            BuildCode::StillThere => FindingOnBuild::StillThere,
            BuildCode::Fixed => FindingOnBuild::Fixed,
            _ => FindingOnBuild::Affected,
        };
        // Of several, the one that counts.
        let last = on.heads.iter().max_by_key(|head| (head.code, head.made.at, head.made.entry));
        let retest = last.and_then(|head| head.retest.clone());
        FindingBuild {
            build: build.id,
            release: build.release,
            release_name: self.releases.get(&build.release).map(|(_, name)| name.clone()).unwrap_or_default(),
            platform: build.facts.platform,
            version: version_words(build),
            state,
            disputed: on.disputed(),
            places: on.places.clone(),
            basis: retest.as_ref().and_then(|retest| retest.basis).map(|basis| basis.to_string()),
            note: retest.map(|retest| retest.note).filter(|note| !note.is_empty()),
            stated: last.map_or_else(|| self.names.made(&build.made), |head| self.names.made(&head.made)),
            heads: entries(on.heads.iter().filter(|head| head.code != BuildCode::None).map(|head| &head.made)),
        }
    }

    /// Rows in the order of a list: what is open first, the worst first, the oldest first.
    pub(crate) fn rows(&self, spans: impl Fn(&KnownFinding) -> Option<Span>, bars: &[Bars]) -> Vec<FindingRow> {
        let rows = self.findings.iter().filter_map(|finding| self.row(finding, &spans(finding)?, bars));
        let mut rows: Vec<FindingRow> = rows.collect();
        rows.sort_by(|one, other| {
            let key = |row: &FindingRow| (row.state, std::cmp::Reverse(row.severity), row.opened.at, row.id);
            key(one).cmp(&key(other))
        });
        rows
    }
}

impl KnownFinding {
    /// How bad it is: the worst that is said; none where it was withdrawn.
    pub(crate) fn severity(&self) -> Option<Severity> {
        self.heads.iter().filter_map(|head| if let FindingCode::Stands(it) = head.code { Some(it) } else { None }).max()
    }

    /// The statement whose words are shown: of several, the worst, and of those the last by its entry.
    pub(crate) fn head(&self) -> Option<&super::book::TextHead> {
        self.heads.iter().max_by_key(|head| (head.code, head.made.entry))
    }

    /// The units that showed it, on any build.
    pub(crate) fn places(&self) -> impl Iterator<Item = &crate::view::FindingPlace> {
        self.on.values().flat_map(|on| &on.places)
    }
}

/// Such as `4.2.0 (4210)`.
pub(crate) fn version_words(build: &KnownBuild) -> String {
    format!("{} ({})", build.facts.version_name, build.facts.version_code)
}
