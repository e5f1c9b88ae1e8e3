//! The report as a PDF.

use std::path::Path;
use std::sync::Arc;

use assay_messages::{in_words, noted, said};
use assay_report::builtin::{self, BUILT_IN};
use assay_report::model::Disclosure;
use assay_report::protocol::{Look, Notice, Paper, TemplateSource};
use assay_report::{BoardOptions, Exported, Options};
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use ts_rs::TS;
use uuid::Uuid;

use super::workspaces::absolute;
use crate::{CommandError, Context, RawBytes, Session};

/// For whom a report is; a lower level removes, never hides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportLevel {
    /// Anybody.
    Public,
    /// Who asked for the assessment.
    Customer,
    /// The laboratory itself.
    #[default]
    Internal,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReportPaper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    UsLetter,
}

/// What goes into a report, and how it looks.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ReportOptionsInput {
    /// A template that ships, by its name; by default the whole assessment.
    pub template: Option<String>,
    /// The folder of a template of the user's, in place of one that ships.
    pub template_folder: Option<String>,
    /// For whom it is; by default the laboratory itself.
    #[ts(optional = nullable, as = "Option<ReportLevel>")]
    pub level: ReportLevel,
    /// Whether comments are printed.
    #[ts(optional = nullable, as = "Option<bool>")]
    pub comments: bool,
    /// Only these builds; by default all of the release.
    pub build_ids: Option<Vec<Uuid>>,
    /// Whether the files of the evidence are attached.
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<bool>")]
    pub evidence: bool,
    /// The language of the template's words, BCP 47; by default `en`.
    pub language: Option<String>,
    /// The paper; by default A4.
    #[ts(optional = nullable, as = "Option<ReportPaper>")]
    pub paper: ReportPaper,
    /// The leading colour, such as `#0b5c63`; by default the template's own.
    pub accent: Option<String>,
    /// A picture for the first page.
    pub logo: Option<String>,
    /// What the logo says, for people who do not see it.
    pub logo_alternative: Option<String>,
    /// A folder with TrueType fonts that come before the bundled ones.
    pub fonts: Option<String>,
    /// About how many pages a file has at most: a report with more is in several volumes. By default, and at most, 600.
    pub volume_pages: Option<u32>,
}

impl ReportOptionsInput {
    /// The options of a draft.
    ///
    /// # Errors
    /// `input.malformed` when a path is none, or a template is named twice.
    pub(crate) fn draft(&self) -> Result<Options, CommandError> {
        let path = |text: &Option<String>| text.as_deref().filter(|it| !it.is_empty()).map(absolute).transpose();
        let template = match (path(&self.template_folder)?, &self.template) {
            (Some(_), Some(_)) => {
                return Err(CommandError::new(
                    "input.malformed",
                    "A template that ships and a folder were both given.",
                    "Name one of them.",
                ));
            }
            (Some(folder), None) => TemplateSource::Folder(folder),
            (None, Some(name)) => TemplateSource::BuiltIn(name.clone()),
            (None, None) => TemplateSource::default(),
        };
        Ok(Options {
            template,
            disclosure: match self.level {
                ReportLevel::Public => Disclosure::Public,
                ReportLevel::Customer => Disclosure::Customer,
                ReportLevel::Internal => Disclosure::Internal,
            },
            comments: self.comments,
            builds: self.build_ids.clone(),
            evidence: self.evidence,
            language: self.language.clone().unwrap_or_else(|| "en".to_owned()),
            look: Look {
                paper: match self.paper {
                    ReportPaper::A4 => Paper::A4,
                    ReportPaper::UsLetter => Paper::UsLetter,
                },
                accent: self.accent.clone().filter(|it| !it.is_empty()),
                logo: path(&self.logo)?,
                logo_alternative: self.logo_alternative.clone().unwrap_or_default(),
                fonts: path(&self.fonts)?,
            },
            volume_pages: self.volume_pages,
            ..Options::default()
        })
    }
}

