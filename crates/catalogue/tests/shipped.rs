//! What ships: sizes, coverage, links. The figures are stated in documents; a change of the data changes them here.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use assay_catalogue::{
    CatalogueName, Level, Plan, Platform, Profile, ResolvedKind, Resolver, Scheme, TestStatus, UnitKind, Via, shipped,
    shipped_pages,
};

#[test]
fn the_three_catalogues_are_whole() {
    let pinned = shipped();
    assert_eq!((pinned.masvs.groups.len(), pinned.masvs.controls.len()), (8, 24));
    assert_eq!(pinned.maswe.weaknesses.len(), 78);
    let count = |status| pinned.mastg.tests.iter().filter(|test| test.status == status).count();
    let counts = (count(TestStatus::Live), count(TestStatus::Placeholder), count(TestStatus::Deprecated));
    assert_eq!(counts, (186, 14, 92));
    assert_eq!(shipped_pages().len(), 738);
    let withdrawn = pinned.mastg.tests.iter().filter(|test| test.status == TestStatus::Deprecated);
    assert_eq!(withdrawn.filter(|test| test.successors.is_empty()).count(), 7, "withdrawn tests without a successor");
    let versions: Vec<String> = pinned.catalogues().map(|it| format!("{} {}", it.name, it.version)).to_vec();
    assert_eq!(versions, ["MASVS 2.1.0", "MASWE 1.0.0", "MASTG 2.0.0"]);
    for catalogue in pinned.catalogues() {
        assert_eq!((catalogue.commit.len(), catalogue.digest.len()), (40, 64));
        assert!(catalogue.source_url.starts_with("https://github.com/OWASP/"));
        assert_eq!(catalogue.licence, "CC BY-SA 4.0");
    }
}

#[test]
fn every_relation_leads_somewhere() {
    let pinned = shipped();
    for control in &pinned.masvs.controls {
        assert!(pinned.group(&control.group).is_some(), "{}", control.id);
    }
    for weakness in &pinned.maswe.weaknesses {
        assert!(!weakness.controls.is_empty(), "{}", weakness.id);
        for control in &weakness.controls {
            assert!(pinned.control(control).is_some(), "{} names {control}", weakness.id);
        }
    }
    let ids: HashSet<&str> = pinned.mastg.tests.iter().map(|test| test.id.as_str()).collect();
    assert_eq!(ids.len(), pinned.mastg.tests.len());
}

#[test]
fn links_go_through_the_beta_numbering() {
    let links = shipped().links();
    assert_eq!(links.scheme, Scheme::Maswe1);
    assert!(links.links.iter().all(|link| link.via == Via::Beta && link.named.scheme == Scheme::MasweBeta));
    let live: Vec<_> = links.links.iter().filter(|link| link.status == TestStatus::Live).collect();
    let tests: BTreeSet<&str> = live.iter().map(|link| link.test.as_str()).collect();
    assert_eq!((live.len(), tests.len()), (188, 182), "rows, and live tests in them");
    let unlinked: Vec<String> =
        links.unlinked.iter().map(|it| format!("{} {}", it.test, it.named.as_ref().expect("a weakness"))).collect();
    assert_eq!(
        unlinked,
        [
            "MASTG-TEST-0240 maswe-beta/MASWE-0097",
            "MASTG-TEST-0241 maswe-beta/MASWE-0097",
            "MASTG-TEST-0324 maswe-beta/MASWE-0097",
            "MASTG-TEST-0325 maswe-beta/MASWE-0097",
        ]
    );
    insta::assert_snapshot!("links", links.to_string());
}

/// Which weaknesses and controls no live test covers. It is printed in reports as a limit, so it is stated here exactly.
#[test]
fn about_half_of_the_weaknesses_have_no_live_test() {
    let pinned = shipped();
    let mut without: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for (name, platforms) in [("any", &Platform::ALL[..]), ("android", &[Platform::Android]), ("ios", &[Platform::Ios])]
    {
        let covered: BTreeSet<&str> = pinned
            .links()
            .links
            .iter()
            .filter(|link| link.status == TestStatus::Live && link.platforms.iter().any(|it| platforms.contains(it)))
            .map(|link| link.weakness.id.as_str())
            .collect();
        let concerned =
            pinned.maswe.weaknesses.iter().filter(|it| it.platforms.iter().any(|it| platforms.contains(it)));
        let weaknesses: Vec<&str> = concerned.map(|it| it.id.as_str()).filter(|id| !covered.contains(id)).collect();
        let covered_control = |id: &str| {
            covered.iter().any(|weakness| pinned.weakness(weakness).and_then(|it| it.primary_control()) == Some(id))
        };
        let controls: Vec<&str> =
            pinned.masvs.controls.iter().map(|it| it.id.as_str()).filter(|id| !covered_control(id)).collect();
        println!("{name}: {} weaknesses without a live test; controls whole: {controls:?}", weaknesses.len());
        without.insert(name, (weaknesses, controls));
    }
    let figures: Vec<(&str, usize)> = without.iter().map(|(name, (weaknesses, _))| (*name, weaknesses.len())).collect();
    assert_eq!(figures, [("android", 36), ("any", 35), ("ios", 40)]);
    assert_eq!(without["android"].1, ["MASVS-AUTH-3", "MASVS-PRIVACY-2", "MASVS-PRIVACY-4"]);
    assert_eq!(without["any"].1, without["android"].1);
    assert_eq!(
        without["ios"].1,
        ["MASVS-AUTH-1", "MASVS-AUTH-3", "MASVS-CODE-1", "MASVS-PRIVACY-2", "MASVS-PRIVACY-4"]
    );
}

