//! The release gate: from what is known of a release to whether it may ship, with every reason that holds it back. Pure
//! functions over plain data.
//!
//! What a profile asks for is its [`Gate`]; [`answer`] looks at each rule in turn and never stops at the first. Two things
//! close every gate, whatever it asks for: a release without a build to judge, and statements of kinds that only a newer
//! version of the program knows.
//!
//! **Waivers move the gate, never a verdict.** A waiver accepts a control, a unit or a finding until its last day. A control is
//! accepted by a waiver over it, or where each unit that makes it so is: by a waiver over the unit, or because each finding
//! that the unit shows is accepted. A waiver past its last day accepts nothing and is a reason of its own, as long as what it
//! accepted still holds the release back. Nothing that the gate marks as not waivable is accepted.
//!
//! **Counts are a build's.** What holds back the builds of two platforms is counted on each and summed up; an answer that
//! both share is counted on both, because each checklist shows it.

use assay_catalogue::{Gate, GateRule, Platform};
use assay_messages::{counted, in_words, said};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::view::{Counted, CountedItem, Reason, ReasonCode, ReasonPart, Severity, Tally};

/// What is known of one build of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedBuild {
    /// Its platform.
    pub platform: Platform,
    /// The build.
    pub build: Uuid,
    /// Required units without a result.
    pub undecided: Tally,
    /// Required units with a stale answer.
    pub stale: Tally,
    /// Required units with answers that do not know of each other.
    pub disputed: Tally,
    /// Controls of which every result is there, and counts for nothing on a debug variant.
    pub debug_only: Tally,
    /// Decided units without evidence, but those that do not apply.
    pub no_evidence: Tally,
    /// Those of them for which evidence is expected.
    pub expected_evidence: Tally,
    /// Decided units that no second person approved.
    pub not_approved: Tally,
    /// Required controls that fail or are inconclusive.
    pub controls: Vec<HeldControl>,
}

/// A required control that fails or is inconclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldControl {
    /// Such as `MASVS-STORAGE-1`.
    pub id: String,
    /// One line of what it is.
    pub title: String,
    /// Whether it fails; otherwise it is inconclusive.
    pub fails: bool,
    /// The weaknesses and tests that make it so, as profiles spell them.
    pub causes: Vec<String>,
    /// The units that make it so; none where an assessor concluded it.
    pub units: Vec<String>,
}

/// A finding that is not fixed, as the gate sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingFact {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// How bad it is.
    pub severity: Severity,
    /// Whether a waiver that counts accepts it.
    pub waived: bool,
    /// The units that showed it in this assessment, with their platforms.
    pub shown_by: Vec<(Platform, String)>,
}

/// What a waiver accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepts {
    /// A control on a platform.
    Control(Platform, String),
    /// A unit on a platform.
    Unit(Platform, String),
    /// A finding.
    Finding(Uuid),
}

/// A waiver that counts, or that is past its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverFact {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub label: String,
    /// Why the risk is accepted.
    pub title: String,
    /// What it accepts.
    pub accepts: Accepts,
    /// Whether it is past its last day.
    pub expired: bool,
}

/// All that the gate looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GateFacts {
    /// The builds of record, Android first.
    pub builds: Vec<JudgedBuild>,
    /// Findings of the release that are not fixed.
    pub findings: Vec<FindingFact>,
    /// Waivers of the release.
    pub waivers: Vec<WaiverFact>,
    /// How many statements the record holds that this version doesn't know.
    pub unknown_statements: u64,
}

/// The gate's answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GateAnswer {
    /// What holds the release back, in the order of [`ReasonCode`]; none where it is ready.
    pub reasons: Vec<Reason>,
    /// What waivers accept.
    pub waived: Vec<Reason>,
}

impl GateAnswer {
    /// Whether nothing holds the release back.
    pub fn ready(&self) -> bool {
        self.reasons.is_empty()
    }

    /// The whole in a sentence.
    pub fn sentence(&self) -> String {
        let words = |reasons: &[Reason]| reasons.iter().map(|it| it.words.as_str()).collect::<Vec<_>>().join(", ");
        match (self.reasons.as_slice(), self.waived.as_slice()) {
            ([], []) => said!("Ready: everything that the gate asks for holds."),
            ([], waived) => said!("Ready, with accepted risks: {waived}.", waived = words(waived)),
            (reasons, _) => said!("Not ready: {reasons}.", reasons = words(reasons)),
        }
    }
}

