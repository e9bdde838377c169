//! One message.

use super::marks::marked;
use super::media::files;
use super::words;
use crate::ui::format;
use crate::ui::kit::{Tone, badge};
use crate::words::fill;
use leptos::prelude::*;
use model::ConversationId;
use model::conversation::{Message, SenderKind};

/// What messages are shown with.
pub struct Shown {
    /// The conversation.
    pub conversation: ConversationId,
    /// The words looked for.
    pub sought: String,
    /// The message that stands first, if one was chosen.
    pub chosen: String,
    /// The address that shows a message in the conversation; none there.
    pub link: Option<Callback<String, String>>,
}

/// A message, on the side of who wrote it.
pub fn message(shown: &Shown, one: &Message) -> AnyView {
    if let Some(said) = event(one) {
        return view! { <p class="thread-event" title=format::exact(one.at)>{said}</p> }.into_any();
    }
    let class = match one.sender_kind {
        SenderKind::Member => "message ours",
        SenderKind::Customer | SenderKind::Bot => "message",
    };
    let recalled = one.recalled_at.map(|at| {
        let said = fill(words().recalled, &[("time", &format::date_time(at))]);
        badge(Tone::Warning, said)
    });
    let there = shown.link.map(|link| {
        let href = link.run(one.id.clone());
        view! { <a class="message-there" href=href>{words().show_there}</a> }
    });
    let kind = words().message_type(&one.kind).map(|name| view! { <span class="faint">{name}</span> });
    let chosen = shown.chosen == one.id;
    view! {
        <article class=class class:chosen=chosen>
            <div class="message-head">
                <strong>{one.sender.clone()}</strong>
                <time title=format::exact(one.at)>{format::time(one.at)}</time>
                {kind}
                {recalled}
            </div>
            {body(shown, one)}
            {there}
        </article>
    }
    .into_any()
}

/// What happened, where nobody wrote anything.
fn event(one: &Message) -> Option<String> {
    let sentence = match one.kind.as_str() {
        "revoke" => words().did_recall,
        "agree" => words().did_agree,
        "disagree" => words().did_refuse,
        _ => return None,
    };
    Some(fill(sentence, &[("name", &one.sender)]))
}

fn body(shown: &Shown, one: &Message) -> AnyView {
    // The text of a file is its name, which the link shows.
    let is_file = one.media.len() == 1 && one.media.iter().any(|file| file.name == one.text);
    let text = (!is_file && !one.text.is_empty()).then(|| {
        let text = marked(&one.text, &shown.sought);
        match &one.link {
            Some(href) => view! {
                <a class="lines" href=href.clone() rel="external noopener noreferrer nofollow" target="_blank">{text}</a>
            }
            .into_any(),
            None => view! { <p class="lines">{text}</p> }.into_any(),
        }
    });
    let bare_link = one.link.clone().filter(|_| one.text.is_empty()).map(|href| {
        let said = href.clone();
        view! { <a href=href rel="external noopener noreferrer nofollow" target="_blank">{said}</a> }
    });
    let nothing = (one.text.is_empty() && one.link.is_none() && one.media.is_empty()).then(|| {
        let kind = words().message_type(&one.kind).unwrap_or(&one.kind);
        let said = fill(words().no_text, &[("kind", kind)]);
        view! { <p class="soft">{said}</p> }
    });
    view! {
        {text}
        {bare_link}
        {nothing}
        {files(shown, one)}
    }
    .into_any()
}
