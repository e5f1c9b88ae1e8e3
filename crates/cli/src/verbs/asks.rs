//! What a unit is about and what is asked for, in words for the terminal.

use assay_commands::view::{AddressableDecision, UnitAsks};

use crate::output::{Paint, lines, word};

/// Everything that a profile adds to a unit; nothing for one of plain MAS levels.
pub(crate) fn words(paint: Paint, asks: &UnitAsks) -> String {
    let mut text = String::new();
    if !asks.subject_words.is_empty() {
        let about = format!("About {}: answered once, for every build.", asks.subject_words);
        text.push_str(&lines([about]));
    }
    if let Some(proposal) = &asks.proposal {
        let by = proposal.line.as_ref().map(|line| format!(" ({}, line {})", line.document, line.line));
        text.push_str(&lines([format!("Proposed as not applicable: {}{}", proposal.because, by.unwrap_or_default())]));
    }
    section(
        &mut text,
        paint,
        "Parameters",
        asks.parameters.iter().map(|it| format!("{}: {} {} ({})", it.title, it.value, it.unit, it.because)),
    );
    section(&mut text, paint, "Evidence that would show it", asks.expected_evidence.iter().cloned());
    section(
        &mut text,
        paint,
        "Related to",
        asks.citations.iter().map(|it| {
            let (citation, source) = (&it.citation, &it.source);
            let mut facts = vec![source.edition.clone()];
            facts.extend(source.effective.as_ref().map(|date| format!("in effect since {date}")));
            facts.push(source.jurisdictions.join(", "));
            facts.push(source.binds.clone());
            facts.extend(citation.flag.as_ref().map(word));
            facts.push(format!("clause {}", word(&citation.verification)));
            facts.retain(|fact| !fact.is_empty());
            format!("{} {} ({})", source.short, citation.clause, facts.join("; "))
        }),
    );
    section(
        &mut text,
        paint,
        "Left out",
        asks.citations_left_out.iter().map(|it| format!("{} {}: {}", it.source, it.clause, it.because)),
    );
    text
}

/// The decision on an addressable specification.
pub(crate) fn decision(decision: &AddressableDecision) -> String {
    let mut words = format!("{} {}: {}", decision.source, decision.clause, decision.decision.as_str());
    if !decision.documentation.is_empty() {
        words.push_str(". ");
        words.push_str(&decision.documentation);
    }
    words
}

fn section(text: &mut String, paint: Paint, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<String> = items.map(|item| format!("  {item}")).collect();
    if !items.is_empty() {
        text.push_str(&lines([paint.strong(title)]));
        text.push_str(&lines(items));
    }
}
