//! Carrying an assessment over to other versions of the catalogues: every answer is accounted for, nothing counts for
//! more than it did, and who stated it first stays visible.

mod common;

use std::collections::BTreeMap;

use assay_assessment::view::{
    AnswerState, CarriedHow, MigrationChoice, MigrationDecision, MigrationItem, MigrationOutcome, MigrationProposal,
    ResultCode, UnitRow,
};
use assay_assessment::{CatalogueChoice, MigrationTo, NewAssessment, Work, Workspace};
use assay_catalogue::{Catalogue, CatalogueName, Era, Scheme, Test, TestStatus, Weakness};
use common::{Bench, words};
use proptest::prelude::*;
use uuid::Uuid;

fn catalogue(name: CatalogueName, version: &str, digest: char, era: Era) -> Catalogue {
    Catalogue {
        publisher: "OWASP".to_owned(),
        name,
        version: version.to_owned(),
        source_url: String::new(),
        commit: String::new(),
        licence: String::new(),
        digest: digest.to_string().repeat(64),
        era,
        groups: Vec::new(),
        controls: Vec::new(),
        weaknesses: Vec::new(),
        tests: Vec::new(),
    }
}

fn weakness(scheme: Scheme, id: &str, text: &str, beta: &[&str]) -> Weakness {
    let json = serde_json::json!({
        "id": id, "scheme": scheme, "title": format!("Weakness {id}"), "platforms": ["android", "ios"],
        "profiles": ["L1"], "controls": ["MASVS-STORAGE-1"], "beta": beta, "category": "MASVS-STORAGE", "path": "a.md",
        "text_digest": text
    });
    serde_json::from_value(json).expect("a weakness")
}

fn test(id: &str, weakness: &str, text: &str) -> Test {
    let json = serde_json::json!({
        "id": id, "title": format!("Test {id}"), "platforms": ["android"], "profiles": ["L1"], "status": "live",
        "weaknesses": [{ "scheme": "maswe-beta", "id": weakness }], "category": "MASVS-STORAGE", "path": "a.md",
        "text_digest": text
    });
    serde_json::from_value(json).expect("a test")
}

fn withdrawn(id: &str, successors: &[&str]) -> Test {
    let successors = successors.iter().map(|it| (*it).to_owned()).collect();
    Test { status: TestStatus::Deprecated, successors, ..test(id, "MASWE-0001", "t") }
}

/// The former MASWE and MASTG, and the newer ones.
fn versions() -> [Catalogue; 4] {
    let beta = |id| weakness(Scheme::MasweBeta, id, "w", &[]);
    let mut maswe_beta = catalogue(CatalogueName::Maswe, "0.9", 'a', Era::MasweBeta);
    maswe_beta.weaknesses =
        ["MASWE-0001", "MASWE-0002", "MASWE-0003", "MASWE-0004", "MASWE-0005", "MASWE-0006"].map(beta).to_vec();
    let mut maswe = catalogue(CatalogueName::Maswe, "1.9", 'b', Era::Maswe1);
    let one = |id, text, beta: &[&str]| weakness(Scheme::Maswe1, id, text, beta);
    maswe.weaknesses = vec![
        one("MASWE-0001", "w", &["MASWE-0002"]),
        one("MASWE-0002", "changed", &["MASWE-0003"]),
        one("MASWE-0003", "w", &["MASWE-0004"]),
        one("MASWE-0004", "w", &["MASWE-0004"]),
        one("MASWE-0005", "w", &["MASWE-0006"]),
        one("MASWE-0009", "w", &["MASWE-0001"]),
    ];
    let mut former = catalogue(CatalogueName::Mastg, "1.9", 'c', Era::MastgTestsBeta);
    former.tests = ["T-1", "T-2", "T-3", "T-4", "T-5", "T-6"]
        .map(|id| test(&id.replace('T', "MASTG-TEST"), "MASWE-0001", "t"))
        .to_vec();
    let mut newer = catalogue(CatalogueName::Mastg, "2.9", 'd', Era::MastgTestsBeta);
    newer.tests = vec![
        test("MASTG-TEST-1", "MASWE-0001", "t"),
        test("MASTG-TEST-2", "MASWE-0001", "changed"),
        withdrawn("MASTG-TEST-3", &["MASTG-TEST-8", "MASTG-TEST-1", "MASTG-TEST-404"]),
        withdrawn("MASTG-TEST-4", &[]),
        test("MASTG-TEST-6", "MASWE-0001", "t"),
        test("MASTG-TEST-8", "MASWE-0001", "t"),
        test("MASTG-TEST-9", "MASWE-0006", "t"),
    ];
    [maswe_beta, maswe, former, newer]
}

