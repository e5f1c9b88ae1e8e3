//! Profile files on disk and in the workspace.

use std::fs;
use std::path::Path;

use assay_catalogue::{
    ProfileDocument, ProfileLibrary, ProfileProblem, ProfileProblemCode, Tailoring, shipped, shipped_requirements,
    shipped_sources,
};
use assay_messages::{noted, said};

use super::{ProfileAddInput, ProfileCheckInput, ProfileChecked, ProfileRemoveInput, library, plans};
use crate::areas::Done;
use crate::{CommandError, Context, Session};

/// The largest profile file that is read, in bytes; the parser's own limit is lower.
const MOST_BYTES: u64 = 1 << 20;

/// The most files of a folder that are looked at.
const MOST_FILES: usize = 500;

/// Checks a file, with what lies next to it.
pub(crate) async fn check(
    session: &Session,
    input: ProfileCheckInput,
    _: Context,
) -> Result<ProfileChecked, CommandError> {
    let text = read(&input.path)?;
    let file = name(&input.path);
    let known = library(session).await?;
    let Ok(document) = ProfileDocument::parse(&file, &text) else { return Ok(unreadable(&file, &text, &known)) };
    let (library, refused) = beside(&known, &document, &input.path, input.profiles.as_deref());
    Ok(checked(document, library, &refused))
}

/// Whether a name of a profile is the path of a file: ids have neither ends of file names nor separators.
pub(super) fn is_path(named: &str) -> bool {
    let path = Path::new(named);
    let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    yaml || path.components().count() > 1
}

/// A neighbour that could not be read: its text, and what is wrong with it.
type Refused = (String, Vec<ProfileProblem>);

/// The library with a file and its neighbours.
///
/// # Errors
/// The first problem of the file.
pub(super) fn with_file(
    library: &ProfileLibrary,
    path: &Path,
    profiles: Option<&Path>,
) -> Result<(ProfileDocument, ProfileLibrary, Vec<Refused>), CommandError> {
    let text = read(path)?;
    let document = ProfileDocument::parse(&name(path), &text).map_err(|problems| super::files::refused(&problems))?;
    let (mut library, neighbours) = beside(library, &document, path, profiles);
    let checked = checked(document.clone(), library.clone(), &neighbours);
    if checked.profile.is_none() {
        return Err(super::files::refused(&checked.problems));
    }
    library.add(document.clone()).map_err(|problem| super::files::refused(&[*problem]))?;
    Ok((document, library, neighbours))
}

/// The library without another file of the document's id, and with what lies next to it.
fn beside(
    library: &ProfileLibrary,
    document: &ProfileDocument,
    path: &Path,
    profiles: Option<&Path>,
) -> (ProfileLibrary, Vec<Refused>) {
    let mut library = without(library, &document.id);
    let mut found = Vec::new();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for folder in [Some(folder), profiles].into_iter().flatten() {
        files_of(folder, path, &mut found);
    }
    let mut refused = Vec::new();
    for (file, text) in found {
        match ProfileDocument::parse(&file, &text) {
            // Of two neighbours with one id the first counts; the file that is checked comes last and keeps its own.
            Ok(neighbour) if neighbour.id != document.id => drop(library.add(neighbour)),
            Ok(_) => {}
            Err(problems) => refused.push((text, problems)),
        }
    }
    (library, refused)
}

/// A file that is no right profile: everything that can be told of it.
fn unreadable(file: &str, text: &str, known: &ProfileLibrary) -> ProfileChecked {
    failed(ProfileDocument::problems_of(file, text, known, shipped_requirements(), shipped()))
}

fn failed(problems: Vec<ProfileProblem>) -> ProfileChecked {
    ProfileChecked { profile: None, problems, warnings: Vec::new() }
}

/// Checks a file by what the workspace has, and keeps it there.
pub(crate) async fn add(session: &Session, input: ProfileAddInput, _: Context) -> Result<ProfileChecked, CommandError> {
    let workspace = session.workspace()?;
    let text = read(&input.path)?;
    let file = name(&input.path);
    let known = library(session).await?;
    let Ok(document) = ProfileDocument::parse(&file, &text) else { return Ok(unreadable(&file, &text, &known)) };
    let id = document.id.clone();
    let checked = checked(document, without(&known, &id), &[]);
    if checked.profile.is_some() {
        workspace.put_own_profile(&id, &file, &text).await?;
    }
    Ok(checked)
}

