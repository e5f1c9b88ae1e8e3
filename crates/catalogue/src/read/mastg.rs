//! MASTG: tests of both generations, and which era they are of.
//!
//! A test is one file, or, as upstream plans, a folder named by its id with `ID.md` or `index.md` and `method-*.md`
//! files beside it, whose texts belong to the test's.

use std::collections::{BTreeMap, BTreeSet};

use assay_messages::said;

use super::fields::{Fields, File};
use super::{Draft, Problem, ProblemCode, keys, pages, values};
use crate::{Era, Scheme, Test, TestStatus, WeaknessRef};

/// The last id of the numbering of MASWE 1.0.0. Ids beyond it, in a snapshot that names weaknesses one by one, are of
/// the beta numbering, which goes to 0119: never less than 6 of 100 tests had one, and a slip is no era.
const LAST_RENUMBERED: u32 = 78;

/// Whether the layout is that of a guide with chapters and without files of tests: `Document/0x05a-...`.
pub(super) fn is_chapter(path: &str) -> bool {
    path.strip_prefix("Document/0x05")
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()) && rest[1..].starts_with('-'))
}

/// Whether a file of this path is read.
pub(super) fn wants(path: &str) -> bool {
    if !super::is_markdown(path) {
        return false;
    }
    if path.starts_with("tests/") || path.starts_with("tests-beta/") {
        let mut parts = path.rsplit('/');
        let name = parts.next().unwrap_or_default();
        let in_folder_of_a_test = parts.next().is_some_and(|folder| folder.starts_with("MASTG-TEST-"));
        return match name {
            "index.md" => in_folder_of_a_test,
            "README.md" => false,
            _ => true,
        };
    }
    pages::kind_of(path).is_some()
}

pub(super) fn read(files: &[File], holds_weaknesses: bool, draft: &mut Draft) -> Era {
    let (tests, others): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| file.path.starts_with("tests/") || file.path.starts_with("tests-beta/"));
    let mut methods: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in tests.iter().filter(|file| is_method(file)) {
        methods.entry(folder_of(file)).or_default().push(file);
    }
    let mut whole: Vec<(&File, Vec<&File>)> = Vec::with_capacity(tests.len());
    for &file in tests.iter().filter(|file| !is_method(file)) {
        let folder = folder_of(file);
        let is_own = folder.rsplit('/').next() == Some(name_of(file));
        whole.push((file, is_own.then(|| methods.remove(folder)).flatten().unwrap_or_default()));
    }
    let seen = super::read_each(&whole, draft, |(file, methods), draft| read_test(file, methods, draft));
    for file in methods.values().flatten() {
        let message = "This method belongs to no test; it was left out.";
        draft.problems.push(file.problem(None, ProblemCode::DanglingReference, message));
    }
    pages::read(&others, draft);
    let era = if tests.is_empty() { Era::MastgChapters } else { era_of(&seen, holds_weaknesses) };
    finish(seen, era, draft);
    era
}

