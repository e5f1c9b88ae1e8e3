//! Where front matter ends and the body begins.
//!
//! Front matter opens with a line `---` (blank lines and a byte order mark before it are passed over) and ends at the
//! next line that is exactly `---` or `...`. Everything after that is body, further `---` lines included.

/// A file taken apart. The parts are slices of the file: `body` is everything after the closing line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Split<'a> {
    /// There is front matter.
    Front {
        /// Between the two lines.
        yaml: &'a str,
        /// The line of the file, counted from 1, on which `yaml` begins.
        yaml_line: u32,
        /// After the closing line.
        body: &'a str,
    },
    /// There is none: the whole file is body.
    None,
    /// It opens on this line, counted from 1, and never ends.
    Unclosed(u32),
}

/// Takes a file apart; never fails, and reads each character once.
pub(crate) fn split(text: &str) -> Split<'_> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut line = 0;
    let mut opened: Option<(usize, u32)> = None;
    let mut at = 0;
    for part in text.split_inclusive('\n') {
        line += 1;
        let start = at;
        at += part.len();
        let content = part.trim_end();
        match opened {
            None if content.is_empty() => {}
            None if content == "---" => opened = Some((at, line)),
            None => return Split::None,
            Some((yaml, opening)) if content == "---" || content == "..." => {
                return Split::Front { yaml: &text[yaml..start], yaml_line: opening + 1, body: &text[at..] };
            }
            Some(_) => {}
        }
    }
    opened.map_or(Split::None, |(_, line)| Split::Unclosed(line))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rule_in_the_body_is_no_end() {
        let text = "---\nid: A\n---\n\n## One\n\n---\n\n## Two\n";
        assert_eq!(split(text), Split::Front { yaml: "id: A\n", yaml_line: 2, body: "\n## One\n\n---\n\n## Two\n" });
    }

    #[test]
    fn odd_beginnings() {
        for (text, expected) in [
            ("", Split::None),
            ("\n\n", Split::None),
            ("# Title\n---\nid: A\n---\n", Split::None),
            ("---", Split::Unclosed(1)),
            ("---\nid: A\n", Split::Unclosed(1)),
            ("\n---\nid: A\n", Split::Unclosed(2)),
            ("----\nid: A\n---\n", Split::None),
            ("---\r\nid: A\r\n---\r\nbody\r\n", Split::Front { yaml: "id: A\r\n", yaml_line: 2, body: "body\r\n" }),
            ("\u{feff}---\n---", Split::Front { yaml: "", yaml_line: 2, body: "" }),
            ("---\nid: A\n...\nbody", Split::Front { yaml: "id: A\n", yaml_line: 2, body: "body" }),
            ("\n--- \nid: A\n---\t\nbody", Split::Front { yaml: "id: A\n", yaml_line: 3, body: "body" }),
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
    }

    proptest! {
        /// Whatever stands in the body comes back as it was.
        #[test]
        fn the_body_is_recovered(yaml in "(([a-z]{1,8}: [ -~]{0,20}|#[ -~]{0,9})(\n|\r\n)){0,6}", body in "\\PC*(\n(---|\\PC*)){0,6}") {
            let text = format!("---\n{yaml}---\n{body}");
            prop_assert_eq!(split(&text), Split::Front { yaml: &yaml, yaml_line: 2, body: &body });
        }

        /// No text makes it panic, and the parts are parts of the text.
        #[test]
        fn never_panics(text in "(---|\\.\\.\\.|\\PC{0,9}|\u{feff}|\r|\n){0,20}") {
            if let Split::Front { yaml, body, .. } = split(&text) {
                prop_assert!(text.ends_with(body));
                prop_assert!(text.contains(yaml));
            }
        }
    }
}
