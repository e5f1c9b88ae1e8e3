//! Keys of OWASP's front matter that are known and make no fact of a catalogue. A key that a loader takes need not be
//! named here. Add what upstream adds, once it was looked at; until then it is reported as unknown.

/// `tests/` and `tests-beta/`.
pub(super) const TEST: &[&str] = &[
    "alias",
    "apis",
    "available_since",
    "deprecated_since",
    "deprecation_note",
    "deprecation_reason",
    "false_negative_prone",
    "hide",
    "masvs_v1_levels",
    "note",
    "threat",
];

/// `weaknesses/`.
pub(super) const WEAKNESS: &[&str] = &[
    "alias",
    "attacks",
    "covered_by",
    "cves",
    "deprecation_note",
    "draft",
    "hide",
    "mappings.android",
    "mappings.android-core-app-quality",
    "mappings.android-risks",
    "mappings.mastg-v1",
    "mappings.masvs-v1",
    "mappings.nist-ssdf",
    "observed_examples",
    "refs",
    "threat",
];

/// `risks/`: what was said of risks, of their tests and of demos before they had ids.
pub(super) const DRAFT: &[&str] = &[
    "alias",
    "apis",
    "code",
    "host",
    "mappings",
    "mitigations",
    "observed_examples",
    "prerequisites",
    "profiles",
    "refs",
    "tools",
    "type",
];

/// Everything else.
pub(super) const PAGE: &[&str] = &[
    "alias",
    "alternatives",
    "available_since",
    "best-practices",
    "code",
    "covered_by",
    "deprecated_since",
    "deprecation_note",
    "hide",
    "host",
    "hosts",
    "kind",
    "knowledge",
    "masvs_category",
    "note",
    "package",
    "refs",
    "source",
    "test",
    "tools",
];
