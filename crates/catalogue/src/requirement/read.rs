//! Reads `standards/requirements/*.yaml` and `standards/citations.yaml`, which are written by hand.

use assay_messages::said;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{
    CatalogueError, Citation, CitationFlag, CitationSource, Condition, NamedTest, Parameter, Platform, Requirement,
    RequirementGroup, RequirementLevel, RequirementSet, Scheme, SubjectKind, Verification, WeaknessRef, digest_of_text,
    normalised_text,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetFile {
    set: String,
    title: String,
    summary: String,
    groups: Vec<GroupFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    id: String,
    title: String,
    summary: String,
    #[serde(default)]
    citations: Vec<CitationFile>,
    requirements: Vec<RequirementFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementFile {
    id: String,
    title: String,
    requirement: String,
    evidence: String,
    #[serde(default)]
    subject: SubjectKind,
    #[serde(default = "all_platforms")]
    platforms: Vec<Platform>,
    #[serde(default)]
    level: RequirementLevel,
    when: Option<serde_json::Value>,
    #[serde(default)]
    parameters: Vec<Parameter>,
    #[serde(default)]
    masvs: Vec<String>,
    #[serde(default)]
    maswe: Vec<String>,
    #[serde(default)]
    asvs: Vec<String>,
    #[serde(default)]
    api_top10: Vec<String>,
    #[serde(default)]
    mobile_top10: Vec<String>,
    #[serde(default)]
    cwe: Vec<u32>,
    #[serde(default)]
    tests: Vec<NamedTest>,
    #[serde(default)]
    citations: Vec<CitationFile>,
    note: Option<String>,
}

/// Clauses of one source that agree in everything else.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CitationFile {
    source: String,
    clauses: Vec<String>,
    flag: Option<CitationFlag>,
    verification: Verification,
    note: Option<String>,
}

fn all_platforms() -> Vec<Platform> {
    Platform::ALL.to_vec()
}

fn yaml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, CatalogueError> {
    serde_norway::from_str(text).map_err(|error| CatalogueError::Shipped {
        path: path.to_owned(),
        line: error.location().map_or(0, |location| location.line()),
        reason: error.to_string(),
    })
}

/// The sources of a `citations.yaml`.
pub(super) fn sources(path: &str, text: &str) -> Result<Vec<CitationSource>, CatalogueError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        sources: Vec<CitationSource>,
    }
    yaml::<File>(path, text).map(|file| file.sources)
}

/// One set.
pub(super) fn set(path: &str, text: &str) -> Result<RequirementSet, CatalogueError> {
    let file: SetFile = yaml(path, text)?;
    let refuse = |reason: String| CatalogueError::Shipped { path: path.to_owned(), line: 0, reason };
    let mut set = RequirementSet {
        id: file.set,
        title: file.title,
        summary: file.summary,
        groups: Vec::new(),
        requirements: Vec::new(),
    };
    for group in file.groups {
        for it in group.requirements {
            let maswe = it.maswe.iter().map(|full| weakness(full)).collect::<Option<Vec<_>>>();
            let maswe =
                maswe.ok_or_else(|| refuse(said!("{id} names a weakness without its numbering", id = it.id)))?;
            let when = it.when.as_ref().map(condition).map(|when| when.ok_or(()));
            let when = when.transpose().map_err(|()| refuse(said!("{id} has a condition nobody reads", id = it.id)))?;
            let mut requirement = Requirement {
                id: it.id,
                set: set.id.clone(),
                group: group.id.clone(),
                title: it.title,
                requirement: it.requirement,
                subject: it.subject,
                platforms: it.platforms,
                level: it.level,
                when,
                evidence: it.evidence,
                parameters: it.parameters,
                masvs: it.masvs,
                maswe,
                asvs: it.asvs,
                api_top10: it.api_top10,
                mobile_top10: it.mobile_top10,
                cwe: it.cwe,
                tests: it.tests,
                citations: citations(it.citations),
                note: it.note,
                text_digest: String::new(),
            };
            requirement.text_digest = digest_of_text(&normalised_text(&requirement.digested()));
            set.requirements.push(requirement);
        }
        set.groups.push(RequirementGroup {
            id: group.id,
            title: group.title,
            summary: group.summary,
            citations: citations(group.citations),
        });
    }
    Ok(set)
}

fn citations(files: Vec<CitationFile>) -> Vec<Citation> {
    let mut citations = Vec::new();
    for file in files {
        for clause in file.clauses {
            citations.push(Citation {
                source: file.source.clone(),
                clause,
                flag: file.flag,
                verification: file.verification,
                note: file.note.clone(),
            });
        }
    }
    citations
}

fn weakness(full: &str) -> Option<WeaknessRef> {
    let (id, scheme) = full.split_once('@')?;
    Some(WeaknessRef { scheme: Scheme::from_name(scheme)?, id: id.to_owned() })
}

/// `{feature: webview}`, `{not: {...}}`, `{any: [...]}`, `{all: [...]}`.
fn condition(value: &serde_json::Value) -> Option<Condition> {
    let map = value.as_object().filter(|map| map.len() == 1)?;
    let (key, value) = map.iter().next()?;
    let several = |value: &serde_json::Value| value.as_array()?.iter().map(condition).collect::<Option<Vec<_>>>();
    match key.as_str() {
        "not" => Some(Condition::Not(Box::new(condition(value)?))),
        "any" => Some(Condition::Any(several(value)?)),
        "all" => Some(Condition::All(several(value)?)),
        question => Some(Condition::Is { question: question.to_owned(), word: value.as_str()?.to_owned() }),
    }
}
