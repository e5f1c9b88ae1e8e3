//! All that a template can see, in memory.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use assay_messages::said;
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::failure::failure;
use crate::fonts;
use crate::pictures::Pictures;
use crate::protocol::Failure;
use crate::template::{Files, MAIN};

/// All that a template can see: files by path, fonts by index, and the document's own date.
pub struct ReportWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Option<Datetime>,
    pictures: Arc<Pictures>,
}

impl std::fmt::Debug for ReportWorld {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ReportWorld").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl ReportWorld {
    /// A world of the template's files and the data's files (`data.json`, …) and the pictures.
    ///
    /// # Errors
    /// `typeset.template` when a source file is not UTF-8.
    pub(crate) fn new(
        template: Files,
        data: Files,
        fonts: Vec<Font>,
        today: Option<Datetime>,
        pictures: Arc<Pictures>,
    ) -> Result<Self, Failure> {
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        for (path, bytes) in template.into_iter().chain(data) {
            let Some(id) = file_id(&path) else { continue };
            if Path::new(&path).extension().is_some_and(|extension| extension == "typ") {
                let text = String::from_utf8(bytes.clone()).map_err(|_| Failure {
                    path: Some(path.clone()),
                    ..failure("template", "The template is not UTF-8.", "Save the file as UTF-8.")
                })?;
                sources.insert(id, Source::new(id, text));
            }
            files.insert(id, Bytes::new(bytes));
        }
        let main =
            file_id(MAIN).ok_or_else(|| failure("template", "The template has no main file.", "Add main.typ."))?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts::book(&fonts)),
            fonts,
            main,
            sources,
            files,
            today,
            pictures,
        })
    }

    pub(crate) fn pictures(&self) -> &Pictures {
        &self.pictures
    }
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// Why there is no such file: a package, or nothing.
fn absent(id: FileId) -> FileError {
    match id.get().root() {
        VirtualRoot::Package(_) => FileError::Package(PackageError::Other(Some(
            said!("templates cannot use packages: copy what is needed into the template's folder").into(),
        ))),
        VirtualRoot::Project => FileError::NotFound(id.get().vpath().get_without_slash().into()),
    }
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.files.get(&id) {
            return Ok(bytes.clone());
        }
        let picture = self.pictures.file(id.get().vpath().get_without_slash());
        picture.ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// The document's date: a clock would make two runs differ.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