/// Puts a catalogue beside those that ship, as a sync does.
async fn keep(workspace: &Workspace, catalogue: &Catalogue) {
    let mut writing = workspace.ledger().write().await.expect("a transaction");
    sqlx::query("INSERT INTO catalogue (digest, name, facts, added) VALUES (?1, ?2, ?3, 0)")
        .bind(&catalogue.digest)
        .bind(catalogue.name.as_str())
        .bind(serde_json::to_string(catalogue).expect("JSON"))
        .execute(writing.connection())
        .await
        .expect("kept");
    writing.commit().await.expect("committed");
}

fn to_newer() -> MigrationTo {
    to(CatalogueChoice { masvs: None, maswe: Some("1.9".to_owned()), mastg: Some("MASTG 2.9".to_owned()) })
}

fn to(catalogues: CatalogueChoice) -> MigrationTo {
    MigrationTo { catalogues, profile: None }
}

/// A bench whose assessment is by the former versions.
async fn bench(versions: &[Catalogue; 4]) -> Bench {
    let mut bench = Bench::new("L1").await;
    for catalogue in versions {
        keep(&bench.workspace, catalogue).await;
    }
    let catalogues =
        CatalogueChoice { masvs: None, maswe: Some("aaaa".to_owned()), mastg: Some("mastg@1.9".to_owned()) };
    let new = NewAssessment { profile: "L1".to_owned(), catalogues, ..NewAssessment::default() };
    bench.assessment = bench.workspace.open_assessment_with(bench.release, new).await.expect("opened").id;
    bench
}

async fn propose(bench: &Bench) -> MigrationProposal {
    bench.workspace.propose_migration(bench.assessment, &to_newer()).await.expect("a proposal")
}

async fn apply(bench: &Bench, decisions: &[MigrationDecision]) -> Uuid {
    let proposal = propose(bench).await;
    let workspace = &bench.workspace;
    let migrated = workspace.apply_migration(bench.assessment, &to_newer(), None, &proposal.token, decisions).await;
    migrated.expect("applied").assessment.id
}

fn on_android<'a>(bench: &Bench, proposal: &'a MigrationProposal) -> &'a [MigrationItem] {
    let build = proposal.builds.iter().find(|it| it.build == bench.android).expect("the build");
    &build.items
}

async fn rows(bench: &Bench, assessment: Uuid) -> BTreeMap<String, UnitRow> {
    let checklist = bench.workspace.checklist(assessment, bench.android).await.expect("a checklist");
    checklist.rows.into_iter().map(|row| (row.unit.clone(), row)).collect()
}

/// Answers every unit of the Android build with this, and attaches a note to it.
async fn answer_all(bench: &Bench, result: ResultCode) -> usize {
    let units: Vec<String> = rows(bench, bench.assessment).await.into_keys().collect();
    for unit in &units {
        bench.state(unit, result).await;
        let note = bench.workspace.attach_note(bench.assessment, bench.android, unit, "What I saw", "").await;
        note.expect("attached");
    }
    units.len()
}

const RENUMBERED: &str = "direct:maswe-beta/MASWE-0003";

