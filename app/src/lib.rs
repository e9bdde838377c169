//! Everything the browser runs, and the API it calls.
//!
//! * [`api`]: server functions; callers in the browser, bodies on the server.
//! * `ui` (feature `csr`): the console, a single-page application.
//! * `pages` (feature `ssr`): HTML without any script, for the join page, sign-in and set-up.
//! * [`words`]: every sentence in every language.

#[cfg(all(feature = "csr", feature = "ssr"))]
compile_error!("`csr` and `ssr` exclude each other: with both, event handlers vanish from the browser build");

pub mod api;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "csr")]
pub mod ui;
pub mod words;