#[test]
fn units_per_profile_and_platform() {
    let mut lines = Vec::new();
    for profile in Profile::offered() {
        for platform in Platform::ALL {
            let plan = Plan::resolve(shipped(), &profile, platform);
            let units = plan.units();
            let required = units.iter().filter(|unit| unit.required).count();
            let direct =
                units.iter().filter(|unit| unit.required && !matches!(unit.id.kind(), UnitKind::Test(_))).count();
            lines.push(format!(
                "{} {platform}: {required} required units, {direct} of them direct; {} optional",
                profile.id,
                units.len() - required
            ));
        }
    }
    insta::assert_snapshot!("units", lines.join("\n"));
}

/// L2 needs no rule to include L1: the data lists it wherever it lists L1, but for one test.
#[test]
fn l2_is_listed_wherever_l1_is() {
    let only_l1 = |profiles: &[Level]| profiles.contains(&Level::L1) && !profiles.contains(&Level::L2);
    assert_eq!(shipped().maswe.weaknesses.iter().filter(|it| only_l1(&it.profiles)).count(), 0);
    let tests: Vec<&str> =
        shipped().mastg.tests.iter().filter(|it| only_l1(&it.profiles)).map(|it| it.id.as_str()).collect();
    assert_eq!(tests, ["MASTG-TEST-0299"]);
}

#[test]
fn ids_in_texts_are_named() {
    let resolver = Resolver::new(shipped(), shipped_pages());
    for (id, kind) in [
        ("MASVS-AUTH", ResolvedKind::Group),
        ("MASVS-AUTH-1", ResolvedKind::Control),
        ("MASTG-TEST-0001", ResolvedKind::Test),
        ("MASTG-TECH-0157", ResolvedKind::Page(assay_catalogue::PageKind::Technique)),
        ("MASTG-DEMO-0001", ResolvedKind::Page(assay_catalogue::PageKind::Demo)),
        ("identify-sensitive-data", ResolvedKind::Page(assay_catalogue::PageKind::Prerequisite)),
        ("MASWE-0018", ResolvedKind::Weakness),
    ] {
        let found = resolver.resolve(id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!((found.id.as_str(), found.kind), (id, kind));
        assert!(!found.title.is_empty());
    }
    assert_eq!(resolver.resolve("MASTG-TECH-9999"), None);
    let in_beta = |id| resolver.resolve_in(Scheme::MasweBeta, id).iter().map(|it| it.id.as_str()).collect::<Vec<_>>();
    assert_eq!(in_beta("MASWE-0059"), ["MASWE-0018", "MASWE-0030"], "split when it was renumbered");
    assert_eq!(in_beta("MASWE-0097"), [""; 0]);
    assert_eq!(in_beta("MASVS-AUTH-1"), ["MASVS-AUTH-1"]);
}

/// Summaries name ids that exist, are one line, and are not OWASP's titles.
#[test]
fn summaries_belong_to_something() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards/summaries");
    for name in [CatalogueName::Masvs, CatalogueName::Maswe, CatalogueName::Mastg] {
        let text =
            std::fs::read_to_string(root.join(format!("{}.json", name.as_str().to_lowercase()))).expect("a file");
        let summaries: BTreeMap<String, String> = serde_json::from_str(&text).expect("a flat object");
        for (id, summary) in summaries {
            let title = match name {
                CatalogueName::Masvs => shipped().control(&id).map(|it| it.id.clone()),
                CatalogueName::Maswe => shipped().weakness(&id).map(|it| it.title.clone()),
                CatalogueName::Mastg => shipped().test(&id).map(|it| it.title.clone()),
            };
            let title = title.unwrap_or_else(|| panic!("{name}: {id} is in the summaries only"));
            assert!(!summary.trim().is_empty() && !summary.contains('\n') && summary.len() <= 300, "{id}: {summary}");
            assert_ne!(summary, title, "{id}");
        }
    }
}
