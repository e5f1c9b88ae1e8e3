//! The members of the workspace, and speaking for another one of them.

use std::collections::BTreeMap;

use assay_ledger::Identity;
use uuid::Uuid;

use super::Workspace;
use super::states::id;
use crate::Result;
use crate::ReviewError;
use crate::projection::Stating;
use crate::view::MemberView;

impl Workspace {
    /// The member who works here.
    pub fn member(&self) -> Uuid {
        self.ledger.member()
    }

    /// The same workspace, written to by another member from the same device.
    ///
    /// # Errors
    /// `member.unknown`.
    pub async fn as_member(&self, member: Uuid) -> Result<Workspace> {
        let ledger = self.ledger.as_member(member).await?;
        Ok(Workspace { ledger, ..self.clone() })
    }

    /// Makes somebody a member, in the name of whoever works here; names a member anew where name or e-mail differ. Two
    /// members of one e-mail address could not be told apart, so the second is refused.
    ///
    /// # Errors
    /// `member.email_taken`, `workspace.locked`, `disk.full`.
    pub async fn add_member(&self, identity: &Identity) -> Result<MemberView> {
        let members = self.members().await?;
        let taken = |member: &&MemberView| member.id != identity.member && has_email(member, &identity.email);
        if let Some(other) = members.iter().find(taken) {
            let (name, email) = (other.name.clone(), other.email.clone());
            return Err(ReviewError::EmailTaken { name, email }.into());
        }
        let known = members.into_iter().find(|member| member.id == identity.member);
        if let Some(known) = known.filter(|it| it.name == identity.name && it.email == identity.email) {
            return Ok(known);
        }
        let mut stating = Stating::begin(&self.ledger).await?;
        stating.add_member(identity).await?;
        stating.commit().await?;
        let added = self.members().await?.into_iter().find(|member| member.id == identity.member);
        Ok(added.ok_or_else(|| ReviewError::MemberUnknown { name: identity.name.clone() })?)
    }

    /// Everybody who is a member, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn members(&self) -> Result<Vec<MemberView>> {
        let rows: Vec<(Vec<u8>, Option<String>, Option<String>)> =
            sqlx::query_as("SELECT id, name, email FROM member WHERE head = 1 ORDER BY entry DESC")
                .fetch_all(self.ledger.readers())
                .await?;
        let names = self.names().await?;
        let mut members: BTreeMap<Uuid, MemberView> = BTreeMap::new();
        for (member, _, email) in rows {
            let member = id(&member)?;
            let (name, email) = (names.of(member), email.unwrap_or_default());
            members.insert(member, MemberView { id: member, name, email, me: member == self.member() });
        }
        let mut members: Vec<MemberView> = members.into_values().collect();
        members.sort_by_key(|member| (member.name.to_lowercase(), member.id));
        Ok(members)
    }

    /// The member with an e-mail address.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn member_by_email(&self, email: &str) -> Result<Option<MemberView>> {
        Ok(self.members().await?.into_iter().find(|member| has_email(member, email)))
    }

    /// The member whom people call so: by id, e-mail address, name, or a first name that nobody else has.
    ///
    /// # Errors
    /// `member.unknown`, `member.ambiguous`.
    pub async fn find_member(&self, text: &str) -> Result<MemberView> {
        let text = text.trim().trim_start_matches('@');
        let wanted = text.to_lowercase();
        let members = self.members().await?;
        let exact = |member: &MemberView| {
            member.id.to_string() == wanted
                || member.email.to_lowercase() == wanted
                || member.name.to_lowercase() == wanted
        };
        let first = |member: &MemberView| first_name(&member.name).to_lowercase() == wanted;
        let mut found: Vec<&MemberView> = members.iter().filter(|member| exact(member)).collect();
        if found.is_empty() {
            found = members.iter().filter(|member| first(member)).collect();
        }
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(ReviewError::MemberUnknown { name: text.to_owned() }.into()),
            several => {
                let candidates = several.iter().map(|member| member.email.clone()).collect();
                Err(ReviewError::MemberAmbiguous { name: text.to_owned(), candidates }.into())
            }
        }
    }
}

/// Whether a member is known by this address; one whose address was redacted is known by none.
fn has_email(member: &MemberView, email: &str) -> bool {
    !member.email.is_empty() && member.email.eq_ignore_ascii_case(email.trim())
}

/// The first word of a name.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}
