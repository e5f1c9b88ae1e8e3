//! What people look for and name, with the sentences about it: one for each, because other languages bend the words.

use assay_messages::said;

/// What was looked for, in a user's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Noun {
    /// A product.
    App,
    /// A version of it.
    Release,
    /// An artefact.
    Build,
    /// A release measured against a profile.
    Assessment,
    /// A test or direct assessment.
    Unit,
    /// A control.
    Control,
    /// A piece of evidence.
    Evidence,
    /// A catalogue.
    Standard,
    /// A page of the library.
    Page,
    /// A profile.
    Profile,
    /// An item of the cross-walk.
    Item,
    /// A finding.
    Finding,
    /// A waiver.
    Waiver,
}

impl Noun {
    /// That nothing is called so.
    pub(super) fn unknown(self, text: &str) -> String {
        match self {
            Noun::App => said!("There is no app \"{text}\"", text),
            Noun::Release => said!("There is no release \"{text}\"", text),
            Noun::Build => said!("There is no build \"{text}\"", text),
            Noun::Assessment => said!("There is no assessment \"{text}\"", text),
            Noun::Unit => said!("There is no unit \"{text}\"", text),
            Noun::Control => said!("There is no control \"{text}\"", text),
            Noun::Evidence => said!("There is no evidence \"{text}\"", text),
            Noun::Standard => said!("There is no standard \"{text}\"", text),
            Noun::Page => said!("There is no page \"{text}\"", text),
            Noun::Profile => said!("There is no profile \"{text}\"", text),
            Noun::Item => said!("There is no item \"{text}\"", text),
            Noun::Finding => said!("There is no finding \"{text}\"", text),
            Noun::Waiver => said!("There is no waiver \"{text}\"", text),
        }
    }

    /// That several are called so.
    pub(super) fn ambiguous(self, text: &str, candidates: &[String]) -> String {
        let (count, all) = (candidates.len(), candidates.join(", "));
        match self {
            Noun::App => said!("\"{text}\" could be {count} of the apps here: {all}", text, count, all),
            Noun::Release => said!("\"{text}\" could be {count} of the releases here: {all}", text, count, all),
            Noun::Build => said!("\"{text}\" could be {count} of the builds here: {all}", text, count, all),
            Noun::Assessment => said!("\"{text}\" could be {count} of the assessments here: {all}", text, count, all),
            Noun::Unit => said!("\"{text}\" could be {count} of the units here: {all}", text, count, all),
            Noun::Control => said!("\"{text}\" could be {count} of the controls here: {all}", text, count, all),
            Noun::Evidence => {
                said!("\"{text}\" could be {count} of the pieces of evidence here: {all}", text, count, all)
            }
            Noun::Standard => said!("\"{text}\" could be {count} of the standards here: {all}", text, count, all),
            Noun::Page => said!("\"{text}\" could be {count} of the pages here: {all}", text, count, all),
            Noun::Profile => said!("\"{text}\" could be {count} of the profiles here: {all}", text, count, all),
            Noun::Item => said!("\"{text}\" could be {count} of the items here: {all}", text, count, all),
            Noun::Finding => said!("\"{text}\" could be {count} of the findings here: {all}", text, count, all),
            Noun::Waiver => said!("\"{text}\" could be {count} of the waivers here: {all}", text, count, all),
        }
    }

    /// That there is something of the name.
    pub(super) fn exists(self, name: &str) -> String {
        match self {
            Noun::App => said!("There is an app \"{name}\" already", name),
            Noun::Release => said!("There is a release \"{name}\" already", name),
            Noun::Build => said!("There is a build \"{name}\" already", name),
            Noun::Assessment => said!("There is an assessment \"{name}\" already", name),
            Noun::Unit => said!("There is a unit \"{name}\" already", name),
            Noun::Control => said!("There is a control \"{name}\" already", name),
            Noun::Evidence => said!("There is evidence \"{name}\" already", name),
            Noun::Standard => said!("There is a standard \"{name}\" already", name),
            Noun::Page => said!("There is a page \"{name}\" already", name),
            Noun::Profile => said!("There is a profile \"{name}\" already", name),
            Noun::Item => said!("There is an item \"{name}\" already", name),
            Noun::Finding => said!("There is a finding \"{name}\" already", name),
            Noun::Waiver => said!("There is a waiver \"{name}\" already", name),
        }
    }
}
