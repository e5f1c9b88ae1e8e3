//! Who works on this computer, and who is a member of the open workspace.

use assay_assessment::view::MemberView;
use assay_assessment::{AssessmentError, ReviewError, Workspace};
use assay_ledger::Identity;
use assay_messages::said;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::{CommandError, Context, Session};

/// Input of `people_list`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PeopleListInput {}

/// Input of `person_add`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonAddInput {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
}

/// Input of `person_switch`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonSwitchInput {
    /// Name, e-mail address or id of somebody who works on this computer.
    pub person: String,
}

/// Somebody who works on this computer, or is a member of the open workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The member's id.
    pub member: Uuid,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Whether statements are made in their name now.
    pub me: bool,
    /// Whether they work on this computer: one can switch to them.
    pub here: bool,
    /// Whether they are a member of the open workspace.
    pub in_workspace: bool,
}

pub(crate) async fn list(session: &Session, _: PeopleListInput, _: Context) -> Result<Vec<Person>, CommandError> {
    let here = session.home.people()?;
    let me = me(session);
    let members = match session.open_workspace() {
        Some(workspace) => workspace.members().await?,
        None => Vec::new(),
    };
    let mut people: Vec<Person> = members
        .iter()
        .map(|member| Person {
            member: member.id,
            name: member.name.clone(),
            email: member.email.clone(),
            me: me == Some(member.id),
            here: here.iter().any(|it| it.member == member.id),
            in_workspace: true,
        })
        .collect();
    for it in here {
        if !people.iter().any(|person| person.member == it.member) {
            people.push(person(it, me, false));
        }
    }
    people.sort_by_key(|person| (person.name.to_lowercase(), person.member));
    Ok(people)
}

pub(crate) async fn add(session: &Session, input: PersonAddInput, _: Context) -> Result<Person, CommandError> {
    let workspace = session.open_workspace();
    if let Some(workspace) = &workspace
        && let Some(known) = workspace.member_by_email(&input.email).await?
    {
        // The same address is the same person: they work here from now on, and nobody is a member twice.
        let MemberView { id, name, email, .. } = known;
        if name.to_lowercase() != input.name.trim().to_lowercase() {
            return Err(AssessmentError::from(ReviewError::EmailTaken { name, email }).into());
        }
        let known = Identity { member: id, name, email };
        session.home.keep_person(&known)?;
        return Ok(person(known, me(session), true));
    }
    let added = session.home.add_person(&session.ambient, &input.name, &input.email)?;
    if let Some(workspace) = &workspace {
        workspace.add_member(&added).await?;
    }
    Ok(person(added, me(session), workspace.is_some()))
}

pub(crate) async fn switch(session: &Session, input: PersonSwitchInput, _: Context) -> Result<Person, CommandError> {
    let people = session.home.people()?;
    let wanted = input.person.trim().to_lowercase();
    let called = |it: &&Identity| {
        let first = it.name.split_whitespace().next().unwrap_or_default();
        [it.member.to_string(), it.email.to_lowercase(), it.name.to_lowercase(), first.to_lowercase()].contains(&wanted)
    };
    let found: Vec<&Identity> = people.iter().filter(called).collect();
    let next = match found.as_slice() {
        [one] => (*one).clone(),
        [] => {
            return Err(CommandError::new(
                "identity.unknown",
                said!("Nobody called \"{person}\" works on this computer.", person = input.person.trim()),
                "Add them first, or look who works here.",
            ));
        }
        _ => {
            return Err(CommandError::new(
                "identity.ambiguous",
                said!("Several people here are called \"{person}\".", person = input.person.trim()),
                "Name one of them by their e-mail address.",
            ));
        }
    };
    let workspace = match session.open_workspace() {
        Some(workspace) => Some(speak_for(&workspace, &next).await?),
        None => None,
    };
    let next = session.home.switch_to(next.member)?;
    let in_workspace = workspace.is_some();
    if workspace.is_some() {
        // The same ledger, so the former one is not to be closed.
        drop(session.replace_workspace(workspace));
    }
    let me = Some(next.member);
    Ok(person(next, me, in_workspace))
}

/// The workspace as another person writes to it. Whoever worked here before makes them a member, where they are none.
async fn speak_for(workspace: &Workspace, next: &Identity) -> Result<Workspace, CommandError> {
    if !workspace.members().await?.iter().any(|member| member.id == next.member) {
        workspace.add_member(next).await?;
    }
    Ok(workspace.as_member(next.member).await?)
}

/// Who statements are made as: whoever the open workspace was opened for, else whoever works here.
pub(crate) fn me(session: &Session) -> Option<Uuid> {
    let open = session.open_workspace().map(|workspace| workspace.member());
    open.or_else(|| session.home.identity().ok().map(|identity| identity.member))
}

fn person(identity: Identity, me: Option<Uuid>, in_workspace: bool) -> Person {
    let Identity { member, name, email } = identity;
    Person { member, name, email, me: me == Some(member), here: true, in_workspace }
}
