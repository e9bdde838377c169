//! The message archive: what members and customers wrote to each other.
//!
//! * [`page`]: the [`list`] of conversations with its [`filters`]; [`needs`] says what is missing while there is none.
//! * [`conversation`]: one of them. [`reason`] asks why it is read, [`thread`] reads it in both directions, [`stretch`] draws what is
//!   there, [`line`] puts days and changes of the holder between [`message`]s with their [`media`]; [`marks`] marks what was found.
//! * [`openings`]: who read it, and why.
//! * [`custody`]: through whose hands a customer went, for his page; [`source`]: how an archive stands, for its connection's page.

mod conversation;
mod custody;
mod filters;
mod line;
mod list;
mod marks;
mod media;
mod message;
mod needs;
mod openings;
mod page;
mod reason;
mod source;
mod stretch;
mod thread;

pub use custody::Custody;
pub use source::{ArchiveState, FileFormat};

use super::kit::Tone;
use super::language;
use super::route::Page;
use super::shell::guard;
use crate::words::conversations::ConversationsWords;
use conversation::ConversationPage;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use model::conversation::{Consent, Conversation, ConversationKind};
use page::ConversationsPage;

fn words() -> &'static ConversationsWords {
    ConversationsWords::get(language())
}

/// The list, and one conversation.
pub struct ConversationsRoute;

#[lazy_route]
impl LazyRoute for ConversationsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let one = Memo::new(move |_| params.with(|params| params.get("id")).is_some_and(|id| !id.is_empty()));
        let shown = move || match one.get() {
            false => view! { <ConversationsPage/> }.into_any(),
            // Another conversation is the same page, which reads on its own.
            true => view! { <ConversationPage/> }.into_any(),
        };
        guard(Page::Conversations, move || view! { {shown} }.into_any())
    }
}

/// What a conversation goes by.
fn named(conversation: &Conversation) -> String {
    match conversation.kind {
        ConversationKind::Customer => conversation.name.clone(),
        ConversationKind::Group => crate::words::fill(words().group_named, &[("id", &conversation.name)]),
        ConversationKind::Members => {
            let names: Vec<&str> = conversation.members.iter().map(|one| one.name.as_str()).collect();
            names.join(", ")
        }
    }
}

/// What an answer about the archive means.
const fn tone(consent: Consent) -> Tone {
    match consent {
        Consent::Agreed => Tone::Good,
        Consent::Refused => Tone::Warning,
        Consent::Unknown => Tone::Neutral,
    }
}
