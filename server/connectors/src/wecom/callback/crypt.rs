//! AES-256-CBC as the platform uses it [D 90968].
//!
//! Two habits of theirs break ordinary libraries. The 43-letter key leaves bits over at its end that strict base64
//! refuses. And the text is padded to 32 bytes, not to AES's 16, so pads of 17 to 32 look invalid to a PKCS#7 remover;
//! the pad is therefore taken off by hand.

use std::fmt;

use aes::cipher::{BlockDecryptMut, BlockEncryptMut, KeyIvInit, block_padding::NoPadding};
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{GeneralPurpose, GeneralPurposeConfig},
};

use super::CallbackError;

const BLOCK: usize = 32;
/// Random bytes and the length before the message.
const HEAD: usize = 16 + 4;

const LENIENT: GeneralPurpose =
    GeneralPurpose::new(&STANDARD, GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true));

#[derive(Clone)]
pub(super) struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

pub(super) struct Opened {
    pub(super) message: Vec<u8>,
    pub(super) receive_id: Vec<u8>,
}

impl Key {
    pub(super) fn parse(encoding_aes_key: &str) -> Option<Self> {
        if encoding_aes_key.len() != 43 || !encoding_aes_key.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        LENIENT.decode(format!("{encoding_aes_key}=")).ok()?.try_into().ok().map(Self)
    }

    pub(super) fn decrypt(&self, encrypted: &str) -> Result<Opened, CallbackError> {
        let refused = CallbackError::Undecryptable;
        let cipher = LENIENT.decode(encrypted.trim()).map_err(|_| refused("not base64"))?;
        let plain = cbc::Decryptor::<aes::Aes256>::new(&self.0.into(), self.0[..16].into())
            .decrypt_padded_vec_mut::<NoPadding>(&cipher)
            .map_err(|_| refused("not whole blocks"))?;
        let pad = usize::from(*plain.last().ok_or(refused("empty"))?);
        if !(1..=BLOCK).contains(&pad)
            || pad > plain.len()
            || plain[plain.len() - pad..].iter().any(|&b| usize::from(b) != pad)
        {
            return Err(refused("wrong padding"));
        }
        let plain = &plain[..plain.len() - pad];
        let length = plain.get(16..HEAD).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
        let length = length.ok_or(refused("too short"))? as usize;
        let rest = &plain[HEAD..];
        if length > rest.len() {
            return Err(refused("wrong length"));
        }
        let (message, receive_id) = rest.split_at(length);
        Ok(Opened { message: message.to_vec(), receive_id: receive_id.to_vec() })
    }

    pub(super) fn encrypt(&self, message: &[u8], receive_id: &str, random: [u8; 16]) -> String {
        let length = u32::try_from(message.len()).expect("a message is shorter than 4 GB");
        let mut plain = Vec::with_capacity(HEAD + message.len() + receive_id.len() + BLOCK);
        plain.extend_from_slice(&random);
        plain.extend_from_slice(&length.to_be_bytes());
        plain.extend_from_slice(message);
        plain.extend_from_slice(receive_id.as_bytes());
        let pad = BLOCK - plain.len() % BLOCK;
        plain.resize(plain.len() + pad, u8::try_from(pad).expect("a pad is at most 32"));
        let cipher = cbc::Encryptor::<aes::Aes256>::new(&self.0.into(), self.0[..16].into())
            .encrypt_padded_vec_mut::<NoPadding>(&plain);
        LENIENT.encode(cipher)
    }
}
