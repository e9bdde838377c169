//! PATCH (RFC 7644 §3.5.2), as Entra ID and Okta really send it.
//!
//! Operations have any case; a path may be missing, then the keys of the value are paths; a filter that finds nothing
//! makes what it asks for; who is removed may be named by a list instead of a filter. What a provider says about
//! attributes that are not kept here is ignored.

use super::body::{self, place};
use super::filter::{Filter, Literal, Operator, Path, matches, path};
use super::schema::{Attribute, Form, Mutability, Part, Type};
use super::{Kind, Refusal, Told};
use model::scim::MAX_OPERATIONS;
use serde_json::{Map, Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Op {
    Add,
    Replace,
    Remove,
}

/// The resource with all operations carried out, or none.
///
/// # Errors
/// What the first operation that cannot be carried out says.
pub(super) fn patched(kind: Type, resource: &Value, request: &Value) -> Told<Value> {
    let syntax = |why: &str| Refusal::new(Kind::InvalidSyntax, why);
    let operations = get(request, "operations").and_then(Value::as_array);
    let operations = operations.ok_or_else(|| syntax("The body has no list of Operations."))?;
    if operations.len() > MAX_OPERATIONS {
        return Err(Refusal::new(Kind::TooMany, format!("More than {MAX_OPERATIONS} operations at once.")));
    }
    let mut resource = resource.clone();
    let Value::Object(changed) = &mut resource else { return Err(syntax("The resource is no object.")) };
    for operation in operations {
        let op = match get(operation, "op").and_then(Value::as_str).map(str::to_ascii_lowercase).as_deref() {
            Some("add") => Op::Add,
            Some("replace") => Op::Replace,
            Some("remove") => Op::Remove,
            _ => return Err(syntax("An operation is add, replace or remove.")),
        };
        let value = get(operation, "value").unwrap_or(&Value::Null);
        match get(operation, "path").and_then(Value::as_str).filter(|path| !path.trim().is_empty()) {
            Some(text) => at(kind, changed, op, text, value)?,
            None => everywhere(kind, changed, op, value)?,
        }
    }
    Ok(resource)
}

/// A key of an object, whatever its case.
fn get<'a>(object: &'a Value, key: &str) -> Option<&'a Value> {
    object.as_object()?.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value)
}

/// Without a path, each key of the value is one.
fn everywhere(kind: Type, resource: &mut Map<String, Value>, op: Op, value: &Value) -> Told<()> {
    if op == Op::Remove {
        return Err(Refusal::new(Kind::NoTarget, "What is to be removed needs a path."));
    }
    let Value::Object(values) = value else {
        return Err(Refusal::new(Kind::InvalidSyntax, "Without a path, the value is an object."));
    };
    for (key, value) in values {
        // They come along with whole resources.
        let told = ["id", "meta", "schemas"].iter().any(|known| key.eq_ignore_ascii_case(known));
        if !told {
            at(kind, resource, op, key, value)?;
        }
    }
    Ok(())
}

fn at(kind: Type, resource: &mut Map<String, Value>, op: Op, text: &str, value: &Value) -> Told<()> {
    if let Some(urn) = kind.extension().filter(|urn| text.eq_ignore_ascii_case(urn)) {
        return extension(kind, resource, op, urn, value);
    }
    let Path { name, filter } = path(text)?;
    let Some((part, attribute)) = kind.attribute(name.urn.as_deref(), &name.attribute) else { return Ok(()) };
    if attribute.mutability == Mutability::ReadOnly {
        // Okta sends a user's groups with everything else.
        return if attribute.name == "groups" {
            Ok(())
        } else {
            Err(Refusal::new(Kind::Mutability, format!("{} is set by the server.", attribute.name)))
        };
    }
    let sub = match &name.sub {
        None => None,
        Some(sub) => match attribute.sub(sub) {
            Some(sub) => Some(sub),
            None => return Ok(()),
        },
    };
    let Some(values) = place(kind, resource, part) else { return Ok(()) };
    let done = if attribute.multi_valued {
        list(values, attribute, (sub, filter.as_ref()), op, value)
    } else if filter.is_some() {
        Err(Refusal::new(Kind::InvalidPath, format!("{} has one value only.", attribute.name)))
    } else {
        single(values, attribute, sub, op, value)
    };
    drop_empty(kind, resource, part);
    done
}

