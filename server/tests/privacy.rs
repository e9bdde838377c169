//! Privacy requests: what people ask about the data that are held about them.

mod dossier;
mod register;
mod retention;
#[cfg(not(feature = "postgres"))]
mod schema;

use crate::common::Client;
use serde_json::{Value, json};

/// A request, written down.
pub async fn asked(client: &Client, fields: Value) -> Value {
    let mut save = json!({ "kind": "access", "law": "gdpr", "channel": "email" });
    save.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
    client.ask("privacy/save", json!({ "save": save })).await
}
