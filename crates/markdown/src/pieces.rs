//! Finds references, includes, icons and addresses in a run of text outside code.

use crate::Dialect;
use crate::source::{MARK_BYTE, MARK_CLOSE, MARK_OPEN};

/// A part of a run of text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text as it is.
    Text(&'a str),
    /// `@MASTG-TECH-0157`, without the `@`.
    Reference(&'a str),
    /// What is between `{{` and `}}`, at least one path.
    Include(&'a str),
    /// An address written out, in a note.
    Address(&'a str),
    /// A mark of `source`, as it stands in the text.
    Mark(&'a str),
}

/// Gives the parts of a text in order. Icons such as `:material-flask:` are left out.
pub(crate) fn pieces<'a>(text: &'a str, dialect: Dialect, mut take: impl FnMut(Piece<'a>)) {
    let bytes = text.as_bytes();
    let mut plain_from = 0;
    let mut at = 0;
    // Nearly all of a text is none of these.
    while let Some(next) = bytes[at..].iter().position(|byte| STARTS[usize::from(*byte)]) {
        at += next;
        let found = match bytes[at] {
            b'@' => reference(text, at),
            b':' if dialect == Dialect::Standard => icon(text, at),
            b'{' if dialect == Dialect::Standard => include(text, at),
            b'h' if dialect == Dialect::Note => address(text, at),
            MARK_BYTE => mark(text, at),
            _ => None,
        };
        if let Some((piece, end)) = found {
            if plain_from < at {
                take(Piece::Text(&text[plain_from..at]));
            }
            if let Some(piece) = piece {
                take(piece);
            }
            plain_from = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if plain_from < text.len() {
        take(Piece::Text(&text[plain_from..]));
    }
}

/// The bytes that a piece may begin with.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    starts[b'@' as usize] = true;
    starts[b':' as usize] = true;
    starts[b'{' as usize] = true;
    starts[b'h' as usize] = true;
    starts[MARK_BYTE as usize] = true;
    starts
};

/// A piece (none where something is only left out) and the position behind it.
type Found<'a> = Option<(Option<Piece<'a>>, usize)>;

fn ends_with_word(before: &str) -> bool {
    before.chars().next_back().is_some_and(|character| character.is_alphanumeric() || character == '_')
}

fn reference(text: &str, at: usize) -> Found<'_> {
    if ends_with_word(&text[..at]) {
        return None;
    }
    let length = id_length(&text[at + 1..])?;
    let end = at + 1 + length;
    Some((Some(Piece::Reference(&text[at + 1..end])), end))
}

/// The id of OWASP's that a text is as a whole, if it is one.
pub(crate) fn is_id(text: &str) -> bool {
    id_length(text) == Some(text.len())
}

/// Length of the id at the start of a text: `MASTG-<KIND>-` or `MASWE-` and four digits or letters (drafts have ids
/// such as `MASTG-TEST-0x01`), or `MASVS-<GROUP>`, with or without the number of a control.
fn id_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let run = |from: usize, test: fn(&u8) -> bool| bytes[from..].iter().take_while(|byte| test(byte)).count();
    let end = match text.get(..6)? {
        "MASTG-" => {
            let kind = run(6, u8::is_ascii_uppercase);
            if kind == 0 || bytes.get(6 + kind) != Some(&b'-') {
                return None;
            }
            let number = run(7 + kind, u8::is_ascii_alphanumeric);
            (number == 4).then_some(11 + kind)?
        }
        "MASWE-" => (run(6, u8::is_ascii_alphanumeric) == 4).then_some(10)?,
        "MASVS-" => {
            let group = run(6, u8::is_ascii_uppercase);
            if group == 0 {
                return None;
            }
            let end = 6 + group;
            let number = if bytes.get(end) == Some(&b'-') { run(end + 1, u8::is_ascii_digit) } else { 0 };
            if number == 0 { end } else { end + 1 + number }
        }
        _ => return None,
    };
    let next = text[end..].chars().next();
    (!next.is_some_and(|character| character.is_alphanumeric() || character == '_')).then_some(end)
}

/// Sets of icons that OWASP's site has and the application has not.
const ICON_SETS: [&str; 4] = ["material-", "octicons-", "fontawesome-", "simple-"];

/// Attributes of an icon longer than this are text.
const LONGEST_ATTRIBUTES: usize = 100;

fn icon(text: &str, at: usize) -> Found<'_> {
    let name = &text[at + 1..];
    if !ICON_SETS.iter().any(|set| name.starts_with(set)) {
        return None;
    }
    let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    if name.as_bytes().get(length) != Some(&b':') {
        return None;
    }
    let mut end = at + length + 2;
    if let Some(rest) = text[end..].strip_prefix('{')
        && let Some(close) = rest.bytes().take(LONGEST_ATTRIBUTES).position(|byte| byte == b'}')
    {
        end += close + 2;
    }
    // The space that set the icon off goes with it, where the text before has one or begins.
    let before = text[..at].chars().next_back();
    if before.is_none_or(|character| character.is_whitespace() || character == '(') {
        end += text[end..].bytes().take_while(|byte| *byte == b' ').count();
    }
    Some((None, end))
}

fn include(text: &str, at: usize) -> Found<'_> {
    let rest = text[at..].strip_prefix("{{")?;
    let length = rest.find(|character: char| !(is_path(character) || character == '#'))?;
    if !rest[length..].starts_with("}}") {
        return None;
    }
    let inner = &rest[..length];
    include_files(inner).is_some().then_some((Some(Piece::Include(inner)), at + length + 4))
}