/// Looks at every rule.
pub fn answer(gate: &Gate, facts: &GateFacts) -> GateAnswer {
    let mut found = Found::default();
    if facts.builds.is_empty() {
        found.reasons.add(ReasonCode::NoBuild, None, Tally { count: 1, items: Vec::new() });
    }
    let unknown = u32::try_from(facts.unknown_statements).unwrap_or(u32::MAX);
    found.reasons.add(ReasonCode::UnknownStatements, None, Tally { count: unknown, items: Vec::new() });
    for build in &facts.builds {
        of_units(gate, build, &mut found.reasons);
        for control in &build.controls {
            let rule = if control.fails { GateRule::NoFailedRequired } else { GateRule::NothingInconclusive };
            if gate.asks(rule) {
                of_control(gate, facts, build, control, &mut found);
            }
        }
    }
    if let Some(below) = gate.findings_below {
        for finding in facts.findings.iter().filter(|finding| !finding.severity.is_below(below)) {
            let item = CountedItem {
                id: finding.id.to_string(),
                label: finding.title.clone(),
                title: finding.severity.as_str().to_owned(),
            };
            let over = facts.waivers.iter().filter(|waiver| waiver.accepts == Accepts::Finding(finding.id));
            found.weigh(ReasonCode::FindingOpen, None, item, finding.waived, &over.collect::<Vec<_>>());
        }
    }
    let level = gate.findings_below.map(Severity::of);
    GateAnswer { reasons: found.reasons.into_reasons(level), waived: found.waived.into_reasons(level) }
}

fn of_units(gate: &Gate, build: &JudgedBuild, reasons: &mut Reasons) {
    let decided = gate.asks(GateRule::Decided);
    let rules = [
        // A stale or disputed answer decides nothing either.
        (ReasonCode::Disputed, decided || gate.asks(GateRule::NothingDisputed), &build.disputed),
        (ReasonCode::Stale, decided || gate.asks(GateRule::NothingStale), &build.stale),
        (ReasonCode::Undecided, decided, &build.undecided),
        (ReasonCode::DebugOnly, decided, &build.debug_only),
        (ReasonCode::NoEvidence, gate.asks(GateRule::Evidence), &build.no_evidence),
        // Where all results need evidence, those for which it is expected are counted among them.
        (
            ReasonCode::ExpectedEvidence,
            gate.asks(GateRule::ExpectedEvidence) && !gate.asks(GateRule::Evidence),
            &build.expected_evidence,
        ),
        (ReasonCode::NotApproved, gate.asks(GateRule::Approved), &build.not_approved),
    ];
    for (code, asked, tally) in rules {
        if asked {
            reasons.add(code, Some(build), tally.clone());
        }
    }
}

fn of_control(gate: &Gate, facts: &GateFacts, build: &JudgedBuild, control: &HeldControl, found: &mut Found) {
    let code = if control.fails { ReasonCode::ControlFails } else { ReasonCode::Inconclusive };
    let item = CountedItem { id: control.id.clone(), label: control.id.clone(), title: control.title.clone() };
    let fixed = not_waivable(gate, &control.id) || control.causes.iter().any(|cause| not_waivable(gate, cause));
    let whole = Accepts::Control(build.platform, control.id.clone());
    let units: Vec<(Platform, String)> = control.units.iter().map(|unit| (build.platform, unit.clone())).collect();
    let covering: Vec<&WaiverFact> =
        facts.waivers.iter().filter(|waiver| waiver.accepts == whole || covers_one(waiver, &units, facts)).collect();
    let by_itself = covering.iter().any(|waiver| !waiver.expired && waiver.accepts == whole);
    let by_units = !units.is_empty() && units.iter().all(|unit| unit_accepted(facts, unit));
    found.weigh(code, Some(build), item, !fixed && (by_itself || by_units), &covering);
}

/// Whether a waiver is over one of these units, or over a finding that one of them shows.
fn covers_one(waiver: &WaiverFact, units: &[(Platform, String)], facts: &GateFacts) -> bool {
    match &waiver.accepts {
        Accepts::Control(..) => false,
        Accepts::Unit(platform, unit) => units.iter().any(|(on, its)| on == platform && its == unit),
        Accepts::Finding(id) => {
            let shows = |finding: &&FindingFact| finding.id == *id;
            facts.findings.iter().find(shows).is_some_and(|it| it.shown_by.iter().any(|unit| units.contains(unit)))
        }
    }
}

/// Whether a failed unit is accepted: by a waiver over it, or because each finding that it shows is.
fn unit_accepted(facts: &GateFacts, unit: &(Platform, String)) -> bool {
    let over = Accepts::Unit(unit.0, unit.1.clone());
    if facts.waivers.iter().any(|waiver| !waiver.expired && waiver.accepts == over) {
        return true;
    }
    let mut shown = facts.findings.iter().filter(|finding| finding.shown_by.contains(unit)).peekable();
    shown.peek().is_some() && shown.all(|finding| finding.waived)
}

/// Whether no waiver may let this through.
fn not_waivable(gate: &Gate, named: &str) -> bool {
    gate.not_waivable.iter().any(|item| item.to_string() == named)
}

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    reasons: Reasons,
    waived: Reasons,
}