/// Removes a file from the workspace, unless another one extends it.
pub(crate) async fn remove(session: &Session, input: ProfileRemoveInput, _: Context) -> Result<Done, CommandError> {
    let workspace = session.workspace()?;
    let id = input.profile.trim();
    let library = workspace.profile_library().await?;
    let extending = library.documents().find(|document| document.extends.iter().any(|extends| extends.value == id));
    if let Some(document) = extending {
        return Err(CommandError::new(
            "profile.extended",
            said!("{id} is extended by {document}.", id, document = document.id),
            said!("Remove {document} first, or change what it extends.", document = document.id),
        ));
    }
    workspace.remove_own_profile(id).await?;
    Ok(Done {})
}

fn checked(document: ProfileDocument, mut library: ProfileLibrary, refused: &[Refused]) -> ProfileChecked {
    let own = document.clone();
    if let Err(problem) = library.add(document) {
        return failed(vec![*problem]);
    }
    let tailoring = match Tailoring::resolve(&own.id, &library, shipped_requirements()) {
        Ok(tailoring) => tailoring,
        Err(mut problems) => {
            problems.extend(own.unknown_in(shipped()));
            problems.sort_by_key(|problem| (problem.line, problem.column));
            // A neighbour that is extended and could not be read: its own problems say more than "no such profile".
            let missing: Vec<&str> = own.extends.iter().map(|extends| extends.value.as_str()).collect();
            for (text, of_neighbour) in refused {
                let id = text.lines().find_map(|line| line.strip_prefix("id:")).map(str::trim).unwrap_or_default();
                if missing.contains(&id) && problems.iter().any(|it| it.code == ProfileProblemCode::UnknownProfile) {
                    problems.extend(of_neighbour.iter().cloned());
                }
            }
            return failed(problems);
        }
    };
    let files = tailoring.documents.iter().filter_map(|it| library.get(&it.id)).filter(|it| !it.is_shipped());
    let problems: Vec<ProfileProblem> = files.flat_map(|document| document.unknown_in(shipped())).collect();
    if problems.is_empty() {
        let warnings = Tailoring::idle_lines(&own.id, &library, shipped_requirements(), shipped(), shipped_sources());
        ProfileChecked { profile: Some(plans::view(&tailoring, Some(&own))), problems, warnings }
    } else {
        failed(problems)
    }
}

/// A library without a file of the user's own of this id, in whose place another one comes.
fn without(library: &ProfileLibrary, id: &str) -> ProfileLibrary {
    let kept = library.documents().filter(|document| document.id != id || document.is_shipped());
    ProfileLibrary::new(kept.map(|document| ProfileDocument::clone(document)))
}

/// The first problem as an error, with its place.
pub(super) fn refused(problems: &[ProfileProblem]) -> CommandError {
    match problems.first() {
        Some(problem) => {
            let mut error = CommandError::new(problem.code.code(), problem.message.clone(), problem.hint.clone());
            if !problem.file.is_empty() {
                error.path = Some(problem.file.clone());
                error.line = std::num::NonZeroU32::new(problem.line);
            }
            error
        }
        None => {
            CommandError::new("profile.unknown_profile", "There is no such profile.", "Look at the list of profiles.")
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn read(path: &Path) -> Result<String, CommandError> {
    let failed = |problem: &std::io::Error| CommandError::io(path, noted!("read"), problem);
    let facts = fs::metadata(path).map_err(|problem| failed(&problem))?;
    if !facts.is_file() || facts.len() > MOST_BYTES {
        return Err(CommandError::new(
            "profile.not_a_file",
            said!("{path} is no profile file: it is a folder, or too large.", path = path.display()),
            "Name a YAML file of at most 256 KiB.",
        )
        .about(path));
    }
    let bytes = fs::read(path).map_err(|problem| failed(&problem))?;
    String::from_utf8(bytes).map_err(|_| {
        CommandError::new(
            "profile.not_utf8",
            said!("{path} is not written in UTF-8.", path = path.display()),
            "Save it as UTF-8.",
        )
        .about(path)
    })
}

/// The other YAML files of a folder, by name. What can't be read is no neighbour.
fn files_of(folder: &Path, except: &Path, found: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.flatten().take(MOST_FILES).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if !yaml || path.file_name() == except.file_name() {
            continue;
        }
        if let Ok(text) = read(&path)
            && text.contains("assay-profile/")
        {
            found.push((name(&path), text));
        }
    }
}
