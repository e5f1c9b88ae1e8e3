//! What is embedded in the program: the files of `standards/`, parsed once.
//!
//! `masvs.json`, `maswe.json` and `mastg.json` hold facts and digests, one item a line; `mastg-pages.json` the pages that
//! texts refer to. The example `generate` writes them. Our one-line summaries stand in `summaries/*.json`, a flat object
//! from id to sentence, written by hand; ids are those of MASVS 2.1.0, MASWE 1.0.0 and MASTG.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Catalogue, CatalogueError, Page, Pinned, Scheme};

/// The catalogues that ship: facts, our summaries, digests of OWASP's texts. Parsed at the first call, in a few
/// milliseconds; later calls are free.
///
/// # Panics
/// If an embedded file cannot be read, which the tests of this crate exclude.
pub fn shipped() -> &'static Pinned {
    #[expect(clippy::panic, reason = "the embedded files are part of the program, and a test reads them")]
    try_shipped().unwrap_or_else(|error| panic!("{error}"))
}

/// As [`shipped`], for the generator, which runs before there are files.
pub(crate) fn try_shipped() -> Result<&'static Pinned, &'static CatalogueError> {
    static SHIPPED: OnceLock<Result<Pinned, CatalogueError>> = OnceLock::new();
    SHIPPED
        .get_or_init(|| {
            Pinned::new(
                catalogue("masvs", include_str!("../../../standards/masvs.json"), MASVS_SUMMARIES)?,
                catalogue("maswe", include_str!("../../../standards/maswe.json"), MASWE_SUMMARIES)?,
                catalogue("mastg", include_str!("../../../standards/mastg.json"), MASTG_SUMMARIES)?,
            )
        })
        .as_ref()
}

const MASVS_SUMMARIES: &str = include_str!("../../../standards/summaries/masvs.json");
const MASWE_SUMMARIES: &str = include_str!("../../../standards/summaries/maswe.json");
const MASTG_SUMMARIES: &str = include_str!("../../../standards/summaries/mastg.json");

/// The pages of the shipped MASTG (techniques, tools, ...): ids, titles and digests, no text. Parsed at the first call,
/// which no start needs.
///
/// # Panics
/// If the embedded file cannot be read, which the tests of this crate exclude.
pub fn shipped_pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        #[derive(Deserialize)]
        struct File {
            pages: Vec<Page>,
        }
        let file: Result<File, _> =
            parse("standards/mastg-pages.json", include_str!("../../../standards/mastg-pages.json"));
        #[expect(clippy::panic, reason = "the embedded file is part of the program, and a test reads it")]
        file.unwrap_or_else(|error| panic!("{error}")).pages
    })
}

fn catalogue(name: &str, json: &str, summaries: &str) -> Result<Arc<Catalogue>, CatalogueError> {
    let mut catalogue: Catalogue = parse(&format!("standards/{name}.json"), json)?;
    let summaries: HashMap<String, String> = parse(&format!("standards/summaries/{name}.json"), summaries)?;
    let of = |id: &str| summaries.get(id).cloned().unwrap_or_default();
    catalogue.controls.iter_mut().for_each(|it| it.summary = of(&it.id));
    catalogue.weaknesses.iter_mut().for_each(|it| it.summary = of(&it.id));
    catalogue.tests.iter_mut().for_each(|it| it.summary = of(&it.id));
    Ok(Arc::new(catalogue))
}

fn parse<T: DeserializeOwned>(path: &str, json: &str) -> Result<T, CatalogueError> {
    serde_json::from_str(json).map_err(|error| CatalogueError::Shipped {
        path: path.to_owned(),
        line: error.line(),
        reason: error.to_string(),
    })
}

/// Gives a catalogue that was read from elsewhere our summaries. Controls and tests keep their ids over versions; a
/// weakness only within its numbering, and our summaries are written for MASWE 1.
pub(crate) fn copy_summaries(from: &Catalogue, to: &mut Catalogue) {
    let controls: HashMap<&str, &str> = from.controls.iter().map(|it| (it.id.as_str(), it.summary.as_str())).collect();
    let tests: HashMap<&str, &str> = from.tests.iter().map(|it| (it.id.as_str(), it.summary.as_str())).collect();
    let weaknesses: HashMap<(Scheme, &str), &str> =
        from.weaknesses.iter().map(|it| ((it.scheme, it.id.as_str()), it.summary.as_str())).collect();
    for it in &mut to.controls {
        it.summary = controls.get(it.id.as_str()).copied().unwrap_or_default().to_owned();
    }
    for it in &mut to.tests {
        it.summary = tests.get(it.id.as_str()).copied().unwrap_or_default().to_owned();
    }
    for it in &mut to.weaknesses {
        it.summary = weaknesses.get(&(it.scheme, it.id.as_str())).copied().unwrap_or_default().to_owned();
    }
}
