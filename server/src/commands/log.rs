//! Log lines go to standard error: standard output belongs to what a person or a script reads.

use crate::cli::LogFormat;
use anyhow::{Context as _, Result, anyhow};
use std::io::{IsTerminal as _, stderr};
use tracing_subscriber::EnvFilter;

/// Starts logging.
pub(super) fn start(filter: &str, format: LogFormat) -> Result<()> {
    let filter = EnvFilter::try_new(filter).with_context(|| format!("--log {filter} is no filter"))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    let started = match format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|error| anyhow!("cannot log: {error}"))
}
