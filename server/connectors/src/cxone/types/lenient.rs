//! Readers that take what the platform really sends: those of every platform.

pub(crate) use crate::lenient::{flag, int, list, text};
