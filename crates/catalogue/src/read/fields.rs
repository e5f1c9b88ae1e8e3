//! The keys of one file's front matter, taken one by one; what is odd about them becomes a problem of the file.

use assay_messages::said;

use super::front_matter::{Split, split};
use super::node::{Node, parse};
use super::{Draft, Problem, ProblemCode, UnknownKey};

/// A file of the standard as it came.
pub(crate) struct File {
    /// Path in the repository, with `/`.
    pub(crate) path: String,
    /// Its content.
    pub(crate) text: String,
}

impl File {
    /// The file's name without `.md`.
    pub(crate) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// The names of the folders that it lies in.
    pub(crate) fn folders(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self.path.split('/').collect();
        parts.pop();
        parts
    }

    /// The nearest folder that is named like a group of controls, else the first folder.
    pub(crate) fn category(&self) -> String {
        let folders = self.folders();
        let category = folders.iter().rev().find(|name| name.starts_with("MASVS-")).or(folders.first());
        category.copied().unwrap_or_default().to_owned()
    }

    /// A problem of this file.
    pub(crate) fn problem(&self, line: Option<u32>, code: ProblemCode, message: impl Into<String>) -> Problem {
        Problem { path: self.path.clone(), line, code, message: message.into() }
    }
}

/// The front matter of a file: keys that were not taken yet, and the problems so far.
pub(crate) struct Fields<'a> {
    /// The file.
    pub(crate) file: &'a File,
    /// What was wrong or odd.
    pub(crate) problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    more: u32,
    yaml: &'a str,
    yaml_line: u32,
    entries: Vec<(String, Node)>,
}

/// The most problems of one file that are listed.
const MOST_PROBLEMS: usize = 40;

impl<'a> Fields<'a> {
    /// The fields and the body of a file; without front matter the whole file is body and there are no fields.
    ///
    /// # Errors
    /// The problem that keeps the file from being read at all.
    pub(crate) fn of(file: &'a File, required: bool) -> Result<(Fields<'a>, &'a str), Problem> {
        let (yaml, yaml_line, body) = match split(&file.text) {
            Split::Front { yaml, yaml_line, body } => (yaml, yaml_line, body),
            Split::None if required => {
                return Err(file.problem(Some(1), ProblemCode::NoFrontMatter, "The file has no front matter."));
            }
            Split::None => ("", 1, file.text.as_str()),
            Split::Unclosed(line) => {
                let message = "The front matter begins here and never ends.";
                return Err(file.problem(Some(line), ProblemCode::UnclosedFrontMatter, message));
            }
        };
        let mut fields = Fields { file, problems: Vec::new(), more: 0, yaml, yaml_line, entries: Vec::new() };
        match parse(yaml) {
            Ok(Node::Map(entries)) => fields.enter(entries),
            Ok(Node::Null) => {}
            Err(_) if yaml.trim().is_empty() => {}
            Ok(_) => {
                let message = "The front matter is no list of keys.";
                return Err(file.problem(Some(yaml_line), ProblemCode::BadYaml, message));
            }
            Err(bad) => {
                let line = bad.line.map_or(yaml_line, |line| yaml_line + line - 1);
                let message = said!("The front matter could not be read: {reason}.", reason = bad.reason);
                return Err(file.problem(Some(line), ProblemCode::BadYaml, message));
            }
        }
        Ok((fields, body))
    }

    fn enter(&mut self, entries: Vec<(String, Node)>) {
        for (key, value) in entries {
            if self.entries.iter().any(|(known, _)| *known == key) {
                self.report(
                    &key,
                    ProblemCode::DuplicateItem,
                    said!("The key {key} stands twice; the first one counts.", key),
                );
            } else {
                self.entries.push((key, value));
            }
        }
    }

