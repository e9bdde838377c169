//! Credentials at rest: AES-256-GCM with the key of the installation.

use crate::{Error, Ids, Result};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;

/// Seals and opens texts. Its key is never printed.
#[derive(Clone)]
pub struct Seal {
    cipher: Aes256Gcm,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(…)")
    }
}

impl Seal {
    /// A seal from a key of 64 hexadecimal digits.
    ///
    /// # Errors
    /// The key has another form.
    pub fn new(key: &str) -> Result<Self> {
        let bytes = hex::decode(key.trim()).ok().filter(|bytes| bytes.len() == 32);
        let bytes = bytes.ok_or_else(|| Error::Broken("the key must be 64 hexadecimal digits".into()))?;
        let cipher = Aes256Gcm::new_from_slice(&bytes).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(Self { cipher })
    }

    /// Seals a text. `place` (a row's id) goes into the seal: moved to another row, it no longer opens.
    ///
    /// # Errors
    /// Never in practice; the cipher's own type says it could.
    pub fn close(&self, ids: &Ids, place: &str, text: &str) -> Result<String> {
        let mut nonce = [0; 12];
        ids.fill(&mut nonce);
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        let sealed = self
            .cipher
            .encrypt(Nonce::from_slice(&nonce), payload)
            .map_err(|_| Error::Broken("a text could not be sealed".into()))?;
        Ok(format!("1:{}:{}", BASE64.encode(nonce), BASE64.encode(sealed)))
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// Another key, another place, or a damaged text.
    pub fn open(&self, place: &str, sealed: &str) -> Result<String> {
        let wrong = || Error::Broken("a sealed text does not open: is this the right key?".into());
        let mut parts = sealed.splitn(3, ':');
        let (Some("1"), Some(nonce), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong());
        };
        let nonce = BASE64.decode(nonce).ok().filter(|nonce| nonce.len() == 12).ok_or_else(wrong)?;
        let body = BASE64.decode(body).map_err(|_| wrong())?;
        let payload = Payload { msg: &body, aad: place.as_bytes() };
        let text = self.cipher.decrypt(Nonce::from_slice(&nonce), payload).map_err(|_| wrong())?;
        String::from_utf8(text).map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clock;

    #[test]
    fn a_sealed_text_opens_only_at_its_own_place_and_with_its_own_key() {
        let ids = Ids::seeded(Clock::default(), 7);
        let seal = Seal::new(&"ab".repeat(32)).unwrap();
        let sealed = seal.close(&ids, "row-1", "secret").unwrap();
        assert!(!sealed.contains("secret"));
        assert_eq!(seal.open("row-1", &sealed).unwrap(), "secret");
        assert!(seal.open("row-2", &sealed).is_err());
        assert!(Seal::new(&"cd".repeat(32)).unwrap().open("row-1", &sealed).is_err());
        assert_ne!(sealed, seal.close(&ids, "row-1", "secret").unwrap());
    }
}
