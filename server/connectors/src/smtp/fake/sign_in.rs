//! AUTH PLAIN (RFC 4616) and AUTH LOGIN (nobody's standard, everybody's habit).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use subtle::ConstantTimeEq as _;

use super::FakeOptions;

/// `Username:`
pub(super) const USERNAME: &str = "VXNlcm5hbWU6";
/// `Password:`
pub(super) const PASSWORD: &str = "UGFzc3dvcmQ6";

/// A name and a password.
pub(super) type Found = (String, String);

/// `authorisation NUL name NUL password`. The first part, whom to act for, is not looked at.
pub(super) fn plain(answer: &str) -> Option<Found> {
    let text = text(answer)?;
    let mut parts = text.splitn(3, '\0').skip(1);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

pub(super) fn login(name: &str, password: &str) -> Option<Found> {
    Some((text(name)?, text(password)?))
}

/// Without a name in the options everybody is right.
pub(super) fn is_right((name, password): &Found, options: &FakeOptions) -> bool {
    let same = |a: &str, b: &str| bool::from(a.as_bytes().ct_eq(b.as_bytes()));
    options.username.is_empty() || (same(name, &options.username) && same(password, options.password.expose()))
}

fn text(base64: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(base64).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_to_sign_in_are_read() {
        let expected = Some(("console@example.com".to_owned(), "s3cret".to_owned()));
        assert_eq!(plain("AGNvbnNvbGVAZXhhbXBsZS5jb20AczNjcmV0"), expected);
        assert_eq!(login("Y29uc29sZUBleGFtcGxlLmNvbQ==", "czNjcmV0"), expected);
        assert_eq!(plain("*"), None);
    }
}
