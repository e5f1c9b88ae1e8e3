//! MASVS 1: chapters `Document/0x06-V1-...md` with a heading `# V1: Title` and tables of requirements.
//!
//! The columns are `#`, from 1.2 on `MSTG-ID` (`Code` for a while in 2019), the text, and one per level: `L1` and `L2`, or `R`; before 1.0 `1` to `4`.
//! A mark in a level's column (a tick, an x) means that the level requires it. Translations (`Document-de/`) are left out.

use std::collections::BTreeSet;

use assay_messages::said;

use super::fields::File;
use super::{Draft, ProblemCode, values};
use crate::{Control, Group, Level};

/// Whether a file of this path is a chapter of requirements.
pub(super) fn wants(path: &str) -> bool {
    path.strip_prefix("Document/").is_some_and(|name| !name.contains('/') && chapter_of(name).is_some())
}

/// `V1` of `0x06-V1-Architecture.md` and `0x10-V5_Network.md`.
fn chapter_of(name: &str) -> Option<&str> {
    let rest = &name[name.find("-V")? + 1..];
    let end = rest.find(['-', '_'])?;
    let chapter = &rest[..end];
    (name.starts_with("0x") && chapter.len() > 1 && chapter[1..].bytes().all(|byte| byte.is_ascii_digit()))
        .then_some(chapter)
}

pub(super) fn read(files: &[File], draft: &mut Draft) {
    let mut known = BTreeSet::new();
    for file in files.iter().filter(|file| wants(&file.path)) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let id = chapter_of(name).unwrap_or_default().to_owned();
        let text = file.text.trim_start_matches('\u{feff}');
        let heading = text.lines().find_map(|line| line.strip_prefix("# "));
        let title = heading.map(|heading| heading.split_once(':').map_or(heading, |(_, title)| title).trim());
        let title = title.filter(|title| !title.is_empty()).map_or_else(
            || {
                let message = said!("The chapter {id} has no title; its number stands for it.", id);
                draft.problems.push(file.problem(Some(1), ProblemCode::MissingKey, message));
                id.clone()
            },
            str::to_owned,
        );
        let before = draft.controls.len();
        draft.groups.push(Group { id: id.clone(), title });
        table(file, text, &id, &mut known, draft);
        if draft.controls.len() == before {
            draft.problems.push(file.problem(None, ProblemCode::EmptyText, said!("{id} has no requirements.", id)));
        }
    }
    draft.groups.sort_by_key(|group| number_of(&group.id));
    draft.controls.sort_by_key(|control| {
        let (chapter, number) = control.number.split_once('.').unwrap_or_default();
        (number_of(chapter), number_of(number))
    });
}

fn number_of(text: &str) -> u32 {
    text.trim_start_matches('V').parse().unwrap_or(u32::MAX)
}

/// The requirements of a chapter: rows whose first cell is a number such as `**2.1**`.
fn table(file: &File, text: &str, group: &str, known: &mut BTreeSet<String>, draft: &mut Draft) {
    let mut head: Option<Vec<String>> = None;
    for (at, line) in (1..).zip(text.lines()) {
        if !line.trim_start().starts_with('|') {
            head = None;
            continue;
        }
        // Two releases wrote the ids with hyphens that don't break.
        let line = line.replace('\u{2011}', "-");
        let cells = cells(&line);
        let Some(columns) = &head else {
            head = Some(cells.into_iter().map(str::to_owned).collect());
            continue;
        };
        let number = cells.first().map(|cell| cell.trim_matches('*').trim()).unwrap_or_default();
        if !is_number(number) {
            continue;
        }
        let problem = |code, message: String| file.problem(Some(at), code, message);
        if cells.len() != columns.len() {
            let message = said!(
                "{number} has {count} columns where the table has {expected}.",
                number,
                count = cells.len(),
                expected = columns.len()
            );
            draft.problems.push(problem(ProblemCode::BadValue, message));
        }
        let mut id = number.to_owned();
        let mut statement = "";
        let mut profiles = Vec::new();
        let mut other_profiles = Vec::new();
        // Drafts of 2016 head the text with what the table is about, "Logging".
        let is_text = |column: &&String| !is_id_column(column) && named_level(column).is_none();
        let text = columns.iter().skip(1).find(is_text);
        for (column, cell) in columns.iter().zip(&cells).skip(1) {
            match column.as_str() {
                "MSTG-ID" | "Code" if !cell.is_empty() => (*cell).clone_into(&mut id),
                "MSTG-ID" | "Code" => draft.problems.push(problem(
                    ProblemCode::MissingKey,
                    said!("{number} has no MSTG-ID; its number stands for it.", number),
                )),
                _ if Some(column) == text => statement = cell,
                level => match named_level(level) {
                    Some(name) if is_mark(cell) => match Level::from_name(&name) {
                        Some(level) => profiles.push(level),
                        None => other_profiles.push(name),
                    },
                    Some(_) => {}
                    None => {
                        let message = said!("The column \"{level}\" is not known to this version.", level);
                        draft.problems.push(problem(ProblemCode::UnknownKey, message));
                    }
                },
            }
        }
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)) || id.len() > 64 {
            let message = said!("\"{id}\" is no id of a requirement; its number stands for it.", id);
            draft.problems.push(problem(ProblemCode::OddId, message));
            number.clone_into(&mut id);
        }
        if !known.insert(id.clone()) {
            // A draft of 2016 numbered a chapter like another one.
            let other = format!("{group}-{id}");
            if !known.insert(other.clone()) {
                let message = said!("{id} is there twice; the first one counts.", id);
                draft.problems.push(problem(ProblemCode::DuplicateId, message));
                continue;
            }
            let message = said!("{id} is there twice; this one was kept as {other}.", id, other);
            draft.problems.push(problem(ProblemCode::DuplicateId, message));
            id = other;
        }
        if statement.is_empty() {
            draft.problems.push(problem(ProblemCode::EmptyText, said!("{id} has no statement.", id)));
        }
        let path = format!("{}#{id}", file.path);
        let text_digest = values::digest(&mut draft.texts, &path, statement);
        draft.controls.push(Control {
            id,
            group: group.to_owned(),
            number: number.to_owned(),
            profiles,
            other_profiles,
            summary: String::new(),
            text_digest,
        });
    }
}

/// The cells of a row of a table; `\|` is no end of one.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices('|') {
        if !line[..at].ends_with('\\') {
            cells.push(line[start..at].trim());
            start = at + 1;
        }
    }
    cells.push(line[start..].trim());
    cells
}

fn is_id_column(column: &str) -> bool {
    matches!(column, "MSTG-ID" | "Code")
}

fn is_number(text: &str) -> bool {
    text.split_once('.').is_some_and(|(chapter, number)| {
        let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        digits(chapter) && digits(number)
    })
}

/// `L1` of `L1` and of `1`, `R`; none for what is no level.
fn named_level(column: &str) -> Option<String> {
    match column {
        "R" => Some("R".to_owned()),
        "1" | "2" | "3" | "4" => Some(format!("L{column}")),
        "L1" | "L2" | "L3" | "L4" => Some(column.to_owned()),
        _ => None,
    }
}

fn is_mark(cell: &str) -> bool {
    !matches!(cell, "" | "-" | "–" | "o" | "O")
}
