//! Files whose words another process has to bring: PDFs, which nobody reads where the database is open. They are written
//! down here when the statement that attaches them is read, and whoever can read them asks for one after the other.

use assay_ledger::Hash;
use sqlx::SqliteConnection;

use super::said;
use crate::Result;
use crate::workspace::Workspace;
use crate::workspace::states::hash;

/// Notes that the words of this file, which that entry attaches, are still to be read.
pub(super) async fn add(connection: &mut SqliteConnection, entry: i64, sha256: &Hash) -> Result<()> {
    sqlx::query("INSERT OR REPLACE INTO said_waiting (entry, sha256) VALUES (?1, ?2)")
        .bind(entry)
        .bind(sha256.as_bytes().as_slice())
        .execute(connection)
        .await?;
    Ok(())
}

impl Workspace {
    /// A file whose words the search does not know yet, the last one attached first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn file_to_read(&self) -> Result<Option<Hash>> {
        if !said::is_current(self.ledger.readers()).await? {
            return Ok(None);
        }
        let row: Option<Vec<u8>> = sqlx::query_scalar("SELECT sha256 FROM said_waiting ORDER BY entry DESC LIMIT 1")
            .fetch_optional(self.ledger.readers())
            .await?;
        row.as_deref().map(hash).transpose()
    }

    /// How many files there are whose words the search does not know yet.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn files_to_read(&self) -> Result<u64> {
        if !said::is_current(self.ledger.readers()).await? {
            return Ok(0);
        }
        let count: i64 = sqlx::query_scalar("SELECT count(DISTINCT sha256) FROM said_waiting")
            .fetch_one(self.ledger.readers())
            .await?;
        Ok(count.unsigned_abs())
    }

    /// Keeps the words of a file for the search, wherever it is attached; a file without words is done too. What was
    /// redacted in the meantime stays away: its row is gone.
    ///
    /// # Errors
    /// When the database can't be written.
    pub async fn keep_words_of_file(&self, sha256: &Hash, words: &str) -> Result<()> {
        let mut writing = self.ledger.write().await?;
        let connection = writing.connection();
        sqlx::query("UPDATE said SET file = ?1 WHERE rowid IN (SELECT entry FROM said_waiting WHERE sha256 = ?2)")
            .bind(words)
            .bind(sha256.as_bytes().as_slice())
            .execute(&mut *connection)
            .await?;
        sqlx::query("DELETE FROM said_waiting WHERE sha256 = ?1")
            .bind(sha256.as_bytes().as_slice())
            .execute(connection)
            .await?;
        writing.commit().await?;
        Ok(())
    }
}
