//! Who signs: a key with its certificate, from a PKCS#12 file, or made on first use.

use assay_messages::said;
use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkcs12::Pkcs12;
use openssl::pkey::{Id, PKey, Private};
use openssl::x509::extension::{BasicConstraints, KeyUsage};
use openssl::x509::{X509, X509NameBuilder, X509Ref};

use crate::ProofError;

/// How long a certificate that is made on first use holds, in days.
const DAYS: i64 = 3_650;
/// Said in a certificate that was made on first use, so that nobody takes it for more.
const UNVERIFIED: &str = "Made on first use: identity not verified";

/// A key with its certificate.
pub struct Identity {
    pub(crate) key: PKey<Private>,
    /// The signer's first.
    pub(crate) certificates: Vec<X509>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Identity").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl Identity {
    /// From a PKCS#12 file.
    ///
    /// # Errors
    /// `sign.password`, `sign.key`.
    pub fn from_pkcs12(bytes: &[u8], password: &str) -> Result<Self, ProofError> {
        let store = Pkcs12::from_der(bytes).map_err(|_| ProofError::Key(said!("it is no PKCS#12 file")))?;
        let parsed = store.parse2(password).map_err(|error| {
            let reasons: Vec<&str> = error.errors().iter().filter_map(openssl::error::Error::reason).collect();
            if reasons.iter().any(|reason| reason.contains("unsupported")) {
                ProofError::Key(said!("it is encrypted by a method that is too old; write it anew with AES"))
            } else {
                ProofError::Password
            }
        })?;
        let (Some(key), Some(certificate)) = (parsed.pkey, parsed.cert) else {
            return Err(ProofError::Key(said!("it does not hold a key with its certificate")));
        };
        let above = parsed.ca.into_iter().flatten();
        Self::new(key, std::iter::once(certificate).chain(above).collect())
    }

    /// From PEM, as [`Identity::to_pem`] writes it.
    ///
    /// # Errors
    /// `sign.key`.
    pub fn from_pem(pem: &[u8]) -> Result<Self, ProofError> {
        let unreadable = |_| ProofError::Key(said!("it is no PEM file with a key and a certificate"));
        let key = PKey::private_key_from_pem(pem).map_err(unreadable)?;
        Self::new(key, X509::stack_from_pem(pem).map_err(unreadable)?)
    }

    fn new(key: PKey<Private>, certificates: Vec<X509>) -> Result<Self, ProofError> {
        let fits =
            certificates.first().and_then(|it| it.public_key().ok()).is_some_and(|public| public.public_eq(&key));
        if !fits {
            return Err(ProofError::Key(said!("its key is not that of its certificate")));
        }
        if !matches!(key.id(), Id::RSA | Id::EC) {
            return Err(ProofError::Key(said!("its key is neither RSA nor on an elliptic curve of NIST")));
        }
        Ok(Self { key, certificates })
    }

    /// A key on P-256 with a certificate for this name, which vouches for nobody.
    ///
    /// # Errors
    /// `sign.key`.
    pub fn make(name: &str, seconds: i64) -> Result<Self, ProofError> {
        let made = || -> Result<Self, openssl::error::ErrorStack> {
            let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
            let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
            let mut serial = [0; 16];
            openssl::rand::rand_bytes(&mut serial)?;
            serial[0] = serial[0] & 0x3f | 0x40;
            let mut subject = X509NameBuilder::new()?;
            let short: String = name.chars().take(60).collect();
            subject.append_entry_by_nid(Nid::COMMONNAME, if short.is_empty() { "Assay" } else { &short })?;
            subject.append_entry_by_nid(Nid::ORGANIZATIONALUNITNAME, UNVERIFIED)?;
            let subject = subject.build();
            let mut builder = X509::builder()?;
            builder.set_version(2)?;
            let serial = Asn1Integer::from_bn(&*BigNum::from_slice(&serial)?)?;
            builder.set_serial_number(&serial)?;
            builder.set_subject_name(&subject)?;
            builder.set_issuer_name(&subject)?;
            builder.set_pubkey(&key)?;
            let (from, until) = (Asn1Time::from_unix(seconds)?, Asn1Time::from_unix(seconds + DAYS * 86_400)?);
            builder.set_not_before(&from)?;
            builder.set_not_after(&until)?;
            builder.append_extension(BasicConstraints::new().critical().build()?)?;
            builder.append_extension(KeyUsage::new().critical().digital_signature().non_repudiation().build()?)?;
            builder.sign(&key, MessageDigest::sha256())?;
            Ok(Self { key, certificates: vec![builder.build()] })
        };
        made().map_err(|error| ProofError::Key(error.to_string()))
    }

    /// Key and certificates as PEM: a secret.
    ///
    /// # Errors
    /// `sign.key`.
    pub fn to_pem(&self) -> Result<Vec<u8>, ProofError> {
        let fault = |error: openssl::error::ErrorStack| ProofError::Key(error.to_string());
        let mut pem = self.key.private_key_to_pem_pkcs8().map_err(fault)?;
        for certificate in &self.certificates {
            pem.extend(certificate.to_pem().map_err(fault)?);
        }
        Ok(pem)
    }

    /// The name in the certificate.
    pub fn name(&self) -> String {
        self.certificates.first().map(|it| common_name(it)).unwrap_or_default()
    }

    /// SHA-256 of the certificate, hex.
    pub fn fingerprint(&self) -> String {
        self.certificates.first().map(|it| fingerprint(it)).unwrap_or_default()
    }

    /// That the certificate holds at this time.
    ///
    /// # Errors
    /// `sign.certificate_expired`.
    pub fn holds_at(&self, seconds: i64) -> Result<(), ProofError> {
        let fault = |error: openssl::error::ErrorStack| ProofError::Key(error.to_string());
        let now = Asn1Time::from_unix(seconds).map_err(fault)?;
        let holds = |it: &X509| it.not_before() <= &*now && &*now <= it.not_after();
        match self.certificates.first() {
            Some(certificate) if !holds(certificate) => Err(ProofError::Expired {
                from: certificate.not_before().to_string(),
                until: certificate.not_after().to_string(),
            }),
            _ => Ok(()),
        }
    }
}

/// The name that a certificate gives its holder.
pub(crate) fn common_name(certificate: &X509Ref) -> String {
    let entry = certificate.subject_name().entries_by_nid(Nid::COMMONNAME).next();
    let name = entry.and_then(|entry| entry.data().to_string().ok());
    name.unwrap_or_else(|| said!("a certificate without a name"))
}

/// SHA-256 of a certificate, hex.
pub(crate) fn fingerprint(certificate: &X509Ref) -> String {
    certificate.digest(MessageDigest::sha256()).map(hex::encode).unwrap_or_default()
}
