//! Connections: configured links to outside platforms.

mod callback;
mod client;
mod directories;
mod list;
mod probe;
mod probe_directory;
mod remove;
pub(crate) mod rows;
mod save;
mod schedule;
mod test;

pub(crate) use callback::work_off;
pub use callback::{CallbackQuery, callback_check, callback_event};
pub use client::Clients;
pub(crate) use client::{Values, http, moves_licences, problem};
pub use list::{get, list};
pub use remove::remove;
pub(crate) use save::check_url;
pub use save::save;
pub use schedule::{preview_schedule, save_schedule};
pub(crate) use test::run_test;
pub use test::test;
