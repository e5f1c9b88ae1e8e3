//! What changed between two versions: laws that hold for any two, the kinds of change one by one, and the real snapshots.

mod common;

use assay_catalogue::{
    Catalogue, CatalogueDiff, CatalogueName, Change, ChangeKind, Control, Era, Group, Import, ItemKind, Level,
    Platform, Renumbering, Scheme, Test, TestStatus, Version, Weakness, WeaknessRef, shipped,
};
use common::shared;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

fn catalogue(name: CatalogueName, era: Era) -> Catalogue {
    Catalogue {
        publisher: "OWASP".to_owned(),
        name,
        version: "1".to_owned(),
        source_url: String::new(),
        commit: String::new(),
        licence: String::new(),
        digest: String::new(),
        era,
        groups: Vec::new(),
        controls: Vec::new(),
        weaknesses: Vec::new(),
        tests: Vec::new(),
    }
}

fn test(id: &str) -> Test {
    let json = serde_json::json!({
        "id": id, "title": format!("Title of {id}"), "status": "live", "category": "MASVS-CODE", "path": "a.md",
        "text_digest": "d1"
    });
    serde_json::from_value(json).expect("a test")
}

fn weakness(scheme: Scheme, id: &str, beta: &[&str]) -> Weakness {
    let json = serde_json::json!({
        "id": id, "scheme": scheme, "title": format!("Title of {id}"), "beta": beta, "category": "MASVS-CODE",
        "path": "a.md", "text_digest": "d1"
    });
    serde_json::from_value(json).expect("a weakness")
}

fn diff(a: &Catalogue, b: &Catalogue) -> CatalogueDiff {
    CatalogueDiff::between(a.into(), b.into(), &Renumbering::default()).expect("the same standard")
}

/// The changes as lines: `kind id: field [before] -> [after]`.
fn lines(diff: &CatalogueDiff) -> Vec<String> {
    let line = |it: &Change| {
        let word = serde_json::to_string(&it.kind).expect("a word").replace('"', "");
        let to = it.to.as_ref().filter(|to| to.id != it.id()).map(|to| format!(" -> {}", to.id)).unwrap_or_default();
        let dangling =
            if it.dangling.is_empty() { String::new() } else { format!(" (not there: {})", it.dangling.join(" ")) };
        format!("{word} {}{to}: {} {:?} -> {:?}{dangling}", it.id(), it.field, it.before, it.after)
    };
    diff.changes.iter().map(line).collect()
}

#[test]
fn each_kind_of_change_of_a_test_is_told_with_both_values() {
    let mut a = catalogue(CatalogueName::Mastg, Era::MastgTestsBeta);
    a.tests = ["T-1", "T-2", "T-3", "T-4"].map(test).to_vec();
    let beta = |id: &str| WeaknessRef { scheme: Scheme::MasweBeta, id: id.to_owned() };
    a.tests[0].weaknesses = vec![beta("W-1")];
    a.tests[1].status = TestStatus::Placeholder;
    let mut b = a.clone();
    b.tests.remove(2);
    b.tests.push(test("T-5"));
    let changed = &mut b.tests[0];
    changed.title = "Another".to_owned();
    changed.text_digest = "d2".to_owned();
    changed.profiles = vec![Level::L2];
    changed.platforms = vec![Platform::Ios];
    changed.weaknesses = vec![beta("W-2")];
    changed.kinds = vec!["static".to_owned()];
    b.tests[1].status = TestStatus::Live;
    b.tests[2].status = TestStatus::Deprecated;
    b.tests[2].successors = vec!["T-5".to_owned(), "T-404".to_owned()];
    let diff = diff(&a, &b);
    assert_eq!(
        lines(&diff),
        [
            "retitled T-1: title [\"Title of T-1\"] -> [\"Another\"]",
            "reworded T-1: text_digest [\"d1\"] -> [\"d2\"]",
            "reprofiled T-1: profiles [] -> [\"L2\"]",
            "replatformed T-1: platforms [] -> [\"ios\"]",
            "remapped T-1: weaknesses [\"maswe-beta/W-1\"] -> [\"maswe-beta/W-2\"]",
            "amended T-1: kinds [] -> [\"static\"]",
            "status-changed T-2: status [\"placeholder\"] -> [\"live\"]",
            "removed T-3: id [] -> []",
            "deprecated T-4: successors [] -> [\"T-5\", \"T-404\"] (not there: T-404)",
            "added T-5: id [] -> []",
        ]
    );
    let restored = diff.mirrored();
    assert_eq!(restored.count(ItemKind::Test, ChangeKind::Restored), 1);
    let other = catalogue(CatalogueName::Masvs, Era::Masvs2);
    let refused = CatalogueDiff::between((&a).into(), (&other).into(), &Renumbering::default());
    assert_eq!(refused.expect_err("two standards").code(), "catalogue.wrong_catalogue");
}

