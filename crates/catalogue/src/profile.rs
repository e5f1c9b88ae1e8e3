//! The MAS profiles: which levels an assessment requires; below this module, the profiles that are files.
//!
//! L2 extends L1. OWASP's data says so by listing L2 wherever it lists L1 (`profiles: [L1, L2]`), so that choosing L2
//! means matching L2 only, and no rule of ours adds L1. One live test of MASTG 2.0.0 (MASTG-TEST-0299) lists L1 alone:
//! under L2 it is optional, as the data says. A control is required where one of its weaknesses is.

mod document;
mod library;
mod nearest;
mod parse;
mod problem;
mod schema;
mod yaml;

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use document::{
    At, EvidenceExpectation, FindingSeverity, Gate, GateRule, ItemChange, NotApplicable, OwnCitation, OwnGate,
    ParameterValue, ProfileDocument, ProfileItem,
};
pub use library::ProfileLibrary;
pub(crate) use nearest::nearest;
pub(crate) use parse::{levels_of, short};
pub use problem::{ProfileProblem, ProfileProblemCode};

use crate::{CatalogueError, Level};

/// A combination of MAS levels, such as L2+R+P.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Profile {
    /// The canonical id: the levels in the order L1, L2, R, P, joined by `+`.
    pub id: String,
    /// The titles of the levels, joined by ` + `.
    pub title: String,
    /// The levels; never empty, and R only beside L1 or L2.
    pub levels: BTreeSet<Level>,
}

/// What the shipped data says about one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfilePart {
    /// The level.
    pub level: Level,
    /// Its title: `MAS-L1 Essential security`.
    pub title: String,
    /// What it is for, in our own words.
    pub summary: String,
    /// It needs one of these beside it; empty where it stands alone.
    #[serde(default)]
    pub requires_one_of: Vec<Level>,
}

/// `standards/profiles/mas.yaml`.
#[derive(Debug, Default, Deserialize)]
struct ShippedProfiles {
    levels: Vec<ProfilePart>,
    offered: Vec<String>,
}

fn shipped_profiles() -> &'static ShippedProfiles {
    static SHIPPED: OnceLock<ShippedProfiles> = OnceLock::new();
    // The file is part of the program, and a test reads it.
    SHIPPED.get_or_init(|| {
        serde_norway::from_str(include_str!("../../../standards/profiles/mas.yaml")).unwrap_or_default()
    })
}

impl Profile {
    /// The profile of these levels.
    ///
    /// # Errors
    /// `catalogue.empty_profile`, or `catalogue.resilience_alone` for R without L1 or L2.
    pub fn new(levels: impl IntoIterator<Item = Level>) -> Result<Profile, CatalogueError> {
        let levels: BTreeSet<Level> = levels.into_iter().collect();
        if levels.is_empty() {
            return Err(CatalogueError::EmptyProfile);
        }
        let id = levels.iter().map(|level| level.as_str()).collect::<Vec<_>>().join("+");
        let parts = Profile::parts();
        for part in parts.iter().filter(|part| levels.contains(&part.level)) {
            let needed = &part.requires_one_of;
            if !needed.is_empty() && !needed.iter().any(|level| levels.contains(level)) {
                return Err(CatalogueError::ResilienceAlone { text: id });
            }
        }
        let titles = parts.iter().filter(|part| levels.contains(&part.level)).map(|part| part.title.as_str());
        let title = titles.collect::<Vec<_>>().join(" + ");
        Ok(Profile { id, title, levels })
    }

    /// The levels as shipped in `standards/profiles/mas.yaml`, in order.
    pub fn parts() -> &'static [ProfilePart] {
        &shipped_profiles().levels
    }

    /// The profiles that are offered first; any other combination that is allowed can be named as well.
    pub fn offered() -> Vec<Profile> {
        shipped_profiles().offered.iter().filter_map(|id| id.parse().ok()).collect()
    }

    /// Whether one of these levels is among the profile's.
    pub fn requires(&self, levels: &[Level]) -> bool {
        levels.iter().any(|level| self.levels.contains(level))
    }
}

/// Reads `L1`, `R+L2`, `mas-l2 + r`: any order, any case, with or without `MAS-`.
impl FromStr for Profile {
    type Err = CatalogueError;

    fn from_str(text: &str) -> Result<Profile, CatalogueError> {
        let mut levels = BTreeSet::new();
        for part in text.split('+') {
            let name = part.trim().to_ascii_uppercase();
            let name = name.strip_prefix("MAS-").unwrap_or(&name);
            if name.is_empty() && text.trim().is_empty() {
                return Err(CatalogueError::EmptyProfile);
            }
            let level = Level::from_name(name).ok_or_else(|| CatalogueError::UnknownLevel {
                part: part.trim().to_owned(),
                text: text.trim().to_owned(),
            })?;
            levels.insert(level);
        }
        Profile::new(levels)
    }
}
