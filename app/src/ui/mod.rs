//! The console: a single-page application.
//!
//! * [`kit`]: the building blocks, with a guide for whoever writes a screen.
//! * [`shell`]: the frame around every screen.
//! * [`route`]: every path; [`router`]: which screen answers it, each noun a module of its own.
//! * [`load`]: reading; [`deed`]: writing; [`live`]: hints that something changed; [`param`]: page state in the URL.
//! * One folder a noun; [`invite`], [`export`] and [`history`] are parts that several nouns share.

pub mod app;
pub mod deed;
pub mod dom;
pub mod format;
pub mod kit;
pub mod live;
pub mod load;
pub mod looking;
pub mod param;
pub mod profile;
pub mod role_field;
pub mod route;
mod router;
pub mod session;
pub mod shell;
pub mod speech;
pub mod theme;

pub mod activity;
pub mod agents;
pub mod backups;
pub mod chart;
pub mod conversations;
pub mod customers;
pub mod export;
pub mod handovers;
pub mod history;
pub mod home;
pub mod imports;
pub mod invite;
pub mod joining;
pub mod keys;
pub mod members;
pub mod presence;
pub mod roles;
pub mod seats;
pub mod settings;
pub mod sync;
pub mod webhooks;

pub use app::mount;
pub use session::{may, me};
pub use speech::{count, labels, lacks, language, say, w};
