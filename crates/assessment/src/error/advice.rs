//! The stable code of each error, what to do next, and the place that it is about.

use super::{AssessmentError, FindingError, Noun};

impl AssessmentError {
    /// The stable code: front ends and tests go by it, never by the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ledger(error) => error.code(),
            Self::Catalogue(error) => error.code(),
            Self::Finding(error) => error.code(),
            Self::Review(error) => error.code(),
            Self::Issue(error) => error.code(),
            Self::Unknown { noun, .. } => match noun {
                Noun::App => "app.unknown",
                Noun::Release => "release.unknown",
                Noun::Build => "build.unknown",
                Noun::Assessment => "assessment.unknown",
                Noun::Unit => "unit.unknown",
                Noun::Control => "control.unknown",
                Noun::Evidence => "evidence.unknown",
                Noun::Standard => "standard.unknown",
                Noun::Page => "page.unknown",
                Noun::Profile => "profile.unknown",
                Noun::Item => "crosswalk.unknown",
                Noun::Finding => "finding.unknown",
                Noun::Waiver => "waiver.unknown",
            },
            Self::Ambiguous { noun, .. } => match noun {
                Noun::App => "app.ambiguous",
                Noun::Release => "release.ambiguous",
                Noun::Build => "build.ambiguous",
                Noun::Assessment => "assessment.ambiguous",
                Noun::Unit => "unit.ambiguous",
                Noun::Control => "control.ambiguous",
                Noun::Evidence => "evidence.ambiguous",
                Noun::Standard => "standard.ambiguous",
                Noun::Page => "page.ambiguous",
                Noun::Profile => "profile.ambiguous",
                Noun::Item => "crosswalk.ambiguous",
                Noun::Finding => "finding.ambiguous",
                Noun::Waiver => "waiver.ambiguous",
            },
            Self::Exists { noun: Noun::App, .. } => "app.exists",
            Self::Exists { noun: Noun::Release, .. } => "release.exists",
            Self::Exists { .. } => "name.exists",
            Self::Missing { .. } => "input.missing",
            Self::TooLong { .. } => "input.too_long",
            Self::Malformed { .. } => "input.malformed",
            Self::EngagementEndsFirst { .. } => "engagement.ends_first",
            Self::SameFile { .. } => "build.same_file",
            Self::Held { noun: Noun::Assessment, .. } => "assessment.held",
            Self::Held { .. } => "build.held",
            Self::UnitNotInProfile { .. } => "unit.not_in_profile",
            Self::ControlOutOfScope { .. } => "control.out_of_scope",
            Self::BuildOfOtherRelease { .. } => "build.other_release",
            Self::JustificationMissing => "result.justification_missing",
            Self::MethodMissing => "result.method_missing",
            Self::NoteMissing => "result.note_missing",
            Self::ValidityMissing { .. } => "result.validity_missing",
            Self::ValidityPast { .. } => "result.validity_past",
            Self::ValidityFar { .. } => "result.validity_far",
            Self::AddressableUndecided { .. } => "result.addressable_undecided",
            Self::AddressableUndocumented { .. } => "result.addressable_undocumented",
            Self::AddressableRefused { .. } => "result.addressable_refused",
            Self::ResultsRefused { .. } => "results.refused",
            Self::NamedTwice { .. } => "results.named_twice",
            Self::NoProposal { .. } => "proposal.nothing",
            Self::ProfileRefused { problems } => problems.first().map_or("profile.refused", |it| it.code.code()),
            Self::DocumentMissing { .. } => "profile.document_missing",
            Self::OverrideReasonMissing => "override.reason_missing",
            Self::OverrideDoesNotLower { .. } => "override.does_not_lower",
            Self::OverrideMissing { .. } => "override.missing",
            Self::ChangedMeanwhile { .. } => "statement.changed_meanwhile",
            Self::DecisionReasonMissing { .. } => "decision.reason_missing",
            Self::DecisionConditionsMissing => "decision.conditions_missing",
            Self::NothingToUndo => "undo.nothing",
            Self::UndoSuperseded => "undo.superseded",
            Self::NothingToRedo => "redo.nothing",
            Self::RedoSuperseded => "redo.superseded",
            Self::RedoRedacted => "redo.redacted",
            Self::LinkRefused { .. } => "evidence.link_refused",
            Self::RepositoryMissing { .. } => "repository.missing",
            Self::RevisionMissing { .. } => "revision.missing",
            Self::NoFileInCommit { .. } => "revision.no_file",
            Self::NoLineInFile { .. } => "revision.no_line",
            Self::PictureUnreadable { .. } => "evidence.picture_unreadable",
            Self::NothingBlackedOut | Self::NothingBlackedOutInText => "evidence.nothing_blacked_out",
            Self::NotText { .. } => "evidence.not_text",
            Self::NotRedactable { .. } => "body.not_redactable",
            Self::NothingToRedact { .. } => "body.nothing_to_redact",
            Self::CatalogueMissing { .. } => "catalogue.missing",
            Self::NothingToMigrate => "migration.nothing",
            Self::MigrationDecision { .. } => "migration.decision_refused",
            Self::NotReconfirmable { .. } => "reconfirm.refused",
            Self::ArgumentMissing => "reconfirm.argument_missing",
            Self::OtherBuild { .. } => "build.not_comparable",
            Self::NotAnImage { .. } => "evidence.not_an_image",
            Self::Unreadable { .. } => "workspace.unreadable",
        }
    }

    /// What the user can do next, as a sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::Ledger(error) => error.next_step(),
            Self::Catalogue(error) => error.next_step(),
            Self::Finding(error) => error.next_step(),
            Self::Review(error) => error.next_step(),
            Self::Issue(error) => error.next_step(),
            Self::Unknown { .. } => "Check the id or the name; the list shows what there is.",
            Self::Ambiguous { .. } => "Give more characters of the id.",
            Self::Exists { .. } => "Choose another name, or use the one that is there.",
            Self::Missing { .. } => "Fill it in and try again.",
            Self::TooLong { .. } => "Shorten it, or attach the text as a file.",
            Self::Malformed { .. } => "Correct it and try again.",
            Self::EngagementEndsFirst { .. } => "Correct one of the two days.",
            Self::SameFile { .. } => {
                "Choose the file of the new build; or confirm that it is the same, and its answers are kept as they are."
            }
            Self::Held { .. } => {
                "Leave it as it is, and say in a comment on it what is wrong: what was stated stays on record."
            }
            Self::UnitNotInProfile { .. } => "Choose a unit of the checklist, or another profile or platform.",
            Self::ControlOutOfScope { .. } => "Choose a control that the profile requires.",
            Self::BuildOfOtherRelease { .. } => "Choose a build of the assessment's release.",
            Self::JustificationMissing => "Say why it does not apply to this build.",
            Self::MethodMissing => "Say how you looked, for example which code or screens.",
            Self::NoteMissing => "Say what you saw and why it leads to this result.",
            Self::ValidityMissing { .. } => "Give a date, for example a year from now; after it the answer is stale.",
            Self::ValidityPast { .. } => "Look at it again, and give a date that is still to come.",
            Self::ValidityFar { .. } => "Give a day within three years, for example a year from now.",
            Self::AddressableUndecided { .. } => {
                "Say for each whether it is implemented, an equivalent measure stands in for it, or neither."
            }
            Self::AddressableUndocumented { .. } => {
                "Say which measure stands in for it, or why none is reasonable, and where that is written down."
            }
            Self::AddressableRefused { .. } => "Decide each addressable clause of the unit once.",
            Self::ResultsRefused { .. } => {
                "Leave these units out, or give each what it needs, and set the result again."
            }
            Self::NamedTwice { .. } => "Give each unit one result.",
            Self::NoProposal { .. } => "The checklist marks what is proposed, and each unit says why.",
            Self::ProfileRefused { .. } => "Correct the file; a check of it names every problem with its line.",
            Self::DocumentMissing { .. } => {
                "Open the workspace with the version of the program that opened the assessment."
            }
            Self::OverrideReasonMissing => "Say why you conclude otherwise than the rule.",
            Self::OverrideDoesNotLower { .. } => {
                "Choose a worse verdict, or change the results that the verdict rests on."
            }
            Self::OverrideMissing { .. } => "Look at the control again; the override may have been taken back.",
            Self::ChangedMeanwhile { .. } => "Look at what is there now, then decide again.",
            Self::DecisionReasonMissing { .. } => "Say why in a sentence.",
            Self::DecisionConditionsMissing => "Say what has to be done, and by when.",
            Self::NothingToUndo => "Only your own last statements on this build can be undone.",
            Self::UndoSuperseded | Self::RedoSuperseded => {
                "Look at the new answer; state a result of your own if you disagree."
            }
            Self::NothingToRedo => "Redo follows an undo, as long as nothing new was stated in between.",
            Self::RedoRedacted => "State it anew, in new words.",
            Self::LinkRefused { .. } => "Give an address that begins with https:// or http://.",
            Self::RepositoryMissing { .. } => "Give the folder of a git repository on this machine.",
            Self::RevisionMissing { .. } => "Fetch the repository, or check the commit, branch or tag.",
            Self::NoFileInCommit { .. } => "Give the path from the root of the repository, as it was in that commit.",
            Self::NoLineInFile { .. } => "Look at the file as it was in that commit, and give lines that it has.",
            Self::PictureUnreadable { .. } => "Open it with a program of your own, and attach it as a PNG.",
            Self::NothingBlackedOut => "Draw a rectangle over what must not be seen.",
            Self::NothingBlackedOutInText => "Give lines that it has, or words as they are spelled there.",
            Self::NotText { .. } | Self::NotAnImage { .. } => "Reveal the file and open it with a program of your own.",
            Self::NotRedactable { .. } => "Redact the notes, comments or evidence that hold the text instead.",
            Self::NothingToRedact { .. } => "Check the entry; its text may have been redacted already.",
            Self::CatalogueMissing { .. } => "Sync the standard at the commit that the assessment names.",
            Self::NothingToMigrate => {
                "Name another version of one of the three catalogues, or another profile. A profile file that was changed counts once it is added again."
            }
            Self::MigrationDecision { .. } => "Ask for the proposal again, and decide about what it shows.",
            Self::NotReconfirmable { .. } => "Look at it on this build, and state a result.",
            Self::ArgumentMissing => "Say what differs between the builds, and why the answers hold nevertheless.",
            Self::OtherBuild { .. } => "Choose a build of the same app and platform that has answers.",
            Self::Unreadable { .. } => "Rebuild the projections; if it happens again, report it with this sentence.",
        }
    }

    /// The file or folder that it is about, where there is one.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::Catalogue(error) => error.path().map(ToOwned::to_owned),
            Self::ProfileRefused { problems } => problems.first().map(|problem| problem.file.clone()),
            Self::Finding(FindingError::NotWaivable { profile, .. }) => Some(format!("{profile}.yaml")),
            Self::RepositoryMissing { path } | Self::RevisionMissing { path, .. } => Some(path.clone()),
            _ => None,
        }
    }

    /// The line in that file, counted from 1, where there is one.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::Catalogue(error) => error.line(),
            Self::ProfileRefused { problems } => problems.first().and_then(|it| usize::try_from(it.line).ok()),
            Self::Finding(FindingError::NotWaivable { line, .. }) => usize::try_from(*line).ok(),
            _ => None,
        }
    }
}
