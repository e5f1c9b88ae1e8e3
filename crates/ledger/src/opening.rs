//! Making and opening a workspace, and whether this computer's device key may go on in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assay_messages::said;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use crate::founding::{self, kinds};
use crate::keys::{self, Key};
use crate::ledger::Inner;
use crate::witness::{self, Reading, Witness, WitnessFile};
use crate::writer::Writer;
use crate::{
    Ambient, DeviceEnrolled, DeviceId, EvidenceStore as _, FolderEvidence, Hash, Home, Identity, Ledger, LedgerError,
    Result, Settings, Voucher, Writing, schema,
};

/// How a workspace was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It was just made.
    Founded,
    /// The witness agrees: the device goes on.
    Continued,
    /// The device's key was not continued, and a new device was enrolled. Tell the user.
    NewDevice(NewDeviceReason),
}

/// Why a device's key is not continued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewDeviceReason {
    /// No witness knows this file: it is a copy, or was restored to another place.
    NoWitness,
    /// The workspace is behind its witness: an older state was restored over it.
    Behind,
    /// The witness itself, or the device's key, can't be read.
    Damaged,
}

/// What both ways of getting a ledger have in common.
struct Place<'a> {
    dir: PathBuf,
    home: &'a Home,
    identity: Identity,
    ambient: Ambient,
    settings: Settings,
}

impl Place<'_> {
    fn witness(&self, workspace: Uuid) -> Result<WitnessFile> {
        let file = schema::database_file(&self.dir);
        let inode = witness::inode(&file).map_err(|error| LedgerError::disk(&file, error))?;
        WitnessFile::open(&self.home.witness_dir(workspace)?, inode)
    }

    fn ledger(self, workspace: Uuid, key: Key, writer: Writer, witness: WitnessFile, opening: Opening) -> Ledger {
        let database = schema::database_file(&self.dir);
        let member = self.identity.member;
        let inner = Inner {
            readers: schema::readers(&database, &self.settings),
            evidence: FolderEvidence::new(&self.dir, self.ambient.clone()),
            watch: tokio::sync::Mutex::new(None),
            dir: self.dir,
            database,
            workspace,
            device: key.device(),
            key,
            ambient: self.ambient,
            writer,
            witness,
            opening,
        };
        Ledger::from_inner(inner, member)
    }
}

pub(crate) async fn create(
    dir: &Path,
    home: &Home,
    ambient: Ambient,
    name: &str,
    settings: Settings,
) -> Result<Ledger> {
    let identity = home.identity()?;
    make_dir(dir)?;
    let dir = fs::canonicalize(dir).map_err(|error| LedgerError::disk(dir, error))?;
    match schema::probe(&dir, &settings).await {
        Ok(probe) if probe.is_empty() => {}
        Err(LedgerError::WorkspaceMissing { .. }) => {}
        Ok(probe) if probe.application_id == schema::APPLICATION_ID => {
            return Err(LedgerError::WorkspaceExists { dir });
        }
        Ok(probe) => return Err(schema::check(&dir, &probe).err().unwrap_or(LedgerError::WorkspaceExists { dir })),
        Err(error) => return Err(error),
    }

    let key = Key::generate(&ambient);
    let recovery = Key::generate(&ambient);
    let workspace = keys::workspace_id(&key.device());
    home.save_device_key(&key)?;
    home.save_recovery_key(workspace, &recovery)?;

    let place = Place { dir, home, identity, ambient, settings };
    let writer = schema::writer(&schema::database_file(&place.dir), true, &place.settings).await?;
    let mut turn = writer.turn().await?;
    turn.begin().await?;
    // Someone else may have made it since: the tables tell, under the write lock.
    let taken: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM sqlite_schema").fetch_one(turn.connection()).await?;
    if taken {
        return Err(LedgerError::WorkspaceExists { dir: place.dir });
    }
    schema::migrate(turn.connection()).await?;
    sqlx::query("INSERT INTO workspace (one, id) VALUES (1, ?1)")
        .bind(workspace.as_bytes().as_slice())
        .execute(turn.connection())
        .await?;

    let (dir, identity) = (place.dir.clone(), place.identity.clone());
    let witness = place.witness(workspace)?;
    let ledger = place.ledger(workspace, key, writer, witness, Opening::Founded);
    let mut writing = Writing::new(&ledger, turn);
    for draft in founding::drafts(&ledger, &recovery.device(), name, &identity)? {
        writing.append(draft).await?;
    }
    writing.commit().await?;
    // SQLite has made its files durable; their names in the folder are ours to sync.
    crate::home::sync_dir(&dir).map_err(|error| LedgerError::disk(&dir, error))?;
    Ok(ledger)
}

