//! The questions at the start of an assessment, and the conditions of profiles over their answers.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::CatalogueError;

/// The words chosen per question: `role` to `payment-service-provider`. A question without an entry is unanswered; one
/// with an empty list was answered with none.
pub type Answers = BTreeMap<String, Vec<String>>;

/// One question of `standards/questionnaire.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// `role`, `jurisdiction`, `data` or `feature`: what conditions name it by.
    pub key: String,
    /// The question.
    pub question: String,
    /// Why it is asked: what depends on it.
    pub help: String,
    /// What may be chosen; any number of them.
    pub options: Vec<QuestionOption>,
}

/// One thing that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct QuestionOption {
    /// `webview`: what conditions and answers say.
    pub word: String,
    /// What the user reads.
    pub title: String,
    /// A sentence more, where it needs one.
    #[serde(default)]
    pub help: Option<String>,
}

/// The questions, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// In the order in which they are asked.
    pub questions: Vec<Question>,
}

impl Questionnaire {
    /// The one that ships.
    pub fn shipped() -> &'static Questionnaire {
        static SHIPPED: OnceLock<Questionnaire> = OnceLock::new();
        // The file is part of the program, and a test reads it.
        SHIPPED.get_or_init(|| {
            serde_norway::from_str(include_str!("../../../standards/questionnaire.yaml")).unwrap_or_default()
        })
    }

    /// The question with this key; `features` is `feature`.
    pub fn question(&self, key: &str) -> Option<&Question> {
        let key = if key == "features" { "feature" } else { key };
        self.questions.iter().find(|question| question.key == key)
    }

    /// The answers in their one spelling: known keys, known words, each once, in the order of the questionnaire.
    ///
    /// # Errors
    /// `catalogue.unknown_question` or `catalogue.unknown_answer`, with what is allowed.
    pub fn check(&self, answers: &Answers) -> Result<Answers, CatalogueError> {
        let mut checked = Answers::new();
        for (key, words) in answers {
            let question = self.question(key).ok_or_else(|| CatalogueError::UnknownQuestion {
                key: key.clone(),
                allowed: self.questions.iter().map(|it| it.key.as_str()).collect::<Vec<_>>().join(", "),
            })?;
            if let Some(word) = words.iter().find(|word| !question.options.iter().any(|it| it.word == **word)) {
                return Err(CatalogueError::UnknownAnswer {
                    key: question.key.clone(),
                    word: word.clone(),
                    allowed: question.options.iter().map(|it| it.word.as_str()).collect::<Vec<_>>().join(", "),
                });
            }
            let chosen = checked.entry(question.key.clone()).or_default();
            for option in question.options.iter().filter(|it| words.contains(&it.word)) {
                if !chosen.contains(&option.word) {
                    chosen.push(option.word.clone());
                }
            }
        }
        Ok(checked)
    }
}

/// When something of a profile applies: `{feature: webview}`, `{not: {...}}`, `{any: [...]}`, `{all: [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// The answer to the question contains the word.
    Is {
        /// The question's key.
        question: String,
        /// The word.
        word: String,
    },
    /// The condition is false.
    Not(Box<Condition>),
    /// One of them is true.
    Any(Vec<Condition>),
    /// All of them are true.
    All(Vec<Condition>),
}

impl Condition {
    /// Whether it holds; none where that rests on a question that nobody answered.
    pub fn holds(&self, answers: &Answers) -> Option<bool> {
        match self {
            Condition::Is { question, word } => answers.get(question).map(|words| words.contains(word)),
            Condition::Not(condition) => condition.holds(answers).map(|holds| !holds),
            Condition::Any(conditions) => decide(conditions, answers, true),
            Condition::All(conditions) => decide(conditions, answers, false),
        }
    }
}

impl Condition {
    /// As a reader of the questionnaire would say it: `says "Card data"`, `does not say "It shows web content in a WebView"`.
    pub fn said(&self) -> String {
        // Two at a time: which word joins them, and where, is another language's own affair.
        let list = |conditions: &[Condition], joined: fn(String, String) -> String| {
            conditions.iter().map(Condition::said).reduce(joined).unwrap_or_default()
        };
        match self {
            Condition::Is { question, word } => said!("says \"{answer}\"", answer = title(question, word)),
            Condition::Not(condition) => match &**condition {
                Condition::Is { question, word } => {
                    said!("does not say \"{answer}\"", answer = title(question, word))
                }
                other => said!("does not fit this: it {said}", said = other.said()),
            },
            Condition::Any(conditions) => list(conditions, |one, other| said!("{one} or {other}", one, other)),
            Condition::All(conditions) => list(conditions, |one, other| said!("{one} and {other}", one, other)),
        }
    }
}

/// What the user reads beside a word.
fn title<'word>(question: &str, word: &'word str) -> &'word str {
    let question = Questionnaire::shipped().question(question);
    let option = question.and_then(|it| it.options.iter().find(|it| it.word == word));
    option.map_or(word, |option| option.title.as_str())
}

/// One condition that `decides` settles it; else an unknown one leaves it open.
fn decide(conditions: &[Condition], answers: &Answers, decides: bool) -> Option<bool> {
    let mut result = Some(!decides);
    for condition in conditions {
        match condition.holds(answers) {
            Some(holds) if holds == decides => return Some(decides),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

/// In words: `no feature webview`, `data health or data children`.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, conditions: &[Condition], word: &str| {
            for (at, condition) in conditions.iter().enumerate() {
                if at > 0 {
                    write!(f, " {word} ")?;
                }
                match condition {
                    Condition::Any(_) | Condition::All(_) => write!(f, "({condition})")?,
                    Condition::Is { .. } | Condition::Not(_) => write!(f, "{condition}")?,
                }
            }
            Ok(())
        };
        match self {
            Condition::Is { question, word } => write!(f, "{question} {word}"),
            Condition::Not(condition) => match &**condition {
                Condition::Is { .. } => write!(f, "no {condition}"),
                other => write!(f, "not ({other})"),
            },
            Condition::Any(conditions) => list(f, conditions, "or"),
            Condition::All(conditions) => list(f, conditions, "and"),
        }
    }
}
