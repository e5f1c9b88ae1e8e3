//! Which question an answer about a shared subject was given for.
//!
//! Assessments pin their requirements and their profile, so an answer about a build is about what its assessment asks. An
//! answer about the organisation, a back end or a release belongs to no assessment: its statement carries the digest of
//! the wording that the tester read, and the values of the parameters that the profile set, such as an idle limit. Both
//! together are the question. `answer_wording` keeps it, a row an answer:
//!
//! - no row: the statement was made before wordings were kept. It counts whatever is asked, as it did then.
//! - a digest, and the values after it: it counts where the plan asks just this. A digest alone, of the time before values
//!   were kept, counts whatever the values.
//! - an empty text: its words were redacted, and nothing tells any more what was answered. It is stale.
//!
//! Answers to different questions stand beside each other: neither takes the other's place, and they are no dispute.

use assay_catalogue::PlannedParameter;
use assay_ledger::{Entry, Hash};
use assay_messages::said;
use sqlx::SqliteConnection;

use crate::Result;
use crate::statement::{AskedValues, Holder};
use crate::view::ResultCode;

/// Keeps the question of an answer about a shared subject; of one without words, that nothing says it.
pub(super) async fn keep(
    connection: &mut SqliteConnection,
    entry: &Entry,
    holder: Holder,
    worded: bool,
    wording: Option<&str>,
    values: &AskedValues,
) -> Result<()> {
    let question = match wording {
        _ if matches!(holder, Holder::Build { .. }) => return Ok(()),
        _ if !worded => String::new(),
        Some(digest) => question(digest, values),
        None => return Ok(()),
    };
    sqlx::query("INSERT INTO answer_wording (arrival, question) VALUES (?1, ?2)")
        .bind(entry.arrival)
        .bind(question)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes it out again, with the words of a statement: 0, 1 and 2 are what builds share, see `Holder::key`.
pub(super) async fn forget(connection: &mut SqliteConnection, target: &Hash) -> Result<()> {
    sqlx::query(
        "INSERT INTO answer_wording (arrival, question)
         SELECT u.arrival, '' FROM entries e JOIN unit_statement u ON u.arrival = e.id
         WHERE e.hash = ?1 AND u.result IS NOT NULL AND hex(u.assessment) IN ('00000000000000000000000000000000',
             '00000000000000000000000000000001', '00000000000000000000000000000002')
         ON CONFLICT (arrival) DO UPDATE SET question = ''",
    )
    .bind(target.as_bytes().as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

/// What is asked with this wording and these values, in one word: `<digest>;FIN-2.1.idle-minutes=5`.
pub(crate) fn question(wording: &str, values: &AskedValues) -> String {
    let mut question = plain(wording);
    for (name, value) in values {
        question.extend([";", &plain(name), "=", &value.to_string()]);
    }
    question
}

/// Statements come from elsewhere too: nothing in one may pass for the end of a word or of a value.
fn plain(text: &str) -> String {
    let known = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
    text.chars().map(|letter| if known(letter) { letter } else { '?' }).collect()
}

/// What an answer is to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bearing {
    /// It answers what is asked.
    Answers,
    /// It did, as far as anybody knows; its words were redacted, and it is stale.
    Redacted,
    /// It answers another question.
    Elsewhere,
}

/// What an answer to `given` is to a plan that asks `asked`.
pub(crate) fn bearing(given: Option<&str>, asked: Option<&str>) -> Bearing {
    match (given, asked) {
        (Some(""), _) => Bearing::Redacted,
        (Some(given), Some(asked)) if given != asked => {
            let before_values = !given.contains(';') && asked.split(';').next() == Some(given);
            if before_values { Bearing::Answers } else { Bearing::Elsewhere }
        }
        _ => Bearing::Answers,
    }
}

/// Why an answer to another question says nothing here: part of a sentence. `parameters` are those that are asked.
pub(crate) fn why_elsewhere(given: &str, asked: &str, parameters: &[PlannedParameter]) -> String {
    let (given, asked) = (given.split(';').collect::<Vec<_>>(), asked.split(';').collect::<Vec<_>>());
    if given.first() != asked.first() {
        return said!("for another wording of what is asked");
    }
    let value = |id: &str| {
        given.iter().find_map(|it| it.split_once('=').filter(|(name, _)| *name == id).map(|(_, value)| value))
    };
    let others: Vec<String> = parameters
        .iter()
        .filter_map(|it| {
            let was = value(&plain(&it.id)).filter(|was| *was != it.value.to_string())?;
            let title = it.title.trim_end_matches('.');
            Some(said!(
                "{was} {unit}, and {now} {unit} are asked ({title})",
                was,
                unit = it.unit,
                now = it.value,
                title
            ))
        })
        .collect();
    if others.is_empty() { said!("for other values than are asked") } else { format!("for {}", others.join("; for ")) }
}

/// Which of the current answers are shown where this is asked: those that answer it, unless nobody says anything, and
/// there is something that was said to another question. Each is given with whether it is one of those.
pub(crate) fn shows_elsewhere(current: impl Iterator<Item = (ResultCode, bool)>) -> bool {
    let mut elsewhere_says = false;
    for (result, elsewhere) in current {
        match (result, elsewhere) {
            (ResultCode::Untested, _) => {}
            (_, false) => return false,
            (_, true) => elsewhere_says = true,
        }
    }
    elsewhere_says
}
