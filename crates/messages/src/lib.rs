//! What the program says, in the language of whoever asked.
//!
//! A message is written in English where it is said, with [`said!`], and stands in `messages/en.json` of this crate, which
//! `npm run messages` gathers from the sources of all crates. A text that is constant is a plain literal,
//! marked with [`noted!`] where it is a single word, and put into words with [`in_words`] where it is shown.
//!
//! The language is that of one call, not of the process: [`for_reader`] sets it for a future, [`for_reader_here`] for a
//! function, and [`blocking`] takes it along to another thread. **Without any of them it is plain English.** So the command
//! line, what is stated in the ledger and what a report prints are English, whatever language a window has. A window also
//! says how numbers and days are [written](Writing) where it is; without that, `12345` and `2026-12-12` stay as they are.
//! [`speaking`] and [`speaking_here`] leave that aside: for what is kept, compared or given to anybody else.
//!
//! There is no other language yet. [`Language::Pseudo`] is made of the messages in the file alone: what comes out of it
//! plain was never gathered.

mod pseudo;
mod writing;

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use std::future::Future;
use std::sync::{Arc, OnceLock};

pub use writing::{Unreadable, Writing};

/// A language that messages can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, in which messages are written.
    #[default]
    English,
    /// English with accents, longer and in brackets: for tests.
    Pseudo,
}

impl Language {
    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Pseudo => "qps-ploc",
        }
    }

    /// From its BCP 47 tag, with or without a region: the language that comes nearest.
    pub fn of(tag: &str) -> Self {
        if tag.eq_ignore_ascii_case(Self::Pseudo.tag()) { Self::Pseudo } else { Self::English }
    }
}

/// What is made once in each language, and kept: for statics that hold messages.
#[derive(Debug)]
pub struct PerLanguage<T>([OnceLock<T>; 2]);

impl<T> PerLanguage<T> {
    /// Nothing yet.
    #[expect(clippy::new_without_default, reason = "it is for statics, which need a constant")]
    pub const fn new() -> Self {
        Self([OnceLock::new(), OnceLock::new()])
    }

    /// That of the language that is spoken here; it is made for whoever reads that language.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        let language = language();
        self.0[language as usize].get_or_init(|| speaking_here(language, make))
    }
}

/// Whoever asked, and reads what is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reader {
    /// Their language.
    pub language: Language,
    /// How they write numbers and days; none for plain ones.
    pub writing: Option<Arc<Writing>>,
}

impl Reader {
    /// From the headers of a call: the language in `x-assay-language`, how numbers and days are written in
    /// `x-assay-writing`, see [`Writing::of_header`].
    pub fn of_headers<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Reader {
        Reader {
            language: header("x-assay-language").map(Language::of).unwrap_or_default(),
            writing: header("x-assay-writing").and_then(Writing::of_header).map(Arc::new),
        }
    }

    /// Whether messages are said as they stand in the sources.
    fn is_plain(&self) -> bool {
        self.language == Language::English && self.writing.is_none()
    }
}

impl From<Language> for Reader {
    fn from(language: Language) -> Self {
        Reader { language, writing: None }
    }
}

tokio::task_local! {
    static READER: Reader;
}

/// Whoever reads what the call that goes on here says.
pub fn reader() -> Reader {
    READER.try_with(Clone::clone).unwrap_or_default()
}

/// The language of the call that goes on here.
pub fn language() -> Language {
    READER.try_with(|reader| reader.language).unwrap_or_default()
}

/// Has a future speak to a reader.
pub async fn for_reader<F: Future>(reader: Reader, future: F) -> F::Output {
    READER.scope(reader, future).await
}

/// Has a function speak to a reader.
pub fn for_reader_here<R>(reader: Reader, work: impl FnOnce() -> R) -> R {
    READER.sync_scope(reader, work)
}

/// Has a future speak a language, with plain numbers and days.
pub async fn speaking<F: Future>(language: Language, future: F) -> F::Output {
    for_reader(language.into(), future).await
}

/// Has a function speak a language, with plain numbers and days.
pub fn speaking_here<R>(language: Language, work: impl FnOnce() -> R) -> R {
    for_reader_here(language.into(), work)
}

/// Runs blocking work on a thread of its own, for the reader that is spoken to here.
///
/// # Panics
/// Outside of a Tokio runtime, as [`tokio::task::spawn_blocking`].
pub fn blocking<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> tokio::task::JoinHandle<R> {
    let reader = reader();
    tokio::task::spawn_blocking(move || for_reader_here(reader, work))
}

/// A constant message, in the language that is spoken here. It has no values, and braces in it are braces.
pub fn in_words(english: &str) -> String {
    if language() == Language::Pseudo && is_gathered(english) { pseudo::pseudo(english) } else { english.to_owned() }
}

/// `a`, `a and b`, `a, b and c`; nothing of nothing.
pub fn listed<T: Display>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => {
            let first = first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            said!("{first} and {last}", first, last)
        }
    }
}

/// Whether messages are said here as they stand in the sources, with values as they are. For [`said!`].
#[doc(hidden)]
pub fn plainly() -> bool {
    READER.try_with(Reader::is_plain).unwrap_or(true)
}

/// A message with its values, for the reader that is spoken to here. For [`said!`], which checks the names.
#[doc(hidden)]
pub fn rendered(english: &str, values: &[(&str, &dyn Display)]) -> String {
    let writing = READER.try_with(|reader| reader.writing.clone()).unwrap_or_default();
    filled(&in_words(english), values, writing.as_deref())
}

