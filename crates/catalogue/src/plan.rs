//! What a profile requires on a platform: controls, weaknesses, units. The plan says what is to be answered; the
//! verdicts that follow from answers are the assessment's.

mod citing;
mod compare;
mod resolve;
mod rulings;
mod tailored;
mod unit;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use compare::{ComparedParameter, ComparedUnit, PlanComparison, Standing};
pub use unit::{UnitId, UnitKind};

use crate::{
    Answers, Because, Citation, CitationSource, Pinned, Platform, Profile, Requirements, SubjectKind, Tailoring,
    WeaknessRef,
};

/// Everything that a profile requires on one platform, with the reasons, in the order of MASVS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Plan {
    /// The profile it was made for.
    pub profile: Profile,
    /// The platform it was made for.
    pub platform: Platform,
    /// [`Pinned::digest`] of the catalogues it was made from.
    pub pinned_digest: String,
    /// Every control of MASVS in its order, those out of scope included.
    pub controls: Vec<PlannedControl>,
    /// What the catalogues don't cover on this platform, ordered by kind and id.
    pub limits: Vec<Limit>,
}

/// Whether anything is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The profile requires it.
    Required,
    /// The profile requires nothing of it.
    OutOfScope,
}

/// A control and what counts under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedControl {
    /// `MASVS-AUTH-1`.
    pub id: String,
    /// The id of its group.
    pub group: String,
    /// Required where one of its weaknesses is, or where it has none at all.
    pub scope: Scope,
    /// Why, in words.
    pub because: String,
    /// The weaknesses that count under it, by id, those out of scope included.
    pub weaknesses: Vec<PlannedWeakness>,
    /// Required weaknesses of which this is only a secondary control, by id. They count elsewhere; a failure of one
    /// still bears on this control.
    pub secondary: Vec<WeaknessRef>,
    /// The direct unit of a control without any weakness; empty for all others.
    pub units: Vec<PlannedUnit>,
    /// The set of a requirement, such as `fintech`; none for a control of MASVS. A requirement that is only optional
    /// is out of scope and still has its unit, which is not required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    /// The title of a requirement; empty for a control of MASVS.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What answers of its direct unit are about; for a control of MASVS always the build.
    #[serde(default, skip_serializing_if = "is_build")]
    pub subject: SubjectKind,
}

/// A weakness under its primary control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedWeakness {
    /// Its full name.
    pub weakness: WeaknessRef,
    /// OWASP's title.
    pub title: String,
    /// Required where its profiles meet the levels and its platforms contain the platform.
    pub scope: Scope,
    /// Why, in words.
    pub because: String,
    /// Required units first, then optional ones, each by id; empty where the weakness is out of scope.
    pub units: Vec<PlannedUnit>,
}

/// One thing to be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedUnit {
    /// The same unit may stand under several weaknesses, and is answered once.
    pub id: UnitId,
    /// The title of the test, or of the weakness or control that is assessed directly.
    pub title: String,
    /// Required, or optional: an optional test counts only where it fails.
    pub required: bool,
    /// Which levels, weakness and control ask for it, in words.
    pub because: String,
    /// The digest of the text that an answer refers to: the test's, else the weakness's or control's.
    pub text_digest: String,
    /// What an answer is about; tests and weaknesses are about the build.
    #[serde(default, skip_serializing_if = "is_build")]
    pub subject: SubjectKind,
    /// The values that the profile sets, such as an idle limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<PlannedParameter>,
    /// The clauses that it is related to, as far as they can bind by the answers of the questionnaire.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<PlannedCitation>,
    /// The clauses that were left out, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations_left_out: Vec<CitationLeftOut>,
    /// A condition of the profile or of the requirement is false: it is proposed as not applicable. A tester still
    /// states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// What evidence would show it: our guidance first, then what the profile's files expect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected_evidence: Vec<String>,
}

