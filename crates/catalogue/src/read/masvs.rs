//! MASVS 2: groups and controls, from `OWASP_MASVS.yaml`, else from `controls/` and the chapters of `Document/`. Where
//! there are neither, the chapters are those of MASVS 1.

use assay_messages::said;

use super::fields::File;
use super::node::{Node, parse};
use super::{Draft, ProblemCode, UnknownKey, masvs1, values};
use crate::{Control, Era, Group};

const INDEX: &str = "OWASP_MASVS.yaml";

/// Whether a file of this path is read.
pub(super) fn wants(path: &str) -> bool {
    path == INDEX
        || (super::is_markdown(path)
            && (path.starts_with("controls/MASVS-")
                || (path.starts_with("Document/") && path.contains("MASVS-"))
                || masvs1::wants(path)))
}

pub(super) fn read(files: &[File], draft: &mut Draft) -> Era {
    if let Some(index) = files.iter().find(|file| file.path == INDEX) {
        from_index(index, draft);
    }
    if draft.controls.is_empty() {
        draft.groups.clear();
        from_files(files, draft);
    }
    if draft.controls.is_empty() && files.iter().any(|file| masvs1::wants(&file.path)) {
        draft.groups.clear();
        masvs1::read(files, draft);
        return Era::Masvs1;
    }
    Era::Masvs2
}

fn from_index(file: &File, draft: &mut Draft) {
    let root = match parse(&file.text) {
        Ok(Node::Map(root)) => root,
        Ok(_) => return draft.problems.push(file.problem(Some(1), ProblemCode::BadYaml, "The file has no keys.")),
        Err(bad) => {
            let message = said!(
                "The file could not be read: {reason}. The controls come from their own files.",
                reason = bad.reason
            );
            return draft.problems.push(file.problem(bad.line, ProblemCode::BadYaml, message));
        }
    };
    for (key, value) in root {
        match (key.as_str(), value) {
            ("metadata", metadata) => {
                // The file in the repository says `vx.x.x`; only a released one names a version.
                let version = text(&metadata, "version").map(|it| it.trim_start_matches('v').to_owned());
                draft.version = version.filter(|it| it.starts_with(|first: char| first.is_ascii_digit()));
            }
            ("groups", Node::List(groups)) => groups.iter().for_each(|group| group_of(file, group, draft)),
            (other, value) => {
                keep(file, other, &value, draft);
                let message =
                    said!("The key {other} is not known to this version; it was kept and changes nothing.", other);
                draft.problems.push(file.problem(line_of(file, other), ProblemCode::UnknownKey, message));
            }
        }
    }
}

fn group_of(file: &File, group: &Node, draft: &mut Draft) {
    report_unknown(file, group, &["id", "index", "title", "description", "controls"], draft);
    let Some(id) = text(group, "id") else {
        return draft.problems.push(file.problem(None, ProblemCode::MissingKey, "A group has no id; it was left out."));
    };
    let title = text(group, "title").unwrap_or_else(|| {
        let message = said!("{id} has no title; its id stands for it.", id);
        draft.problems.push(file.problem(line_of(file, &id), ProblemCode::MissingKey, message));
        id.clone()
    });
    draft.groups.push(Group { id: id.clone(), title });
    let Some(Node::List(controls)) = get(group, "controls") else {
        let message = said!("{id} has no list of controls.", id);
        return draft.problems.push(file.problem(line_of(file, &id), ProblemCode::MissingKey, message));
    };
    for control in controls {
        report_unknown(file, control, &["id", "statement", "description"], draft);
        let Some(control_id) = text(control, "id") else {
            let message = said!("A control of {id} has no id; it was left out.", id);
            draft.problems.push(file.problem(line_of(file, &id), ProblemCode::MissingKey, message));
            continue;
        };
        let statement = text(control, "statement").unwrap_or_default();
        let description = text(control, "description").unwrap_or_default();
        add(file, &id, control_id, &statement, &description, draft);
    }
}

