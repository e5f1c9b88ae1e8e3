//! Words that answer: the questionnaire at the start of an assessment, and decisions on addressable specifications.

use std::collections::BTreeMap;
use std::path::Path;

use assay_commands::view::{AddressableChoice, AddressableDecision};
use serde::Deserialize;

use crate::host::Failure;
use crate::yaml::{self, Expected};

/// Answers by question.
pub(crate) type Answers = BTreeMap<String, Vec<String>>;

/// Reads `role=payment-service-provider`; `feature=` chooses none of the words.
pub(crate) fn word(text: &str) -> Result<(String, Option<String>), String> {
    let (question, word) = text.split_once('=').ok_or("write it as QUESTION=WORD, such as role=controller")?;
    let word = word.trim();
    Ok((question.trim().to_owned(), (!word.is_empty()).then(|| word.to_owned())))
}

/// The answers of a file, and the words given one by one.
pub(crate) fn answers(file: Option<&Path>, words: Vec<(String, Option<String>)>) -> Result<Answers, Failure> {
    let written: BTreeMap<String, Written> =
        file.map(|path| yaml::read(path, &EXPECTED)).transpose()?.unwrap_or_default();
    let mut answers: Answers =
        written.into_iter().filter_map(|(question, written)| Some((question, written.words()?))).collect();
    for (question, word) in words {
        answers.entry(question).or_default().extend(word);
    }
    Ok(answers)
}

/// What a file writes behind a question: a word, a list of them, or nothing so far.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Words(Vec<String>),
    Word(String),
    Nothing,
}

impl Written {
    /// The words; none where the question was left open. An empty list says that none of the words is chosen.
    fn words(self) -> Option<Vec<String>> {
        match self {
            Written::Words(words) => Some(words),
            Written::Word(word) => Some(vec![word]),
            Written::Nothing => None,
        }
    }
}

const EXPECTED: Expected = Expected {
    code: "answers",
    not: "holds no answers of the questionnaire",
    advice: "Write a word or a list of words for each question, such as \"role: [payment-service-provider]\"; assay profile questions lists them.",
};

/// Reads `164.312(a)(2)(iii)=equivalent: words that document it`. The source is HIPAA's, the only one with such clauses,
/// unless it stands before the clause: `hipaa 164.312(a)(2)(iii)=implemented`.
pub(crate) fn decision(text: &str) -> Result<AddressableDecision, String> {
    let (clause, rest) = text.split_once('=').ok_or("write it as CLAUSE=implemented, or CLAUSE=equivalent: WORDS")?;
    let (word, documentation) = rest.split_once(':').unwrap_or((rest, ""));
    let decision = match word.trim() {
        "implemented" => AddressableChoice::Implemented,
        "equivalent" => AddressableChoice::Equivalent,
        "neither" => AddressableChoice::Neither,
        other => return Err(format!("\"{other}\" is none of implemented, equivalent and neither")),
    };
    let (source, clause) = clause.trim().rsplit_once(' ').unwrap_or(("hipaa", clause.trim()));
    Ok(AddressableDecision {
        source: source.trim().to_owned(),
        clause: clause.trim().to_owned(),
        decision,
        documentation: documentation.trim().to_owned(),
    })
}
