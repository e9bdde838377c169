//! Imports: from a file to members or customers, and back.

mod back;
mod bad;
pub mod common;
mod customers;
mod limits;
mod managers;
mod repair;
mod rights;
mod round;
mod same;
mod whole;
