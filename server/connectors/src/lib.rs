//! Typed clients of outside platforms, and their fakes.
//!
//! * [`archive`] is messages between members and customers, from WeCom or from files.
//! * [`ccc`] is Tencent Cloud Contact Center (云联络中心): staff, skill groups and live states, with a faithful fake.
//! * [`cxone`] is NICE CXone, a contact centre: agents and their states, with a faithful fake.
//! * [`delivery`] is what may become of a letter or a text message.
//! * [`directory`] is accounts of any platform: from a file, from SCIM, from a platform's own client.
//! * [`http`] is the one way out: time limits, a cap on what is read, and no requests into private networks.
//! * [`ringcentral`] is RingCentral: directory, presence, webhooks and a faithful fake.
//! * [`s3`] is a made-up store for files.
//! * [`secret`] keeps credentials out of logs.
//! * [`sms`] is text messages through Tencent Cloud, Aliyun, Twilio or any HTTP gateway, with a made-up one of each.
//! * [`smtp`] is letters, with a made-up mail server.
//! * [`tc3`] signs calls to Tencent Cloud.
//! * [`wecom`] is WeCom (企业微信): client, callbacks and a faithful fake.
//!
//! A platform is a folder. Its `client.rs` is the plumbing of one call, its `token.rs`, `limits.rs` and `error.rs` the
//! rules of the platform, then one file per noun. To add a call, write it in the file of its noun, give the fake's file
//! of the same name the matching endpoint, and test one against the other.

pub mod archive;
pub mod ccc;
pub mod cxone;
pub mod delivery;
pub mod directory;
mod fake;
pub mod http;
mod lenient;
pub mod ringcentral;
pub mod s3;
pub mod secret;
pub mod sms;
pub mod smtp;
pub mod tc3;
pub mod webhook;
pub mod wecom;
