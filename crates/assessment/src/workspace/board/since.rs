//! What became of a platform since the build of record before: that of the former release, else the last release variant
//! before in the same one. A debug build of the same release is no version that anybody had.

use std::collections::HashMap;

use assay_catalogue::Platform;
use uuid::Uuid;

use super::Seen;
use crate::planned::{AssessmentFacts, KnownBuild};
use crate::view::SinceBuild;
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
    let failed = |judged: &crate::gate::JudgedBuild| -> Vec<String> {
        judged.controls.iter().filter(|it| it.fails).map(|it| it.id.clone()).collect()
    };
    let fails = now.map(|it| failed(&it.judged)).unwrap_or_default();
    let failed = then.map(|it| failed(&it.judged)).unwrap_or_default();
    let good = then.map(|it| it.good.as_slice()).unwrap_or_default();
    let good_now = now.map(|it| it.good.as_slice()).unwrap_or_default();
    let count = |of: &[String], holds: &dyn Fn(&String) -> bool| {
        u32::try_from(of.iter().filter(|it| holds(it)).count()).unwrap_or(u32::MAX)
    };
    let (new_findings, fixed_findings) = risks.since(app, build, former.build.id);
    SinceBuild {
        build: former.build.id,
        release_name: former.release_name.clone(),
        version_name: former.build.facts.version_name.clone(),
        version_code: former.build.facts.version_code.clone(),
        profile: profile.cloned(),
        progress: then.map(|it| it.progress),
        broken: count(&fails, &|it| good.contains(it)),
        first_judged: count(&fails, &|it| !good.contains(it) && !failed.contains(it)),
        still: count(&fails, &|it| failed.contains(it)),
        mended: count(&failed, &|it| good_now.contains(it)),
        new_findings,
        fixed_findings,
    }
}
