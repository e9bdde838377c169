//! Letters by SMTP, and a mail server that is made up.
//!
//! One letter is one connection to the organisation's own mail server (submission, RFC 6409) with one recipient: letters
//! here are few, and so a refusal is always that recipient's. A letter keeps its Message-ID through all tries, because a
//! connection that ends after the final dot leaves open whether the letter was taken over.

mod client;
mod config;
mod dial;
pub mod fake;
mod letter;
mod reply;

pub use client::Smtp;
pub use config::{Security, SmtpConfig};
pub use letter::Letter;
