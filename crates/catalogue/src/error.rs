//! What can go wrong with a catalogue as a whole. What is wrong with one file of it is a `Problem` and costs only that.

use assay_messages::{in_words, said};

use crate::CatalogueName;

/// Why a catalogue, a profile or an id was refused. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// Neither `android` nor `ios`.
    #[error("{}", said!("\"{text}\" is no platform", text = .text))]
    UnknownPlatform {
        /// What was given.
        text: String,
    },
    /// A part of a profile that is no level.
    #[error("{}", said!("\"{part}\" in the profile \"{text}\" is no level", part = .part, text = .text))]
    UnknownLevel {
        /// The part that nobody knows.
        part: String,
        /// The profile as given.
        text: String,
    },
    /// A profile without any level.
    #[error("{}", said!("The profile is empty"))]
    EmptyProfile,
    /// R, or R+P, without L1 or L2.
    #[error("{}", said!("The profile {text} has R without L1 or L2: resilience adds to a security level and does not stand alone", text = .text))]
    ResilienceAlone {
        /// The profile as given.
        text: String,
    },
    /// A question that the questionnaire doesn't have.
    #[error("{}", said!("The questionnaire has no question {key}; it has {allowed}", key = .key, allowed = .allowed))]
    UnknownQuestion {
        /// What was given.
        key: String,
        /// The questions.
        allowed: String,
    },
    /// An answer that the question doesn't offer.
    #[error("{}", said!("{word} is no answer to {key}; the answers are {allowed}", word = .word, key = .key, allowed = .allowed))]
    UnknownAnswer {
        /// The question.
        key: String,
        /// What was given.
        word: String,
        /// The answers.
        allowed: String,
    },
    /// No kind of item that the cross-walk knows.
    #[error("{}", said!("\"{text}\" is no kind of item; the kinds are {allowed}", text = .text, allowed = .allowed))]
    UnknownItemKind {
        /// What was given.
        text: String,
        /// The kinds.
        allowed: String,
    },
    /// No text of a unit id.
    #[error("{}", said!("\"{text}\" is no id of a unit", text = .text))]
    UnknownUnit {
        /// What was given.
        text: String,
    },
    /// A catalogue stands where another one belongs.
    #[error("{}", said!("This is a {found} catalogue, and {expected} was expected", found = .found, expected = .expected))]
    WrongCatalogue {
        /// What was needed.
        expected: CatalogueName,
        /// What was there.
        found: CatalogueName,
    },
    /// There is nothing at the path.
    #[error("{}", said!("There is no folder or repository at {path}", path = .path))]
    NotFound {
        /// Path or URL as given.
        path: String,
    },
    /// Path or URL is no git repository.
    #[error("{}", said!("{source_name} is not a git repository: {reason}", source_name = .source_name, reason = in_words(.reason)))]
    NotARepository {
        /// Path or URL as given, without credentials.
        source_name: String,
        /// What git said.
        reason: String,
    },
    /// A remote could not be reached or refused.
    #[error("{}", said!("{source_name} could not be fetched: {reason}", source_name = .source_name, reason = in_words(.reason)))]
    Fetch {
        /// The URL, without credentials.
        source_name: String,
        /// What git said.
        reason: String,
    },
    /// A URL needs a folder to fetch into.
    #[error("{}", said!("A repository at a URL needs a folder to be fetched into"))]
    NoCache,
    /// A kind of URL that is not fetched from.
    #[error("{}", said!("Repositories are read from https URLs, file URLs and paths; {source_name} is none of them", source_name = .source_name))]
    UnsupportedUrl {
        /// The URL, without credentials.
        source_name: String,
    },
    /// The commit, branch or tag is not in the repository.
    #[error("{}", said!("{source_name} has no commit {revision}", source_name = .source_name, revision = .revision))]
    NoCommit {
        /// Path or URL as given, without credentials.
        source_name: String,
        /// The commit, branch or tag that was asked for.
        revision: String,
    },
    /// A folder without git cannot be pinned to a commit.
    #[error("{}", said!("{path} is a plain folder, so the commit {revision} cannot be read from it", path = .path, revision = .revision))]
    FolderHasNoCommits {
        /// The folder.
        path: String,
        /// The commit, branch or tag that was asked for.
        revision: String,
    },
    /// The layout is that of none of the three standards.
    #[error("{}", said!("{source_name} has the layout of none of MASVS, MASWE and MASTG", source_name = .source_name))]
    NotACatalogue {
        /// Path or URL as given, without credentials.
        source_name: String,
    },
    /// The layout is right, and nothing in it could be read.
    #[error("{}", said!("{source_name} looks like {name}, but none of its entries could be read ({problems} files have problems)", source_name = .source_name, name = .name, problems = .problems))]
    Empty {
        /// Path or URL as given, without credentials.
        source_name: String,
        /// What it looks like.
        name: CatalogueName,
        /// How many problems were found.
        problems: usize,
        /// The first of them: path, line and sentence.
        first: Option<String>,
    },
    /// More files, or larger ones, than a standard has.
    #[error("{}", said!("{source_name} has more than {limit} {unit}, which is more than any of the standards", source_name = .source_name, limit = .limit, unit = in_words(.unit)))]
    TooLarge {
        /// Path or URL as given, without credentials.
        source_name: String,
        /// The bound.
        limit: u64,
        /// What was counted: `files` or `bytes`.
        unit: &'static str,
    },
    /// The caller stopped it.
    #[error("{}", said!("Reading the catalogue was cancelled; nothing was changed"))]
    Cancelled,
    /// The file system said no.
    #[error("{}", said!("{path} could not be read: {source}", path = .path, source = .source))]
    Io {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The repository is damaged.
    #[error("{}", said!("The repository {source_name} could not be read: {reason}", source_name = .source_name, reason = in_words(.reason)))]
    Damaged {
        /// Path or URL as given, without credentials.
        source_name: String,
        /// What git said.
        reason: String,
    },
    /// A file of `standards/` is not what this version reads.
    #[error("{path}, line {line}: {reason}")]
    Shipped {
        /// The file under `standards/`.
        path: String,
        /// Its line, counted from 1; 0 where there is none.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

impl CatalogueError {
    /// The stable code: front ends and tests go by it, never by the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownPlatform { .. } => "catalogue.unknown_platform",
            Self::UnknownLevel { .. } => "catalogue.unknown_level",
            Self::EmptyProfile => "catalogue.empty_profile",
            Self::ResilienceAlone { .. } => "catalogue.resilience_alone",
            Self::UnknownQuestion { .. } => "catalogue.unknown_question",
            Self::UnknownAnswer { .. } => "catalogue.unknown_answer",
            Self::UnknownItemKind { .. } => "catalogue.unknown_item_kind",
            Self::UnknownUnit { .. } => "catalogue.unknown_unit",
            Self::WrongCatalogue { .. } => "catalogue.wrong_catalogue",
            Self::NotFound { .. } => "catalogue.not_found",
            Self::NotARepository { .. } => "catalogue.not_a_repository",
            Self::Fetch { .. } => "catalogue.fetch",
            Self::NoCache => "catalogue.no_cache",
            Self::UnsupportedUrl { .. } => "catalogue.unsupported_url",
            Self::NoCommit { .. } => "catalogue.no_commit",
            Self::FolderHasNoCommits { .. } => "catalogue.folder_has_no_commits",
            Self::NotACatalogue { .. } => "catalogue.not_a_catalogue",
            Self::Empty { .. } => "catalogue.empty",
            Self::TooLarge { .. } => "catalogue.too_large",
            Self::Cancelled => "catalogue.cancelled",
            Self::Io { .. } => "catalogue.io",
            Self::Damaged { .. } => "catalogue.damaged",
            Self::Shipped { .. } => "catalogue.shipped",
        }
    }

    /// What the user can do next, as one sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::UnknownPlatform { .. } => "Use android or ios.",
            Self::UnknownLevel { .. } | Self::EmptyProfile => {
                "Name one or more of L1, L2, R and P, joined by a plus sign, for example L2+R."
            }
            Self::ResilienceAlone { .. } => "Add L1 or L2, for example L2+R.",
            Self::UnknownQuestion { .. } | Self::UnknownAnswer { .. } => "Look at the questionnaire for its words.",
            Self::UnknownItemKind { .. } => {
                "Write a kind, or a kind and what it belongs to: requirement, clause:hipaa, weakness:maswe-beta."
            }
            Self::UnknownUnit { .. } => "Use an id as the list of units shows it, for example test:MASTG-TEST-0235.",
            Self::WrongCatalogue { .. } => "Give the repository of the standard that was asked for.",
            Self::NotFound { .. } => "Check the path, or give the URL of the repository.",
            Self::NotARepository { .. } => "Check the URL or path, or give a plain folder instead.",
            Self::Fetch { .. } => "Check the URL and the connection, or use a copy of the repository on this machine.",
            Self::NoCache => "Name a folder that the repository may be fetched into.",
            Self::UnsupportedUrl { .. } => "Use the https URL of the repository, or clone it and give the path.",
            Self::NoCommit { .. } => {
                "Check the commit, and give all 40 digits of its id; a copy on this machine may have to be updated before \
                 it has the commit."
            }
            Self::FolderHasNoCommits { .. } => "Leave the commit out, or give the git repository.",
            Self::NotACatalogue { .. } => "Give the top folder of OWASP's masvs, maswe or mastg repository.",
            Self::Empty { .. } => "Look at the first problem, or read another commit.",
            Self::TooLarge { .. } => "Check that this is the right repository.",
            Self::Cancelled => "Start it again when you want.",
            Self::Io { .. } => "Check that the folder exists and that you may read it.",
            Self::Damaged { .. } => "Fetch or clone the repository anew.",
            Self::Shipped { .. } => "Regenerate the file with the generator, or restore it.",
        }
    }

    /// The file or folder that it is about, where there is one.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::NotFound { path }
            | Self::FolderHasNoCommits { path, .. }
            | Self::Io { path, .. }
            | Self::Shipped { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The line in that file, counted from 1, where there is one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Shipped { line, .. } if *line > 0 => Some(*line),
            _ => None,
        }
    }
}
