//! Reading a catalogue out of files: eras, traps, problems.
//!
//! A loader is lenient: whatever is wrong with a file costs nothing but that file, or that key, and is reported as a
//! [`Problem`]. To teach it a new era: say in the era's reader how it is recognised, add it to [`Era`], and add a small
//! made-up repository to the tests.

mod fields;
mod front_matter;
mod keys;
mod mastg;
mod masvs;
mod masvs1;
mod maswe;
mod node;
mod pages;
mod values;

use std::collections::BTreeMap;
use std::fmt;

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use fields::File;

use crate::{Catalogue, CatalogueName, Control, Era, Group, Page, PageKind, Test, TestStatus, Weakness, parallel};

/// A catalogue that was read, with its texts and with what was wrong on the way.
#[derive(Debug, Clone)]
pub struct Import {
    /// Facts, digests, and where they were read.
    pub catalogue: Catalogue,
    /// The texts, ordered by path. Each digest of the catalogue and of the pages has one, unless the text is empty.
    pub texts: Vec<Text>,
    /// MASTG: the code that texts include with `{{ name }}`, ordered by path.
    pub includes: Vec<Include>,
    /// MASTG: the pictures that texts show, ordered by path.
    pub images: Vec<Image>,
    /// MASTG: techniques, tools, knowledge, ... ordered by kind and id; empty elsewhere.
    pub pages: Vec<Page>,
    /// What was wrong or odd with single files, ordered by path and line. None of it stopped the import.
    pub problems: Vec<Problem>,
    /// Keys that this version does not know, with their values.
    pub unknown: Vec<UnknownKey>,
    /// How much of what was read.
    pub counts: Counts,
    /// The branch, tag or `HEAD` that was asked for and resolved to the catalogue's commit; none where a full commit id
    /// was given or there is no git.
    pub resolved_from: Option<String>,
}

/// One text of the standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Text {
    /// SHA-256 of `markdown`, in lower-case hex.
    pub digest: String,
    /// Path of the file in the repository, with `/`; the base of relative links.
    pub path: String,
    /// The normalised text: body without front matter; for a control its statement and description.
    pub markdown: String,
}

/// A file that a text includes, such as the code of a demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Include {
    /// SHA-256 of `content`, in lower-case hex.
    pub digest: String,
    /// Path of the file in the repository, with `/`; an include names it relative to the path of its text.
    pub path: String,
    /// Its content, line ends as LF.
    pub content: String,
}

/// A picture that a text shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// SHA-256 of `bytes`, in lower-case hex.
    pub digest: String,
    /// Path of the file in the repository, with `/`; see `assay_markdown::image_path`.
    pub path: String,
    /// PNG, JPEG, GIF or WebP, by its first bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Image({}, {} bytes, {})", self.path, self.bytes.len(), self.digest)
    }
}

/// How much was read, per kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Files that were looked at.
    pub files: u32,
    /// Groups of controls.
    pub groups: u32,
    /// Controls.
    pub controls: u32,
    /// Weaknesses.
    pub weaknesses: u32,
    /// Tests with a procedure.
    pub live_tests: u32,
    /// Announced tests.
    pub placeholder_tests: u32,
    /// Withdrawn tests.
    pub deprecated_tests: u32,
    /// Pages per kind.
    pub pages: BTreeMap<PageKind, u32>,
}

/// A key that this version does not know. Nothing follows from it; it is kept for whoever looks at what is new upstream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnknownKey {
    /// Path of the file in the repository, with `/`.
    pub path: String,
    /// The key, `mappings.new` for one below another.
    pub key: String,
    /// Its value as compact JSON.
    pub value: String,
}

/// What was wrong or odd with one file; the sentence is for the user, the code for programs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Problem {
    /// Path of the file in the repository, with `/`.
    pub path: String,
    /// Line counted from 1, where there is one.
    pub line: Option<u32>,
    /// What kind of problem it is.
    pub code: ProblemCode,
    /// One sentence.
    pub message: String,
}

