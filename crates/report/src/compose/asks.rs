//! What a tailored profile adds to units, and how the profile came about.

use assay_assessment::view::{AnswerText, AssessmentView, UnitAsks as AsksView};
use assay_catalogue::{
    CitationFlag, FindingSeverity, Gate, GateRule, PlannedCitation, Questionnaire, SubjectKind, Verification,
};

use crate::model::{Addressable, Answered, Citation, LeftOut, Parameter, ProfileDocument, Said, Tailoring, UnitAsks};

/// What a unit is about and asks for; none where a profile adds nothing.
pub(crate) fn asks(view: &AsksView) -> Option<Box<UnitAsks>> {
    let asks = UnitAsks {
        subject: view.subject.as_str().to_owned(),
        subject_words: view.subject_words.clone(),
        parameters: view
            .parameters
            .iter()
            .map(|it| Parameter {
                title: it.title.clone(),
                value: it.value,
                unit: it.unit.clone(),
                because: it.because.clone(),
            })
            .collect(),
        expected_evidence: view.expected_evidence.clone(),
        citations: view.citations.iter().map(citation).collect(),
        left_out: view
            .citations_left_out
            .iter()
            .map(|it| LeftOut { clause: format!("{} {}", it.source, it.clause), because: it.because.clone() })
            .collect(),
    };
    let plain = UnitAsks { subject: SubjectKind::Build.as_str().to_owned(), ..UnitAsks::default() };
    (asks != plain).then(|| Box::new(asks))
}

fn citation(it: &PlannedCitation) -> Citation {
    let (source, citation) = (&it.source, &it.citation);
    let flag = citation.flag.map(|flag| match flag {
        CitationFlag::Required => "required",
        CitationFlag::Addressable => "addressable",
        CitationFlag::Standard => "standard",
        CitationFlag::OtherRule => "other_rule",
    });
    let verification = match citation.verification {
        Verification::Stored => "stored",
        Verification::Secondary => "secondary",
        Verification::Unverified => "unverified",
    };
    Citation {
        source: if source.short.is_empty() { source.title.clone() } else { source.short.clone() },
        title: source.title.clone(),
        clause: citation.clause.clone(),
        edition: source.edition.clone(),
        effective: source.effective.clone(),
        jurisdictions: source.jurisdictions.clone(),
        binds: source.binds.clone(),
        flag: flag.map(ToOwned::to_owned),
        verification: verification.to_owned(),
        note: citation.note.clone().unwrap_or_default(),
    }
}

/// The decisions of an answer.
pub(crate) fn addressable(text: &AnswerText) -> Vec<Addressable> {
    let decisions = text.addressable.iter().map(|it| Addressable {
        clause: format!("{} {}", it.source, it.clause),
        decision: it.decision.as_str().to_owned(),
        documentation: it.documentation.clone(),
    });
    decisions.collect()
}

/// How the profile came about; none for plain MAS levels. `as_of` is the day of the report.
pub(crate) fn tailoring(assessment: &AssessmentView, as_of: String) -> Option<Tailoring> {
    if assessment.documents.is_empty() {
        return None;
    }
    let questionnaire = Questionnaire::shipped();
    let answers = assessment.answers.iter().map(|(key, words)| {
        let question = questionnaire.question(key);
        let title = |word: &String| {
            let option = question.and_then(|it| it.options.iter().find(|option| option.word == *word));
            option.map_or_else(|| word.clone(), |option| option.title.clone())
        };
        Answered {
            question: question.map_or_else(|| key.clone(), |it| it.question.clone()),
            chosen: words.iter().map(title).collect(),
        }
    });
    Some(Tailoring {
        documents: assessment
            .documents
            .iter()
            .map(|it| ProfileDocument { id: it.id.clone(), digest: it.digest.clone(), shipped: it.shipped })
            .collect(),
        requirements: assessment.requirements.clone().unwrap_or_default(),
        answers: answers.collect(),
        gate: gate(&assessment.gate),
        as_of,
    })
}

pub(super) fn gate(gate: &Gate) -> Vec<Said> {
    let rule = |rule: &GateRule| match rule {
        GateRule::Decided => ("gate_decided", "Every required unit has a result."),
        GateRule::NoFailedRequired => ("gate_no_failed_required", "No required control fails without a waiver."),
        GateRule::Evidence => ("gate_evidence", "Every result rests on evidence."),
        GateRule::ExpectedEvidence => ("gate_expected_evidence", "Where evidence is expected, there is some."),
        GateRule::Approved => ("gate_approved", "Every result was approved by a second person."),
        GateRule::NothingDisputed => ("gate_nothing_disputed", "No result is disputed."),
        GateRule::NothingStale => ("gate_nothing_stale", "No result is stale."),
        GateRule::NothingInconclusive => ("gate_nothing_inconclusive", "No required control is inconclusive."),
    };
    let plain = |it| {
        let (code, words) = rule(it);
        Said::new(code, Vec::new(), words)
    };
    let mut sentences: Vec<Said> = gate.require.iter().map(plain).collect();
    if let Some(below) = gate.findings_below {
        let severity = severity(below).to_lowercase();
        let words = format!("Open findings are below {severity}.");
        sentences.push(Said::new("gate_findings_below", vec![severity], words));
    }
    if !gate.not_waivable.is_empty() {
        let items: Vec<String> = gate.not_waivable.iter().map(ToString::to_string).collect();
        let items = items.join(", ");
        let words = format!("Nothing waives {items}.");
        sentences.push(Said::new("gate_not_waivable", vec![items], words));
    }
    sentences
}

/// The severity in a word.
pub(super) fn severity(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Low => "Low",
        FindingSeverity::Medium => "Medium",
        FindingSeverity::High => "High",
        FindingSeverity::Critical => "Critical",
    }
}
