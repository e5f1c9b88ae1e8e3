//! The piles of a build: counted, and one of them in full.

use std::collections::HashSet;

use uuid::Uuid;

use crate::Result;
use crate::ReviewError;
use crate::view::{BuildQueues, Queue, QueueCount, UnitRow};
use crate::workspace::Workspace;

impl Workspace {
    /// How many units lie on which pile of a build, and the rows of one pile.
    ///
    /// # Errors
    /// `assessment.unknown`, `build.unknown`, `build.other_release`.
    pub async fn queues(&self, assessment: Uuid, build: Uuid, show: Option<Queue>) -> Result<BuildQueues> {
        let rows = self.checklist(assessment, build).await?.rows;
        let counts = Queue::ALL.map(|queue| {
            let units: HashSet<&str> =
                rows.iter().filter(|row| lies(row, queue)).map(|row| row.unit.as_str()).collect();
            QueueCount { queue, units: u32::try_from(units.len()).unwrap_or(u32::MAX) }
        });
        let mut seen = HashSet::new();
        let rows = rows
            .into_iter()
            .filter(|row| show.is_some_and(|queue| lies(row, queue)) && seen.insert(row.unit.clone()))
            .collect();
        Ok(BuildQueues { build, counts: counts.to_vec(), rows })
    }
}

fn lies(row: &UnitRow, queue: Queue) -> bool {
    row.review.queues.contains(&queue)
}

impl Queue {
    /// The pile that people call so; `-` stands for `_`.
    ///
    /// # Errors
    /// `queue.unknown`.
    pub fn find(name: &str) -> Result<Queue> {
        let wanted = name.trim().to_lowercase().replace('-', "_");
        let found = Queue::ALL.into_iter().find(|queue| queue.as_str() == wanted);
        Ok(found.ok_or_else(|| ReviewError::QueueUnknown { name: name.to_owned() })?)
    }
}
