//! The profile files that are at hand: those that ship, and the user's own.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use assay_messages::said;

use crate::{ProfileDocument, ProfileProblem, ProfileProblemCode};

/// Profile files by id.
#[derive(Debug, Clone, Default)]
pub struct ProfileLibrary {
    documents: BTreeMap<String, Arc<ProfileDocument>>,
}

const SHIPPED: [(&str, &str); 6] = [
    ("baseline.yaml", include_str!("../../../../standards/profiles/baseline.yaml")),
    ("fintech.yaml", include_str!("../../../../standards/profiles/fintech.yaml")),
    ("healthcare.yaml", include_str!("../../../../standards/profiles/healthcare.yaml")),
    ("enterprise.yaml", include_str!("../../../../standards/profiles/enterprise.yaml")),
    ("masa-al1.yaml", include_str!("../../../../standards/profiles/masa-al1.yaml")),
    ("masa-al2.yaml", include_str!("../../../../standards/profiles/masa-al2.yaml")),
];

impl ProfileLibrary {
    /// The files that ship: `baseline`, `fintech`, `healthcare`, `enterprise`, `masa-al1`, `masa-al2`.
    ///
    /// # Panics
    /// If an embedded file cannot be read, which the tests of this crate exclude.
    pub fn shipped() -> &'static ProfileLibrary {
        static LIBRARY: OnceLock<ProfileLibrary> = OnceLock::new();
        LIBRARY.get_or_init(|| {
            let documents = SHIPPED.iter().map(|(file, text)| {
                #[expect(clippy::panic, reason = "the embedded files are part of the program, and a test reads them")]
                ProfileDocument::parse(file, text).unwrap_or_else(|problems| panic!("{}", problems[0]))
            });
            ProfileLibrary::new(documents)
        })
    }

    /// A library of exactly these files: what an assessment kept. Of two with one id the last counts.
    pub fn new(documents: impl IntoIterator<Item = ProfileDocument>) -> ProfileLibrary {
        let documents = documents.into_iter().map(|document| (document.id.clone(), Arc::new(document))).collect();
        ProfileLibrary { documents }
    }

    /// One more file.
    ///
    /// # Errors
    /// `profile.taken_id` where another file has the id already; the same file again is fine.
    pub fn add(&mut self, document: ProfileDocument) -> Result<(), Box<ProfileProblem>> {
        if let Some(known) = self.documents.get(&document.id).filter(|known| known.digest != document.digest) {
            let (line, column) = document.place_of_id();
            return Err(Box::new(ProfileProblem {
                code: ProfileProblemCode::TakenId,
                file: document.file.clone(),
                line,
                column,
                key: "id".to_owned(),
                message: said!(
                    "There is another profile {document}: {file}.",
                    document = document.id,
                    file = known.file
                ),
                hint: said!("Choose another id, or remove the other one first."),
            }));
        }
        self.documents.insert(document.id.clone(), Arc::new(document));
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
