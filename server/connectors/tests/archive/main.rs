//! The message archive: parsing, files, and the real child process with a shared library against the fake.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod body;
mod calls;
mod child;
mod faults;
mod files;
mod gaps;
mod keys;
mod media;
mod world;