#[tokio::test]
async fn each_answer_goes_where_the_catalogues_say() {
    let bench = bench(&versions()).await;
    let answered = answer_all(&bench, ResultCode::Pass).await;
    let before = rows(&bench, bench.assessment).await;
    let proposal = propose(&bench).await;
    let items = on_android(&bench, &proposal);
    assert_eq!(items.len(), answered, "each once");
    let line = |it: &MigrationItem| {
        let targets: Vec<String> = it
            .targets
            .iter()
            .map(|target| format!("{}{}", target.unit, if target.answered { " (answered)" } else { "" }))
            .collect();
        format!("{} {:?} {:?}", it.unit, it.outcome, targets)
    };
    let told: Vec<String> = items.iter().filter(|it| !it.unit.starts_with("direct:MASVS")).map(line).collect();
    assert_eq!(
        told,
        [
            "test:MASTG-TEST-1 Carried [\"test:MASTG-TEST-1\"]",
            "test:MASTG-TEST-2 Stale [\"test:MASTG-TEST-2\"]",
            "test:MASTG-TEST-3 Redo [\"test:MASTG-TEST-8\", \"test:MASTG-TEST-1 (answered)\"]",
            "test:MASTG-TEST-4 Dropped []",
            "test:MASTG-TEST-5 Dropped []",
            "test:MASTG-TEST-6 Carried [\"test:MASTG-TEST-6\"]",
            "direct:maswe-beta/MASWE-0002 Renumbered [\"direct:maswe-1/MASWE-0001\"]",
            "direct:maswe-beta/MASWE-0003 Renumbered [\"direct:maswe-1/MASWE-0002\"]",
            "direct:maswe-beta/MASWE-0004 Redo [\"direct:maswe-1/MASWE-0003\", \"direct:maswe-1/MASWE-0004\"]",
            "direct:maswe-beta/MASWE-0005 Dropped []",
            "direct:maswe-beta/MASWE-0006 Redo [\"test:MASTG-TEST-9\"]",
        ]
    );
    let controls = items.iter().filter(|it| it.unit.starts_with("direct:MASVS"));
    assert!(controls.clone().count() > 10 && controls.clone().all(|it| it.outcome == MigrationOutcome::Carried));

    let new = apply(&bench, &[]).await;
    let after = rows(&bench, new).await;
    let says = |unit: &str| {
        let row = &after[unit];
        (row.state, row.former, row.carried.as_ref().map(|it| it.how), row.evidence)
    };
    let pass = Some(ResultCode::Pass);
    assert_eq!(says("test:MASTG-TEST-1"), (AnswerState::Pass, None, Some(CarriedHow::Same), 1));
    assert_eq!(says("test:MASTG-TEST-2"), (AnswerState::Stale, pass, Some(CarriedHow::Changed), 1));
    assert_eq!(says("test:MASTG-TEST-8"), (AnswerState::Untested, pass, Some(CarriedHow::Successor), 0));
    assert_eq!(says("test:MASTG-TEST-9"), (AnswerState::Untested, pass, Some(CarriedHow::Successor), 0));
    assert_eq!(says("direct:maswe-1/MASWE-0001"), (AnswerState::Pass, None, Some(CarriedHow::Renumbered), 1));
    assert_eq!(says("direct:maswe-1/MASWE-0002"), (AnswerState::Stale, pass, Some(CarriedHow::Changed), 1));
    assert_eq!(says("direct:maswe-1/MASWE-0004"), (AnswerState::Untested, pass, Some(CarriedHow::Successor), 0));

    let (was, is) = (&before["test:MASTG-TEST-1"], &after["test:MASTG-TEST-1"]);
    assert_eq!((is.answered_at, &is.answered_by), (was.answered_at, &was.answered_by));
    assert!(is.has_note, "the words are those of the former assessment");
    let carried = is.carried.as_ref().expect("carried");
    assert_eq!((carried.assessment, carried.unit.as_str()), (bench.assessment, "test:MASTG-TEST-1"));
    let detail = bench.workspace.unit(new, bench.android, "test:MASTG-TEST-1").await.expect("the detail");
    assert_eq!(detail.answers[0].text.as_ref().map(|text| text.note.as_str()), Some(words().note.as_str()));
    assert_eq!(detail.answers[0].stated.entry, was.heads[0]);
    assert!(detail.evidence[0].content.is_some());
    let view = bench.workspace.assessment(new).await.expect("the assessment");
    assert_eq!(view.migrated_from.map(|it| it.assessment), Some(bench.assessment));
    let progress = view.builds.iter().find(|it| it.build == bench.android).expect("the build").progress;
    let checklist = bench.workspace.checklist(new, bench.android).await.expect("a checklist");
    assert_eq!(progress, checklist.progress, "counted in two ways");
    assert_eq!(progress.stale, 2);
    assert_eq!(rows(&bench, bench.assessment).await, before, "the former assessment is as it was");
}

