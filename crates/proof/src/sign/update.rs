//! Adding a signature to a file.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat, dictionary};
use openssl::pkey::PKey;
use sha2::{Digest, Sha256};

use super::stamp;
use super::{FORMAT, Identity, cms, timestamp};
use crate::ProofError;
use crate::pdf::Pdf;

/// Room for a signature, in bytes.
const ROOM: usize = 8 << 10;
/// Room for one with a timestamp.
const ROOM_WITH_TIMESTAMP: usize = 24 << 10;
/// Stands in the file until the places are known; as wide as they may get.
const UNKNOWN: i64 = 9_999_999_999;

/// Asks a timestamp service: takes the question, gives the answer, or what went wrong as part of a sentence.
pub type Ask<'a> = &'a dyn Fn(&[u8]) -> Result<Vec<u8>, String>;

/// How a file is signed.
pub struct Signing<'a> {
    /// Who signs.
    pub identity: &'a Identity,
    /// In which role, such as `Reviewer`; may be empty.
    pub role: &'a str,
    /// The time that the signer claims, in seconds since 1970.
    pub seconds: i64,
    /// The same as PDF has it, such as `D:20261128170000Z`.
    pub pdf_time: &'a str,
    /// The timestamp service, where one is asked.
    pub timestamp: Option<Ask<'a>>,
}

impl std::fmt::Debug for Signing<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Signing")
            .field("role", &self.role)
            .field("time", &self.pdf_time)
            .finish_non_exhaustive()
    }
}

