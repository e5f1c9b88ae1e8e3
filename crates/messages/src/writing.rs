//! How numbers and days are written where a reader is.

use std::fmt::{self, Display};

use serde::Deserialize;

/// How a reader writes numbers and days. A window tells it as its own runtime knows it: see [`Writing::of`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Writing {
    /// What stands between the groups of a number's digits, such as `,`; empty where nothing does.
    separator: String,
    /// How many digits the last group has.
    primary: usize,
    /// How many digits the others have: 2 in India.
    secondary: usize,
    /// A day in each month, from January on, such as `{day} Jan {year}`; `{day2}` for a day of two digits.
    days: Vec<String>,
}

/// No way of writing.
#[derive(Debug)]
pub struct Unreadable;

impl Writing {
    /// From JSON: `{"separator": ",", "primary": 3, "secondary": 3, "days": ["{day} Jan {year}", ...]}`, with twelve months.
    ///
    /// # Errors
    /// [`Unreadable`] where it is anything else.
    pub fn of(json: &str) -> Result<Writing, Unreadable> {
        let writing: Writing = serde_json::from_str(json).map_err(|_| Unreadable)?;
        let whole = writing.days.len() == 12 && writing.primary > 0 && writing.secondary > 0;
        if whole { Ok(writing) } else { Err(Unreadable) }
    }

    /// From what a window sends in the header `x-assay-writing`: JSON as for [`Writing::of`], percent-encoded. Nothing where it
    /// can't be read: plain numbers and days can.
    pub fn of_header(header: &str) -> Option<Writing> {
        Writing::of(&percent_encoding::percent_decode_str(header).decode_utf8().ok()?).ok()
    }

    /// A value of a message: integers and whole days as they are written here, anything else as it is. The digits of a text
    /// are no number: a version code has no groups.
    pub(crate) fn value(&self, value: &dyn Display) -> String {
        let text = value.to_string();
        if is_integer(&text, value) { self.number(&text) } else { self.day(&text).unwrap_or(text) }
    }

    fn number(&self, digits: &str) -> String {
        let (mut rest, last) = digits.split_at(digits.len().saturating_sub(self.primary));
        let mut groups = vec![last];
        while !rest.is_empty() {
            let (before, group) = rest.split_at(rest.len().saturating_sub(self.secondary));
            groups.push(group);
            rest = before;
        }
        groups.reverse();
        groups.join(&self.separator)
    }

    /// `2026-12-02`, and nothing else.
    fn day(&self, text: &str) -> Option<String> {
        let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
        let digits = |part: &str, long: usize| part.len() == long && part.bytes().all(|it| it.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let written = self.days.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        let short = day.trim_start_matches('0');
        Some(written.replace("{day2}", day).replace("{day}", short).replace("{year}", year))
    }
}

/// Whether a value is an integer, by its text: only numbers heed the flag for a plus sign.
fn is_integer(text: &str, value: &dyn Display) -> bool {
    struct Signed<'a>(&'a dyn Display);
    impl Display for Signed<'_> {
        fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(to, "{:+}", self.0)
        }
    }
    text.bytes().all(|it| it.is_ascii_digit()) && Signed(value).to_string().starts_with('+')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writing(separator: &str, secondary: usize) -> Writing {
        let days = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let days = days.map(|month| format!("{{day}} {month} {{year}}")).to_vec();
        Writing { separator: separator.to_owned(), primary: 3, secondary, days }
    }

    #[test]
    fn a_window_sends_it_in_a_header() {
        let months = |count: usize| vec!["{day} {year}"; count].join("%22,%22").replace(' ', "%20").replace('{', "%7B");
        let header = |count| {
            format!(
                "%7B%22separator%22:%22%E2%80%AF%22,%22primary%22:3,%22secondary%22:3,%22days%22:[%22{}%22]}}",
                months(count)
            )
        };
        assert_eq!(Writing::of_header(&header(12)).map(|it| it.value(&1234)).as_deref(), Some("1\u{202f}234"));
        assert_eq!(Writing::of_header(&header(11)), None, "a year has twelve months");
        assert_eq!(Writing::of_header("%FF"), None);
    }

    #[test]
    fn integers_have_groups_and_texts_of_digits_have_none() {
        let (here, india) = (writing(",", 3), writing(",", 2));
        let said: Vec<String> = [1, 999, 1000, 751_846, 12_345_678].iter().map(|it| here.value(it)).collect();
        assert_eq!(said, ["1", "999", "1,000", "751,846", "12,345,678"]);
        assert_eq!(india.value(&12_345_678_u64), "1,23,45,678");
        assert_eq!([here.value(&"4210"), here.value(&"4.2.0".to_owned()), here.value(&"")], ["4210", "4.2.0", ""]);
        assert_eq!(writing("", 3).value(&1234), "1234");
    }

    #[test]
    fn whole_days_are_written_in_words_and_nothing_that_only_holds_one() {
        let here = writing(",", 3);
        assert_eq!([here.value(&"2026-12-02"), here.value(&"2026-01-31")], ["2 Dec 2026", "31 Jan 2026"]);
        for other in ["2026-13-02", "assay-2026-12-02.pdf", "2026-12-02T10:00:00Z", "2026-12", "26-12-02", "--"] {
            assert_eq!(here.value(&other), other);
        }
    }
}
