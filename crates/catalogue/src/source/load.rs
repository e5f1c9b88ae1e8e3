//! Reading what was found: the wanted files, then the code and pictures that their texts name.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use assay_messages::said;
use sha2::{Digest, Sha256};

use super::ahead::{Bounds, Loaded, load_all};
use super::limits::{
    MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_AN_IMAGE, MOST_BYTES_OF_IMAGES, MOST_BYTES_OF_INCLUDES, MOST_BYTES_OF_TEXTS,
    MOST_PROBLEMS,
};
use super::listing::{Listed, similar};
use super::{Files, Opened, Phase, Progress, ReadOptions, assemble, count, includes, report};
use crate::read::{self, File};
use crate::{CatalogueError, CatalogueName, Image, Import, Include, Problem, ProblemCode, Text, digest, parallel};

/// Reads a catalogue from a source that is open.
pub(super) fn load(
    opened: &Opened,
    options: &ReadOptions,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Import, CatalogueError> {
    let mut listing = opened.list(progress)?;
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    let paths: Vec<&str> = listing.files.iter().map(|file| file.path.as_str()).collect();
    let standards = read::recognise(&paths);
    let name = options.standard.or(standards.first().copied()).filter(|name| standards.contains(name));
    let name = name.ok_or_else(|| CatalogueError::NotACatalogue { source_name: opened.name() })?;
    let mut problems = listing.problems;
    problems.extend(around(name, &standards, &paths));
    let links = listing.links.into_iter().filter(|path| read::wants(name, path)).map(|path| {
        let message = said!("This is a link, and links are not followed; it was left out.");
        Problem { path, line: None, code: ProblemCode::LinkNotFollowed, message }
    });
    problems.extend(links);
    let (wanted, others): (Vec<Listed>, Vec<Listed>) =
        listing.files.into_iter().partition(|file| read::wants(name, &file.path));
    problems.extend(similar(&wanted));

    let mut sources = opened.files(parallel::threads(wanted.len()))?;
    let files = texts(&wanted, opened, &mut sources, &mut problems, progress)?;
    let beside: Vec<CatalogueName> = standards.into_iter().filter(|it| *it != name).collect();
    let mut import = assemble::assemble(name, &beside, &files, opened, options, problems)?;
    let others: BTreeMap<&str, &Listed> = others.iter().map(|file| (file.path.as_str(), file)).collect();
    let named = named(&import.texts);
    import.includes = included(&named.includes, &others, &mut sources, &mut import.problems, progress)?;
    import.images = pictures(&named.images, &others, &mut sources, &mut import.problems, progress)?;
    import.problems.sort();
    bound(&mut import.problems);
    Ok(import)
}

/// What lies beside a standard and is not read.
fn around(name: CatalogueName, standards: &[CatalogueName], paths: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for other in standards.iter().filter(|other| **other != name) {
        let message =
            said!("The repository also holds {other}; it can be read from here when it is asked for by name.", other);
        problems.push(Problem { path: String::new(), line: None, code: ProblemCode::AnotherStandard, message });
    }
    for (folder, files) in read::unread_folders(name, paths.iter().copied()) {
        // A folder of another standard is not unknown.
        if standards.iter().any(|other| paths.iter().any(|path| path.starts_with(folder) && read::wants(*other, path)))
        {
            continue;
        }
        let message = said!(
            "This version does not know the folder {folder}; {files} markdown files were not read.",
            folder,
            files
        );
        problems.push(Problem { path: folder.to_owned(), line: None, code: ProblemCode::UnknownFolder, message });
    }
    problems
}

fn texts(
    wanted: &[Listed],
    opened: &Opened,
    sources: &mut [Files<'_>],
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<File>, CatalogueError> {
    let total = count(wanted.len());
    let listed: Vec<&Listed> = wanted.iter().collect();
    let bounds = Bounds { each: MOST_BYTES_OF_A_FILE, in_all: MOST_BYTES_OF_TEXTS };
    let loaded = load_all(&listed, sources, &bounds, decode, |done| report(progress, Phase::Reading, done, total))?;
    let mut files = Vec::with_capacity(wanted.len());
    for (listed, loaded) in wanted.iter().zip(loaded) {
        let decoded = match loaded {
            Loaded::Made(decoded) => decoded,
            Loaded::TooLarge => Err((
                None,
                ProblemCode::TooLarge,
                said!("It has more than {limit} bytes", limit = MOST_BYTES_OF_A_FILE),
            )),
            Loaded::NotReadable(reason) => Err((None, ProblemCode::NotReadable, reason)),
            Loaded::NoRoom => {
                let limit = MOST_BYTES_OF_TEXTS;
                return Err(CatalogueError::TooLarge { source_name: opened.name(), limit, unit: "bytes of text" });
            }
        };
        match decoded {
            Ok(text) => files.push(File { path: listed.path.clone(), text }),
            Err((line, code, reason)) => {
                let message = said!("{reason}; the file was left out.", reason);
                problems.push(Problem { path: listed.path.clone(), line, code, message });
            }
        }
    }
    report(progress, Phase::Reading, total, total)?;
    Ok(files)
}

/// What texts name of the other files: code that they include, by its path, with each text that names it; pictures that
/// they show, likewise.
struct Named<'t> {
    includes: Vec<(String, &'t Text)>,
    images: Vec<(String, &'t Text)>,
}

fn named(texts: &[Text]) -> Named<'_> {
    let of_text = |text: &Text| {
        let images = assay_markdown::images(&text.markdown);
        let images = images.iter().filter_map(|written| assay_markdown::image_path(&text.path, written));
        (includes::named_in(&text.path, &text.markdown), images.collect::<Vec<_>>())
    };
    let mut named = Named { includes: Vec::new(), images: Vec::new() };
    for (text, (includes, images)) in texts.iter().zip(parallel::unwatched(texts, of_text)) {
        named.includes.extend(includes.into_iter().map(|path| (path, text)));
        named.images.extend(images.into_iter().map(|path| (path, text)));
    }
    named
}

/// The files that texts include, as far as they are there and are text.
fn included(
    named: &[(String, &Text)],
    others: &BTreeMap<&str, &Listed>,
    sources: &mut [Files<'_>],
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Include>, CatalogueError> {
    let mut found: BTreeMap<&str, &Listed> = BTreeMap::new();
    for (path, text) in named {
        if let Some((path, file)) = others.get_key_value(path.as_str()) {
            found.insert(path, file);
        } else {
            let message = said!("{file} includes {path}, which is not there.", file = text.path, path);
            let code = ProblemCode::DanglingReference;
            problems.push(Problem { path: text.path.clone(), line: None, code, message });
        }
    }
    let files: Vec<&Listed> = found.into_values().collect();
    let total = count(files.len());
    let bounds = Bounds { each: MOST_BYTES_OF_A_FILE, in_all: MOST_BYTES_OF_INCLUDES };
    let make = |bytes| {
        let content = decode(bytes).ok()?;
        let content = content.strip_prefix('\u{feff}').unwrap_or(&content).replace("\r\n", "\n");
        Some((digest::digest_of_text(&content), content))
    };
    let loaded = load_all(&files, sources, &bounds, make, |done| report(progress, Phase::Including, done, total))?;
    let mut includes = Vec::with_capacity(files.len());
    for (file, loaded) in files.into_iter().zip(loaded) {
        let mut left_out = |code, reason: &str| {
            let message = said!("{reason}; texts that include it show its name.", reason);
            problems.push(Problem { path: file.path.clone(), line: None, code, message });
        };
        match loaded {
            Loaded::Made(Some((digest, content))) => {
                includes.push(Include { digest, path: file.path.clone(), content });
            }
            Loaded::Made(None) => left_out(ProblemCode::NotUtf8, "It is no UTF-8 text"),
            Loaded::TooLarge | Loaded::NoRoom => left_out(ProblemCode::TooLarge, "It is too large"),
            Loaded::NotReadable(reason) => left_out(ProblemCode::NotReadable, &reason),
        }
    }
    Ok(includes)
}

/// The pictures that texts show, as far as they are there and can be shown.
fn pictures(
    named: &[(String, &Text)],
    others: &BTreeMap<&str, &Listed>,
    sources: &mut [Files<'_>],
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Image>, CatalogueError> {
    // With the text that names each first.
    let mut first: BTreeMap<&str, &Text> = BTreeMap::new();
    for (path, text) in named {
        first.entry(path).or_insert(text);
    }
    let mut odd = |text: &Text, code, message: String| {
        problems.push(Problem { path: text.path.clone(), line: None, code, message });
    };
    let mut files = Vec::with_capacity(first.len());
    for (path, text) in &first {
        match others.get(path) {
            Some(file) => files.push((*file, *text)),
            None => {
                odd(
                    text,
                    ProblemCode::DanglingReference,
                    said!("{file} shows {path}, which is not there.", file = text.path, path),
                );
            }
        }
    }
    let total = count(files.len());
    let listed: Vec<&Listed> = files.iter().map(|(file, _)| *file).collect();
    let bounds = Bounds { each: MOST_BYTES_OF_AN_IMAGE, in_all: MOST_BYTES_OF_IMAGES };
    let make = |bytes: Vec<u8>| {
        is_picture(&bytes).then(|| Image { digest: hex::encode(Sha256::digest(&bytes)), path: String::new(), bytes })
    };
    let loaded = load_all(&listed, sources, &bounds, make, |done| report(progress, Phase::Including, done, total))?;
    let mut images = Vec::with_capacity(files.len());
    for ((file, text), loaded) in files.into_iter().zip(loaded) {
        let path = &file.path;
        match loaded {
            Loaded::Made(Some(image)) => images.push(Image { path: path.clone(), ..image }),
            Loaded::Made(None) => {
                odd(text, ProblemCode::BadValue, said!("{path} is no picture that can be shown.", path));
            }
            Loaded::TooLarge | Loaded::NoRoom => {
                odd(text, ProblemCode::TooLarge, said!("{path} is too large to be shown.", path));
            }
            Loaded::NotReadable(reason) => {
                odd(text, ProblemCode::NotReadable, said!("{path} could not be read: {reason}.", path, reason));
            }
        }
    }
    Ok(images)
}

/// By its first bytes: PNG, JPEG, GIF, WebP. A vector picture may hold scripts and is none of them.
fn is_picture(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        || bytes.starts_with(b"\xff\xd8\xff")
        || bytes.starts_with(b"GIF87a")
        || bytes.starts_with(b"GIF89a")
        || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
}

/// Keeps a list of problems readable: the first ones, and how many there are.
pub(super) fn bound(problems: &mut Vec<Problem>) {
    if problems.len() <= MOST_PROBLEMS {
        return;
    }
    let more = problems.len() - MOST_PROBLEMS;
    problems.truncate(MOST_PROBLEMS);
    let message = said!("There are {more} more problems, which are not listed.", more);
    problems.push(Problem { path: String::new(), line: None, code: ProblemCode::MoreProblems, message });
}

/// The text of a file, or the line, code and reason why it has none.
fn decode(bytes: Vec<u8>) -> Result<String, (Option<u32>, ProblemCode, String)> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((Some(1), ProblemCode::NotUtf8, said!("It is UTF-16, not UTF-8")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        (u32::try_from(line).ok(), ProblemCode::NotUtf8, said!("It is no UTF-8 text"))
    })
}
