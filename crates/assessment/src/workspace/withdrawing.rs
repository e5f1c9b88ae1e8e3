//! Withdrawing a build that was added by mistake, or an assessment that was opened by mistake. Only one of which nothing was
//! stated: what was said stays on record, and so does what it was said of.

use std::collections::BTreeMap;

use assay_ledger::Hash;
use assay_messages::said;
use sqlx::query::QueryScalar;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnection};
use uuid::Uuid;

use super::{Workspace, input};
use crate::projection::{Stating, bytes};
use crate::statement::{Kind, Subject, Withdrawn};
use crate::view::ReleaseView;
use crate::{AssessmentError, Noun, Result};

/// A query for the hash of one entry.
type Entry = QueryScalar<'static, Sqlite, Vec<u8>, SqliteArguments>;

impl Workspace {
    /// Withdraws a build on which nothing was stated. Gives its release without it.
    ///
    /// # Errors
    /// `build.unknown`, `input.missing` without a reason; `build.held`, which says what rests on it.
    pub async fn withdraw_build(&self, build: Uuid, reason: &str) -> Result<ReleaseView> {
        let body = Withdrawn { reason: input::needed("The reason", reason)? };
        let known = self.build_facts(build).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let added = sqlx::query_scalar("SELECT entry FROM build WHERE id = ?1");
        let added = begun(stating.connection(), added, Noun::Build, build).await?;
        let mut held = named(stating.connection(), "build", build, &["build.added"]).await?;
        // Answers of other builds that were reconfirmed from it name it in their words.
        let cited: i64 = sqlx::query_scalar(
            "SELECT (SELECT count(*) FROM carried WHERE build = ?1) + (SELECT count(*) FROM difference WHERE former = ?1)",
        )
        .bind(bytes(build))
        .fetch_one(stating.connection())
        .await?;
        if cited > 0 {
            held.push(said!("answers on other builds that were reconfirmed from it ({cited})", cited));
        }
        let facts = &known.facts;
        let name = format!("{} {} ({})", facts.platform.name(), facts.version_name, facts.version_code);
        free(Noun::Build, name, &held)?;
        let subject = Subject::Build { release: known.release, build };
        stating.state(Kind::BuildWithdrawn, &subject, vec![added], None, Some(&body)).await?;
        stating.commit().await?;
        self.plans.forget_subjects();
        self.release(known.release).await
    }

    /// Withdraws an assessment in which nothing was stated but what it is done under. Gives its release without it.
    ///
    /// # Errors
    /// `assessment.unknown`, `input.missing` without a reason; `assessment.held`, which says what rests on it.
    pub async fn withdraw_assessment(&self, assessment: Uuid, reason: &str) -> Result<ReleaseView> {
        let body = Withdrawn { reason: input::needed("The reason", reason)? };
        let facts = self.assessment_facts(assessment).await?;
        let mut stating = Stating::begin(&self.ledger).await?;
        let opened = sqlx::query_scalar("SELECT entry FROM assessment WHERE id = ?1");
        let opened = begun(stating.connection(), opened, Noun::Assessment, assessment).await?;
        let own = ["assessment.opened", "engagement.recorded", "engagement.taken_back"];
        let mut held = named(stating.connection(), "assessment", assessment, &own).await?;
        let carried: i64 = sqlx::query_scalar("SELECT count(*) FROM assessment WHERE facts ->> '$.migrated_from' = ?1")
            .bind(assessment.to_string())
            .fetch_one(stating.connection())
            .await?;
        if carried > 0 {
            held.push(said!("assessments that were carried over from it ({carried})", carried));
        }
        // Findings name what shows them in their words, and so do answers that were reconfirmed from it.
        let (shown, cited): (i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(DISTINCT s.finding) FROM finding_place p JOIN finding_statement s ON s.arrival = p.arrival
                     WHERE p.assessment = ?1),
                    (SELECT count(*) FROM carried c JOIN unit_statement u ON u.arrival = c.arrival
                     WHERE c.assessment = ?1 AND c.build IS NOT NULL AND u.assessment <> ?1)",
        )
        .bind(bytes(assessment))
        .fetch_one(stating.connection())
        .await?;
        if shown > 0 {
            held.push(said!("findings that it shows ({shown})", shown));
        }
        if cited > 0 {
            held.push(said!("answers of other assessments that were reconfirmed from it ({cited})", cited));
        }
        free(Noun::Assessment, facts.opened.title.clone(), &held)?;
        let subject = Subject::Assessment { release: facts.release, assessment };
        stating.state(Kind::AssessmentWithdrawn, &subject, vec![opened], None, Some(&body)).await?;
        stating.commit().await?;
        self.plans.forget_subjects();
        self.release(facts.release).await
    }
}

/// The entry that a build or an assessment began with, by a query for it.
async fn begun(connection: &mut SqliteConnection, query: Entry, noun: Noun, id: Uuid) -> Result<Hash> {
    let entry = query.bind(bytes(id)).fetch_optional(connection).await?;
    super::states::hash(&entry.ok_or_else(|| super::apps::unknown(noun, id))?)
}

/// That nothing holds what is to be withdrawn.
fn free(noun: Noun, name: String, held: &[String]) -> Result<()> {
    if held.is_empty() { Ok(()) } else { Err(AssessmentError::Held { noun, name, held: held.join(", ") }) }
}

/// What names a build or an assessment, counted in words: all but what it began with, and the answers that were kept by
/// themselves because a file is the same, of which nobody said anything.
async fn named(connection: &mut SqliteConnection, what: &str, id: Uuid, own: &[&str]) -> Result<Vec<String>> {
    let named: Vec<String> = sqlx::query_scalar(
        "SELECT e.kind FROM entries e LEFT JOIN unit_statement u ON u.arrival = e.id
         WHERE instr(e.subject, ?1) > 0 AND coalesce(u.act, 0) NOT IN (35, 36)",
    )
    .bind(format!("{what}/{id}"))
    .fetch_all(connection)
    .await?;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in named.iter().filter(|kind| !own.contains(&kind.as_str())) {
        *counts.entry(area(kind)).or_default() += 1;
    }
    Ok(counts.iter().map(|(area, number)| format!("{area} ({number})")).collect())
}

/// What a statement of a kind is about, in a word.
fn area(kind: &str) -> &'static str {
    match kind.split('.').next().unwrap_or_default() {
        "result" | "difference" => "answers",
        "evidence" | "picture" => "evidence",
        "comment" => "comments",
        "verdict" => "conclusions",
        "finding" => "findings",
        "waiver" => "waivers",
        "work" => "assignments",
        "review" => "reviews",
        "report" => "reports",
        "sign_off" => "sign-offs",
        _ => "other statements",
    }
}
