//! Gateways that send nothing and keep everything, all on one port: `/tencent`, `/aliyun`, `/2010-04-01/…` as Twilio,
//! and `/generic`. Signatures and passwords are checked as the platforms do.
//!
//! What becomes of a message hangs on the last four digits of the number:
//!
//! | digits | Tencent | Aliyun | Twilio | generic |
//! |---|---|---|---|---|
//! | 0001, no such number | `InvalidParameterValue.IncorrectPhoneNumber` | `isv.MOBILE_NUMBER_ILLEGAL` | 400, 21211 | 400 |
//! | 0002, too often | `LimitExceeded.PhoneNumberThirtySecondLimit` | `isv.BUSINESS_LIMIT_CONTROL` | 429, 20429 | 429 |
//! | 0003, trouble the first time | `InternalError.OtherError` | `isp.SYSTEM_ERROR` | 503 | 503 |
//! | 0004, unsubscribed | `FailedOperation.PhoneNumberInBlacklist` | `MOBILE_IN_BLACK` | 400, 21610 | 200, code 4 |

mod aliyun;
mod generic;
mod message;
mod options;
mod page;
mod running;
mod script;
mod tencent;
mod twilio;

use std::{
    collections::HashSet,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::Router;
use tokio::net::TcpListener;

pub use message::{Message, Platform};
pub use options::FakeOptions;
pub use running::{Running, start};

use crate::fake::{Ledger, machine_time};
use script::Outcome;

/// A fake gateway. Clones share it.
#[derive(Clone)]
pub struct Fake(Arc<Inner>);

struct Inner {
    options: FakeOptions,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    messages: Ledger<Message>,
    received: u64,
    /// Numbers that had their trouble, by platform.
    troubled: HashSet<(Platform, String)>,
    /// Aliyun's, which it takes once.
    nonces: HashSet<String>,
}

impl Fake {
    pub fn new(options: FakeOptions) -> Self {
        Self(Arc::new(Inner { options, state: Mutex::default() }))
    }

    pub fn router(&self) -> Router {
        Router::new()
            .merge(tencent::router())
            .merge(aliyun::router())
            .merge(twilio::router())
            .merge(generic::router())
            .merge(page::router())
            .with_state(self.clone())
    }

    /// The latest 2 000 messages that were taken over, newest first. One that came again with the same id to the same
    /// number is there once.
    pub fn messages(&self) -> Vec<Message> {
        self.state().messages.newest_first().map(|(_, message)| message.clone()).collect()
    }

    /// How many messages were asked for altogether, refused ones too.
    pub fn received(&self) -> u64 {
        self.state().received
    }

    /// Forgets the messages; what the scripts remember stays.
    pub fn clear(&self) {
        self.state().messages.clear();
    }

    /// Decides about a message, keeps it if it is taken over, and gives the platform's name of it.
    fn receive(&self, message: Message) -> Result<String, Outcome> {
        let mut state = self.state();
        state.received += 1;
        let number = state.received;
        match script::outcome(&message.to) {
            // It passes after the first time.
            Some(Outcome::Trouble) if !state.troubled.insert((message.platform, message.to.clone())) => {}
            Some(outcome) => return Err(outcome),
            None => {}
        }
        let provider_id = message.platform.provider_id(number);
        let message = Message { provider_id: provider_id.clone(), at: self.now(), ..message };
        match state.messages.find(|known| known.is_same(&message)) {
            Some(known) => known.see_again(message),
            None => state.messages.push(message),
        }
        Ok(provider_id)
    }

    /// Unix seconds on the fake's clock.
    fn now(&self) -> i64 {
        self.0.options.now.unwrap_or_else(machine_time)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves on the address of the options until the process ends: `muster fake sms`.
pub async fn serve(options: FakeOptions) -> io::Result<()> {
    let listener = TcpListener::bind(options.listen).await?;
    serve_on(listener, &Fake::new(options)).await
}

/// Serves on a listener of one's own.
pub async fn serve_on(listener: TcpListener, fake: &Fake) -> io::Result<()> {
    axum::serve(listener, fake.router()).await
}
