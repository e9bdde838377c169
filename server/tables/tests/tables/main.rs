//! Files as people upload them, made here byte by byte, and what is read of them.

mod bounds;
mod child;
mod common;
mod detect;
mod ods;
mod random;
mod text;
mod xls;
mod xlsx;
