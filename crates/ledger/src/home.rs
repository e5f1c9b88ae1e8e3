//! The user's own folder, outside of any workspace, readable by its owner only. `docs/FORMATS.md`, "Home folder".

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Ambient, Result};

/// The user's own folder: identity, device keys, recovery keys, witnesses. The host decides where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    dir: PathBuf,
}

/// Who works on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The member's id, the same in every workspace.
    pub member: Uuid,
    /// The name that statements are shown with.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Home {
    /// The home folder at `dir`; it is made when something is first written.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Who works here.
    ///
    /// # Errors
    /// `identity.missing`, `home.damaged`.
    pub fn identity(&self) -> Result<Identity> {
        todo!()
    }

    /// Says who works here. The member's id is made once and stays.
    ///
    /// # Errors
    /// `identity.invalid`, `disk.full`, `disk.failed`.
    pub fn set_identity(&self, ambient: &Ambient, name: &str, email: &str) -> Result<Identity> {
        todo!()
    }
}
