//! The platform's side, for fakes: it follows the caller's list of signed headers and takes nothing on trust.

use subtle::ConstantTimeEq as _;

use super::{ALGORITHM, canonical, derive, scope, signature};
use crate::secret::Secret;

/// Seconds a call may be old or early.
const SKEW: i64 = 300;

/// The platform's error code and a sentence.
pub(crate) type Refusal = (&'static str, &'static str);

/// Checks a signature over the raw body. `header` answers a header by its lower-case name, `key` the key of a secret id.
pub(crate) fn verify(
    service: &str,
    now: i64,
    payload: &[u8],
    header: impl Fn(&str) -> Option<String>,
    key: impl Fn(&str) -> Option<Secret>,
) -> Result<(), Refusal> {
    const MALFORMED: Refusal = ("AuthFailure.InvalidAuthorization", "the Authorization header cannot be read");
    let authorization = header("authorization").ok_or(MALFORMED)?;
    let fields = authorization.strip_prefix(ALGORITHM).ok_or(MALFORMED)?;
    let field = |name: &str| {
        fields.split(',').find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('=')).ok_or(MALFORMED)
    };
    let timestamp: i64 = header("x-tc-timestamp").and_then(|text| text.parse().ok()).ok_or(MALFORMED)?;
    if now.abs_diff(timestamp) > SKEW.unsigned_abs() {
        return Err(("AuthFailure.SignatureExpire", "the timestamp is more than five minutes off"));
    }
    let (id, signed_scope) = field("Credential")?.split_once('/').ok_or(MALFORMED)?;
    if signed_scope != scope(timestamp, service) {
        return Err(("AuthFailure.SignatureFailure", "the credential is for another day or service"));
    }
    let key = key(id).ok_or(("AuthFailure.SecretIdNotFound", "the secret id is not known"))?;
    let names: Vec<&str> = field("SignedHeaders")?.split(';').collect();
    if !["content-type", "host"].iter().all(|name| names.contains(name)) {
        return Err(("AuthFailure.SignatureFailure", "content-type and host must be signed"));
    }
    let mut headers = Vec::new();
    for name in names {
        let value = header(name).ok_or(("AuthFailure.SignatureFailure", "a signed header is missing"))?;
        headers.push((name, if name == "x-tc-action" { value.to_lowercase() } else { value }));
    }
    let expected = signature(&derive(&key, timestamp, service), timestamp, service, &canonical(&headers, payload));
    if bool::from(expected.as_bytes().ct_eq(field("Signature")?.as_bytes())) {
        Ok(())
    } else {
        Err(("AuthFailure.SignatureFailure", "the signature does not match"))
    }
}