impl Found {
    /// Counts something that holds the release back, unless waivers accept it. Those that are past their last day say so.
    fn weigh(
        &mut self,
        code: ReasonCode,
        build: Option<&JudgedBuild>,
        item: CountedItem,
        accepted: bool,
        covering: &[&WaiverFact],
    ) {
        let tally = Tally { count: 1, items: vec![item] };
        if accepted {
            self.waived.add(code, build, tally);
            return;
        }
        self.reasons.add(code, build, tally);
        for waiver in covering.iter().filter(|waiver| waiver.expired) {
            let item =
                CountedItem { id: waiver.id.to_string(), label: waiver.label.clone(), title: waiver.title.clone() };
            self.reasons.add_once(ReasonCode::WaiverExpired, item);
        }
    }
}

/// Reasons by code, each with its parts.
#[derive(Debug, Default)]
struct Reasons(Vec<Reason>);

impl Reasons {
    fn add(&mut self, code: ReasonCode, build: Option<&JudgedBuild>, tally: Tally) {
        if tally.count == 0 {
            return;
        }
        let reason = self.of(code);
        reason.count += tally.count;
        let of_build = |part: &&mut ReasonPart| part.build == build.map(|it| it.build);
        match reason.parts.iter_mut().find(of_build) {
            Some(part) => {
                part.tally.count += tally.count;
                part.tally.items.extend(tally.items);
            }
            None => reason.parts.push(ReasonPart {
                platform: build.map(|it| it.platform),
                build: build.map(|it| it.build),
                tally,
            }),
        }
    }

    fn add_once(&mut self, code: ReasonCode, item: CountedItem) {
        let known = self.of(code).parts.iter().any(|part| part.tally.items.contains(&item));
        if !known {
            self.add(code, None, Tally { count: 1, items: vec![item] });
        }
    }

    fn of(&mut self, code: ReasonCode) -> &mut Reason {
        let at = self.0.iter().position(|reason| reason.code == code).unwrap_or_else(|| {
            let what = counted(code);
            self.0.push(Reason { code, what, count: 0, level: None, words: String::new(), parts: Vec::new() });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    /// `level` is the severity from which the gate refuses findings.
    fn into_reasons(self, level: Option<Severity>) -> Vec<Reason> {
        let mut reasons = self.0;
        for reason in &mut reasons {
            reason.level = level.filter(|_| reason.code == ReasonCode::FindingOpen);
            reason.words = words(reason.code, reason.count, reason.level);
        }
        reasons.sort_by_key(|reason| reason.code);
        reasons
    }
}

/// The severities that a gate refuses, in words.
fn from(level: Severity) -> String {
    match level {
        Severity::Critical => in_words(level.as_str()),
        level => said!("{level} or worse", level = in_words(level.as_str())),
    }
}

fn counted(code: ReasonCode) -> Counted {
    match code {
        ReasonCode::NoBuild => Counted::Release,
        ReasonCode::UnknownStatements => Counted::Statements,
        ReasonCode::ControlFails | ReasonCode::DebugOnly | ReasonCode::Inconclusive => Counted::Controls,
        ReasonCode::FindingOpen => Counted::Findings,
        ReasonCode::WaiverExpired => Counted::Waivers,
        ReasonCode::Disputed
        | ReasonCode::Stale
        | ReasonCode::Undecided
        | ReasonCode::NoEvidence
        | ReasonCode::ExpectedEvidence
        | ReasonCode::NotApproved => Counted::Units,
    }
}

fn words(code: ReasonCode, count: u32, level: Option<Severity>) -> String {
    if let Some(level) = level {
        return counted!(count, "1 open finding is {level}", "{count} open findings are {level}", level = from(level));
    }
    match code {
        ReasonCode::NoBuild => said!("there is no build to judge"),
        ReasonCode::UnknownStatements => counted!(
            count,
            "1 statement that only a newer version knows",
            "{count} statements that only a newer version knows"
        ),
        ReasonCode::ControlFails => counted!(count, "1 required control fails", "{count} required controls fail"),
        ReasonCode::FindingOpen => counted!(count, "1 open finding", "{count} open findings"),
        ReasonCode::WaiverExpired => counted!(count, "1 waiver expired", "{count} waivers expired"),
        ReasonCode::Disputed => counted!(count, "1 answer disputed", "{count} answers disputed"),
        ReasonCode::Stale => counted!(count, "1 answer stale", "{count} answers stale"),
        ReasonCode::Undecided => counted!(count, "1 required unit untested", "{count} required units untested"),
        ReasonCode::DebugOnly => {
            counted!(count, "1 control judged on a debug build only", "{count} controls judged on a debug build only")
        }
        ReasonCode::Inconclusive => {
            counted!(count, "1 required control inconclusive", "{count} required controls inconclusive")
        }
        ReasonCode::NoEvidence => counted!(count, "1 result without evidence", "{count} results without evidence"),
        ReasonCode::ExpectedEvidence => {
            counted!(count, "1 result without expected evidence", "{count} results without expected evidence")
        }
        ReasonCode::NotApproved => counted!(count, "1 result not approved", "{count} results not approved"),
    }
}
