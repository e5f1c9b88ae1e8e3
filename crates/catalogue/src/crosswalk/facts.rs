//! The files of `standards/crosswalk/`: facts about standards that no catalogue holds. Each says where its rows come from.

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A requirement of MASVS 1.5.0.
#[derive(Deserialize)]
pub(super) struct FirstMasvs {
    /// `MSTG-STORAGE-14`.
    pub(super) id: String,
    /// `2.14`.
    pub(super) number: String,
    /// What it is about, in our own words.
    pub(super) topic: String,
    /// The controls of MASVS 2 that follow from it.
    pub(super) controls: Vec<DerivedControl>,
    /// The weaknesses of MASWE 1 that name it.
    pub(super) weaknesses: Vec<String>,
}

/// A control of MASVS 2, because tests name both ids.
#[derive(Deserialize)]
pub(super) struct DerivedControl {
    pub(super) id: String,
    pub(super) tests: Vec<String>,
}

/// A weakness of the beta numbering.
#[derive(Deserialize)]
pub(super) struct BetaWeakness {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) replaced_by: Vec<String>,
}

/// An entry of a Top 10.
#[derive(Deserialize)]
pub(super) struct TopTen {
    pub(super) id: String,
    pub(super) list: TopTenList,
    pub(super) title: String,
    #[serde(default)]
    pub(super) replaced_by: Option<Vec<String>>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum TopTenList {
    Mobile,
    Api,
}

#[derive(Deserialize)]
pub(super) struct CweTitle {
    pub(super) number: u32,
    pub(super) title: String,
}

/// All of them.
pub(super) struct Facts {
    pub(super) first_masvs: Vec<FirstMasvs>,
    pub(super) beta: Vec<BetaWeakness>,
    pub(super) top_ten: Vec<TopTen>,
    pub(super) cwe: Vec<CweTitle>,
    /// The titles of the chapters of ASVS 5, from the first.
    pub(super) asvs_chapters: Vec<String>,
}

#[derive(Deserialize)]
struct Items<T> {
    items: Vec<T>,
}

#[derive(Deserialize)]
struct Chapters {
    chapters: Vec<String>,
}

/// The facts, parsed once.
pub(super) fn facts() -> &'static Facts {
    static FACTS: OnceLock<Facts> = OnceLock::new();
    FACTS.get_or_init(|| Facts {
        first_masvs: items("masvs-v1.json", include_str!("../../../../standards/crosswalk/masvs-v1.json")),
        beta: items("maswe-beta.json", include_str!("../../../../standards/crosswalk/maswe-beta.json")),
        top_ten: items("top10.json", include_str!("../../../../standards/crosswalk/top10.json")),
        cwe: items("cwe.json", include_str!("../../../../standards/crosswalk/cwe.json")),
        asvs_chapters: parse::<Chapters>("asvs.json", include_str!("../../../../standards/crosswalk/asvs.json"))
            .chapters,
    })
}

fn items<T: DeserializeOwned>(name: &str, text: &str) -> Vec<T> {
    parse::<Items<T>>(name, text).items
}

#[expect(clippy::panic, reason = "the embedded files are part of the program, and a test reads them")]
fn parse<T: DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("standards/crosswalk/{name}: {error}"))
}
