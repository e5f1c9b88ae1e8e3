//! Profiles put together and made into plans: of the shipped ones as snapshots, and each rule on a small file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use assay_catalogue::{
    Answers, GateRule, LimitKind, Plan, Platform, Profile, ProfileDocument, ProfileLibrary, ProfileProblem,
    ProposedResult, Requirements, Scope, SubjectKind, Tailoring, UnitId, shipped, shipped_requirements,
};

fn answers(pairs: &[(&str, &[&str])]) -> Answers {
    pairs
        .iter()
        .map(|(key, words)| ((*key).to_owned(), words.iter().map(|word| (*word).to_owned()).collect()))
        .collect()
}

/// A profile from these lines and nothing else.
fn document(id: &str, lines: &str) -> ProfileDocument {
    let text = format!("format: assay-profile/1\nid: {id}\ntitle: {id}\n{lines}");
    ProfileDocument::parse(&format!("{id}.yaml"), &text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The library that ships and these files.
fn library(documents: &[(&str, &str)]) -> ProfileLibrary {
    let mut library = ProfileLibrary::shipped().clone();
    for (id, lines) in documents {
        library.add(document(id, lines)).expect("a free id");
    }
    library
}

fn resolved(id: &str, documents: &[(&str, &str)]) -> Result<Tailoring, Vec<ProfileProblem>> {
    Tailoring::resolve(id, &library(documents), shipped_requirements())
}

fn plan(id: &str, documents: &[(&str, &str)], answers: &Answers, platform: Platform) -> Plan {
    let tailoring = resolved(id, documents).unwrap_or_else(|problems| panic!("{problems:#?}"));
    Plan::tailored(shipped(), &tailoring, shipped_requirements(), answers, platform)
}

fn unit<'p>(plan: &'p Plan, id: &str) -> &'p assay_catalogue::PlannedUnit {
    let wanted: UnitId = id.parse().expect("a unit");
    plan.placements().map(|(_, _, unit)| unit).find(|unit| unit.id == wanted).unwrap_or_else(|| panic!("{id} is in"))
}

fn only(problems: &[ProfileProblem]) -> String {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems[0].to_string()
}

/// Ids and reasons of what a profile adds to its levels; of the rest how much it is.
fn outline(plan: &Plan) -> String {
    let levels: Vec<&str> = plan.profile.levels.iter().map(|level| level.as_str()).collect();
    let mut text = format!("{} on {} (levels: {})\n", plan.profile.id, plan.platform, levels.join(" "));
    let required = |control: &&assay_catalogue::PlannedControl| control.scope == Scope::Required;
    let of_masvs = plan.controls.iter().filter(|control| control.set.is_none());
    let _ = writeln!(text, "controls of MASVS: {}", of_masvs.filter(required).count());
    let units = plan.units();
    let _ = writeln!(text, "units: {} required of {}", units.iter().filter(|unit| unit.required).count(), units.len());
    for control in plan.controls.iter().filter(|control| control.set.is_some()) {
        let _ = write!(text, "{} [{}] {}", control.id, control.subject, control.because);
        for unit in &control.units {
            for parameter in &unit.parameters {
                let _ =
                    write!(text, " {}={} {} ({})", parameter.id, parameter.value, parameter.unit, parameter.because);
            }
            if let Some(proposal) = &unit.proposal {
                let _ = write!(text, " N/A? {}", proposal.because);
            }
            let _ = write!(text, " citations: {}", unit.citations.len());
            if !unit.citations_left_out.is_empty() {
                let _ = write!(text, " (left out: {})", unit.citations_left_out.len());
            }
        }
        text.push('\n');
    }
    text
}

