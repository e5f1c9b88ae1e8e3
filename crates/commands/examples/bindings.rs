//! Writes the TypeScript bindings and the list of commands: `cargo run -p assay-commands --example bindings`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here.join("../../ui/src/lib/api/bindings");
    std::fs::create_dir_all(&folder)?;
    let files = assay_commands::typescript();
    for entry in std::fs::read_dir(&folder)? {
        let entry = entry?;
        if !files.contains_key(&*entry.file_name().to_string_lossy()) {
            std::fs::remove_file(entry.path())?;
        }
    }
    for (name, text) in files {
        std::fs::write(folder.join(name), text)?;
    }
    std::fs::write(here.join("commands.json"), assay_commands::commands_json())?;
    Ok(())
}
