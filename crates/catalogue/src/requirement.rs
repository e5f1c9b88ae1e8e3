//! Requirements: the controls of the baseline, of the industries and of MASA readiness, in our own words.
//!
//! A requirement is a control that is assessed directly. It names the entries of MASVS, MASWE and other standards that
//! it is near to, so that a reader finds what was tested already; such a mapping never yields a pass. What it cites of
//! regulation is *related to* it: a citation says that the clause exists, never that a law is met.

mod read;
mod shipped;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

pub use shipped::{shipped_requirements, shipped_sources};

use crate::{Condition, Platform, WeaknessRef};

/// What an answer is about. A processor agreement or a rate limit is no property of a binary: it is answered once and
/// cited from every build.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    /// One artefact on one platform.
    #[default]
    Build,
    /// The servers that the app talks to.
    BackEnd,
    /// The organisation behind the app.
    Organisation,
    /// One version of the app as users get it, on whatever platform.
    Release,
}

impl SubjectKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [SubjectKind; 4] =
        [SubjectKind::Build, SubjectKind::BackEnd, SubjectKind::Organisation, SubjectKind::Release];

    /// `build`, `back-end`, `organisation` or `release`.
    pub fn as_str(self) -> &'static str {
        match self {
            SubjectKind::Build => "build",
            SubjectKind::BackEnd => "back-end",
            SubjectKind::Organisation => "organisation",
            SubjectKind::Release => "release",
        }
    }
}

impl fmt::Display for SubjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How strongly a requirement asks where a profile includes it and says nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementLevel {
    /// It is required.
    #[default]
    Mandatory,
    /// It depends on the app's threat model: optional until a profile requires it.
    Conditional,
}

/// How much we know of a citation: the product shows only what it may claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// The clause and its topic were seen in a stored source. It exists; whether it fits is the reader's judgement.
    Stored,
    /// It was seen only through a third party.
    Secondary,
    /// It was written down from memory.
    Unverified,
}

/// What HIPAA says of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CitationFlag {
    /// It has to be implemented.
    Required,
    /// It is decided one by one: implemented, an equivalent measure, or neither, each documented.
    Addressable,
    /// It is a standard, which specifications below it carry out.
    Standard,
    /// It is a clause of the Privacy or the Breach Notification Rule, not of the Security Rule.
    OtherRule,
}

/// A source of regulation or guidance, as `standards/citations.yaml` states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CitationSource {
    /// `hipaa`, `mas-trm`: what citations name it by.
    pub key: String,
    /// Its name, written out: `Monetary Authority of Singapore, Technology Risk Management Guidelines`.
    pub title: String,
    /// How it is called in a list: `HIPAA Security Rule`. Never a bare `MAS`, which is OWASP's project.
    pub short: String,
    /// Which edition is meant.
    pub edition: String,
    /// Since when it applies, `2021-01-18`; none where no date is known to us.
    #[serde(default)]
    pub effective: Option<String>,
    /// The words of the question `jurisdiction` under which it can bind; empty where it binds by contract or choice
    /// anywhere.
    #[serde(default)]
    pub jurisdictions: Vec<String>,
    /// The words of the question `role` that it can bind; empty where it binds nobody by itself.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Whom it binds, as a sentence.
    pub binds: String,
    /// Where it is published.
    pub url: String,
    /// Where its clauses were seen.
    pub basis: String,
}

/// A clause that a requirement is related to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The key of a [`CitationSource`].
    pub source: String,
    /// The clause, as the source numbers it: `164.312(a)(2)(iv)`.
    pub clause: String,
    /// Only HIPAA's specifications have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<CitationFlag>,
    /// How much we know of it.
    pub verification: Verification,
    /// What a reader has to know about this citation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A value that a profile may set, such as an idle limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name within the requirement: `idle-minutes`. Profiles write `FIN-2.1.idle-minutes`.
    pub key: String,
    /// What it is, as a noun phrase.
    pub title: String,
    /// The value where no profile sets one.
    pub default: u32,
    /// `minutes`, `attempts`, ...
    pub unit: String,
    /// The smallest value that a profile may set.
    #[serde(default)]
    pub min: u32,
    /// The largest value that a profile may set.
    pub max: u32,
    /// Where default and bounds come from.
    pub because: String,
}