#[tokio::test]
async fn words_that_are_redacted_where_they_were_stated_are_gone_everywhere() {
    let bench = bench(&versions()).await;
    answer_all(&bench, ResultCode::NotApplicable).await;
    let new = apply(&bench, &[]).await;
    let origin = rows(&bench, bench.assessment).await["test:MASTG-TEST-1"].heads[0].clone();
    assert_eq!(rows(&bench, new).await["test:MASTG-TEST-1"].state, AnswerState::NotApplicable);
    let copy = rows(&bench, new).await["test:MASTG-TEST-1"].heads[0].parse().expect("a hash");
    let refused = bench.workspace.redact(&copy, "It named a person").await.expect_err("it holds no words");
    assert_eq!(refused.code(), "body.not_redactable");
    bench.workspace.redact(&origin.parse().expect("a hash"), "It named a person").await.expect("redacted");
    for _ in 0..2 {
        let row = rows(&bench, new).await["test:MASTG-TEST-1"].clone();
        assert_eq!((row.state, row.has_note), (AnswerState::Untested, false), "nobody says why it does not apply");
        let detail = bench.workspace.unit(new, bench.android, "test:MASTG-TEST-1").await.expect("the detail");
        assert_eq!(detail.answers[0].text, None);
        bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    }
}

#[tokio::test]
async fn undo_puts_back_what_was_carried_and_never_takes_back_the_migration() {
    let mut bench = bench(&versions()).await;
    answer_all(&bench, ResultCode::Pass).await;
    bench.assessment = apply(&bench, &[]).await;
    let unit = "test:MASTG-TEST-2";
    let undo = async || bench.workspace.undo(bench.assessment, bench.android).await;
    assert_eq!(undo().await.expect_err("a migration is no step here").code(), "undo.nothing");
    bench.state(unit, ResultCode::Fail).await;
    assert_eq!(bench.row(unit).await.state, AnswerState::Fail);
    undo().await.expect("undone");
    let row = bench.row(unit).await;
    assert_eq!((row.state, row.former), (AnswerState::Stale, Some(ResultCode::Pass)), "not a pass");
    assert_eq!(undo().await.expect_err("nothing is left").code(), "undo.nothing");

    let evidence = bench.workspace.unit(bench.assessment, bench.android, unit).await.expect("detail").evidence;
    bench.workspace.remove_evidence(bench.assessment, bench.android, evidence[0].id).await.expect("removed");
    assert_eq!(bench.row(unit).await.evidence, 0);
    undo().await.expect("undone");
    let back = bench.workspace.unit(bench.assessment, bench.android, unit).await.expect("detail").evidence;
    assert_eq!(back, evidence, "with its words and its first stamp");
    let before = rows(&bench, bench.assessment).await;
    bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(rows(&bench, bench.assessment).await, before);
}

#[tokio::test]
async fn the_reviewer_decides_item_by_item() {
    let bench = bench(&versions()).await;
    answer_all(&bench, ResultCode::Pass).await;
    let workspace = &bench.workspace;
    let decide = |unit: &str, choice| MigrationDecision { build: bench.android, unit: unit.to_owned(), choice };
    let token = propose(&bench).await.token;
    let attempt = async |to: &MigrationTo, token: &str, decisions: &[MigrationDecision]| {
        workspace.apply_migration(bench.assessment, to, None, token, decisions).await
    };
    let same = to(CatalogueChoice { mastg: Some("1.9".to_owned()), ..CatalogueChoice::default() });
    assert_eq!(attempt(&same, &token, &[]).await.expect_err("the same").code(), "migration.nothing");
    for refused in
        [decide("test:MASTG-TEST-77", MigrationChoice::Leave), decide("test:MASTG-TEST-2", MigrationChoice::Holds)]
    {
        let error = attempt(&to_newer(), &token, &[refused]).await.expect_err("refused");
        assert_eq!(error.code(), "migration.decision_refused");
    }
    let decisions = [decide("test:MASTG-TEST-1", MigrationChoice::Leave), decide(RENUMBERED, MigrationChoice::Holds)];
    let migrated = attempt(&to_newer(), &token, &decisions).await.expect("applied");
    assert_eq!(migrated.left, 1);
    let after = rows(&bench, migrated.assessment.id).await;
    assert_eq!(after["direct:maswe-1/MASWE-0002"].state, AnswerState::Pass, "the reviewer says that it holds");
    let row = &after["test:MASTG-TEST-1"];
    assert_eq!((row.state, row.evidence), (AnswerState::Untested, 0));
    assert_eq!(row.former, Some(ResultCode::Pass), "the answer of the test that it took the place of");
    assert_eq!(row.carried.as_ref().map(|it| it.unit.as_str()), Some("test:MASTG-TEST-3"));

    bench.state("test:MASTG-TEST-1", ResultCode::Fail).await;
    let error = attempt(&to_newer(), &token, &[]).await.expect_err("it would be another proposal");
    assert_eq!(error.code(), "statement.changed_meanwhile");
}

