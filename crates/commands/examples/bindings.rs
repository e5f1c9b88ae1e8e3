//! Writes the TypeScript bindings and the list of commands: `cargo run -p assay-commands --example bindings`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bindings = here.join("../../ui/src/lib/api/bindings.ts");
    if let Some(folder) = bindings.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(&bindings, assay_commands::typescript())?;
    std::fs::write(here.join("commands.json"), assay_commands::commands_json())?;
    Ok(())
}