fn from_files(files: &[File], draft: &mut Draft) {
    for file in files.iter().filter(|file| file.path.starts_with("Document/")) {
        let Some(heading) = file.text.lines().next().and_then(|line| line.trim().strip_prefix("# ")) else { continue };
        if let Some((id, title)) = heading.split_once(':')
            && id.starts_with("MASVS-")
        {
            draft.groups.push(Group { id: id.trim().to_owned(), title: title.trim().to_owned() });
        }
    }
    for file in files.iter().filter(|file| file.path.starts_with("controls/")) {
        let text = file.text.replace("\r\n", "\n");
        let mut id = None;
        let (mut statement, mut description) = (String::new(), String::new());
        let mut part: Option<&mut String> = None;
        for line in text.trim_start_matches('\u{feff}').lines() {
            if id.is_none() && line.starts_with("# ") {
                id = Some(line[2..].trim().to_owned()).filter(|id| is_id(id));
            } else if line.trim_end() == "## Control" {
                part = Some(&mut statement);
            } else if line.trim_end() == "## Description" {
                part = Some(&mut description);
            } else if let Some(part) = &mut part {
                part.push_str(line);
                part.push('\n');
            }
        }
        let id = id.unwrap_or_else(|| {
            let message = "There is no heading with the id; the name of the file stands for it.";
            draft.problems.push(file.problem(Some(1), ProblemCode::MissingKey, message));
            file.stem().to_owned()
        });
        let group = id.rsplit_once('-').map_or(id.as_str(), |(group, _)| group).to_owned();
        if !draft.groups.iter().any(|known| known.id == group) {
            draft.groups.push(Group { id: group.clone(), title: group.clone() });
        }
        add(file, &group, id, &statement, &description, draft);
    }
    let order: Vec<String> = draft.groups.iter().map(|group| group.id.clone()).collect();
    let number = |id: &str| id.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
    draft.controls.sort_by_key(|it| (order.iter().position(|id| *id == it.group), number(&it.id), it.id.clone()));
}

fn add(file: &File, group: &str, id: String, statement: &str, description: &str, draft: &mut Draft) {
    let line = line_of(file, &id);
    if draft.controls.iter().any(|known| known.id == id) {
        let message = said!("{id} is there twice; the first one counts.", id);
        return draft.problems.push(file.problem(line, ProblemCode::DuplicateId, message));
    }
    if !is_id(&id) {
        let message = said!("\"{id}\" is no id of a control; it was left out.", id);
        return draft.problems.push(file.problem(line, ProblemCode::OddId, message));
    }
    if statement.trim().is_empty() {
        draft.problems.push(file.problem(line, ProblemCode::EmptyText, said!("{id} has no statement.", id)));
    }
    let path = format!("controls/{id}.md");
    let text = format!("{}\n\n{}", statement.trim(), description.trim());
    let text_digest = values::digest(&mut draft.texts, &path, &text);
    draft.controls.push(Control {
        id,
        group: group.to_owned(),
        number: String::new(),
        profiles: Vec::new(),
        other_profiles: Vec::new(),
        summary: String::new(),
        text_digest,
    });
}

fn is_id(text: &str) -> bool {
    text.starts_with("MASVS-") && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match node {
        Node::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
        _ => None,
    }
}

fn text(node: &Node, key: &str) -> Option<String> {
    match get(node, key) {
        Some(Node::Scalar(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn report_unknown(file: &File, node: &Node, known: &[&str], draft: &mut Draft) {
    if let Node::Map(entries) = node {
        for (key, value) in entries.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            keep(file, key, value, draft);
            let message = said!("The key {key} is not known to this version; it was kept and changes nothing.", key);
            draft.problems.push(file.problem(line_of(file, key), ProblemCode::UnknownKey, message));
        }
    }
}

fn keep(file: &File, key: &str, value: &Node, draft: &mut Draft) {
    draft.unknown.push(UnknownKey { path: file.path.clone(), key: key.to_owned(), value: value.to_json().to_string() });
}

/// The first line that names the text, counted from 1.
fn line_of(file: &File, text: &str) -> Option<u32> {
    file.text.lines().position(|line| line.contains(text)).and_then(|at| u32::try_from(at + 1).ok())
}
