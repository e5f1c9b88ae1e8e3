//! What the tests share: a context that knows a few references and files, and a check of finished HTML.

#![allow(dead_code, unused_imports, clippy::allow_attributes, reason = "each test uses its part")]

mod dom;
mod harmless;

use std::path::PathBuf;

use assay_markdown::{RenderContext, Target};
pub(crate) use dom::assert_harmless_to_a_parser;
pub(crate) use harmless::assert_harmless;

/// Knows MASTG ids except those ending in 9999, and no others.
pub(crate) fn reference(id: &str) -> Option<Target> {
    let title = match id {
        "MASTG-TECH-0157" => "Reading <Process> Memory",
        "MASTG-TOOL-0001" => "",
        "0x05d-Testing-Data-Storage" => "Data Storage on Android",
        id if id.starts_with("MASTG-") && !id.ends_with("9999") => "A Known Title",
        _ => return None,
    };
    Some(Target { title: title.to_owned() })
}

/// Knows one file of the guide that has no id of OWASP's.
pub(crate) fn file(path: &str) -> Option<String> {
    path.ends_with("/0x05d-Testing-Data-Storage.md").then(|| "0x05d-Testing-Data-Storage".to_owned())
}

pub(crate) fn context() -> RenderContext<'static> {
    RenderContext { references: &reference, files: Some(&file), ..RenderContext::default() }
}

/// The folder with OWASP's texts, where there is one; says so where not.
pub(crate) fn shared(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("ASSAY_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")), PathBuf::from);
    let owasp = folder.join("owasp");
    if owasp.is_dir() {
        Some(owasp)
    } else {
        println!("skipped: {test} needs OWASP's texts; set ASSAY_SHARED to a folder with owasp/ in it");
        None
    }
}
