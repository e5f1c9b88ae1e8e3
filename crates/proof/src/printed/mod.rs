//! Whether what is printed is what the attached data says.
//!
//! Two ways. A digest, a time or a severity vector that stands on a page and not in the data is found whatever the
//! template. Beyond that, the data is put together as [`Form`]s: lists of parts, each known by a number or name, with
//! what a template prints of it. A template that ships is held to the forms that it has; one of a user's may print as
//! little as it likes: where it prints most parts of a form whole, it is held to those of which it prints most.

mod beside;
mod board;
mod foot;
mod foreign;
mod forms;
mod letters;
mod outline;
mod run;
mod text;
mod words;

use std::collections::HashMap;

use assay_messages::{counted, in_words, said};
use serde_json::Value;

use self::forms::Form;
use self::text::Text;
pub(crate) use self::words::WORDS;
use self::words::Words;
use crate::ProofError;
use crate::check::Check;
use crate::pdf::Pdf;

const ID: &str = "printed.agrees";

/// The pages of a report, read once.
pub struct Pages {
    text: Text,
    words: Option<Vec<u8>>,
}

impl Pages {
    /// Reads the pages of a file.
    ///
    /// # Errors
    /// `verify.unreadable`.
    pub fn of(file: &[u8]) -> Result<Self, ProofError> {
        Ok(Self::read(&Pdf::read(file)?))
    }

    pub(crate) fn read(pdf: &Pdf) -> Self {
        let words = pdf.attached().ok().and_then(|mut all| all.remove(WORDS)).map(|it| it.bytes);
        Self { text: Text::read(pdf), words }
    }

    /// Whether the letters of the pages are drawn as what they are read as.
    pub fn letters(&self) -> Check {
        let id = "printed.letters";
        if self.text.strange.is_empty() {
            if let Some(page) = self.text.within {
                let sentence = said!(
                    "A drawing on page {page} has text of its own, which is not compared with anything. Look at the page.",
                    page
                );
                return Check::open(id, sentence);
            }
            return Check::holds(
                id,
                "Latin, Greek and Cyrillic letters and figures are drawn as what they are read as.",
            );
        }
        let names = letters::names(&self.text.strange);
        let sentence = said!(
            "Whether letters are drawn as what they are read as can't be told of all: not by this version's fonts are {names}. Look at the pages.",
            names
        );
        Check::open(id, sentence)
    }

    /// Compares the pages with the data.
    pub fn agree_with(&self, data: &Value) -> Check {
        if let Some(foreign) = foreign::first(&self.text, data) {
            let sentence = said!(
                "{what} is printed on page {page}, and not in the attached data.",
                what = in_words(foreign.what),
                page = foreign.page
            );
            return Check::fails(ID, sentence).with(foreign.value);
        }
        if let Some((page, kind)) = &self.text.over {
            let sentence =
                said!("Something lies over page {page} that no report has, and can cover what the page says.", page);
            return Check::fails(ID, sentence).with(said!("Its kind: {kind}", kind));
        }
        if let Some(belied) = &self.text.belied {
            let sentence = said!(
                "On page {page}, the text that is read or copied is not what the letters show.",
                page = belied.page
            );
            return Check::fails(ID, sentence)
                .with(format!("Read: {}", belied.says))
                .with(format!("Shown: {}", belied.shows));
        }
        let words = Words::of(said(&data["document"]["language"]), self.words.as_deref());
        let template = said(&data["document"]["template"]);
        let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, word) in self.text.words() {
            index.entry(word).or_default().push(at);
        }
        let mut counted: Vec<(String, usize)> = Vec::new();
        for form in forms::all(data, &words) {
            let found: Vec<Found> = form.all(&self.text, &index);
            let whole = found.iter().filter(|it| it.absent.is_none()).count();
            let shipped = form.of.contains(&template);
            // A template of the user's may leave out parts, but what it prints of one, it prints as of most.
            let own = template.is_empty() && whole * 2 > found.len();
            if !(shipped || own) {
                continue;
            }
            let mut wrong = form.parts.iter().zip(&found).filter(|(_, it)| shipped || it.mostly);
            if let Some((part, (what, value))) = wrong.find_map(|(part, it)| Some((part, it.absent.clone()?))) {
                let sentence = said!(
                    "What is printed of {part} is not what the attached data says: {what}.",
                    part = in_words(&part.name),
                    what = in_words(what)
                );
                return Check::fails(ID, sentence).with(value);
            }
            let many = form.many.to_owned();
            match counted.iter_mut().find(|(name, _)| *name == many) {
                Some((_, count)) => *count = whole.max(*count),
                None if whole > 0 => counted.push((many, whole)),
                None => {}
            }
        }
        if forms::TEMPLATES.contains(&template)
            && let Some(foot) = foot::wrong(&self.text, data, &words)
        {
            let sentence = said!(
                "What is printed at the foot of page {page} is not what the attached data says.",
                page = foot.page
            );
            return Check::fails(ID, sentence).with(foot.value);
        }
        if template == board::TEMPLATE {
            match board::compare(&self.text, data, &words) {
                Ok(rows) => counted.extend(rows.into_iter().map(|(count, many)| (many.to_owned(), count))),
                Err(board::Absent { of, what, value }) => {
                    let sentence = said!(
                        "What is printed of {of} is not what the attached data says: {what}.",
                        of = in_words(&of),
                        what = in_words(what)
                    );
                    return Check::fails(ID, sentence).with(value);
                }
            }
        }
        if counted.is_empty() {
            return Check::open(
                ID,
                "Digests and times on the pages are those of the attached data. Nothing else is printed that could be compared.",
            );
        }
        let kinds: Vec<String> = counted.iter().map(|(many, count)| number_of(*count, many)).collect();
        let sentence = said!("What is printed is what the attached data says, of {kinds}.", kinds = kinds.join(", "));
        let check = Check::holds(ID, sentence);
        if words.known() {
            check
        } else {
            check.with("The words of this language for results and states are not known, so only names, numbers, times and texts were compared.")
        }
    }
}

