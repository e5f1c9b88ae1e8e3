//! Texts of the evidence, a few lines at a time: a log of a gigabyte is never in memory.
//!
//! Lines are counted once; where every [`EVERY`]th begins is kept while the workspace is open.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use assay_ledger::{EvidenceStore, FolderEvidence, Hash, LedgerError};

use super::Workspace;
use super::coding::Coding;
use super::evidence::{blocking, unreadable};
use crate::view::{TextFound, TextLines};
use crate::{AssessmentError, Result, Work};

/// Lines between two places that are kept.
const EVERY: u64 = 1000;
/// Bytes of a line that are shown.
const SHOWN: usize = 4 << 10;
/// Bytes of a line that are looked through.
const SEARCHED: usize = 1 << 20;
/// Bytes in which lines are counted at once; even, as letters of two bytes are.
const AT_A_TIME: usize = 1 << 20;
/// Most lines at once.
const AT_ONCE: u64 = 2000;

/// Where lines begin, by file.
#[derive(Debug, Default)]
pub(super) struct LineIndexes(Mutex<HashMap<Hash, Arc<LineIndex>>>);

/// Where the lines of a file begin.
#[derive(Debug)]
struct LineIndex {
    /// Of every [`EVERY`]th line.
    begins: Vec<u64>,
    total: u64,
    size: u64,
    coding: Coding,
}

impl Workspace {
    /// Lines of a text, from `first` (counted from 1); none past the end. The first reading counts all lines.
    ///
    /// # Errors
    /// `evidence.missing`, `evidence.not_text`; `cancelled`.
    pub async fn evidence_lines(&self, sha256: &Hash, first: u64, count: u64, work: &Work) -> Result<TextLines> {
        let (store, texts, sha256, work) =
            (self.ledger.evidence().clone(), Arc::clone(&self.texts), *sha256, work.clone());
        blocking(move || {
            let index = texts.of(&store, sha256, &work)?;
            let first = first.max(1);
            let last = index.total.min(first.saturating_add(count.min(AT_ONCE)).saturating_sub(1));
            let mut lines = Vec::new();
            if first <= last {
                let mut reader = Lines::from(&store, sha256, &index, first)?;
                for _ in first..=last {
                    let Some(line) = reader.next(SHOWN)? else { break };
                    lines.push(plain(&line));
                }
            }
            Ok(TextLines { total: index.total, size: index.size, first, lines })
        })
        .await
    }

    /// The next line with these words after `from`, or before it, going on from the other end where there is none. Words
    /// in small letters are found in any.
    ///
    /// # Errors
    /// `evidence.missing`, `evidence.not_text`, `input.missing` without words; `cancelled`.
    pub async fn find_in_evidence(
        &self,
        sha256: &Hash,
        words: &str,
        from: u64,
        back: bool,
        work: &Work,
    ) -> Result<TextFound> {
        if words.is_empty() {
            return Err(AssessmentError::Missing { what: "A word to look for" });
        }
        let (store, texts, sha256, work) =
            (self.ledger.evidence().clone(), Arc::clone(&self.texts), *sha256, work.clone());
        let words = Words::new(words);
        blocking(move || {
            let index = texts.of(&store, sha256, &work)?;
            let find = |from: u64, to: u64| -> Result<Option<u64>> {
                if back {
                    last_in(&store, sha256, &index, &words, from, to, &work)
                } else {
                    first_in(&store, sha256, &index, &words, from, to, &work)
                }
            };
            let (ahead, rest) = if back {
                (find(1, from.saturating_sub(1))?, (from, index.total))
            } else {
                (find(from + 1, index.total)?, (1, from.min(index.total)))
            };
            if let Some(line) = ahead {
                return Ok(TextFound { line: Some(line), around: false });
            }
            let line = find(rest.0.max(1), rest.1)?;
            Ok(TextFound { line, around: line.is_some() })
        })
        .await
    }
}

impl LineIndexes {
    /// The index of a file, counted where it is not yet.
    fn of(&self, store: &FolderEvidence, sha256: Hash, work: &Work) -> Result<Arc<LineIndex>> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = kept().get(&sha256) {
            return Ok(Arc::clone(index));
        }
        let size = store.size(&sha256)?.ok_or(LedgerError::EvidenceMissing(sha256))?;
        let coding = Coding::of_stored(store, &sha256, size)?;
        let index = Arc::new(count(store, sha256, size, coding, work)?);
        kept().insert(sha256, Arc::clone(&index));
        Ok(index)
    }
}

