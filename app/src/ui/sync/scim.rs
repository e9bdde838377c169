//! The access of an identity provider: where it is pointed at, its token, when it last asked.

use super::scim_token::{MadeToken, RevokeToken, RotateToken};
use super::words;
use crate::api::connections;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, ButtonKind, CopyButton, Icon, Section, Time};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{dom, format, may};
use crate::words::fill;
use leptos::prelude::*;
use model::ConnectionId;
use model::permission::Permission;
use model::scim::{FreshScimToken, ScimAccess};

/// The section.
#[component]
pub fn ScimPanel(
    /// The connection.
    id: ConnectionId,
) -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let of = StoredValue::new(id);
    let access = load(move || changed.get(), move |_| connections::scim_access(of.get_value()));
    let made = RwSignal::new(None::<FreshScimToken>);
    let (rotating, revoking) = (RwSignal::new(false), RwSignal::new(false));
    let make = deed_in_place(
        move |revision: i64| connections::make_scim_token(of.get_value(), revision, 0),
        move |fresh: FreshScimToken| {
            access.set(fresh.access.clone());
            made.set(Some(fresh));
        },
    );
    view! {
        <Section title=words().scim_title description=words().scim_text>
            <Loaded from=access let:now>
                <Address url=Signal::derive(move || now.with(|now| now.base_url.clone()))/>
                {move || now.with(token_said)}
                {may(Permission::ConnectionsWrite).then(|| view! {
                    <div class="line">
                        <Show
                            when=move || now.with(|now| now.token.is_some())
                            fallback=move || view! {
                                <Button
                                    kind=ButtonKind::Primary
                                    icon=Icon::Plus
                                    busy=make.busy()
                                    on_click=move || make.go(now.with_untracked(|now| now.revision))
                                >
                                    {words().scim_make}
                                </Button>
                            }
                        >
                            <Button on_click=move || rotating.set(true)>{words().scim_rotate}</Button>
                            <Button kind=ButtonKind::Danger on_click=move || revoking.set(true)>
                                {words().scim_revoke}
                            </Button>
                        </Show>
                    </div>
                })}
                {move || now.with(health_said)}
                <RotateToken connection=of access=now open=rotating made/>
                <RevokeToken connection=of access=now open=revoking/>
            </Loaded>
        </Section>
        <MadeToken made/>
    }
}

/// Where the provider is to be pointed at.
#[component]
fn Address(
    /// The address; without a host where the server does not know its own.
    url: Signal<String>,
) -> impl IntoView {
    let whole = Signal::derive(move || {
        let url = url.get();
        if url.starts_with('/') { [dom::origin(), url].concat() } else { url }
    });
    view! {
        <div class="line">
            <span class="soft">{words().scim_base}</span>
            <code class="copied-text">{whole}</code>
            <CopyButton text=whole/>
        </div>
    }
}

fn token_said(access: &ScimAccess) -> AnyView {
    let Some(token) = &access.token else { return view! { <p class="faint">{words().scim_none}</p> }.into_any() };
    let made = format::date_time(token.created_at);
    let now = fill(words().scim_token, &[("prefix", &token.prefix), ("name", &token.created_by), ("date", &made)]);
    let old = token
        .old_prefix
        .as_ref()
        .zip(token.old_until)
        .map(|(prefix, until)| fill(words().scim_old, &[("prefix", prefix), ("date", &format::date_time(until))]));
    view! {
        <p>{now}</p>
        {old.map(|old| view! { <p class="faint">{old}</p> })}
    }
    .into_any()
}

fn health_said(access: &ScimAccess) -> AnyView {
    let counts = [("users", format::number(access.users)), ("groups", format::number(access.groups))];
    let kept = fill(words().scim_kept, &[("users", &counts[0].1), ("groups", &counts[1].1)]);
    let used = match access.last_used_at {
        Some(at) => {
            let address = access.last_used_address.clone();
            view! { <p class="faint">{words().scim_used} " " <Time at/> " " {address}</p> }.into_any()
        }
        None => view! { <p class="faint">{words().scim_never_used}</p> }.into_any(),
    };
    let failure = access.last_failure.clone();
    let failed = access.last_failed_at.map(|at| {
        view! { <p class="faint">{words().scim_failed} " " <Time at/> " " <code>{failure}</code></p> }
    });
    view! {
        <p class="soft">{kept}</p>
        {used}
        {failed}
    }
    .into_any()
}
