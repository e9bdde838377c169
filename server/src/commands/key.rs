//! `muster key`

use super::{in_words, nowhere, runtime};
use crate::cli::{Key, KeyCreate};
use anyhow::Result;
use domain::{Services, api_keys};
use model::api_key::NewApiKey;
use model::moment::DAY;
use serde_json::json;
use std::process::ExitCode;

/// Does it.
///
/// # Errors
/// What was refused.
pub fn run(what: &Key) -> Result<ExitCode> {
    match what {
        Key::Create(options) => create(options),
    }
}

fn create(options: &KeyCreate) -> Result<ExitCode> {
    let fresh = runtime()?.block_on(async {
        let services =
            Services::open_beside(options.place.options(nowhere().origin(), false)?).await.map_err(in_words)?;
        let new = NewApiKey {
            name: options.name.clone(),
            scopes: options.scope.clone(),
            expires_at: options.expires_in_days.map(|days| services.clock.now().plus(days * DAY)),
            rate_per_minute: options.rate,
        };
        let made = api_keys::create_here(&services, &options.organisation, &new).await.map_err(in_words);
        services.store.close().await;
        made
    })?;
    if options.json {
        let key = &fresh.key;
        println!("{}", json!({ "id": key.id, "name": key.name, "scopes": key.scopes, "token": fresh.token }));
    } else {
        println!("Made the key {}. Its text, shown only now: {}", fresh.key.name, fresh.token);
    }
    Ok(ExitCode::SUCCESS)
}