#[test]
fn plans_of_each_industry() {
    let cases: [(&str, Answers); 4] = [
        ("baseline", Answers::new()),
        (
            "fintech",
            answers(&[
                ("role", &["payment-service-provider"]),
                ("jurisdiction", &["eu"]),
                ("data", &["personal", "payment"]),
                ("feature", &["accounts", "back-end", "payments", "biometrics"]),
            ]),
        ),
        (
            "healthcare",
            answers(&[
                ("role", &["covered-entity"]),
                ("jurisdiction", &["us"]),
                ("data", &["health"]),
                ("feature", &["accounts", "back-end", "clinical-use"]),
            ]),
        ),
        (
            "enterprise",
            answers(&[
                ("role", &["employer"]),
                ("data", &["business"]),
                ("feature", &["accounts", "back-end", "managed-devices", "single-sign-on"]),
            ]),
        ),
    ];
    for (id, answers) in cases {
        for platform in Platform::ALL {
            let made = plan(id, &[], &answers, platform);
            assert_eq!(made, plan(id, &[], &answers, platform), "the same every time");
            insta::assert_snapshot!(format!("{id}-{platform}"), outline(&made));
        }
    }
    for id in ["masa-al1", "masa-al2"] {
        let made = plan(id, &[], &Answers::new(), Platform::Ios);
        insta::assert_snapshot!(format!("{id}-ios"), outline(&made));
    }
}

#[test]
fn every_inclusion_names_its_line() {
    for id in ["baseline", "fintech", "healthcare", "enterprise", "masa-al1", "masa-al2"] {
        let made = plan(id, &[], &Answers::new(), Platform::Android);
        for control in made.controls.iter().filter(|control| control.set.is_some()) {
            assert!(control.because.contains(", line "), "{}: {}", control.id, control.because);
            for unit in &control.units {
                assert_eq!(unit.id, UnitId::of_control(&control.id));
                assert_eq!(unit.subject, control.subject);
                assert!(unit.because.contains(&control.id) && !unit.expected_evidence.is_empty(), "{}", control.id);
            }
        }
        // Lines are true: the file has on that line what the reason says.
        let library = ProfileLibrary::shipped();
        for decision in resolved(id, &[]).expect("a tailoring").items.values() {
            for because in &decision.because {
                let document = library.get(&because.document).expect("a document");
                let line = document.text.lines().nth(because.line as usize - 1).expect("a line");
                let named = because.words.split([' ', ':']).nth(1).expect("an id");
                assert!(line.contains(named), "{because} is not on: {line}");
            }
        }
    }
}

#[test]
fn plain_levels_have_exactly_their_plan() {
    for profile in Profile::offered() {
        for platform in Platform::ALL {
            let tailoring = resolved(&profile.id, &[]).expect("levels");
            assert!(tailoring.is_plain());
            let answers = answers(&[("feature", &[])]);
            let tailored = Plan::tailored(shipped(), &tailoring, shipped_requirements(), &answers, platform);
            let plain = Plan::resolve(shipped(), &profile, platform);
            assert_eq!(
                serde_json::to_string(&tailored).expect("JSON"),
                serde_json::to_string(&plain).expect("JSON"),
                "{}",
                profile.id
            );
            let json = serde_json::to_string(&plain).expect("JSON");
            for key in ["subject\":\"build", "parameters", "citations", "proposal", "expected_evidence"] {
                assert!(!json.contains(key), "a plan of levels says nothing of {key}");
            }
        }
    }
}

#[test]
fn extending_a_level_adds_nothing_but_the_reasons() {
    let made = plan("mine", &[("mine", "extends: [L2+R]\n")], &Answers::new(), Platform::Android);
    let plain = Plan::resolve(shipped(), &"L2+R".parse().expect("levels"), Platform::Android);
    let ids = |plan: &Plan| -> Vec<(String, bool)> {
        plan.units().iter().map(|unit| (unit.id.to_string(), unit.required)).collect()
    };
    assert_eq!(ids(&made), ids(&plain));
}

#[test]
fn a_mapping_never_makes_a_result_or_a_unit() {
    // FIN-2.3 is near to MASVS-NETWORK-1 and -2: they stay as the levels have them, and it has its own one unit.
    let documents = [("mine", "extends: [L1]\ninclude: [FIN-2.3]\n")];
    let made = plan("mine", &documents, &Answers::new(), Platform::Android);
    let plain = Plan::resolve(shipped(), &"L1".parse().expect("levels"), Platform::Android);
    assert_eq!(made.units().len(), plain.units().len() + 1);
    for (mine, theirs) in made.controls.iter().zip(&plain.controls) {
        assert_eq!((&mine.id, mine.scope, mine.weaknesses.len()), (&theirs.id, theirs.scope, theirs.weaknesses.len()));
    }
    let control = made.control("FIN-2.3").expect("the requirement");
    assert!(control.weaknesses.is_empty() && control.secondary.is_empty());
    assert_eq!(control.units.iter().map(|unit| unit.id.to_string()).collect::<Vec<_>>(), ["direct:FIN-2.3"]);
}

