//! Webhooks: addresses that hear of events, and what they were told.

mod delivery;
mod events;
mod form;
mod list;
mod log;
mod remove;
mod rotate;
mod secret;

pub use list::WebhooksPage;

use super::speech::language;
use crate::words::webhooks::WebhooksWords;

fn words() -> &'static WebhooksWords {
    WebhooksWords::get(language())
}
