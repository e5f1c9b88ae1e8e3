//! The library: one page a control, weakness, test or reference page.

use assay_catalogue::{Level, Platform, ResolvedKind, Scheme, TestStatus};
use assay_messages::{in_words, noted, said};
use uuid::Uuid;

use super::Workspace;
use super::assessments::default_digests;
use super::library::Library;
use super::standards::Rendered;
use crate::view::{ReferenceLink, StandardPage};
use crate::{AssessmentError, Noun, Result};

impl Workspace {
    /// A page of the library: a control, weakness, test or reference page, by the catalogues that the assessment pins,
    /// else by those of new assessments. `scheme` says in which numbering a weakness's id is meant.
    ///
    /// # Errors
    /// `page.unknown`; `page.ambiguous` for a weakness of the beta numbering that was split; `assessment.unknown`,
    /// `catalogue.missing`.
    pub async fn standard_page(
        &self,
        id: &str,
        scheme: Option<&str>,
        assessment: Option<Uuid>,
    ) -> Result<StandardPage> {
        let digests = match assessment {
            Some(assessment) => self.assessment_facts(assessment).await?.opened.catalogues.clone(),
            None => default_digests(),
        };
        let library = self.library(&digests).await?;
        let unknown = || AssessmentError::Unknown { noun: Noun::Page, text: id.to_owned() };
        let id = id.trim();
        let scheme = match scheme {
            Some(name) => Scheme::from_name(name.trim()).ok_or_else(unknown)?,
            None => library.pinned.scheme(),
        };
        let found = library.resolve(scheme, id);
        let resolved = match found.as_slice() {
            [] => return Err(unknown()),
            [one] => *one,
            several => {
                return Err(AssessmentError::Ambiguous {
                    noun: Noun::Page,
                    text: id.to_owned(),
                    candidates: several.iter().map(|it| it.id.clone()).collect(),
                });
            }
        };
        let draft = match resolved.kind {
            ResolvedKind::Control => control(&library, &resolved.id),
            ResolvedKind::Weakness => weakness(&library, &resolved.id),
            ResolvedKind::Test => test(&library, &resolved.id),
            ResolvedKind::Page(_) => page(&library, &resolved.id),
            ResolvedKind::Group => group(&library, &resolved.id),
        };
        let draft = draft.ok_or_else(unknown)?;
        let text: Rendered = match resolved.kind {
            ResolvedKind::Control => self.text_of_control(&library, &resolved.id).await?,
            ResolvedKind::Weakness => self.text_of_weakness(&library, &resolved.id).await?,
            ResolvedKind::Test => self.text_of_test(&library, &resolved.id).await?,
            ResolvedKind::Page(_) => match library.page(&resolved.id) {
                Some(page) => self.text_of_page(&library, page).await?,
                None => None,
            },
            ResolvedKind::Group => None,
        };
        let (text, referenced) = text.map_or((None, Vec::new()), |(text, links)| (Some(text), links));
        let mut links: Vec<ReferenceLink> = Vec::new();
        for link in draft.leads_to.iter().map(|id| library.link(id)).chain(referenced) {
            if link.id != resolved.id && !links.iter().any(|known| known.id == link.id) {
                links.push(link);
            }
        }
        let mut reference = library.link(&resolved.id);
        if let Some(title) = draft.title {
            reference.title = Some(title);
        }
        Ok(StandardPage { reference, summary: draft.summary, facts: draft.facts, text, links })
    }
}

/// A page before its text.
#[derive(Default)]
struct Draft {
    title: Option<String>,
    summary: String,
    facts: Vec<(String, String)>,
    leads_to: Vec<String>,
}

impl Draft {
    fn fact(&mut self, label: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.facts.push((in_words(label), value));
        }
    }
}

fn group(library: &Library, id: &str) -> Option<Draft> {
    let group = library.pinned.group(id)?;
    let controls = library.pinned.masvs.controls.iter().filter(|control| control.group == id);
    Some(Draft {
        title: Some(group.title.clone()),
        leads_to: controls.map(|control| control.id.clone()).collect(),
        ..Draft::default()
    })
}

