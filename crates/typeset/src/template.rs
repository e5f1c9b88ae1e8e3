//! Templates: one that ships, or a folder of the user's.

use std::fs;
use std::path::Path;

use assay_messages::said;

use crate::builtin::{self, EXTENSIONS};
use crate::failure::{failure, file_failure};
use crate::protocol::{Failure, TemplateSource};

/// Where a template begins.
pub const MAIN: &str = "main.typ";

/// Names that belong to the data.
const RESERVED: [&str; 3] = ["data.json", "images.json", "look.json"];

/// The most that a template's files may take together.
const SIZE_LIMIT: u64 = 32 << 20;

pub use crate::builtin::Files;

/// Reads a template whole.
///
/// # Errors
/// `typeset.template_unknown`, `typeset.template_unreadable`, `typeset.template_refused`.
pub fn read(source: &TemplateSource) -> Result<Files, Failure> {
    match source {
        TemplateSource::BuiltIn(name) => builtin::files(name).ok_or_else(|| {
            let names: Vec<&str> = builtin::BUILT_IN.iter().map(|it| it.name).collect();
            failure(
                "template_unknown",
                said!("No template called \"{name}\" ships with this version.", name),
                said!("Use one of {names}, or give the folder of a template of your own.", names = names.join(", ")),
            )
        }),
        TemplateSource::Folder(folder) => read_folder(folder),
    }
}

fn read_folder(folder: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    let mut left = SIZE_LIMIT;
    walk(folder, folder, 0, &mut left, &mut files)?;
    if !files.contains_key(MAIN) {
        return Err(file_failure(
            "template_refused",
            folder,
            said!("The folder has no {file}, so it is no template.", file = MAIN),
            "Copy the template that ships and change the copy.",
        ));
    }
    Ok(files)
}

/// Reads one folder of the template. Links are not followed and other kinds of files are left alone, so that a template
/// cannot reach out of its folder.
fn walk(root: &Path, folder: &Path, depth: u32, left: &mut u64, files: &mut Files) -> Result<(), Failure> {
    let unreadable = |path: &Path, error: &std::io::Error| {
        file_failure(
            "template_unreadable",
            path,
            said!("The template could not be read: {error}.", error),
            "Check that the folder exists and that you may read it.",
        )
    };
    if depth > 8 {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
    for entry in entries {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let kind = fs::symlink_metadata(&path).map_err(|error| unreadable(&path, &error))?;
        if kind.is_dir() {
            walk(root, &path, depth + 1, left, files)?;
            continue;
        }
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        if !kind.is_file() || !extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str())) {
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let belongs = ["images/", "look/", crate::attachments::FOLDER].iter().any(|it| name.starts_with(it));
        if RESERVED.contains(&name.as_str()) || belongs {
            return Err(file_failure(
                "template_refused",
                &path,
                "This name belongs to the report's data.",
                "Rename the file, or move it into another folder of the template.",
            ));
        }
        *left = left.checked_sub(kind.len()).ok_or_else(|| {
            file_failure(
                "template_refused",
                root,
                said!("The template takes more than {size_limit} MiB.", size_limit = SIZE_LIMIT >> 20),
                "Check that this is the folder of a template.",
            )
        })?;
        files.insert(name, fs::read(&path).map_err(|error| unreadable(&path, &error))?);
    }
    Ok(())
}
