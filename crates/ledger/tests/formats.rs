//! The worked example of `docs/FORMATS.md`: its values are those that the ledger makes, and follow from each other by
//! what the page says, worked out here without the ledger's own code.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use assay_ledger::Filter;
use common::Place;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

const BEGIN: &str = "<!-- worked example: begin -->\n```text\n";
const END: &str = "```\n<!-- worked example: end -->";

/// The example as the page prints it, from a workspace made with the seed 42.
async fn made() -> String {
    let place = Place::seeded(42);
    let ledger = place.create().await;
    let mut text = String::new();
    let mut line = |name: &str, value: &str| writeln!(text, "{name} = {value}").unwrap();
    let secret = std::fs::read_to_string(place.home.dir().join(format!("devices/{}.key", ledger.device()))).unwrap();
    line("workspace id", &ledger.workspace_id().to_string());
    line("device secret", secret.trim());
    line("device public", &ledger.device().to_string());
    let import = ledger.export(&ledger.device(), 0).await.unwrap();
    let entries = ledger.entries(&Filter::default()).await.unwrap();
    for (number, (recorded, exported)) in entries.iter().zip(&import.entries).enumerate() {
        let salted = exported.body.as_ref().unwrap();
        line(&format!("entry {number} salt"), &hex::encode(salted.salt));
        line(&format!("entry {number} body"), std::str::from_utf8(&salted.body).unwrap());
        line(&format!("entry {number} body digest"), &recorded.entry.body_digest.unwrap().to_string());
        line(&format!("entry {number} bytes"), &hex::encode(&exported.bytes));
        line(&format!("entry {number} hash"), &recorded.entry.hash.to_string());
    }
    let head = &import.heads[0];
    line("head root", &head.root.to_string());
    line("head bytes", &hex::encode(head.bytes(ledger.workspace_id())));
    line("head signature", &hex::encode(head.signature));
    line("checkpoint root", &ledger.checkpoint().await.unwrap().root.to_string());
    text
}

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/FORMATS.md")).unwrap()
}

#[tokio::test]
async fn the_example_on_the_page_is_what_the_ledger_makes() {
    let page = page();
    let printed = page.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map_or("", |(printed, _)| printed);
    let made = made().await;
    assert!(printed == made, "docs/FORMATS.md should print:\n{BEGIN}{made}{END}");
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}

#[test]
fn the_example_follows_from_what_the_page_says() {
    let page = page();
    let printed = page.split_once(BEGIN).unwrap().1.split_once(END).unwrap().0;
    let values: BTreeMap<&str, &str> = printed.lines().map(|line| line.split_once(" = ").unwrap()).collect();
    let bytes = |name: &str| hex::decode(values[name]).unwrap();

    let secret: [u8; 32] = bytes("device secret").try_into().unwrap();
    let public = bytes("device public");
    assert_eq!(SigningKey::from_bytes(&secret).verifying_key().to_bytes().to_vec(), public);

    // The workspace's id: a digest of the founding key, cut to 16 bytes, with the version and variant of a UUID 8.
    let mut workspace = sha256(&[b"assay/workspace/1", &public])[..16].to_vec();
    workspace[6] = workspace[6] & 0x0f | 0x80;
    workspace[8] = workspace[8] & 0x3f | 0x80;
    assert_eq!(hex::encode(&workspace), values["workspace id"].replace('-', ""));

    let mut leaves: Vec<Vec<u8>> = Vec::new();
    for number in 0..4 {
        let name = |what: &str| format!("entry {number} {what}");
        let body = values[name("body").as_str()].as_bytes();
        let digest = sha256(&[b"assay/body/1", &bytes(&name("salt")), body]);
        assert_eq!(digest, bytes(&name("body digest")));
        let entry = bytes(&name("bytes"));
        // An array of 14, the tag, the workspace, the device and the sequence number.
        let mut beginning = vec![0x8e, 0x6d];
        beginning.extend_from_slice(b"assay/entry/1");
        beginning.push(0x50);
        beginning.extend_from_slice(&workspace);
        beginning.extend_from_slice(&[0x58, 0x20]);
        beginning.extend_from_slice(&public);
        beginning.push(number);
        match leaves.last() {
            None => beginning.push(0xf6),
            Some(previous) => {
                beginning.extend_from_slice(&[0x58, 0x20]);
                beginning.extend_from_slice(previous);
            }
        }
        assert!(entry.starts_with(&beginning));
        // The end: no result code, and the digest of the body.
        let mut end = vec![0xf6, 0x58, 0x20];
        end.extend_from_slice(&digest);
        assert!(entry.ends_with(&end));
        let hash = sha256(&[&[0], &entry]);
        assert_eq!(hash, bytes(&name("hash")));
        leaves.push(hash);
    }

    let left = sha256(&[&[1], &leaves[0], &leaves[1]]);
    let right = sha256(&[&[1], &leaves[2], &leaves[3]]);
    let root = sha256(&[&[1], &left, &right]);
    assert_eq!(root, bytes("head root"));

    let head =
        [&[0x85, 0x6c][..], b"assay/head/1", &[0x50], &workspace, &[0x58, 0x20], &public, &[4, 0x58, 0x20], &root]
            .concat();
    assert_eq!(head, bytes("head bytes"));
    let signature: [u8; 64] = bytes("head signature").try_into().unwrap();
    let key = VerifyingKey::from_bytes(&public.try_into().unwrap()).unwrap();
    key.verify_strict(&head, &Signature::from_bytes(&signature)).unwrap();
    assert_eq!(sha256(&[&[0], &head, &signature]), bytes("checkpoint root"));
}
