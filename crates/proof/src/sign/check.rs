//! Checking signatures: that each holds, that together they cover the whole file, and that what came after the first
//! signature is signatures and nothing else.

use assay_messages::said;
use lopdf::{Dictionary, Document, Object, ObjectId};
use openssl::x509::X509;
use sha2::{Digest, Sha256};

use super::{FORMAT, cms, key, stamp, timestamp};
use crate::check::Check;
use crate::pdf::Pdf;

/// A signature that is in the file.
struct Found {
    field: String,
    /// Where the first range ends and the second begins.
    open: usize,
    close: usize,
    /// Where the second range ends.
    end: usize,
    /// The time that the signer claims.
    time: String,
    role: String,
    /// What readers draw for it, and how large.
    drawing: Vec<u8>,
    size: (f32, f32),
}

/// Checks all signatures; `known` are digests of certificates that are known. Gives the certificates of those that hold.
pub(crate) fn signatures(pdf: &Pdf, file: &[u8], known: &[String], checks: &mut Vec<Check>) -> Vec<String> {
    let id = "signature.present";
    let mut found = match find(pdf, file) {
        Ok(found) => found,
        Err(sentence) => {
            checks.push(Check::fails(id, sentence));
            return Vec::new();
        }
    };
    if found.is_empty() {
        checks.push(Check::open(
            id,
            "The report is not signed: whoever has it could have made it anew, with other data.",
        ));
        return Vec::new();
    }
    let mut signers = Vec::new();
    found.sort_by_key(|it| it.end);
    for signature in &found {
        match signature.check(file) {
            Err(sentence) => checks.push(Check::fails("signature.holds", format!("{}: {sentence}", signature.field))),
            Ok(read) if !signature.shown(&read) => checks.push(Check::fails(
                "signature.holds",
                said!("{field}: the visible block says something else than the signature.", field = signature.field),
            )),
            Ok(read) => {
                signers.extend(read.certificates.first().map(|it| key::fingerprint(it)));
                said(signature, &read, known, checks);
            }
        }
    }
    checks.push(coverage(&found, file));
    signers
}

fn find(pdf: &Pdf, file: &[u8]) -> Result<Vec<Found>, &'static str> {
    let unreadable = "The file has a signature that can't be read.";
    let Ok(catalog) = pdf.document.catalog() else { return Ok(Vec::new()) };
    let Some(form) = pdf.dictionary(catalog, b"AcroForm") else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for field in pdf.array(form, b"Fields") {
        let field = pdf.resolved(field).and_then(|it| it.as_dict().ok()).ok_or(unreadable)?;
        let name = pdf.text(field, b"T").unwrap_or_default();
        let value = pdf.dictionary(field, b"V").ok_or(unreadable)?;
        if value.get(b"SubFilter").and_then(Object::as_name).ok() != Some(FORMAT) {
            return Err("The file has a signature of a kind that is not checked here.");
        }
        let range: Vec<usize> =
            pdf.array(value, b"ByteRange").iter().filter_map(|it| usize::try_from(it.as_i64().ok()?).ok()).collect();
        let [0, open, close, length] = range.as_slice() else { return Err(unreadable) };
        let end = close.checked_add(*length).filter(|end| *end <= file.len() && open < close).ok_or(unreadable)?;
        let contents = value.get(b"Contents").and_then(Object::as_str).map_err(|_| unreadable)?;
        // The signature that readers show must be the one around which the ranges lie.
        let digits = file.get(open + 1..close - 1).ok_or(unreadable)?;
        if hex::encode(contents).as_bytes() != digits {
            return Err("The signature is not spelled in the one way in which it is written.");
        }
        let (time, role) = (pdf.text(value, b"M").unwrap_or_default(), pdf.text(value, b"Reason").unwrap_or_default());
        let drawing = pdf.dictionary(field, b"AP").and_then(|it| pdf.get(it, b"N")).and_then(|it| it.as_stream().ok());
        let drawing =
            drawing.map(|it| it.get_plain_content_with_limit(1 << 20).unwrap_or_default()).unwrap_or_default();
        let rect: Vec<f32> = pdf.array(field, b"Rect").iter().filter_map(|it| it.as_float().ok()).collect();
        let [x1, y1, x2, y2] = rect.as_slice() else { return Err(unreadable) };
        let size = (x2 - x1, y2 - y1);
        found.push(Found { field: name, open: *open, close: *close, end, time, role, drawing, size });
    }
    Ok(found)
}

