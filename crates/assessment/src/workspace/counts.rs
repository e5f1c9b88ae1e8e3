//! How much a catalogue holds.

use assay_catalogue::{Catalogue, Counts, Page, TestStatus};

/// Counts what a catalogue and its pages hold; files are counted only while they are read.
pub(super) fn count(catalogue: &Catalogue, pages: &[Page]) -> Counts {
    let number = |items: usize| u32::try_from(items).unwrap_or(u32::MAX);
    let tests = |status| number(catalogue.tests.iter().filter(|test| test.status == status).count());
    let mut counts = Counts {
        files: 0,
        groups: number(catalogue.groups.len()),
        controls: number(catalogue.controls.len()),
        weaknesses: number(catalogue.weaknesses.len()),
        live_tests: tests(TestStatus::Live),
        placeholder_tests: tests(TestStatus::Placeholder),
        deprecated_tests: tests(TestStatus::Deprecated),
        pages: std::collections::BTreeMap::new(),
    };
    for page in pages {
        *counts.pages.entry(page.kind).or_default() += 1;
    }
    counts
}
