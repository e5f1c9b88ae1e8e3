//! Templates that ship, as files by their path. This one file is compiled into both the crate that lets users copy them
//! (`assay-report`) and the process that sets them (`assay-typeset`), so that a copy is what was set.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

/// What the templates share: colours, fonts, signs, charts, and their words in each language.
static SHARED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../templates/shared");

/// A template that ships.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub summary: &'static str,
    folder: &'static Dir<'static>,
}

/// All of them, the whole report first.
pub static BUILT_IN: [BuiltIn; 6] = [
    BuiltIn {
        name: "assessment",
        summary: "The whole assessment: scope, method, verdicts, tests, findings, evidence and record.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/assessment"),
    },
    BuiltIn {
        name: "executive",
        summary: "Two to four pages for those who decide.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/executive"),
    },
    BuiltIn {
        name: "remediation",
        summary: "What has to be mended, for developers: the worst first, with steps and remedies.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/remediation"),
    },
    BuiltIn {
        name: "masa",
        summary: "Readiness for the App Defense Alliance's MASA: its items with evidence, result and comment.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/masa"),
    },
    BuiltIn {
        name: "applicability",
        summary: "Which controls apply, which do not, and why.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/applicability"),
    },
    BuiltIn {
        name: "board",
        summary: "All releases on one page. It has data of its own.",
        folder: &include_dir!("$CARGO_MANIFEST_DIR/../../templates/board"),
    },
];

/// What a template may consist of. No WebAssembly: a template describes a document and runs nothing.
pub const EXTENSIONS: [&str; 10] = ["typ", "json", "csv", "toml", "yaml", "txt", "svg", "png", "jpg", "jpeg"];

/// Files of a template by their path inside it, such as `shared/theme.typ`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// All files of a template that ships, with those that it shares; none where no template is called so.
pub fn files(name: &str) -> Option<Files> {
    let found = BUILT_IN.iter().find(|it| it.name == name)?;
    let mut files = Files::new();
    collect(found.folder, "", &mut files);
    collect(&SHARED, "shared/", &mut files);
    Some(files)
}

fn collect(folder: &Dir<'_>, under: &str, files: &mut Files) {
    for file in folder.files() {
        files.insert(format!("{under}{}", file.path().to_string_lossy().replace('\\', "/")), file.contents().to_vec());
    }
    for inner in folder.dirs() {
        collect(inner, under, files);
    }
}