#[tokio::test]
async fn a_second_migration_names_the_first_statement_and_makes_nothing_better() {
    let versions = versions();
    let mut bench = bench(&versions).await;
    let [_, _, _, newer] = &versions;
    let mut newest = newer.clone();
    newest.version = "3.9".to_owned();
    newest.digest = "e".repeat(64);
    newest.tests[0].text_digest = "changed".to_owned();
    keep(&bench.workspace, &newest).await;
    answer_all(&bench, ResultCode::Pass).await;
    let first = rows(&bench, bench.assessment).await;
    let original = bench.assessment;
    bench.assessment = apply(&bench, &[]).await;
    let to = to(CatalogueChoice { mastg: Some("3.9".to_owned()), ..CatalogueChoice::default() });
    let proposal = bench.workspace.propose_migration(bench.assessment, &to).await.expect("a proposal");
    let outcomes: BTreeMap<&str, MigrationOutcome> =
        on_android(&bench, &proposal).iter().map(|it| (it.unit.as_str(), it.outcome)).collect();
    assert_eq!(outcomes["test:MASTG-TEST-1"], MigrationOutcome::Stale, "its text changed now");
    assert_eq!(outcomes["test:MASTG-TEST-2"], MigrationOutcome::Stale, "it was stale, whatever its text says");
    assert_eq!(outcomes["test:MASTG-TEST-8"], MigrationOutcome::Redo, "it was to be redone");
    assert_eq!(outcomes["test:MASTG-TEST-6"], MigrationOutcome::Carried);
    let applied = bench.workspace.apply_migration(bench.assessment, &to, Some("Third"), &proposal.token, &[]).await;
    let third = applied.expect("applied").assessment;
    assert_eq!(third.title, "Third");
    let after = rows(&bench, third.id).await;
    let row = &after["test:MASTG-TEST-6"];
    let carried = row.carried.as_ref().expect("carried");
    assert_eq!(carried.assessment, bench.assessment, "from the second");
    assert_ne!(carried.assessment, original);
    assert_eq!(carried.stated.as_ref().map(|it| it.entry.clone()), Some(first["test:MASTG-TEST-6"].heads[0].clone()));
    assert!(row.has_note);
    assert_eq!(after["test:MASTG-TEST-2"].state, AnswerState::Stale);
    assert_eq!(after["test:MASTG-TEST-8"].state, AnswerState::Untested);
    assert_eq!(after["test:MASTG-TEST-8"].former, Some(ResultCode::Pass));
}

#[tokio::test]
async fn a_version_is_named_in_several_ways_and_never_guessed() {
    let bench = bench(&versions()).await;
    let find = async |text: &str| bench.workspace.find_standard(None, text).await.map_err(|error| error.code());
    assert_eq!(find("MASTG 2.9").await, Ok("d".repeat(64)));
    assert_eq!(find("mastg@v2.9").await, Ok("d".repeat(64)));
    assert_eq!(find("dddddd").await, Ok("d".repeat(64)));
    assert_eq!(find("1.9").await, Err("standard.ambiguous"), "of the MASWE and of the MASTG");
    assert_eq!(find("7.7").await, Err("standard.unknown"));
    assert_eq!(find("ddd").await, Err("standard.unknown"), "too short");
    let diff = bench.workspace.diff_standards("MASTG 1.9", "2.9").await.expect("a comparison");
    assert_eq!((diff.from.version.as_str(), diff.to.version.as_str()), ("1.9", "2.9"));
    let refused = bench.workspace.diff_standards("MASTG 1.9", "bbbb").await.expect_err("a MASWE");
    assert_eq!(refused.code(), "catalogue.wrong_catalogue");
}

#[derive(Debug, Clone)]
struct Case {
    newer: Vec<(u8, bool, Vec<usize>)>,
    renumbering: Vec<Vec<usize>>,
    answers: Vec<Option<ResultCode>>,
}

