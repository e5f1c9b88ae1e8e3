//! What can go wrong, each with a stable code and a next step, and how typst's diagnostics become that.

use std::path::Path;

use assay_messages::{in_words, said};
use typst::WorldExt;
use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;

use crate::protocol::{Failure, Notice};
use crate::world::ReportWorld;

/// A failure without a place.
pub fn failure(code: &str, message: impl Into<String>, next_step: impl Into<String>) -> Failure {
    Failure {
        code: format!("typeset.{code}"),
        message: in_words(&message.into()),
        next_step: in_words(&next_step.into()),
        path: None,
        line: None,
        column: None,
    }
}

/// A failure about a file on disk.
pub fn file_failure(code: &str, path: &Path, message: impl Into<String>, next_step: impl Into<String>) -> Failure {
    Failure { path: Some(path.display().to_string()), ..failure(code, message, next_step) }
}

/// A place in a template.
struct Place {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
}

/// Where a diagnostic points at; the innermost call in the template if the error itself lies outside of any file.
fn place(world: &ReportWorld, diagnostic: &SourceDiagnostic) -> Option<Place> {
    let spans = std::iter::once(diagnostic.span).chain(diagnostic.trace.iter().map(|point| DiagSpan::from(point.span)));
    for span in spans {
        let Some(id) = span.id() else { continue };
        let path = id.get().vpath().get_without_slash().to_owned();
        let position = world.range(span).and_then(|range| {
            let source = typst::World::source(world, id).ok()?;
            source.lines().byte_to_line_column(range.start)
        });
        return Some(Place {
            path,
            line: position.and_then(|(line, _)| from_one(line)),
            column: position.and_then(|(_, column)| from_one(column)),
        });
    }
    None
}

/// A place counted from 0 as people count it.
fn from_one(place: usize) -> Option<u32> {
    u32::try_from(place + 1).ok()
}

/// The first of typst's errors; the next step carries its hints.
pub fn from_diagnostics(world: &ReportWorld, diagnostics: &[SourceDiagnostic]) -> Failure {
    let Some(first) = diagnostics.first() else {
        return failure("template", "The template could not be set.", "Check the template.");
    };
    let place = place(world, first);
    let hints: Vec<String> = first.hints.iter().map(|hint| sentence(&hint.v)).collect();
    let next_step = if hints.is_empty() {
        said!("Correct the template at this place, or use the one that ships.")
    } else {
        hints.join(" ")
    };
    Failure {
        path: place.as_ref().map(|place| place.path.clone()),
        line: place.as_ref().and_then(|place| place.line),
        column: place.as_ref().and_then(|place| place.column),
        ..failure("template", sentence(&first.message), next_step)
    }
}

/// Typst's warnings, such as an unknown font family.
pub fn notices(world: &ReportWorld, warnings: &[SourceDiagnostic]) -> Vec<Notice> {
    warnings
        .iter()
        .map(|warning| Notice {
            code: "typeset.template_warning".to_owned(),
            message: sentence(&warning.message),
            subject: place(world, warning).map_or_else(String::new, |place| match place.line {
                Some(line) => format!("{}, line {line}", place.path),
                None => place.path,
            }),
        })
        .collect()
}

/// Typst writes fragments in lower case; users read sentences.
fn sentence(text: &str) -> String {
    let mut characters = text.trim().chars();
    let mut sentence: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    };
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}
