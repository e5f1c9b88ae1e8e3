//! Timestamps by RFC 3161: the question, the answer, and the check of a token.

use assay_messages::said;
use openssl::cms::{CMSOptions, CmsContentInfo};
use sha2::{Digest, Sha256};

use super::cms::SHA256;
use super::der::{INTEGER, NULL, OCTETS, OID, Reader, SEQUENCE, element, sequence};

/// The tag of a `GeneralizedTime`.
const TIME: u8 = 0x18;
/// The tag of a truth value.
const BOOLEAN: u8 = 0x01;

/// The question about a signature, for the body of a request of type `application/timestamp-query`.
pub(crate) fn question(signature: &[u8]) -> Vec<u8> {
    let digest = Sha256::digest(signature);
    let algorithm = sequence(&[&element(OID, SHA256), &element(NULL, &[])]);
    // The answer names the digest of a signature that nobody made before: a nonce would add nothing.
    sequence(&[
        &element(INTEGER, &[1]),
        &sequence(&[&algorithm, &element(OCTETS, &digest)]),
        &element(BOOLEAN, &[0xff]),
    ])
}

/// The token in an answer, checked. The error is a sentence.
pub(crate) fn token(answer: &[u8], signature: &[u8]) -> Result<Vec<u8>, String> {
    let read = || -> Option<(u8, Option<&[u8]>)> {
        let mut answer = Reader(Reader(answer).content(SEQUENCE)?);
        let status = *Reader(answer.content(SEQUENCE)?).content(INTEGER)?.last()?;
        Some((status, answer.whole(SEQUENCE)))
    };
    match read() {
        None => Err(said!("its answer is no answer of a timestamp service")),
        Some((0 | 1, Some(token))) => check(token, signature).map(|_| token.to_vec()).map_err(str::to_owned),
        Some((status, _)) => Err(said!("it refused, with status {status}", status)),
    }
}

/// The time of a token (`20261128170000Z`), when it holds for this signature.
pub(crate) fn check(token: &[u8], signature: &[u8]) -> Result<String, &'static str> {
    let broken = "The timestamp does not hold.";
    let mut signed = CmsContentInfo::from_der(token).map_err(|_| "The timestamp can't be read.")?;
    // Whether the service is one to rely on is not decided here.
    let options = CMSOptions::NO_SIGNER_CERT_VERIFY | CMSOptions::BINARY;
    let mut info = Vec::new();
    signed.verify(None, None, None, Some(&mut info), options).map_err(|_| broken)?;
    if Reader(token).next().is_none_or(|(_, _, whole)| whole.len() != token.len()) {
        return Err(broken);
    }
    let read = || -> Option<(Vec<u8>, String)> {
        let mut info = Reader(Reader(&info).content(SEQUENCE)?);
        info.content(INTEGER)?;
        info.content(OID)?;
        let mut imprint = Reader(info.content(SEQUENCE)?);
        imprint.content(SEQUENCE)?;
        let digest = imprint.content(OCTETS)?.to_vec();
        info.content(INTEGER)?;
        Some((digest, String::from_utf8(info.content(TIME)?.to_vec()).ok()?))
    };
    let (digest, time) = read().ok_or(broken)?;
    if digest[..] != Sha256::digest(signature)[..] {
        return Err("The timestamp is of another signature.");
    }
    Ok(time)
}
