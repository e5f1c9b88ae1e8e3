//! One spelling for all spellings of an id: `mastg test 235`, `MASWE18`, `storage 1`, `fin 2.1`, `art 32 (1) b`.

use super::{CrosswalkItem, CrosswalkKind};

/// An id, or the beginning of one, without what people leave out or add: capitals, spaces, hyphens, slashes, colons,
/// closing brackets, leading zeros of numbers, `section` and `§`. Points stay between digits only, opening brackets
/// stay, so that `5(1)` and `51` differ.
pub fn squashed(text: &str) -> String {
    let text = text.replace('§', " ");
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let bare = word.trim_end_matches('.');
        if ["owasp", "section", "sec", "clause"].iter().any(|filler| bare.eq_ignore_ascii_case(filler)) {
            continue;
        }
        out.push_str(if bare.eq_ignore_ascii_case("article") { "art" } else { word });
    }
    // The mobsfscan spelling of the first MASVS.
    let lower = out.to_lowercase();
    let out = lower.strip_prefix("masvs/").map_or(lower.clone(), |rest| format!("mstg-{rest}"));
    let letters: Vec<char> = out.chars().flat_map(char::to_uppercase).collect();
    let mut squashed = String::with_capacity(letters.len());
    // A number begins after anything that is no digit, also after a hyphen that is left out.
    let mut in_number = false;
    for (at, letter) in letters.iter().copied().enumerate() {
        let next = letters.get(at + 1).copied();
        match letter {
            '0' if !in_number && next.is_some_and(|it| it.is_ascii_digit()) => {}
            '0'..='9' => {
                in_number = true;
                squashed.push(letter);
            }
            '.' if in_number && next.is_some_and(|it| it.is_ascii_digit()) => {
                in_number = false;
                squashed.push(letter);
            }
            '(' => {
                in_number = false;
                squashed.push(letter);
            }
            _ => {
                in_number = false;
                if letter.is_alphanumeric() {
                    squashed.push(letter);
                }
            }
        }
    }
    squashed
}

/// Every squashed spelling of an item, the full one first.
pub(super) fn of_item(item: &CrosswalkItem) -> Vec<String> {
    let id = item.id.as_str();
    let mut spellings = vec![squashed(id)];
    let mut add = |text: &str| {
        let text = squashed(text);
        if !spellings.contains(&text) {
            spellings.push(text);
        }
    };
    match item.kind {
        CrosswalkKind::Control => {
            if let Some(rest) = id.strip_prefix("MASVS-") {
                add(rest);
            }
        }
        CrosswalkKind::Weakness => {
            let number = id.trim_start_matches("MASWE-");
            add(&format!("{} {id}", item.within));
            add(&format!("{id} {}", item.within));
            add(&format!("{} {number}", item.within));
        }
        CrosswalkKind::Test => {
            if let Some(rest) = id.strip_prefix("MASTG-") {
                add(rest);
                add(&format!("MSTG-{rest}"));
            }
        }
        CrosswalkKind::MasaItem => {
            let number = id.trim_start_matches("MASA-");
            add(number);
            add(&format!("MASA {number}"));
            add(&format!("ADA {number}"));
        }
        CrosswalkKind::Clause => {
            add(&format!("{} {id}", item.within));
            // `mas` alone would be OWASP's project.
            if let Some((first, _)) = item.within.split_once('-').filter(|(first, _)| *first != "mas") {
                add(&format!("{first} {id}"));
            }
            add(&format!("{} {id}", item.qualifier));
        }
        CrosswalkKind::MasvsV1 => {
            let rest = id.trim_start_matches("MSTG-");
            add(rest);
            add(&format!("MASVS {rest}"));
            let number = &item.within;
            if !number.is_empty() {
                add(number);
                add(&format!("V{number}"));
                add(&format!("MSTG {number}"));
                add(&format!("MASVS {number}"));
            }
        }
        CrosswalkKind::MobileTop10 | CrosswalkKind::ApiTop10 => {
            if let Some((entry, year)) = id.split_once(':') {
                add(entry);
                add(&format!("{year} {entry}"));
            }
        }
        CrosswalkKind::Asvs => {
            let number = id.trim_start_matches("v5.0.0-");
            add(number);
            add(&format!("V{number}"));
            add(&format!("ASVS {number}"));
            add(&format!("ASVS V{number}"));
            add(&format!("ASVS {id}"));
        }
        CrosswalkKind::Requirement | CrosswalkKind::Cwe => {}
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::squashed;

    #[test]
    fn what_people_type_is_one_spelling() {
        for (one, other) in [
            ("MASTG-TEST-0235", "mastg test 235"),
            ("MASWE-0018", "maswe18"),
            ("MASVS-STORAGE-1", "masvs storage 1"),
            ("MSTG-STORAGE-14", "masvs/storage-14"),
            ("FIN-2.1", "fin 2.1"),
            ("Art. 32(1)(b)", "article 32 (1) (b)"),
            ("164.312(a)(1)", "§ 164.312 (a)(1"),
            ("A.8.24", "a8.24"),
            ("M1:2024", "m1 2024"),
            ("MASTG-TECH-0007", "@mastg_tech_7"),
        ] {
            assert_eq!(squashed(one), squashed(other), "{one} and {other}");
        }
        for (one, other) in [("Art. 5(1)", "Art. 51"), ("1.10", "1.1"), ("MASWE-0010", "MASWE-0001"), ("2.1", "21")] {
            assert_ne!(squashed(one), squashed(other), "{one} and {other}");
        }
    }
}
