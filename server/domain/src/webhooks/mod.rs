//! Webhooks: addresses of an organisation's own that hear of what happens (<https://www.standardwebhooks.com>).
//!
//! An event is an entry of the activity: [`crate::audit`] hands it to the transaction, which writes it when it commits, so that an
//! event exists exactly if its cause does. What a run does to many records is one event, that of its change set. A job a webhook
//! delivers in order; each delivery is made at least once, with the event's id. Payloads hold ids and nothing about people: whoever
//! was erased here is not left in a queue or at a receiver that nobody remembers, and who may read what stays a matter of scopes.

mod deliver;
mod happened;
mod list;
mod log;
mod redeliver;
mod remove;
mod rotate;
mod rows;
mod save;
mod send;
mod sweep;
mod test;

pub(crate) use deliver::run;
pub(crate) use happened::{Happened, kind, tell};
pub(crate) use list::switched_off;
pub use list::{get, list};
pub use log::deliveries;
pub use redeliver::{redeliver, redeliver_failed};
pub use remove::remove;
pub(crate) use rotate::keeps;
pub use rotate::rotate;
pub use save::{create, save};
pub(crate) use sweep::sweep;
pub use test::test;

use crate::{Ids, Result, Services};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use model::WebhookId;

/// What every secret begins with (Standard Webhooks, "Symmetric").
const SECRET_BEGINS: &str = "whsec_";

/// A new secret: 32 random bytes, of the 24 to 64 that the scheme allows.
fn new_secret(ids: &Ids) -> String {
    let mut bytes = [0; 32];
    ids.fill(&mut bytes);
    format!("{SECRET_BEGINS}{}", BASE64.encode(bytes))
}

fn seal(services: &Services, id: &WebhookId, secret: &str) -> Result<String> {
    services.seal.close(&services.ids, id.as_str(), secret)
}
