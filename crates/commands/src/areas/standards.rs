//! Catalogues.

use std::path::{Path, PathBuf};

use assay_assessment::view::{StandardPage, StandardView, SyncReport};
use assay_catalogue::{Catalogue, CatalogueName, Counts, Problem, ReadOptions, Source, TestStatus};
use assay_messages::noted;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::search::replace;
use super::workspaces::absolute;
use crate::{CommandError, Context, Session};

/// Input of `standards_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StandardsListInput {}

/// Input of `standard_page`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardPageInput {
    /// Such as `MASTG-TECH-0157`.
    pub id: String,
    /// The numbering of a weakness's id; by default the pinned one's.
    pub scheme: Option<String>,
    /// In the catalogues of this assessment; by default those that ship.
    pub assessment: Option<Uuid>,
}

/// Input of `standards_sync`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct StandardsSyncInput {
    /// A git URL, a repository or a folder of MASVS, MASWE or MASTG; or one of these names, for OWASP's repository at
    /// the commit that Assay ships facts of.
    pub source: String,
    /// A full commit id; or a branch or tag, which is resolved once. By default `HEAD`, resolved once too.
    pub commit: Option<String>,
}

/// Input of `odd_save`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OddSaveInput {
    /// What a sync found odd, as its report lists it, or a part of that.
    pub problems: Vec<Problem>,
    /// Where it goes; a file that is there is replaced.
    pub path: String,
}

/// The list that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OddSaved {
    /// The file.
    pub path: String,
    /// How many it lists.
    pub count: u32,
}

/// Writes a list of oddities: code, path, line and sentence, comma-separated after RFC 4180.
pub(crate) async fn save_odd(_: &Session, input: OddSaveInput, _: Context) -> Result<OddSaved, CommandError> {
    let path = absolute(&input.path)?;
    let mut text = "code,path,line,sentence\r\n".to_owned();
    for problem in &input.problems {
        let code = serde_json::to_value(problem.code).ok();
        let code = code.as_ref().and_then(|code| code.as_str()).unwrap_or_default();
        let line = problem.line.map(|line| line.to_string()).unwrap_or_default();
        let cells = [code, &problem.path, &line, &problem.message].map(cell);
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    replace(&path, &text).map_err(|problem| CommandError::io(&path, noted!("written"), &problem))?;
    let count = u32::try_from(input.problems.len()).unwrap_or(u32::MAX);
    Ok(OddSaved { path: path.display().to_string(), count })
}

/// A cell of a comma-separated file. Paths and sentences come from elsewhere: what a spreadsheet would evaluate gets an
/// apostrophe.
fn cell(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

pub(crate) async fn list(
    session: &Session,
    _: StandardsListInput,
    _: Context,
) -> Result<Vec<StandardView>, CommandError> {
    match session.open_workspace() {
        Some(workspace) => Ok(workspace.standards().await?),
        None => Ok(assay_catalogue::shipped().catalogues().map(|catalogue| shipped_view(catalogue)).to_vec()),
    }
}

/// A catalogue that ships, as it is without any workspace.
fn shipped_view(catalogue: &Catalogue) -> StandardView {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let tests = |status| number(catalogue.tests.iter().filter(|test| test.status == status).count());
    let mut counts = Counts {
        groups: number(catalogue.groups.len()),
        controls: number(catalogue.controls.len()),
        weaknesses: number(catalogue.weaknesses.len()),
        live_tests: tests(TestStatus::Live),
        placeholder_tests: tests(TestStatus::Placeholder),
        deprecated_tests: tests(TestStatus::Deprecated),
        ..Counts::default()
    };
    if catalogue.name == CatalogueName::Mastg {
        for page in assay_catalogue::shipped_pages() {
            *counts.pages.entry(page.kind).or_default() += 1;
        }
    }
    StandardView {
        name: catalogue.name.to_string(),
        version: catalogue.version.clone(),
        era: catalogue.era,
        publisher: catalogue.publisher.clone(),
        commit: catalogue.commit.clone(),
        digest: catalogue.digest.clone(),
        licence: catalogue.licence.clone(),
        source_url: catalogue.source_url.clone(),
        shipped: true,
        has_text: false,
        counts,
    }
}

pub(crate) async fn page(
    session: &Session,
    input: StandardPageInput,
    _: Context,
) -> Result<StandardPage, CommandError> {
    let workspace = session.workspace()?;
    Ok(workspace.standard_page(&input.id, input.scheme.as_deref(), input.assessment).await?)
}

pub(crate) async fn sync(
    session: &Session,
    input: StandardsSyncInput,
    context: Context,
) -> Result<SyncReport, CommandError> {
    let workspace = session.workspace()?;
    let given = input.source.trim();
    let mut revision = input.commit.map(|commit| commit.trim().to_owned()).filter(|commit| !commit.is_empty());
    let catalogues = assay_catalogue::shipped().catalogues();
    let named = catalogues.into_iter().find(|catalogue| catalogue.name.as_str().eq_ignore_ascii_case(given));
    // A path is read as it is, whatever it is called; then come the standards' names, then addresses.
    let source = if Path::new(given).exists() {
        Source::Folder(PathBuf::from(given))
    } else if let Some(catalogue) = named {
        revision = revision.or_else(|| Some(catalogue.commit.clone()));
        Source::Repository(catalogue.source_url.clone())
    } else if given.contains("://") {
        Source::Repository(given.to_owned())
    } else {
        Source::Folder(PathBuf::from(given))
    };
    let options = ReadOptions { revision, cache: Some(session.files.repositories()), ..ReadOptions::default() };
    Ok(workspace.sync_standard(source, options, &context.work()).await?)
}