/// The file with a signature more.
///
/// # Errors
/// `sign.certificate_expired`, `sign.key`, `sign.timestamp`, `verify.unreadable`.
pub fn sign(file: &[u8], how: &Signing<'_>) -> Result<Vec<u8>, ProofError> {
    how.identity.holds_at(how.seconds)?;
    let room = if how.timestamp.is_some() { ROOM_WITH_TIMESTAMP } else { ROOM };
    let mut signed = prepared(file, how, room)?;
    let (open, close) = fill_in_places(&mut signed, file.len(), room)
        .ok_or_else(|| ProofError::Unreadable("the place for the signature was lost".to_owned()))?;
    let mut hasher = Sha256::new();
    hasher.update(&signed[..open]);
    hasher.update(&signed[close..]);
    let certificates: Vec<Vec<u8>> =
        how.identity.certificates.iter().filter_map(|certificate| certificate.to_der().ok()).collect();
    let parts = cms::Parts { certificates: &certificates, digest: hasher.finalize().into() };
    let unfit = || ProofError::Key("it can't sign".to_owned());
    let key: &PKey<_> = &how.identity.key;
    let signature = cms::signature(&parts, key).ok_or_else(unfit)?;
    let token = how
        .timestamp
        .map(|ask| ask(&timestamp::question(&signature)).and_then(|answer| timestamp::token(&answer, &signature)))
        .transpose()
        .map_err(ProofError::Timestamp)?;
    let data = cms::signed_data(&parts, key.id(), &signature, token.as_deref()).ok_or_else(unfit)?;
    if data.len() > room {
        return Err(ProofError::Key("its certificates take more room than a signature has".to_owned()));
    }
    let digits = hex::encode(&data);
    signed[open + 1..open + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    Ok(signed)
}

/// Writes the byte ranges; gives the places of the brackets around the signature, the last one past its end.
fn fill_in_places(file: &mut [u8], from: usize, room: usize) -> Option<(usize, usize)> {
    let find = |file: &[u8], from: usize, wanted: &[u8]| {
        file.get(from..)?.windows(wanted.len()).position(|window| window == wanted).map(|at| from + at)
    };
    let mut zeros = vec![b'<'];
    zeros.extend(std::iter::repeat_n(b'0', room * 2));
    zeros.push(b'>');
    let open = find(file, from, &zeros)?;
    let close = open + zeros.len();
    let range = format!("{UNKNOWN} {UNKNOWN} {UNKNOWN}");
    let at = find(file, from, range.as_bytes())?;
    let places = format!("{open} {close} {}", file.len() - close);
    let places = format!("{places:<width$}", width = range.len());
    file[at..at + range.len()].copy_from_slice(places.as_bytes());
    Some((open, close))
}

/// The file with an empty signature.
fn prepared(file: &[u8], how: &Signing<'_>, room: usize) -> Result<Vec<u8>, ProofError> {
    let pdf = Pdf::read(file)?;
    let unreadable = |what: &str| ProofError::Unreadable(format!("it has no {what}"));
    let document = &pdf.document;
    let top = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| unreadable("catalog"))?;
    let page = document.page_iter().next().ok_or_else(|| unreadable("page"))?;
    let catalog = document.catalog().map_err(|_| unreadable("catalog"))?.clone();
    let mut update = IncrementalDocument::create_from(file.to_vec(), document.clone());
    let new = &mut update.new_document;

    let form = pdf.dictionary(&catalog, b"AcroForm").cloned().unwrap_or_default();
    let mut fields = pdf.array(&form, b"Fields").to_vec();
    let number = fields.len() + 1;
    let name = how.identity.name();
    let signature = new.add_object(dictionary! {
        "Type" => "Sig",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => Object::Name(FORMAT.to_vec()),
        "ByteRange" => vec![0.into(), UNKNOWN.into(), UNKNOWN.into(), UNKNOWN.into()],
        "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
        "M" => Object::string_literal(how.pdf_time),
        "Name" => lopdf::text_string(&name),
        "Reason" => lopdf::text_string(how.role),
    });
    let rect = place(&pdf, page, number);
    let words = stamp::lines(&name, how.role, how.pdf_time, &how.identity.fingerprint());
    let mut appearance = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), Object::Real(stamp::WIDTH), Object::Real(stamp::HEIGHT)],
        "Resources" => Dictionary::new(),
    };
    let drawing = if rect.is_some() { stamp::block(&words) } else { String::new() };
    appearance.set("Length", i64::try_from(drawing.len()).unwrap_or(i64::MAX));
    let mut appearance = Stream::new(appearance, drawing.into_bytes());
    appearance.compress().map_err(|error| ProofError::Unreadable(error.to_string()))?;
    let appearance = new.add_object(appearance);
    let [x1, y1, x2, y2] = rect.unwrap_or_default();
    let widget = new.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "FT" => "Sig",
        "T" => Object::string_literal(format!("Signature{number}")),
        "TU" => lopdf::text_string(&format!("Digital signature of {name}")),
        // Printed, locked.
        "F" => 132,
        "Rect" => vec![Object::Real(x1), Object::Real(y1), Object::Real(x2), Object::Real(y2)],
        "P" => page,
        "V" => signature,
        "AP" => dictionary! { "N" => appearance },
    });
    fields.push(widget.into());
    let fields = dictionary! { "Fields" => fields, "SigFlags" => 3 };
    let form = match catalog.get(b"AcroForm").and_then(Object::as_reference) {
        Ok(id) => {
            new.set_object(id, fields);
            id
        }
        Err(_) => new.add_object(fields),
    };
    let mut changed = catalog.clone();
    changed.set("AcroForm", form);
    new.set_object(top, changed);

    let mut changed = document.get_dictionary(page).map_err(|_| unreadable("page"))?.clone();
    let mut annotations = pdf.array(&changed, b"Annots").to_vec();
    annotations.push(widget.into());
    changed.set("Annots", annotations);
    new.set_object(page, changed);
    tag(&pdf, &catalog, (page, widget), &format!("Digital signature of {name}"), new);

    let mut signed = Vec::new();
    update.save_to(&mut signed).map_err(|error| ProofError::Unreadable(error.to_string()))?;
    Ok(signed)
}

