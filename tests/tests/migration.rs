//! An assessment that was begun by the catalogues of July 2025 goes on by those of a year later, by the command line:
//! every answer of every unit is accounted for.

use std::path::Path;

use assay_assessment::view::{AnswerText, ResultCode};
use assay_assessment::{CatalogueChoice, NewAssessment, Work, Workspace};
use assay_catalogue::Platform;
use assay_ledger::{Ambient, Home};
use assay_tests::{User, shared};
use serde_json::Value;

/// Each kind of answer in turn: units without one, and with evidence, are among them.
const RESULTS: [Option<ResultCode>; 5] = [
    Some(ResultCode::Pass),
    Some(ResultCode::Fail),
    Some(ResultCode::NotApplicable),
    Some(ResultCode::Inconclusive),
    None,
];

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Answers every unit of both builds, kind by kind in turn; gives how many got an answer.
async fn answer(user: &User, mastg: &str, maswe: &str) -> usize {
    let home = Home::at(user.home());
    let workspace = Workspace::open(&user.workspace(), &home, Ambient::deterministic(3)).await.expect("it opens");
    let release = workspace.find_release(None, "Wallet/4.2.0").await.expect("the release");
    let catalogues = CatalogueChoice { masvs: None, maswe: Some(maswe.to_owned()), mastg: Some(mastg.to_owned()) };
    let new = NewAssessment {
        profile: "L1+P".to_owned(),
        title: Some("Begun in 2025".to_owned()),
        catalogues,
        ..NewAssessment::default()
    };
    let assessment = workspace.open_assessment_with(release, new).await.expect("opened");
    let words = AnswerText {
        note: "Seen on the device.".to_owned(),
        justification: "There is no such feature.".to_owned(),
        method: "Reading the code.".to_owned(),
        ..AnswerText::default()
    };
    let mut answered = 0;
    for platform in Platform::ALL {
        let build = assessment.builds.iter().find(|it| it.platform == platform).expect("a build").build;
        let rows = workspace.checklist(assessment.id, build).await.expect("a checklist").rows;
        let mut units: Vec<String> = rows.into_iter().map(|row| row.unit).collect();
        units.sort_unstable();
        units.dedup();
        for (at, unit) in units.iter().enumerate() {
            if let Some(result) = RESULTS[at % RESULTS.len()] {
                let stated = workspace.state_result(assessment.id, build, unit, result, words.clone(), &[]).await;
                stated.expect("taken");
                answered += 1;
                if at % 2 == 0 {
                    workspace.attach_note(assessment.id, build, unit, "A trace", "").await.expect("attached");
                }
            }
        }
    }
    assert!(workspace.verify(&Work::unwatched()).await.expect("checked").sound);
    workspace.close().await;
    answered
}

fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().expect("a number")
}

#[tokio::test]
async fn an_assessment_of_2025_goes_on_by_the_catalogues_of_2026() {
    let folders = ["mastg-2025-07", "maswe-beta", "mastg", "maswe"].map(|name| shared(&format!("owasp/{name}")));
    let [Some(mastg_old), Some(maswe_old), Some(mastg_new), Some(maswe_new)] = folders else { return };
    let user = User::new();
    user.json(["init", text(&user.workspace()), "--by", "Ada Example", "--email", "ada@example.org"]);
    user.json(["app", "add", "Wallet"]);
    user.json(["release", "add", "Wallet", "4.2.0"]);
    for platform in ["android", "ios"] {
        let version = ["--version-name", "4.2.0", "--version-code", "42"];
        let arguments = ["build", "add", "Wallet/4.2.0", "--platform", platform];
        user.json(arguments.into_iter().chain(version));
    }
    let sync = |folder: &Path| {
        let report = user.json(["standards", "sync", text(folder)]);
        report["catalogue"]["digest"].as_str().expect("a digest").to_owned()
    };
    let [mastg_old, maswe_old, mastg_new, maswe_new] = [mastg_old, maswe_old, mastg_new, maswe_new].map(|it| sync(&it));

    let diff = user.json(["standards", "diff", &mastg_old[..12], &mastg_new[..12]]);
    let tests = diff["counts"].as_array().expect("counts").iter().find(|it| it["item"] == "test").expect("tests");
    assert_eq!((number(tests, "from"), number(tests, "to")), (178, 292));
    assert_eq!((number(&tests["changes"], "added"), number(&tests["changes"], "deprecated")), (114, 62));
    let said = user.run(["standards", "diff", &maswe_old[..12], &maswe_new[..12], "--summary"]);
    assert!(said.stdout.contains("weakness: 119 to 78"), "{}", said.stdout);

    let answered = answer(&user, &mastg_old, &maswe_old).await;
    let migrate = ["migrate", "Begun in 2025", "--mastg", &mastg_new[..12], "--maswe", &maswe_new[..12]];
    let proposal = user.json(migrate);
    let counts = &proposal["counts"];
    let of = |key| number(counts, key);
    assert_eq!(usize::try_from(of("items")).expect("a count"), answered, "every answer once");
    assert_eq!(of("carried") + of("renumbered") + of("stale") + of("redo") + of("dropped"), of("items"));
    let mut units: Vec<(&str, &str)> = Vec::new();
    for build in proposal["builds"].as_array().expect("builds") {
        let id = build["build"].as_str().expect("an id");
        for item in build["items"].as_array().expect("items") {
            units.push((id, item["unit"].as_str().expect("a unit")));
            assert!(!item["because"].as_str().expect("a reason").is_empty());
        }
    }
    units.sort_unstable();
    units.dedup();
    assert_eq!(units.len(), answered, "no unit twice");
    // Every live test of 2025 was reworded within the year, so nothing counts on without a look.
    let told = ["carried", "renumbered", "stale", "redo", "dropped", "new"].map(of);
    assert_eq!(told, [0, 13, 33, 52, 6, 24]);

    let token = proposal["token"].as_str().expect("a token");
    let stale = user.run(migrate.into_iter().chain(["--apply", "--expected", "another"]));
    assert_eq!(stale.code, Some(1));
    let migrated = user.json(migrate.into_iter().chain(["--apply", "--expected", token, "--title", "Goes on in 2026"]));
    assert_eq!(migrated["assessment"]["migrated_from"]["title"], "Begun in 2025");
    let shown = user.json(["assessment", "show", "Goes on in 2026", "--build", "android"]);
    let rows = shown["checklist"]["rows"].as_array().expect("rows").clone();
    let carried: Vec<&Value> = rows.iter().filter(|row| !row["carried"].is_null()).collect();
    assert!(!carried.is_empty());
    for row in carried {
        assert_eq!(row["carried"]["stated"]["by"], "Ada Example");
        assert_eq!(row["carried"]["assessment_title"], "Begun in 2025");
    }
    let before = user.json(["assessment", "show", "Begun in 2025", "--build", "android"]);
    user.json(["ledger", "rebuild"]);
    assert_eq!(user.json(["assessment", "show", "Goes on in 2026", "--build", "android"]), shown);
    assert_eq!(user.json(["assessment", "show", "Begun in 2025", "--build", "android"]), before);
    assert_eq!(user.json(["ledger", "verify"])["sound"], true);
}
