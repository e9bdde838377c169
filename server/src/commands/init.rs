//! `muster init`

use super::{in_words, open, runtime};
use crate::cli::Init;
use anyhow::{Context as _, Result};
use domain::setup;
use model::account::NewAccount;
use rand::Rng as _;
use rand::distr::Alphanumeric;
use serde_json::json;
use std::process::ExitCode;

/// Makes an organisation with its first owner; on an installation that has data, one more.
///
/// # Errors
/// What was refused.
pub fn run(options: &Init) -> Result<ExitCode> {
    let given = if options.password_stdin { Some(read_password()?) } else { None };
    let password = given.clone().unwrap_or_else(make_password);
    let before_at = options.email.split('@').next().unwrap_or_default();
    let account = NewAccount {
        name: options.name.clone().unwrap_or_else(|| before_at.to_owned()),
        email: options.email.clone(),
        phone: String::new(),
        password: password.clone(),
    };
    let (organisation, owner) = runtime()?.block_on(async {
        let services = open(&options.place).await?;
        let made = setup::create(&services, &options.organisation, &account).await.map_err(in_words);
        services.store.close().await;
        made
    })?;
    let made_up = given.is_none().then_some(&password);
    if options.json {
        let answer = json!({
            "organisation": organisation, "account": owner, "email": options.email, "password": made_up,
        });
        println!("{answer}");
    } else {
        println!("Made the organisation {} with {} as Super Admin.", options.organisation, options.email);
        if let Some(password) = made_up {
            println!("The password, shown only now: {password}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read_password() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the password from standard input")?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

fn make_password() -> String {
    rand::rng().sample_iter(Alphanumeric).take(20).map(char::from).collect()
}
