//! Reading what was found: the wanted files, then the code and pictures that their texts name.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use super::limits::{
    MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_AN_IMAGE, MOST_BYTES_OF_IMAGES, MOST_BYTES_OF_INCLUDES, MOST_BYTES_OF_TEXTS,
    MOST_PROBLEMS,
};
use super::listing::{Listed, similar};
use super::{Opened, Phase, Progress, ReadOptions, assemble, includes, report};
use crate::read::{self, File};
use crate::{CatalogueError, CatalogueName, Image, Import, Include, Problem, ProblemCode, Text, digest};

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
        let message = "This is a link, and links are not followed; it was left out.".to_owned();
        Problem { path, line: None, code: ProblemCode::LinkNotFollowed, message }
    });
    problems.extend(links);
    let (wanted, others): (Vec<Listed>, Vec<Listed>) =
        listing.files.into_iter().partition(|file| read::wants(name, &file.path));
    problems.extend(similar(&wanted));

    let files = texts(&wanted, opened, &mut problems, progress)?;
    let beside: Vec<CatalogueName> = standards.into_iter().filter(|it| *it != name).collect();
    let mut import = assemble::assemble(name, &beside, &files, opened, options, problems)?;
    let images = named_images(&import.texts, &others);
    let total = count(images.len());
    import.includes = included(&import.texts, &others, opened, &mut import.problems, progress)?;
    import.images = pictures(&images, total, opened, &mut import.problems, progress)?;
    import.problems.sort();
    bound(&mut import.problems);
    Ok(import)
}

/// What lies beside a standard and is not read.
fn around(name: CatalogueName, standards: &[CatalogueName], paths: &[&str]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for other in standards.iter().filter(|other| **other != name) {
        let message =
            format!("The repository also holds {other}; it can be read from here when it is asked for by name.");
        problems.push(Problem { path: String::new(), line: None, code: ProblemCode::AnotherStandard, message });
    }
    for (folder, files) in read::unread_folders(name, paths.iter().copied()) {
        // A folder of another standard is not unknown.
        if standards.iter().any(|other| paths.iter().any(|path| path.starts_with(folder) && read::wants(*other, path)))
        {
            continue;
        }
        let message = format!("This version does not know the folder {folder}; {files} markdown files were not read.");
        problems.push(Problem { path: folder.to_owned(), line: None, code: ProblemCode::UnknownFolder, message });
    }
    problems
}

fn texts(
    wanted: &[Listed],
    opened: &Opened,
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<File>, CatalogueError> {
    let total = count(wanted.len());
    let mut files = Vec::with_capacity(wanted.len());
    let mut bytes_read: u64 = 0;
    for (done, listed) in (0..).zip(wanted) {
        report(progress, Phase::Reading, done, total)?;
        let decoded = match opened.load(listed, MOST_BYTES_OF_A_FILE) {
            Ok(Some(bytes)) => {
                bytes_read += bytes.len() as u64;
                decode(bytes)
            }
            Ok(None) => Err((None, ProblemCode::TooLarge, format!("It has more than {MOST_BYTES_OF_A_FILE} bytes"))),
            // One file that may not be read costs only itself; a damaged repository cannot be trusted at all.
            Err(CatalogueError::Io { source, .. }) => Err((None, ProblemCode::NotReadable, source.to_string())),
            Err(error) => return Err(error),
        };
        if bytes_read > MOST_BYTES_OF_TEXTS {
            let limit = MOST_BYTES_OF_TEXTS;
            return Err(CatalogueError::TooLarge { source_name: opened.name(), limit, unit: "bytes of text" });
        }
        match decoded {
            Ok(text) => files.push(File { path: listed.path.clone(), text }),
            Err((line, code, reason)) => {
                let message = format!("{reason}; the file was left out.");
                problems.push(Problem { path: listed.path.clone(), line, code, message });
            }
        }
    }
    report(progress, Phase::Reading, total, total)?;
    Ok(files)
}

/// The files that texts include, as far as they are there and are text.
fn included(
    texts: &[Text],
    others: &[Listed],
    opened: &Opened,
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Include>, CatalogueError> {
    let at: BTreeMap<&str, &Listed> = others.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut found: BTreeMap<&str, &Listed> = BTreeMap::new();
    for text in texts {
        for path in includes::named_in(&text.path, &text.markdown) {
            if let Some((path, file)) = at.get_key_value(path.as_str()) {
                found.insert(path, file);
            } else {
                let message = format!("{} includes {path}, which is not there.", text.path);
                let code = ProblemCode::DanglingReference;
                problems.push(Problem { path: text.path.clone(), line: None, code, message });
            }
        }
    }
    let total = count(found.len());
    let mut includes = Vec::with_capacity(found.len());
    let mut kept: u64 = 0;
    for (done, file) in (0..).zip(found.into_values()) {
        report(progress, Phase::Including, done, total)?;
        let left_out = |code, reason: &str| {
            let message = format!("{reason}; texts that include it show its name.");
            Problem { path: file.path.clone(), line: None, code, message }
        };
        let bytes = match opened.load(file, MOST_BYTES_OF_A_FILE.min(MOST_BYTES_OF_INCLUDES - kept)) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                problems.push(left_out(ProblemCode::TooLarge, "It is too large"));
                continue;
            }
            Err(CatalogueError::Io { source, .. }) => {
                problems.push(left_out(ProblemCode::NotReadable, &source.to_string()));
                continue;
            }
            Err(error) => return Err(error),
        };
        kept += bytes.len() as u64;
        let Ok(content) = decode(bytes) else {
            problems.push(left_out(ProblemCode::NotUtf8, "It is no UTF-8 text"));
            continue;
        };
        let content = content.strip_prefix('\u{feff}').unwrap_or(&content).replace("\r\n", "\n");
        let digest = digest::digest_of_text(&content);
        includes.push(Include { digest, path: file.path.clone(), content });
    }
    Ok(includes)
}

