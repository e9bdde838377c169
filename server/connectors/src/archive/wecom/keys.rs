//! The corporation's private keys, which unwrap the key of each message.
//!
//! They stay in this process, and the vendor's closed library is never given one: see the child's crate, `archive_reader`.

use std::{collections::BTreeMap, fmt, sync::Arc};

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, Pkcs1PrivateDecryptingKey, PrivateDecryptingKey},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use rustls_pki_types::{PrivateKeyDer, pem::PemObject};
use thiserror::Error;

use crate::{archive::Why, secret::Secret};

/// Private keys by their version. Every public key that was ever set in the console has one, and messages name which they were
/// encrypted for: keep the old ones.
#[derive(Clone, Default)]
pub struct PrivateKeys(BTreeMap<u32, Arc<Pkcs1PrivateDecryptingKey>>);

/// Why a text is no private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    #[error("no private key in PEM")]
    NotPem,
    #[error("a public key: the private one is needed")]
    Public,
    #[error("a private key under a password: take that off first")]
    Encrypted,
    /// The platform wants 2048 bits.
    #[error("not an RSA key of 2048 bits or more")]
    Unsuitable,
}

impl PrivateKeys {
    /// Adds a key in PEM, `PRIVATE KEY` (PKCS#8) or `RSA PRIVATE KEY` (PKCS#1), in place of what had that version.
    ///
    /// # Errors
    /// The text is no such key. Nothing changed.
    pub fn add(&mut self, version: u32, pem: &Secret) -> Result<(), KeyError> {
        let key = read_key(pem.expose())?;
        let key = Pkcs1PrivateDecryptingKey::new(key).map_err(|_| KeyError::Unsuitable)?;
        self.0.insert(version, Arc::new(key));
        Ok(())
    }

    /// The versions there are, ascending.
    pub fn versions(&self) -> impl Iterator<Item = u32> {
        self.0.keys().copied()
    }

    /// The key of a message from `encrypt_random_key`. A private key that is not the right one may give an error or other bytes; which
    /// depends on the library underneath, so neither is relied on.
    pub(super) fn unwrap(&self, version: u32, encrypted: &str) -> Result<String, Why> {
        let key = self.0.get(&version).ok_or(Why::UnknownKey { version })?;
        let encrypted = STANDARD.decode(encrypted.trim()).map_err(|_| Why::BadRow)?;
        let wrong = Why::WrongKey { version };
        let mut plain = vec![0; key.min_output_size()];
        let plain = key.decrypt(&encrypted, &mut plain).map_err(|_| wrong.clone())?;
        String::from_utf8(plain.to_vec()).ok().filter(|text| !text.contains('\0')).ok_or(wrong)
    }
}

impl fmt::Debug for PrivateKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A private key in either form of PEM.
pub(crate) fn read_key(pem: &str) -> Result<PrivateDecryptingKey, KeyError> {
    let unsuitable = |_| KeyError::Unsuitable;
    match PrivateKeyDer::from_pem_slice(pem.as_bytes()) {
        Ok(PrivateKeyDer::Pkcs8(der)) => {
            PrivateDecryptingKey::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| KeyError::Unsuitable)
        }
        Ok(PrivateKeyDer::Pkcs1(der)) => {
            let pair = KeyPair::from_der(der.secret_pkcs1_der()).map_err(|_| KeyError::Unsuitable)?;
            let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(unsuitable)?;
            PrivateDecryptingKey::from_pkcs8(der.as_ref()).map_err(|_| KeyError::Unsuitable)
        }
        Ok(_) => Err(KeyError::Unsuitable),
        Err(_) if pem.contains("ENCRYPTED") => Err(KeyError::Encrypted),
        Err(_) if pem.contains("PUBLIC KEY") => Err(KeyError::Public),
        Err(_) => Err(KeyError::NotPem),
    }
}
