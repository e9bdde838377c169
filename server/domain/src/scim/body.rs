//! The body of a resource as it is read: attributes under their own names, values of their own kind, the rest left out.
//!
//! Providers write names in any case, booleans as texts, a manager as a bare id, and send much that is not kept here.
//! What is not known is ignored (RFC 7644 §3.3), as is what only the server sets.

use super::schema::{Attribute, Form, Mutability, Part, Type};
use super::{Kind, Refusal, Told};
use serde_json::{Map, Value, json};

/// A body with what is kept here and nothing else.
///
/// # Errors
/// [`Kind::InvalidSyntax`] for what is no object, [`Kind::InvalidValue`] for a value of another kind.
pub(super) fn sound(kind: Type, body: &Value) -> Told<Value> {
    let Value::Object(given) = body else {
        return Err(Refusal::new(Kind::InvalidSyntax, "The body is no JSON object."));
    };
    let mut kept = Map::new();
    for (key, value) in given {
        if let Some(urn) = kind.extension().filter(|urn| key.eq_ignore_ascii_case(urn)) {
            let Value::Object(inner) = value else { continue };
            for (key, value) in inner {
                keep(kind, &mut kept, Some(urn), key, value)?;
            }
            continue;
        }
        keep(kind, &mut kept, None, key, value)?;
    }
    Ok(Value::Object(kept))
}

fn keep(kind: Type, kept: &mut Map<String, Value>, urn: Option<&str>, key: &str, value: &Value) -> Told<()> {
    let Some((part, attribute)) = kind.attribute(urn, key) else { return Ok(()) };
    if attribute.mutability == Mutability::ReadOnly {
        return Ok(());
    }
    if let Some(value) = read(attribute, value)?
        && let Some(place) = place(kind, kept, part)
    {
        place.insert(attribute.name.clone(), value);
    }
    Ok(())
}

/// The object that the attributes of a part stand in, made where there is none.
pub(super) fn place(kind: Type, body: &mut Map<String, Value>, part: Part) -> Option<&mut Map<String, Value>> {
    let urn = match part {
        Part::Core => None,
        Part::Extension => kind.extension(),
    };
    let Some(urn) = urn else { return Some(body) };
    body.entry(urn).or_insert_with(|| json!({})).as_object_mut()
}

/// A value as the attribute has it; nothing for one that stands for none: null, an empty text, an empty list (RFC 7643
/// §2.5).
///
/// # Errors
/// [`Kind::InvalidValue`] for a value of another kind.
pub(super) fn read(attribute: &Attribute, value: &Value) -> Told<Option<Value>> {
    if !attribute.multi_valued {
        return one(attribute, value);
    }
    let given = match value {
        Value::Null => return Ok(None),
        Value::Array(all) => all.as_slice(),
        only => std::slice::from_ref(only),
    };
    let mut all = Vec::with_capacity(given.len());
    for value in given {
        // A value of a list without its value is none.
        all.extend(one(attribute, value)?.filter(|value| !value["value"].is_null()));
    }
    Ok((!all.is_empty()).then_some(Value::Array(all)))
}

fn one(attribute: &Attribute, value: &Value) -> Told<Option<Value>> {
    let wrong = |what: &str| Refusal::new(Kind::InvalidValue, format!("{} is no {what}.", attribute.name));
    match (attribute.form, value) {
        (_, Value::Null) => Ok(None),
        (Form::Boolean, Value::Bool(_)) => Ok(Some(value.clone())),
        (Form::Boolean, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(Some(json!(true))),
            "false" => Ok(Some(json!(false))),
            _ => Err(wrong("true or false")),
        },
        (Form::Boolean, _) => Err(wrong("true or false")),
        (Form::String | Form::Reference, Value::String(text)) => Ok((!text.is_empty()).then(|| value.clone())),
        // A number where a text belongs says what it says.
        (Form::String, Value::Number(number)) => Ok(Some(json!(number.to_string()))),
        (Form::String | Form::Reference, _) => Err(wrong("text")),
        (Form::Complex, Value::Object(parts)) => {
            let mut kept = Map::new();
            for (key, value) in parts {
                if let Some(sub) = attribute.sub(key)
                    && let Some(value) = read(sub, value)?
                {
                    kept.insert(sub.name.clone(), value);
                }
            }
            Ok((!kept.is_empty()).then_some(Value::Object(kept)))
        }
        // The value itself, where an object with it belongs.
        (Form::Complex, Value::String(text)) if attribute.sub("value").is_some() => {
            Ok((!text.is_empty()).then(|| json!({ "value": text })))
        }
        (Form::Complex, Value::String(text)) if text.is_empty() => Ok(None),
        (Form::Complex, _) => Err(wrong("object")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::{ENTERPRISE, USER};
    use super::*;

    #[test]
    fn a_body_is_read_however_a_provider_writes_it() {
        let read = sound(
            Type::User,
            &json!({
                "schemas": [USER], "id": "mine", "USERNAME": "ana", "active": "False", "title": "", "nickName": "A",
                "meta": { "resourceType": "User" }, "roles": [], "groups": [{ "value": "g" }], "password": "secret",
                "name": { "GivenName": "Ana", "honorificPrefix": "Dr", "familyName": null },
                "emails": [{ "Value": "a@b.co", "Primary": "True", "display": "A" }, { "type": "work" }],
                "phoneNumbers": "+123", "displayName": 7,
                ENTERPRISE.to_lowercase(): { "manager": "boss", "department": "Ops", "costCenter": "1" },
            }),
        );
        assert_eq!(
            read.unwrap(),
            json!({
                "userName": "ana", "active": false, "name": { "givenName": "Ana" },
                "emails": [{ "value": "a@b.co", "primary": true }], "phoneNumbers": [{ "value": "+123" }], "displayName": "7",
                ENTERPRISE: { "manager": { "value": "boss" }, "department": "Ops" },
            })
        );
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        for wrong in [
            json!({ "active": "maybe" }),
            json!({ "active": 1 }),
            json!({ "userName": ["a"] }),
            json!({ "name": "Ana" }),
            json!({ "emails": [7] }),
            json!([]),
        ] {
            assert!(sound(Type::User, &wrong).is_err(), "{wrong}");
        }
    }
}
