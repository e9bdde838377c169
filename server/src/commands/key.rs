//! `muster key`

use super::{in_words, nowhere, runtime};
use crate::cli::{Key, KeyCreate, KeyRotate};
use anyhow::Result;
use domain::{Services, api_keys};
use model::api_key::{FreshApiKey, NewApiKey};
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
        Key::Rotate(options) => rotate(options),
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
            ..NewApiKey::default()
        };
        let made = api_keys::create_here(&services, &options.organisation, &new).await.map_err(in_words);
        services.store.close().await;
        made
    })?;
    say("Made the key", &fresh, options.json);
    Ok(ExitCode::SUCCESS)
}

fn rotate(options: &KeyRotate) -> Result<ExitCode> {
    let fresh = runtime()?.block_on(async {
        let services =
            Services::open_beside(options.place.options(nowhere().origin(), false)?).await.map_err(in_words)?;
        let rotated = api_keys::rotate_here(&services, &options.organisation, &options.key, options.keep_hours);
        let rotated = rotated.await.map_err(in_words);
        services.store.close().await;
        rotated
    })?;
    say("Rotated the key", &fresh, options.json);
    Ok(ExitCode::SUCCESS)
}

fn say(what: &str, fresh: &FreshApiKey, json: bool) {
    let key = &fresh.key;
    if json {
        let until = key.old_until.map(|until| until.0);
        println!(
            "{}",
            json!({ "id": key.id, "name": key.name, "scopes": key.scopes, "token": fresh.token, "old_until": until })
        );
    } else {
        println!("{what} {}. Its text, shown only now: {}", key.name, fresh.token);
    }
}