#[test]
fn the_idle_limit_reaches_the_unit_with_the_line_that_set_it() {
    let documents = [("acme", "extends: [fintech]\nparameters:\n  FIN-2.1.idle-minutes: 3\n")];
    let made = plan("acme", &documents, &Answers::new(), Platform::Ios);
    let parameter = &unit(&made, "direct:FIN-2.1").parameters[0];
    assert_eq!((parameter.value, parameter.unit.as_str()), (3, "minutes"));
    assert_eq!(parameter.because, "acme, line 6: sets FIN-2.1.idle-minutes to 3 minutes");
    let default = &unit(&made, "direct:OPS-4").parameters[0];
    assert!(default.because.starts_with("default: "), "{}", default.because);
    let refused = |lines: &str| only(&resolved("acme", &[("acme", lines)]).expect_err("refused"));
    let out = refused("extends: [fintech]\nparameters: {FIN-2.1.idle-minutes: 500}\n");
    assert_eq!(
        out,
        "acme.yaml:5:14: parameters.FIN-2.1.idle-minutes: 500 minutes is out of bounds. Allowed are 1 to 15 minutes."
    );
    let unknown = refused("extends: [fintech]\nparameters: {FIN-2.1.idle-minuets: 5}\n");
    assert!(unknown.ends_with("Did you mean FIN-2.1.idle-minutes?"), "{unknown}");
    let absent = refused("extends: [L1]\nparameters: {FIN-2.1.idle-minutes: 5}\n");
    assert!(absent.contains("FIN-2.1 is not in this profile"), "{absent}");
}

#[test]
fn an_app_without_a_webview_is_proposed_as_such_with_the_reason() {
    let without = answers(&[("feature", &["accounts", "back-end"])]);
    let made = plan("baseline", &[], &without, Platform::Android);
    let proposed: BTreeSet<&str> = made
        .placements()
        .filter(|(_, _, unit)| unit.proposal.is_some())
        .map(|(control, _, _)| control.id.as_str())
        .collect();
    assert!(proposed.contains("MASVS-PLATFORM-2") && proposed.contains("IDS-4"), "{proposed:?}");
    let (_, _, webview) = made.placements().find(|(control, _, _)| control.id == "MASVS-PLATFORM-2").expect("a unit");
    let proposal = webview.proposal.as_ref().expect("a proposal");
    assert_eq!(proposal.result, ProposedResult::NotApplicable);
    let said = "The app shows no web content in a WebView (the questionnaire does not say \"It shows web content in a WebView\").";
    assert_eq!(proposal.because, said);
    assert_eq!(proposal.line.as_ref().map(|line| line.document.as_str()), Some("baseline"));
    assert!(webview.required, "a proposal decides nothing: a tester still states it");
    // Nobody answered: nothing is proposed.
    let open = plan("baseline", &[], &Answers::new(), Platform::Android);
    assert!(open.placements().all(|(_, _, unit)| unit.proposal.is_none()));
    let with = plan("baseline", &[], &answers(&[("feature", &["webview"])]), Platform::Android);
    let webview = with.placements().filter(|(control, _, _)| control.id == "MASVS-PLATFORM-2");
    assert!(webview.into_iter().all(|(_, _, unit)| unit.proposal.is_none()));
}

#[test]
fn citations_that_bind_somebody_else_are_left_out_with_the_reason() {
    let in_the_eu = answers(&[("jurisdiction", &["eu"]), ("role", &["controller"])]);
    let made = plan("healthcare", &[], &in_the_eu, Platform::Android);
    let encrypted = unit(&made, "direct:HLT-1.1");
    let shown: BTreeSet<&str> = encrypted.citations.iter().map(|it| it.source.key.as_str()).collect();
    assert!(shown.contains("gdpr") && !shown.contains("hipaa"), "{shown:?}");
    let left = encrypted.citations_left_out.iter().find(|it| it.source == "hipaa").expect("a clause left out");
    assert!(left.because.contains("European Union and EEA") && left.because.contains("It binds: "), "{}", left.because);
    // In the United States, as a covered entity, with what HIPAA says of the clause.
    let in_the_us = answers(&[("jurisdiction", &["us"]), ("role", &["covered-entity"])]);
    let made = plan("healthcare", &[], &in_the_us, Platform::Android);
    let clauses: Vec<_> =
        unit(&made, "direct:HLT-1.1").citations.iter().filter(|it| it.source.key == "hipaa").collect();
    assert!(clauses.iter().any(|it| it.citation.flag == Some(assay_catalogue::CitationFlag::Addressable)));
    assert!(clauses.iter().all(|it| it.source.effective.is_some() && !it.source.roles.is_empty()));
    // Nobody answered: everything is shown.
    let open = plan("healthcare", &[], &Answers::new(), Platform::Android);
    assert!(open.placements().all(|(_, _, unit)| unit.citations_left_out.is_empty()));
}