fn control(library: &Library, id: &str) -> Option<Draft> {
    let control = library.pinned.control(id)?;
    let mut draft =
        Draft { title: Some(control.summary.clone()), summary: control.summary.clone(), ..Draft::default() };
    let group = library.pinned.group(&control.group).map(|group| group.title.clone()).unwrap_or_default();
    draft.fact(noted!("Group"), group);
    let weaknesses = &library.pinned.maswe.weaknesses;
    let primary: Vec<String> =
        weaknesses.iter().filter(|it| it.primary_control() == Some(id)).map(|it| it.id.clone()).collect();
    let secondary: Vec<String> = weaknesses
        .iter()
        .filter(|it| it.primary_control() != Some(id) && it.controls.iter().any(|control| control == id))
        .map(|it| it.id.clone())
        .collect();
    draft.fact("Weaknesses that count here", primary.join(", "));
    draft.fact("Secondary for", secondary.join(", "));
    draft.leads_to = primary.into_iter().chain(secondary).collect();
    Some(draft)
}

fn weakness(library: &Library, id: &str) -> Option<Draft> {
    let weakness = library.pinned.weakness(id)?;
    let mut draft =
        Draft { title: Some(weakness.title.clone()), summary: weakness.summary.clone(), ..Draft::default() };
    draft.fact(noted!("Numbering"), weakness.scheme.to_string());
    draft.fact(noted!("Platforms"), platforms(&weakness.platforms));
    draft.fact(noted!("Levels"), levels(&weakness.profiles, &weakness.other_profiles));
    draft.fact("Counts under", weakness.primary_control().unwrap_or_default());
    draft.fact("Secondary controls", weakness.controls.iter().skip(1).cloned().collect::<Vec<_>>().join(", "));
    draft.fact("Beta ids", weakness.beta.join(", "));
    draft.fact(noted!("CWE"), weakness.cwe.iter().map(|number| format!("CWE-{number}")).collect::<Vec<_>>().join(", "));
    draft.leads_to.extend(weakness.controls.iter().cloned());
    draft.leads_to.extend(library.pinned.links().of_weakness(id).map(|link| link.test.clone()));
    Some(draft)
}

fn test(library: &Library, id: &str) -> Option<Draft> {
    let test = library.pinned.test(id)?;
    let mut draft = Draft { title: Some(test.title.clone()), summary: test.summary.clone(), ..Draft::default() };
    let status = match test.status {
        TestStatus::Live => said!("live"),
        TestStatus::Placeholder => said!("announced, without a procedure"),
        TestStatus::Deprecated => said!("withdrawn"),
    };
    draft.fact(noted!("Platforms"), platforms(&test.platforms));
    if test.inherits_profiles {
        draft.fact(noted!("Levels"), said!("those of its weakness"));
    } else {
        draft.fact(noted!("Levels"), levels(&test.profiles, &test.other_profiles));
    }
    draft.fact(noted!("Types"), test.kinds.join(", "));
    draft.fact(noted!("Status"), status);
    draft.fact(noted!("Successors"), test.successors.join(", "));
    let named: Vec<String> = test.weaknesses.iter().map(ToString::to_string).collect();
    draft.fact("Weakness as written", named.join(", "));
    for link in library.pinned.links().of_test(id) {
        draft.leads_to.push(link.weakness.id.clone());
        draft.leads_to.push(link.control.clone());
    }
    draft.leads_to.extend(test.controls.iter().cloned());
    draft.leads_to.extend(test.successors.iter().cloned());
    Some(draft)
}

fn page(library: &Library, id: &str) -> Option<Draft> {
    let page = library.page(id)?;
    let mut draft = Draft { title: Some(page.title.clone()), ..Draft::default() };
    draft.fact(noted!("Platforms"), page.platform_values.join(", "));
    draft.fact(noted!("Status"), page.status.clone());
    Some(draft)
}

fn platforms(platforms: &[Platform]) -> String {
    platforms.iter().map(|platform| platform.as_str()).collect::<Vec<_>>().join(", ")
}

fn levels(levels: &[Level], others: &[String]) -> String {
    let own = levels.iter().map(|level| level.as_str().to_owned());
    own.chain(others.iter().cloned()).collect::<Vec<_>>().join(", ")
}
