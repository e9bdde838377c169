//! The use cases of Muster: rules, SQL, migrations, jobs and audit. No HTTP and no HTML.
//!
//! One folder a noun: `mod.rs` holds the use cases, one or several files beside it the SQL (`rows.rs`). Every use case takes
//! [`Services`] and a [`Viewer`]; its first line asks for the right, and the viewer's scope goes into the SQL. Everything that
//! changes goes through [`Store::write`], in one transaction with its audit row.
//!
//! The spine that imports, synchronisations, bulk edits and leaving plans share is [`change`]; long work is [`jobs`] and [`runs`].

pub mod accounts;
pub mod agents;
pub mod api_keys;
pub mod archive;
pub mod audit;
pub mod backup;
#[cfg_attr(feature = "postgres", expect(dead_code, reason = "PostgreSQL brings its own tools"))]
pub mod backups;
pub mod change;
pub mod changes;
pub mod check;
pub mod clock;
pub mod connections;
pub mod conversations;
pub mod customers;
pub mod departments;
pub mod error;
pub mod exports;
pub mod groups;
pub mod handovers;
pub mod hints;
pub mod imports;
pub mod invitations;
pub mod jobs;
pub mod join_rules;
pub mod joins;
pub mod keys;
pub mod mappings;
pub mod members;
pub mod organisation;
pub mod outbox;
pub mod page;
pub mod passwords;
pub mod presence;
pub mod privacy;
pub mod profile;
#[cfg_attr(feature = "postgres", expect(dead_code, reason = "PostgreSQL brings its own tools"))]
pub mod restores;
pub mod retention;
pub mod revert;
pub mod roles;
pub mod runs;
pub mod scim;
pub mod seal;
pub mod search;
pub mod seats;
pub mod services;
pub mod sessions;
pub mod setup;
pub mod sheet;
pub mod skill_groups;
pub mod store;
pub mod sync;
pub mod templates;
pub mod throttle;
pub mod viewer;
pub mod webhooks;
pub mod worker;

pub use clock::{Clock, Ids};
pub use error::{Error, Result};
pub use hints::{Hint, Hints};
pub use services::{Options, Services, Settings};
pub use store::{Conn, Db, Store, Write};
pub use viewer::{From, Viewer};
