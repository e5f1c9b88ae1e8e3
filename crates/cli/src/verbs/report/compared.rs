//! The words of a comparison of two reports.

use assay_commands::comparison::{Change, Comparison, Fact, Limit, Part, Stands};

use crate::output::count;

/// The whole in a sentence.
pub(super) fn sentence(of: &Comparison) -> String {
    let counted = [
        (Part::Verdicts, "verdict", "verdicts"),
        (Part::Results, "result", "results"),
        (Part::Findings, "finding", "findings"),
        (Part::Waivers, "waiver", "waivers"),
        (Part::Scope, "fact of the scope", "facts of the scope"),
    ];
    let words: Vec<String> = counted
        .into_iter()
        .map(|(part, one, many)| (of.changes.iter().filter(|it| it.part == part).count(), one, many))
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(u64::try_from(number).unwrap_or(u64::MAX), one, many))
        .collect();
    if words.is_empty() {
        "Nothing changed in verdicts, results, findings, waivers and scope.".to_owned()
    } else {
        format!("Changed: {}.", words.join(", "))
    }
}

/// What it does not say.
pub(super) fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::CustomerLevel => {
            "The reports are for different readers; what a customer report leaves out is not compared."
        }
        Limit::PublicLevel => "The reports are for different readers; what a public report leaves out is not compared.",
        Limit::NoResults => "Public reports hold no results and no findings.",
    }
}

/// What a change is about.
pub(super) fn item(change: &Change) -> String {
    let item = match change.fact {
        None => change.item.as_str(),
        Some(Fact::Release) => "Release",
        Some(Fact::Assessment) => "Assessment",
        Some(Fact::Profile) => "Profile",
        Some(Fact::Catalogue) => "Catalogue",
        Some(Fact::Build) => "Build",
        Some(Fact::OutOfScope) => "Out of scope",
        Some(Fact::VerdictsAskedFor) => "Verdicts asked for",
    };
    if change.title.is_empty() { item.to_owned() } else { format!("{item} {}", change.title) }
}

/// What the former and the later report say.
pub(super) fn sides(change: &Change) -> [String; 2] {
    let said = |side: &Option<Stands>| side.as_ref().map_or_else(|| "-".to_owned(), stands);
    let after = said(&change.after);
    [said(&change.before), if change.restated { format!("{after}, stated anew") } else { after }]
}

fn stands(of: &Stands) -> String {
    match of {
        Stands::Result { state } => capital(state),
        Stands::Finding { severity, state } => format!("{}, {state}", capital(severity)),
        Stands::Waiver { standing, until } => format!("{}, until {until}", capital(standing)),
        Stands::Text { text } => text.clone(),
        Stands::Build { name, variant, sha256 } => {
            let name = format!("{name}, {}", capital(variant));
            sha256.as_ref().map_or_else(|| name.clone(), |digest| format!("{name}, SHA-256 {digest}"))
        }
        Stands::LeftOut => "Left out".to_owned(),
        Stands::Count { count } => count.to_string(),
    }
}

/// A code as people read it.
fn capital(code: &str) -> String {
    let code = code.replace('_', " ");
    let mut letters = code.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
