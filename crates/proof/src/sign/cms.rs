//! The signature itself: CMS signed data as `PAdES` B-B has it, in one form. What is read is put together anew from its
//! parts and compared, so that no byte of it is free.

use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, PKeyRef, Private, Public};
use openssl::sign::{Signer, Verifier};
use openssl::x509::X509;
use sha2::{Digest, Sha256};

use super::der::{INTEGER, NULL, OCTETS, OID, Reader, SEQUENCE, SET, element, sequence, set};

/// 1.2.840.113549.1.7.1, data.
const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
/// 1.2.840.113549.1.7.2, signed data.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
/// 1.2.840.113549.1.9.3.
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3];
/// 1.2.840.113549.1.9.4.
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4];
/// 1.2.840.113549.1.9.16.2.47.
const SIGNING_CERTIFICATE_V2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 47];
/// 1.2.840.113549.1.9.16.2.14.
const TIMESTAMP_TOKEN: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 14];
/// 2.16.840.1.101.3.4.2.1.
pub(crate) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
/// 1.2.840.10045.4.3.2, ECDSA with SHA-256.
const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
/// 1.2.840.113549.1.1.11, RSA with SHA-256.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11];

/// What is put together.
pub(crate) struct Parts<'a> {
    /// The signer's certificate first, then those above it; DER.
    pub(crate) certificates: &'a [Vec<u8>],
    /// SHA-256 of what is signed.
    pub(crate) digest: [u8; 32],
}

/// What the signature covers: content type, digest, and the certificates by their digests.
fn attributes(parts: &Parts<'_>) -> Vec<Vec<u8>> {
    let attribute = |kind: &[u8], value: &[u8]| sequence(&[&element(OID, kind), &element(SET, value)]);
    let named: Vec<u8> = parts
        .certificates
        .iter()
        .flat_map(|certificate| sequence(&[&element(OCTETS, &Sha256::digest(certificate))]))
        .collect();
    vec![
        attribute(CONTENT_TYPE, &element(OID, DATA)),
        attribute(MESSAGE_DIGEST, &element(OCTETS, &parts.digest)),
        attribute(SIGNING_CERTIFICATE_V2, &sequence(&[&element(SEQUENCE, &named)])),
    ]
}

fn algorithm(id: Id) -> Option<Vec<u8>> {
    match id {
        Id::EC => Some(sequence(&[&element(OID, ECDSA)])),
        Id::RSA => Some(sequence(&[&element(OID, RSA), &element(NULL, &[])])),
        _ => None,
    }
}

/// Signs; gives the signature alone. None where the key is of no kind that is used here.
pub(crate) fn signature(parts: &Parts<'_>, key: &PKeyRef<Private>) -> Option<Vec<u8>> {
    algorithm(key.id())?;
    let mut signer = Signer::new(MessageDigest::sha256(), key).ok()?;
    signer.sign_oneshot_to_vec(&set(attributes(parts))).ok()
}

/// All of the signed data.
pub(crate) fn signed_data(parts: &Parts<'_>, id: Id, signature: &[u8], token: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut certificate = Reader(Reader(parts.certificates.first()?).content(SEQUENCE)?);
    let mut certificate = Reader(certificate.content(SEQUENCE)?);
    // Version, where there is one; then serial number, algorithm and issuer.
    let (tag, _, mut serial) = certificate.next()?;
    if tag == 0xa0 {
        serial = certificate.whole(INTEGER)?;
    }
    certificate.whole(SEQUENCE)?;
    let issuer = certificate.whole(SEQUENCE)?;

    let digest_algorithm = sequence(&[&element(OID, SHA256)]);
    let one = element(INTEGER, &[1]);
    // A set of attributes is signed as a set and stored under a tag of its own.
    let mut covered = set(attributes(parts));
    covered[0] = 0xa0;
    let mut signer = vec![
        one.clone(),
        sequence(&[issuer, serial]),
        digest_algorithm.clone(),
        covered,
        algorithm(id)?,
        element(OCTETS, signature),
    ];
    if let Some(token) = token {
        let attribute = sequence(&[&element(OID, TIMESTAMP_TOKEN), &element(SET, token)]);
        signer.push(element(0xa1, &attribute));
    }
    let mut certificates = parts.certificates.to_vec();
    certificates.sort();
    let content = sequence(&[
        &one,
        &set(vec![digest_algorithm]),
        &sequence(&[&element(OID, DATA)]),
        &element(0xa0, &certificates.concat()),
        &set(vec![element(SEQUENCE, &signer.concat())]),
    ]);
    Some(sequence(&[&element(OID, SIGNED_DATA), &element(0xa0, &content)]))
}

