//! Tables for spreadsheets: CSV after RFC 4180, in UTF-8, in which no cell can be taken for a formula.

use std::borrow::Cow;

/// What spreadsheets evaluate, whatever quotes stand around it; the full-width forms too.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}'];

/// A table that is being written, record by record.
#[derive(Debug)]
pub struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self::new()
    }
}

impl Sheet {
    /// An empty one.
    pub fn new() -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
        Sheet { writer }
    }

    /// Adds a record.
    pub fn record<Field: AsRef<str>>(&mut self, fields: impl IntoIterator<Item = Field>) {
        for field in fields {
            // Writing into memory does not fail.
            let _ = self.writer.write_field(plain_cell(field.as_ref()).as_bytes());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    /// The text.
    pub fn finish(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// The text with an apostrophe before it where a spreadsheet would evaluate it.
pub fn plain_cell(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with(FORMULA) || text.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back_and_nothing_is_a_formula() {
        let mut sheet = Sheet::new();
        let odd = ["a,b", "say \"no\"", "two\r\nlines", "", "Grüße"];
        sheet.record(odd);
        sheet.record(["=1+1", " =1+1", "-2", "+3", "@SUM(A1)", "\tx", "\u{ff1d}1"]);
        sheet.record(["a-b", "1=1"]);
        let text = sheet.finish();
        assert!(text.ends_with("a-b,1=1\r\n"), "{text}");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let records: Vec<Vec<String>> =
            reader.records().map(|it| it.expect("a record").iter().map(str::to_owned).collect()).collect();
        assert_eq!(records[0], odd);
        assert!(records[1].iter().all(|cell| cell.starts_with('\'')), "{:?}", records[1]);
        assert_eq!(records[2], ["a-b", "1=1"]);
    }
}
