//! What many builds come to in numbers: read where it was counted before, counted where it was not.

use std::collections::HashMap;
use std::sync::Arc;

use sqlx::Row;
use uuid::Uuid;

use super::Workspace;
use super::states::id;
use crate::Result;
use crate::judging::BuildCounts;
use crate::planned::KnownBuild;
use crate::projection::{bytes, json};

/// The numbers of builds, by assessment and build.
pub(super) type Tallies = HashMap<(Uuid, Uuid), BuildCounts>;

impl Workspace {
    /// The numbers of these builds in these assessments. What had to be counted is kept for the next look.
    pub(super) async fn tallies(&self, wanted: &[(Uuid, &KnownBuild)]) -> Result<Tallies> {
        let applied = self.applied().await?;
        let today = self.today();
        let rows = sqlx::query(
            "SELECT assessment, build, counts FROM tally WHERE day <= ?1 AND (until IS NULL OR until >= ?1)",
        )
        .bind(today)
        .fetch_all(self.ledger.readers())
        .await?;
        let mut known: HashMap<(Uuid, Uuid), &str> = HashMap::with_capacity(rows.len());
        for row in &rows {
            known.insert((id(row.try_get(0)?)?, id(row.try_get(1)?)?), row.try_get(2)?);
        }
        let mut tallies = Tallies::with_capacity(wanted.len());
        let mut counted = Vec::new();
        for (assessment, build) in wanted {
            let place = (*assessment, build.id);
            if let Some(counts) = known.get(&place).and_then(|text| serde_json::from_str(text).ok()) {
                tallies.insert(place, counts);
                continue;
            }
            self.plans.keep_build(Arc::new((*build).clone()));
            let counts = self.count(*assessment, build).await?.numbers();
            counted.push((place, counts.until, json(&counts)));
            tallies.insert(place, counts);
        }
        if !counted.is_empty() {
            self.keep_tallies(applied, today, counted).await;
        }
        Ok(tallies)
    }

    /// Keeps numbers, unless something was stated since they were counted. Whoever can't write looks all the same.
    async fn keep_tallies(&self, applied: i64, today: i64, counted: Vec<((Uuid, Uuid), Option<i64>, String)>) {
        let keep = async {
            let mut writing = self.ledger.write().await?;
            let now: i64 =
                sqlx::query_scalar("SELECT applied FROM projection_state").fetch_one(writing.connection()).await?;
            if now != applied {
                return Ok::<(), crate::AssessmentError>(());
            }
            for ((assessment, build), until, counts) in counted {
                let put =
                    "INSERT OR REPLACE INTO tally (assessment, build, day, until, counts) VALUES (?1, ?2, ?3, ?4, ?5)";
                sqlx::query(put)
                    .bind(bytes(assessment))
                    .bind(bytes(build))
                    .bind(today)
                    .bind(until)
                    .bind(counts)
                    .execute(writing.connection())
                    .await?;
            }
            writing.commit().await?;
            Ok(())
        };
        // They are counted again next time.
        let _ = keep.await;
    }
}