/// Puts the signature into the structure of an accessible file.
fn tag(
    pdf: &Pdf,
    catalog: &Dictionary,
    (page, widget): (ObjectId, ObjectId),
    words: &str,
    new: &mut Document,
) -> Option<()> {
    let tree = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
    let mut root = pdf.document.get_dictionary(tree).ok()?.clone();
    let top = match pdf.get(&root, b"K")? {
        Object::Array(kids) => kids.first()?.as_reference().ok()?,
        _ => root.get(b"K").ok()?.as_reference().ok()?,
    };
    let mut document = pdf.document.get_dictionary(top).ok()?.clone();
    let key = pdf.get(&root, b"ParentTreeNextKey")?.as_i64().ok()?;
    let element = new.add_object(dictionary! {
        "Type" => "StructElem",
        "S" => "Form",
        "P" => top,
        "Alt" => lopdf::text_string(words),
        "K" => vec![dictionary! { "Type" => "OBJR", "Obj" => widget, "Pg" => page }.into()],
    });
    let mut kids = match pdf.get(&document, b"K") {
        Some(Object::Array(kids)) => kids.clone(),
        _ => document.get(b"K").ok().cloned().into_iter().collect(),
    };
    kids.push(element.into());
    document.set("K", kids);
    new.set_object(top, document);

    let mut parents = pdf.dictionary(&root, b"ParentTree")?.clone();
    let mut numbers = pdf.array(&parents, b"Nums").to_vec();
    numbers.extend([key.into(), element.into()]);
    parents.set("Nums", numbers);
    match root.get(b"ParentTree").and_then(Object::as_reference) {
        Ok(id) => new.set_object(id, parents),
        Err(_) => root.set("ParentTree", parents),
    }
    root.set("ParentTreeNextKey", key + 1);
    new.set_object(tree, root);
    new.get_object_mut(widget).and_then(Object::as_dict_mut).ok()?.set("StructParent", key);
    Some(())
}

/// Where the block goes on the first page: upwards from the bottom of its largest empty band, two beside each other. None where
/// there is no room: the signature is there nevertheless.
fn place(pdf: &Pdf, page: ObjectId, number: usize) -> Option<[f32; 4]> {
    const GAP: f32 = 8.0;
    let content = pdf.document.get_page_content_with_limit(page, crate::pdf::STREAM_LIMIT).ok()?;
    let content = lopdf::content::Content::decode(&content).ok()?;
    let number_of = |object: &Object| object.as_float().ok();
    let (mut shift, mut stack) = ([0.0, 1.0, 0.0_f32], Vec::new());
    let mut used: Vec<f32> = vec![0.0, 792.0];
    for operation in &content.operations {
        let values: Vec<f32> = operation.operands.iter().filter_map(number_of).collect();
        match (operation.operator.as_str(), values.as_slice()) {
            ("q", _) => stack.push(shift),
            ("Q", _) => shift = stack.pop()?,
            // Pages of ours move and turn over, and do nothing else.
            ("cm", &[_, skew, _, height, x, y]) => {
                let [outer_skew, outer_height, outer_y] = shift;
                shift = [
                    skew * outer_height + outer_skew,
                    height * outer_height,
                    x * outer_skew + y * outer_height + outer_y,
                ];
            }
            ("Tm", [.., x, y]) | ("m" | "l", [x, y]) => used.push(shift[0] * x + shift[1] * y + shift[2]),
            ("re", [x, y, width, height]) if *width < 560.0 => {
                used.push(shift[0] * x + shift[1] * y + shift[2]);
                used.push(shift[0] * (x + width) + shift[1] * (y + height) + shift[2]);
            }
            _ => {}
        }
    }
    used.sort_by(f32::total_cmp);
    let (bottom, top) = used
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .max_by(|left, right| (left.1 - left.0).total_cmp(&(right.1 - right.0)))?;
    let index = number - 1;
    #[expect(clippy::cast_precision_loss, reason = "a handful of signatures")]
    let (column, row) = ((index % 2) as f32, (index / 2) as f32);
    let (x, y) = (70.9 + column * (stamp::WIDTH + GAP), bottom + 12.0 + row * (stamp::HEIGHT + GAP));
    // Above it may stand a line of text, whose letters reach below its base.
    (y + stamp::HEIGHT < top - 16.0).then_some([x, y, x + stamp::WIDTH, y + stamp::HEIGHT])
}