/// The pictures that texts show, by their paths, with the text that names each first. None where it is not there.
fn named_images<'l>(texts: &[Text], others: &'l [Listed]) -> BTreeMap<String, (String, Option<&'l Listed>)> {
    let at: BTreeMap<&str, &Listed> = others.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut found = BTreeMap::new();
    for text in texts {
        for written in assay_markdown::images(&text.markdown) {
            if let Some(path) = assay_markdown::image_path(&text.path, &written) {
                let file = at.get(path.as_str()).copied();
                found.entry(path).or_insert_with(|| (text.path.clone(), file));
            }
        }
    }
    found
}

fn pictures(
    named: &BTreeMap<String, (String, Option<&Listed>)>,
    total: u32,
    opened: &Opened,
    problems: &mut Vec<Problem>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Vec<Image>, CatalogueError> {
    let mut images = Vec::new();
    let mut kept: u64 = 0;
    for (done, (path, (text, file))) in (0..).zip(named) {
        report(progress, Phase::Including, done, total)?;
        let mut odd = |code, message: String| {
            problems.push(Problem { path: text.clone(), line: None, code, message });
        };
        let Some(file) = file else {
            odd(ProblemCode::DanglingReference, format!("{text} shows {path}, which is not there."));
            continue;
        };
        match opened.load(file, MOST_BYTES_OF_AN_IMAGE.min(MOST_BYTES_OF_IMAGES - kept)) {
            Ok(Some(bytes)) if is_picture(&bytes) => {
                kept += bytes.len() as u64;
                let digest = hex::encode(Sha256::digest(&bytes));
                images.push(Image { digest, path: path.clone(), bytes });
            }
            Ok(Some(_)) => odd(ProblemCode::BadValue, format!("{path} is no picture that can be shown.")),
            Ok(None) => odd(ProblemCode::TooLarge, format!("{path} is too large to be shown.")),
            Err(CatalogueError::Io { source, .. }) => {
                odd(ProblemCode::NotReadable, format!("{path} could not be read: {source}."));
            }
            Err(error) => return Err(error),
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
    let message = format!("There are {more} more problems, which are not listed.");
    problems.push(Problem { path: String::new(), line: None, code: ProblemCode::MoreProblems, message });
}

/// The text of a file, or the line, code and reason why it has none.
fn decode(bytes: Vec<u8>) -> Result<String, (Option<u32>, ProblemCode, String)> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((Some(1), ProblemCode::NotUtf8, "It is UTF-16, not UTF-8".to_owned()));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        (u32::try_from(line).ok(), ProblemCode::NotUtf8, "It is no UTF-8 text".to_owned())
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