fn cases() -> impl Strategy<Value = Case> {
    let successors = || proptest::collection::vec(0usize..8, 0..3);
    let results = vec![ResultCode::Pass, ResultCode::Fail, ResultCode::NotApplicable, ResultCode::Inconclusive];
    let answer = proptest::option::weighted(0.7, proptest::sample::select(results));
    (
        proptest::collection::vec((0u8..4, any::<bool>(), successors()), 6),
        proptest::collection::vec(proptest::collection::vec(1usize..7, 0..3), 6),
        proptest::collection::vec(answer, 40),
    )
        .prop_map(|(newer, renumbering, answers)| Case { newer, renumbering, answers })
}

impl Case {
    /// The former versions as they are, newer ones made of this.
    fn versions(&self) -> [Catalogue; 4] {
        let [maswe_beta, mut maswe, former, mut newer] = versions();
        newer.tests = Vec::new();
        for (at, (what, changed, successors)) in self.newer.iter().enumerate() {
            let id = format!("MASTG-TEST-{}", at + 1);
            let text = if *changed { "changed" } else { "t" };
            let successors: Vec<String> = successors.iter().map(|it| format!("MASTG-TEST-{it}")).collect();
            let successors: Vec<&str> = successors.iter().map(String::as_str).collect();
            match what {
                0 => {}
                1 => newer.tests.push(withdrawn(&id, &successors)),
                _ => newer.tests.push(test(&id, "MASWE-0001", text)),
            }
        }
        maswe.weaknesses = Vec::new();
        for (at, beta) in self.renumbering.iter().enumerate() {
            let beta: Vec<String> = beta.iter().map(|it| format!("MASWE-000{it}")).collect();
            let beta: Vec<&str> = beta.iter().map(String::as_str).collect();
            let text = if at % 2 == 0 { "w" } else { "changed" };
            maswe.weaknesses.push(weakness(Scheme::Maswe1, &format!("MASWE-000{}", at + 1), text, &beta));
        }
        [maswe_beta, maswe, former, newer]
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_accounted_for_once_and_counts_for_no_more(case in cases()) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let bench = bench(&case.versions()).await;
            let before = rows(&bench, bench.assessment).await;
            let mut answered = Vec::new();
            for (unit, result) in before.keys().zip(&case.answers) {
                if let Some(result) = result {
                    bench.state(unit, *result).await;
                    answered.push(unit.clone());
                }
            }
            let before = rows(&bench, bench.assessment).await;
            let proposal = propose(&bench).await;
            let items = on_android(&bench, &proposal);
            let mut accounted: Vec<String> = items.iter().map(|it| it.unit.clone()).collect();
            accounted.sort_unstable();
            prop_assert_eq!(&accounted, &answered);
            let counts = proposal.counts;
            let sum = counts.carried + counts.renumbered + counts.stale + counts.redo + counts.dropped;
            prop_assert_eq!((counts.items, sum as usize), (sum, answered.len()));

            let new = apply(&bench, &[]).await;
            let after = rows(&bench, new).await;
            let mut holding = 0;
            for (unit, row) in &after {
                let targeted: Vec<&MigrationItem> = items
                    .iter()
                    .filter(|it| it.targets.iter().any(|target| target.unit == *unit && !target.answered))
                    .collect();
                let is_new = proposal.builds[0].new_units.iter().any(|it| it.unit == *unit);
                prop_assert_eq!(targeted.is_empty() && row.carried.is_none(), is_new, "{}", unit);
                let holds = !matches!(row.state, AnswerState::Untested | AnswerState::Stale);
                holding += u32::from(holds);
                if holds {
                    prop_assert_eq!(targeted.len(), 1);
                    let former = &before[&targeted[0].unit];
                    prop_assert_eq!(row.state, former.state, "what it was");
                    prop_assert_eq!((&row.answered_at, &row.answered_by), (&former.answered_at, &former.answered_by));
                    prop_assert!(!targeted[0].text_changed);
                }
            }
            let unchanged = items.iter().filter(|it| {
                matches!(it.outcome, MigrationOutcome::Carried | MigrationOutcome::Renumbered) && !it.text_changed
            });
            prop_assert_eq!(unchanged.count(), holding as usize);
            prop_assert_eq!(&rows(&bench, bench.assessment).await, &before, "the former one is as it was");
            bench.workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
            prop_assert_eq!(&rows(&bench, new).await, &after);
            prop_assert!(bench.workspace.verify(&Work::unwatched()).await.expect("checked").sound);
            Ok(())
        })?;
    }
}
