//! The units with their answers, merged over the builds.

use std::collections::{BTreeMap, HashMap};

use assay_assessment::view::{
    AnswerState as State, AnswerView, Carried as CarriedView, CarriedHow as HowView, CommentView, EvidenceContent,
    EvidenceView, NamedBuild, ReconfirmBasis as BasisView, Reconfirmed as ReconfirmedView, ResultCode, ReviewState,
    Stamp as StampView, UnitDetail, UnitKind as KindView, UnitRow,
};
use assay_catalogue::SubjectKind;
use uuid::Uuid;

use super::evidence::Pieces;
use super::{Material, asks, stamp};
use crate::ReportError;
use crate::model::{
    AnswerState, Carried, CarriedHow, CitedEvidence, Comment, Evidence, FormerBuild, ReconfirmBasis, Reconfirmed,
    Review, RichText, Statement, Unit, UnitAnswer, UnitKind, WeaknessRef,
};

/// Where a unit stands in the report: the order of its first control, then weakness, then its own name.
type Place = (usize, String, String);

/// A unit as the checklists have it, before its answers are read.
struct Planned {
    unit: Unit,
    /// The builds that it concerns, by their place in the report.
    builds: Vec<usize>,
}

/// Names of members by id, as the stamps of the report tell them.
pub(crate) type Names = HashMap<Uuid, String>;

/// The stamps of a unit.
fn stamps(detail: &UnitDetail) -> impl Iterator<Item = &StampView> {
    let answers = detail.answers.iter().map(|it| &it.stated);
    let carried = detail.answers.iter().filter_map(|it| it.carried.as_ref().map(|carried| &carried.by));
    let first = detail.answers.iter().filter_map(|it| it.reconfirmed.as_ref()?.stated.as_ref());
    answers
        .chain(carried)
        .chain(first)
        .chain(detail.evidence.iter().map(|it| &it.added))
        .chain(detail.comments.iter().map(|it| &it.added))
        .chain(detail.review.steps.iter().map(|it| &it.by))
}

/// Every unit once, with what was said about it on each build; the evidence in the order of its use; and the names.
pub(crate) async fn units(material: &Material<'_>) -> Result<(Vec<Unit>, Vec<Evidence>, Names), ReportError> {
    let planned = planned(material).await?;
    let total = planned.iter().map(|it| it.builds.len() as u64).sum();
    let mut pieces = Pieces::default();
    let opened = &material.assessment.opened;
    let mut names = Names::from([(opened.member, opened.by.clone())]);
    let mut units = Vec::with_capacity(planned.len());
    let mut done = 0;
    for (index, Planned { mut unit, builds }) in planned.into_iter().enumerate() {
        unit.anchor = format!("unit-{}", index + 1);
        for place in builds {
            material.work.check()?;
            material.work.step("composing", done, Some(total));
            done += 1;
            let build = &material.builds[place];
            let detail = material.workspace.unit(material.assessment.id, build.id, &unit.id).await?;
            names.extend(stamps(&detail).map(|stamp| (stamp.member, stamp.by.clone())));
            let anchor = material.anchor(build.id);
            // What builds share is attached once.
            let known = unit.answers.first().filter(|_| detail.asks.subject != SubjectKind::Build);
            let evidence = match known {
                Some(answer) => answer.evidence.clone(),
                None => detail.evidence.iter().map(|piece| pieces.add(piece, &unit, &anchor)).collect(),
            };
            if unit.asks.is_none() {
                unit.asks = asks::asks(&detail.asks);
            }
            if unit.because.is_empty() {
                unit.because.clone_from(&detail.because);
            }
            if unit.summary.is_empty() {
                unit.summary.clone_from(&detail.summary);
            }
            unit.answers.push(answer(&detail, anchor, evidence, material.options.comments));
        }
        units.push(unit);
    }
    Ok((units, pieces.finish(), names))
}

/// The units of all checklists, each once, in the order of the report.
async fn planned(material: &Material<'_>) -> Result<Vec<Planned>, ReportError> {
    let mut planned: BTreeMap<Place, Planned> = BTreeMap::new();
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for (at, build) in material.builds.iter().enumerate() {
        let checklist = material.workspace.checklist(material.assessment.id, build.id).await?;
        let plan = material.workspace.plan(material.assessment.id, build.facts.platform).await?;
        for row in &checklist.rows {
            let order = plan.controls.iter().position(|control| control.id == row.control).unwrap_or(usize::MAX);
            let place = places.entry(row.unit.clone()).or_insert_with(|| {
                let weakness = row.weakness.as_ref().map(|weakness| weakness.id.clone()).unwrap_or_default();
                (order, weakness, row.unit.clone())
            });
            let known = planned.entry(place.clone()).or_insert_with(|| Planned { unit: unit(row), builds: Vec::new() });
            if known.builds.last() != Some(&at) {
                known.builds.push(at);
            }
            merge(&mut known.unit, row);
        }
    }
    Ok(planned.into_values().collect())
}

fn unit(row: &UnitRow) -> Unit {
    Unit {
        anchor: String::new(),
        id: row.unit.clone(),
        label: row.label.clone(),
        title: row.title.clone(),
        kind: match row.kind {
            KindView::Test => UnitKind::Test,
            KindView::Direct => UnitKind::Direct,
        },
        summary: String::new(),
        group: row.group.clone(),
        controls: Vec::new(),
        weaknesses: Vec::new(),
        types: row.kinds.clone(),
        required: false,
        because: Vec::new(),
        asks: None,
        answers: Vec::new(),
    }
}

