//! The committed bindings and list are those of the registry.

use std::collections::BTreeSet;
use std::path::Path;

fn committed(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

const AGAIN: &str = "run `cargo run -p assay-commands --example bindings` and commit what it writes";

const FOLDER: &str = "../../ui/src/lib/api/bindings";

#[test]
fn the_committed_typescript_is_current() {
    let made = assay_commands::typescript();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let there: BTreeSet<String> = std::fs::read_dir(&folder)
        .unwrap_or_else(|problem| panic!("{}: {problem}", folder.display()))
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, made.keys().cloned().collect(), "{AGAIN}");
    for (name, text) in &made {
        assert!(&committed(&format!("{FOLDER}/{name}")) == text, "{name}: {AGAIN}");
    }
}

#[test]
fn no_file_of_the_typescript_is_long() {
    for (name, text) in assay_commands::typescript() {
        // The list of commands has a line for each of them, and nothing to move.
        let most = if name == "commands.ts" { 40_000 } else { 20_000 };
        assert!(text.len() < most, "{name} has {} bytes: move some of its types to a module of their own", text.len());
    }
}

#[test]
fn the_committed_list_is_current() {
    assert!(committed("commands.json") == assay_commands::commands_json(), "{AGAIN}");
}

#[test]
fn names_are_unique_and_every_command_says_what_it_does() {
    let mut names = std::collections::HashSet::new();
    for command in assay_commands::COMMANDS {
        assert!(names.insert(command.name), "{} comes twice", command.name);
        assert!(command.doc.ends_with('.') && command.doc.len() > 10, "{} has no sentence", command.name);
    }
}
