//! Activity: every change with who, when and from where.

mod chain;
mod list;
mod told;
