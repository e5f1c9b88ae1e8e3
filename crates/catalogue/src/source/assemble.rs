//! From files to a catalogue: facts, digest, version, and what is known about their origin.

use super::{Opened, ReadOptions, load};
use crate::read::{self, File};
use crate::{Catalogue, CatalogueError, CatalogueName, Import, Problem, digest, shipped};

/// Reads a catalogue from files that the caller has, each with its path and its content: no repository, no pictures, no
/// included code. The paths are those of OWASP's repositories.
///
/// # Errors
/// `catalogue.not_a_catalogue` and `catalogue.empty`.
pub fn read_files(files: &[(String, String)], options: &ReadOptions) -> Result<Import, CatalogueError> {
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let standards = read::recognise(&paths);
    let source_name = || "the list of files".to_owned();
    let name = options.standard.or(standards.first().copied()).filter(|name| standards.contains(name));
    let name = name.ok_or_else(|| CatalogueError::NotACatalogue { source_name: source_name() })?;
    let wanted = files.iter().filter(|(path, _)| read::wants(name, path));
    let mut wanted: Vec<File> = wanted.map(|(path, text)| File { path: path.clone(), text: text.clone() }).collect();
    wanted.sort_by(|a, b| a.path.cmp(&b.path));
    let beside: Vec<CatalogueName> = standards.into_iter().filter(|it| *it != name).collect();
    let origin = Origin { name: source_name(), url: None, commit: None, tag: None, licence: "unknown".to_owned() };
    let mut import = finish(name, &beside, &wanted, origin, options, Vec::new())?;
    load::bound(&mut import.problems);
    Ok(import)
}

/// Where the files are from.
struct Origin {
    /// For messages.
    name: String,
    url: Option<String>,
    commit: Option<String>,
    tag: Option<String>,
    licence: String,
}

pub(super) fn assemble(
    name: CatalogueName,
    beside: &[CatalogueName],
    files: &[File],
    opened: &Opened,
    options: &ReadOptions,
    problems: Vec<Problem>,
) -> Result<Import, CatalogueError> {
    let origin = Origin {
        name: opened.name(),
        url: opened.origin(),
        commit: opened.commit(),
        tag: opened.tag(),
        licence: opened.licence()?,
    };
    let mut import = finish(name, beside, files, origin, options, problems)?;
    import.resolved_from = opened.resolved_from();
    Ok(import)
}

fn finish(
    name: CatalogueName,
    beside: &[CatalogueName],
    files: &[File],
    origin: Origin,
    options: &ReadOptions,
    mut problems: Vec<Problem>,
) -> Result<Import, CatalogueError> {
    let (mut draft, era, counts) = read::read(name, files, beside);
    problems.append(&mut draft.problems);
    problems.sort();
    let nothing_to_assess = draft.controls.is_empty() && draft.weaknesses.is_empty() && draft.tests.is_empty();
    if nothing_to_assess && draft.pages.is_empty() {
        let first = problems.first().map(|it| match it.line {
            Some(line) => format!("{}, line {line}: {}", it.path, it.message),
            None => format!("{}: {}", it.path, it.message),
        });
        return Err(CatalogueError::Empty { source_name: origin.name, name, problems: problems.len(), first });
    }
    let mut catalogue = Catalogue {
        publisher: "OWASP".to_owned(),
        name,
        version: String::new(),
        source_url: options.source_url.clone().or(origin.url).unwrap_or_default(),
        commit: origin.commit.or_else(|| options.stated_commit.clone()).unwrap_or_default(),
        licence: origin.licence,
        digest: String::new(),
        era,
        groups: draft.groups,
        controls: draft.controls,
        weaknesses: draft.weaknesses,
        tests: draft.tests,
    };
    catalogue.digest = digest::digest_of_catalogue(&catalogue, &draft.pages);
    let known = shipped::try_shipped().ok().map(|pinned| pinned.of_name(name));
    if let Some(known) = known {
        shipped::copy_summaries(known, &mut catalogue);
    }
    catalogue.version = options
        .version
        .clone()
        .or(draft.version)
        .or(origin.tag)
        .or_else(|| known.filter(|known| known.digest == catalogue.digest).map(|known| known.version.clone()))
        .unwrap_or_else(|| match catalogue.commit.get(..12) {
            Some(short) => format!("unreleased ({short})"),
            None => "unreleased".to_owned(),
        });
    Ok(Import {
        catalogue,
        texts: draft.texts,
        includes: Vec::new(),
        images: Vec::new(),
        pages: draft.pages,
        unknown: draft.unknown,
        problems,
        counts,
        resolved_from: None,
    })
}