/// Compares the pages with the data, and what is drawn with what is read.
pub(crate) fn printed(pdf: &Pdf, data: &Value) -> [Check; 2] {
    let pages = Pages::read(pdf);
    [pages.agree_with(data), pages.letters()]
}

/// What was found of a part.
struct Found {
    /// What is absent; none where it is whole.
    absent: Option<(&'static str, String)>,
    /// Whether most of it is there.
    mostly: bool,
}

impl Form {
    fn all(&self, text: &Text, index: &HashMap<&str, Vec<usize>>) -> Vec<Found> {
        let places: Vec<Vec<usize>> = self.parts.iter().map(|part| part.places(text, index)).collect();
        // A part ends where the next one begins.
        let mut heads: Vec<usize> = places.iter().flatten().copied().collect();
        heads.sort_unstable();
        heads.dedup();
        let each = self.parts.iter().zip(places);
        each.map(|(part, places)| part.found(text, &heads, &places, &self.parts)).collect()
    }
}

/// `3 pieces of evidence`, `1 piece of evidence`: each kind of part that is compared.
fn number_of(count: usize, many: &str) -> String {
    match many {
        "builds" => counted!(count, "1 build", "{count} builds"),
        "sentences on all releases" => {
            counted!(count, "1 sentence on all releases", "{count} sentences on all releases")
        }
        "controls" => counted!(count, "1 control", "{count} controls"),
        "items" => counted!(count, "1 item", "{count} items"),
        "units" => counted!(count, "1 unit", "{count} units"),
        "units judged not applicable" => {
            counted!(count, "1 unit judged not applicable", "{count} units judged not applicable")
        }
        "pieces of evidence" => counted!(count, "1 piece of evidence", "{count} pieces of evidence"),
        "sources of clauses" => counted!(count, "1 source of clauses", "{count} sources of clauses"),
        "answers of the gate" => counted!(count, "1 answer of the gate", "{count} answers of the gate"),
        "outcomes" => counted!(count, "1 outcome", "{count} outcomes"),
        "decisions" => counted!(count, "1 decision", "{count} decisions"),
        "devices" => counted!(count, "1 device", "{count} devices"),
        "findings in full" => counted!(count, "1 finding in full", "{count} findings in full"),
        "findings" => counted!(count, "1 finding in a list", "{count} findings in lists"),
        "people" => counted!(count, "1 person", "{count} people"),
        "sign-offs" => counted!(count, "1 sign-off", "{count} sign-offs"),
        "tools" => counted!(count, "1 tool", "{count} tools"),
        "waivers" => counted!(count, "1 waiver", "{count} waivers"),
        "facts of the report" => counted!(count, "1 fact of the report", "{count} facts of the report"),
        "catalogues" => counted!(count, "1 catalogue", "{count} catalogues"),
        "facts of the record" => counted!(count, "1 fact of the record", "{count} facts of the record"),
        "releases" => counted!(count, "1 release", "{count} releases"),
        "counts of findings" => counted!(count, "1 count of findings", "{count} counts of findings"),
        "waivers that end" => counted!(count, "1 waiver that end", "{count} waivers that end"),
        many => format!("{count} {many}"),
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn said(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
