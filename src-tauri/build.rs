//! Declares every command to Tauri, so that none can be called without its own permission, and keeps the bundled
//! SQLite's symbols inside the program.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let capability = std::fs::read_to_string("capabilities/main.json")?;
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .app_manifest(tauri_build::AppManifest::new().commands(declared_commands(&capability))),
    )?;

    // WebKit and libsoup load the system's SQLite; with ours exported they would bind to it. See tests/symbols.rs.
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }

    // The UI is embedded: a newly built one makes a new program.
    println!("cargo:rerun-if-changed=../ui/dist");
    if !Path::new("../ui/dist/index.html").exists() {
        return Err("the UI is not built yet: run `npm ci` and `npm run -w ui build`, or simply `npm start`".into());
    }
    Ok(())
}

/// The commands that the capability allows: `"allow-app-add"` allows `app_add`. The file is generated from the registry
/// (and tested to be current), so it is the one list.
fn declared_commands(capability: &str) -> &'static [&'static str] {
    let names: Vec<&'static str> = capability
        .split('"')
        .filter_map(|word| word.strip_prefix("allow-"))
        .map(|name| &*name.replace('-', "_").leak())
        .collect();
    names.leak()
}
