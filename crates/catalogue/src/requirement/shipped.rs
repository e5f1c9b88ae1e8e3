//! The requirements and sources that ship, parsed once.

use std::sync::{Arc, OnceLock};

use super::read;
use crate::{CatalogueError, CitationSource, Requirements};

const SETS: [(&str, &str); 5] = [
    (
        "standards/requirements/baseline.yaml",
        // One file a practice area: together they are one list of groups.
        concat!(
            include_str!("../../../../standards/requirements/baseline.yaml"),
            include_str!("../../../../standards/requirements/baseline/data-protection.yaml"),
            include_str!("../../../../standards/requirements/baseline/identity-and-sessions.yaml"),
            include_str!("../../../../standards/requirements/baseline/app-integrity.yaml"),
            include_str!("../../../../standards/requirements/baseline/back-end-and-api.yaml"),
            include_str!("../../../../standards/requirements/baseline/supply-chain.yaml"),
            include_str!("../../../../standards/requirements/baseline/testing-and-operations.yaml"),
            include_str!("../../../../standards/requirements/baseline/android.yaml"),
            include_str!("../../../../standards/requirements/baseline/ios.yaml"),
            include_str!("../../../../standards/requirements/baseline/privacy.yaml"),
        ),
    ),
    ("standards/requirements/fintech.yaml", include_str!("../../../../standards/requirements/fintech.yaml")),
    ("standards/requirements/healthcare.yaml", include_str!("../../../../standards/requirements/healthcare.yaml")),
    ("standards/requirements/enterprise.yaml", include_str!("../../../../standards/requirements/enterprise.yaml")),
    ("standards/requirements/masa.yaml", include_str!("../../../../standards/requirements/masa.yaml")),
];

/// The requirements that ship: baseline, fintech, healthcare, enterprise, masa. Parsed at the first call, in a few
/// milliseconds.
///
/// # Panics
/// If an embedded file cannot be read, which the tests of this crate exclude.
pub fn shipped_requirements() -> &'static Arc<Requirements> {
    static SHIPPED: OnceLock<Arc<Requirements>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let sets: Result<Vec<_>, CatalogueError> = SETS.iter().map(|(path, text)| read::set(path, text)).collect();
        #[expect(clippy::panic, reason = "the embedded files are part of the program, and a test reads them")]
        Requirements::new(sets.unwrap_or_else(|error| panic!("{error}")))
    })
}

/// The sources of regulation and guidance that citations name, in the order of their file.
///
/// # Panics
/// If the embedded file cannot be read, which the tests of this crate exclude.
pub fn shipped_sources() -> &'static [CitationSource] {
    static SHIPPED: OnceLock<Vec<CitationSource>> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let sources = read::sources("standards/citations.yaml", include_str!("../../../../standards/citations.yaml"));
        #[expect(clippy::panic, reason = "the embedded file is part of the program, and a test reads it")]
        sources.unwrap_or_else(|error| panic!("{error}"))
    })
}