fn count(store: &FolderEvidence, sha256: Hash, size: u64, coding: Coding, work: &Work) -> Result<LineIndex> {
    let mut file = store.open(&sha256)?;
    let failed = |error| unreadable(store, &sha256, error);
    let mut at = coding.begin();
    file.seek(SeekFrom::Start(at)).map_err(failed)?;
    let mut buffer = Vec::with_capacity(AT_A_TIME);
    let (mut begins, mut ends, mut open) = (vec![at], 0_u64, false);
    loop {
        work.check()?;
        buffer.clear();
        // Whole buffers, so that each begins with a whole letter.
        file.by_ref().take(AT_A_TIME as u64).read_to_end(&mut buffer).map_err(failed)?;
        if buffer.is_empty() {
            break;
        }
        let mut last = 0;
        for end in coding.ends(&buffer) {
            last = end;
            ends += 1;
            if ends % EVERY == 0 {
                begins.push(at + end as u64);
            }
        }
        open = last < buffer.len();
        at += buffer.len() as u64;
        work.step("reading", at, Some(size));
    }
    Ok(LineIndex { begins, total: ends + u64::from(open), size, coding })
}

/// Reads line by line.
struct Lines<'a, R> {
    reader: BufReader<R>,
    store: &'a FolderEvidence,
    sha256: Hash,
}

impl<'a> Lines<'a, Box<dyn Read>> {
    fn from(store: &'a FolderEvidence, sha256: Hash, index: &LineIndex, line: u64) -> Result<Self> {
        let block = usize::try_from((line - 1) / EVERY).unwrap_or(usize::MAX);
        let begin = index.begins.get(block).copied().unwrap_or(index.size);
        let file = index.coding.open(store, &sha256, begin)?;
        let mut lines = Lines { reader: BufReader::with_capacity(256 << 10, file), store, sha256 };
        for _ in 0..(line - 1) % EVERY {
            lines.next(0)?;
        }
        Ok(lines)
    }
}

impl<R: Read> Lines<'_, R> {
    /// The next line without its end, at most so many bytes of it; nothing at the end.
    fn next(&mut self, most: usize) -> Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let mut any = false;
        loop {
            let held = self.reader.fill_buf().map_err(|error| unreadable(self.store, &self.sha256, error))?;
            if held.is_empty() {
                return Ok(any.then_some(line));
            }
            any = true;
            let end = memchr::memchr(b'\n', held);
            let part = &held[..end.unwrap_or(held.len())];
            line.extend_from_slice(&part[..part.len().min(most.saturating_sub(line.len()))]);
            let used = end.map_or(held.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(Some(line));
            }
        }
    }
}

/// What is looked for.
struct Words {
    text: String,
    /// Small letters stand for any.
    any_case: bool,
}

impl Words {
    fn new(words: &str) -> Words {
        let any_case = words.to_lowercase() == words;
        Words { text: words.to_owned(), any_case }
    }

    fn are_in(&self, line: &[u8]) -> bool {
        let line = String::from_utf8_lossy(line);
        if self.any_case { line.to_lowercase().contains(&self.text) } else { line.contains(&self.text) }
    }
}

/// The first line from `from` to `to` that has the words.
fn first_in(
    store: &FolderEvidence,
    sha256: Hash,
    index: &LineIndex,
    words: &Words,
    from: u64,
    to: u64,
    work: &Work,
) -> Result<Option<u64>> {
    if from == 0 || from > to || from > index.total {
        return Ok(None);
    }
    let mut lines = Lines::from(store, sha256, index, from)?;
    for number in from..=to.min(index.total) {
        if number % EVERY == 0 {
            work.check()?;
            work.step("reading", number, Some(index.total));
        }
        match lines.next(SEARCHED)? {
            Some(line) if words.are_in(&line) => return Ok(Some(number)),
            Some(_) => {}
            None => break,
        }
    }
    Ok(None)
}

/// The last line from `from` to `to` that has the words: block by block from the end.
fn last_in(
    store: &FolderEvidence,
    sha256: Hash,
    index: &LineIndex,
    words: &Words,
    from: u64,
    to: u64,
    work: &Work,
) -> Result<Option<u64>> {
    let (from, mut to) = (from.max(1), to.min(index.total));
    while to >= from {
        let begin = ((to - 1) / EVERY * EVERY + 1).max(from);
        let (mut at, mut found) = (begin, None);
        while let Some(line) = first_in(store, sha256, index, words, at, to, work)? {
            found = Some(line);
            at = line + 1;
        }
        if found.is_some() {
            return Ok(found);
        }
        work.check()?;
        to = begin - 1;
    }
    Ok(None)
}

/// A line as it is shown: without the escapes that colour it.
fn plain(line: &[u8]) -> String {
    let text = String::from_utf8_lossy(line);
    let text = text.strip_suffix('\r').unwrap_or(&text);
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\x1b' {
            shown.push(character);
            continue;
        }
        // ESC [ ... letter; anything else after an escape is one sign.
        if characters.next() == Some('[') {
            characters.by_ref().find(|sign| ('@'..='~').contains(sign));
        }
    }
    shown
}
