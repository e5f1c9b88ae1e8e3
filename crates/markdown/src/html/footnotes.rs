//! Footnotes: gathered where they are defined, written at the end in the order of their first mention.

use std::fmt::Write as _;

use super::Writer;
use crate::escape::escape_value;

impl Writer<'_, '_> {
    pub(super) fn footnote_number(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        self.footnotes.entry(label.to_owned()).or_insert_with(|| (next, String::new())).0
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        let number = self.footnote_number(label);
        self.out.push_str("<sup class=\"footnote\">");
        if self.links > 0 {
            let _ = write!(self.out, "{number}");
        } else {
            self.out.push_str("<a href=\"#");
            escape_value(&mut self.out, self.context.id_prefix);
            let _ = write!(self.out, "footnote-{number}\">{number}</a>");
        }
        self.out.push_str("</sup>");
    }

    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.is_empty() {
            return;
        }
        let mut notes: Vec<(usize, String)> = std::mem::take(&mut self.footnotes).into_values().collect();
        notes.sort_unstable();
        self.out.push_str("<section class=\"footnotes\"><ol>\n");
        for (number, html) in notes {
            self.out.push_str("<li id=\"");
            escape_value(&mut self.out, self.context.id_prefix);
            let _ = writeln!(self.out, "footnote-{number}\">{html}</li>");
        }
        self.out.push_str("</ol></section>\n");
    }
}