/// A control of the baseline, of an industry or of MASA readiness, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Requirement {
    /// `DATA-1`, `FIN-2.1`, `MASA-1.4.1.1`.
    pub id: String,
    /// The set it belongs to: `baseline`, `fintech`, `healthcare`, `enterprise`, `masa`.
    pub set: String,
    /// Its group: `BASE-DATA`, `FIN-2`, `MASA-NETWORK`.
    pub group: String,
    /// A few words.
    pub title: String,
    /// What is asked for, one sentence.
    pub requirement: String,
    /// What an answer is about.
    pub subject: SubjectKind,
    /// The platforms it concerns.
    pub platforms: Vec<Platform>,
    /// How strongly it asks.
    pub level: RequirementLevel,
    /// Where this is false it is proposed as not applicable.
    pub when: Option<Condition>,
    /// What evidence would show it, one or two sentences.
    pub evidence: String,
    /// What profiles may set.
    pub parameters: Vec<Parameter>,
    /// Controls of MASVS 2 that it is near to.
    pub masvs: Vec<String>,
    /// Weaknesses that it is near to.
    pub maswe: Vec<WeaknessRef>,
    /// Requirements of ASVS 5: `v5.0.0-12.1.1`.
    pub asvs: Vec<String>,
    /// Entries of OWASP's API Top 10: `API1:2023`.
    pub api_top10: Vec<String>,
    /// Entries of OWASP's Mobile Top 10: `M5:2024`.
    pub mobile_top10: Vec<String>,
    /// Numbers of the Common Weakness Enumeration.
    pub cwe: Vec<u32>,
    /// Tests of MASTG that the source itself names, and those that replaced them: information, not a procedure.
    pub tests: Vec<NamedTest>,
    /// The clauses that it is related to.
    pub citations: Vec<Citation>,
    /// What a reader has to know, such as a limit of the mapping.
    pub note: Option<String>,
    /// SHA-256 in lower-case hex over what an answer refers to, see [`Requirement::digested`].
    pub text_digest: String,
}

/// A test that a requirement's source names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NamedTest {
    /// The id that the source cites, of MASTG 1.7.0.
    pub id: String,
    /// The tests that OWASP names as its successors; empty where there are none.
    #[serde(default)]
    pub successors: Vec<String>,
}

impl Requirement {
    /// The text that an answer refers to: title, requirement, evidence guidance, subject, platforms and the keys of the
    /// parameters, one a line. Mappings and citations don't count: they change nothing about what was looked at.
    pub fn digested(&self) -> String {
        let platforms: Vec<&str> = self.platforms.iter().map(|platform| platform.as_str()).collect();
        let parameters: Vec<&str> = self.parameters.iter().map(|parameter| parameter.key.as_str()).collect();
        format!(
            "{}\n{}\n{}\n{}\n{}\n{}\n",
            self.title,
            self.requirement,
            self.evidence,
            self.subject,
            platforms.join(" "),
            parameters.join(" ")
        )
    }

    /// The parameter with this key.
    pub fn parameter(&self, key: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.key == key)
    }
}

/// A group of requirements, such as FIN-2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequirementGroup {
    /// `FIN-2`, `BASE-DATA`.
    pub id: String,
    /// A few words.
    pub title: String,
    /// What the group is for, one sentence.
    pub summary: String,
    /// The clauses that the group as a whole is related to.
    pub citations: Vec<Citation>,
}

/// One file of `standards/requirements/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequirementSet {
    /// `baseline`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for, one sentence.
    pub summary: String,
    /// Its groups in order.
    pub groups: Vec<RequirementGroup>,
    /// Its requirements in order, group by group.
    pub requirements: Vec<Requirement>,
}

/// All sets, with lookups.
#[derive(Debug, Clone)]
pub struct Requirements {
    /// The sets in the order in which they are listed.
    pub sets: Vec<RequirementSet>,
    /// SHA-256 in lower-case hex over the facts and texts of all sets: the same content has the same digest.
    pub digest: String,
    at: HashMap<String, (usize, usize)>,
}

impl Requirements {
    /// Puts sets together.
    pub fn new(sets: Vec<RequirementSet>) -> Arc<Requirements> {
        let mut hash = Sha256::new();
        hash.update(b"assay-requirements 1\n");
        let mut at = HashMap::new();
        for (set_at, set) in sets.iter().enumerate() {
            for (requirement_at, requirement) in set.requirements.iter().enumerate() {
                at.insert(requirement.id.clone(), (set_at, requirement_at));
            }
            // Writing a plain value as JSON cannot fail, and its keys stand in the order of the fields.
            hash.update(serde_json::to_vec(set).unwrap_or_default());
            hash.update(b"\n");
        }
        Arc::new(Requirements { sets, digest: hex::encode(hash.finalize()), at })
    }

    /// No requirements at all: what a plain MAS assessment needs.
    pub fn none() -> Arc<Requirements> {
        Requirements::new(Vec::new())
    }

    /// The requirement with this id.
    pub fn get(&self, id: &str) -> Option<&Requirement> {
        self.at.get(id).map(|(set, requirement)| &self.sets[*set].requirements[*requirement])
    }

    /// The group with this id.
    pub fn group(&self, id: &str) -> Option<&RequirementGroup> {
        self.sets.iter().flat_map(|set| &set.groups).find(|group| group.id == id)
    }

    /// Every requirement in order.
    pub fn all(&self) -> impl Iterator<Item = &Requirement> {
        self.sets.iter().flat_map(|set| &set.requirements)
    }

    /// The requirements of a group in order.
    pub fn of_group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = &'a Requirement> {
        self.all().filter(move |requirement| requirement.group == group)
    }
}
