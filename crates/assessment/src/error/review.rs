//! What can be wrong with a review statement.

use assay_messages::{in_words, said};

use crate::view::Queue;

/// Why work could not be assigned, reviewed or signed off. `Display` is the sentence for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// The profile asks for four eyes.
    #[error("{}", said!("{label} is your own answer, and this profile wants a second person to approve it", label = .label))]
    OwnWork {
        /// What people call the unit.
        label: String,
    },
    /// Somebody else returned it to its author.
    #[error("{}", said!("{label} was returned to you: approving it yourself answers nothing", label = .label))]
    Returned {
        /// What people call the unit.
        label: String,
    },
    /// A member has this e-mail address already.
    #[error("{}", said!("{name} is a member with the e-mail address {email} already", name = .name, email = .email))]
    EmailTaken {
        /// The member.
        name: String,
        /// The address.
        email: String,
    },
    /// There is nothing to review.
    #[error("{}", said!("There is nothing to review on {label}: {because}", label = .label, because = in_words(.because)))]
    Nothing {
        /// What people call the unit.
        label: String,
        /// Why.
        because: &'static str,
    },
    /// It was not handed to a second person.
    #[error("{}", said!("{label} was not submitted for review", label = .label))]
    NotSubmitted {
        /// What people call the unit.
        label: String,
    },
    /// It stands there already.
    #[error("{}", said!("{label} is {state} already", label = .label, state = in_words(.state)))]
    Already {
        /// What people call the unit.
        label: String,
        /// Where it stands.
        state: &'static str,
    },
    /// The answer or its evidence is not what the reviewer saw.
    #[error("{}", said!("{label} was changed meanwhile", label = .label))]
    Changed {
        /// What people call the unit.
        label: String,
    },
    /// Returned without a word.
    #[error("{}", said!("Returning needs a comment that says what is missing"))]
    CommentMissing,
    /// Nothing was named.
    #[error("{}", said!("No test was named"))]
    NoUnits,
    /// Nobody of that name is a member.
    #[error("{}", said!("Nobody called \"{name}\" is a member of this workspace", name = .name))]
    MemberUnknown {
        /// As given.
        name: String,
    },
    /// Several members are called so.
    #[error("{}", said!("Several members are called \"{name}\": {candidates}", name = .name, candidates = .candidates.join(", ")))]
    MemberAmbiguous {
        /// As given.
        name: String,
        /// Their e-mail addresses.
        candidates: Vec<String>,
    },
    /// No such group.
    #[error("{}", said!("This checklist has no group \"{group}\"", group = .group))]
    GroupUnknown {
        /// As given.
        group: String,
    },
    /// No such sign-off.
    #[error("{}", said!("There is no sign-off {id} on this assessment", id = .id))]
    SignOffUnknown {
        /// As given.
        id: String,
    },
    /// It is somebody else's.
    #[error("{}", said!("This sign-off is {by}'s", by = .by))]
    SignOffOfOther {
        /// Whose.
        by: String,
    },
    /// It was withdrawn.
    #[error("{}", said!("This sign-off was withdrawn already"))]
    SignOffWithdrawn,
    /// No such pile.
    #[error("{}", said!("There is no queue \"{name}\"; there are {all}", name = .name, all = Queue::ALL.map(Queue::as_str).join(", ")))]
    QueueUnknown {
        /// As given.
        name: String,
    },
}

impl ReviewError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OwnWork { .. } => "review.own_work",
            Self::Returned { .. } => "review.returned",
            Self::EmailTaken { .. } => "member.email_taken",
            Self::Nothing { .. } => "review.nothing",
            Self::NotSubmitted { .. } => "review.not_submitted",
            Self::Already { .. } => "review.already",
            Self::Changed { .. } => "review.changed_meanwhile",
            Self::CommentMissing => "review.comment_missing",
            Self::NoUnits => "review.no_units",
            Self::MemberUnknown { .. } => "member.unknown",
            Self::MemberAmbiguous { .. } => "member.ambiguous",
            Self::GroupUnknown { .. } => "group.unknown",
            Self::SignOffUnknown { .. } => "sign_off.unknown",
            Self::SignOffOfOther { .. } => "sign_off.of_other",
            Self::SignOffWithdrawn => "sign_off.withdrawn",
            Self::QueueUnknown { .. } => "queue.unknown",
        }
    }

    /// What the user can do next, as a sentence.
    pub fn next_step(&self) -> &'static str {
        match self {
            Self::Returned { .. } => "Do what the comment asks for, and submit it again.",
            Self::EmailTaken { .. } => {
                "Write the name as it stands there to work here as them, or give another address."
            }
            Self::OwnWork { .. } => "Let somebody else look at it; the queue shows them what waits.",
            Self::Nothing { .. } => "State a result first.",
            Self::NotSubmitted { .. } => "Let whoever tested it submit it, then look at it.",
            Self::Already { .. } => "There is nothing left to do here.",
            Self::Changed { .. } => "Look at what is there now, then decide again.",
            Self::CommentMissing => "Say what you want to see, so that the tester knows.",
            Self::NoUnits => "Name at least one test, group or build.",
            Self::MemberUnknown { .. } => "Look at the list of members, or add them first.",
            Self::MemberAmbiguous { .. } => "Name one of them by their e-mail address.",
            Self::GroupUnknown { .. } => "Choose a group of the checklist.",
            Self::SignOffUnknown { .. } => "Look at the list of sign-offs.",
            Self::SignOffOfOther { .. } => "Ask them to withdraw it.",
            Self::SignOffWithdrawn => "Give a new one where you answer for it again.",
            Self::QueueUnknown { .. } => "Name one of these.",
        }
    }
}