/// Input of `report_export`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportExportInput {
    /// The assessment.
    pub assessment: Uuid,
    /// Where the PDF goes; a file that is there is replaced once the new one is whole.
    pub path: String,
    /// What goes into it.
    pub options: ReportOptionsInput,
}

/// Input of `board_export`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct BoardExportInput {
    /// Where the PDF goes; a file that is there is replaced once the new one is whole.
    pub path: String,
    /// The language of the template's words, BCP 47; by default `en`.
    pub language: Option<String>,
    /// The folder of a template of the user's, in place of the one that ships.
    pub template_folder: Option<String>,
    /// Earlier releases too, not only those under way.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional = nullable)]
    pub all: bool,
}

/// Input of `report_preview`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportPreviewInput {
    /// The assessment.
    pub assessment: Uuid,
    /// What goes into it.
    pub options: ReportOptionsInput,
}

/// A report to look at before it is written: a draft, kept until the next one or until the host ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportPreview {
    /// What its pages are asked for by: the file's SHA-256 in hex.
    pub preview: String,
    /// How many pages it has.
    pub pages: u32,
    /// What is printed otherwise than asked for.
    pub notices: Vec<ReportNotice>,
}

/// Input of `report_preview_page`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportPreviewPageInput {
    /// As `report_preview` gave it.
    pub preview: String,
    /// The page, counted from 1.
    pub page: u32,
    /// How wide the picture is to be, in pixels.
    pub width: u16,
}

/// Input of `report_templates`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportTemplatesInput {}

/// A template that ships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportTemplate {
    /// Its name.
    pub name: String,
    /// What it is for, in a sentence.
    pub summary: String,
}

/// Input of `report_template_copy`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportTemplateCopyInput {
    /// The template's name.
    pub template: String,
    /// Where the copy goes: a folder that is not there yet, or is empty.
    pub folder: String,
}

/// A copy of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportTemplateCopied {
    /// The folder.
    pub folder: String,
    /// Its files, by their place in it.
    pub files: Vec<String>,
}

/// The report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportExported {
    /// The file.
    pub path: String,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: u32,
    /// All files: a report that is too large for one is in several volumes, of which the first is named above.
    pub files: Vec<ReportFile>,
    /// What is printed otherwise than asked for, such as a picture that was altered.
    pub notices: Vec<ReportNotice>,
}

/// A file of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportFile {
    /// The file.
    pub path: String,
    /// Its SHA-256 in hex.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
    /// How many pages it has.
    pub pages: u32,
}

/// Something that is printed otherwise than asked for; the report says so too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportNotice {
    /// Stable.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// What it is about: a digest, a character.
    pub subject: String,
}

pub(crate) async fn export(
    session: &Session,
    input: ReportExportInput,
    context: Context,
) -> Result<ReportExported, CommandError> {
    let workspace = session.workspace()?;
    let path = absolute(&input.path)?;
    let options = input.options.draft()?;
    let files = assay_report::export(&workspace, input.assessment, &options, &path, &context.work()).await?;
    Ok(exported(files))
}

pub(crate) async fn export_board(
    session: &Session,
    input: BoardExportInput,
    context: Context,
) -> Result<ReportExported, CommandError> {
    let workspace = session.workspace()?;
    let path = absolute(&input.path)?;
    let mut options = BoardOptions { all: input.all, ..BoardOptions::default() };
    if let Some(language) = input.language {
        options.language = language;
    }
    if let Some(folder) = input.template_folder.as_deref().filter(|it| !it.is_empty()) {
        options.template = TemplateSource::Folder(absolute(folder)?);
    }
    let written = assay_report::export_board(&workspace, &options, &path, &context.work()).await?;
    Ok(exported(vec![Exported { path, written }]))
}

/// A preview that a session keeps: its folder goes with it.
#[derive(Debug)]
pub(crate) struct KeptPreview {
    folder: TempDir,
    sha256: String,
}

const PREVIEW: &str = "preview.pdf";

