//! Texts with lines and words blacked out. The copy is made piece by piece, so that a log of a gigabyte is never in memory.

use std::io::{BufRead, BufReader, Read};

use assay_ledger::{EvidenceStore, LedgerError};
use assay_messages::said;
use regex::bytes::{Regex, RegexBuilder};
use uuid::Uuid;

use super::super::coding::Coding;
use super::super::evidence::{blocking, unreadable};
use super::super::{Workspace, media};
use super::{Original, OriginalFile};
use crate::statement::{EvidenceAttached, PictureRedacted};
use crate::view::{BlackText, EvidenceAdded};
use crate::{AssessmentError, Result, Work};

/// What stands in the place of what is black: always as long, so that it doesn't tell how long that was.
const BLACK: &str = "\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}";
/// How much of a line is held. Longer lines are looked through piece by piece.
const HELD: usize = 1 << 20;
/// How many letters may be looked for at once, in all words together.
const LETTERS: usize = 20_000;

impl Workspace {
    /// Makes a copy of a text in which these lines are black, and these words wherever they stand, in small or capital
    /// letters, and attaches it beside the original. Lines keep their numbers; the copy is in UTF-8, whatever the original
    /// is in. From then on the copy leaves in reports, and the original does not, wherever the same file is attached.
    ///
    /// # Errors
    /// `evidence.unknown`, `evidence.not_text`, `evidence.nothing_blacked_out` where nothing of it is in the text;
    /// `input.too_long`; `cancelled`.
    pub async fn redact_text(
        &self,
        assessment: Uuid,
        build: Uuid,
        evidence: Uuid,
        lines: &[(u64, u64)],
        words: &[String],
        work: &Work,
    ) -> Result<EvidenceAdded> {
        let Original { spot, place, attached, file } = self.original(assessment, build, evidence).await?;
        let Some(OriginalFile { name, sha256: original, media_type }) = file else {
            return Err(AssessmentError::NotText { media_type: said!("no file") });
        };
        if !media::is_text_type(&media_type) {
            return Err(AssessmentError::NotText { media_type });
        }
        let (lines, words, work) = (stretches(lines), Words::new(words)?, work.clone());
        let store = self.ledger.evidence().clone();
        let (stored, black) = blocking(move || {
            let size = store.size(&original)?.ok_or(LedgerError::EvidenceMissing(original))?;
            let coding = Coding::of_stored(&store, &original, size)?;
            let mut black = BlackText { lines: Vec::new(), places: 0 };
            let file = coding.open(&store, &original, coding.begin())?;
            let stored = store.add_written(|put| {
                let mut copying = Copying { lines: &lines, words: words.as_ref(), black: &mut black, put };
                copying.all(file, |error| unreadable(&store, &original, error), &|at| {
                    work.check()?;
                    work.step("reading", at.min(size), Some(size));
                    Ok(())
                })?;
                if black.lines.is_empty() && black.places == 0 {
                    return Err(AssessmentError::NothingBlackedOutInText);
                }
                Ok(())
            })?;
            Ok((stored, black))
        })
        .await?;
        let body = PictureRedacted { original, copy: stored.sha256, areas: Vec::new(), text: Some(black) };
        let content = self.file_content(&copy_name(&name), stored).await?;
        let copy = EvidenceAttached { content, caption: attached.caption };
        self.state_copy(&spot, place, evidence, copy, &body).await
    }
}

/// What the copy is called: as the original, and that it is none.
fn copy_name(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let (stem, ending): (String, String) = (stem.chars().take(180).collect(), ending.chars().take(20).collect());
    format!("{stem}-redacted.{ending}")
}

