//! One name out of the parts that a provider sends.

use super::User;
use crate::keys::is_han;
use model::limits;
use model::text::line;

/// The name that the member gets: the one that is shown, else the parts, the family name first where it is written so,
/// else the whole, else the user name. Providers join parts by rule ("given family"), so that of a Chinese name the
/// parts say it better than the whole.
pub(super) fn name(user: &User) -> String {
    let parts = parts(user);
    let chinese = parts.clone().filter(|name| name.chars().all(|c| is_han(c) || c == '·'));
    let candidates =
        [user.display_name.clone(), chinese, user.name.formatted.clone(), parts, Some(user.user_name.clone())];
    let sound = |text: &String| line(&cut(text), limits::NAME).ok();
    candidates.iter().flatten().find_map(sound).unwrap_or_else(|| "?".to_owned())
}

fn parts(user: &User) -> Option<String> {
    let given = user.name.given_name.as_deref().map(str::trim).filter(|part| !part.is_empty());
    let family = user.name.family_name.as_deref().map(str::trim).filter(|part| !part.is_empty());
    match (given, family) {
        (Some(given), Some(family)) if is_cjk(given) && is_cjk(family) => Some(format!("{family}{given}")),
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// Chinese, Japanese or Korean.
fn is_cjk(text: &str) -> bool {
    text.chars().all(|c| is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' | '·' | '々'))
}

/// Nobody is refused for a long name: what was sent is kept whole beside it.
fn cut(text: &str) -> String {
    text.trim().chars().take(limits::NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_member_has_one_name() {
        for (body, wanted) in [
            (json!({ "displayName": "Ana Lima", "name": { "givenName": "A", "familyName": "L" } }), "Ana Lima"),
            (
                json!({ "name": { "givenName": "Ana", "familyName": "Lima", "formatted": "Dr Ana Lima" } }),
                "Dr Ana Lima",
            ),
            (json!({ "name": { "givenName": "Ana", "familyName": "Lima" } }), "Ana Lima"),
            (json!({ "name": { "givenName": "芳", "familyName": "王", "formatted": "芳 王" } }), "王芳"),
            (json!({ "name": { "givenName": "민준", "familyName": "김" } }), "김민준"),
            (json!({ "name": { "familyName": " Lima " } }), "Lima"),
            (json!({ "displayName": "bad\u{202E}name" }), "ana@example.com"),
            (json!({}), "ana@example.com"),
        ] {
            let mut body = body;
            body["userName"] = json!("ana@example.com");
            assert_eq!(name(&User::read(&body).unwrap()), wanted, "{body}");
        }
        let long = User { display_name: Some("é".repeat(80)), ..User::default() };
        assert_eq!(name(&long), "é".repeat(64));
    }
}
