//! Profiles through the commands: what is offered, files of one's own, and the guide's example.

use std::fs;
use std::path::{Path, PathBuf};

use assay_commands::areas::profiles::{
    ProfileAddInput, ProfileCheckInput, ProfileCompareInput, ProfileKind, ProfileRemoveInput, ProfileShowInput,
    ProfilesListInput, QuestionnaireShowInput,
};
use assay_commands::areas::workspaces::{IdentitySetInput, WorkspaceCreateInput};
use assay_commands::{Platform, Session};

const HEAD: &str = "format: assay-profile/1\nid: acme\ntitle: Acme\n";

fn session(folder: &Path) -> Session {
    Session::new(folder.join("home"))
}

async fn with_workspace(folder: &Path) -> Session {
    let session = session(folder);
    let identity = IdentitySetInput { name: "Ada Example".to_owned(), email: "ada@example.org".to_owned() };
    session.call(identity).await.unwrap();
    let dir = folder.join("workspace").display().to_string();
    session.call(WorkspaceCreateInput { dir, name: "Review".to_owned() }).await.unwrap();
    session
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn check(path: &Path) -> ProfileCheckInput {
    ProfileCheckInput { path: path.to_owned(), profiles: None }
}

fn show(profile: &str) -> ProfileShowInput {
    ProfileShowInput { profile: profile.to_owned(), platform: Platform::Android, answers: None }
}

#[tokio::test]
async fn levels_industries_and_readiness_are_offered_without_a_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let profiles = session.call(ProfilesListInput {}).await.unwrap();
    let named = |kind: ProfileKind| -> Vec<&str> {
        profiles.iter().filter(|it| it.kind == kind).map(|it| it.id.as_str()).collect()
    };
    assert_eq!(named(ProfileKind::Mas).len(), 9);
    assert_eq!(named(ProfileKind::Industry), ["baseline", "enterprise", "fintech", "healthcare"]);
    assert_eq!(named(ProfileKind::Readiness), ["masa-al1", "masa-al2"]);
    let fintech = profiles.iter().find(|it| it.id == "fintech").unwrap();
    assert!(fintech.asks && fintech.extends == ["baseline", "L2+R"] && fintech.file.is_none());
    let plan = session.call(show("fintech")).await.unwrap();
    assert!(plan.tailoring.is_some() && plan.counts.citations > 100);
    let own = plan.controls.iter().find(|control| control.id == "FIN-2.1").unwrap();
    assert_eq!((own.group_title.as_str(), own.lines[0].document.as_str()), ("Short sessions", "fintech"));
    assert_eq!(own.units[0].parameters[0].value, 5);
    assert!(session.call(show("l2+r")).await.unwrap().tailoring.is_none());
    let refused = session.call(show("fintec")).await.unwrap_err();
    assert_eq!(refused.code, "profile.unknown_profile");
    assert!(refused.next_step.contains("fintech"), "{}", refused.next_step);
    assert_eq!(session.call(show("R")).await.unwrap_err().code, "catalogue.resilience_alone");
    assert_eq!(session.call(QuestionnaireShowInput {}).await.unwrap().questions.len(), 4);
}

