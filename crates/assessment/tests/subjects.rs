//! Subjects and kinds: one spelling each, and nothing else is read.

use assay_assessment::statement::{Holder, Kind, Place, Subject, Topic, Waived, WaiverCode};
use assay_catalogue::{Platform, Scheme, UnitId, WeaknessRef};
use assay_ledger::Hash;
use proptest::prelude::*;
use uuid::Uuid;

fn id() -> impl Strategy<Value = Uuid> {
    any::<[u8; 16]>().prop_map(|bytes| uuid::Builder::from_random_bytes(bytes).into_uuid())
}

fn unit() -> impl Strategy<Value = UnitId> {
    let plain = "[A-Za-z0-9._-]{1,20}";
    prop_oneof![
        plain.prop_map(|id| UnitId::of_test(&id)),
        plain.prop_map(|id| UnitId::of_control(&id)),
        (any::<bool>(), plain).prop_map(|(beta, id)| {
            let scheme = if beta { Scheme::MasweBeta } else { Scheme::Maswe1 };
            UnitId::of_weakness(&WeaknessRef { scheme, id })
        }),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    let holder = prop_oneof![
        (id(), id()).prop_map(|(assessment, build)| Holder::Build { assessment, build }),
        id().prop_map(|app| Holder::BackEnd { app }),
        Just(Holder::Organisation),
        id().prop_map(|release| Holder::Release { release }),
    ];
    (holder, unit()).prop_map(|(holder, unit)| Place { holder, unit })
}

fn waived() -> impl Strategy<Value = Waived> {
    let platform = proptest::sample::select(Platform::ALL.to_vec());
    prop_oneof![
        (id(), id()).prop_map(|(app, finding)| Waived::Finding { app, finding }),
        (id(), platform.clone(), "[A-Za-z0-9._-]{1,20}").prop_map(|(assessment, platform, control)| Waived::Control {
            assessment,
            platform,
            control
        }),
        (id(), platform, unit()).prop_map(|(assessment, platform, unit)| Waived::Unit { assessment, platform, unit }),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        id().prop_map(Subject::App),
        (id(), id()).prop_map(|(app, release)| Subject::Release { app, release }),
        (id(), id()).prop_map(|(release, build)| Subject::Build { release, build }),
        (id(), id()).prop_map(|(release, assessment)| Subject::Assessment { release, assessment }),
        id().prop_map(|assessment| Subject::Engagement { assessment }),
        place().prop_map(Subject::Unit),
        (place(), id()).prop_map(|(place, evidence)| Subject::Evidence { place, evidence }),
        (place(), id()).prop_map(|(place, comment)| Subject::Comment { place, comment }),
        (id(), id(), "[A-Za-z0-9._-]{1,20}").prop_map(|(assessment, build, control)| Subject::Control {
            assessment,
            build,
            control
        }),
        (id(), id()).prop_map(|(app, finding)| Subject::Finding { app, finding }),
        (id(), id(), id()).prop_map(|(app, finding, build)| Subject::FindingBuild { app, finding, build }),
        (waived(), id()).prop_map(|(over, waiver)| Subject::Waiver { over, waiver }),
        any::<[u8; 32]>().prop_map(|bytes| Subject::Entry(Hash(bytes))),
        (topic(), id()).prop_map(|(topic, comment)| Subject::Remark { topic, comment }),
        (id(), id()).prop_map(|(assessment, build)| Subject::WholeBuild { assessment, build }),
        (id(), id(), "[A-Za-z0-9._-]{1,20}").prop_map(|(assessment, build, group)| Subject::Group {
            assessment,
            build,
            group
        }),
        (id(), id(), any::<[u8; 32]>()).prop_map(|(assessment, report, bytes)| Subject::Report {
            assessment,
            report,
            checkpoint: Hash::from_slice(&bytes).expect("32 bytes"),
        }),
        (id(), id(), any::<[u8; 32]>()).prop_map(|(assessment, sign_off, bytes)| Subject::SignOff {
            assessment,
            sign_off,
            checkpoint: Hash(bytes)
        }),
    ]
}

fn topic() -> impl Strategy<Value = Topic> {
    prop_oneof![
        id().prop_map(Topic::App),
        (id(), id()).prop_map(|(app, release)| Topic::Release { app, release }),
        (id(), id()).prop_map(|(release, build)| Topic::Build { release, build }),
        (id(), id()).prop_map(|(release, assessment)| Topic::Assessment { release, assessment }),
        (id(), id()).prop_map(|(app, finding)| Topic::Finding { app, finding }),
        (id(), id(), "[A-Za-z0-9._-]{1,20}").prop_map(|(assessment, build, control)| Topic::Control {
            assessment,
            build,
            control
        }),
    ]
}

#[test]
fn the_code_of_a_waiver_has_one_spelling() {
    for code in ["none", "withdrawn", "high-until-2026-12-31", "fail-until-2026-12-31", "info-until-2027-01-01"] {
        assert_eq!(WaiverCode::of_code(code).map(WaiverCode::code).as_deref(), Some(code));
    }
    for code in ["", "high", "high-until-", "high-until-20261231", "pass-until-2026-12-31", "High-until-2026-12-31"] {
        assert_eq!(WaiverCode::of_code(code), None, "{code}");
    }
}

proptest! {
    #[test]
    fn a_subject_is_read_as_it_was_written(subject in subject()) {
        prop_assert_eq!(subject.to_string().parse::<Subject>(), Ok(subject));
    }

    #[test]
    fn what_is_read_is_written_the_same(path in "(app|release|assessment|organisation|back-end|entry|unit|build|evidence|comment|group|sign-off|report|checkpoint|finding|[0-9a-f-]{0,40}|/){0,12}") {
        if let Ok(subject) = path.parse::<Subject>() {
            prop_assert_eq!(subject.to_string(), path);
        }
    }
}

#[test]
fn other_spellings_are_refused() {
    let nil = Uuid::nil();
    for path in [
        String::new(),
        "app".to_owned(),
        format!("app/{}", nil.simple()),
        format!("app/{nil}/"),
        format!("app/{nil}/release"),
        format!("release/{nil}/app/{nil}"),
        format!("assessment/{nil}/build/{nil}/unit/"),
        format!("assessment/{nil}/build/{nil}/unit/test:A/other/{nil}"),
        format!("assessment/{nil}/build/{nil}/control/a/b"),
        "entry/ABC".to_owned(),
        "organisation".to_owned(),
        "organisation/unit/".to_owned(),
        format!("organisation/{nil}/unit/direct:FIN-1"),
        format!("app/{nil}/back-end"),
        format!("app/{nil}/back-end/unit/"),
        format!("release/{nil}/unit/direct:FIN-1/other/{nil}"),
        // What stands for a shared subject in tables is no assessment.
        format!("assessment/{nil}/build/{nil}/unit/direct:FIN-1"),
        format!("assessment/{}/build/{nil}/unit/direct:FIN-1", Uuid::from_u128(2)),
        format!("assessment/{nil}/build/{nil}"),
        format!("assessment/{nil}/build/{nil}/group/a/b"),
        format!("assessment/{nil}/sign-off/{nil}"),
        format!("assessment/{nil}/sign-off/{nil}/checkpoint/abc"),
        format!("assessment/{nil}/report/{nil}"),
        format!("assessment/{nil}/report/{nil}/checkpoint/abc"),
        format!("app/{nil}/comment/{nil}/comment/{nil}"),
        format!("app/{nil}/comment/"),
        format!("entry/{nil}/comment/{nil}"),
    ] {
        assert!(path.parse::<Subject>().is_err(), "{path}");
    }
    assert!("app/67E55044-10B1-426F-9247-BB680E5FE0C8".parse::<Subject>().is_err(), "upper case");
}

#[test]
fn kinds_have_words_of_their_own() {
    for kind in Kind::ALL {
        assert_eq!(Kind::of(kind.as_str(), 1), Some(kind));
        assert_eq!(Kind::of(kind.as_str(), kind.version() + 1), None, "{kind} of a newer version");
        assert_eq!(Kind::of(kind.as_str(), 0), None);
    }
    assert_eq!(Kind::of("rumour.heard", 1), None);
}