pub(crate) async fn preview(
    session: &Session,
    input: ReportPreviewInput,
    context: Context,
) -> Result<ReportPreview, CommandError> {
    let workspace = session.workspace()?;
    let options = input.options.draft()?;
    let folder = tempfile::Builder::new()
        .prefix("assay-preview-")
        .tempdir()
        .map_err(|error| CommandError::io(&std::env::temp_dir(), "written to", &error))?;
    let path = folder.path().join(PREVIEW);
    let files = assay_report::export(&workspace, input.assessment, &options, &path, &context.work()).await?;
    let shown = exported(files);
    if Path::new(&shown.path) != path {
        // Of a report in volumes the first is looked at.
        std::fs::rename(&shown.path, &path).map_err(|error| CommandError::io(&path, "written to", &error))?;
    }
    session.keep_preview(Arc::new(KeptPreview { folder, sha256: shown.sha256.clone() }));
    Ok(ReportPreview { preview: shown.sha256, pages: shown.pages, notices: shown.notices })
}

pub(crate) async fn preview_page(
    session: &Session,
    input: ReportPreviewPageInput,
    context: Context,
) -> Result<RawBytes, CommandError> {
    let kept = session.preview().filter(|it| it.sha256 == input.preview).ok_or_else(|| {
        CommandError::new(
            "report.preview_gone",
            "This preview was replaced by a later one.",
            "Look at the latest preview.",
        )
    })?;
    let path = kept.folder.path().join(PREVIEW);
    let bytes = assay_report::page::page_of(&path, input.page, input.width, &context.work()).await?;
    Ok(RawBytes { bytes, media_type: "image/png" })
}

pub(crate) async fn templates(
    _: &Session,
    _: ReportTemplatesInput,
    _: Context,
) -> Result<Vec<ReportTemplate>, CommandError> {
    // The board has data of its own and a command of its own.
    let all = BUILT_IN.iter().filter(|it| it.name != "board");
    Ok(all.map(|it| ReportTemplate { name: it.name.to_owned(), summary: in_words(it.summary) }).collect())
}

pub(crate) async fn copy_template(
    _: &Session,
    input: ReportTemplateCopyInput,
    _: Context,
) -> Result<ReportTemplateCopied, CommandError> {
    let folder = absolute(&input.folder)?;
    let Some(files) = builtin::files(&input.template) else {
        let names: Vec<&str> = BUILT_IN.iter().map(|it| it.name).collect();
        return Err(CommandError::new(
            "report.template_unknown",
            said!("No template called \"{template}\" ships with this version.", template = input.template),
            said!("Name one of {names}.", names = names.join(", ")),
        ));
    };
    if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(CommandError::new(
            "report.template_exists",
            "There is something at this place already.",
            "Name a folder that is not there yet, or is empty.",
        )
        .about(&folder));
    }
    for (name, bytes) in &files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent).map_err(|error| CommandError::io(parent, noted!("made"), &error))?;
        std::fs::write(&path, bytes).map_err(|error| CommandError::io(&path, noted!("written"), &error))?;
    }
    Ok(ReportTemplateCopied { folder: folder.display().to_string(), files: files.into_keys().collect() })
}

/// Notices of the typesetter.
pub(super) fn told(notices: Vec<Notice>) -> Vec<ReportNotice> {
    let notices = notices.into_iter();
    notices.map(|it| ReportNotice { code: it.code, message: it.message, subject: it.subject }).collect()
}

/// The first file as the report, and all of them.
fn exported(files: Vec<Exported>) -> ReportExported {
    let mut notices: Vec<ReportNotice> = Vec::new();
    let mut named = Vec::with_capacity(files.len());
    for Exported { path, written } in files {
        let pages = u32::try_from(written.pages).unwrap_or(u32::MAX);
        named.push(ReportFile { path: path.display().to_string(), sha256: written.sha256, size: written.size, pages });
        notices.extend(told(written.notices));
    }
    let first = named.first().cloned().unwrap_or_default();
    let ReportFile { path, sha256, size, pages } = first;
    ReportExported { path, sha256, size, pages, files: named, notices }
}
