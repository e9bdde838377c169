//! What becomes of messages to certain numbers; the table heads the module.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    NoSuchNumber,
    TooOften,
    /// The first time only.
    Trouble,
    Unsubscribed,
}

pub(super) fn outcome(to: &str) -> Option<Outcome> {
    match to.get(to.len().checked_sub(4)?..)? {
        "0001" => Some(Outcome::NoSuchNumber),
        "0002" => Some(Outcome::TooOften),
        "0003" => Some(Outcome::Trouble),
        "0004" => Some(Outcome::Unsubscribed),
        _ => None,
    }
}
