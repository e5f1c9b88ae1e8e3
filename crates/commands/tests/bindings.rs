//! The committed bindings and list are those of the registry.

use std::path::Path;

fn committed(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

const AGAIN: &str = "run `cargo run -p assay-commands --example bindings` and commit what it writes";

#[test]
fn the_committed_typescript_is_current() {
    assert!(committed("../../ui/src/lib/api/bindings.ts") == assay_commands::typescript(), "{AGAIN}");
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
