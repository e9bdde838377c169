//! `muster fake`: a platform a file.

mod ccc;
mod cxone;
mod ring_central;
mod s3;
mod sms;
mod smtp;
mod wecom;

use super::{log, runtime};
use crate::cli::LogFormat;
use anyhow::Result;
use clap::Subcommand;
use std::process::ExitCode;

/// The platforms that can be faked.
#[derive(Debug, Subcommand)]
pub enum Fake {
    /// WeCom (企业微信): address book, customers, callbacks
    Wecom(Box<wecom::WeCom>),
    /// RingCentral: telephony, directory, presence
    #[command(name = "ringcentral")]
    RingCentral(Box<ring_central::RingCentral>),
    /// NICE CXone Mpower: a contact centre with agents and their states
    #[command(name = "cxone")]
    CXone(Box<cxone::CXone>),
    /// Tencent Cloud Contact Center (云联络中心): agents, skill groups, live states
    Ccc(Box<ccc::Ccc>),
    /// A mail server that delivers nothing and shows the letters on a page
    Smtp(smtp::Smtp),
    /// A store for files that speaks S3
    S3(s3::S3),
    /// SMS gateways (Tencent Cloud, Aliyun, Twilio, any) that send nothing and show the messages on a page
    Sms(sms::Sms),
}

/// Runs the platform until the process ends.
///
/// # Errors
/// The port is taken, or the like.
pub fn run(platform: Fake) -> Result<ExitCode> {
    log::start("info", LogFormat::Text)?;
    runtime()?.block_on(async {
        let serving = async {
            match platform {
                Fake::Wecom(options) => options.serve().await,
                Fake::RingCentral(options) => options.serve().await,
                Fake::CXone(options) => options.serve().await,
                Fake::Ccc(options) => options.serve().await,
                Fake::Smtp(options) => options.serve().await,
                Fake::S3(options) => options.serve().await,
                Fake::Sms(options) => options.serve().await,
            }
        };
        tokio::select! {
            served = serving => served,
            signal = super::serve::told_to_end() => signal,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
