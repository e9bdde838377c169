//! One file a route, named after what stands in the address.

pub mod archive;
pub mod backups;
pub mod callbacks;
pub mod door;
pub mod events;
pub mod export;
pub mod fields;
pub mod functions;
pub mod health;
pub mod import;
pub mod join;
pub mod new_password;
pub mod papers;
pub mod qr;
pub mod setup;
pub mod shell;
pub mod sign_in;
pub mod sign_out;
pub mod waiting;
