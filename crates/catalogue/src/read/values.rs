//! Values that several kinds of files share: ids, platforms, levels, texts.

use assay_messages::said;

use super::fields::Fields;
use super::{ProblemCode, Text};
use crate::{Level, Platform, digest_of_text, normalised_text};

/// The id of a file: its key `id`, else the name of the file. Reports ids of an odd form, and none where the id cannot
/// be used at all.
pub(super) fn id(fields: &mut Fields<'_>, name: &str, prefix: &str) -> Option<String> {
    let stated = fields.text("id");
    if let Some(stated) = &stated
        && stated != name
        && is_usable(stated)
    {
        let message = said!("The id {stated} differs from the name {name}; the id counts.", stated, name);
        fields.report("id", ProblemCode::IdDiffersFromName, message);
    }
    let id = match stated {
        Some(id) if is_usable(&id) => id,
        Some(_) if is_usable(name) => {
            let message =
                "The id has other characters than letters, digits and hyphens; the file's name stands for it.";
            fields.report("id", ProblemCode::OddId, message);
            name.to_owned()
        }
        None if is_usable(name) => name.to_owned(),
        _ => {
            let message = "The id has other characters than letters, digits and hyphens; the file was left out.";
            fields.report("id", ProblemCode::OddId, message);
            return None;
        }
    };
    let number = id.strip_prefix(prefix).unwrap_or_default();
    if number.len() != 4 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = said!("The id {id} is not {prefix} and four digits; it was kept.", id, prefix);
        fields.report("id", ProblemCode::OddId, message);
    }
    Some(id)
}

fn is_usable(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// The title, else the id, which is reported.
pub(super) fn title(fields: &mut Fields<'_>, id: &str) -> String {
    fields.text("title").unwrap_or_else(|| {
        fields.report("title", ProblemCode::MissingKey, said!("{id} has no title; its id stands for it.", id));
        id.to_owned()
    })
}

/// What is written as platform, and which platforms it means. Without the key the folder decides.
pub(super) fn platforms(fields: &mut Fields<'_>) -> (Vec<String>, Vec<Platform>) {
    let mut values = fields.list("platform");
    if values.is_empty() {
        let folder = fields.file.folders().into_iter().find(|name| meaning(name).is_some()).map(str::to_owned);
        let message = match &folder {
            Some(folder) => said!("There is no platform; its folder {folder} stands for it.", folder),
            None => said!("There is no platform."),
        };
        fields.report("platform", ProblemCode::MissingKey, message);
        values.extend(folder);
    }
    let mut platforms = Vec::new();
    for value in &values {
        if let Some(meant) = meaning(value) {
            platforms.extend(meant);
        } else {
            let message = said!("\"{value}\" is no platform that apps are assessed on.", value);
            fields.report("platform", ProblemCode::UnknownPlatform, message);
        }
    }
    platforms.sort_unstable();
    platforms.dedup();
    (values, platforms)
}

fn meaning(value: &str) -> Option<&'static [Platform]> {
    match value.to_ascii_lowercase().as_str() {
        "android" => Some(&[Platform::Android]),
        "ios" => Some(&[Platform::Ios]),
        "network" | "generic" | "all" => Some(&Platform::ALL),
        _ => None,
    }
}

/// The levels, and the profiles that are none.
pub(super) fn profiles(fields: &mut Fields<'_>) -> (Vec<Level>, Vec<String>) {
    let line = fields.line_of("profiles");
    let mut levels = Vec::new();
    let mut others = Vec::new();
    for name in fields.list("profiles") {
        if let Some(level) = Level::from_name(name.strip_prefix("MAS-").unwrap_or(&name)) {
            levels.push(level);
        } else {
            let message =
                said!("The profile {name} is no level that this version knows; it requires nothing here.", name);
            let problem = fields.file.problem(line, ProblemCode::UnknownProfile, message);
            fields.problems.push(problem);
            others.push(name);
        }
    }
    levels.sort_unstable();
    levels.dedup();
    (levels, others)
}

/// Digests a text, and adds it to the texts unless it is empty.
pub(super) fn digest(texts: &mut Vec<Text>, path: &str, text: &str) -> String {
    let markdown = normalised_text(text);
    let digest = digest_of_text(&markdown);
    if !markdown.is_empty() {
        texts.push(Text { digest: digest.clone(), path: path.to_owned(), markdown });
    }
    digest
}
