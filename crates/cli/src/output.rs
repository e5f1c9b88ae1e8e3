//! What is written: tables and sentences for people, JSON for programs.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use assay_commands::CommandError;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// How much of a hash is shown in tables: enough to tell apart and to find again.
const SHORT_HASH: usize = 12;

/// Where answers go and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
    color: bool,
}

impl Output {
    pub(crate) fn new(json: bool, quiet: bool, no_color: bool) -> Self {
        let unwanted = no_color || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { json, quiet, color: !unwanted && std::io::stdout().is_terminal() }
    }

    /// Writes what was asked for: as JSON, or as the text that `human` makes of it.
    pub(crate) fn show<T: Serialize>(self, value: &T, human: impl FnOnce(Paint) -> String) {
        if self.json {
            let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
            text.push('\n');
            write(&text);
        } else {
            write(&human(Paint { color: self.color }));
        }
    }

    /// Writes that something was added or done: as JSON, as its id alone when quiet, or as a sentence.
    pub(crate) fn done<T: Serialize>(self, value: &T, id: &str, sentence: impl FnOnce() -> String) {
        self.show(value, |_| if self.quiet { lines([id]) } else { lines([sentence()]) });
    }

    /// Something beside the answer that the user should know: on standard error.
    pub(crate) fn notice(self, sentence: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "Note: {sentence}");
        }
    }

    /// Whether a sentence beside a table is wanted.
    pub(crate) fn quiet(self) -> bool {
        self.quiet
    }
}

/// Writes text that is no answer of a command, such as a script for completions.
pub(crate) fn write(text: &str) {
    // A reader that went away (`assay app list | head -1`) has seen enough.
    let _ = std::io::stdout().write_all(text.as_bytes());
    let _ = std::io::stdout().flush();
}

/// Writes an error to standard error, as sentences or as `{"error": {..}}`.
pub(crate) fn error(error: &CommandError, json: bool) {
    let text = if json {
        format!("{}\n", serde_json::json!({ "error": error }))
    } else {
        let mut text = format!("Error: {}\n", error.message);
        // Where the sentence names the file already, there is no need to say it twice.
        if let Some(path) = error.path.as_deref().filter(|path| !error.message.contains(path)) {
            let line = match (error.line, error.column) {
                (Some(line), Some(column)) => format!(", line {line}, column {column}"),
                (Some(line), None) => format!(", line {line}"),
                (None, _) => String::new(),
            };
            let _ = writeln!(text, "Where: {path}{line}");
        }
        let _ = writeln!(text, "What to do: {}\n({})", error.next_step, error.code);
        text
    };
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Colours, where the terminal has them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    color: bool,
}

impl Paint {
    /// A heading.
    pub(crate) fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// Something by the way.
    pub(crate) fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// A result, a state or a verdict, by its word.
    pub(crate) fn state(self, word: &str) -> String {
        let code = match word {
            "pass" => "32",
            "fail" => "31",
            "inconclusive" | "stale" | "disputed" => "33",
            _ => "2",
        };
        self.wrap(code, word)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Lines of text, each ended.
pub(crate) fn lines<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(line.as_ref().trim_end());
        text.push('\n');
    }
    text
}

/// A table with aligned columns; one sentence where there are no rows.
pub(crate) fn table(paint: Paint, heads: &[&str], rows: &[Vec<String>], when_empty: &str) -> String {
    if rows.is_empty() {
        return lines([when_empty]);
    }
    let mut widths: Vec<usize> = heads.iter().map(|head| head.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(visible_width(cell));
        }
    }
    let line = |cells: &[String]| {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - visible_width(cell) + 2));
        }
        text.trim_end().to_owned()
    };
    let heads: Vec<String> = heads.iter().map(|head| paint.strong(head)).collect();
    lines(std::iter::once(line(&heads)).chain(rows.iter().map(|row| line(row))))
}

/// Facts as label and value, aligned; those without a value are left out.
pub(crate) fn facts<'a>(facts: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let facts: Vec<(&str, String)> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let width = facts.iter().map(|(label, _)| label.width()).max().unwrap_or_default();
    lines(facts.iter().map(|(label, value)| format!("{label}{}  {value}", " ".repeat(width - label.width()))))
}

/// Cells on the terminal: colours take none.
fn visible_width(cell: &str) -> usize {
    let mut width = 0;
    for (at, part) in cell.split('\x1b').enumerate() {
        let part = if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) };
        width += part.width();
    }
    width
}

/// The beginning of a hash or id.
pub(crate) fn short(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

/// A time to the minute, in UTC.
pub(crate) fn minute(time: &impl ToString) -> String {
    let text = time.to_string();
    let minute: String = text.chars().take(16).collect();
    minute.replace('T', " ")
}

/// The word of an enumeration, as JSON has it, with spaces for people.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    let word = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned));
    word.unwrap_or_default().replace('_', " ")
}

/// `1 test`, `2 tests`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_aligned_with_wide_letters_and_colours() {
        let paint = Paint { color: false };
        let bright = Paint { color: true };
        let rows = vec![
            vec!["中文".to_owned(), bright.state("pass"), "x".to_owned()],
            vec!["a".to_owned(), "untested".to_owned(), "y".to_owned()],
        ];
        let text = table(paint, &["APP", "STATE", "Z"], &rows, "Nothing.");
        let starts: Vec<usize> = text.lines().map(|line| visible_width(&line[..line.len() - 1])).collect();
        assert_eq!(starts, [16, 16, 16], "{text}");
    }

    #[test]
    fn an_empty_table_is_a_sentence() {
        assert_eq!(table(Paint { color: false }, &["A"], &[], "There are no apps yet."), "There are no apps yet.\n");
    }
}