#[test]
fn weaknesses_are_followed_through_the_numbering() {
    let mut a = catalogue(CatalogueName::Maswe, Era::MasweBeta);
    // The same id means something else in the other numbering.
    a.weaknesses = ["W-1", "W-2", "W-3", "W-4", "W-5"].map(|id| weakness(Scheme::MasweBeta, id, &[])).to_vec();
    let mut b = catalogue(CatalogueName::Maswe, Era::Maswe1);
    b.weaknesses = vec![
        weakness(Scheme::Maswe1, "W-1", &["W-2"]),
        weakness(Scheme::Maswe1, "W-2", &["W-3", "W-4"]),
        weakness(Scheme::Maswe1, "W-3", &["W-1"]),
        weakness(Scheme::Maswe1, "W-4", &["W-1"]),
        weakness(Scheme::Maswe1, "W-6", &[]),
    ];
    let diff = diff(&a, &b);
    let renumbered: Vec<(&str, &str)> = diff
        .changes
        .iter()
        .filter(|it| it.kind == ChangeKind::Renumbered)
        .map(|it| (it.before[0].as_str(), it.after[0].as_str()))
        .collect();
    assert_eq!(
        renumbered,
        [
            ("maswe-beta/W-1", "maswe-1/W-3"),
            ("maswe-beta/W-1", "maswe-1/W-4"),
            ("maswe-beta/W-2", "maswe-1/W-1"),
            ("maswe-beta/W-3", "maswe-1/W-2"),
            ("maswe-beta/W-4", "maswe-1/W-2"),
        ]
    );
    let counts = &diff.counts[0];
    assert_eq!((counts.from, counts.to, counts.splits, counts.merges), (5, 5, 1, 1));
    let only = |kind| diff.changes.iter().filter(move |it| it.kind == kind).map(Change::id).collect::<Vec<_>>();
    assert_eq!(only(ChangeKind::Removed), ["maswe-beta/W-5"], "without a successor");
    assert_eq!(only(ChangeKind::Added), ["maswe-1/W-6"]);

    let renumbering = Renumbering::of([&b]);
    let beta = |id: &str| WeaknessRef { scheme: Scheme::MasweBeta, id: id.to_owned() };
    let same = renumbering.same_in(&beta("W-2"), Scheme::Maswe1);
    assert_eq!(same.map(|it| it.to_string()).as_deref(), Some("maswe-1/W-1"));
    assert_eq!(renumbering.same_in(&beta("W-1"), Scheme::Maswe1), None, "it was split");
    assert_eq!(renumbering.same_in(&beta("W-3"), Scheme::Maswe1), None, "it was merged with another");
}

#[test]
fn a_test_that_only_follows_the_renumbering_is_told_from_one_that_looks_for_something_else() {
    let mut a = catalogue(CatalogueName::Mastg, Era::MastgTestsBeta);
    a.tests = ["T-1", "T-2"].map(test).to_vec();
    let of = |scheme, id: &str| vec![WeaknessRef { scheme, id: id.to_owned() }];
    a.tests[0].weaknesses = of(Scheme::MasweBeta, "W-1");
    a.tests[1].weaknesses = of(Scheme::MasweBeta, "W-2");
    let mut b = a.clone();
    b.tests[0].weaknesses = of(Scheme::Maswe1, "W-9");
    b.tests[1].weaknesses = of(Scheme::Maswe1, "W-9");
    let mut maswe = catalogue(CatalogueName::Maswe, Era::Maswe1);
    maswe.weaknesses = vec![weakness(Scheme::Maswe1, "W-9", &["W-1"])];
    let knowing = CatalogueDiff::between((&a).into(), (&b).into(), &Renumbering::of([&maswe])).expect("one standard");
    let kinds: Vec<ChangeKind> = knowing.changes.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [ChangeKind::Relinked, ChangeKind::Remapped]);
    assert_eq!(diff(&a, &b).count(ItemKind::Test, ChangeKind::Remapped), 2, "nobody says that they are the same");
}

fn some<T: Clone + std::fmt::Debug + 'static>(of: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    subsequence(of.to_vec(), 0..=of.len())
}