/// What kind of problem a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProblemCode {
    /// The file is no UTF-8 text; it was left out.
    NotUtf8,
    /// The file is larger than a page of a standard is; it was left out.
    TooLarge,
    /// The file system refused to give the file; it was left out.
    NotReadable,
    /// There is no front matter where there should be; it was left out.
    NoFrontMatter,
    /// The front matter does not end; it was left out.
    UnclosedFrontMatter,
    /// The front matter is no YAML, or YAML that grows beyond bounds; it was left out.
    BadYaml,
    /// A key that must be there is missing; the item was left out or has a gap, as the message says.
    MissingKey,
    /// A value is not of the kind that its key has; it was left out.
    BadValue,
    /// A key that this version does not know; it was kept and changes nothing.
    UnknownKey,
    /// A platform that is none, such as `macOS`.
    UnknownPlatform,
    /// A profile that is no level, such as `EUDIW`.
    UnknownProfile,
    /// A status that this version does not know; the item counts as live.
    UnknownStatus,
    /// An id that has not the form of ids; it was kept.
    OddId,
    /// The id differs from the file's name; the id counts.
    IdDiffersFromName,
    /// Another file has the same id; the first one counts.
    DuplicateId,
    /// A list names something twice; once counts.
    DuplicateItem,
    /// A reference to something that is not there.
    DanglingReference,
    /// A link of the file system or a submodule; it was not followed.
    LinkNotFollowed,
    /// The file has no text.
    EmptyText,
    /// A folder with markdown that this version does not know; nothing in it was read.
    UnknownFolder,
    /// The repository also holds another standard, which can be read from it by name.
    AnotherStandard,
    /// The path would not stay in the folder of the standard, or is longer than paths are; the file was left out.
    OddPath,
    /// Another path differs from this one only in capitals; both were read.
    SimilarPath,
    /// There are only pages to read, and nothing that could be assessed.
    NoEntries,
    /// There are more problems than are listed.
    MoreProblems,
}

/// What the readers fill.
#[derive(Default)]
pub(crate) struct Draft {
    /// The version that the files state.
    pub(crate) version: Option<String>,
    pub(crate) groups: Vec<Group>,
    pub(crate) controls: Vec<Control>,
    pub(crate) weaknesses: Vec<Weakness>,
    pub(crate) tests: Vec<Test>,
    pub(crate) pages: Vec<Page>,
    pub(crate) texts: Vec<Text>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) unknown: Vec<UnknownKey>,
}

impl Draft {
    /// Adds what was read of another file.
    fn append(&mut self, other: Draft) {
        let Draft { version, groups, controls, weaknesses, tests, pages, texts, problems, unknown } = other;
        self.version = self.version.take().or(version);
        self.groups.extend(groups);
        self.controls.extend(controls);
        self.weaknesses.extend(weaknesses);
        self.tests.extend(tests);
        self.pages.extend(pages);
        self.texts.extend(texts);
        self.problems.extend(problems);
        self.unknown.extend(unknown);
    }
}

/// Reads each of some files by itself, on all cores, and adds what was found to the draft in the order of the files.
fn read_each<T: Sync, R: Send>(
    files: &[T],
    draft: &mut Draft,
    read: impl Fn(&T, &mut Draft) -> Result<Option<R>, Problem> + Sync,
) -> Vec<R> {
    let of_file = |file: &T| {
        let mut found = Draft::default();
        let made = read(file, &mut found).unwrap_or_else(|problem| {
            found.problems.push(problem);
            None
        });
        (made, found)
    };
    let mut all = Vec::with_capacity(files.len());
    for (made, found) in parallel::unwatched(files, of_file) {
        draft.append(found);
        all.extend(made);
    }
    all
}

/// Which standards have this layout, the main one first. Before July 2025 the testing guide also held the weaknesses.
pub(crate) fn recognise(paths: &[&str]) -> Vec<CatalogueName> {
    let any = |test: fn(&str) -> bool| paths.iter().any(|path| test(path));
    let is_test =
        |path: &str| (path.starts_with("tests/") || path.starts_with("tests-beta/")) && path.contains("MASTG-TEST-");
    let is_masvs = |path: &str| {
        path == "OWASP_MASVS.yaml"
            || path.starts_with("controls/MASVS-")
            || masvs1::wants(path)
            || (path.starts_with("Document/") && path.contains("-Using_the_MASVS"))
    };
    let mut found = Vec::new();
    if any(is_test) || any(mastg::is_chapter) {
        found.push(CatalogueName::Mastg);
    }
    if any(|path| path.starts_with("weaknesses/") && path.contains("MASWE-")) {
        found.push(CatalogueName::Maswe);
    }
    if any(is_masvs) {
        found.push(CatalogueName::Masvs);
    }
    found
}

