//! What became of a platform since the build of record before: that of the former release, else the last release variant
//! before in the same one. A debug build of the same release is no version that anybody had.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_catalogue::Platform;
use uuid::Uuid;

use super::Seen;
use crate::judging::BuildCounts;
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::view::{SinceBuild, SincePart, Verdict};
use crate::workspace::risks::Risks;
use crate::workspace::tallies::Tallies;
use crate::workspace::verdicts::build_of_record;

/// The build that a platform of a release is compared with.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub(super) build: KnownBuild,
    release_name: String,
    /// What measured it with its profile, newest first.
    pub(super) assessments: Vec<(Uuid, String)>,
}

impl Former {
    /// The assessment whose answers can stand beside those of another: the same one, else one with answers, else one by the
    /// same profile, else the newest: as where two builds are compared.
    fn beside(&self, facts: &AssessmentFacts, tallies: &Tallies) -> Option<&(Uuid, String)> {
        let answered =
            |id: Uuid| tallies.get(&(id, self.build.id)).is_some_and(|it| it.progress.untested < it.progress.required);
        self.assessments
            .iter()
            .min_by_key(|(id, profile)| (*id != facts.id, !answered(*id), *profile != facts.opened.profile))
    }
}

/// By release and platform. `releases` are by app, and newest first.
pub(super) fn formers(releases: &[Seen]) -> HashMap<(Uuid, Platform), Former> {
    let mut formers = HashMap::new();
    for (at, release) in releases.iter().enumerate() {
        for platform in Platform::ALL {
            let Some(record) = build_of_record(&release.builds, platform) else { continue };
            let mut earlier = releases[at + 1..].iter().take_while(|it| it.app == release.app);
            let found = earlier.find_map(|it| build_of_record(&it.builds, platform).map(|build| (it, build)));
            let same = || {
                let counts = |it: &&KnownBuild| {
                    it.facts.platform == platform && it.id != record.id && it.facts.variant.is_release()
                };
                release.builds.iter().take_while(|it| it.id != record.id).filter(counts).last().map(|it| (release, it))
            };
            if let Some((of, build)) = found.or_else(same) {
                let former = Former {
                    build: build.clone(),
                    release_name: of.name.clone(),
                    assessments: of.assessments.iter().map(|it| (it.id, it.opened.profile.clone())).collect(),
                };
                formers.insert((release.id, platform), former);
            }
        }
    }
    formers
}

/// What became of a build since then.
pub(super) fn since(
    former: &Former,
    app: Uuid,
    (facts, build): (&AssessmentFacts, Uuid),
    tallies: &Tallies,
    risks: &Risks,
) -> SinceBuild {
    let now = tallies.get(&(facts.id, build));
    let beside = former.beside(facts, tallies);
    let then = beside.and_then(|(id, _)| tallies.get(&(*id, former.build.id)));
    let profile = beside.map(|(_, profile)| profile).filter(|it| **it != facts.opened.profile);
    let verdicts = [then, now].map(|it| it.map(verdicts).unwrap_or_default());
    let [before, after] = &verdicts;
    let known: BTreeSet<&str> = verdicts.iter().flat_map(|it| it.keys().copied()).collect();
    let parts: Vec<SincePart> =
        known.iter().filter_map(|it| became(before.get(it).copied(), after.get(it).copied())).collect();
    let count = |of: SincePart| u32::try_from(parts.iter().filter(|it| **it == of).count()).unwrap_or(u32::MAX);
    let (new_findings, fixed_findings) = risks.since(app, build, former.build.id);
    SinceBuild {
        build: former.build.id,
        release_name: former.release_name.clone(),
        version_name: former.build.facts.version_name.clone(),
        version_code: former.build.facts.version_code.clone(),
        profile: profile.cloned(),
        progress: then.map(|it| it.progress),
        broken: count(SincePart::Broken),
        first_judged: count(SincePart::FirstJudged),
        still: count(SincePart::Still),
        mended: count(SincePart::Mended),
        new_findings,
        fixed_findings,
    }
}

/// As what a control counts since another build.
pub(in crate::workspace) fn became(from: Option<Verdict>, to: Option<Verdict>) -> Option<SincePart> {
    let good = |verdict| matches!(verdict, Some(Verdict::Pass | Verdict::NotApplicable));
    match (from, to) {
        (Some(Verdict::Fail), Some(Verdict::Fail)) => Some(SincePart::Still),
        (Some(Verdict::Fail), to) if good(to) => Some(SincePart::Mended),
        (from, Some(Verdict::Fail)) if good(from) => Some(SincePart::Broken),
        (_, Some(Verdict::Fail)) => Some(SincePart::FirstJudged),
        _ => None,
    }
}

/// The verdicts that are kept with the numbers of a build: of what fails, and of what is good.
fn verdicts(of: &BuildCounts) -> BTreeMap<&str, Verdict> {
    let fails = of.judged.controls.iter().filter(|it| it.fails).map(|it| (it.id.as_str(), Verdict::Fail));
    fails.chain(of.good.iter().map(|id| (id.as_str(), Verdict::Pass))).collect()
}
