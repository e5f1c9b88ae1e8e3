//! What profiles require: of the shipped catalogues as snapshots, and each rule on a small made-up one.

mod common;

use std::fmt::Write as _;
use std::sync::Arc;

use assay_catalogue::{
    LimitKind, Pinned, Plan, Platform, Profile, Scheme, Scope, UnitId, UnitKind, WeaknessRef, shipped,
};
use common::{Made, test_file, weakness_file};

/// Ids only: what is required, by what.
fn outline(plan: &Plan) -> String {
    let mut text = format!("{} on {}\n", plan.profile.id, plan.platform);
    for control in &plan.controls {
        let scope = if control.scope == Scope::OutOfScope { " (out of scope)" } else { "" };
        let _ = writeln!(text, "{}{scope}", control.id);
        for unit in &control.units {
            let _ = writeln!(text, "  {}", unit.id);
        }
        for weakness in control.weaknesses.iter().filter(|it| it.scope == Scope::Required) {
            let _ = writeln!(text, "  {}", weakness.weakness);
            for unit in &weakness.units {
                let _ = writeln!(text, "    {}{}", unit.id, if unit.required { "" } else { " (optional)" });
            }
        }
        if !control.secondary.is_empty() {
            let ids: Vec<&str> = control.secondary.iter().map(|it| it.id.as_str()).collect();
            let _ = writeln!(text, "  secondary: {}", ids.join(" "));
        }
    }
    for kind in [
        LimitKind::Placeholder,
        LimitKind::Deprecated,
        LimitKind::Unlinked,
        LimitKind::WeaknessNotRequired,
        LimitKind::WithoutControl,
        LimitKind::UnknownProfile,
    ] {
        let ids: Vec<&str> = plan.limits.iter().filter(|it| it.kind == kind).map(|it| it.subject.as_str()).collect();
        if !ids.is_empty() {
            let _ = writeln!(text, "{kind:?}: {}", ids.join(" "));
        }
    }
    text
}

fn profile(id: &str) -> Profile {
    id.parse().expect("a profile")
}

#[test]
fn plans_of_the_shipped_catalogues() {
    for id in ["L1", "L2", "L2+R+P"] {
        for platform in Platform::ALL {
            let plan = Plan::resolve(shipped(), &profile(id), platform);
            assert_eq!(plan, Plan::resolve(shipped(), &profile(id), platform), "the same every time");
            insta::assert_snapshot!(format!("{}-{platform}", id.replace('+', "-")), outline(&plan));
        }
    }
}

#[test]
fn every_required_weakness_has_a_required_unit_and_every_unit_a_reason() {
    for profile in Profile::offered() {
        for platform in Platform::ALL {
            let plan = Plan::resolve(shipped(), &profile, platform);
            assert_eq!(plan.controls.len(), 24);
            for control in &plan.controls {
                assert!(!control.because.is_empty());
                let any = control.weaknesses.iter().any(|it| it.scope == Scope::Required);
                assert_eq!(control.scope == Scope::Required, any || control.weaknesses.is_empty(), "{}", control.id);
                for weakness in &control.weaknesses {
                    let required = weakness.units.iter().any(|unit| unit.required);
                    assert_eq!(weakness.scope == Scope::Required, required, "{}", weakness.weakness);
                }
            }
            for (control, weakness, unit) in plan.placements() {
                assert!(unit.because.contains(&control.id), "{}", unit.because);
                if let Some(weakness) = weakness {
                    assert!(unit.because.contains(&weakness.weakness.said()), "{}", unit.because);
                }
                if let UnitKind::Test(id) = unit.id.kind() {
                    let test = shipped().test(&id).expect("a test");
                    assert_eq!(unit.required, profile.requires(&test.profiles), "{id}");
                    assert!(test.platforms.contains(&platform), "{id}");
                }
                assert_eq!(unit.id.as_str().parse::<UnitId>().expect("an id"), unit.id);
            }
        }
    }
}

/// A catalogue of two controls: ONE-1 with three weaknesses, ONE-2 with none of its own.
fn made_up() -> Pinned {
    let index = "groups:\n- id: MASVS-ONE\n  title: One\n  controls:\n  - id: MASVS-ONE-1\n    statement: a\n  \
                 - id: MASVS-ONE-2\n    statement: b\n";
    let masvs = Made::of([("OWASP_MASVS.yaml", index)]).read();
    let both = "MASVS-ONE-1, MASVS-ONE-2";
    let weaknesses = [
        ("weaknesses/A/MASWE-0001.md", weakness_file("MASWE-0001", both, "profiles: [L1, L2]\n")),
        ("weaknesses/A/MASWE-0002.md", weakness_file("MASWE-0002", "MASVS-ONE-1", "profiles: [L2]\n")),
        ("weaknesses/A/MASWE-0003.md", weakness_file("MASWE-0003", "MASVS-ONE-1", "profiles: [R, EUDIW]\n")),
        ("weaknesses/A/MASWE-0004.md", weakness_file("MASWE-0004", "MASVS-TWO-1", "profiles: [L1]\n")),
    ];
    let maswe = Made::of(weaknesses.iter().map(|(path, text)| (*path, text.as_str()))).read();
    let l2 = |text: String| text.replace("[L1, L2]", "[L2]");
    let tests = [
        ("a.md", test_file("MASTG-TEST-0301", "maswe: [MASWE-0001, MASWE-0002]\n")),
        ("b.md", l2(test_file("MASTG-TEST-0302", "maswe: [MASWE-0001]\n"))),
        ("c.md", test_file("MASTG-TEST-0303", "maswe: [MASWE-0001]\nstatus: placeholder\n")),
        (
            "d.md",
            test_file("MASTG-TEST-0304", "maswe: [MASWE-0001]\nstatus: deprecated\ncovered_by: [MASTG-TEST-0301]\n"),
        ),
        ("e.md", test_file("MASTG-TEST-0305", "maswe: [MASWE-0002]\n").replace("[L1, L2]", "[L1]")),
        ("f.md", test_file("MASTG-TEST-0306", "maswe: [MASWE-0099]\n")),
        ("g.md", test_file("MASTG-TEST-0307", "maswe: [MASWE-0002]\n").replace("profiles: [L1, L2]\n", "")),
    ];
    let made = Made::of([]);
    for (name, text) in &tests {
        made.write(&format!("tests-beta/android/A/MASTG-TEST-{name}"), text.as_bytes());
    }
    let mastg = made.read();
    let [masvs, maswe, mastg] = [masvs, maswe, mastg].map(|it| Arc::new(it.catalogue));
    Pinned::new(masvs, maswe, mastg).expect("three catalogues")
}

