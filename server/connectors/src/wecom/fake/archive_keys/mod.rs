//! The corporation's RSA keys and how messages are encrypted [D 91774].
//!
//! The private keys are published right here, so they protect nothing: they are the same in every fake, and whoever connects to one needs
//! them. The second is in the older form (PKCS#1), as administrators have it who followed old instructions.

use std::sync::LazyLock;

use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PrivateDecryptingKey};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::archive::wecom::read_key;

/// Private keys of versions 1, 2 and 3.
pub(super) const PRIVATE: [&str; 3] = [include_str!("1.pem"), include_str!("2.pem"), include_str!("3.pem")];

static PUBLIC: LazyLock<Vec<Option<Pkcs1PublicEncryptingKey>>> = LazyLock::new(|| {
    let public = |key: PrivateDecryptingKey| Pkcs1PublicEncryptingKey::new(key.public_key()).ok();
    PRIVATE.iter().map(|pem| read_key(pem).ok().and_then(public)).collect()
});

const HEAD: &[u8] = b"FAKEv1:";
const TAG: usize = 16;

/// A key of a message for the private key of a version: `encrypt_random_key`.
pub(super) fn wrap(version: u32, key: &str) -> Option<String> {
    let public = PUBLIC.get(usize::try_from(version.checked_sub(1)?).ok()?)?.as_ref()?;
    let mut wrapped = vec![0; public.ciphertext_size()];
    let wrapped = public.encrypt(key.as_bytes(), &mut wrapped).ok()?;
    Some(STANDARD.encode(wrapped))
}

/// A message in the made-up envelope that the stand-in for the vendor's library opens: `encrypt_chat_msg`.
pub(super) fn seal(key: &str, plain: &str) -> String {
    let tag = Sha256::new().chain_update(b"tag").chain_update(key).chain_update(plain).finalize();
    let block = |number: u64| Sha256::new().chain_update(key).chain_update(number.to_be_bytes()).finalize();
    let stream = (0..).flat_map(|number| <[u8; 32]>::from(block(number)));
    let hidden = plain.bytes().zip(stream).map(|(byte, mask)| byte ^ mask);
    let sealed: Vec<u8> = HEAD.iter().copied().chain(tag.into_iter().take(TAG)).chain(hidden).collect();
    STANDARD.encode(sealed)
}
