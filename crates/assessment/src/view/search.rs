//! What a search answers, and what the cross-walk shows.

use assay_catalogue::{CrosswalkItem, Touch};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Why something was found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// Its id was typed, in whatever spelling.
    Id,
    /// All words stand in its title.
    Title,
    /// Its id begins with what was typed, or words of its title do.
    Beginning,
    /// Words of the same family or meaning stand in its title.
    Meaning,
    /// The words, or such words, stand in its text.
    Text,
    /// Words that are one or two letters away stand in its title or text.
    Similar,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnippetPiece {
    /// The text, plain: never markup.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Where in the workspace something is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HitPlace {
    /// The app.
    pub app: Option<Uuid>,
    /// The release.
    pub release: Option<Uuid>,
    /// The assessment.
    pub assessment: Option<Uuid>,
    /// The build.
    pub build: Option<Uuid>,
    /// The unit that it is about.
    pub unit: Option<String>,
    /// The control that it is about.
    pub control: Option<String>,
    /// The finding.
    pub finding: Option<Uuid>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// What it is: a kind of the cross-walk (`control`, `clause`, ...), of a page (`technique`, `document`, ...), `group`;
    /// `app`, `release`, `build` or `assessment`; of what people wrote and attached `note`, `comment`, `evidence`,
    /// `conclusion`, or the area of its kind of statement.
    pub kind: String,
    /// Its id as its source writes it; of things in the workspace their UUID; of what people wrote a number.
    pub id: String,
    /// What the id belongs to: the numbering of a weakness, the key of a clause's source, a requirement's set.
    pub within: String,
    /// What is shown before the id, such as `MASWE beta`; empty where the id says it.
    pub qualifier: String,
    /// Its title; may be empty.
    pub title: String,
    /// One line about it in our own words; may be empty.
    pub summary: String,
    /// Why it was found.
    pub found_by: FoundBy,
    /// Where the words stand in its text; empty unless the text was what was found.
    pub snippet: Vec<SnippetPiece>,
    /// Its key in the cross-walk, where it has one.
    pub crosswalk: Option<String>,
    /// Where it is in the workspace; none for standards.
    pub place: Option<HitPlace>,
    /// It was withdrawn, or another edition replaced it.
    pub former: bool,
    /// The version that has it, where those in use do not, such as `MASTG 1.7.0`.
    pub only_in: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchAnswer {
    /// The best first.
    pub hits: Vec<SearchHit>,
    /// What was looked for in the place of words that nothing has, such as `certificate` for `certifcate`.
    pub instead: Vec<String>,
    /// Whether there is more than was asked for.
    pub more: bool,
    /// How many statements were not read yet: what they say is found by one of the next searches.
    #[ts(type = "number")]
    pub unread: u64,
}

/// An item of the cross-walk with everything that touches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrosswalkView {
    /// The item.
    pub item: CrosswalkItem,
    /// Its key.
    pub key: String,
    /// Others that the same spelling can mean, with their keys.
    pub also: Vec<CrosswalkChoice>,
    /// By kind, the nearest first.
    pub touches: Vec<Touch>,
    /// Why nothing touches it, in a sentence, where nothing does.
    pub nothing: Option<String>,
    /// What a reader has to know of all of it.
    pub note: String,
}

/// An item that can be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CrosswalkChoice {
    /// Its key.
    pub key: String,
    /// The item.
    pub item: CrosswalkItem,
}
