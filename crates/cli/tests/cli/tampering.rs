//! A record that was altered behind the program's back.

use crate::user::{User, sql};

#[test]
fn a_tampered_entry_is_named_and_exits_with_3() {
    let user = User::with_assessment();
    assert_eq!(user.run(&["ledger", "verify"]).code, 0);
    let page = user.json(&["ledger", "show"]);
    let entries = page["entries"].as_array().unwrap();
    let third = entries.iter().find(|entry| entry["arrival"] == 3).unwrap()["hash"].as_str().unwrap();
    sql(
        &user.workspace(),
        &[
            "DROP TRIGGER entries_update",
            "UPDATE entries SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || X'00' AS BLOB) WHERE id = 3",
        ],
    );
    let ran = user.run(&["ledger", "verify"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.out.contains("The check says no") && ran.out.contains(third), "{ran:?}");
    let ran = user.run(&["ledger", "verify", "--json"]);
    assert_eq!(ran.code, 3);
    let verification: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(verification["sound"], false);
    assert_eq!(verification["problem"]["entry"], third);
}

#[test]
fn a_kept_checkpoint_is_looked_for_among_the_states_of_the_ledger() {
    let user = User::with_assessment();
    let kept = user.json(&["ledger", "show"])["checkpoint"]["root"].as_str().unwrap().to_owned();
    let unit = user.units("android", "test")[0].clone();
    user.must(&["result", "set", &unit, "pass", "--build", "android"]);
    // As it comes from a page: over two lines, in capitals, with a place to break that can't be seen.
    let printed = format!("{}\u{200b}{}\n {}", &kept[..8], &kept[8..32], kept[32..].to_uppercase());
    let checked = user.json(&["ledger", "verify", "--checkpoint", &printed]);
    assert_eq!((&checked["sound"], &checked["kept"]["outcome"]), (&true.into(), &"found".into()));
    assert_eq!((&checked["kept"]["root"], &checked["kept"]["since"]), (&kept.clone().into(), &1.into()));
    assert!(user.must(&["ledger", "verify", "--checkpoint", &kept]).contains("1 entry since"));

    let other = "0".repeat(64);
    let ran = user.run(&["ledger", "verify", "--checkpoint", &other]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.out.contains("never had the checkpoint") && ran.out.contains("The ledger is sound"), "{ran:?}");
    let ran = user.run(&["ledger", "verify", "--checkpoint", &kept[1..]]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
}

#[test]
fn a_tampered_text_and_signature_are_found() {
    for tampering in [
        &["DROP TRIGGER bodies_update", "UPDATE bodies SET body = CAST(body || X'20' AS BLOB) WHERE entry = 4"][..],
        &["DROP TRIGGER heads_update", "UPDATE heads SET signature = zeroblob(64)"][..],
    ] {
        let user = User::with_assessment();
        sql(&user.workspace(), tampering);
        let ran = user.run(&["ledger", "verify"]);
        assert_eq!(ran.code, 3, "{tampering:?}: {ran:?}");
    }
}

#[test]
fn evidence_that_was_altered_or_is_gone_exits_with_3() {
    let user = User::with_assessment();
    let unit = user.units("android", "test")[0].clone();
    let files = [("one.txt", b"one"), ("two.txt", b"two")].map(|(name, content)| user.file(name, content));
    let paths = files.each_ref().map(|path| path.to_str().unwrap());
    let added = user.json(&["evidence", "add", &unit, paths[0], paths[1], "--build", "android"]);
    let digests: Vec<&str> =
        added["evidence"].as_array().unwrap().iter().map(|it| it["content"]["sha256"].as_str().unwrap()).collect();
    assert_eq!(user.run(&["evidence", "verify"]).code, 0);

    let stored = |digest: &str| find(&user.workspace(), digest).expect("the stored file");
    let altered = stored(digests[0]);
    let mut permissions = std::fs::metadata(&altered).unwrap().permissions();
    #[expect(clippy::permissions_set_readonly_false, reason = "a file in a temporary folder")]
    permissions.set_readonly(false);
    std::fs::set_permissions(&altered, permissions).unwrap();
    std::fs::write(&altered, "uno").unwrap();
    std::fs::remove_file(stored(digests[1])).unwrap();
    let ran = user.run(&["evidence", "verify", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    let check: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(check["altered"], serde_json::json!([digests[0]]));
    assert_eq!(check["missing"], serde_json::json!([digests[1]]));
}

/// The file of this name, anywhere in the folder.
fn find(folder: &std::path::Path, name: &str) -> Option<std::path::PathBuf> {
    std::fs::read_dir(folder).ok()?.filter_map(Result::ok).find_map(|entry| {
        let path = entry.path();
        if path.is_dir() { find(&path, name) } else { (entry.file_name() == name).then_some(path) }
    })
}

#[test]
fn a_rebuild_gives_the_same_answers() {
    let user = User::with_assessment();
    let unit = &user.units("android", "test")[0];
    user.must(&["result", "set", unit, "pass", "--note", "Fine.", "--build", "android"]);
    let before = user.json(&["assessment", "show", "--build", "android"]);
    assert!(user.must(&["ledger", "rebuild"]).contains("Made the projections anew"));
    assert_eq!(user.json(&["assessment", "show", "--build", "android"]), before);
}