#[test]
fn each_rule_of_the_plan() {
    let pinned = made_up();
    insta::assert_snapshot!("made-up-L1-android", outline(&Plan::resolve(&pinned, &profile("L1"), Platform::Android)));
    insta::assert_snapshot!("made-up-L2-android", outline(&Plan::resolve(&pinned, &profile("L2"), Platform::Android)));
    insta::assert_snapshot!("made-up-L1-R-ios", outline(&Plan::resolve(&pinned, &profile("L1+R"), Platform::Ios)));

    let plan = Plan::resolve(&pinned, &profile("L2"), Platform::Android);
    let placed = plan.placements().filter(|(_, _, unit)| unit.id == UnitId::of_test("MASTG-TEST-0301")).count();
    assert_eq!(placed, 2, "a test of two weaknesses stands under both");
    let units = plan.units();
    assert_eq!(units.iter().filter(|unit| unit.id == UnitId::of_test("MASTG-TEST-0301")).count(), 1);

    let reasons: Vec<String> = plan.placements().map(|(_, _, unit)| format!("{}: {}", unit.id, unit.because)).collect();
    insta::assert_snapshot!("made-up-reasons", reasons.join("\n"));
    let limits: Vec<&str> = plan.limits.iter().map(|limit| limit.sentence.as_str()).collect();
    insta::assert_snapshot!("made-up-limits", limits.join("\n"));
}

#[test]
fn a_catalogue_stands_only_in_its_place() {
    let pinned = made_up();
    let error = Pinned::new(pinned.maswe.clone(), pinned.masvs.clone(), pinned.mastg.clone()).expect_err("swapped");
    assert_eq!(error.code(), "catalogue.wrong_catalogue");
}

#[test]
fn profiles_are_read_in_any_order_and_r_never_stands_alone() {
    for (text, id, title) in [
        ("L1", "L1", "MAS-L1 Essential security"),
        ("r+l2", "L2+R", "MAS-L2 Advanced security + MAS-R Resilience"),
        ("P+R+L2", "L2+R+P", "MAS-L2 Advanced security + MAS-R Resilience + MAS-P Privacy"),
        (" MAS-L1 + MAS-P ", "L1+P", "MAS-L1 Essential security + MAS-P Privacy"),
        ("P", "P", "MAS-P Privacy"),
        ("L2+L2", "L2", "MAS-L2 Advanced security"),
        ("L2+L1", "L1+L2", "MAS-L1 Essential security + MAS-L2 Advanced security"),
    ] {
        let profile: Profile = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!((profile.id.as_str(), profile.title.as_str()), (id, title));
    }
    for (text, code) in [
        ("R", "catalogue.resilience_alone"),
        ("P+R", "catalogue.resilience_alone"),
        ("", "catalogue.empty_profile"),
        ("L3", "catalogue.unknown_level"),
        ("L1+", "catalogue.unknown_level"),
        ("L1,R", "catalogue.unknown_level"),
    ] {
        let error = text.parse::<Profile>().expect_err("refused");
        assert_eq!(error.code(), code, "{text}: {error}");
    }
    assert_eq!(Profile::parts().len(), 4);
    assert_eq!(Profile::offered().len(), 9);
}

#[test]
fn unit_ids_are_text_that_says_what_it_is() {
    let weakness = WeaknessRef { scheme: Scheme::Maswe1, id: "MASWE-0018".to_owned() };
    for (text, kind) in [
        ("test:MASTG-TEST-0235", UnitKind::Test("MASTG-TEST-0235".to_owned())),
        ("direct:maswe-1/MASWE-0018", UnitKind::Weakness(weakness)),
        ("direct:MASVS-AUTH-1", UnitKind::Control("MASVS-AUTH-1".to_owned())),
        ("direct:FIN-2.1", UnitKind::Control("FIN-2.1".to_owned())),
    ] {
        let id: UnitId = text.parse().expect("an id");
        assert_eq!(id.kind(), kind);
        assert_eq!(serde_json::to_string(&id).expect("JSON"), format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<UnitId>(&format!("\"{text}\"")).expect("an id"), id);
    }
    for text in ["", "test:", "MASTG-TEST-0235", "direct:maswe-2/MASWE-0001", "direct:a/b/c", "test:a b", "test:<b>"] {
        assert_eq!(text.parse::<UnitId>().expect_err("refused").code(), "catalogue.unknown_unit", "{text}");
        assert!(serde_json::from_str::<UnitId>(&format!("\"{text}\"")).is_err());
    }
}
