//! What runs here, for whoever reports a defect or writes a report's method.

use assay_catalogue::shipped;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CommandError, Context, Session};

/// Input of `about`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AboutInput {}

/// The versions of what runs here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct About {
    /// Of Assay.
    pub version: String,
    /// Operating system and processor, such as `linux x86_64`.
    pub platform: String,
    /// Of the libraries that hold and read the data; with a workspace open its database says so itself.
    pub parts: Vec<Part>,
    /// The catalogues that ship.
    pub catalogues: Vec<ShippedCatalogue>,
    /// The folder of identity, keys and settings.
    pub home: String,
}

/// A library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A catalogue that ships.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ShippedCatalogue {
    /// Such as `MASVS`.
    pub name: String,
    /// Such as `2.1.0`.
    pub version: String,
    /// The commit of OWASP's repository.
    pub commit: String,
}

pub(crate) async fn about(session: &Session, _: AboutInput, _: Context) -> Result<About, CommandError> {
    let mut parts = Vec::new();
    if let Some(workspace) = session.open_workspace() {
        let (sqlite, cipher) = workspace.engine().await?;
        parts.push(Part { name: "SQLite".to_owned(), version: sqlite });
        parts.extend(cipher.map(|version| Part { name: "SQLCipher".to_owned(), version }));
    }
    let catalogues = shipped().catalogues().into_iter().map(|it| ShippedCatalogue {
        name: it.name.to_string(),
        version: it.version.clone(),
        commit: it.commit.clone(),
    });
    Ok(About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        parts,
        catalogues: catalogues.collect(),
        home: session.home.dir().display().to_string(),
    })
}
