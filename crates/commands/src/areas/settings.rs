//! Plain settings: window layout, theme, keymap, drafts. They are no statements.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CommandError, Context, Session};

/// Where a setting is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SettingScope {
    /// With the user: theme, keymap, window layout.
    #[default]
    User,
    /// With the open workspace: drafts, filters.
    Workspace,
}

/// Input of `settings_get`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SettingsGetInput {
    /// Its name.
    pub key: String,
    /// Where it is kept; with the user by default.
    pub scope: Option<SettingScope>,
}

/// Input of `settings_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SettingsListInput {
    /// What the names begin with.
    pub beginning: String,
}

/// Input of `settings_set`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SettingsSetInput {
    /// Its name.
    pub key: String,
    /// Any text; none removes it.
    pub value: Option<String>,
    /// Where it is kept; with the user by default.
    pub scope: Option<SettingScope>,
}

/// A setting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Setting {
    /// Its name.
    pub key: String,
    /// What was set; none where nothing was.
    pub value: Option<String>,
}

pub(crate) async fn get(session: &Session, input: SettingsGetInput, _: Context) -> Result<Setting, CommandError> {
    let value = match input.scope.unwrap_or_default() {
        SettingScope::User => session.files.setting(&input.key),
        SettingScope::Workspace => session.workspace()?.setting(&input.key).await?,
    };
    Ok(Setting { key: input.key, value })
}

pub(crate) async fn list(
    session: &Session,
    input: SettingsListInput,
    _: Context,
) -> Result<Vec<Setting>, CommandError> {
    let found = session.workspace()?.settings(&input.beginning).await?;
    Ok(found.into_iter().map(|(key, value)| Setting { key, value: Some(value) }).collect())
}

pub(crate) async fn set(session: &Session, input: SettingsSetInput, _: Context) -> Result<Setting, CommandError> {
    match input.scope.unwrap_or_default() {
        SettingScope::User => session.files.set_setting(&input.key, input.value.clone())?,
        SettingScope::Workspace => session.workspace()?.set_setting(&input.key, input.value.as_deref()).await?,
    }
    Ok(Setting { key: input.key, value: input.value })
}
