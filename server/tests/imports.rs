//! Imports: from a file to members, and back.

mod bad;
mod common;
mod limits;
mod repair;
mod rights;
mod same;
mod whole;
