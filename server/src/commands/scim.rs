//! `muster scim-token`

use super::{in_words, nowhere, runtime};
use crate::cli::ScimToken;
use anyhow::Result;
use domain::{Services, scim};
use serde_json::json;
use std::process::ExitCode;

/// Gives a SCIM connection a new token.
///
/// # Errors
/// What was refused.
pub fn run(options: &ScimToken) -> Result<ExitCode> {
    let fresh = runtime()?.block_on(async {
        let services =
            Services::open_beside(options.place.options(nowhere().origin(), false)?).await.map_err(in_words)?;
        let made = scim::make_here(&services, &options.organisation, &options.connection, options.keep_hours);
        let made = made.await.map_err(in_words);
        services.store.close().await;
        made
    })?;
    let token = fresh.access.token.as_ref();
    if options.json {
        let until = token.and_then(|token| token.old_until).map(|until| until.0);
        println!("{}", json!({ "token": fresh.token, "old_until": until }));
    } else {
        println!("Made a token for {}. Its text, shown only now: {}", options.connection, fresh.token);
    }
    Ok(ExitCode::SUCCESS)
}
