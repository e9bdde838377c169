//! Text messages, by four kinds of gateway, and a fake that plays them all.
//!
//! One call is one message to one number, whatever the platform could take at once: Aliyun answers a list as a whole, so
//! a list would hide whose number was wrong. None of the platforms knows a message that is sent twice; the id goes along
//! where there is a field for it, so that a report or a search there finds it.

mod aliyun;
mod answer;
mod client;
mod config;
pub mod fake;
mod fill;
mod generic;
mod tencent;
mod text;
mod twilio;

pub use aliyun::sign as sign_aliyun;
pub use client::Sms;
pub use config::{
    AliyunConfig, BodyKind, GenericConfig, GenericMethod, GenericSignature, SmsConfig, SuccessRule, TencentConfig,
    TwilioConfig, TwilioSender,
};
pub use text::{Moment, TemplateChoice, Text};
