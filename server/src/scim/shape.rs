//! Which attributes are wanted (RFC 7644 §3.9).

use domain::scim::schema::Type;
use serde_json::{Map, Value};

/// What is always there (`returned: always`).
const ALWAYS: [&str; 2] = ["id", "schemas"];

/// The attributes that are wanted, or that are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Shape {
    /// All.
    #[default]
    Whole,
    /// Only these.
    Only(Vec<Vec<String>>),
    /// All but these.
    Without(Vec<Vec<String>>),
}

impl Shape {
    /// From names of attributes; `attributes` counts where both are given.
    pub fn of<'a>(only: impl Iterator<Item = &'a str>, without: impl Iterator<Item = &'a str>) -> Self {
        let read = |names: &mut dyn Iterator<Item = &'a str>| -> Vec<Vec<String>> {
            names.map(str::trim).filter(|name| !name.is_empty()).map(steps).collect()
        };
        let mut names = (only, without);
        match (read(&mut names.0), read(&mut names.1)) {
            (only, _) if !only.is_empty() => Self::Only(only),
            (_, without) if !without.is_empty() => Self::Without(without),
            _ => Self::Whole,
        }
    }

    /// Whether nothing of an attribute is wanted.
    pub fn leaves_out(&self, attribute: &str) -> bool {
        let is = |steps: &Vec<String>| steps.first().is_some_and(|first| first.eq_ignore_ascii_case(attribute));
        match self {
            Self::Whole => false,
            Self::Only(wanted) => !wanted.iter().any(is),
            Self::Without(unwanted) => unwanted.iter().any(|steps| steps.len() == 1 && is(steps)),
        }
    }

    /// The resource with what is wanted of it.
    pub fn cut(&self, body: Value) -> Value {
        let Value::Object(body) = body else { return body };
        let always: Vec<(String, Value)> =
            ALWAYS.iter().filter_map(|name| Some(((*name).to_owned(), body.get(*name)?.clone()))).collect();
        let mut cut = match self {
            Self::Whole => return Value::Object(body),
            Self::Only(wanted) => select(body, &wanted.iter().map(Vec::as_slice).collect::<Vec<_>>()),
            Self::Without(unwanted) => omit(body, &unwanted.iter().map(Vec::as_slice).collect::<Vec<_>>()),
        };
        cut.extend(always);
        Value::Object(cut)
    }
}

/// A name as the keys that lead there: `name.givenName`, or with the URN of its schema before it.
fn steps(name: &str) -> Vec<String> {
    let lower = name.to_ascii_lowercase();
    let after = |urn: &str| {
        let rest = lower.strip_prefix(&urn.to_ascii_lowercase())?;
        if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix(':').map(str::to_owned) }
    };
    let parts = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    for kind in [Type::User, Type::Group] {
        if let Some(rest) = kind.extension().and_then(after) {
            let urn = kind.extension().unwrap_or_default().to_owned();
            return if rest.is_empty() { vec![urn] } else { [vec![urn], parts(&rest)].concat() };
        }
        if let Some(rest) = after(kind.urn()).filter(|rest| !rest.is_empty()) {
            return parts(&rest);
        }
    }
    parts(&lower)
}

/// The paths that begin with a key, without it.
fn below<'a>(paths: &[&'a [String]], key: &str) -> Vec<&'a [String]> {
    let begins = |path: &&'a [String]| path.split_first().filter(|(first, _)| first.eq_ignore_ascii_case(key));
    paths.iter().filter_map(|path| begins(path).map(|(_, rest)| rest)).collect()
}

fn select(body: Map<String, Value>, paths: &[&[String]]) -> Map<String, Value> {
    let kept = body.into_iter().filter_map(|(key, value)| {
        let rest = below(paths, &key);
        if rest.is_empty() {
            return None;
        }
        let value = if rest.iter().any(|path| path.is_empty()) { value } else { each(value, |one| select(one, &rest)) };
        Some((key, value))
    });
    kept.collect()
}

fn omit(body: Map<String, Value>, paths: &[&[String]]) -> Map<String, Value> {
    let kept = body.into_iter().filter_map(|(key, value)| {
        let rest = below(paths, &key);
        if rest.iter().any(|path| path.is_empty()) {
            return None;
        }
        let value = if rest.is_empty() { value } else { each(value, |one| omit(one, &rest)) };
        Some((key, value))
    });
    kept.collect()
}

fn each(value: Value, cut: impl Fn(Map<String, Value>) -> Map<String, Value>) -> Value {
    match value {
        Value::Object(one) => Value::Object(cut(one)),
        Value::Array(all) => {
            let cut = |one| if let Value::Object(one) = one { Value::Object(cut(one)) } else { one };
            Value::Array(all.into_iter().map(cut).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::scim::schema::ENTERPRISE;
    use serde_json::json;

    fn ana() -> Value {
        json!({
            "schemas": ["s"], "id": "1", "userName": "ana", "name": { "givenName": "Ana", "familyName": "Lima" },
            "emails": [{ "value": "a@b.co", "type": "work" }, { "value": "c@d.co" }], ENTERPRISE: { "department": "Ops", "organization": "Y" },
        })
    }

    fn only(names: &str) -> Value {
        Shape::of(names.split(','), "".split(',')).cut(ana())
    }

    fn without(names: &str) -> Value {
        Shape::of("".split(','), names.split(',')).cut(ana())
    }

    #[test]
    fn what_is_wanted_comes_with_what_always_comes() {
        assert_eq!(only("USERNAME, nothing"), json!({ "schemas": ["s"], "id": "1", "userName": "ana" }));
        assert_eq!(only("name.givenName")["name"], json!({ "givenName": "Ana" }));
        assert_eq!(only("emails.value")["emails"], json!([{ "value": "a@b.co" }, { "value": "c@d.co" }]));
        assert_eq!(only(&format!("{ENTERPRISE}:department"))[ENTERPRISE], json!({ "department": "Ops" }));
        assert_eq!(only(ENTERPRISE)[ENTERPRISE]["organization"], "Y");
        assert_eq!(only("urn:ietf:params:scim:schemas:core:2.0:User:userName")["userName"], "ana");
        assert_eq!(only(""), ana());
    }

    #[test]
    fn what_is_not_wanted_is_left_out_but_for_what_always_comes() {
        let cut = without("id,schemas,emails,name.familyName");
        assert_eq!((&cut["id"], cut.get("emails"), &cut["name"]), (&json!("1"), None, &json!({ "givenName": "Ana" })));
        assert!(without(ENTERPRISE).get(ENTERPRISE).is_none());
        assert_eq!(without("emails.type")["emails"][0], json!({ "value": "a@b.co" }));
    }
}