/// Says a message: `said!("{file} could not be read: {reason}", file = path.display(), reason)`. Each value has a name, which
/// tells translators what it is; the compiler checks that all of them are there and used.
#[macro_export]
macro_rules! said {
    ($text:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        if $crate::plainly() {
            ::std::format!($text $(, $name = $crate::said!(@value $name $($value)?))*)
        } else {
            $crate::rendered($text, &[$((stringify!($name), &$crate::said!(@value $name $($value)?))),*])
        }
    };
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
}

/// Says a message about a number, in the singular or the plural: `counted!(open, "1 unit is open", "{count} units are open")`.
/// The plural has the value `count`; more can be named, as for [`said!`], where both use them.
#[macro_export]
macro_rules! counted {
    ($count:expr, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        match $count {
            1 => $crate::said!($one $(, $name $(= $value)?)*),
            count => $crate::said!($many, count = count $(, $name $(= $value)?)*),
        }
    };
}

/// Marks the texts of an expression as messages, so that they are gathered: `noted!(match self { … })`. They are put into
/// words by [`in_words`].
#[macro_export]
macro_rules! noted {
    ($texts:expr) => {
        $texts
    };
}

/// The messages that were gathered.
static FILE: OnceLock<HashSet<String>> = OnceLock::new();

/// Takes the file of messages, lists of texts by crate, from whoever carries it: not this crate, or all others would be
/// built anew with every message. The first one counts.
///
/// # Panics
/// If it is no such file.
pub fn gathered(file: &str) {
    FILE.get_or_init(|| {
        let crates: BTreeMap<String, Vec<String>> = serde_json::from_str(file).expect("lists of messages");
        crates.into_values().flatten().collect()
    });
}

fn is_gathered(message: &str) -> bool {
    FILE.get().is_some_and(|file| file.contains(message))
}

/// `{name}` becomes its value; `{{` and `}}` are braces.
fn filled(text: &str, values: &[(&str, &dyn Display)], writing: Option<&Writing>) -> String {
    let mut out = String::with_capacity(text.len() + 16 * values.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        let after = &rest[at + 1..];
        let end = after.find('}').filter(|_| brace == "{" && !after.starts_with('{'));
        let name = end.map_or("", |end| &after[..end]);
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            out.push_str(&writing.map_or_else(|| value.to_string(), |writing| writing.value(*value)));
            rest = &after[name.len() + 1..];
        } else {
            out.push_str(brace);
            rest = after.strip_prefix(brace).unwrap_or(after);
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_by_their_names() {
        let (path, count) = ("/a {b}", 2);
        assert_eq!(
            filled("{count} in {path}, {{as it is}}, {other}", &[("path", &path), ("count", &count)], None),
            "2 in /a {b}, {as it is}, {other}"
        );
        assert_eq!(said!("{count} in {path}, {{as it is}}", path, count), "2 in /a {b}, {as it is}");
        assert_eq!(in_words("Write {any: {a: b}}."), "Write {any: {a: b}}.");
    }

    #[test]
    fn one_and_many_are_messages_of_their_own() {
        let said = |open: usize, who: &str| {
            counted!(open, "One unit of {who} is open", "{count} units of {who} are open", who)
        };
        assert_eq!([said(1, "Ada"), said(2, "Ada")], ["One unit of Ada is open", "2 units of Ada are open"]);
        assert_eq!([listed::<&str>(&[]), listed(&["a"]), listed(&["a", "b", "c"])], ["", "a", "a, b and c"]);
    }

    #[test]
    fn only_what_was_gathered_comes_in_another_language() {
        gathered(r#"{ "here": ["This is said by {who}"] }"#);
        let known = || said!("This is said by {who}", who = "a test");
        let unknown = || said!("This is said by {who} alone", who = "a test");
        assert_eq!(speaking_here(Language::Pseudo, unknown), unknown());
        assert_eq!(speaking_here(Language::Pseudo, known), "⟦Thïš ïš šáïd bý a test lörem ïpsumdölör⟧");
        assert_eq!(known(), "This is said by a test");
    }

    #[tokio::test]
    async fn a_language_is_that_of_its_call_on_every_thread_and_english_elsewhere() {
        let asked = speaking(Language::Pseudo, async {
            let there = blocking(language).await.expect("it runs");
            let apart = tokio::spawn(async { language() }).await.expect("it runs");
            (language(), there, apart, speaking_here(Language::English, language))
        });
        let (here, there, apart, within) = asked.await;
        assert_eq!((here, there), (Language::Pseudo, Language::Pseudo));
        assert_eq!((apart, within, language()), (Language::English, Language::English, Language::English));
        assert_eq!((Language::of("qps-PLOC"), Language::of("de-AT")), (Language::Pseudo, Language::English));
    }

    #[tokio::test]
    async fn numbers_and_days_are_written_as_the_reader_writes_them_and_plainly_for_what_is_kept() {
        let days: Vec<String> = (1..=12).map(|month| format!("{{day}}.{month}.{{year}}")).collect();
        let writing = serde_json::json!({ "separator": ".", "primary": 3, "secondary": 3, "days": days }).to_string();
        let reader = Reader {
            language: Language::English,
            writing: Some(Arc::new(Writing::of(&writing).expect("a way of writing"))),
        };
        let say =
            || said!("{size} bytes of {code} until {day}", size = 1_234_567, code = "1234567", day = "2026-12-02");
        let asked = for_reader(reader, async {
            let there = blocking(say).await.expect("it runs");
            (say(), there, speaking_here(Language::English, say), language())
        });
        let (here, there, kept, language) = asked.await;
        assert_eq!(here, "1.234.567 bytes of 1234567 until 2.12.2026");
        assert_eq!((there, language), (here, Language::English));
        assert_eq!(kept, "1234567 bytes of 1234567 until 2026-12-02");
        assert_eq!(say(), kept);
    }
}