    /// Whether the key is there and was not taken yet.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| known == key)
    }

    /// The line of the file on which the key stands, counted from 1.
    pub(crate) fn line_of(&self, key: &str) -> Option<u32> {
        let at = self.yaml.lines().position(|line| {
            line.trim_start().trim_start_matches("- ").strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
        });
        at.and_then(|at| u32::try_from(at).ok()).map(|at| self.yaml_line + at)
    }

    /// Adds a problem at the line of a key. After [`MOST_PROBLEMS`] they are only counted: looking for the line costs time.
    pub(crate) fn report(&mut self, key: &str, code: ProblemCode, message: impl Into<String>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.more += 1;
            return;
        }
        let problem = self.file.problem(self.line_of(key), code, message);
        self.problems.push(problem);
    }

    fn take(&mut self, key: &str) -> Option<Node> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        Some(self.entries.remove(at).1)
    }

    /// The value of a key that has one; a list of one counts as that one.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Node::Scalar(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Node::Null => None,
            Node::List(mut list) if list.len() == 1 && matches!(list[0], Node::Scalar(_)) => match list.remove(0) {
                Node::Scalar(text) => Some(text.trim().to_owned()),
                _ => None,
            },
            Node::List(_) | Node::Map(_) => {
                self.report(key, ProblemCode::BadValue, said!("The key {key} should have one value.", key));
                None
            }
        }
    }

    /// The values of a key that may have several, as a list or as one; repeated ones count once.
    pub(crate) fn list(&mut self, key: &str) -> Vec<String> {
        let Some(node) = self.take(key) else { return Vec::new() };
        self.items(key, node)
    }

    fn items(&mut self, key: &str, node: Node) -> Vec<String> {
        let nodes = match node {
            Node::Null => Vec::new(),
            Node::List(nodes) => nodes,
            scalar @ Node::Scalar(_) => vec![scalar],
            Node::Map(_) => {
                self.report(key, ProblemCode::BadValue, said!("The key {key} should be a list.", key));
                Vec::new()
            }
        };
        let mut items: Vec<String> = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Scalar(item) => {
                    let item = item.trim().to_owned();
                    if items.contains(&item) {
                        self.report(
                            key,
                            ProblemCode::DuplicateItem,
                            said!("The key {key} names {item} twice.", key, item),
                        );
                    } else if !item.is_empty() {
                        items.push(item);
                    }
                }
                Node::Null => {}
                Node::List(_) | Node::Map(_) => {
                    self.report(key, ProblemCode::BadValue, said!("An item of the key {key} is no plain value.", key));
                }
            }
        }
        items
    }

    /// The lists below a key, such as `mappings`; the caller asks for each with [`Fields::list`] under `key.name`.
    pub(crate) fn open(&mut self, key: &str) {
        match self.take(key) {
            Some(Node::Map(entries)) => {
                for (name, value) in entries {
                    self.entries.push((format!("{key}.{name}"), value));
                }
            }
            None | Some(Node::Null) => {}
            Some(_) => self.report(key, ProblemCode::BadValue, said!("The key {key} should have keys below it.", key)),
        }
    }

    /// The list under `key.name` after [`Fields::open`].
    pub(crate) fn list_in(&mut self, key: &str, name: &str) -> Vec<String> {
        let Some(node) = self.take(&format!("{key}.{name}")) else { return Vec::new() };
        self.items(name, node)
    }

    /// Keeps and reports the keys that were not taken and are not among the known ones, and hands over the problems.
    pub(crate) fn finish(mut self, known: &[&str], draft: &mut Draft) {
        for (key, value) in std::mem::take(&mut self.entries) {
            if known.contains(&key.as_str()) {
                continue;
            }
            let name = key.rsplit('.').next().unwrap_or(&key).to_owned();
            let message = said!("The key {key} is not known to this version; it was kept and changes nothing.", key);
            self.report(&name, ProblemCode::UnknownKey, message);
            draft.unknown.push(UnknownKey { path: self.file.path.clone(), key, value: value.to_json().to_string() });
        }
        draft.problems.append(&mut self.problems);
        if self.more > 0 {
            let message = said!("The file has {more} more problems, which are not listed.", more = self.more);
            draft.problems.push(self.file.problem(None, ProblemCode::MoreProblems, message));
        }
    }
}
