//! Reading a PDF that may have been made by anybody.

use std::collections::BTreeMap;

use assay_messages::said;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::ProofError;

/// What one stream may unpack to.
pub(crate) const STREAM_LIMIT: usize = 256 << 20;
/// How deep trees of names and pages may be.
pub(crate) const DEPTH: u32 = 64;

/// A file that was read.
pub(crate) struct Pdf {
    pub(crate) document: Document,
}

/// A file inside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// How the specification names its relationship, such as `Data`.
    pub relationship: String,
    /// The description for people.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Pdf {
    /// Reads a file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ProofError> {
        let options = LoadOptions { max_decompressed_size: Some(STREAM_LIMIT), ..LoadOptions::default() };
        // The reader is not ours; whatever a hostile file makes it do ends here.
        let read = std::panic::catch_unwind(|| Document::load_mem_with_options(bytes, options));
        match read {
            Ok(Ok(document)) if !document.is_encrypted() => Ok(Self { document }),
            Ok(Ok(_)) => Err(ProofError::Unreadable(said!("it is locked by a password"))),
            // What its reader says of it is about offsets and tables, and helps nobody.
            Ok(Err(_)) | Err(_) => Err(ProofError::Unreadable(said!("its structure is damaged"))),
        }
    }

    /// The object that another may refer to.
    pub(crate) fn resolved<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    /// What a dictionary has under a key, references followed.
    pub(crate) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.resolved(dictionary.get(key).ok()?)
    }

    /// A dictionary under a key.
    pub(crate) fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.get(dictionary, key)?.as_dict().ok()
    }

    /// The attached files by name. A name that is there twice is an error: readers would differ.
    pub(crate) fn attached(&self) -> Result<BTreeMap<String, Attached>, ProofError> {
        let mut found = BTreeMap::new();
        let Ok(catalog) = self.document.catalog() else { return Ok(found) };
        if let Some(tree) =
            self.dictionary(catalog, b"Names").and_then(|names| self.dictionary(names, b"EmbeddedFiles"))
        {
            self.walk(tree, 0, &mut found)?;
        }
        Ok(found)
    }

    fn walk(&self, node: &Dictionary, depth: u32, found: &mut BTreeMap<String, Attached>) -> Result<(), ProofError> {
        if depth > DEPTH {
            return Err(ProofError::Unreadable(said!("its attachments are nested too deeply")));
        }
        for kid in self.array(node, b"Kids") {
            if let Some(kid) = self.resolved(kid).and_then(|kid| kid.as_dict().ok()) {
                self.walk(kid, depth + 1, found)?;
            }
        }
        for specification in self.array(node, b"Names").iter().skip(1).step_by(2) {
            let Some(specification) = self.resolved(specification).and_then(|it| it.as_dict().ok()) else { continue };
            let Some(name) = self.text(specification, b"UF").or_else(|| self.text(specification, b"F")) else {
                continue;
            };
            let stream = self
                .dictionary(specification, b"EF")
                .and_then(|files| self.get(files, b"UF").or_else(|| self.get(files, b"F")))
                .and_then(|stream| stream.as_stream().ok())
                .ok_or_else(|| ProofError::Unreadable(said!("the attachment {name} has no content", name)))?;
            let bytes = if stream.dict.has(b"Filter") {
                let unpacked = stream.decompressed_content_with_limit(STREAM_LIMIT);
                unpacked
                    .map_err(|error| ProofError::Unreadable(said!("the attachment {name}: {error}", name, error)))?
            } else {
                stream.content.clone()
            };
            let relationship = specification.get(b"AFRelationship").and_then(Object::as_name).unwrap_or(b"Unspecified");
            let attached = Attached {
                relationship: String::from_utf8_lossy(relationship).into_owned(),
                description: self.text(specification, b"Desc").unwrap_or_default(),
                bytes,
            };
            if found.insert(name.clone(), attached).is_some() {
                return Err(ProofError::Unreadable(said!("two attachments are called {name}", name)));
            }
        }
        Ok(())
    }

    /// A list under a key, empty where there is none.
    pub(crate) fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> &'a [Object] {
        self.get(dictionary, key).and_then(|it| it.as_array().ok()).map_or(&[], Vec::as_slice)
    }

    /// A text under a key.
    pub(crate) fn text(&self, dictionary: &Dictionary, key: &[u8]) -> Option<String> {
        lopdf::decode_text_string(self.get(dictionary, key)?).ok()
    }
}
