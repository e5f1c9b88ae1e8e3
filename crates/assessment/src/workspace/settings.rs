//! Plain rows: window layout, drafts, theme. Nobody signs them, and no bundle carries them.

use super::Workspace;
use crate::{AssessmentError, Result};

/// Longest setting, in bytes.
const LIMIT: usize = 1 << 20;

impl Workspace {
    /// A setting, where there is one.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE key = ?1")
            .bind(key)
            .fetch_optional(self.ledger.readers())
            .await?)
    }

    /// The settings whose names begin so, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn settings(&self, beginning: &str) -> Result<Vec<(String, String)>> {
        Ok(sqlx::query_as("SELECT key, value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key")
            .bind(beginning)
            .fetch_all(self.ledger.readers())
            .await?)
    }

    /// Sets or, with none, removes a setting.
    ///
    /// # Errors
    /// `input.too_long`; `workspace.locked`, `workspace.read_only`, `disk.full`.
    pub async fn set_setting(&self, key: &str, value: Option<&str>) -> Result<()> {
        if key.len() > LIMIT || value.is_some_and(|value| value.len() > LIMIT) {
            return Err(AssessmentError::TooLong { what: "The setting", limit: LIMIT });
        }
        let mut writing = self.ledger.write().await?;
        match value {
            Some(value) => {
                let put = "INSERT INTO setting (key, value) VALUES (?1, ?2)
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value";
                sqlx::query(put).bind(key).bind(value).execute(writing.connection()).await?;
            }
            None => {
                sqlx::query("DELETE FROM setting WHERE key = ?1").bind(key).execute(writing.connection()).await?;
            }
        }
        writing.commit().await?;
        Ok(())
    }
}
