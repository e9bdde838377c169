//! Callbacks: what the platform sends us [D 90930, 90968].
//!
//! Delivery is best effort: events come late, twice, out of order or never, carry no id and a one-second clock. Store
//! the opened text first, tell repeats by [`Event::digest`] within a minute, and re-read the state an event speaks of
//! instead of believing its details.

mod crypt;
mod envelope;
mod event;
mod signature;

use serde::Deserialize;
use thiserror::Error;

pub use event::{Change, Event, TransferFailure};

use crate::secret::Secret;

/// The corporation's callback token and key.
#[derive(Debug, Clone)]
pub struct CallbackKey {
    token: Secret,
    key: crypt::Key,
    receive_id: String,
}

/// The query of every callback. `echostr` only comes with the check of a new address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CallbackQuery {
    #[serde(default)]
    pub msg_signature: String,
    #[serde(default)]
    pub timestamp: String,
    #[serde(default)]
    pub nonce: String,
    #[serde(default)]
    pub echostr: Option<String>,
}

/// Why a callback is not believed. Answer 403 without saying which.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CallbackError {
    #[error("the callback token is not 1 to 32 letters and digits, or the key is not 43")]
    KeyMalformed,
    #[error("the signature does not fit")]
    WrongSignature,
    #[error("the text cannot be decrypted: {0}")]
    Undecryptable(&'static str),
    #[error("the text is for {0:?}")]
    NotForUs(String),
    #[error("the XML cannot be read: {0}")]
    BadXml(String),
}

impl CallbackKey {
    /// `receive_id` is the corporation's id for in-house applications.
    pub fn new(token: &Secret, encoding_aes_key: &Secret, receive_id: &str) -> Result<Self, CallbackError> {
        let token_fits =
            (1..=32).contains(&token.expose().len()) && token.expose().bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !token_fits {
            return Err(CallbackError::KeyMalformed);
        }
        let key = crypt::Key::parse(encoding_aes_key.expose()).ok_or(CallbackError::KeyMalformed)?;
        Ok(Self { token: token.clone(), key, receive_id: receive_id.to_owned() })
    }

    /// The check of a new address: the plain text to answer within a second, without quotes or a line break.
    pub fn open_echo(&self, query: &CallbackQuery) -> Result<String, CallbackError> {
        let echo = query.echostr.as_deref().unwrap_or_default();
        String::from_utf8(self.open(query, echo)?).map_err(|_| CallbackError::Undecryptable("not UTF-8"))
    }

    /// A posted event: checked, decrypted and read. Answer 200 with an empty body within 5 s and work later.
    pub fn open_event(&self, query: &CallbackQuery, body: &[u8]) -> Result<Event, CallbackError> {
        let plain = self.open(query, &envelope::encrypted(body)?)?;
        Event::parse(&plain)
    }

    /// A passive reply in the platform's envelope. `random` must be fresh for every reply.
    pub fn reply(&self, text: &str, timestamp: i64, nonce: &str, random: [u8; 16]) -> String {
        let encrypted = self.encrypt(text.as_bytes(), random);
        let signature = self.sign(&timestamp.to_string(), nonce, &encrypted);
        envelope::reply(&encrypted, &signature, timestamp, nonce)
    }

    /// Encrypts for the owner of the key.
    pub fn encrypt(&self, message: &[u8], random: [u8; 16]) -> String {
        self.key.encrypt(message, &self.receive_id, random)
    }

    /// The signature over the four values.
    pub fn sign(&self, timestamp: &str, nonce: &str, encrypted: &str) -> String {
        signature::sign(self.token.expose(), timestamp, nonce, encrypted)
    }

    fn open(&self, query: &CallbackQuery, encrypted: &str) -> Result<Vec<u8>, CallbackError> {
        let expected = self.sign(&query.timestamp, &query.nonce, encrypted);
        if !signature::same(&expected, &query.msg_signature) {
            return Err(CallbackError::WrongSignature);
        }
        let opened = self.key.decrypt(encrypted)?;
        if opened.receive_id != self.receive_id.as_bytes() {
            return Err(CallbackError::NotForUs(String::from_utf8_lossy(&opened.receive_id).into_owned()));
        }
        Ok(opened.message)
    }
}