/// The lines in order, each once.
fn stretches(lines: &[(u64, u64)]) -> Vec<(u64, u64)> {
    let mut sorted: Vec<(u64, u64)> = lines.iter().map(|(one, other)| (*one.min(other), *one.max(other))).collect();
    sorted.sort_unstable();
    let mut merged: Vec<(u64, u64)> = Vec::with_capacity(sorted.len());
    for (first, last) in sorted {
        match merged.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

/// What is looked for in every line.
struct Words {
    pattern: Regex,
    /// No place where they stand is longer.
    longest: usize,
}

impl Words {
    /// None without words. A line's end parts words: no place goes over it.
    fn new(words: &[String]) -> Result<Option<Words>> {
        let mut words: Vec<&str> = words.iter().flat_map(|it| it.lines()).filter(|it| !it.trim().is_empty()).collect();
        // Of two that begin alike, the longer one is what is covered.
        words.sort_unstable_by_key(|it| std::cmp::Reverse(it.len()));
        let letters = words.iter().map(|it| it.chars().count());
        let Some(longest) = letters.clone().max() else { return Ok(None) };
        let too_long = || AssessmentError::TooLong { what: "What is to be black", limit: LETTERS };
        if letters.sum::<usize>() > LETTERS {
            return Err(too_long());
        }
        let any: Vec<String> = words.iter().map(|it| regex::escape(it)).collect();
        let pattern = RegexBuilder::new(&any.join("|")).case_insensitive(true).build().map_err(|_| too_long())?;
        Ok(Some(Words { pattern, longest: longest * 4 }))
    }
}

/// A copy on its way.
struct Copying<'a> {
    lines: &'a [(u64, u64)],
    words: Option<&'a Words>,
    black: &'a mut BlackText,
    put: &'a mut dyn FnMut(&[u8]) -> assay_ledger::Result<()>,
}

impl Copying<'_> {
    fn all(
        &mut self,
        file: impl Read,
        unreadable: impl Fn(std::io::Error) -> LedgerError,
        on_the_way: &dyn Fn(u64) -> Result<()>,
    ) -> Result<()> {
        let mut reader = BufReader::with_capacity(256 << 10, file);
        let mut stretches = self.lines.iter().copied().peekable();
        let (mut number, mut begun, mut at, mut held) = (1, false, 0, Vec::new());
        loop {
            on_the_way(at)?;
            let read = reader.fill_buf().map_err(&unreadable)?;
            if read.is_empty() {
                return self.flush(&mut held, 0);
            }
            let length = read.len();
            let mut rest = read;
            while !rest.is_empty() {
                while stretches.next_if(|(_, last)| *last < number).is_some() {}
                let covered = stretches.peek().is_some_and(|(first, _)| *first <= number);
                let end = memchr::memchr(b'\n', rest);
                let part = &rest[..end.unwrap_or(rest.len())];
                if !covered {
                    held.extend_from_slice(part);
                    if held.len() >= HELD {
                        let keep = self.words.map_or(0, |it| it.longest);
                        self.flush(&mut held, keep)?;
                    }
                } else if !begun {
                    self.cover(number)?;
                }
                begun = end.is_none();
                if end.is_some() {
                    self.flush(&mut held, 0)?;
                    (self.put)(b"\n")?;
                    number += 1;
                }
                rest = &rest[part.len() + usize::from(end.is_some())..];
            }
            reader.consume(length);
            at += length as u64;
        }
    }

    /// Puts a black line.
    fn cover(&mut self, number: u64) -> Result<()> {
        match self.black.lines.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => self.black.lines.push((number, number)),
        }
        Ok((self.put)(BLACK.as_bytes())?)
    }

    /// Puts what is held, but for its last bytes, in which a place may begin that goes on.
    fn flush(&mut self, held: &mut Vec<u8>, keep: usize) -> Result<()> {
        let until = held.len().saturating_sub(keep);
        let mut done = 0;
        if let Some(words) = self.words {
            for place in words.pattern.find_iter(held) {
                if keep > 0 && place.start() >= until {
                    break;
                }
                (self.put)(&held[done..place.start()])?;
                (self.put)(BLACK.as_bytes())?;
                self.black.places += 1;
                done = place.end();
            }
        }
        let until = until.max(done);
        (self.put)(&held[done..until])?;
        held.drain(..until);
        Ok(())
    }
}
