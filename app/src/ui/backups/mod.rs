//! Backups of the installation: the list, how they are made, and restoring one. Only for whoever runs the installation.

mod copy;
mod difference;
mod form;
mod held;
mod list;
mod own_dumps;
mod page;
mod restore;
mod store;
mod under_way;
mod upload;

pub use copy::CopyBanner;
pub use page::BackupsPage;

use super::speech::language;
use crate::words::backups::{BackupsWords, say_backup};
use model::Problem;

fn words() -> &'static BackupsWords {
    BackupsWords::get(language())
}

/// A problem in the reader's words.
fn said(problem: &Problem) -> String {
    say_backup(language(), problem)
}
