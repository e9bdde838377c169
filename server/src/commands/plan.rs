//! `muster plan`

use super::{in_words, open, runtime};
use crate::cli::{Plan, PlanKind};
use anyhow::Result;
use domain::imports;
use std::process::ExitCode;

/// Gives an organisation another plan.
///
/// # Errors
/// There is no organisation of this name.
pub fn run(options: &Plan) -> Result<ExitCode> {
    let changed = runtime()?.block_on(async {
        let services = open(&options.place).await?;
        let paid = options.plan == PlanKind::Paid;
        let changed = imports::set_plan(&services, &options.organisation, paid).await.map_err(in_words);
        services.store.close().await;
        changed
    })?;
    let plan = if options.plan == PlanKind::Paid { "paid" } else { "free" };
    println!("{} is on the {plan} plan now ({changed} changed).", options.organisation);
    Ok(ExitCode::SUCCESS)
}
