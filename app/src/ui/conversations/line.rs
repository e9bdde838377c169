//! What stands between messages: the day, and who wrote with the customer from there on.

use super::words;
use crate::ui::customers::days;
use crate::ui::format;
use crate::words::fill;
use model::conversation::{MediaState, Message};

/// A line of the thread.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A day: how the URL would write it, and its name.
    Day(String, String),
    /// Somebody carries on: from which message on, and what is said of it.
    Hands(String, String),
    /// A message.
    Message(Message),
}

impl Line {
    /// What tells it from the others.
    pub fn key(&self) -> String {
        match self {
            Self::Day(day, _) => ["day ", day].concat(),
            Self::Hands(message, said) => ["hands ", message, said].concat(),
            // A file that was fetched meanwhile makes another line of it.
            Self::Message(one) => {
                let waits = one.media.iter().any(|file| file.state == MediaState::Pending);
                if waits { ["waits ", &one.id].concat() } else { one.id.clone() }
            }
        }
    }
}

/// Messages, the oldest first, with what stands between them.
pub fn lines(messages: &[Message]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(messages.len() + 8);
    let (mut day, mut holder) = (String::new(), None::<&str>);
    for one in messages {
        let now = days::day(one.at);
        if now != day {
            lines.push(Line::Day(now.clone(), format::day(one.at)));
            day = now;
        }
        let with = one.holder.as_ref().map(|party| party.name.as_str());
        if let Some(name) = with.filter(|_| with != holder) {
            let said = match holder {
                None => fill(words().with_holder, &[("name", name)]),
                Some(before) => fill(words().carries_on, &[("name", name), ("before", before)]),
            };
            lines.push(Line::Hands(one.id.clone(), said));
            holder = with;
        }
        lines.push(Line::Message(one.clone()));
    }
    lines
}
