//! What was stated about an assessment after a statement over it was made: results, evidence, conclusions on controls, the
//! engagement, answers that were returned, reviews that were taken back, findings on builds of its release, and waivers.
//!
//! *After* is causal: what is not among the entries that the statement's device had seen. Clocks and the order of arrival
//! say nothing.

use assay_ledger::Entry;
use sqlx::{QueryBuilder, Row, Sqlite};
use uuid::Uuid;

use crate::Result;
use crate::projection::bytes;
use crate::statement::Holder;
use crate::view::Outdated;
use crate::workspace::Workspace;
use crate::workspace::names::Names;
use crate::workspace::states::{hash, id, push_holders, time};

impl Workspace {
    /// What bears on an assessment and was not known where `of` was stated; none where nothing does.
    pub(in crate::workspace) async fn stated_since(
        &self,
        assessment: Uuid,
        of: &Entry,
        names: &Names,
    ) -> Result<Option<Outdated>> {
        let facts = self.assessment_facts(assessment).await?;
        let app = self.release_facts(facts.release).await?.app;
        let findings = self.known_on(facts.release, app).await?;
        let shared = [Holder::BackEnd { app }, Holder::Organisation, Holder::Release { release: facts.release }];
        let mut query: QueryBuilder<Sqlite> = QueryBuilder::new("WITH shared AS (");
        push_holders(&mut query, &shared);
        query.push("), known (device, size) AS (VALUES (");
        query.push_bind(of.device.as_bytes().to_vec()).push(", ");
        query.push_bind(place(of.seq)).push(")");
        for seen in &of.seen {
            query.push(", (").push_bind(seen.device.as_bytes().to_vec()).push(", ");
            query.push_bind(place(seen.seq) + 1).push(")");
        }
        // 7 and 8 are comments of `unit_statement`; 3 and 4 are returned and taken back of `review_statement`.
        query.push(
            "), bearing (arrival, author, at) AS (
                SELECT arrival, author, at FROM unit_statement WHERE act NOT IN (7, 8) AND assessment = ",
        );
        query.push_bind(bytes(assessment));
        query.push(
            " UNION ALL SELECT u.arrival, u.author, u.at FROM shared h CROSS JOIN unit_statement u
                ON u.assessment = h.assessment AND u.build = h.build WHERE u.act NOT IN (7, 8)
              UNION ALL SELECT arrival, author, at FROM control_statement WHERE assessment = ",
        );
        query.push_bind(bytes(assessment));
        query.push(" UNION ALL SELECT arrival, author, at FROM review_statement WHERE act IN (3, 4) AND assessment = ");
        query.push_bind(bytes(assessment));
        query.push(" UNION ALL SELECT arrival, author, at FROM waiver_statement WHERE scope = ");
        query.push_bind(bytes(assessment));
        if !findings.is_empty() {
            query.push(" UNION ALL SELECT arrival, author, at FROM finding_statement WHERE finding IN (");
            let mut list = query.separated(", ");
            for finding in &findings {
                list.push_bind(bytes(*finding));
            }
            query.push(") UNION ALL SELECT arrival, author, at FROM waiver_statement WHERE scope = ");
            query.push_bind(bytes(app)).push(" AND item IN (");
            let mut list = query.separated(", ");
            for finding in &findings {
                list.push_bind(finding.to_string());
            }
            query.push(")");
        }
        query.push(" UNION ALL SELECT g.arrival, NULL, g.at FROM engagement g WHERE g.assessment = ");
        query.push_bind(bytes(assessment));
        query.push(
            ") SELECT count(*) OVER (), b.author, b.at, e.hash FROM bearing b
             JOIN entries e ON e.id = b.arrival JOIN devices d ON d.id = e.device
             LEFT JOIN known k ON k.device = d.device WHERE e.seq >= coalesce(k.size, 0) AND e.hash <> ",
        );
        query.push_bind(of.hash.as_bytes().to_vec());
        query.push(" ORDER BY b.at DESC, e.hash LIMIT 1");
        let row = query.build().fetch_optional(self.ledger.readers()).await?;
        let Some(row) = row else { return Ok(None) };
        let count: i64 = row.try_get(0)?;
        let entry = hash(row.try_get(3)?)?;
        let author = match row.try_get::<Option<&[u8]>, _>(1)? {
            Some(author) => id(author)?,
            None => self.ledger.entry(&entry).await?.author,
        };
        let newest = names.stamp(author, time(row.try_get(2)?), &entry);
        Ok(Some(Outdated { statements: count.unsigned_abs(), newest }))
    }

    /// Findings of an app that anything was said of on a build of the release: those bear on what is signed there, as they
    /// do on decisions about it.
    async fn known_on(&self, release: Uuid, app: Uuid) -> Result<Vec<Uuid>> {
        let find = "SELECT DISTINCT s.finding FROM finding_statement s JOIN build b ON b.id = s.build
            WHERE s.app = ?1 AND b.release = ?2";
        let found = sqlx::query(find).bind(bytes(app)).bind(bytes(release)).fetch_all(self.ledger.readers()).await?;
        found.iter().map(|row| id(row.try_get(0)?)).collect()
    }
}

fn place(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX - 1)
}