fn folder_of(file: &File) -> &str {
    file.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a test's file, or of the folder that is named by its id.
fn name_of(file: &File) -> &str {
    match file.stem() {
        "index" => file.path.rsplit('/').nth(1).unwrap_or("index"),
        stem => stem,
    }
}

fn is_method(file: &File) -> bool {
    file.stem().starts_with("method-")
}

/// A test and what of it decides the era.
struct Seen {
    test: Test,
    /// It has the key `maswe`.
    has_maswe: bool,
    has_profiles: bool,
    prerequisites: Vec<String>,
    /// The line of the file on which its references stand.
    line: Option<u32>,
}

fn read_test(file: &File, methods: &[&File], draft: &mut Draft) -> Result<Option<Seen>, Problem> {
    let (mut fields, body) = Fields::of(file, true)?;
    let Some(id) = values::id(&mut fields, name_of(file), "MASTG-TEST-") else {
        draft.problems.append(&mut fields.problems);
        return Ok(None);
    };
    let title = values::title(&mut fields, &id);
    let (platform_values, platforms) = values::platforms(&mut fields);
    let has_profiles = fields.has("profiles");
    let (profiles, other_profiles) = values::profiles(&mut fields);
    let has_maswe = fields.has("maswe");
    let line = fields.line_of("covered_by").or_else(|| fields.line_of("prerequisites"));
    let mut named = fields.list("maswe");
    named.extend(fields.list("weakness"));
    // The numbering is the snapshot's, and is set once all tests are known.
    let weaknesses = named.into_iter().map(|id| WeaknessRef { scheme: Scheme::Maswe1, id }).collect();
    let status = match fields.text("status").as_deref() {
        None => TestStatus::Live,
        Some("placeholder") => TestStatus::Placeholder,
        Some("deprecated") => TestStatus::Deprecated,
        // What was called a placeholder until June 2025.
        Some("draft") if body.trim().is_empty() => TestStatus::Placeholder,
        Some(other) => {
            let message = said!("The status \"{other}\" is not known; {id} counts as live.", other, id);
            fields.report("status", ProblemCode::UnknownStatus, message);
            TestStatus::Live
        }
    };
    let prerequisites = fields.list("prerequisites");
    let mut related = fields.list("knowledge");
    related.extend(fields.list("best-practices"));
    related.extend(fields.list("mitigations"));
    related.extend(fields.list("related-tests"));
    let mut markdown = body.to_owned();
    for method in methods {
        match Fields::of(method, false) {
            Ok((method_fields, body)) => {
                markdown = format!("{}\n\n{}", markdown.trim_end(), body.trim_start());
                draft.problems.extend(method_fields.problems);
            }
            Err(problem) => draft.problems.push(problem),
        }
    }
    if markdown.trim().is_empty() {
        if let Some(note) = fields.text("note") {
            markdown = note;
        } else if status == TestStatus::Live {
            fields.report(
                "",
                ProblemCode::EmptyText,
                said!("{id} has no text, and does not say that it is a placeholder.", id),
            );
        }
    }
    let test = Test {
        id,
        title,
        platforms,
        platform_values,
        kinds: fields.list("type"),
        profiles,
        other_profiles,
        inherits_profiles: false,
        weaknesses,
        status,
        successors: fields.list("covered_by"),
        controls: fields.list("masvs_v2_id"),
        controls_v1: fields.list("masvs_v1_id"),
        prerequisites: prerequisites.clone(),
        related,
        category: file.category(),
        path: file.path.clone(),
        summary: String::new(),
        text_digest: values::digest(&mut draft.texts, &file.path, &markdown),
    };
    fields.finish(keys::TEST, draft);
    Ok(Some(Seen { test, has_maswe, has_profiles, prerequisites, line }))
}

/// `holds_weaknesses`: until July 2025 the repository also held the weaknesses, in the beta numbering.
fn era_of(seen: &[Seen], holds_weaknesses: bool) -> Era {
    let named = || seen.iter().filter(|it| !it.test.weaknesses.is_empty());
    let all = named().count();
    if all == 0 {
        return Era::MastgV1;
    }
    let lists = named().filter(|it| it.has_maswe).count();
    if lists * 2 > all {
        let inheriting = named().filter(|it| it.has_maswe && !it.has_profiles).count();
        return if inheriting * 2 > lists { Era::MastgInherited } else { Era::MastgMasweList };
    }
    let is_beyond = |reference: &WeaknessRef| {
        reference.id.strip_prefix("MASWE-").and_then(|id| id.parse().ok()).is_some_and(|id: u32| id > LAST_RENUMBERED)
    };
    let beyond = named().filter(|it| it.test.weaknesses.iter().any(is_beyond)).count();
    if beyond * 50 > all || holds_weaknesses { Era::MastgTestsBeta } else { Era::MastgRemapped }
}

/// Sets what depends on the snapshot as a whole, and checks what refers to something else in it.
fn finish(mut seen: Vec<Seen>, era: Era, draft: &mut Draft) {
    seen.sort_by(|a, b| a.test.id.cmp(&b.test.id));
    let problems = &mut draft.problems;
    seen.dedup_by(|later, first| {
        super::same_id(problems, (&first.test.id, &first.test.path), (&later.test.id, &later.test.path))
    });
    let known: BTreeSet<String> =
        seen.iter().map(|it| it.test.id.clone()).chain(draft.pages.iter().map(|page| page.id.clone())).collect();
    // The first tests of the second generation had no profiles at all, those of September 2026 have none again.
    let none_has_profiles = !seen.iter().any(|it| it.has_profiles && !it.test.weaknesses.is_empty());
    for Seen { mut test, has_maswe, has_profiles, prerequisites, line } in seen {
        let beta = !has_maswe && era == Era::MastgTestsBeta;
        let scheme = if beta { Scheme::MasweBeta } else { Scheme::Maswe1 };
        for weakness in &mut test.weaknesses {
            weakness.scheme = scheme;
        }
        let mut problem = |line, code, message: String| {
            draft.problems.push(Problem { path: test.path.clone(), line, code, message });
        };
        if !test.weaknesses.is_empty() && !has_profiles {
            test.inherits_profiles = true;
            if era != Era::MastgInherited && !none_has_profiles {
                let message = said!("{test} has no profiles; those of its weakness count.", test = test.id);
                problem(None, ProblemCode::MissingKey, message);
            }
        }
        if test.weaknesses.is_empty() && test.controls.is_empty() && test.status == TestStatus::Live {
            problem(
                None,
                ProblemCode::MissingKey,
                said!("{test} names neither a weakness nor a control.", test = test.id),
            );
        }
        for other in test.successors.iter().chain(&prerequisites).chain(&test.related) {
            if !known.contains(other) {
                let message = said!("{test} refers to {other}, which is not there.", test = test.id, other);
                problem(line, ProblemCode::DanglingReference, message);
            }
        }
        draft.tests.push(test);
    }
}
