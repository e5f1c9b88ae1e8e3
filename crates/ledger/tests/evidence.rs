//! Files by their SHA-256: what is taken, what is refused, what is noticed later.

mod common;

use std::cell::Cell;
use std::fs;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use assay_ledger::{Cancel, Damage, EvidenceStore as _, FolderEvidence, Hash, LedgerError, Stored};
use common::Place;

async fn store(place: &Place) -> FolderEvidence {
    place.create().await.evidence().clone()
}

fn add(store: &FolderEvidence, path: &Path) -> Result<Stored, LedgerError> {
    store.add(path, &|_| {}, &Cancel::new())
}

fn file(place: &Place, name: &str, bytes: &[u8]) -> PathBuf {
    let path = place.root.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn litter(place: &Place) -> usize {
    fs::read_dir(place.dir.join("evidence/incoming")).map_or(0, Iterator::count)
}

#[tokio::test]
async fn files_of_any_size_are_kept_under_their_digest() {
    let place = Place::new();
    let store = store(&place).await;
    let large: Vec<u8> = (0..9_000_001_u32).map(|number| number.to_le_bytes()[number as usize % 3]).collect();
    for bytes in [&b""[..], b"a note", &large] {
        let path = file(&place, "file", bytes);
        let told = Cell::new(0);
        let stored = store.add(&path, &|progress| told.set(progress.done), &Cancel::new()).unwrap();
        assert_eq!(stored, Stored { sha256: Hash::of(bytes), size: bytes.len() as u64 });
        assert_eq!(told.get(), stored.size);
        assert_eq!(add(&store, &path).unwrap(), stored, "a second time is the same file");
        assert_eq!(store.add_bytes(bytes).unwrap(), stored);
        let mut read = Vec::new();
        store.open(&stored.sha256).unwrap().read_to_end(&mut read).unwrap();
        assert!(read == bytes);
        assert_eq!(store.size(&stored.sha256).unwrap(), Some(stored.size));
        let name = stored.sha256.to_string();
        let expected = place.dir.join("evidence/sha256").join(&name[..2]).join(&name[2..4]).join(&name);
        assert_eq!(store.path(&stored.sha256), fs::canonicalize(expected).unwrap());
    }
    let mut middle = store.open(&Hash::of(&large)).unwrap();
    middle.seek(std::io::SeekFrom::Start(8_000_000)).unwrap();
    let mut byte = [0];
    middle.read_exact(&mut byte).unwrap();
    assert_eq!(byte[0], large[8_000_000]);
    assert_eq!(store.verify(None, &|_| {}, &Cancel::new()).unwrap(), []);
    assert_eq!(litter(&place), 0);
    assert_eq!(store.open(&Hash([1; 32])).err().unwrap().code(), "evidence.missing");
    assert_eq!(store.size(&Hash([1; 32])).unwrap(), None);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_regular_file_is_refused() {
    let place = Place::new();
    let store = store(&place).await;
    let target = file(&place, "target", b"target");
    let link = place.root.path().join("link");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let pipe = place.root.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
    let socket = place.root.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for (path, code, words) in [
        (link.as_path(), "evidence.link", "a link"),
        (pipe.as_path(), "evidence.not_a_file", "a pipe"),
        (socket.as_path(), "evidence.not_a_file", "a socket"),
        (place.root.path(), "evidence.not_a_file", "a folder"),
        (Path::new("/dev/zero"), "evidence.not_a_file", "a device"),
        (&place.root.path().join("nothing"), "evidence.no_file", "no file"),
        (&target.join("below"), "evidence.no_file", "no file"),
    ] {
        let refused = add(&store, path).unwrap_err();
        assert_eq!(refused.code(), code, "{}", path.display());
        assert!(refused.to_string().contains(words), "{refused}");
    }
    assert_eq!(litter(&place), 0);
}

type Change = fn(&Path);

#[tokio::test]
async fn a_file_that_changes_while_it_is_read_is_refused() {
    let place = Place::new();
    let store = store(&place).await;
    let grow: Change = |path| fs::OpenOptions::new().append(true).open(path).unwrap().write_all(b"more").unwrap();
    let shrink: Change = |path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(10).unwrap();
    let rewrite: Change = |path| {
        let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.write_all(b"other").unwrap();
    };
    let replace: Change = |path| {
        let new = path.with_extension("new");
        fs::copy(path, &new).unwrap();
        fs::rename(new, path).unwrap();
    };
    let remove: Change = |path| fs::remove_file(path).unwrap();
    for (what, change) in
        [("grow", grow), ("shrink", shrink), ("rewrite", rewrite), ("replace", replace), ("remove", remove)]
    {
        for size in [3 << 20, 9 << 20] {
            let path = file(&place, "moving", &vec![7; size]);
            let changed = Cell::new(false);
            let progress = |_| {
                if !changed.replace(true) {
                    // Times of files go by the ticks of the kernel.
                    std::thread::sleep(std::time::Duration::from_millis(20));
                    change(&path);
                }
            };
            let refused = store.add(&path, &progress, &Cancel::new()).unwrap_err();
            assert_eq!(refused.code(), "evidence.changed", "{what} {size}");
        }
    }
    assert_eq!(litter(&place), 0);
    assert_eq!(store.verify(None, &|_| {}, &Cancel::new()).unwrap(), []);
}

#[tokio::test]
async fn a_cancelled_add_leaves_nothing() {
    let place = Place::new();
    let store = store(&place).await;
    let path = file(&place, "large", &vec![7; 9 << 20]);
    let cancel = Cancel::new();
    let refused = store.add(&path, &|_| cancel.cancel(), &cancel).unwrap_err();
    assert_eq!(refused.code(), "cancelled");
    assert_eq!(litter(&place), 0);
    let stored = store.add_file(&path, |_| {}, &Cancel::new()).await.unwrap();
    assert_eq!(stored.size, 9 << 20);
}

#[tokio::test]
async fn missing_and_altered_files_are_listed() {
    let place = Place::new();
    let store = store(&place).await;
    let [good, altered, cut] =
        [b"good file", b"altered  ", b"cut  file"].map(|bytes| store.add_bytes(bytes).unwrap().sha256);
    let missing = Hash::of(b"never added");
    let write = |hash: &Hash, bytes: &[u8]| {
        let path = store.path(hash);
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
    };
    write(&altered, b"ALTERED  ");
    write(&cut, b"cut");
    let named = [good, altered, cut, missing, missing];
    let mut expected = vec![
        Damage::Altered { sha256: altered, found: Hash::of(b"ALTERED  ") },
        Damage::Altered { sha256: cut, found: Hash::of(b"cut") },
        Damage::Missing { sha256: missing },
    ];
    expected.sort_by_key(Damage::sha256);
    assert_eq!(store.verify(Some(&named), &|_| {}, &Cancel::new()).unwrap(), expected);
    expected.retain(|damage| damage.sha256() != missing);
    assert_eq!(store.verify(None, &|_| {}, &Cancel::new()).unwrap(), expected);
    // Adding the file again heals one whose size is wrong.
    store.add_bytes(b"cut  file").unwrap();
    assert_eq!(store.verify(Some(&[cut]), &|_| {}, &Cancel::new()).unwrap(), []);
}

#[tokio::test]
async fn sweeping_waits_for_no_add_and_takes_only_litter() {
    let place = Place::new();
    let store = store(&place).await;
    assert_eq!(store.sweep().unwrap(), 0);
    let kept = store.add_bytes(b"kept").unwrap();
    fs::write(place.dir.join("evidence/incoming/left-behind"), b"half a file").unwrap();
    let path = file(&place, "file", b"while this is added");
    let met = Cell::new(None);
    store.add(&path, &|_| met.set(store.sweep().err().map(|error| error.code())), &Cancel::new()).unwrap();
    assert_eq!(met.get(), Some("evidence.busy"));
    assert_eq!(litter(&place), 1);
    assert_eq!(store.sweep().unwrap(), 1);
    assert_eq!(litter(&place), 0);
    assert!(store.open(&kept.sha256).is_ok());
    fs::write(place.dir.join("evidence/incoming/left-behind"), b"half a file").unwrap();
    drop(place.open().await);
    assert_eq!(litter(&place), 0, "opening sweeps");
}
