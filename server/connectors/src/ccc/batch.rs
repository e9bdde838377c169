//! Calls about many people: split into batches that the platform takes, and put together again person by person.

use super::error::{CccError, Decision};

/// What became of one person of a batch, by the e-mail address he was given under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T = ()> {
    pub mail: String,
    pub outcome: Result<T, CccError>,
}

/// What became of everybody so far.
#[derive(Debug)]
pub(super) struct Batch<T> {
    action: &'static str,
    items: Vec<Item<T>>,
    /// What would fail the next batch as well.
    stopped: Option<CccError>,
}

impl<T> Batch<T> {
    pub(super) fn new(action: &'static str) -> Self {
        Self { action, items: Vec::new(), stopped: None }
    }

    pub(super) fn add(&mut self, mail: &str, outcome: Result<T, CccError>) {
        self.items.push(Item { mail: mail.to_owned(), outcome });
    }

    /// Whether the next batch need not be sent; its people are then told so.
    pub(super) fn skips<'a>(&mut self, mails: impl Iterator<Item = &'a str>) -> bool {
        let Some(cause) = self.stopped.clone() else { return false };
        for mail in mails {
            let error = CccError::NotSent { action: self.action, cause: Box::new(cause.clone()) };
            self.add(mail, Err(error));
        }
        true
    }

    /// A whole batch failed.
    pub(super) fn fail<'a>(&mut self, mails: impl Iterator<Item = &'a str>, error: &CccError) {
        for mail in mails {
            self.add(mail, Err(error.clone()));
        }
        self.stop_after(error);
    }

    /// Sends no more after an error of a whole batch, unless the fault lay with what was asked: the next one would fail,
    /// too.
    pub(super) fn stop_after(&mut self, error: &CccError) {
        if !matches!(error.decision(), Decision::Refuse | Decision::Gone | Decision::Exists | Decision::Busy) {
            self.stopped = Some(error.clone());
        }
    }

    pub(super) fn into_items(self) -> Vec<Item<T>> {
        self.items
    }
}

/// Whether two addresses are the same one: the platform's own tables do not always keep the case.
pub(super) fn is_same_mail(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