fn word(of: &[&str]) -> impl Strategy<Value = String> + use<> {
    select(of.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
}

fn ids(prefix: &'static str) -> impl Strategy<Value = Vec<String>> {
    subsequence((1..=6).map(|number| format!("{prefix}-{number}")).collect::<Vec<_>>(), 0..=6)
}

prop_compose! {
    fn some_test(id: String)(
        title in word(&["A", "B"]), platforms in some(&Platform::ALL), profiles in some(&Level::ALL),
        inherits_profiles: bool, scheme in select(vec![Scheme::MasweBeta, Scheme::Maswe1]),
        weaknesses in ids("W"), status in select(vec![TestStatus::Live, TestStatus::Placeholder, TestStatus::Deprecated]),
        successors in ids("T"), kinds in some(&["static".to_owned(), "dynamic".to_owned()]),
        category in word(&["MASVS-CODE", "MASVS-AUTH"]), text_digest in word(&["", "d1", "d2"]),
    ) -> Test {
        let weaknesses = weaknesses.into_iter().map(|id| WeaknessRef { scheme, id }).collect();
        Test { title, platforms, profiles, inherits_profiles, weaknesses, status, successors, kinds, category,
            text_digest, ..test(&id) }
    }
}

prop_compose! {
    fn some_weakness(scheme: Scheme, id: String)(
        title in word(&["A", "B"]), platforms in some(&Platform::ALL), profiles in some(&Level::ALL),
        controls in ids("MASVS-X"), beta in ids("W"), cwe in some(&[79, 89]), deprecated: bool,
        text_digest in word(&["", "d1", "d2"]),
    ) -> Weakness {
        let beta = if scheme == Scheme::Maswe1 { beta } else { Vec::new() };
        Weakness { title, platforms, profiles, controls, beta, cwe, deprecated, text_digest,
            ..weakness(scheme, &id, &[]) }
    }
}

fn some_tests() -> impl Strategy<Value = Catalogue> {
    ids("T")
        .prop_flat_map(|ids| ids.into_iter().map(some_test).collect::<Vec<_>>())
        .prop_map(|tests| Catalogue { tests, ..catalogue(CatalogueName::Mastg, Era::MastgTestsBeta) })
}

fn some_weaknesses() -> impl Strategy<Value = Catalogue> {
    let scheme = select(vec![Scheme::MasweBeta, Scheme::Maswe1]);
    (scheme, ids("W"))
        .prop_flat_map(|(scheme, ids)| ids.into_iter().map(|id| some_weakness(scheme, id)).collect::<Vec<_>>())
        .prop_map(|weaknesses| Catalogue { weaknesses, ..catalogue(CatalogueName::Maswe, Era::Maswe1) })
}

fn some_controls() -> impl Strategy<Value = Catalogue> {
    let control = |id: String| {
        let facts = (word(&["MASVS-A", "MASVS-B"]), some(&Level::ALL), word(&["d1", "d2"]));
        facts.prop_map(move |(group, profiles, text_digest)| {
            let json =
                serde_json::json!({ "id": id, "group": group, "profiles": profiles, "text_digest": text_digest });
            serde_json::from_value::<Control>(json).expect("a control")
        })
    };
    let group = |id: String| word(&["A", "B"]).prop_map(move |title| Group { id: id.clone(), title });
    let groups = ids("MASVS-G").prop_flat_map(move |ids| ids.into_iter().map(group).collect::<Vec<_>>());
    let controls = ids("MASVS-C").prop_flat_map(move |ids| ids.into_iter().map(control).collect::<Vec<_>>());
    (groups, controls).prop_map(|(groups, controls)| Catalogue {
        groups,
        controls,
        ..catalogue(CatalogueName::Masvs, Era::Masvs2)
    })
}

fn two_versions() -> impl Strategy<Value = (Catalogue, Catalogue)> {
    prop_oneof![
        (some_tests(), some_tests()),
        (some_weaknesses(), some_weaknesses()),
        (some_controls(), some_controls()),
    ]
}

/// Everything that counts as content, as the digest of a catalogue sees it.
fn content(catalogue: &Catalogue) -> Catalogue {
    let mut bare = catalogue.clone();
    bare.tests.iter_mut().for_each(|it| it.path.clear());
    bare.weaknesses.iter_mut().for_each(|it| it.path.clear());
    bare
}

proptest! {
    #[test]
    fn a_version_does_not_differ_from_itself((a, _) in two_versions()) {
        prop_assert!(diff(&a, &a).is_empty());
    }

    #[test]
    fn whatever_differs_is_told((a, b) in two_versions()) {
        prop_assert_eq!(diff(&a, &b).is_empty(), content(&a) == content(&b));
    }

    #[test]
    fn the_other_direction_is_the_mirror((a, b) in two_versions()) {
        prop_assert_eq!(diff(&a, &b).mirrored(), diff(&b, &a));
    }

    #[test]
    fn the_counts_lead_from_one_version_to_the_other((a, b) in two_versions()) {
        let diff = diff(&a, &b);
        for counts in &diff.counts {
            let of = |kind| counts.changes.get(&kind).copied().unwrap_or_default();
            let (added, removed) = (of(ChangeKind::Added), of(ChangeKind::Removed));
            prop_assert_eq!(
                counts.to + removed + counts.merges,
                counts.from + added + counts.splits,
                "{:?}", counts
            );
        }
        let items = |it: &Catalogue| it.groups.len() + it.controls.len() + it.weaknesses.len() + it.tests.len();
        let sum: u32 = diff.counts.iter().map(|it| it.to).sum();
        prop_assert_eq!(sum as usize, items(&b));
    }
}

/// A snapshot of the real data.
fn snapshot(name: &str) -> Option<Import> {
    let folder = shared(&format!("owasp/{name}"))?;
    let source = assay_catalogue::Source::Folder(folder);
    Some(common::read_source(&source, &assay_catalogue::ReadOptions::default()).expect("a catalogue"))
}

fn version(import: &Import) -> Version<'_> {
    Version { catalogue: &import.catalogue, pages: &import.pages }
}

