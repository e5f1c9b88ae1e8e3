//! The pages of MASTG that are no tests.

use assay_messages::said;

use super::fields::{Fields, File};
use super::{Draft, Problem, ProblemCode, keys, values};
use crate::{Page, PageKind};

/// The kind of page that lies at a path; none for a path that holds no page.
pub(super) fn kind_of(path: &str) -> Option<PageKind> {
    let (top, rest) = path.split_once('/')?;
    let name = rest.rsplit('/').next()?.strip_suffix(".md").filter(|name| *name != "README")?;
    let named = |prefix: &str| name.starts_with(prefix);
    match top {
        "techniques" if name != "index" => Some(PageKind::Technique),
        "tools" if name != "index" => Some(PageKind::Tool),
        "knowledge" if name != "index" => Some(PageKind::Knowledge),
        // Until 2024 they were mitigations, without ids.
        "best-practices" | "mitigations" if name != "index" => Some(PageKind::BestPractice),
        "apps" if name != "index" => Some(PageKind::App),
        // The folder of a demo may hold other markdown, which belongs to its example.
        "demos" if named("MASTG-DEMO-") => Some(PageKind::Demo),
        "prerequisites" if name != "index" => Some(PageKind::Prerequisite),
        "Document" if named("0x") && !rest.contains('/') => Some(PageKind::Document),
        "risks" if name != "index" => Some(PageKind::Draft),
        "weaknesses" if is_draft_beside_weaknesses(path) => Some(PageKind::Draft),
        _ => None,
    }
}

/// Whether the file at a path is one of the drafts of June and July 2024, when `risks/` was called `weaknesses/`, and
/// nothing there had an id yet.
pub(super) fn is_draft_beside_weaknesses(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("weakness.md" | "test.md" | "demo.md"))
}

/// The id of a draft, which has none: the names of the folders below those of its control, and of the file.
fn draft_id(file: &File) -> String {
    let folders = file.folders();
    let below = &folders[folders.len().min(3)..];
    [below, &[file.stem()]].concat().join(".")
}

pub(super) fn read(files: &[&File], draft: &mut Draft) {
    let pages = super::read_each(files, draft, |file, draft| match kind_of(&file.path) {
        Some(kind) => page(file, kind, draft),
        None => Ok(None),
    });
    draft.pages.extend(pages);
    draft.pages.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let problems = &mut draft.problems;
    draft.pages.dedup_by(|later, first| super::same_id(problems, (&first.id, &first.path), (&later.id, &later.path)));
}

fn page(file: &File, kind: PageKind, draft: &mut Draft) -> Result<Option<Page>, Problem> {
    let prefix = match kind {
        PageKind::BestPractice if file.path.starts_with("mitigations/") => None,
        PageKind::Technique => Some("MASTG-TECH-"),
        PageKind::Tool => Some("MASTG-TOOL-"),
        PageKind::Knowledge => Some("MASTG-KNOW-"),
        PageKind::BestPractice => Some("MASTG-BEST-"),
        PageKind::App => Some("MASTG-APP-"),
        PageKind::Demo => Some("MASTG-DEMO-"),
        PageKind::Prerequisite | PageKind::Document | PageKind::Draft => None,
    };
    let (mut fields, body) = Fields::of(file, prefix.is_some())?;
    let (id, title) = if let Some(prefix) = prefix {
        let Some(id) = values::id(&mut fields, file.stem(), prefix) else {
            draft.problems.append(&mut fields.problems);
            return Ok(None);
        };
        let title = values::title(&mut fields, &id);
        (id, title)
    } else {
        let title = fields.text("title").or_else(|| first_heading(body)).unwrap_or_else(|| file.stem().to_owned());
        let id = if kind == PageKind::Draft { draft_id(file) } else { file.stem().to_owned() };
        (id, title)
    };
    let platform_values = fields.list("platform");
    let status = fields.text("status").unwrap_or_default();
    if body.trim().is_empty() && status.is_empty() {
        fields.report("", ProblemCode::EmptyText, said!("{id} has no text.", id));
    }
    let text_digest = values::digest(&mut draft.texts, &file.path, body);
    fields.finish(if kind == PageKind::Draft { keys::DRAFT } else { keys::PAGE }, draft);
    Ok(Some(Page { id, kind, title, platform_values, status, path: file.path.clone(), text_digest }))
}

fn first_heading(body: &str) -> Option<String> {
    let heading = body.lines().find(|line| line.starts_with('#') && line.trim_start_matches('#').starts_with(' '))?;
    Some(heading.trim_start_matches('#').trim().to_owned())
}
