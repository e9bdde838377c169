//! HTML without any script, rendered on the server: sign-in, set-up, joining, waiting, and what is said when a link is dead; and what is printed.
//!
//! A phone that scans a code must not load megabytes first, so each page is one answer below 14 kB compressed (what
//! fits into the first flight of a TCP connection) with its style inside. Each page is a plain struct with an `html`
//! method; routes and forms live in the server. Text of people only ever stands in attributes and in elements that
//! Leptos escapes: never inside `<textarea>`, `<style>` or `<script>`, where Leptos 0.8 does not.

pub mod certificate;
pub mod dead;
mod details;
pub mod docs;
pub mod door;
pub mod dossier;
mod field;
mod frame;
pub mod join;
mod moment;
pub mod new_password;
pub mod problem;
pub mod setup;
pub mod shell;
pub mod sign_in;
pub mod waiting;

pub use frame::{Frame, Theme};

/// The style inside every page. The content security policy names its digest, so that nothing else can style a page.
pub const STYLE: &str = include_str!("style.css");
/// The style inside the console's shell: enough for the skeleton that stands there until the console runs.
pub const SHELL_STYLE: &str = include_str!("shell.css");
