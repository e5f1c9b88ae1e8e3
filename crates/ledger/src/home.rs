//! The user's own folder, outside of any workspace, readable by its owner only. `docs/FORMATS.md`, "Home folder".

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::keys::Key;
use crate::{Ambient, DeviceId, LedgerError, Result};

/// The user's own folder: identity, device keys, recovery keys, witnesses. The host decides where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    dir: PathBuf,
}

/// Who works on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The member's id, the same in every workspace.
    pub member: Uuid,
    /// The name that statements are shown with.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Home {
    /// The home folder at `dir`; it is made when something is first written.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn identity_file(&self) -> PathBuf {
        self.dir.join("identity.json")
    }

    /// Who works here.
    ///
    /// # Errors
    /// `identity.missing`, `home.damaged`, `disk.failed`.
    pub fn identity(&self) -> Result<Identity> {
        let path = self.identity_file();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(LedgerError::IdentityMissing { home: self.dir.clone() });
            }
            Err(error) => return Err(LedgerError::disk(&path, error)),
        };
        serde_json::from_slice(&bytes).map_err(|error| LedgerError::HomeDamaged { path, reason: error.to_string() })
    }

    /// Says who works here. The member's id is made once and stays.
    ///
    /// # Errors
    /// `identity.invalid`, `home.damaged`, `disk.full`, `disk.failed`.
    pub fn set_identity(&self, ambient: &Ambient, name: &str, email: &str) -> Result<Identity> {
        let (name, email) = checked(name, email)?;
        let member = match self.identity() {
            Ok(identity) => identity.member,
            Err(LedgerError::IdentityMissing { .. }) => ambient.uuid(),
            Err(error) => return Err(error),
        };
        let identity = Identity { member, name, email };
        self.write_json(&self.identity_file(), &identity)?;
        Ok(identity)
    }

    fn people_file(&self) -> PathBuf {
        self.dir.join("people.json")
    }

    /// Everybody who works on this computer, by name: the one who does now, and those who were added beside them.
    ///
    /// # Errors
    /// `home.damaged`, `disk.failed`.
    pub fn people(&self) -> Result<Vec<Identity>> {
        let path = self.people_file();
        let mut people: Vec<Identity> = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|error| LedgerError::HomeDamaged { path, reason: error.to_string() })?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(LedgerError::disk(&path, error)),
        };
        match self.identity() {
            // What is said of the one who works now counts.
            Ok(now) => {
                people.retain(|person| person.member != now.member);
                people.push(now);
            }
            Err(LedgerError::IdentityMissing { .. }) => {}
            Err(error) => return Err(error),
        }
        people.sort_by(|one, other| (&one.name, one.member).cmp(&(&other.name, other.member)));
        Ok(people)
    }

    /// Adds somebody who works on this computer too, without making them the one who works now. They share its device
    /// keys: what both state can be told apart by name only.
    ///
    /// # Errors
    /// `identity.invalid`, also where somebody has that e-mail address; `home.damaged`, `disk.full`, `disk.failed`.
    pub fn add_person(&self, ambient: &Ambient, name: &str, email: &str) -> Result<Identity> {
        let (name, email) = checked(name, email)?;
        let mut people = self.people()?;
        if people.iter().any(|person| person.email.eq_ignore_ascii_case(&email)) {
            return Err(LedgerError::IdentityInvalid { reason: "somebody with this e-mail works here already" });
        }
        let person = Identity { member: ambient.uuid(), name, email };
        people.push(person.clone());
        self.write_json(&self.people_file(), &people)?;
        Ok(person)
    }

    /// Lets somebody who is known elsewhere work here too, under the id that they have there.
    ///
    /// # Errors
    /// `identity.invalid` where somebody else with this e-mail works here, `home.damaged`, `disk.full`, `disk.failed`.
    pub fn keep_person(&self, person: &Identity) -> Result<()> {
        let mut people = self.people()?;
        if people.iter().any(|known| known.member == person.member) {
            return Ok(());
        }
        if people.iter().any(|known| known.email.eq_ignore_ascii_case(&person.email)) {
            return Err(LedgerError::IdentityInvalid { reason: "somebody with this e-mail works here already" });
        }
        people.push(person.clone());
        self.write_json(&self.people_file(), &people)
    }

    /// Makes somebody of [`Home::people`] the one who works now.
    ///
    /// # Errors
    /// `identity.unknown`, `home.damaged`, `disk.full`, `disk.failed`.
    pub fn switch_to(&self, member: Uuid) -> Result<Identity> {
        let people = self.people()?;
        let person = people.iter().find(|person| person.member == member).cloned();
        let person = person.ok_or(LedgerError::IdentityUnknown(member))?;
        // First the list, which holds both: whatever happens between, nobody is lost.
        self.write_json(&self.people_file(), &people)?;
        self.write_json(&self.identity_file(), &person)?;
        Ok(person)
    }

    fn write_json(&self, path: &Path, value: &impl Serialize) -> Result<()> {
        let mut text = serde_json::to_vec_pretty(value)
            .map_err(|error| LedgerError::HomeDamaged { path: path.to_owned(), reason: error.to_string() })?;
        text.push(b'\n');
        self.write_private(path, &text)
    }

    fn device_key_file(&self, device: &DeviceId) -> PathBuf {
        self.dir.join("devices").join(format!("{device}.key"))
    }

    fn recovery_key_file(&self, workspace: Uuid) -> PathBuf {
        self.dir.join("recovery").join(format!("{workspace}.key"))
    }

    /// The folder of a workspace's witnesses.
    pub(crate) fn witness_dir(&self, workspace: Uuid) -> Result<PathBuf> {
        let dir = self.dir.join("witnesses").join(workspace.to_string());
        self.make_private_dir(&dir)?;
        Ok(dir)
    }

    pub(crate) fn save_device_key(&self, key: &Key) -> Result<()> {
        self.save_key(&self.device_key_file(&key.device()), key)
    }

    pub(crate) fn save_recovery_key(&self, workspace: Uuid, key: &Key) -> Result<()> {
        self.save_key(&self.recovery_key_file(workspace), key)
    }

    fn save_key(&self, path: &Path, key: &Key) -> Result<()> {
        let mut text = Zeroizing::new(hex::encode(*key.secret()));
        text.push('\n');
        self.write_private(path, text.as_bytes())
    }

    /// The secret key of a device; nothing when it is not here or can't be read.
    pub(crate) fn device_key(&self, device: &DeviceId) -> Option<Key> {
        read_key(&self.device_key_file(device)).filter(|key| key.device() == *device)
    }

    /// The recovery key of a workspace; nothing when it is not here or can't be read.
    pub(crate) fn recovery_key(&self, workspace: Uuid) -> Option<Key> {
        read_key(&self.recovery_key_file(workspace))
    }

    fn make_private_dir(&self, dir: &Path) -> Result<()> {
        fs::create_dir_all(dir).map_err(|error| LedgerError::disk(dir, error))?;
        // Every folder from the home down is closed to others, whoever made it.
        for folder in dir.ancestors().take_while(|folder| folder.starts_with(&self.dir)) {
            close_to_others(folder).map_err(|error| LedgerError::disk(folder, error))?;
        }
        Ok(())
    }

    /// Writes a file that only its owner may read, whole or not at all, and durable.
    fn write_private(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let dir = path.parent().unwrap_or(&self.dir);
        self.make_private_dir(dir)?;
        let temporary = path.with_extension("new");
        let written = write_durably(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
        if let Err(error) = written {
            let _ = fs::remove_file(&temporary);
            return Err(LedgerError::disk(path, error));
        }
        sync_dir(dir).map_err(|error| LedgerError::disk(dir, error))
    }
}

