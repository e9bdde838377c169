//! The edge of Muster: sockets, HTTP, command line. What the product does lives in `domain`; how it looks in `app`.
//!
//! A request passes, in this order: [`http`] (connection, deadlines, number, panic), [`headers`], [`guard`] (is this our own
//! site), [`session`] (who is it), and one file of [`routes`]; scripts go to [`rest`] instead of the last two, identity
//! providers to [`scim`]. [`router`] shows all of it on one screen. To add a route, write its file
//! in `routes/` and its line in `router.rs`; a server function needs neither, it appears under `/fn` by itself.

pub mod cli;
pub mod commands;
pub mod config;
pub mod cookies;
pub mod edge;
pub mod guard;
pub mod headers;
pub mod http;
pub mod reader;
pub mod rest;
pub mod router;
pub mod routes;
pub mod scim;
pub mod session;
pub mod site;
