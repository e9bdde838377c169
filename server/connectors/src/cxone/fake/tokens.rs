//! Tokens, on the fake's clock.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use super::options::FakeOptions;

#[derive(Default)]
pub(super) struct Tokens {
    /// When each ends, in Unix milliseconds.
    ends: HashMap<String, i64>,
    issued: u64,
}

impl Tokens {
    /// A new one with every login. Its signature is none: nobody but the platform could check it.
    pub(super) fn issue(&mut self, now: i64, options: &FakeOptions) -> String {
        self.issued += 1;
        let mut claims = json!({
            "iss": "https://fake.example.com",
            "iat": now / 1000,
            "exp": now / 1000 + options.token_lifetime,
            "jti": self.issued,
            "area": options.area,
            "icBUId": options.business_unit,
            "icAgentId": 1000,
            "icDomain": "fake.example.com",
        });
        if options.token_names_tenant {
            claims["tenantId"] = options.tenant_id.as_str().into();
        }
        let part = |text: String| URL_SAFE_NO_PAD.encode(text);
        let token = if options.token_is_jwt {
            format!(
                "{}.{}.{}",
                part(json!({"alg": "none"}).to_string()),
                part(claims.to_string()),
                part("fake".to_owned())
            )
        } else {
            format!("fake-opaque-{}", self.issued)
        };
        self.ends.insert(token.clone(), now + options.token_lifetime * 1000);
        token
    }

    pub(super) fn is_good(&self, token: &str, now: i64) -> bool {
        self.ends.get(token).is_some_and(|ends| now < *ends)
    }

    pub(super) fn kill_all(&mut self) {
        self.ends.clear();
    }
}
