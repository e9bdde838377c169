//! An example of each operation in curl: what the reference shows, and what a test runs as it stands.

use model::api_key::Scope;
use serde_json::{Map, Value, json};

/// Stands for the server's address.
pub const HOST: &str = "https://muster.example";

/// The example of an operation. What stands in capitals is to be filled in: `MEMBER_ID`.
pub fn curl(components: &Value, (method, path): (&str, &str), operation: &Value) -> String {
    let parts: Vec<&str> = path.trim_start_matches(super::ROOT).trim_start_matches('/').split('/').collect();
    // Of whatever stands before the id: erasures lie below customers.
    let before = parts.iter().position(|part| *part == "{id}").and_then(|at| at.checked_sub(1)).unwrap_or_default();
    let id = id_of(parts.get(before).copied().unwrap_or_default());
    let path = path.replace("{id}", &id).replace("{delivery}", "DELIVERY_ID");
    let query = needed_query(operation, parts.contains(&"{id}"));
    let mut line = format!("curl {}'{HOST}{path}{query}' \\\n  -H \"Authorization: Bearer $MUSTER_KEY\"", verb(method));
    if matches!(method, "patch" | "delete") {
        line.push_str(" \\\n  -H 'If-Match: \"1\"'");
    }
    let content = &operation["requestBody"]["content"];
    if content["multipart/form-data"].is_object() {
        line.push_str(" \\\n  -F kind=members -F file=@members.csv");
    }
    let schema = &content["application/json"]["schema"];
    if schema.is_object() {
        let body = body(components, followed(components, schema), &id);
        line.push_str(&format!(" \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"));
    }
    line
}

fn verb(method: &str) -> String {
    if method == "get" { String::new() } else { format!("-X {} ", method.to_uppercase()) }
}

/// `members` has `MEMBER_ID`.
fn id_of(resource: &str) -> String {
    let one = resource.strip_suffix('s').unwrap_or(resource);
    format!("{}_ID", one.replace('-', "_").to_uppercase())
}

/// Parameters that are needed; of what is about one thing, with `all`, every one that has an example. A list has filters.
fn needed_query(operation: &Value, all: bool) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let wanted = |parameter: &&Value| parameter["in"] == "query" && (all || parameter["required"] == true);
    let shown = parameters.filter(wanted).filter_map(|parameter| {
        let name = parameter["name"].as_str()?;
        let example = parameter["example"].as_str().or_else(|| parameter["schema"]["example"].as_str());
        let example = example.or_else(|| (name == "reason").then_some("Asked us to"))?;
        Some(format!("{name}={}", example.replace(' ', "%20")))
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { String::new() } else { format!("?{}", shown.join("&")) }
}

fn followed<'a>(components: &'a Value, schema: &'a Value) -> &'a Value {
    let name = schema["$ref"].as_str().and_then(|pointer| pointer.rsplit('/').next());
    name.map_or(schema, |name| &components["schemas"][name])
}

/// The fields that are needed; where none is, those that have an example.
fn body(components: &Value, schema: &Value, id: &str) -> Value {
    let none = Map::new();
    let fields = schema["properties"].as_object().unwrap_or(&none);
    let needed: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let shown = fields.iter().filter(
        |(name, field)| // Of a bulk verb, ids are one of two ways to say which; neither is needed by itself.
        needed.contains(&name.as_str())
            || name.as_str() == "ids"
            || field["example"].is_array()
            || (needed.is_empty() && !field["example"].is_null()),
    );
    shown.map(|(name, field)| (name.clone(), value(components, field, name, id))).collect::<Map<_, _>>().into()
}

fn value(components: &Value, field: &Value, name: &str, id: &str) -> Value {
    if !field["example"].is_null() {
        return field["example"].clone();
    }
    match name {
        // A choice of words or an object: the word that needs nothing more.
        "range" => return json!("everything"),
        "ids" => return json!([id]),
        "id" => return json!("ROW_ID"),
        "keep" => return json!("KEPT_ID"),
        "parent_id" | "department_id" => return json!("DEPARTMENT_ID"),
        "scopes" => return json!([Scope::MembersRead]),
        _ => {}
    }
    let schema = followed(components, field);
    if schema["format"] == "date-time" {
        return json!("2026-01-31T00:00:00Z");
    }
    if schema["type"] == "array" {
        let item = followed(components, &schema["items"]);
        return json!([if item["type"] == "object" { body(components, item, id) } else { json!("…") }]);
    }
    if schema["type"] == "object" { body(components, schema, id) } else { json!("…") }
}
