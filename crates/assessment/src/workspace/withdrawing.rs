//! Withdrawing a build that was added by mistake. Only one on which nothing was stated: what was said stays on record, and
//! so does what it was said of.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use uuid::Uuid;

use super::{Workspace, input};
use crate::projection::{Stating, bytes};
use crate::statement::{BuildWithdrawn, Kind, Subject};
use crate::view::ReleaseView;
use crate::{AssessmentError, Result};

impl Workspace {
    /// Withdraws a build on which nothing was stated. Gives its release without it.
    ///
    /// # Errors
    /// `build.unknown`, `input.missing` without a reason; `build.held`, which says what rests on it.
    pub async fn withdraw_build(&self, build: Uuid, reason: &str) -> Result<ReleaseView> {
        let body = BuildWithdrawn { reason: input::needed("The reason", reason)? };
        let known = self.build_facts(build).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let added: Vec<u8> = sqlx::query_scalar("SELECT entry FROM build WHERE id = ?1")
            .bind(bytes(build))
            .fetch_optional(stating.connection())
            .await?
            .ok_or_else(|| super::apps::unknown(crate::Noun::Build, build))?;
        let held = held(stating.connection(), build).await?;
        if !held.is_empty() {
            let facts = &known.facts;
            let build = format!("{} {} ({})", facts.platform.name(), facts.version_name, facts.version_code);
            return Err(AssessmentError::BuildHeld { build, held: held.join(", ") });
        }
        let subject = Subject::Build { release: known.release, build };
        let supersedes = vec![super::states::hash(&added)?];
        stating.state(Kind::BuildWithdrawn, &subject, supersedes, None, Some(&body)).await?;
        stating.commit().await?;
        self.plans.forget_build(build);
        self.release(known.release).await
    }
}

/// What rests on a build, counted in words: whatever names it, but its own addition and the answers that were kept by
/// themselves because the file is the same, of which nobody said anything.
async fn held(connection: &mut SqliteConnection, build: Uuid) -> Result<Vec<String>> {
    let named: Vec<String> = sqlx::query_scalar(
        "SELECT e.kind FROM entries e LEFT JOIN unit_statement u ON u.arrival = e.id
         WHERE instr(e.subject, 'build/' || ?1) > 0 AND e.kind <> 'build.added' AND coalesce(u.act, 0) NOT IN (35, 36)",
    )
    .bind(build.to_string())
    .fetch_all(&mut *connection)
    .await?;
    // Answers of other builds that were reconfirmed from it name it in their words.
    let cited: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM carried WHERE build = ?1) + (SELECT count(*) FROM difference WHERE former = ?1)",
    )
    .bind(bytes(build))
    .fetch_one(connection)
    .await?;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in &named {
        *counts.entry(area(kind)).or_default() += 1;
    }
    let mut held: Vec<String> = counts.iter().map(|(area, number)| format!("{area} ({number})")).collect();
    if cited > 0 {
        held.push(format!("answers on other builds that were reconfirmed from it ({cited})"));
    }
    Ok(held)
}

/// What a statement of a kind is about, in a word.
fn area(kind: &str) -> &'static str {
    match kind.split('.').next().unwrap_or_default() {
        "result" | "difference" => "answers",
        "evidence" | "picture" => "evidence",
        "comment" => "comments",
        "verdict" => "conclusions",
        "finding" => "findings",
        "work" => "assignments",
        "review" => "reviews",
        _ => "other statements",
    }
}
