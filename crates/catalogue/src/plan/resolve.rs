//! From catalogues, profile and platform to the plan.

use std::collections::{BTreeMap, BTreeSet};

use assay_messages::{listed, said};

use super::rulings::Rulings;
use super::{Limit, LimitKind, Plan, PlannedControl, PlannedUnit, PlannedWeakness, Scope, UnitId};
use crate::{Control, Level, Pinned, Platform, Profile, SubjectKind, Test, TestStatus, Weakness, WeaknessRef};

/// The plan of levels, and of what the files of a profile rule about controls, weaknesses and tests.
pub(super) fn resolve(pinned: &Pinned, profile: &Profile, rulings: Rulings<'_>, platform: Platform) -> Plan {
    let resolving = Resolving { pinned, profile, rulings, platform, tests: tests_by_weakness(pinned) };
    Plan {
        profile: profile.clone(),
        platform,
        pinned_digest: pinned.digest(),
        controls: pinned.masvs.controls.iter().map(|control| resolving.control(control)).collect(),
        limits: resolving.limits(),
    }
}

/// The linked tests of each weakness, ordered by id.
fn tests_by_weakness(pinned: &Pinned) -> BTreeMap<&str, Vec<&Test>> {
    let mut tests: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for link in &pinned.links().links {
        if let Some(test) = pinned.test(&link.test) {
            tests.entry(&link.weakness.id).or_default().push(test);
        }
    }
    tests
}

struct Resolving<'a> {
    pinned: &'a Pinned,
    profile: &'a Profile,
    rulings: Rulings<'a>,
    platform: Platform,
    tests: BTreeMap<&'a str, Vec<&'a Test>>,
}

/// What asks for a weakness; with the lines of the files that do.
enum Asked {
    /// It does not concern the platform.
    NotHere,
    /// A file excludes it.
    Out(String),
    /// Nothing asks for it.
    No,
    /// A level lists it.
    ByLevels,
    /// A file includes it, or its control.
    ByFile(String),
    /// A file includes one of its tests.
    ByTest(String),
}