fn counted(diff: &CatalogueDiff, item: ItemKind) -> Vec<(ChangeKind, u32)> {
    let counts = diff.counts.iter().find(|counts| counts.item == item).expect("such items");
    counts.changes.iter().map(|(kind, number)| (*kind, *number)).collect()
}

#[test]
fn a_year_of_the_testing_guide() {
    let (Some(old), Some(new)) = (snapshot("mastg-2025-07"), snapshot("mastg")) else { return };
    let renumbering = Renumbering::of([shipped().maswe.as_ref()]);
    let diff = CatalogueDiff::between(version(&old), version(&new), &renumbering).expect("the same standard");
    let tests = diff.counts.iter().find(|counts| counts.item == ItemKind::Test).expect("tests");
    assert_eq!((tests.from, tests.to), (178, 292));
    assert_eq!(
        counted(&diff, ItemKind::Test),
        [
            (ChangeKind::Added, 114),
            (ChangeKind::Deprecated, 62),
            (ChangeKind::StatusChanged, 1),
            (ChangeKind::SuccessorsChanged, 2),
            (ChangeKind::Retitled, 6),
            (ChangeKind::Reworded, 103),
            (ChangeKind::Replatformed, 1),
            (ChangeKind::Amended, 137),
        ]
    );
    let withdrawn: Vec<&Change> = diff.changes.iter().filter(|it| it.kind == ChangeKind::Deprecated).collect();
    assert_eq!(withdrawn.iter().filter(|it| it.after.is_empty()).count(), 6, "without a successor");
    let dangling: Vec<&str> = diff.changes.iter().flat_map(|it| &it.dangling).map(String::as_str).collect();
    assert_eq!(dangling, ["MASTG-TEST-0046-1", "MASTG-TEST-0046-2"]);
    assert_eq!(diff.mirrored(), CatalogueDiff::between(version(&new), version(&old), &renumbering).expect("mirrored"));
}

#[test]
fn the_renumbering_of_the_weaknesses() {
    let (Some(old), Some(new)) = (snapshot("maswe-beta"), snapshot("maswe")) else { return };
    let diff = diff(&old.catalogue, &new.catalogue);
    let counts = diff.counts.iter().find(|counts| counts.item == ItemKind::Weakness).expect("weaknesses");
    assert_eq!((counts.from, counts.to, counts.splits, counts.merges), (119, 78, 9, 55));
    let of = |kind| diff.count(ItemKind::Weakness, kind);
    let told = [ChangeKind::Renumbered, ChangeKind::Removed, ChangeKind::Added, ChangeKind::Reworded].map(of);
    assert_eq!(told, [127, 1, 6, 127]);
    assert_eq!([ChangeKind::Retitled, ChangeKind::Reprofiled, ChangeKind::Replatformed].map(of), [91, 30, 15]);
    let renumbering = Renumbering::of([&new.catalogue]);
    let same =
        old.catalogue.weaknesses.iter().filter(|it| renumbering.same_in(&it.reference(), Scheme::Maswe1).is_some());
    assert_eq!(same.count(), 42, "one to one");
}
