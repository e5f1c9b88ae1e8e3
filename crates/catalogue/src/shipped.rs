//! What is embedded in the program: the files of `standards/`, parsed once.

use std::sync::{Arc, OnceLock};

use crate::{Catalogue, Page, Pinned};

/// The catalogues that ship: facts, our summaries, digests of OWASP's texts. Parsed at the first call, in about a
/// millisecond; later calls are free.
pub fn shipped() -> &'static Pinned {
    static SHIPPED: OnceLock<Pinned> = OnceLock::new();
    SHIPPED.get_or_init(|| todo!("embedded catalogues"))
}

/// The pages of the shipped MASTG (techniques, tools, ...): ids, titles and digests, no text.
pub fn shipped_pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(Vec::new)
}
const _: fn(Catalogue) -> Arc<Catalogue> = Arc::new;
