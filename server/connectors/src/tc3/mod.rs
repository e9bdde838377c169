//! TC3-HMAC-SHA256: how calls to Tencent Cloud are signed, whichever product they go to.
//!
//! The method is always POST and the path always `/`, as every product has one address and names the action in a
//! header. The current documentation has `content-type;host;x-tc-action` signed, its libraries the first two; both are
//! accepted, and this signs the action too, so that a body cannot be sent to another action.

mod verify;

use hmac::{Hmac, Mac as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::secret::Secret;

pub(crate) use verify::verify;

const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// What is signed of one call.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Such as `sms`: the product's part of its host name.
    pub service: &'a str,
    /// As in the `Host` header, with the port where that is not the scheme's.
    pub host: &'a str,
    pub content_type: &'a str,
    /// As in the `X-TC-Action` header. `None` leaves it unsigned.
    pub action: Option<&'a str>,
    pub payload: &'a [u8],
    /// Unix seconds, as in the `X-TC-Timestamp` header. The platform refuses what is 300 off its own clock.
    pub timestamp: i64,
}

impl Call<'_> {
    /// The `Authorization` header for a secret id and key.
    pub fn authorization(&self, id: &str, key: &Secret) -> String {
        let headers = self.headers();
        let scope = scope(self.timestamp, self.service);
        let signature = self.sign_derived(&derive(key, self.timestamp, self.service));
        let names = names(&headers);
        format!("{ALGORITHM} Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}")
    }

    fn sign_derived(&self, derived: &[u8]) -> String {
        let canonical = canonical(&self.headers(), self.payload);
        signature(derived, self.timestamp, self.service, &canonical)
    }

    /// In the order of their names.
    fn headers(&self) -> Vec<(&str, String)> {
        let mut headers = vec![("content-type", self.content_type.to_owned()), ("host", self.host.to_owned())];
        headers.extend(self.action.map(|action| ("x-tc-action", action.to_lowercase())));
        headers
    }
}

/// The canonical request of sorted lower-case header names with values.
fn canonical(headers: &[(&str, String)], payload: &[u8]) -> String {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    format!("POST\n/\n\n{lines}\n{}\n{}", names(headers), hash(payload))
}

fn names(headers: &[(&str, String)]) -> String {
    headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
}

fn signature(derived: &[u8], timestamp: i64, service: &str, canonical: &str) -> String {
    let scope = scope(timestamp, service);
    let text = format!("{ALGORITHM}\n{timestamp}\n{scope}\n{}", hash(canonical.as_bytes()));
    hex::encode(hmac(derived, text.as_bytes()))
}

/// The key of one day and service.
fn derive(key: &Secret, timestamp: i64, service: &str) -> Vec<u8> {
    let day = hmac(format!("TC3{}", key.expose()).as_bytes(), date(timestamp).as_bytes());
    hmac(&hmac(&day, service.as_bytes()), b"tc3_request")
}

fn scope(timestamp: i64, service: &str) -> String {
    format!("{}/{service}/tc3_request", date(timestamp))
}

/// The day in UTC, wherever the machine stands.
fn date(timestamp: i64) -> String {
    Timestamp::from_second(timestamp).unwrap_or_default().strftime("%F").to_string()
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAYLOAD: &str = r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;

    fn published(action: Option<&'static str>) -> Call<'static> {
        Call {
            service: "cvm",
            host: "cvm.tencentcloudapi.com",
            content_type: "application/json; charset=utf-8",
            action,
            payload: PAYLOAD.as_bytes(),
            timestamp: 1_551_113_065,
        }
    }

    fn canonical_hash(call: &Call) -> String {
        hash(canonical(&call.headers(), call.payload).as_bytes())
    }

    #[test]
    fn the_published_example_of_the_libraries_is_signed_alike() {
        let key = Secret::from("Gu5t9xGARNpq86cd98joQYCN3*******");
        let call = published(None);
        assert_eq!(hash(call.payload), "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064");
        assert_eq!(canonical_hash(&call), "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031");
        assert_eq!(
            call.authorization("AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******", &key),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host, \
             Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"
        );
        let derived = derive(&key, call.timestamp, call.service);
        assert_eq!(hex::encode(&derived), "8aa8ab5755582f576e94bcfe383b8e29325b0ca90c3590d569221c6a63a091ed");
        let with_action = published(Some("DescribeInstances"));
        let expected = "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3";
        assert_eq!(with_action.sign_derived(&derived), expected);
    }

    /// The page masks its secret, so the vector begins at the derived key it publishes.
    #[test]
    fn the_published_example_of_the_documentation_is_signed_alike() {
        let day = hex::decode("da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0").unwrap();
        let service = hmac(&day, b"cvm");
        assert_eq!(hex::encode(&service), "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f");
        let derived = hmac(&service, b"tc3_request");
        assert_eq!(hex::encode(&derived), "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af");
        let call = published(Some("DescribeInstances"));
        assert_eq!(canonical_hash(&call), "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
        let expected = "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f";
        assert_eq!(call.sign_derived(&derived), expected);
    }

    #[test]
    fn calls_of_the_contact_centre_are_signed_by_the_same_rule() {
        let key = Secret::from("EXAMPLE-SECRET-KEY");
        let call = Call {
            service: "ccc",
            host: "ccc.tencentcloudapi.com",
            content_type: "application/json; charset=utf-8",
            action: Some("ForceMemberOffline"),
            payload: br#"{"SdkAppId":1400000001,"UserId":"agent01@example.com"}"#,
            timestamp: 1_700_000_000,
        };
        assert_eq!(hash(call.payload), "5da477d8dda26b1bdee00ff29ab317d2191a103ba8250d49e657dff37519bd48");
        assert_eq!(canonical_hash(&call), "d39ccc19a3a7c078fb51a147e865ddb1099ec80b606df991613b2c249f736d99");
        let expected = "21ae34fe0ce396d572079065b207399ae95d72b11a384d2d128d7bbe2d674573";
        assert!(call.authorization("id", &key).ends_with(expected));
        let short = Call { content_type: "application/json", action: None, ..call };
        assert_eq!(canonical_hash(&short), "49484221805f10ff6a4723f2683f84e8c53a531070c1d8519f90deaebb783135");
        let expected = "d05079c471300ca7b90b2e1a194a1686613dd379c68a37e46777ab7a40ddb5f8";
        assert!(short.authorization("id", &key).ends_with(expected));
    }
}
