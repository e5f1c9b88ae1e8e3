//! Setting a report that is to be issued, with what the record keeps of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assay_assessment::statement::{IssueOptions, UsedTemplate};
use assay_assessment::{Work, Workspace};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::builtin::{self, EXTENSIONS, Files};
use crate::compose::compose;
use crate::export::{Exported, all};
use crate::model::Document;
use crate::protocol::{Paper, TemplateSource};
use crate::volumes::volumes;
use crate::{Options, ReportError};

/// A report that was set to be issued.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The file, or the volumes of one that is too large for one, in their order.
    pub files: Vec<Exported>,
    /// What the whole is called and known by.
    pub document: Document,
    /// The root of the checkpoint that it prints.
    pub checkpoint: String,
    /// The builds that it prints.
    pub builds: Vec<Uuid>,
    /// What it was set with.
    pub template: UsedTemplate,
    /// What was chosen.
    pub options: IssueOptions,
}

/// Sets the report of an assessment, as [`crate::export()`], and says what is to be kept of it.
///
/// # Errors
/// As [`crate::export()`]; `report.template_unreadable`.
pub async fn issue(
    workspace: &Workspace,
    assessment: Uuid,
    options: &Options,
    output: &Path,
    work: &Work,
) -> Result<Issued, ReportError> {
    let composed = compose(workspace, assessment, options, work).await?;
    let (document, builds) = (composed.data.document.clone(), composed.builds.clone());
    let checkpoint = composed.data.ledger.checkpoint.root.clone();
    let volumes = volumes(composed, &options.template, options.ceiling())?;
    let files = all(workspace, volumes, options, output, work).await?;
    let look = &options.look;
    let logo = look.logo.as_deref().map(read).transpose()?.map(|bytes| hex::encode(Sha256::digest(bytes)));
    Ok(Issued {
        files,
        document,
        checkpoint,
        builds,
        template: used(&options.template)?,
        options: IssueOptions {
            language: options.language.clone(),
            paper: match look.paper {
                Paper::A4 => "a4",
                Paper::UsLetter => "us-letter",
            }
            .to_owned(),
            comments: options.comments,
            evidence: options.evidence,
            accent: look.accent.clone(),
            logo,
            fonts: look.fonts.is_some(),
            volume_pages: options.volume_pages,
        },
    })
}

/// Name and digest of a template: SHA-256 over the lines that `sha256sum` prints of its files, by path.
fn used(template: &TemplateSource) -> Result<UsedTemplate, ReportError> {
    let (name, files) = match template {
        TemplateSource::BuiltIn(name) => (name.clone(), builtin::files(name).unwrap_or_default()),
        TemplateSource::Folder(folder) => {
            let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let mut files = Files::new();
            collect(folder, &PathBuf::new(), 0, &mut files)?;
            (name, files)
        }
    };
    Ok(UsedTemplate { name, digest: digest(&files) })
}

fn digest(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut over = Sha256::new();
    for (path, bytes) in files {
        over.update(format!("{}  {path}\n", hex::encode(Sha256::digest(bytes))));
    }
    hex::encode(over.finalize())
}

/// The files of a folder that the typesetter reads: no links, no other kinds, as deep as it looks.
fn collect(folder: &Path, under: &Path, depth: u32, files: &mut Files) -> Result<(), ReportError> {
    if depth > 8 {
        return Ok(());
    }
    let failed =
        |source: std::io::Error| ReportError::TemplateUnreadable { path: folder.display().to_string(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (kind, inside) = (entry.file_type().map_err(failed)?, under.join(entry.file_name()));
        let extension = inside.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        if kind.is_dir() {
            collect(&entry.path(), &inside, depth + 1, files)?;
        } else if kind.is_file() && extension.is_some_and(|it| EXTENSIONS.contains(&it.as_str())) {
            files.insert(inside.to_string_lossy().replace('\\', "/"), read(&entry.path())?);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, ReportError> {
    std::fs::read(path).map_err(|source| ReportError::TemplateUnreadable { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_template_has_the_digest_of_the_one_that_ships() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in builtin::files("executive").expect("it ships") {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
        let shipped = used(&TemplateSource::BuiltIn("executive".to_owned())).expect("known");
        let copied = TemplateSource::Folder(folder.path().to_owned());
        assert_eq!(used(&copied).expect("read").digest, shipped.digest);
        std::fs::write(folder.path().join("main.typ"), "= Another\n").expect("written");
        assert_ne!(used(&copied).expect("read").digest, shipped.digest);
    }
}
