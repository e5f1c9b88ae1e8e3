//! A profile with everything it extends put together: what an assessment is measured against.
//!
//! **Who decides.** Every file of the closure of `extends` may decide two things about an item: whether it is in
//! (include, require; exclude) and how strongly (require; relax). A file decides over every file that it extends, near
//! or far. Within one file an item decides over its group. Where two files that don't extend each other disagree and no
//! file above them decides, that is a conflict, and the profile is refused. So the order of `extends` never matters.

mod decide;
mod idle;
mod resolve;
mod unknown;

pub(crate) use resolve::named;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::profile::{levels_of, short};
use crate::{
    Condition, Gate, Level, Pinned, Profile, ProfileItem, ProfileLibrary, ProfileProblem, ProfileProblemCode,
    Requirements,
};

/// Why something is as it is: which line of which file says so.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Because {
    /// The id of the profile file.
    pub document: String,
    /// The line in it.
    pub line: u32,
    /// What it says or why, in words.
    pub words: String,
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&said!(
            "{document}, line {line}: {words}",
            document = self.document,
            line = self.line,
            words = self.words
        ))
    }
}

/// What the files decided about an item. Both say nothing where only levels speak of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ItemDecision {
    /// Whether it is in.
    pub included: Option<bool>,
    /// Whether it is required; none leaves it as the requirement, weakness or test says.
    pub required: Option<bool>,
    /// The lines that decided, in the order of the files' ids and lines.
    pub because: Vec<Because>,
}

/// A file that a tailoring was put together from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct TailoringDocument {
    /// Its id.
    pub id: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// Whether it ships with the program.
    pub shipped: bool,
}

/// Where the levels come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LevelSource {
    /// The level.
    pub level: Level,
    /// The line that extends it; none for a plain MAS profile.
    pub because: Option<Because>,
}

/// The value of a parameter, and who set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetParameter {
    /// The value.
    pub value: u32,
    /// The line that set it.
    pub because: Because,
}

/// A condition that proposes items as not applicable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TailoredCondition {
    /// Where this holds ...
    pub when: Condition,
    /// ... these are proposed as not applicable,
    pub items: Vec<ProfileItem>,
    /// for this reason.
    pub because: Because,
}

/// What evidence a file expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TailoredEvidence {
    /// What it concerns.
    pub items: Vec<ProfileItem>,
    /// What is expected.
    pub expect: String,
    /// The line that says so.
    pub because: Because,
}

/// A clause that a file adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TailoredCitation {
    /// The key of a source that ships, or the author's own name of one.
    pub source: String,
    /// The clause.
    pub clause: String,
    /// What it concerns.
    pub items: Vec<ProfileItem>,
    /// The line that says so.
    pub because: Because,
}

/// What no waiver lets through, and the line that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TailoredBar {
    /// What it concerns.
    pub item: ProfileItem,
    /// The line.
    pub because: Because,
}

/// A profile, put together from its files: the same input gives the same tailoring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tailoring {
    /// `fintech`, `acme-wallet`, or `L2+R` for plain MAS levels.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// The MAS levels with their sources; empty where the profile has none, such as MASA readiness.
    pub levels: Vec<LevelSource>,
    /// What the files decided, by item; groups of requirements are spread over their requirements. JSON has no keys
    /// that are items, so it is a list there.
    #[serde(with = "pairs")]
    #[ts(as = "Vec<(ProfileItem, ItemDecision)>")]
    pub items: BTreeMap<ProfileItem, ItemDecision>,
    /// Values by `FIN-2.1.idle-minutes`.
    pub parameters: BTreeMap<String, SetParameter>,
    /// What is proposed as not applicable.
    pub not_applicable: Vec<TailoredCondition>,
    /// The release gate; the usual one where no file asks for anything.
    pub gate: Gate,
    /// The lines behind what the gate calls not waivable, in the order of the files' ids and lines.
    pub bars: Vec<TailoredBar>,
    /// Whether nobody may approve their own answer.
    pub four_eyes: bool,
    /// What evidence is expected.
    pub evidence: Vec<TailoredEvidence>,
    /// Clauses that files add.
    pub citations: Vec<TailoredCitation>,
    /// The files, by id; empty for plain MAS levels.
    pub documents: Vec<TailoringDocument>,
}

impl Tailoring {
    /// Plain MAS levels: its plan is exactly [`crate::Plan::resolve`].
    pub fn of_levels(profile: &Profile) -> Tailoring {
        Tailoring {
            id: profile.id.clone(),
            title: profile.title.clone(),
            summary: String::new(),
            levels: profile.levels.iter().map(|level| LevelSource { level: *level, because: None }).collect(),
            items: BTreeMap::new(),
            parameters: BTreeMap::new(),
            not_applicable: Vec::new(),
            gate: Gate::usual(),
            bars: Vec::new(),
            four_eyes: false,
            evidence: Vec::new(),
            citations: Vec::new(),
            documents: Vec::new(),
        }
    }

    /// Puts a profile together: a combination of levels (`L2+R`), or a file of the library with all that it extends.
    ///
    /// # Errors
    /// Every problem that was found: unknown profiles, ids and parameters, cycles, conflicts; never an empty list.
    pub fn resolve(
        id: &str,
        library: &ProfileLibrary,
        requirements: &Requirements,
    ) -> Result<Tailoring, Vec<ProfileProblem>> {
        if let Some(document) = library.get(id) {
            return resolve::resolve(document, library, requirements);
        }
        match id.parse::<Profile>() {
            Ok(profile) => Ok(Tailoring::of_levels(&profile)),
            Err(error) => {
                let known: Vec<&str> = library.documents().map(|it| it.id.as_str()).collect();
                let otherwise = said!("Known are: {known}; and levels such as L2+R.", known = known.join(", "));
                let levels = levels_of(id).is_some();
                Err(vec![ProfileProblem {
                    code: if levels { ProfileProblemCode::ResilienceAlone } else { ProfileProblemCode::UnknownProfile },
                    file: String::new(),
                    line: 1,
                    column: 1,
                    key: String::new(),
                    message: if levels {
                        format!("{error}.")
                    } else {
                        said!("There is no profile {id}.", id = short(id))
                    },
                    hint: if levels {
                        error.next_step().to_owned()
                    } else {
                        resolve::meant(id, known.iter().copied(), &otherwise)
                    },
                }])
            }
        }
    }

    /// Weaknesses, tests and controls that the files name and these catalogues don't have: limits of a plan.
    /// [`crate::ProfileDocument::unknown_in`] reports them with their lines.
    pub fn unknown_in(&self, pinned: &Pinned) -> Vec<ProfileItem> {
        unknown::of_tailoring(self, pinned)
    }

    /// The levels as a profile, by which weaknesses and tests are required.
    pub fn profile(&self) -> Profile {
        let levels: BTreeSet<Level> = self.levels.iter().map(|it| it.level).collect();
        Profile { id: self.id.clone(), title: self.title.clone(), levels }
    }

    /// Whether it is nothing but MAS levels.
    pub fn is_plain(&self) -> bool {
        self.documents.is_empty()
    }
}

mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{ItemDecision, ProfileItem};

    pub(super) fn serialize<S: Serializer>(
        items: &BTreeMap<ProfileItem, ItemDecision>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        items.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<ProfileItem, ItemDecision>, D::Error> {
        Ok(Vec::<(ProfileItem, ItemDecision)>::deserialize(deserializer)?.into_iter().collect())
    }
}
