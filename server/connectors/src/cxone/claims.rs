//! What a token says of itself.
//!
//! The claims are read without checking the signature: they only tell which tenant to ask for, and the platform judges
//! the token itself with every call. Nothing is granted by them.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use super::types::lenient;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Claims {
    #[serde(deserialize_with = "lenient::text")]
    tenant_id: String,
}

/// The tenant that the first of some JSON Web Tokens (RFC 7519) names.
pub(super) fn tenant<'a>(tokens: impl IntoIterator<Item = &'a str>) -> Option<String> {
    tokens.into_iter().filter_map(claims).map(|claims| claims.tenant_id).find(|tenant| !tenant.is_empty())
}

fn claims(token: &str) -> Option<Claims> {
    let payload = token.split('.').nth(1)?;
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    serde_json::from_slice(&payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn the_first_token_that_names_a_tenant_decides() {
        let (silent, loud) = (token(r#"{"area":"na1"}"#), token(r#"{"tenantId":"11eb","area":"na1"}"#));
        assert_eq!(tenant([silent.as_str(), loud.as_str()]).as_deref(), Some("11eb"));
        for nonsense in ["", "opaque", "a.b.c", "a.e30", &token("[]"), &silent] {
            assert_eq!(tenant([nonsense]), None, "{nonsense}");
        }
    }
}