/// Adds what another row says of the same unit: another control, another weakness, that it is required.
fn merge(unit: &mut Unit, row: &UnitRow) {
    if !unit.controls.contains(&row.control) {
        unit.controls.push(row.control.clone());
    }
    if let Some(weakness) = &row.weakness
        && !unit.weaknesses.iter().any(|known| known.id == weakness.id && known.scheme == weakness.scheme)
    {
        unit.weaknesses.push(WeaknessRef {
            id: weakness.id.clone(),
            scheme: weakness.scheme.clone(),
            title: weakness.title.clone(),
        });
    }
    unit.required |= row.required;
}

fn answer(detail: &UnitDetail, build: String, evidence: Vec<u32>, comments: bool) -> UnitAnswer {
    let row = detail.rows.first();
    UnitAnswer {
        build,
        state: row.map_or(AnswerState::Untested, |row| state(row.state)),
        former: row.filter(|row| row.state == State::Stale).and_then(|row| row.former).map(result),
        review: review(detail),
        statements: detail.answers.iter().map(statement).collect(),
        evidence,
        comments: if comments { detail.comments.iter().map(comment).collect() } else { Vec::new() },
    }
}

fn review(detail: &UnitDetail) -> Review {
    let Some(row) = detail.rows.first() else { return Review::default() };
    let current = detail.review.steps.iter().find(|step| step.current && step.left_behind.is_none());
    Review {
        state: match row.review.state {
            ReviewState::Open => "open",
            ReviewState::InProgress => "in_progress",
            ReviewState::Submitted => "submitted",
            ReviewState::Approved => "approved",
            ReviewState::Returned => "returned",
        }
        .to_owned(),
        by: current.filter(|step| step.action.is_some()).map(|step| stamp(&step.by)),
        by_author: row.review.by_author,
        same_device: row.review.same_device,
        left_behind: row.review.left_behind.is_some(),
    }
}

fn statement(view: &AnswerView) -> Statement {
    let words = |words: &str| RichText::markdown(words);
    let (note, justification, method) = match &view.text {
        Some(text) => (words(&text.note), words(&text.justification), words(&text.method)),
        None => (RichText::redacted(), RichText::default(), RichText::default()),
    };
    let carried = view.carried.as_ref().map(carried);
    Statement {
        result: result(view.result),
        stated: stamp(&view.stated),
        note,
        justification,
        method,
        valid_until: view.text.as_ref().and_then(|text| text.valid_until.clone()),
        addressable: view.text.as_ref().map(asks::addressable).unwrap_or_default(),
        carried,
        reconfirmed: view.reconfirmed.as_ref().map(reconfirmed),
        original: view.original.as_ref().map(former),
    }
}

fn reconfirmed(view: &ReconfirmedView) -> Reconfirmed {
    let argued = view.basis == BasisView::Argued;
    Reconfirmed {
        basis: match view.basis {
            BasisView::Retested => ReconfirmBasis::Retested,
            BasisView::Argued => ReconfirmBasis::Argued,
            BasisView::Identical => ReconfirmBasis::Identical,
        },
        argument: if argued { RichText::of(view.argument.as_deref()) } else { RichText::default() },
        former: view.former.as_ref().map(former),
        first: view.stated.as_ref().map(stamp),
        cited: view.evidence.iter().map(cited).collect(),
    }
}

fn cited(view: &EvidenceView) -> CitedEvidence {
    let (kind, name, sha256) = match &view.content {
        Some(EvidenceContent::File { name, sha256, .. }) => ("file", name.clone(), Some(sha256.clone())),
        Some(EvidenceContent::Link { url }) => ("link", url.clone(), None),
        Some(EvidenceContent::Commit { id, .. }) => ("commit", id.clone(), None),
        Some(EvidenceContent::Note { .. }) => ("note", String::new(), None),
        None => ("redacted", String::new(), None),
    };
    CitedEvidence { kind: kind.to_owned(), name, sha256 }
}

fn former(view: &NamedBuild) -> FormerBuild {
    let facts = &view.build.facts;
    let platform = facts.platform.name();
    FormerBuild {
        name: format!("{platform} {} ({})", facts.version_name, facts.version_code),
        release: view.release_name.clone(),
        sha256: facts.artefact.as_ref().map(|it| it.sha256.clone()),
    }
}

fn carried(view: &CarriedView) -> Carried {
    Carried {
        how: match view.how {
            HowView::Same => CarriedHow::Same,
            HowView::Renumbered => CarriedHow::Renumbered,
            HowView::Changed => CarriedHow::Changed,
            HowView::Successor => CarriedHow::Successor,
        },
        assessment: view.assessment_title.clone(),
        unit: view.unit.rsplit([':', '/']).next().unwrap_or(&view.unit).to_owned(),
        by: stamp(&view.by),
    }
}

fn comment(view: &CommentView) -> Comment {
    Comment { text: RichText::of(view.text.as_deref()), stated: stamp(&view.added) }
}

pub(crate) fn state(state: State) -> AnswerState {
    match state {
        State::Untested => AnswerState::Untested,
        State::Pass => AnswerState::Pass,
        State::Fail => AnswerState::Fail,
        State::NotApplicable => AnswerState::NotApplicable,
        State::Inconclusive => AnswerState::Inconclusive,
        State::Stale => AnswerState::Stale,
        State::Disputed => AnswerState::Disputed,
    }
}

fn result(result: ResultCode) -> AnswerState {
    match result {
        ResultCode::Pass => AnswerState::Pass,
        ResultCode::Fail => AnswerState::Fail,
        ResultCode::NotApplicable => AnswerState::NotApplicable,
        ResultCode::Inconclusive => AnswerState::Inconclusive,
        ResultCode::Untested => AnswerState::Untested,
    }
}
