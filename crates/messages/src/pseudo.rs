//! The pseudo-language, as `ui/src/lib/pseudo.ts` makes it of the interface's own messages.

/// Words that make a text longer as German or Finnish would.
const FILLING: [&str; 5] = ["lörem", "ïpsumdölör", "šit", "amëtçöns", "ëcteturadïp"];

/// A message with accents, two fifths longer, in brackets. What stands in braces is filled in later and stays.
pub(crate) fn pseudo(message: &str) -> String {
    let mut out = String::from("⟦");
    let (mut letters, mut within) = (0_usize, false);
    for letter in message.chars() {
        within = (within || letter == '{') && letter != '}';
        if within || letter == '}' {
            out.push(letter);
        } else {
            letters += 1;
            out.push(accented(letter));
        }
    }
    let missing = (letters * 2).div_ceil(5);
    let mut longer = 0;
    for word in FILLING.iter().cycle() {
        if longer >= missing {
            break;
        }
        out.push(' ');
        out.push_str(word);
        longer += word.chars().count() + 1;
    }
    out.push('⟧');
    out
}

fn accented(letter: char) -> char {
    let plain = "aceinosuyzACEINOSU";
    let accents = "áçëïñöšüýžÅÇËÏÑÖŠÜ";
    plain.chars().position(|it| it == letter).and_then(|at| accents.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::pseudo;

    #[test]
    fn is_longer_in_brackets_and_keeps_what_is_filled_in() {
        let made = pseudo("There is no file {path}");
        assert!(made.starts_with("⟦Thërë ïš ñö fïlë {path} ") && made.ends_with('⟧'), "{made}");
        assert!(made.chars().count() >= 32, "{made}");
        assert_eq!(pseudo(""), "⟦⟧");
    }
}