fn extension(kind: Type, resource: &mut Map<String, Value>, op: Op, urn: &str, value: &Value) -> Told<()> {
    if op == Op::Remove {
        resource.remove(urn);
        return Ok(());
    }
    let Value::Object(values) = value else { return Ok(()) };
    for (key, value) in values {
        at(kind, resource, op, &format!("{urn}:{key}"), value)?;
    }
    Ok(())
}

fn drop_empty(kind: Type, resource: &mut Map<String, Value>, part: Part) {
    if let Some(urn) = kind.extension().filter(|_| part == Part::Extension)
        && resource.get(urn).and_then(Value::as_object).is_some_and(Map::is_empty)
    {
        resource.remove(urn);
    }
}

/// An attribute with one value, or a part of it.
fn single(
    values: &mut Map<String, Value>,
    attribute: &Attribute,
    sub: Option<&Attribute>,
    op: Op,
    value: &Value,
) -> Told<()> {
    let key = &attribute.name;
    let given = if op == Op::Remove { None } else { body::read(sub.unwrap_or(attribute), value)? };
    if sub.is_none() && attribute.form != Form::Complex {
        set(values, key, given);
        return Ok(());
    }
    let mut whole = values.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    match (sub, given) {
        (Some(sub), given) => {
            // The address of the one before would contradict it.
            if sub.name == "value" {
                whole.remove("$ref");
            }
            set(&mut whole, &sub.name, given);
            if whole.contains_key("$ref") && !whole.contains_key("value") {
                whole.clear();
            }
        }
        (None, Some(Value::Object(given))) => {
            if given.contains_key("value") {
                whole.remove("$ref");
            }
            whole.extend(given);
        }
        (None, _) => whole.clear(),
    }
    set(values, key, (!whole.is_empty()).then_some(Value::Object(whole)));
    Ok(())
}

fn set(values: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => values.insert(key.to_owned(), value),
        None => values.remove(key),
    };
}

/// A list, some of its values, or a part of them.
fn list(
    values: &mut Map<String, Value>,
    attribute: &Attribute,
    (sub, filter): (Option<&Attribute>, Option<&Filter>),
    op: Op,
    value: &Value,
) -> Told<()> {
    let mut all = match values.remove(&attribute.name) {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    };
    let is_meant = |one: &Value| filter.is_none_or(|filter| matches(filter, one));
    // Which were set now: of the preferred ones the newest stays.
    let mut touched: Vec<usize> = Vec::new();
    match (op, sub) {
        (Op::Remove, Some(sub)) => {
            for one in all.iter_mut().filter(|one| is_meant(one)) {
                if let Some(parts) = one.as_object_mut() {
                    parts.remove(&sub.name);
                }
            }
        }
        (Op::Remove, None) => {
            let named = body::read(attribute, value)?.filter(|_| filter.is_none());
            let named = named.as_ref().and_then(Value::as_array);
            all.retain(|one| {
                !is_meant(one) || named.is_some_and(|named| named.iter().all(|gone| gone["value"] != one["value"]))
            });
        }
        (Op::Add | Op::Replace, Some(sub)) => {
            let given = body::read(sub, value)?;
            touched = meant_or_made(&mut all, attribute, filter)?;
            for one in those(&mut all, &touched) {
                if sub.name == "value" {
                    one.remove("$ref");
                }
                set(one, &sub.name, given.clone());
            }
        }
        (Op::Add | Op::Replace, None) if filter.is_some() => {
            touched = meant_or_made(&mut all, attribute, filter)?;
            // The address of a value that has none yet stands in the filter or comes now.
            let given = parts_of(attribute, value)?;
            for one in those(&mut all, &touched) {
                one.extend(given.clone());
            }
        }
        (Op::Add | Op::Replace, None) => {
            if op == Op::Replace {
                all.clear();
            }
            let given = body::read(attribute, value)?;
            let known = if attribute.name == "members" { members(&all) } else { Default::default() };
            for one in given.as_ref().and_then(Value::as_array).into_iter().flatten() {
                let id = one["value"].as_str().unwrap_or_default();
                let there = if attribute.name == "members" { known.contains(id) } else { all.contains(one) };
                if !there {
                    touched.push(all.len());
                    all.push(one.clone());
                }
            }
        }
    }
    prefer_newest(&mut all, &touched);
    all.retain(|one| !one["value"].is_null());
    set(values, &attribute.name, (!all.is_empty()).then_some(Value::Array(all)));
    Ok(())
}

