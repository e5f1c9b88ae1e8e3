//! Files that go into the PDF, whatever the template: calls at the end of its main file, where they move nothing.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assay_messages::said;
use sha2::{Digest, Sha256};

use crate::protocol::{Attachment, AttachmentContent, Notice, Relationship};
use crate::template::{Files, MAIN};

/// Where attachments lie in the template's world; the name belongs to them.
pub(crate) const FOLDER: &str = "attached/";

/// A larger file is not attached.
const FILE_LIMIT: u64 = 256 << 20;

/// Adds the attachments to the files and the calls to the main one. What can't be attached is told.
pub(crate) fn add(attachments: &[Attachment], template: &mut Files, files: &mut Files, tell: &mut dyn FnMut(Notice)) {
    let mut calls = String::new();
    for (index, attachment) in attachments.iter().enumerate() {
        let bytes = match bytes(&attachment.content) {
            Ok(bytes) => bytes,
            Err((code, reason)) => {
                let message = said!("{attachment} is not attached: {reason}", attachment = attachment.name, reason);
                tell(Notice { code: format!("typeset.{code}"), message, subject: attachment.name.clone() });
                continue;
            }
        };
        let file = format!("{FOLDER}{index}");
        let relationship = match attachment.relationship {
            Relationship::Source => "source",
            Relationship::Data => "data",
            Relationship::Alternative => "alternative",
            Relationship::Supplement => "supplement",
        };
        // Writing into a string can't fail.
        let _ = write!(
            calls,
            "\n#std.pdf.attach({}, std.read(\"/{file}\", encoding: none), relationship: \"{relationship}\", mime-type: {}, description: {})",
            quoted(&attachment.name),
            quoted(&attachment.media_type),
            quoted(&attachment.description),
        );
        files.insert(file, bytes);
    }
    if let Some(main) = template.get_mut(MAIN) {
        main.extend_from_slice(calls.as_bytes());
    }
}

fn bytes(content: &AttachmentContent) -> Result<Vec<u8>, (&'static str, String)> {
    match content {
        AttachmentContent::Text(text) => Ok(text.clone().into_bytes()),
        AttachmentContent::File { path, sha256 } => file(path, sha256),
    }
}

fn file(path: &Path, sha256: &str) -> Result<Vec<u8>, (&'static str, String)> {
    let unreadable =
        |error: std::io::Error| ("attachment_unreadable", said!("the file could not be read: {error}.", error));
    let kind = fs::symlink_metadata(path).map_err(unreadable)?;
    if !kind.is_file() || kind.len() > FILE_LIMIT {
        return Err(("attachment_unreadable", said!("it is no regular file, or larger than 256 MiB.")));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    if hex::encode(Sha256::digest(&bytes)) != sha256 {
        return Err(("attachment_altered", said!("the file was altered since it was added.")));
    }
    Ok(bytes)
}

/// A string of typst.
fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .flat_map(|letter| match letter {
            '"' | '\\' => vec!['\\', letter],
            letter if letter.is_control() => vec![' '],
            letter => vec![letter],
        })
        .collect();
    format!("\"{escaped}\"")
}