/// Folders of the repositories that hold no part of a standard: the site, translations, helpers, apps to practise on.
const NO_PART: &[&str] = &["Checklists", "Crackmes", "Samples", "Templates", "Tools", "docs", "rules", "src", "utils"];

/// The folders with markdown of which a standard's reader wants no file, and with how many: whatever upstream adds is
/// seen, though not read.
pub(crate) fn unread_folders<'p>(name: CatalogueName, paths: impl Iterator<Item = &'p str>) -> BTreeMap<&'p str, u32> {
    let mut unread: BTreeMap<&str, (bool, u32)> = BTreeMap::new();
    for path in paths.filter(|path| is_markdown(path)) {
        let Some((folder, _)) = path.split_once('/') else { continue };
        let is_program = folder == "tools" && name != CatalogueName::Mastg;
        if folder.starts_with('.') || folder.starts_with("Document-") || is_program || NO_PART.contains(&folder) {
            continue;
        }
        let entry = unread.entry(folder).or_default();
        entry.0 |= wants(name, path);
        entry.1 += 1;
    }
    unread.into_iter().filter(|(_, (wanted, _))| !wanted).map(|(folder, (_, files))| (folder, files)).collect()
}

/// Whether a path is that of a markdown file, as upstream names them.
fn is_markdown(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "md")
}

/// Whether a standard's reader wants the file at this path.
pub(crate) fn wants(name: CatalogueName, path: &str) -> bool {
    match name {
        CatalogueName::Masvs => masvs::wants(path),
        CatalogueName::Maswe => maswe::wants(path),
        CatalogueName::Mastg => mastg::wants(path),
    }
}

/// Reads the wanted files, which are ordered by path. `beside` are the standards that lie in the same place.
pub(crate) fn read(name: CatalogueName, files: &[File], beside: &[CatalogueName]) -> (Draft, Era, Counts) {
    let mut draft = Draft::default();
    let era = match name {
        CatalogueName::Masvs => masvs::read(files, &mut draft),
        CatalogueName::Maswe => maswe::read(files, &mut draft),
        CatalogueName::Mastg => mastg::read(files, beside.contains(&CatalogueName::Maswe), &mut draft),
    };
    draft.texts.sort_by(|a, b| a.path.cmp(&b.path));
    if draft.controls.is_empty() && draft.weaknesses.is_empty() && draft.tests.is_empty() && !draft.pages.is_empty() {
        let message = said!("There are chapters to read, and no tests with ids that could be assessed.");
        draft.problems.push(Problem { path: String::new(), line: None, code: ProblemCode::NoEntries, message });
    }
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let with = |status| count(draft.tests.iter().filter(|test| test.status == status).count());
    let mut counts = Counts {
        files: count(files.len()),
        groups: count(draft.groups.len()),
        controls: count(draft.controls.len()),
        weaknesses: count(draft.weaknesses.len()),
        live_tests: with(TestStatus::Live),
        placeholder_tests: with(TestStatus::Placeholder),
        deprecated_tests: with(TestStatus::Deprecated),
        pages: BTreeMap::new(),
    };
    for page in &draft.pages {
        *counts.pages.entry(page.kind).or_default() += 1;
    }
    (draft, era, counts)
}

/// Whether two neighbours have one id; the later one is reported.
fn same_id(problems: &mut Vec<Problem>, first: (&str, &str), later: (&str, &str)) -> bool {
    let same = first.0 == later.0;
    if same {
        let message = said!("{later} is also in {first}, which counts.", later = later.0, first = first.1);
        problems.push(Problem { path: later.1.to_owned(), line: None, code: ProblemCode::DuplicateId, message });
    }
    same
}
