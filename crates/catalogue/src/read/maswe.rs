//! MASWE: one file a weakness, in either numbering.

use assay_messages::said;

use super::fields::{Fields, File};
use super::{Draft, Problem, ProblemCode, keys, pages, values};
use crate::{Era, Scheme, Weakness};

/// Whether a file of this path is read.
pub(super) fn wants(path: &str) -> bool {
    path.starts_with("weaknesses/")
        && super::is_markdown(path)
        && !path.ends_with("/index.md")
        && !path.ends_with("/README.md")
        && !pages::is_draft_beside_weaknesses(path)
}

pub(super) fn read(files: &[File], draft: &mut Draft) -> Era {
    // MASWE 1.0 says what it replaces and states requirements; the beta did neither.
    let mut renumbered = false;
    for file in files {
        match weakness(file, draft, &mut renumbered) {
            Ok(weakness) => draft.weaknesses.extend(weakness),
            Err(problem) => draft.problems.push(problem),
        }
    }
    let scheme = if renumbered { Scheme::Maswe1 } else { Scheme::MasweBeta };
    for weakness in &mut draft.weaknesses {
        weakness.scheme = scheme;
    }
    // Stable: of two files with one id the first path comes first.
    draft.weaknesses.sort_by(|a, b| a.id.cmp(&b.id));
    let problems = &mut draft.problems;
    draft
        .weaknesses
        .dedup_by(|later, first| super::same_id(problems, (&first.id, &first.path), (&later.id, &later.path)));
    if renumbered { Era::Maswe1 } else { Era::MasweBeta }
}

fn weakness(file: &File, draft: &mut Draft, renumbered: &mut bool) -> Result<Option<Weakness>, Problem> {
    let (mut fields, body) = Fields::of(file, true)?;
    let Some(id) = values::id(&mut fields, file.stem(), "MASWE-") else {
        draft.problems.append(&mut fields.problems);
        return Ok(None);
    };
    let title = values::title(&mut fields, &id);
    let (_, platforms) = values::platforms(&mut fields);
    if !fields.has("profiles") {
        fields.report("profiles", ProblemCode::MissingKey, said!("{id} has no profiles: no level requires it.", id));
    }
    let (profiles, other_profiles) = values::profiles(&mut fields);
    fields.open("mappings");
    let controls = fields.list_in("mappings", "masvs-v2");
    if controls.is_empty() {
        fields.report("mappings", ProblemCode::MissingKey, said!("{id} names no control: it counts nowhere.", id));
    }
    // For some days in 2026 the ids of the beta numbering stood under another name.
    *renumbered |= fields.has("beta-coverage");
    let mut beta = fields.list_in("mappings", "maswe-beta");
    for id in fields.list("beta-coverage") {
        if !beta.contains(&id) {
            beta.push(id);
        }
    }
    let mut cwe = Vec::new();
    for number in fields.list_in("mappings", "cwe") {
        match number.trim_start_matches("CWE-").parse() {
            Ok(number) => cwe.push(number),
            Err(_) => {
                fields.report("cwe", ProblemCode::BadValue, said!("\"{number}\" is no number of the CWE.", number));
            }
        }
    }
    let requirement = fields.text("requirement");
    *renumbered |= requirement.is_some() || !beta.is_empty();
    let deprecated = match fields.text("status").as_deref() {
        Some("deprecated") => true,
        None | Some("new" | "placeholder" | "draft") => false,
        Some(other) => {
            fields.report("status", ProblemCode::UnknownStatus, said!("The status \"{other}\" is not known.", other));
            false
        }
    };
    let text = match &requirement {
        Some(requirement) => format!("{requirement}\n\n{}", body.trim_start()),
        None => body.to_owned(),
    };
    if body.trim().is_empty() && requirement.is_none() && !fields.has("draft") && !deprecated {
        fields.report("", ProblemCode::EmptyText, said!("{id} has no text.", id));
    }
    let text_digest = values::digest(&mut draft.texts, &file.path, &text);
    fields.finish(keys::WEAKNESS, draft);
    Ok(Some(Weakness {
        id,
        scheme: Scheme::Maswe1,
        title,
        platforms,
        profiles,
        other_profiles,
        controls,
        beta,
        cwe,
        deprecated,
        category: file.category(),
        path: file.path.clone(),
        summary: String::new(),
        text_digest,
    }))
}