pub(crate) async fn open(dir: &Path, home: &Home, ambient: Ambient, settings: Settings) -> Result<Ledger> {
    let identity = home.identity()?;
    let probe = schema::probe(dir, &settings).await?;
    schema::check(dir, &probe)?;
    let dir = fs::canonicalize(dir).map_err(|error| LedgerError::disk(dir, error))?;
    let place = Place { dir, home, identity, ambient, settings };
    let writer = schema::writer(&schema::database_file(&place.dir), false, &place.settings).await?;
    let mut turn = writer.turn().await?;
    if probe.version < schema::SCHEMA {
        turn.begin().await?;
        schema::migrate(turn.connection()).await?;
        turn.commit().await?;
    }
    let workspace = workspace_id(turn.connection(), &place.dir).await?;
    let member_known: bool = sqlx::query_scalar("SELECT count(*) > 0 FROM entries WHERE subject = ?1 AND kind = ?2")
        .bind(founding::member_subject(place.identity.member))
        .bind(kinds::MEMBER_ADDED)
        .fetch_one(turn.connection())
        .await?;
    if !member_known {
        return Err(LedgerError::WorkspaceForeign { dir: place.dir });
    }

    let witness = place.witness(workspace)?;
    lock(&witness, place.settings.busy_timeout).await?;
    let verdict = judge(&witness, workspace, turn.connection(), home).await;
    let ledger = match verdict {
        Ok(Ok(key)) => {
            drop(turn);
            place.ledger(workspace, key, writer, witness, Opening::Continued)
        }
        Ok(Err(reason)) => {
            let key = Key::generate(&place.ambient);
            home.save_device_key(&key)?;
            let vouchers = vouchers(home, workspace, turn.connection(), &key.device()).await?;
            drop(turn);
            let ledger = place.ledger(workspace, key, writer, witness, Opening::NewDevice(reason));
            enrol(&ledger, vouchers).await?;
            ledger
        }
        Err(error) => return Err(error),
    };
    ledger.inner().witness.unlock();
    // What an interrupted add left behind; another process that adds at this moment keeps us from it, which is fine.
    let _ = ledger.evidence().sweep();
    Ok(ledger)
}

async fn workspace_id(connection: &mut SqliteConnection, dir: &Path) -> Result<Uuid> {
    let id: Option<Vec<u8>> = sqlx::query_scalar("SELECT id FROM workspace").fetch_optional(connection).await?;
    id.and_then(|id| Uuid::from_slice(&id).ok()).ok_or_else(|| LedgerError::NotAWorkspace {
        dir: dir.to_owned(),
        reason: said!("its database holds no workspace"),
    })
}

/// Waits until no other process of this computer decides on the same witness.
async fn lock(witness: &WitnessFile, patience: Duration) -> Result<()> {
    const STEP: Duration = Duration::from_millis(10);
    let mut waited = Duration::ZERO;
    while !witness.try_lock() {
        if waited >= patience {
            return Err(LedgerError::WorkspaceLocked);
        }
        tokio::time::sleep(STEP).await;
        waited += STEP;
    }
    Ok(())
}

/// The device key that may go on, or why none may.
async fn judge(
    witness: &WitnessFile,
    workspace: Uuid,
    connection: &mut SqliteConnection,
    home: &Home,
) -> Result<Result<Key, NewDeviceReason>> {
    let seen = match witness.read() {
        Reading::Absent => return Ok(Err(NewDeviceReason::NoWitness)),
        Reading::Damaged => return Ok(Err(NewDeviceReason::Damaged)),
        Reading::Present(seen) => seen,
    };
    if seen.workspace != workspace || seen.inode != witness.inode {
        return Ok(Err(NewDeviceReason::NoWitness));
    }
    let Witness { device, size, last, .. } = seen;
    if let Some(seq) = size.checked_sub(1) {
        let found: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT hash FROM entries WHERE device = (SELECT id FROM devices WHERE device = ?1) AND seq = ?2",
        )
        .bind(device.as_bytes().as_slice())
        .bind(i64::try_from(seq).unwrap_or(i64::MAX))
        .fetch_optional(connection)
        .await?;
        match found {
            None => return Ok(Err(NewDeviceReason::Behind)),
            Some(hash) if Hash::from_slice(&hash) == Some(last) => {}
            Some(_) => return Err(LedgerError::Fork { device, seq }),
        }
    }
    Ok(home.device_key(&device).ok_or(NewDeviceReason::Damaged))
}

/// The word of every key of this workspace that this computer still holds, for the new device.
async fn vouchers(
    home: &Home,
    workspace: Uuid,
    connection: &mut SqliteConnection,
    new: &DeviceId,
) -> Result<Vec<Voucher>> {
    let known: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT device FROM devices ORDER BY id").fetch_all(connection).await?;
    let devices = known.iter().filter_map(|bytes| DeviceId::from_slice(bytes));
    let keys = devices.filter_map(|device| home.device_key(&device)).chain(home.recovery_key(workspace));
    let message = keys::voucher_bytes(workspace, new);
    Ok(keys.map(|key| Voucher { key: key.device(), signature: hex::encode(key.sign(&message)) }).collect())
}

async fn enrol(ledger: &Ledger, vouchers: Vec<Voucher>) -> Result<()> {
    let mut writing = ledger.write().await?;
    let enrolled = DeviceEnrolled { device: ledger.device(), member: ledger.member(), vouchers };
    writing.append(founding::enrolment(&enrolled)?).await?;
    writing.commit().await?;
    Ok(())
}

fn make_dir(dir: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    // Only folders that are made here are closed to others; one that is there keeps what its owner chose.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => LedgerError::WorkspaceReadOnly,
        _ => LedgerError::disk(dir, error),
    })
}
