//! The words that stand for codes: English ones are known; of another language, those that the file brings with it.

use serde_json::{Value, json};

use super::text::squeezed;

/// A file that a template attaches in another language than English: its words for states, severities and the like.
pub(crate) const WORDS: &str = "words.json";

/// Words by kind and code.
pub(super) struct Words {
    table: Value,
    english: bool,
}

impl Words {
    /// Those of a language.
    pub(super) fn of(language: &str, attached: Option<&[u8]>) -> Self {
        let english = language.split('-').next() == Some("en");
        let own = || attached.and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or(Value::Null);
        Self { table: if english { english_words() } else { own() }, english }
    }

    /// Whether words of codes can be compared at all.
    pub(super) fn known(&self) -> bool {
        self.table.is_object()
    }

    /// Whether the templates' own sentences are known.
    pub(super) fn english(&self) -> bool {
        self.english
    }

    /// The word as it is printed, without blanks; empty where it is not known.
    pub(super) fn word(&self, kind: &str, code: &str) -> String {
        squeezed(self.table[kind][code].as_str().unwrap_or_default())
    }

    /// What is printed in place of a name that is left out or redacted; empty where it is not known.
    pub(super) fn absent_names(&self) -> Vec<String> {
        let names = ["left_out", "redacted"].map(|code| self.word("names", code));
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }

    /// A sentence that the data gives as a code with values, as it is printed, without blanks: in English where the
    /// language has no words for the code. None where the language's words are not known.
    pub(super) fn sentence(&self, kind: &str, sentence: &Value) -> Option<String> {
        let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let Some(pattern) = self.table[kind][said(&sentence["code"])].as_str() else {
            return self.known().then(|| squeezed(&said(&sentence["words"])));
        };
        let values = sentence["values"].as_array().into_iter().flatten().enumerate();
        Some(squeezed(
            &values.fold(pattern.to_owned(), |words, (at, value)| words.replace(&format!("{{{at}}}"), &said(value))),
        ))
    }

    /// What must be there of a day such as `2026-11-20`. Languages order it in their own ways; all print the year.
    pub(super) fn day(&self, day: &str) -> Vec<String> {
        let parts: Vec<&str> = day.get(..10).unwrap_or_default().split('-').collect();
        let [year, month, date] = parts.as_slice() else { return Vec::new() };
        match (month.parse::<usize>(), date.parse::<u32>()) {
            (Ok(month), Ok(date)) if (1..=12).contains(&month) => {
                let name = MONTHS.get(month - 1).copied().unwrap_or_default();
                if self.english { vec![format!("{date}{name}{year}")] } else { vec![(*year).to_owned()] }
            }
            _ => Vec::new(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// As `templates/shared/strings/en/` has them; a test prints each.
fn english_words() -> Value {
    json!({
        "numbers": { "finding": "F-", "waiver": "W-" },
        "states": { "pass": "Pass", "fail": "Fail", "inconclusive": "Inconclusive", "not_applicable": "Not applicable",
            "untested": "Untested", "stale": "Stale", "disputed": "Disputed", "out_of_scope": "Out of scope" },
        "severities": { "critical": "Critical", "high": "High", "medium": "Medium", "low": "Low", "info": "Info" },
        "finding_states": { "open": "Open", "waived": "Waived", "fixed": "Fixed", "withdrawn": "Withdrawn" },
        "standings": { "in_force": "In force", "expired": "Expired", "outgrown": "Outgrown", "barred": "Not admitted",
            "withdrawn": "Withdrawn" },
        "roles": { "tester": "Tester", "reviewer": "Reviewer", "approver": "Approver", "customer": "Customer",
            "decider": "Decided on the release", "evidence": "Added evidence" },
        "levels": { "public": "Public", "customer": "Confidential, for the customer",
            "internal": "Internal to the laboratory" },
        "names": { "left_out": "name left out", "redacted": "name redacted" },
        "choices": { "go": "Go", "conditional": "Conditional", "hold": "Hold" },
        "rooted": { "yes": "yes", "no": "no" },
        "applies": { "yes": "Applies", "no": "Does not apply" },
        "flags": { "required": "required", "addressable": "addressable", "standard": "a standard",
            "other_rule": "of another rule" },
        "board": { "no_release": "There is no release yet.", "one_ready": "The one release may ship.",
            "one_held": "The one release may not ship yet.", "all_held": "None of {0} releases may ship yet.",
            "some_ready": "Of {0} releases, {1} may ship.", "late_one": "One release is late.",
            "late_many": "{0} releases are late.", "soon_one": "One is due within a week.",
            "soon_many": "{0} are due within a week.", "outdated_one": "One decision is outdated.",
            "outdated_many": "{0} decisions are outdated.",
            "outdated_over_one": "One decision is outdated: it was to ship over a closed gate.",
            "outdated_over_many": "{0} decisions are outdated: they were to ship over closed gates.",
            "over_one": "One was decided to ship over its closed gate.",
            "over_many": "{0} were decided to ship over their closed gates." },
    })
}
