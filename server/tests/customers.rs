//! Customers: external contacts and who looks after them.

mod export;
mod search;
