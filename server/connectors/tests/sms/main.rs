//! The real client against the made-up gateways.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod aliyun;
mod every;
mod generic;
mod pages;
mod tencent;
mod twilio;

use std::sync::atomic::{AtomicU64, Ordering};

use connectors::{
    http::{Http, HttpSettings},
    sms::{
        Moment, Sms, SmsConfig, TemplateChoice, Text,
        fake::{self, FakeOptions, Running},
    },
};

/// When the fakes' clock stands.
const NOW: i64 = 1_790_000_000;

async fn started() -> Running {
    started_with(FakeOptions::default()).await
}

async fn started_with(options: FakeOptions) -> Running {
    fake::start(FakeOptions { now: Some(NOW), ..options }).await.unwrap()
}

fn client(config: SmsConfig) -> Sms {
    Sms::new(config, http(true)).unwrap()
}

fn http(allow_private: bool) -> Http {
    Http::new(HttpSettings { allow_private, ..HttpSettings::default() }).unwrap()
}

/// Now, with a nonce of its own.
fn now() -> Moment {
    static LAST: AtomicU64 = AtomicU64::new(0);
    Moment { now: NOW, nonce: format!("nonce-{}", LAST.fetch_add(1, Ordering::Relaxed)) }
}

fn text(to: &str) -> Text {
    Text {
        id: format!("m-{to}"),
        to: to.to_owned(),
        template: TemplateChoice {
            code: "SMS_1".to_owned(),
            params: vec![("code".to_owned(), "123456".to_owned()), ("name".to_owned(), "王芳 & co".to_owned())],
        },
        text: "【云帆】验证码 123456, \"quoted\"\nsecond line & more".to_owned(),
        sign: "云帆贸易".to_owned(),
    }
}