/// What was read of a signature.
pub(crate) struct Read {
    /// The signer's certificate first.
    pub(crate) certificates: Vec<X509>,
    /// The signature alone.
    pub(crate) signature: Vec<u8>,
    /// The timestamp's token, DER.
    pub(crate) token: Option<Vec<u8>>,
}

/// Reads and checks a signature over something with this digest. The error is a sentence.
pub(crate) fn check(bytes: &[u8], digest: [u8; 32]) -> Result<Read, &'static str> {
    let form = "The signature is not in the form that Assay writes.";
    let (mut certificates, named, signature, token) = take_apart(bytes).ok_or(form)?;
    // The signer's comes first among the named.
    let place = |certificate: &Vec<u8>| named.iter().position(|it| **it == Sha256::digest(certificate)[..]);
    if certificates.len() != named.len() || certificates.iter().any(|it| place(it).is_none()) {
        return Err("The signature holds certificates that it does not cover.");
    }
    certificates.sort_by_key(place);
    let parts = Parts { certificates: &certificates, digest };
    let parsed: Vec<X509> =
        certificates.iter().map(|der| X509::from_der(der)).collect::<Result<_, _>>().map_err(|_| form)?;
    let key: PKey<Public> = parsed.first().ok_or(form)?.public_key().map_err(|_| form)?;
    let rebuilt = signed_data(&parts, key.id(), &signature, token.as_deref()).ok_or(form)?;
    if rebuilt != bytes {
        // The digest of the file is among what is put together.
        return Err("The file is not the one that was signed, or the signature was altered.");
    }
    let mut verifier = Verifier::new(MessageDigest::sha256(), &key).map_err(|_| form)?;
    if !verifier.verify_oneshot(&signature, &set(attributes(&parts))).unwrap_or(false) {
        return Err("The signature does not hold.");
    }
    Ok(Read { certificates: parsed, signature, token })
}

type Pieces = (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<u8>, Option<Vec<u8>>);

/// Certificates, the digests that are named, the signature, the token.
fn take_apart(bytes: &[u8]) -> Option<Pieces> {
    let mut info = Reader(Reader(bytes).content(SEQUENCE)?);
    info.content(OID)?;
    let mut data = Reader(Reader(info.content(0xa0)?).content(SEQUENCE)?);
    data.content(INTEGER)?;
    data.content(SET)?;
    data.content(SEQUENCE)?;
    let certificates = Reader(data.content(0xa0)?).all()?.into_iter().map(<[u8]>::to_vec).collect();
    let mut signer = Reader(Reader(data.content(SET)?).content(SEQUENCE)?);
    signer.content(INTEGER)?;
    signer.content(SEQUENCE)?;
    signer.content(SEQUENCE)?;
    let attributes = Reader(signer.content(0xa0)?).all()?;
    signer.content(SEQUENCE)?;
    let signature = signer.content(OCTETS)?.to_vec();
    let token = match signer.next() {
        None => None,
        Some((0xa1, content, _)) => {
            let mut attribute = Reader(Reader(content).content(SEQUENCE)?);
            attribute.content(OID)?;
            Some(attribute.content(SET)?.to_vec())
        }
        Some(_) => return None,
    };
    let mut named = None;
    for attribute in attributes {
        let mut attribute = Reader(Reader(attribute).content(SEQUENCE)?);
        if attribute.content(OID)? == SIGNING_CERTIFICATE_V2 {
            let list = Reader(Reader(Reader(attribute.content(SET)?).content(SEQUENCE)?).content(SEQUENCE)?).all()?;
            let digests =
                list.into_iter().map(|it| Some(Reader(Reader(it).content(SEQUENCE)?).content(OCTETS)?.to_vec()));
            named = digests.collect::<Option<Vec<_>>>();
        }
    }
    Some((certificates, named?, signature, token))
}
