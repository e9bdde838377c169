//! Reading messages: the newest first, from there in both directions; what is found by words, or what stands around a message.

use crate::api::{Answer, conversations};
use crate::ui::deed::{Deed, deed, deed_in_place};
use crate::ui::kit::toast;
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load_one};
use crate::ui::param::Param;
use leptos::prelude::*;
use model::conversation::{MediaState, Message, MessageQuery, Messages};
use model::{Code, ConversationId};

/// Messages that are asked for at once.
const AT_ONCE: u32 = 50;

/// Messages that are asked for again at once, for their files.
const WAITING: usize = 10;

/// What is there, and the ways on.
#[derive(Clone, Copy)]
pub struct Thread {
    /// The messages, with the places before and after them.
    pub messages: Loader<Messages>,
    /// Reads those before the first.
    pub earlier: Deed<()>,
    /// Reads those after the last.
    pub later: Deed<()>,
    /// Whether nothing is after the last, as far as is known.
    pub ended: RwSignal<bool>,
}

/// What is looked at: a conversation, the words looked for, the message that stands first.
type Wanted = (ConversationId, String, String);

/// The thread of a conversation. `find` holds the words looked for, `at` the message that stands first; `closed` is called when the
/// reason no longer counts.
pub fn thread(id: Memo<ConversationId>, find: Param, at: Param, closed: Callback<()>) -> Thread {
    let ended = RwSignal::new(true);
    let wanted = move || -> Wanted { (id.get(), find.get(), at.get()) };
    // What was asked for last; an answer to something else comes too late.
    let asked = StoredValue::new(untrack(wanted));
    let messages = load_one(
        move || (wanted(), ()),
        move |wanted: Wanted| {
            asked.set_value(wanted.clone());
            async move {
                let starts_at_one = !wanted.2.is_empty();
                let part = conversations::messages(first(wanted)).await?;
                ended.try_set(!starts_at_one || is_last(&part));
                Ok(part)
            }
        },
    );
    let earlier = deed(
        move |()| {
            let before = messages.with_untracked(|part| part.before.clone()).flatten();
            more(asked.get_value(), before, None)
        },
        move |(of, part): (Wanted, Messages)| {
            if asked.try_get_value() == Some(of) {
                messages.update(|known| {
                    known.before = part.before;
                    known.items.splice(0..0, part.items);
                });
            }
        },
    );
    let later = deed(
        move |()| {
            let after = messages.with_untracked(|part| part.after.clone()).flatten();
            more(asked.get_value(), None, after)
        },
        move |(of, part): (Wanted, Messages)| {
            if asked.try_get_value() == Some(of) {
                ended.try_set(is_last(&part));
                messages.update(|known| {
                    known.after = part.after.or(known.after.take());
                    known.items.extend(part.items);
                });
            }
        },
    );
    for way in [earlier, later] {
        Effect::new(move |_| complain(way.problem().get(), closed));
    }
    Effect::new(move |_| {
        if messages.problem().is_some_and(|problem| problem.code == Code::NotOpened) {
            closed.run(());
        }
    });
    let fetched = deed_in_place(
        move |()| {
            let waiting = messages.with_untracked(waiting).unwrap_or_default();
            again(asked.get_value(), waiting)
        },
        move |(of, found): (Wanted, Vec<Message>)| {
            if asked.try_get_value() == Some(of) {
                messages.update(|known| renew(known, found));
            }
        },
    );
    let changed = use_hint(&["conversations"]);
    Effect::new(move |before: Option<u32>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now)
            && messages.with_untracked(waiting).is_some_and(|ids| !ids.is_empty())
        {
            fetched.go(());
        }
        let there = messages.with_untracked(|part| part.after.is_some()) == Some(true);
        if before.is_some_and(|before| before != now) && there && ended.get_untracked() {
            later.go(());
        }
        now
    });
    Thread { messages, earlier, later, ended }
}

/// Where one begins.
fn first((conversation, find, at): Wanted) -> MessageQuery {
    let around = !at.is_empty();
    MessageQuery {
        conversation,
        before: None,
        after: None,
        // Around a message everything is shown.
        search: if around { String::new() } else { find },
        from: around.then_some(at),
        limit: AT_ONCE,
    }
}

async fn more(wanted: Wanted, before: Option<String>, after: Option<String>) -> Answer<(Wanted, Messages)> {
    if before.is_none() && after.is_none() {
        return Ok((wanted, Messages { items: Vec::new(), before: None, after: None }));
    }
    let query = MessageQuery { before, after, from: None, ..first(wanted.clone()) };
    Ok((wanted, conversations::messages(query).await?))
}

/// Messages whose files are still being fetched, as many as it takes to fill a screen.
fn waiting(part: &Messages) -> Vec<String> {
    let waits = |one: &&Message| one.media.iter().any(|file| file.state == MediaState::Pending);
    part.items.iter().filter(waits).map(|one| one.id.clone()).take(WAITING).collect()
}

/// Reads these messages once more.
async fn again(wanted: Wanted, ids: Vec<String>) -> Answer<(Wanted, Vec<Message>)> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let query = MessageQuery { limit: 1, ..first((wanted.0.clone(), String::new(), id)) };
        found.extend(conversations::messages(query).await?.items);
    }
    Ok((wanted, found))
}

/// Puts messages in the place of what was known of them.
fn renew(known: &mut Messages, found: Vec<Message>) {
    for one in found {
        if let Some(old) = known.items.iter_mut().find(|old| old.id == one.id) {
            *old = one;
        }
    }
}

fn is_last(part: &Messages) -> bool {
    part.items.len() < AT_ONCE as usize
}

fn complain(problem: Option<model::Problem>, closed: Callback<()>) {
    match problem {
        Some(problem) if problem.code == Code::NotOpened => closed.run(()),
        Some(problem) => toast::failed(&problem),
        None => {}
    }
}
