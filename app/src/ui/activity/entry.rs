//! One entry: a line, and what changed behind it.

use super::difference::Difference;
use super::filters::Filters;
use super::revert::RevertPart;
use super::subject::page_of;
use super::words;
use crate::ui::kit::{Badge, Button, Fact, Facts, Icon, LinkButton, Tone, icon};
use crate::ui::param::set_params;
use crate::ui::{format, labels, w};
use leptos::prelude::*;
use model::audit::{Entry, Verb};

/// The line; its details are drawn when it is first opened.
#[component]
pub fn EntryLine(
    /// The entry.
    entry: Entry,
    /// The filters, to narrow them to its subject.
    filters: Filters,
) -> impl IntoView {
    let c = w().common;
    let opened = RwSignal::new(false);
    let actor = if entry.actor.is_empty() { c.system.to_owned() } else { entry.actor.clone() };
    let name = if entry.subject_name.is_empty() { "–".to_owned() } else { entry.subject_name.clone() };
    let body = StoredValue::new(entry.clone());
    view! {
        <details class="entry" on:toggle=move |_| opened.set(true)>
            <summary>
                <span class="entry-mark">{icon(Icon::Right)}</span>
                <time class="faint" title=format::exact(entry.at)>{format::time(entry.at)}</time>
                <span class="clip">{actor}</span>
                <span class="entry-what">
                    <Badge tone=tone(entry.verb)>{labels().verb(entry.verb)}</Badge>
                    <span class="soft">{labels().subject(entry.subject)}</span>
                    <strong>{name}</strong>
                </span>
                <span class="entry-origin faint">{labels().origin(entry.origin)}</span>
            </summary>
            {move || opened.get().then(|| view! { <Body entry=body.get_value() filters/> })}
        </details>
    }
}

const fn tone(verb: Verb) -> Tone {
    match verb {
        Verb::Create | Verb::Approve | Verb::Restore | Verb::Resume => Tone::Good,
        Verb::Delete | Verb::Block | Verb::Terminate | Verb::Revoke => Tone::Bad,
        Verb::Refuse | Verb::Suspend | Verb::Pause | Verb::Undo | Verb::Cancel | Verb::Reset => Tone::Warning,
        _ => Tone::Neutral,
    }
}

#[component]
fn Body(entry: Entry, filters: Filters) -> impl IntoView {
    let c = w().common;
    let (kind, id) = (entry.subject.word(), entry.subject_id.clone());
    let narrowed = Signal::derive(move || filters.thing.some().is_some());
    let only = (!id.is_empty()).then(|| {
        view! {
            <Show when=move || !narrowed.get()>
                {
                    let id = id.clone();
                    view! {
                        <Button small=true icon=Icon::Filter on_click=move || set_params(&[("subject", kind), ("thing", &id)])>
                            {words().show_only}
                        </Button>
                    }
                }
            </Show>
        }
    });
    // Not in the line itself: that is a button, and a button holds no link.
    let page = page_of(&entry).map(|href| view! { <LinkButton small=true href icon=Icon::Eye>{c.open}</LinkButton> });
    let hash = entry.hash.clone();
    let previous = match entry.previous.as_str() {
        "" => words().first_entry.into_any(),
        hash => view! { <code class="hash">{hash.to_owned()}</code> }.into_any(),
    };
    let address = (!entry.address.is_empty()).then(|| entry.address.clone());
    view! {
        <div class="entry-body">
            <Difference entry=entry.clone()/>
            <Facts>
                <Fact name=words().when>{format::exact(entry.at)}</Fact>
                <Fact name=words().origin>{labels().origin(entry.origin)}</Fact>
                {address.map(|address| view! { <Fact name=words().address><span class="mono">{address}</span></Fact> })}
                <Fact name=words().number>{format::number(entry.seq)}</Fact>
                <Fact name=words().hash><code class="hash">{hash}</code></Fact>
                <Fact name=words().previous>{previous}</Fact>
            </Facts>
            <RevertPart entry/>
            <div class="line">{page} {only}</div>
        </div>
    }
}
