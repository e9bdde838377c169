//! What the server does (RFC 7644 §4): `/ServiceProviderConfig`, `/ResourceTypes`, `/Schemas`.

use super::asked::Asked;
use super::error::Failure;
use super::{Key, Told, answer};
use axum::Extension;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::scim::schema::{DOCUMENTS, Type};
use domain::scim::{Caller, Refusal};
use model::scim::MAX_PAGE;
use serde_json::{Value, json};

/// What it does and does not.
pub async fn config(Extension(caller): Key) -> Response {
    let yes = json!({ "supported": true });
    let no = json!({ "supported": false });
    let config = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": yes,
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": MAX_PAGE },
        "changePassword": no,
        "sort": yes,
        "etag": yes,
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "The token of a connection, made on its page in the console.",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{}/ServiceProviderConfig", caller.base) },
    });
    answer::body(StatusCode::OK, config)
}

/// Users and groups.
pub async fn types(Extension(caller): Key, asked: Asked) -> Told<Response> {
    unfiltered(&asked)?;
    Ok(answer::all([Type::User, Type::Group].map(|kind| described(&caller, kind)).into()))
}

/// One of them.
pub async fn type_of(Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    let kind = [Type::User, Type::Group].into_iter().find(|kind| kind.name() == id);
    let kind = kind.ok_or_else(|| Refusal::not_found(&id))?;
    Ok(answer::body(StatusCode::OK, described(&caller, kind)))
}

fn described(caller: &Caller, kind: Type) -> Value {
    let name = kind.name();
    let mut described = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": name,
        "name": name,
        "description": if kind == Type::User { "Members" } else { "Groups of members" },
        "endpoint": format!("/{}", kind.endpoint()),
        "schema": kind.urn(),
        "meta": { "resourceType": "ResourceType", "location": format!("{}/ResourceTypes/{name}", caller.base) },
    });
    if let Some(urn) = kind.extension() {
        described["schemaExtensions"] = json!([{ "schema": urn, "required": false }]);
    }
    described
}

/// What users and groups are made of.
pub async fn schemas(Extension(caller): Key, asked: Asked) -> Told<Response> {
    unfiltered(&asked)?;
    Ok(answer::all(DOCUMENTS.iter().map(|document| placed(&caller, document)).collect()))
}

/// What one of them is made of.
pub async fn schema(Extension(caller): Key, Path(id): Path<String>) -> Told<Response> {
    let is = |document: &&Value| document["id"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(&id));
    let document = DOCUMENTS.iter().find(is).ok_or_else(|| Refusal::not_found(&id))?;
    Ok(answer::body(StatusCode::OK, placed(&caller, document)))
}

fn placed(caller: &Caller, document: &Value) -> Value {
    let mut placed = document.clone();
    let id = document["id"].as_str().unwrap_or_default();
    placed["meta"] = json!({ "resourceType": "Schema", "location": format!("{}/Schemas/{id}", caller.base) });
    placed
}

/// These lists are not searched (RFC 7644 §4).
fn unfiltered(asked: &Asked) -> Result<(), Failure> {
    match asked.query.filter {
        Some(_) => Err(Failure(Refusal::of(403, "This list is short and cannot be searched."))),
        None => Ok(()),
    }
}