/// The values at these places.
fn those<'a>(all: &'a mut [Value], places: &'a [usize]) -> impl Iterator<Item = &'a mut Map<String, Value>> {
    let meant = all.iter_mut().enumerate().filter(|(place, _)| places.contains(place));
    meant.filter_map(|(_, one)| one.as_object_mut())
}

fn members(all: &[Value]) -> std::collections::HashSet<String> {
    all.iter().filter_map(|one| one["value"].as_str()).map(str::to_owned).collect()
}

/// The parts of one value.
fn parts_of(attribute: &Attribute, value: &Value) -> Told<Map<String, Value>> {
    let mut parts = Map::new();
    let value = match value {
        Value::Array(all) => all.first().unwrap_or(&Value::Null),
        one => one,
    };
    match value {
        Value::Object(given) => {
            for (key, value) in given {
                if let Some(sub) = attribute.sub(key)
                    && let Some(value) = body::read(sub, value)?
                {
                    parts.insert(sub.name.clone(), value);
                }
            }
        }
        Value::String(text) => {
            parts.insert("value".to_owned(), json!(text));
        }
        _ => {}
    }
    Ok(parts)
}

/// The places of the values that are meant. A filter that finds none makes one that it would find: Entra ID counts on
/// it.
fn meant_or_made(all: &mut Vec<Value>, attribute: &Attribute, filter: Option<&Filter>) -> Told<Vec<usize>> {
    let meant: Vec<usize> = all
        .iter()
        .enumerate()
        .filter(|(_, one)| filter.is_none_or(|filter| matches(filter, one)))
        .map(|(place, _)| place)
        .collect();
    if !meant.is_empty() {
        return Ok(meant);
    }
    let mut parts = Map::new();
    if let Some(filter) = filter {
        wanted(filter, attribute, &mut parts)?;
    }
    all.push(Value::Object(parts));
    Ok(vec![all.len() - 1])
}

/// The parts that a condition asks for.
fn wanted(filter: &Filter, attribute: &Attribute, parts: &mut Map<String, Value>) -> Told<()> {
    match filter {
        Filter::And(all) => all.iter().try_for_each(|one| wanted(one, attribute, parts)),
        Filter::Compare(name, Operator::Equal, literal) => {
            let value = match literal {
                Literal::Text(text) | Literal::Number(text) => json!(text),
                Literal::Boolean(value) => json!(value),
                Literal::Null => return Ok(()),
            };
            if let Some(sub) = attribute.sub(&name.attribute) {
                set(parts, &sub.name, body::read(sub, &value)?);
            }
            Ok(())
        }
        _ => Err(Refusal::new(Kind::NoTarget, format!("{} has no value like that.", attribute.name))),
    }
}

/// One value at most is the preferred one (RFC 7643 §2.4).
fn prefer_newest(all: &mut [Value], touched: &[usize]) {
    let preferred = |one: &Value| one["primary"] == json!(true);
    let newest = touched.iter().rev().find(|place| all.get(**place).is_some_and(preferred)).copied();
    let Some(newest) = newest else { return };
    for (place, one) in all.iter_mut().enumerate() {
        if place != newest && preferred(one) {
            one["primary"] = json!(false);
        }
    }
}

#[cfg(test)]
#[path = "patch_tests.rs"]
mod tests;
