//! The statements that the ledger itself makes: who founded the workspace, who is a member, which devices write.
//! Their bodies are JSON. `docs/FORMATS.md`, "Founding statements".

use assay_messages::said;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{DeviceId, Draft, Identity, Ledger, LedgerError, Result};

/// The kinds of the statements that the ledger itself makes. All are version 1.
pub mod kinds {
    /// The first entry of a workspace; subject `workspace`; body [`super::WorkspaceFounded`], never erased.
    pub const WORKSPACE_FOUNDED: &str = "workspace.founded";
    /// The workspace's name; subject `workspace`; body [`super::WorkspaceNamed`]; a new name supersedes the former.
    pub const WORKSPACE_NAMED: &str = "workspace.named";
    /// Someone became a member; subject `member/<uuid>`; body [`super::MemberAdded`].
    pub const MEMBER_ADDED: &str = "member.added";
    /// A device writes for a member; subject `device/<public key>`; body [`super::DeviceEnrolled`], never erased.
    pub const DEVICE_ENROLLED: &str = "device.enrolled";
}

/// Body of `workspace.founded`: the two keys that everything else is rooted in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceFounded {
    /// The public key of the device that founded the workspace.
    pub device: DeviceId,
    /// The public key of the recovery key that was made beside it.
    pub recovery: DeviceId,
}

/// Body of `workspace.named`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceNamed {
    /// The name that people see.
    pub name: String,
}

/// Body of `member.added`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAdded {
    /// The member's name.
    pub name: String,
    /// The member's e-mail address.
    pub email: String,
}

/// Body of `device.enrolled`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEnrolled {
    /// The public key of the new device.
    pub device: DeviceId,
    /// The member who uses it.
    pub member: Uuid,
    /// Signatures of keys that were known before, over the new key: what makes it known. Empty for a device whose
    /// older keys are lost: verification then says "key unknown".
    pub vouchers: Vec<Voucher>,
}

/// A known key's word for a new device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// The key that signs: an earlier device, or the recovery key.
    pub key: DeviceId,
    /// The Ed25519 signature, as 128 hexadecimal digits.
    pub signature: String,
}

/// The subject of a device's enrolment.
pub(crate) fn device_subject(device: &DeviceId) -> String {
    format!("device/{device}")
}

/// The subject of a member.
pub(crate) fn member_subject(member: Uuid) -> String {
    format!("member/{member}")
}

/// Whether the body of this kind holds keys, so that erasing it would make them unknown.
pub(crate) fn holds_keys(kind: &str) -> bool {
    kind == kinds::WORKSPACE_FOUNDED || kind == kinds::DEVICE_ENROLLED
}

/// A statement of the ledger's own.
fn draft(kind: &str, subject: String, body: &impl Serialize) -> Result<Draft> {
    let body = serde_json::to_vec(body).map_err(|error| LedgerError::DraftInvalid { reason: error.to_string() })?;
    Ok(Draft { kind: kind.to_owned(), version: 1, subject, body: Some(body), ..Draft::default() })
}

/// The statement that enrols a device.
pub(crate) fn enrolment(enrolled: &DeviceEnrolled) -> Result<Draft> {
    draft(kinds::DEVICE_ENROLLED, device_subject(&enrolled.device), enrolled)
}

/// The statement that makes somebody a member, or names a member anew.
pub(crate) fn membership(identity: &Identity) -> Result<Draft> {
    let member = MemberAdded { name: identity.name.clone(), email: identity.email.clone() };
    draft(kinds::MEMBER_ADDED, member_subject(identity.member), &member)
}

/// The first statements of a workspace.
pub(crate) fn drafts(ledger: &Ledger, recovery: &DeviceId, name: &str, identity: &Identity) -> Result<Vec<Draft>> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(LedgerError::DraftInvalid {
            reason: said!("the workspace's name is empty, too long or not one line"),
        });
    }
    let founded = WorkspaceFounded { device: ledger.device(), recovery: *recovery };
    let named = WorkspaceNamed { name: name.to_owned() };
    let device = DeviceEnrolled { device: ledger.device(), member: identity.member, vouchers: Vec::new() };
    Ok(vec![
        draft(kinds::WORKSPACE_FOUNDED, "workspace".to_owned(), &founded)?,
        draft(kinds::WORKSPACE_NAMED, "workspace".to_owned(), &named)?,
        membership(identity)?,
        enrolment(&device)?,
    ])
}
