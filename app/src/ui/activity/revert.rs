//! Putting one entry back, or where that is done instead, or why it cannot be.

use super::words;
use crate::api::audit;
use crate::ui::deed::deed;
use crate::ui::history::value::key_word;
use crate::ui::kit::{Button, Confirm, Icon, LinkButton, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, load};
use crate::ui::{format, route, w};
use crate::words::fill;
use leptos::prelude::*;
use model::audit::Entry;
use model::revert::{Revert, RevertWay};

/// What stands under the fields of an entry.
#[component]
pub fn RevertPart(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let seq = entry.seq;
    let changed = use_hint(&["audit"]);
    let found = load(move || changed.get(), move |_| audit::look(seq));
    let asking = RwSignal::new(false);
    let revert = deed(
        move |()| audit::revert(seq),
        move |()| {
            asking.set(false);
            toast::done(words().reverted);
            touch(&[
                "audit",
                "members",
                "departments",
                "roles",
                "organisation",
                "invitations",
                "templates",
                "mappings",
            ]);
        },
    );
    let entry = StoredValue::new(entry);
    let ask = move || {
        revert.set_problem(None);
        asking.set(true);
    };
    view! {
        <Loaded from=found skeleton=|| () let:now>
            {move || {
                let now = now.get();
                match now.way {
                    RevertWay::Here if now.lacks.is_none() => view! {
                        <div class="line"><Button small=true icon=Icon::Undo on_click=ask>{words().revert}</Button></div>
                    }
                    .into_any(),
                    _ => said(&entry.get_value(), &now),
                }
            }}
        </Loaded>
        <Confirm
            open=asking
            title=words().revert_title
            consequence=words().revert_text
            confirm=words().revert
            harmless=true
            busy=revert.busy()
            problem=revert.problem()
            on_confirm=move || revert.go(())
        />
    }
}

fn said(entry: &Entry, now: &Revert) -> AnyView {
    let line = |text: String| view! { <p class="soft">{text}</p> }.into_any();
    match now.way {
        RevertWay::Here => {
            let right = now.lacks.map(|right| w().common.permission(right)).unwrap_or_default();
            line(fill(words().revert_lacks, &[("right", right)]))
        }
        RevertWay::ChangedSince => {
            let names: Vec<String> = now.fields.iter().map(|key| key_word(entry.subject, key)).collect();
            let by = now.since.as_ref().map(|last| {
                let name = if last.actor.is_empty() { w().common.system } else { &last.actor };
                fill(words().revert_changed_by, &[("name", name), ("time", &format::date_time(last.at))])
            });
            let said = fill(words().revert_changed, &[("fields", &format::list(&names))]);
            view! { <p class="soft">{said} " " {by}</p> }.into_any()
        }
        RevertWay::Gone => line(words().revert_gone.to_owned()),
        RevertWay::ChangeSet => {
            let link = now.set.as_ref().filter(|_| route::Page::Sync.is_for(crate::ui::may)).map(|set| {
                view! { <LinkButton small=true href=route::change_set(set) icon=Icon::Undo>{words().show_set}</LinkButton> }
            });
            view! { <p class="line soft">{words().revert_set} " " {link}</p> }.into_any()
        }
        RevertWay::Bin => view! {
            <p class="line soft">
                {words().revert_bin} " "
                <LinkButton small=true href=route::BIN icon=Icon::Undo>{words().show_bin}</LinkButton>
            </p>
        }
        .into_any(),
        RevertWay::OwnPage => line(words().revert_page.to_owned()),
        RevertWay::Nowhere => ().into_any(),
    }
}
