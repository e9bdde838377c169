//! Reads WeCom's message archive (会话内容存档) through the vendor's library, in a process of its own.
//!
//! Messages are encrypted in an envelope that only the vendor's closed C library opens [D 91774], and that library is known to abort
//! the process it is in. So it is loaded by a child, which may die: [`serve`] is the child, [`protocol`] is what it and its parent
//! (`connectors::archive::wecom`) say to each other. The library is not part of this program: the administrator gets it from the
//! vendor.
//!
//! The private keys are never here: closed code that talks to the network gets the key of each message, which the parent has
//! unwrapped, and not the one that unwraps them all.

mod bounds;
mod library;
pub mod protocol;
mod serve;

pub use serve::serve;
