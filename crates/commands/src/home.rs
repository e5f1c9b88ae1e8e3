//! Where a user's own files lie: identity and device keys (kept by the ledger), recent workspaces, user settings.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use assay_messages::noted;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::CommandError;
use crate::areas::workspaces::RecentWorkspace;

/// How many workspaces are remembered.
const RECENT: usize = 12;

/// The folder that holds what belongs to the user and to no workspace.
///
/// `ASSAY_HOME` if it is set, else `assay` in the platform's folder for configuration.
///
/// # Errors
/// `home.unknown` where the environment names neither.
pub fn default_home() -> Result<PathBuf, CommandError> {
    set_path("ASSAY_HOME").or_else(platform_home).ok_or_else(|| {
        CommandError::new(
            "home.unknown",
            "The folder for your settings and keys is not known: neither ASSAY_HOME nor HOME is set.",
            "Set ASSAY_HOME to a folder that only you can read.",
        )
    })
}

/// `assay` in the platform's folder for configuration.
fn platform_home() -> Option<PathBuf> {
    let config = if cfg!(target_os = "windows") {
        set_path("APPDATA")
    } else if cfg!(target_os = "macos") {
        set_path("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        set_path("XDG_CONFIG_HOME").or_else(|| set_path("HOME").map(|home| home.join(".config")))
    };
    config.map(|config| config.join("assay"))
}

/// The folder for the example: in the user's data folder for the user's own home, inside any other home, so that each
/// home has an example that it made itself.
pub(crate) fn example_folder(home: &Path) -> PathBuf {
    let data = if cfg!(target_os = "linux") && platform_home().as_deref() == Some(home) {
        set_path("XDG_DATA_HOME").or_else(|| set_path("HOME").map(|home| home.join(".local/share")))
    } else {
        None
    };
    data.map_or_else(|| home.join("example"), |data| data.join("assay/example"))
}

fn set_path(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The plain files of the home folder. Two programs that write one at the same time: the later one stays, whole.
#[derive(Debug, Clone)]
pub(crate) struct HomeFiles {
    dir: PathBuf,
}

impl HomeFiles {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Bare copies of repositories that were fetched.
    pub(crate) fn repositories(&self) -> PathBuf {
        self.dir.join("repositories")
    }

    /// Workspaces that were open and are still there, newest first.
    pub(crate) fn recent(&self) -> Vec<RecentWorkspace> {
        let mut recent: Vec<RecentWorkspace> = self.read("recent.json");
        recent.retain(|it| Path::new(&it.dir).join("assay.db").is_file());
        recent
    }

    /// Puts a workspace at the head of the recent ones.
    pub(crate) fn remember(&self, opened: RecentWorkspace) -> Result<(), CommandError> {
        let mut recent = self.recent();
        recent.retain(|it| it.dir != opened.dir);
        recent.insert(0, opened);
        recent.truncate(RECENT);
        self.write("recent.json", &recent)
    }

    /// A user setting.
    pub(crate) fn setting(&self, key: &str) -> Option<String> {
        self.settings().remove(key)
    }

    /// Sets a user setting, or removes it.
    pub(crate) fn set_setting(&self, key: &str, value: Option<String>) -> Result<(), CommandError> {
        let mut settings = self.settings();
        match value {
            Some(value) => settings.insert(key.to_owned(), value),
            None => settings.remove(key),
        };
        self.write("settings.json", &settings)
    }

    fn settings(&self) -> BTreeMap<String, String> {
        self.read("settings.json")
    }

    /// What is in the file; nothing where it is missing or damaged: nothing that matters is lost with it.
    fn read<T: DeserializeOwned + Default>(&self, name: &str) -> T {
        std::fs::read(self.dir.join(name)).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> Result<(), CommandError> {
        let path = self.dir.join(name);
        let text = serde_json::to_vec_pretty(value).unwrap_or_default();
        let failed = |problem: std::io::Error| CommandError::io(&path, noted!("written"), &problem);
        std::fs::create_dir_all(&self.dir).map_err(failed)?;
        // Of this process and this thread alone, so that nobody else writes into it before the rename.
        let draft = self.dir.join(format!(".{name}.{}-{:?}", std::process::id(), std::thread::current().id()));
        let mut file = std::fs::File::create(&draft).map_err(failed)?;
        file.write_all(&text).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        std::fs::rename(&draft, &path).map_err(failed)
    }
}