#[tokio::test]
async fn a_file_is_checked_with_its_neighbours_kept_compared_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let session = with_workspace(folder.path()).await;
    let base = file(folder.path(), "base.yaml", "format: assay-profile/1\nid: base\ntitle: Base\nextends: [fintech]\n");
    let acme = file(
        folder.path(),
        "acme.yaml",
        &format!(
            "{HEAD}extends: [base]\nexclude: [{{id: FIN-4.6, because: No cards.}}]\nparameters: {{FIN-2.1.idle-minutes: 3}}\n"
        ),
    );
    let checked = session.call(check(&acme)).await.unwrap();
    assert_eq!(checked.problems, []);
    let profile = checked.profile.unwrap();
    assert_eq!((profile.kind, profile.file.as_deref()), (ProfileKind::Own, Some("acme.yaml")));
    // What it extends has to be in the workspace first.
    let early = session.call(ProfileAddInput { path: acme.clone() }).await.unwrap();
    assert_eq!(early.problems[0].to_string().split(": ").next(), Some("acme.yaml:4:11"));
    session.call(ProfileAddInput { path: base }).await.unwrap();
    assert!(session.call(ProfileAddInput { path: acme.clone() }).await.unwrap().profile.is_some());
    // Again, as it was changed meanwhile.
    assert!(session.call(ProfileAddInput { path: acme }).await.unwrap().profile.is_some());
    let listed = session.call(ProfilesListInput {}).await.unwrap();
    assert_eq!(listed.iter().filter(|it| it.kind == ProfileKind::Own).count(), 2);

    let compare = ProfileCompareInput {
        a: "fintech".to_owned(),
        b: "acme".to_owned(),
        platform: Platform::Android,
        answers: None,
    };
    let compared = session.call(compare).await.unwrap();
    assert_eq!(compared.rows.iter().map(|row| row.label.as_str()).collect::<Vec<_>>(), ["FIN-4.6"]);
    assert!(compared.rows[0].because_b.contains("acme, line 5: excludes FIN-4.6: No cards"));
    assert!(compared.same > 100);
    let parameter = &compared.parameters[0];
    assert_eq!((parameter.a, parameter.b, parameter.because_b.contains("acme, line 6")), (Some(5), Some(3), true));

    let extended = session.call(ProfileRemoveInput { profile: "base".to_owned() }).await.unwrap_err();
    assert_eq!(extended.code, "profile.extended");
    for id in ["acme", "base"] {
        session.call(ProfileRemoveInput { profile: id.to_owned() }).await.unwrap();
    }
    assert_eq!(session.call(show("acme")).await.unwrap_err().code, "profile.unknown_profile");
}

#[tokio::test]
async fn what_is_no_profile_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let session = with_workspace(folder.path()).await;
    let wrong = file(folder.path(), "wrong.yaml", &format!("{HEAD}extends: [L1]\ninclude: [MASTG-TEST-9999]\n"));
    let checked = session.call(check(&wrong)).await.unwrap();
    assert!(checked.profile.is_none());
    assert!(
        checked.problems[0].to_string().starts_with("wrong.yaml:5:11: include: MASTG 2.0.0 has no MASTG-TEST-9999.")
    );
    // A neighbour that is extended and broken tells its own problems.
    file(folder.path(), "broken.yaml", "format: assay-profile/1\nid: broken\ntitle: Broken\ninculde: []\n");
    let on_it = file(folder.path(), "on-it.yaml", &format!("{HEAD}extends: [broken]\n"));
    let files: Vec<String> =
        session.call(check(&on_it)).await.unwrap().problems.into_iter().map(|problem| problem.file).collect();
    assert_eq!(files, ["on-it.yaml", "broken.yaml"]);
    let shipped = file(folder.path(), "shipped.yaml", &HEAD.replace("acme", "fintech"));
    let taken = session.call(ProfileAddInput { path: shipped }).await.unwrap();
    assert_eq!(taken.problems[0].code.code(), "profile.taken_id");
    let code = |path: PathBuf| {
        let session = &session;
        async move { session.call(check(&path)).await.unwrap_err().code }
    };
    assert_eq!(code(folder.path().to_owned()).await, "profile.not_a_file");
    assert_eq!(code(folder.path().join("nothing.yaml")).await, "file.not_found");
    let latin = folder.path().join("latin.yaml");
    fs::write(&latin, b"title: caf\xe9\n").unwrap();
    assert_eq!(code(latin).await, "profile.not_utf8");
}

/// The steps of the guide, one after the other, as somebody types them.
#[tokio::test]
async fn the_guides_company_profile_is_fine_after_every_step() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let guide = include_str!("../../../docs/GUIDE.md");
    let chapter = guide.split("## Write a company profile").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut text = String::new();
    let mut steps = 0;
    for block in chapter.split("```yaml\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            text.push_str(line.strip_prefix("   ").unwrap_or(line));
            text.push('\n');
        }
        steps += 1;
        let path = file(folder.path(), "acme-wallet.yaml", &text);
        let checked = session.call(check(&path)).await.unwrap();
        assert!(checked.profile.is_some(), "step {steps}: {:?}\n{text}", checked.problems);
        assert_eq!(checked.warnings, [], "step {steps} does nothing:\n{text}");
    }
    assert_eq!(steps, 7);
}