#[test]
fn files_include_exclude_require_and_relax() {
    let lines = "extends: [fintech]\n\
        include: [ENT-3.3, MASTG-TEST-0235]\n\
        exclude: [{id: FIN-4.6, because: No cards are accepted.}, {id: MASVS-PRIVACY-1, because: Another team.}]\n\
        require: [{id: INT-5, because: We patch scripts.}]\n\
        relax: [{id: OPS-1, because: Not yet in place.}]\n";
    let made = plan("acme", &[("acme", lines)], &Answers::new(), Platform::Android);
    let control = |id: &str| made.control(id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(control("ENT-3.3").scope, Scope::Required);
    assert_eq!(control("ENT-3.3").subject, SubjectKind::BackEnd);
    assert_eq!(control("FIN-4.6").scope, Scope::OutOfScope);
    assert!(control("FIN-4.6").units.is_empty());
    assert_eq!(control("FIN-4.6").because, "FIN-4.6 is out: acme, line 6: excludes FIN-4.6: No cards are accepted.");
    assert_eq!(control("MASVS-PRIVACY-1").scope, Scope::OutOfScope);
    assert!(control("MASVS-PRIVACY-1").because.contains("acme, line 6"));
    assert_eq!(control("OPS-1").scope, Scope::OutOfScope);
    assert!(!control("OPS-1").units[0].required, "optional, and still to be answered by whoever wants");
    assert!(control("OPS-1").because.contains("acme, line 8: relaxes OPS-1: Not yet in place"));
    assert_eq!(control("INT-2").scope, Scope::Required, "fintech requires it");
    assert!(unit(&made, "test:MASTG-TEST-0235").required);
    let baseline = plan("baseline", &[], &Answers::new(), Platform::Android);
    let optional = baseline.control("INT-2").expect("INT-2");
    assert!(!optional.units[0].required && optional.because.contains("threat model"), "{}", optional.because);
    // The platform decides too.
    assert_eq!(control("IOS-3").scope, Scope::OutOfScope);
    assert!(control("IOS-3").because.contains("does not concern Android"));
}

#[test]
fn a_weakness_or_test_comes_in_and_goes_out_on_its_own() {
    let weakness = |made: &Plan, id: &str| {
        made.controls.iter().flat_map(|control| &control.weaknesses).find(|it| it.weakness.id == id).expect(id).clone()
    };
    let plain = plan("mine", &[("mine", "extends: [L1]\n")], &Answers::new(), Platform::Android);
    let extra = plain.controls.iter().flat_map(|control| &control.weaknesses);
    // One that only R lists, with a live test on Android.
    let (extra, test) = extra
        .filter(|it| it.scope == Scope::OutOfScope)
        .find_map(|it| {
            let links = shipped().links();
            let live = links.of_weakness(&it.weakness.id).find(|link| {
                link.status == assay_catalogue::TestStatus::Live && link.platforms.contains(&Platform::Android)
            })?;
            shipped().weakness(&it.weakness.id)?.platforms.contains(&Platform::Android).then_some(())?;
            Some((it.weakness.clone(), live.test.clone()))
        })
        .expect("such a weakness");
    let lines =
        format!("extends: [L1]\ninclude:\n  - {{id: {}@{}, because: We were attacked.}}\n", extra.id, extra.scheme);
    let made = plan("mine", &[("mine", &lines)], &Answers::new(), Platform::Android);
    let included = weakness(&made, &extra.id);
    assert_eq!(included.scope, Scope::Required);
    assert!(included.because.contains("mine, line 6: includes") && included.because.contains("We were attacked"));
    assert!(included.units.iter().all(|unit| unit.required), "all its live tests are asked for");
    // By its test alone.
    let lines = format!("extends: [L1]\ninclude: [{test}]\n");
    let made = plan("mine", &[("mine", &lines)], &Answers::new(), Platform::Android);
    let by_test = weakness(&made, &extra.id);
    assert_eq!(by_test.scope, Scope::Required);
    assert!(by_test.because.contains(&format!("includes {test}")), "{}", by_test.because);
    assert!(unit(&made, &format!("test:{test}")).required);
    // Without its only tests a required weakness is assessed directly.
    let lines = format!("extends: [L1]\ninclude: [{}@{}]\nexclude:\n", extra.id, extra.scheme);
    let tests: BTreeSet<String> = shipped().links().of_weakness(&extra.id).map(|link| link.test.clone()).collect();
    let excluded: Vec<String> = tests.iter().map(|id| format!("  - {{id: {id}, because: No device.}}\n")).collect();
    let made = plan("mine", &[("mine", &(lines + &excluded.concat()))], &Answers::new(), Platform::Android);
    let direct = weakness(&made, &extra.id);
    assert_eq!(direct.units.iter().map(|unit| unit.id.clone()).collect::<Vec<_>>(), [UnitId::of_weakness(&extra)]);
}

#[test]
fn what_other_catalogues_lack_is_a_limit_of_the_plan() {
    let lines = "extends: [L1]\ninclude: [MASWE-0005@maswe-beta, MASTG-TEST-9999]\n";
    let made = plan("mine", &[("mine", lines)], &Answers::new(), Platform::Android);
    let limits: Vec<&str> =
        made.limits.iter().filter(|it| it.kind == LimitKind::NotInCatalogue).map(|it| it.subject.as_str()).collect();
    assert_eq!(limits, ["MASWE-0005@maswe-beta", "MASTG-TEST-9999"]);
    let problems = document("mine", lines).unknown_in(shipped());
    assert_eq!(problems.len(), 2);
    assert!(problems[0].to_string().starts_with("mine.yaml:5:11: include: MASWE 1.0.0 has no MASWE-0005@maswe-beta."));
    assert!(problems[0].hint.contains("@maswe-1"), "{}", problems[0].hint);
}

#[test]
fn the_file_above_decides_and_strangers_conflict() {
    let a = ("a", "extends: [baseline]\nexclude: [{id: OPS-4, because: No budget.}]\n");
    let b = ("b", "extends: [baseline]\nrequire: [{id: OPS-4, because: The customer asks for it.}]\n");
    let refused = resolved("c", &[a, b, ("c", "extends: [a, b]\n")]).expect_err("a conflict");
    assert_eq!(
        only(&refused),
        "c.yaml:4:11: extends: OPS-4: a (line 5) excludes OPS-4: No budget, and b (line 5) requires OPS-4: The customer \
         asks for it. Decide in this file: list OPS-4 under include, exclude, require or relax."
    );
    let decided = ("c", "extends: [a, b]\nrequire: [{id: OPS-4, because: We do it.}]\n");
    let tailoring = resolved("c", &[a, b, decided]).expect("decided");
    let item = assay_catalogue::ProfileItem::Requirement("OPS-4".to_owned());
    let decision = &tailoring.items[&item];
    assert_eq!((decision.included, decision.required), (Some(true), Some(true)));
    assert_eq!(decision.because[0].to_string(), "c, line 5: requires OPS-4: We do it.");
    // The item decides over its group, in one file.
    let lines = "include: [FIN-4]\nexclude: [{id: FIN-4.6, because: No cards.}]\nextends: [L1]\n";
    let made = plan("d", &[("d", lines)], &Answers::new(), Platform::Ios);
    assert!(made.control("FIN-4.6").expect("FIN-4.6").units.is_empty());
    assert_eq!(made.control("FIN-4.5").expect("FIN-4.5").scope, Scope::Required);
    // Values of parameters conflict as well.
    let e = ("e", "extends: [fintech]\nparameters: {FIN-2.1.idle-minutes: 2}\n");
    let f = ("f", "extends: [fintech]\nparameters: {FIN-2.1.idle-minutes: 3}\n");
    let conflict = only(&resolved("g", &[e, f, ("g", "extends: [e, f]\n")]).expect_err("a conflict"));
    assert!(conflict.contains("e, line 5: sets") && conflict.contains("f, line 5: sets"), "{conflict}");
    let one = resolved("g", &[e, ("g", "extends: [e, fintech]\n")]).expect("e extends fintech and decides");
    assert_eq!(one.parameters["FIN-2.1.idle-minutes"].value, 2);
}

#[test]
fn cycles_unknown_profiles_and_lone_resilience_are_found() {
    let cycle = resolved("a", &[("a", "extends: [b]\n"), ("b", "extends: [L1, c]\n"), ("c", "extends: [a]\n")]);
    let said = only(&cycle.expect_err("a cycle"));
    assert_eq!(
        said,
        "c.yaml:4:11: extends: The profile extends itself: a (a.yaml, line 4) extends b (b.yaml, line 4) extends c (c.yaml, line 4) extends a. Remove one of these lines."
    );
    let own = only(&resolved("a", &[("a", "extends: [L1, a]\n")]).expect_err("a cycle"));
    assert!(own.contains("a (a.yaml, line 4) extends a."), "{own}");
    let unknown = only(&resolved("a", &[("a", "extends: [fintec]\n")]).expect_err("unknown"));
    assert_eq!(unknown, "a.yaml:4:11: extends: There is no profile fintec. Did you mean fintech?");
    let alone = only(&resolved("a", &[("a", "extends: [R]\n")]).expect_err("alone"));
    assert!(alone.contains("R without L1 or L2"), "{alone}");
    assert!(resolved("a", &[("a", "extends: [R, L1]\n")]).is_ok());
    let empty = only(&resolved("a", &[("a", "summary: Nothing.\n")]).expect_err("empty"));
    assert!(empty.contains("Nothing is in a"), "{empty}");
    let nothing =
        only(&resolved("a", &[("a", "extends: [L1]\nrelax: [{id: OPS-4, because: x}]\n")]).expect_err("not in"));
    assert!(nothing.contains("OPS-4 is not in this profile"), "{nothing}");
    let id = only(&resolved("a", &[("a", "extends: [L1]\ninclude: [FIN-21]\n")]).expect_err("an id"));
    assert_eq!(id, "a.yaml:5:11: include: Nothing has the id FIN-21. Did you mean FIN-2.1?");
    assert_eq!(resolved("nobody", &[]).expect_err("unknown")[0].code.code(), "profile.unknown_profile");
    assert_eq!(resolved("R", &[]).expect_err("alone")[0].code.code(), "profile.resilience_alone");
    assert_eq!(resolved("mas-trm", &[]).expect_err("no profile")[0].code.code(), "profile.unknown_profile");
    let mut library = ProfileLibrary::shipped().clone();
    let taken = library.add(document("fintech", "extends: [L1]\n")).expect_err("taken");
    assert_eq!((taken.code.code(), taken.line), ("profile.taken_id", 2));
}

#[test]
fn gates_add_up_to_the_stricter_one_and_the_file_above_decides() {
    let fintech = resolved("fintech", &[]).expect("fintech").gate;
    assert!(fintech.require.contains(&GateRule::Approved) && !fintech.not_waivable.is_empty());
    let both = [("both", "extends: [fintech, enterprise]\n")];
    let both = resolved("both", &both).expect("both").gate;
    assert!(both.require.contains(&GateRule::Approved));
    assert_eq!(both.not_waivable.len(), 4);
    let own = [("own", "extends: [fintech]\ngate: {require: [decided], findings_below: low}\n")];
    let own = resolved("own", &own).expect("own").gate;
    assert_eq!(own.require, [GateRule::Decided]);
    assert_eq!(own.not_waivable, fintech.not_waivable, "what is not waivable stays so");
}

#[test]
fn tailorings_survive_storage_and_know_their_files() {
    let documents = [("acme", "extends: [fintech, healthcare]\n")];
    let tailoring = resolved("acme", &documents).expect("acme");
    let json = serde_json::to_string(&tailoring).expect("JSON");
    assert_eq!(serde_json::from_str::<Tailoring>(&json).expect("a tailoring"), tailoring);
    let files: Vec<(&str, bool)> = tailoring.documents.iter().map(|it| (it.id.as_str(), it.shipped)).collect();
    assert_eq!(files, [("acme", false), ("baseline", true), ("fintech", true), ("healthcare", true)]);
    let nothing = Requirements::none();
    assert!(Tailoring::resolve("fintech", ProfileLibrary::shipped(), &nothing).is_err());
}
