//! The files of a message: pictures are shown, everything else is fetched by a link.

use super::marks::marked;
use super::message::Shown;
use super::words;
use crate::ui::kit::{Icon, icon};
use crate::ui::{format, route};
use crate::words::fill;
use leptos::prelude::*;
use model::conversation::{Media, MediaState, Message};

/// All files of a message.
pub fn files(shown: &Shown, one: &Message) -> Vec<AnyView> {
    one.media.iter().map(|file| draw(shown, one, file)).collect()
}

fn draw(shown: &Shown, one: &Message, file: &Media) -> AnyView {
    let kind = words().message_type(&one.kind).filter(|_| one.media.len() == 1).unwrap_or(words().attachment);
    let name = if file.name.is_empty() { kind.to_owned() } else { file.name.clone() };
    let missing = match file.state {
        MediaState::Held => None,
        MediaState::Pending => Some(words().media_pending),
        MediaState::Gone => Some(words().media_gone),
    };
    if let Some(why) = missing {
        return view! { <p class="soft">{name} " · " {why}</p> }.into_any();
    }
    let href = route::archived_file(&shown.conversation, &one.id, file.position);
    if matches!(one.kind.as_str(), "image" | "emotion") {
        let time = format::date_time(one.at);
        let alt = fill(words().image_of, &[("name", &one.sender), ("time", &time)]);
        let source = href.clone();
        return view! {
            <a class="message-picture" href=href rel="external noopener" target="_blank">
                <img src=source alt=alt loading="lazy"/>
            </a>
        }
        .into_any();
    }
    let size = file.size.map(|size| view! { <span class="faint">{format::bytes(size)}</span> });
    let name = marked(&name, &shown.sought);
    view! {
        <a class="message-file" href=href rel="external" download="">
            {icon(Icon::Download)}
            <span>{name}</span>
            {size}
        </a>
    }
    .into_any()
}
