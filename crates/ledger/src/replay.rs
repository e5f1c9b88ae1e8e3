//! All entries with their bodies in an order that every copy of the workspace agrees on.

use crate::{Recorded, Result};

/// Streams all entries with their bodies, causes before effects: an entry comes after the one before it in its
/// device's log and after all that its device had seen. Between devices that had not seen each other the order
/// follows their keys, so that it never depends on arrival or on clocks.
pub struct Replay {}

impl Replay {
    /// The next entries, at most `limit`; empty at the end.
    ///
    /// # Errors
    /// When the database can't be read or an entry is malformed.
    #[expect(clippy::unused_async, reason = "until the rest is written")]
    pub async fn page(&mut self, _limit: usize) -> Result<Vec<Recorded>> {
        todo!()
    }
}
