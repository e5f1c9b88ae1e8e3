//! How it was measured, and what that leaves out.

use serde::{Deserialize, Serialize};

use super::{Said, Tailoring};

/// How it was measured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// The profile's parts, such as `L2` with what it stands for.
    pub levels: Vec<ProfileLevel>,
    /// Which numbering links tests to weaknesses: it changes the coverage, so it is printed.
    pub link_table: LinkTable,
    /// What the result does not cover.
    pub limits: Limits,
    /// How a tailored profile came about; none for plain MAS levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tailoring: Option<Tailoring>,
}

/// One part of a profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileLevel {
    /// Such as `L2`.
    pub id: String,
    /// What it asks for, in a few words.
    pub title: String,
}

/// The table from test to weakness to control.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkTable {
    /// `maswe-1` or `maswe-beta`.
    pub scheme: String,
    /// Where the links come from.
    pub source: Said,
    /// Live tests that the table links to a weakness on the platforms of this report.
    pub linked_tests: u32,
    /// Required weaknesses with at least one live test.
    pub weaknesses_with_tests: u32,
    /// Required weaknesses without one: assessed directly.
    pub weaknesses_direct: u32,
}

/// What the result does not cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Tests that the catalogue announces and has not written: ignored.
    pub placeholder: Vec<TestRef>,
    /// Tests that the catalogue has withdrawn: ignored.
    pub deprecated: Vec<TestRef>,
    /// Live tests that the link table leads nowhere: ignored.
    pub unlinked: Vec<TestRef>,
    /// Further limits, a sentence each. Builds on which resilience is not judged say so themselves.
    pub sentences: Vec<String>,
}

/// A test by its names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRef {
    /// Such as `MASTG-TEST-0235`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `Android`, `iOS`.
    pub platform: String,
}
