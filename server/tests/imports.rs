//! Imports: from a file to members, and back.

mod back;
mod bad;
pub mod common;
mod limits;
mod managers;
mod repair;
mod rights;
mod round;
mod same;
mod whole;
