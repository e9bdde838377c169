//! `/docs`: the document of the interface as a page, without any script.

use super::openapi::{DOCUMENT, SAMPLES};
use super::problem;
use super::sample::HOST;
use crate::edge::Edge;
use app::pages::docs::{Docs, Operation, Resource, Value as Shown};
use app::words::{Language, problems};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::{Html, IntoResponse as _, Response};
use model::{Code, Problem};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page.
pub async fn show(State(edge): State<Arc<Edge>>) -> Response {
    let mut response = Html(page(edge.public.origin()).html()).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

fn page(origin: &str) -> Docs {
    let mut resources: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    let none = serde_json::Map::new();
    for (path, operations) in DOCUMENT["paths"].as_object().unwrap_or(&none) {
        for (method, operation) in operations.as_object().unwrap_or(&none) {
            let tag = text(&operation["tags"][0]);
            resources.entry(tag).or_default().push(told(origin, method, path, operation));
        }
    }
    let problems = Code::ALL.iter().map(|code| {
        let status = code.status().to_string();
        let about = problems::say(Language::En, &Problem::new(*code));
        Shown { name: code.word().to_owned(), kind: status, about: format!("{}. {about}", problem::title(code.word())) }
    });
    Docs {
        origin: origin.to_owned(),
        resources: resources.into_iter().map(|(name, operations)| Resource { name, operations }).collect(),
        problems: problems.collect(),
    }
}

fn told(origin: &str, method: &str, path: &str, operation: &Value) -> Operation {
    let sent = &operation["requestBody"]["content"]["application/json"]["schema"];
    let given = operation["responses"].as_object().into_iter().flatten().find(|(status, _)| status.starts_with('2'));
    let answer = given.map_or(&Value::Null, |(_, response)| &response["content"]["application/json"]["schema"]);
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|parameter| Shown {
        name: text(&parameter["name"]),
        kind: format!("{}, {}", text(&parameter["in"]), kind(&parameter["schema"])),
        about: text(&parameter["description"]),
    });
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        title: text(&operation["summary"]),
        about: text(&operation["description"]),
        scope: scopes(&operation["security"]),
        parameters: parameters.collect(),
        sent: fields(sent),
        answer: fields(answer),
        status: given.map_or_else(String::new, |(status, _)| status.clone()),
        curl: text(&operation[SAMPLES][0]["source"]).replace(HOST, origin),
    }
}

/// The scopes of which one is enough.
fn scopes(security: &Value) -> String {
    let one = |entry: &Value| text(&entry["key"][0]);
    security.as_array().map_or_else(String::new, |all| all.iter().map(one).collect::<Vec<_>>().join(" or "))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The schema itself, where one points at it.
fn followed(schema: &Value) -> &Value {
    let name = schema["$ref"].as_str().and_then(|pointer| pointer.rsplit('/').next());
    name.map_or(schema, |name| &DOCUMENT["components"]["schemas"][name])
}

fn fields(schema: &Value) -> Vec<Shown> {
    let properties = followed(schema)["properties"].as_object();
    let shown = properties.into_iter().flatten().map(|(name, property)| Shown {
        name: name.clone(),
        kind: kind(property),
        about: text(&property["description"]),
    });
    shown.collect()
}

/// The type in words: "text", "list of Member", "number or null".
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|pointer| pointer.rsplit('/').next()) {
        return name.to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let one = |word: &str| match word {
        "array" => format!("list of {}", kind(&schema["items"])),
        "string" if schema["format"] == "date-time" => "moment".to_owned(),
        "string" => "text".to_owned(),
        "integer" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        word => word.to_owned(),
    };
    match &schema["type"] {
        Value::String(word) => one(word),
        Value::Array(words) => words.iter().filter_map(Value::as_str).map(one).collect::<Vec<_>>().join(" or "),
        _ => "object".to_owned(),
    }
}
