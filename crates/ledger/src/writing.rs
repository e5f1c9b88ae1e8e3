//! One transaction.

use sqlx::SqliteConnection;
use uuid::Uuid;

use crate::{Body, DeviceId, Draft, Entry, Hash, Import, Recorded, Result, SignedHead};

/// One transaction: statements are appended and the layer above writes its projections through the same connection.
/// [`Writing::commit`] signs the device's head once. Dropping it takes everything back.
pub struct Writing {}

/// What a commit made durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The device's head, signed; nothing when no statement was appended.
    pub head: Option<SignedHead>,
}

impl Writing {
    /// The connection of this transaction, for the projections of the layer above. Never end the transaction on it.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        todo!()
    }

    /// The member who writes.
    pub fn member(&self) -> Uuid {
        todo!()
    }

    /// The device that writes.
    pub fn device(&self) -> DeviceId {
        todo!()
    }

    /// Appends a statement. Its time is the clock's, or that of the device's entry before where the clock is behind.
    ///
    /// # Errors
    /// `statement.invalid`; `ledger.unknown_entry` when a superseded entry is not here;
    /// `statement.changed_meanwhile` when one is superseded already.
    pub async fn append(&mut self, draft: Draft) -> Result<Entry> {
        todo!()
    }

    /// As [`crate::Ledger::heads`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn heads(&mut self, subject: &str, kinds: &[&str]) -> Result<Vec<Hash>> {
        todo!()
    }

    /// Checks that the current entries are exactly the ones that the user saw (in any order).
    ///
    /// # Errors
    /// `statement.changed_meanwhile`.
    pub async fn expect(&mut self, subject: &str, kinds: &[&str], expected: &[Hash]) -> Result<()> {
        todo!()
    }

    /// As [`crate::Ledger::current`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn current(&mut self, subject: &str, kinds: &[&str]) -> Result<Vec<Recorded>> {
        todo!()
    }

    /// As [`crate::Ledger::history`], inside the transaction.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn history(&mut self, subject: &str) -> Result<Vec<Recorded>> {
        todo!()
    }

    /// As [`crate::Ledger::recorded`], inside the transaction.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.altered`.
    pub async fn recorded(&mut self, hash: &Hash) -> Result<Recorded> {
        todo!()
    }

    /// Erases an entry's body for good; the entry stays, and the chain still verifies. The statement that says so is
    /// the caller's to append. Gives what was there before.
    ///
    /// # Errors
    /// `ledger.unknown_entry`, `body.not_erasable`.
    pub async fn erase_body(&mut self, hash: &Hash) -> Result<Body> {
        todo!()
    }

    /// Takes in rows of other devices. Gives the entries that are new here, in the given order.
    ///
    /// # Errors
    /// `import.refused`, `entry.malformed`; `ledger.fork` when a device wrote two entries at one place.
    pub async fn import(&mut self, import: Import) -> Result<Vec<Entry>> {
        todo!()
    }

    /// Signs the head, commits, and writes the witness.
    ///
    /// # Errors
    /// `disk.full`, `workspace.locked`. Nothing is recorded then.
    pub async fn commit(self) -> Result<Committed> {
        todo!()
    }

    /// Takes everything back. Dropping does the same.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn rollback(self) -> Result<()> {
        todo!()
    }
}
