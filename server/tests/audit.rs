//! Activity: every change with who, when and from where.

mod chain;
mod check;
mod list;
mod revert;
mod told;