impl Resolving<'_> {
    fn control(&self, control: &Control) -> PlannedControl {
        let weaknesses: Vec<PlannedWeakness> = self
            .pinned
            .maswe
            .weaknesses
            .iter()
            .filter(|weakness| !weakness.deprecated && weakness.primary_control() == Some(&control.id))
            .map(|weakness| self.weakness(weakness, &control.id))
            .collect();
        let secondary = self
            .pinned
            .maswe
            .weaknesses
            .iter()
            .filter(|weakness| weakness.controls.iter().skip(1).any(|id| *id == control.id))
            .filter(|weakness| weakness.primary_control() != Some(&control.id) && self.requires(weakness))
            .map(Weakness::reference)
            .collect();
        let required: Vec<&PlannedWeakness> = weaknesses.iter().filter(|it| it.scope == Scope::Required).collect();
        let (scope, because, units) = if let Some(out) = self.rulings.control_out(&control.id) {
            (Scope::OutOfScope, said!("{control} is out: {out}.", control = control.id, out), Vec::new())
        } else if weaknesses.is_empty() && self.asks_nothing_of(control) {
            let because = said!(
                "{profile} asks for no MAS level, and nothing includes {control}.",
                profile = self.profile.id,
                control = control.id
            );
            (Scope::OutOfScope, because, Vec::new())
        } else if weaknesses.is_empty() && !control.profiles.is_empty() && !self.profile.requires(&control.profiles) {
            // Only MASVS 1 lists levels on controls.
            let listed = listed(&control.profiles);
            let because = said!(
                "{profile} does not require {control}: only {listed} lists it.",
                profile = self.profile.id,
                control = control.id,
                listed
            );
            (Scope::OutOfScope, because, Vec::new())
        } else if weaknesses.is_empty() {
            let because =
                said!("No weakness counts under {control}, so it is assessed directly.", control = control.id);
            let unit = PlannedUnit::plain(
                UnitId::of_control(&control.id),
                &control.id,
                true,
                because.clone(),
                &control.text_digest,
            );
            (Scope::Required, because, vec![unit])
        } else if required.is_empty() {
            let because = said!(
                "{profile} requires none of the weaknesses that count under it on {platform}.",
                profile = self.profile.id,
                platform = self.platform
            );
            (Scope::OutOfScope, because, Vec::new())
        } else {
            let names: Vec<String> = required.iter().map(|it| it.weakness.id.clone()).collect();
            (
                Scope::Required,
                said!("{profile} requires {weaknesses}.", profile = self.profile.id, weaknesses = listed(&names)),
                Vec::new(),
            )
        };
        PlannedControl {
            id: control.id.clone(),
            group: control.group.clone(),
            scope,
            because,
            weaknesses,
            secondary,
            units,
            set: None,
            title: String::new(),
            subject: SubjectKind::Build,
        }
    }

    fn weakness(&self, weakness: &Weakness, control: &str) -> PlannedWeakness {
        let reference = weakness.reference();
        let said = reference.said();
        let platform = self.platform.name();
        let (scope, because, units) = match self.asked(weakness) {
            Asked::NotHere => (
                Scope::OutOfScope,
                said!("{weakness} does not concern {platform}.", weakness = said, platform),
                Vec::new(),
            ),
            Asked::Out(lines) => {
                (Scope::OutOfScope, said!("{weakness} is out: {lines}.", weakness = said, lines), Vec::new())
            }
            Asked::No => {
                let lists = match weakness.profiles.as_slice() {
                    [] => said!("no level lists it"),
                    [level] => said!("only {level} lists it", level),
                    levels => said!("only {levels} list it", levels = listed(levels)),
                };
                (
                    Scope::OutOfScope,
                    said!(
                        "{profile} does not require {weakness}: {lists}.",
                        profile = self.profile.id,
                        weakness = said,
                        lists
                    ),
                    Vec::new(),
                )
            }
            Asked::ByLevels => {
                let asks = self.levels_require(&weakness.profiles);
                let because = said!("{asks} {weakness}, which counts under {control}.", asks, weakness = said, control);
                (Scope::Required, because, self.units(weakness, control, &asks, false))
            }
            Asked::ByFile(lines) => {
                let because =
                    said!("{weakness}, which counts under {control}, is in: {lines}.", weakness = said, control, lines);
                let asks = said!("{lines}; so the profile requires", lines);
                (Scope::Required, because, self.units(weakness, control, &asks, true))
            }
            Asked::ByTest(lines) => {
                let because = said!(
                    "{weakness}, which counts under {control}, is in because a test for it is: {lines}.",
                    weakness = said,
                    control,
                    lines
                );
                let asks = said!("{lines}; so the profile requires", lines);
                (Scope::Required, because, self.units(weakness, control, &asks, false))
            }
        };
        PlannedWeakness { weakness: reference, title: weakness.title.clone(), scope, because, units }
    }

    /// Whether the levels list nothing and no file includes the control: so it is with readiness profiles.
    fn asks_nothing_of(&self, control: &Control) -> bool {
        self.profile.levels.is_empty() && self.rulings.control_in(&control.id).is_none()
    }

    /// What asks for a weakness here. A file decides over the levels; of files the more exact one.
    fn asked(&self, weakness: &Weakness) -> Asked {
        if !weakness.platforms.contains(&self.platform) {
            return Asked::NotHere;
        }
        match self.rulings.weakness(weakness) {
            Some((false, lines)) => return Asked::Out(lines),
            Some((true, lines)) if !self.profile.requires(&weakness.profiles) => return Asked::ByFile(lines),
            _ => {}
        }
        if self.profile.requires(&weakness.profiles) {
            return Asked::ByLevels;
        }
        let tests = self.live(weakness);
        let mut lines = tests.iter().filter(|test| self.rulings.test_required(&test.id) == Some(true));
        match lines.find_map(|test| self.rulings.test_lines(&test.id)) {
            Some(lines) => Asked::ByTest(lines),
            None => Asked::No,
        }
    }

    /// The live tests of a weakness on the platform, without those that a file excludes.
    fn live(&self, weakness: &Weakness) -> Vec<&Test> {
        let tests = self.tests.get(weakness.id.as_str()).map_or(&[][..], Vec::as_slice).iter().copied();
        tests
            .filter(|test| test.status == TestStatus::Live && test.platforms.contains(&self.platform))
            .filter(|test| !self.rulings.test_out(&test.id))
            .collect()
    }

    /// `asks` says who requires the weakness, as `L1 requires`; `wholly` where a file includes it, whatever levels its
    /// tests list.
    fn units(&self, weakness: &Weakness, control: &str, asks: &str, wholly: bool) -> Vec<PlannedUnit> {
        let reference = weakness.reference();
        let said = reference.said();
        let (required, optional): (Vec<&Test>, Vec<&Test>) = self.live(weakness).into_iter().partition(|test| {
            let listed = wholly || self.profile.requires(levels_of(test, weakness));
            self.rulings.test_required(&test.id).unwrap_or(listed)
        });
        let mut units = Vec::new();
        for test in &required {
            let asks_for_it = match self.rulings.test_lines(&test.id) {
                Some(lines) => said!("{lines}; so the profile requires", lines),
                None if wholly => asks.to_owned(),
                None => self.levels_require(levels_of(test, weakness)),
            };
            let because = said!(
                "{asks_for_it} {test}; it looks for {weakness}, which counts under {control}.",
                asks_for_it,
                test = test.id,
                weakness = said,
                control
            );
            units.push(unit_of(test, true, because));
        }
        if required.is_empty() {
            let covered = if optional.is_empty() {
                said!("no live test covers it on {platform}", platform = self.platform.name())
            } else {
                said!(
                    "no live test that {profile} lists covers it on {platform}",
                    profile = self.profile.id,
                    platform = self.platform.name()
                )
            };
            let because = said!(
                "{asks} {weakness}, which counts under {control}; {covered}.",
                asks,
                weakness = said,
                control,
                covered
            );
            let id = UnitId::of_weakness(&reference);
            units.push(PlannedUnit::plain(id, &weakness.title, true, because, &weakness.text_digest));
        }
        for test in &optional {
            let levels = levels_of(test, weakness);
            let listed =
                if levels.is_empty() { said!("no level") } else { said!("only {levels}", levels = listed(levels)) };
            let because = match self.rulings.test_lines(&test.id) {
                Some(lines) => {
                    said!(
                        "{asks} {weakness}, which counts under {control}, but {lines}.",
                        asks,
                        weakness = said,
                        control,
                        lines
                    )
                }
                None => said!(
                    "{asks} {weakness}, which counts under {control}, but {listed} lists this test.",
                    asks,
                    weakness = said,
                    control,
                    listed
                ),
            };
            units.push(unit_of(test, false, because));
        }
        units
    }

    fn requires(&self, weakness: &Weakness) -> bool {
        let asked = self.asked(weakness);
        !weakness.deprecated && matches!(asked, Asked::ByLevels | Asked::ByFile(_) | Asked::ByTest(_))
    }

    /// `L1 requires`, `L1 and L2 require`: the levels of the profile among these.
    fn levels_require(&self, levels: &[Level]) -> String {
        let met: Vec<Level> = self.profile.levels.iter().filter(|level| levels.contains(level)).copied().collect();
        match met.as_slice() {
            [level] => said!("{level} requires", level),
            levels => said!("{levels} require", levels = listed(levels)),
        }
    }

    fn limits(&self) -> Vec<Limit> {
        let mut limits = Vec::new();
        let mut limit = |kind, subject: &str, sentence: String| {
            limits.push(Limit { kind, subject: subject.to_owned(), sentence });
        };
        let links = self.pinned.links();
        let unlinked: BTreeSet<&str> = links.unlinked.iter().map(|it| it.test.as_str()).collect();
        for test in self.pinned.mastg.tests.iter().filter(|test| test.platforms.contains(&self.platform)) {
            match test.status {
                TestStatus::Placeholder => {
                    limit(LimitKind::Placeholder, &test.id, said!("{test} has no procedure yet.", test = test.id));
                }
                TestStatus::Deprecated => {
                    let covered = if test.successors.is_empty() {
                        said!("without a successor")
                    } else {
                        said!("in favour of {successors}", successors = listed(&test.successors))
                    };
                    limit(
                        LimitKind::Deprecated,
                        &test.id,
                        said!("{test} was withdrawn {covered}.", test = test.id, covered),
                    );
                }
                TestStatus::Live if unlinked.contains(test.id.as_str()) => {
                    let named = test.weaknesses.first().map_or_else(|| said!("no weakness"), WeaknessRef::said);
                    let sentence = said!(
                        "{test} names {named}, which has no successor in the pinned MASWE {version}: no verdict rests on it.",
                        test = test.id,
                        named,
                        version = self.pinned.maswe.version
                    );
                    limit(LimitKind::Unlinked, &test.id, sentence);
                }
                TestStatus::Live => {
                    let weaknesses: Vec<&Weakness> =
                        links.of_test(&test.id).filter_map(|link| self.pinned.weakness(&link.weakness.id)).collect();
                    let asked = !test.inherits_profiles && self.profile.requires(&test.profiles);
                    if asked && !weaknesses.iter().any(|weakness| self.requires(weakness)) {
                        let names: Vec<String> = weaknesses.iter().map(|it| it.reference().said()).collect();
                        let sentence = said!(
                            "{profile} lists {test}, but does not require {names}, so nothing asks for the test.",
                            profile = self.profile.id,
                            test = test.id,
                            names = listed(&names)
                        );
                        limit(LimitKind::WeaknessNotRequired, &test.id, sentence);
                    }
                }
            }
            if !test.other_profiles.is_empty() {
                let sentence = said!(
                    "{test} lists {other_profiles}, which is no level.",
                    test = test.id,
                    other_profiles = listed(&test.other_profiles)
                );
                limit(LimitKind::UnknownProfile, &test.id, sentence);
            }
        }
        for weakness in
            self.pinned.maswe.weaknesses.iter().filter(|it| !it.deprecated && it.platforms.contains(&self.platform))
        {
            let (reference, said) = (weakness.reference().to_string(), weakness.reference().said());
            if weakness.primary_control().is_none_or(|id| self.pinned.control(id).is_none()) {
                let sentence = said!("{weakness} counts under no control of the pinned MASVS.", weakness = said);
                limit(LimitKind::WithoutControl, &reference, sentence);
            }
            if !weakness.other_profiles.is_empty() {
                let sentence = said!(
                    "{weakness} lists {other_profiles}, which is no level.",
                    weakness = said,
                    other_profiles = listed(&weakness.other_profiles)
                );
                limit(LimitKind::UnknownProfile, &reference, sentence);
            }
        }
        limits.sort_by(|a, b| (a.kind, &a.subject).cmp(&(b.kind, &b.subject)));
        limits
    }
}

fn levels_of<'t>(test: &'t Test, weakness: &'t Weakness) -> &'t [Level] {
    if test.inherits_profiles { &weakness.profiles } else { &test.profiles }
}

fn unit_of(test: &Test, required: bool, because: String) -> PlannedUnit {
    PlannedUnit::plain(UnitId::of_test(&test.id), &test.title, required, because, &test.text_digest)
}