impl Found {
    fn check(&self, file: &[u8]) -> Result<cms::Read, &'static str> {
        let gap = &file[self.open..self.close];
        let spelling = "The signature is not spelled in the one way in which it is written.";
        let digits = gap.strip_prefix(b"<").and_then(|it| it.strip_suffix(b">")).ok_or(spelling)?;
        if !digits.iter().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(digit)) {
            return Err(spelling);
        }
        let bytes = hex::decode(digits).map_err(|_| spelling)?;
        let (_, _, whole) = super::der::Reader(&bytes).next().ok_or(spelling)?;
        if bytes[whole.len()..].iter().any(|byte| *byte != 0) {
            return Err("There is something in the room after the signature.");
        }
        let mut hasher = Sha256::new();
        hasher.update(&file[..self.open]);
        hasher.update(&file[self.close..self.end]);
        cms::check(whole, hasher.finalize().into())
    }
}

impl Found {
    /// Whether the visible block is the one that follows from the signature, so that it covers nothing.
    fn shown(&self, read: &cms::Read) -> bool {
        let Some(certificate) = read.certificates.first() else { return false };
        let lines =
            stamp::lines(&key::common_name(certificate), &self.role, &self.time, &key::fingerprint(certificate));
        let near = |value: f32, wanted: f32| (value - wanted).abs() < 0.1;
        let block = self.drawing == stamp::block(&lines).as_bytes()
            && near(self.size.0, stamp::WIDTH)
            && near(self.size.1, stamp::HEIGHT);
        block || (self.drawing.is_empty() && self.size == (0.0, 0.0))
    }
}

/// What a signature that holds says, and what it does not.
fn said(signature: &Found, read: &cms::Read, known: &[String], checks: &mut Vec<Check>) {
    let Some(certificate) = read.certificates.first() else { return };
    let name = key::common_name(certificate);
    let fingerprint = key::fingerprint(certificate);
    let role = if signature.role.is_empty() { String::new() } else { format!(" as {}", signature.role) };
    checks.push(
        Check::holds("signature.holds", said!("{name} signed{role}, and nothing was changed since.", name, role))
            .with_all([
                format!("Certificate {fingerprint}"),
                said!("Time that the signer claims: {time}", time = stamp::moment(&signature.time)),
            ]),
    );
    let own = self_signed(certificate);
    checks.push(if known.contains(&fingerprint) {
        Check::holds("signature.key", said!("The certificate of {name} is known here.", name))
    } else if own {
        Check::open(
            "signature.key",
            said!("The key of {name} is not known here, and was made by whoever signed: it shows that nothing was changed, not who signed. Compare the certificate's digest with the one you were given.", name),
        )
    } else {
        let issuer = read.certificates.get(1).map(|it| key::common_name(it));
        let by = issuer.map(|issuer| said!(", issued by {issuer},", issuer)).unwrap_or_default();
        Check::open("signature.key", said!("The certificate of {name}{by} is not known here. Compare its digest with the one you were given.", name, by))
    });
    if let Some(token) = &read.token {
        checks.push(match timestamp::check(token, &read.signature) {
            Ok(time) => Check::holds("signature.timestamp", said!("A timestamp service saw the signature of {name} at {time}. Whether to rely on the service is not decided here.", name, time)),
            Err(sentence) => Check::fails("signature.timestamp", sentence),
        });
    }
}

fn self_signed(certificate: &X509) -> bool {
    certificate.public_key().is_ok_and(|key| certificate.verify(&key).unwrap_or(false))
}

/// That the last signature covers the file to its end, and that between them signatures were added and nothing else.
fn coverage(found: &[Found], file: &[u8]) -> Check {
    let id = "signature.whole";
    if found.last().is_none_or(|last| last.end != file.len()) {
        return Check::fails(id, "Something was added to the file after it was signed.");
    }
    for pair in found.windows(2) {
        let (Ok(before), Ok(after)) = (Pdf::read(&file[..pair[0].end]), Pdf::read(&file[..pair[1].end])) else {
            return Check::fails(id, "What was added between two signatures can't be read.");
        };
        if let Err(what) = only_signs(&before, &after) {
            return Check::fails(id, said!("Between two signatures something else was changed: {what}.", what));
        }
    }
    Check::holds(
        id,
        match found.len() {
            1 => said!("The signature covers the whole file."),
            many => {
                said!(
                    "The {many} signatures cover the whole file; after the first one only signatures were added.",
                    many
                )
            }
        },
    )
}