/// A name and an e-mail that can be used, tidied.
fn checked(name: &str, email: &str) -> Result<(String, String)> {
    let (name, email) = (name.trim(), email.trim());
    let invalid = |reason| Err(LedgerError::IdentityInvalid { reason });
    if name.is_empty() || name.chars().count() > 200 {
        return invalid("the name is empty or too long");
    }
    if name.chars().chain(email.chars()).any(char::is_control) {
        return invalid("it holds a control character");
    }
    let address = email.split_once('@').is_some_and(|(local, host)| !local.is_empty() && !host.is_empty());
    if !address || email.len() > 254 || email.contains(char::is_whitespace) {
        return invalid("the e-mail is no address");
    }
    Ok((name.to_owned(), email.to_owned()))
}

fn read_key(path: &Path) -> Option<Key> {
    let text = Zeroizing::new(fs::read_to_string(path).ok()?);
    let mut secret = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim_end(), &mut *secret).ok()?;
    Some(Key::from_secret(&secret))
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut file = private_file().create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Options for a file that only its owner may read.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn close_to_others(dir: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(dir)?.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the shape of the Unix version")]
fn close_to_others(_dir: &Path) -> io::Result<()> {
    // A user's own folders are closed to other users by default there.
    Ok(())
}

/// Makes a folder's list of names durable.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