impl PlannedUnit {
    /// A unit without anything that only a tailoring adds.
    fn plain(id: UnitId, title: &str, required: bool, because: String, text_digest: &str) -> PlannedUnit {
        PlannedUnit {
            id,
            title: title.to_owned(),
            required,
            because,
            text_digest: text_digest.to_owned(),
            subject: SubjectKind::Build,
            parameters: Vec::new(),
            citations: Vec::new(),
            citations_left_out: Vec::new(),
            proposal: None,
            expected_evidence: Vec::new(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference to the predicate")]
fn is_build(subject: &SubjectKind) -> bool {
    *subject == SubjectKind::Build
}

/// The value of a parameter that an answer has to be measured against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedParameter {
    /// `FIN-2.1.idle-minutes`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The value.
    pub value: u32,
    /// `minutes`, `attempts`, ...
    pub unit: String,
    /// Which line sets it, or where the default comes from.
    pub because: String,
}

/// A clause as a checklist and a report show it; always as "related to".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedCitation {
    /// The clause, its flag and how much we know of it.
    pub citation: Citation,
    /// The source: title, edition, effective date, jurisdictions, whom it binds. A source of a profile's own has its
    /// name as title and leaves the rest empty.
    pub source: CitationSource,
    /// Who cites it: `the requirement`, or a line of a profile file.
    pub because: String,
}

/// A clause that does not bind by the answers of the questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitationLeftOut {
    /// The source's key.
    pub source: String,
    /// The clause.
    pub clause: String,
    /// Why it was left out, one sentence.
    pub because: String,
}

/// The result that a condition proposes; only one is proposed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ProposedResult {
    /// Not applicable.
    NotApplicable,
}

/// What a condition proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// The result.
    pub result: ProposedResult,
    /// Why, in words that fit as the reason of a statement: the answer that makes it so, then the author's reason.
    pub because: String,
    /// The line of the profile file; none for a condition of the requirement itself.
    pub line: Option<Because>,
}

/// What kind of limit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// A test that upstream announced without a procedure.
    Placeholder,
    /// A test that upstream withdrew.
    Deprecated,
    /// A live test whose weakness the pinned MASWE does not have.
    Unlinked,
    /// A live test that the levels list while none of its weaknesses is required: nothing asks for it.
    WeaknessNotRequired,
    /// A weakness that counts under no control of the pinned MASVS.
    WithoutControl,
    /// A weakness or test with a profile that is no level we know.
    UnknownProfile,
    /// Something that a profile file names and the pinned catalogues don't have.
    NotInCatalogue,
}

/// Something that a reader of the report has to know about the coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Limit {
    /// What kind of limit it is.
    pub kind: LimitKind,
    /// The test or weakness that it is about.
    pub subject: String,
    /// One sentence.
    pub sentence: String,
}

impl Plan {
    /// What the profile requires on the platform, by the rules of `docs/ARCHITECTURE.md`:
    ///
    /// - a weakness counts under the first control that it lists, and is required where its profiles meet the levels
    ///   and its platforms contain the platform;
    /// - a required weakness has its required live tests as units, or, without any, one direct unit;
    /// - a live test of a required weakness that the levels don't list is an optional unit;
    /// - placeholder and deprecated tests are limits, never units;
    /// - a control is required where one of its weaknesses is; one without any weakness at all has one direct unit.
    ///
    /// The same input gives the same plan, in the same order.
    pub fn resolve(pinned: &Pinned, profile: &Profile, platform: Platform) -> Plan {
        resolve::resolve(pinned, profile, rulings::Rulings::none(), platform)
    }

    /// What a tailoring requires on the platform. MAS levels by the rules of [`Plan::resolve`]; on top of it what the
    /// files of the profile decide, and the requirements, each a control with one direct unit, in the order of the sets
    /// after the controls of MASVS. Mappings of requirements yield nothing. A plain tailoring has exactly the plan of
    /// its levels.
    pub fn tailored(
        pinned: &Pinned,
        tailoring: &Tailoring,
        requirements: &Requirements,
        answers: &Answers,
        platform: Platform,
    ) -> Plan {
        tailored::resolve(pinned, tailoring, requirements, answers, platform)
    }

    /// The control with this id.
    pub fn control(&self, id: &str) -> Option<&PlannedControl> {
        self.controls.iter().find(|control| control.id == id)
    }

    /// Every unit where it stands, in order; a unit under several weaknesses comes several times. The weakness is none
    /// for the direct unit of a control.
    pub fn placements(&self) -> impl Iterator<Item = (&PlannedControl, Option<&PlannedWeakness>, &PlannedUnit)> {
        self.controls.iter().flat_map(|control| {
            let direct = control.units.iter().map(move |unit| (control, None, unit));
            let weaknesses = control
                .weaknesses
                .iter()
                .flat_map(move |weakness| weakness.units.iter().map(move |unit| (control, Some(weakness), unit)));
            direct.chain(weaknesses)
        })
    }

    /// Every unit once, where it comes first; required where any of its placements is.
    pub fn units(&self) -> Vec<PlannedUnit> {
        let mut units: Vec<PlannedUnit> = Vec::new();
        let mut at = std::collections::HashMap::new();
        for (_, _, unit) in self.placements() {
            let known = *at.entry(&unit.id).or_insert_with(|| {
                units.push(unit.clone());
                units.len() - 1
            });
            if unit.required && !units[known].required {
                units[known].required = true;
                units[known].because.clone_from(&unit.because);
            }
        }
        units
    }
}