/// Whether one revision of a file adds a signature to another and nothing else.
fn only_signs(before: &Pdf, after: &Pdf) -> Result<(), &'static str> {
    let (old, new) = (&before.document, &after.document);
    if ids(old) != ids(new) {
        return Err("what the file begins with");
    }
    let catalog = root(old).ok_or("the catalog")?;
    let page = old.page_iter().next().ok_or("the first page")?;
    let tree = reference(old, catalog, b"StructTreeRoot");
    let top = tree.and_then(|tree| {
        let kids = old.get_dictionary(tree).ok()?.get(b"K").ok()?;
        kids.as_array().ok().and_then(|kids| kids.first()).unwrap_or(kids).as_reference().ok()
    });
    let parents = tree.and_then(|tree| reference(old, tree, b"ParentTree"));
    let form = reference(old, catalog, b"AcroForm");
    for (id, object) in &old.objects {
        let Ok(now) = new.get_object(*id) else { return Err("an object is gone") };
        if now == object {
            continue;
        }
        // What a signature changes, and by which keys.
        let id = Some(*id);
        let keys: &[&[u8]] = if id == Some(catalog) {
            &[b"AcroForm"]
        } else if id == form {
            &[b"Fields"]
        } else if id == Some(page) {
            &[b"Annots"]
        } else if id == tree {
            &[b"ParentTree", b"ParentTreeNextKey"]
        } else if id == parents {
            &[b"Nums"]
        } else if id == top {
            &[b"K"]
        } else {
            return Err("an object that a signature does not touch");
        };
        let (Ok(object), Ok(now)) = (object.as_dict(), now.as_dict()) else { return Err("the kind of an object") };
        grown(object, now, keys)?;
    }
    for (id, object) in &new.objects {
        if !old.objects.contains_key(id) && !of_a_signature(object) {
            return Err("something that is no part of a signature was added");
        }
    }
    Ok(())
}

/// Whether a dictionary is the same but for these keys, whose lists may have grown at their end.
fn grown(old: &Dictionary, new: &Dictionary, keys: &[&[u8]]) -> Result<(), &'static str> {
    let other = |dictionary: &Dictionary| -> Vec<(Vec<u8>, Object)> {
        let mut rest: Vec<(Vec<u8>, Object)> = dictionary
            .iter()
            .filter(|(key, _)| !keys.contains(&key.as_slice()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        rest.sort_by(|left, right| left.0.cmp(&right.0));
        rest
    };
    if other(old) != other(new) {
        return Err("an entry that a signature does not touch");
    }
    for key in keys {
        match (old.get(key), new.get(key)) {
            (Ok(Object::Array(old)), Ok(Object::Array(new))) if !new.starts_with(old) => {
                return Err("what a list held before");
            }
            (Ok(Object::Dictionary(old)), Ok(Object::Dictionary(new))) => grown(old, new, &[b"Nums"])?,
            _ => {}
        }
    }
    Ok(())
}

fn of_a_signature(object: &Object) -> bool {
    let of = |dictionary: &Dictionary| {
        let named = |key: &[u8], name: &[u8]| dictionary.get(key).and_then(Object::as_name).is_ok_and(|it| it == name);
        named(b"Type", b"Sig")
            || (named(b"Type", b"Annot") && named(b"Subtype", b"Widget") && named(b"FT", b"Sig"))
            || (named(b"Type", b"XObject") && named(b"Subtype", b"Form"))
            || (named(b"Type", b"StructElem") && named(b"S", b"Form"))
            || (dictionary.has(b"Fields") && dictionary.has(b"SigFlags"))
    };
    match object {
        Object::Dictionary(dictionary) => of(dictionary),
        Object::Stream(stream) => of(&stream.dict),
        _ => false,
    }
}

fn root(document: &Document) -> Option<ObjectId> {
    document.trailer.get(b"Root").and_then(Object::as_reference).ok()
}

fn reference(document: &Document, id: ObjectId, key: &[u8]) -> Option<ObjectId> {
    document.get_dictionary(id).ok()?.get(key).and_then(Object::as_reference).ok()
}

/// The parts of a trailer that name the file.
fn ids(document: &Document) -> Vec<Option<Object>> {
    [&b"Root"[..], b"Info", b"ID"].iter().map(|key| document.trailer.get(key).ok().cloned()).collect()
}