/// The paths inside `{{ … }}`; `None` where one of them does not look like a path.
pub(crate) fn include_files(inner: &str) -> Option<impl Iterator<Item = &str>> {
    let looks_like_path = |file: &str| file.chars().all(is_path) && file.contains(['.', '/']);
    let files = || inner.split('#').map(str::trim);
    files().all(looks_like_path).then(files)
}

fn is_path(character: char) -> bool {
    character.is_alphanumeric() || "./_-$+ ".contains(character)
}

/// Longer addresses are cut here; what follows is text.
const LONGEST_ADDRESS: usize = 2_000;

/// An `http(s)` address written out; without the punctuation that closes the sentence around it.
fn address(text: &str, at: usize) -> Found<'_> {
    let rest = &text[at..];
    // No further is looked: a line of nothing but addresses would be read as often as it has addresses.
    let rest = &rest[..rest.floor_char_boundary(LONGEST_ADDRESS)];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    if ends_with_word(&text[..at]) {
        return None;
    }
    let is_end =
        |character: char| character.is_whitespace() || character.is_control() || "<>\"`{}|\\^".contains(character);
    let mut length = rest.find(is_end).unwrap_or(rest.len());
    let count = |wanted: u8| rest[..length].bytes().filter(|byte| *byte == wanted).count();
    // Closing brackets that nothing in the address opens.
    let mut round = count(b')').saturating_sub(count(b'('));
    let mut square = count(b']').saturating_sub(count(b'['));
    while let Some(last) = rest[..length].chars().next_back() {
        let excess = match last {
            ')' => &mut round,
            ']' => &mut square,
            _ if ".,;:!?'*_~".contains(last) => &mut 1,
            _ => break,
        };
        if *excess == 0 {
            break;
        }
        *excess -= 1;
        length -= last.len_utf8();
    }
    (length > scheme.len()).then(|| (Some(Piece::Address(&rest[..length])), at + length))
}

fn mark(text: &str, at: usize) -> Found<'_> {
    let rest = text[at..].strip_prefix(MARK_OPEN)?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[length..].strip_prefix(MARK_CLOSE)?;
    let end = at + MARK_OPEN.len_utf8() + length + MARK_CLOSE.len_utf8();
    Some((Some(Piece::Mark(&text[at..end])), end))
}
