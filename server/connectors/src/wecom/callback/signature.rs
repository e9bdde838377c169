//! Lower-case hexadecimal SHA-1 over token, timestamp, nonce and encrypted text, sorted as bytes and joined [D 90968].

use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

pub(super) fn sign(token: &str, timestamp: &str, nonce: &str, encrypted: &str) -> String {
    let mut values = [token, timestamp, nonce, encrypted];
    values.sort_unstable();
    let mut hash = Sha1::new();
    for value in values {
        hash.update(value);
    }
    hex::encode(hash.finalize())
}

/// Takes the same time wherever two signatures differ, so that one cannot be guessed digit by digit.
pub(super) fn same(expected: &str, given: &str) -> bool {
    expected.as_bytes().ct_eq(given.as_bytes()).into()
}
