//! The token of an identity provider: shown once, made anew, withdrawn.

use super::words;
use crate::api::connections;
use crate::ui::deed::deed;
use crate::ui::keys::{KeepHours, USUAL, hours};
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Confirm, CopyButton, Dialog, Form, FormActions, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::ConnectionId;
use model::scim::{FreshScimToken, ScimAccess};

/// The dialog with the text, until it is closed.
#[component]
pub fn MadeToken(
    /// The token with its text.
    made: RwSignal<Option<FreshScimToken>>,
) -> impl IntoView {
    let open = Signal::derive(move || made.with(Option::is_some));
    view! {
        <Dialog open on_close=move || made.set(None) title=words().scim_made_title>
            {move || made.get().map(|fresh| view! {
                <div class="stack">
                    <Banner kind=BannerKind::Warning>{words().scim_made_text}</Banner>
                    <div class="line secret">
                        <code>{fresh.token.clone()}</code>
                        <CopyButton text=Signal::stored(fresh.token)/>
                    </div>
                    <div class="line">
                        <Button kind=ButtonKind::Primary on_click=move || made.set(None)>{w().common.done}</Button>
                    </div>
                </div>
            })}
        </Dialog>
    }
}

/// A new token in the place of the one that is there.
#[component]
pub fn RotateToken(
    /// The connection.
    connection: StoredValue<ConnectionId>,
    /// How the access stands.
    access: Signal<ScimAccess>,
    /// Whether it is asked now.
    open: RwSignal<bool>,
    /// The new token goes there.
    made: RwSignal<Option<FreshScimToken>>,
) -> impl IntoView {
    let keep = RwSignal::new(USUAL.to_owned());
    let rotate = deed(
        move |hours: i64| {
            let revision = access.with_untracked(|access| access.revision);
            connections::make_scim_token(connection.get_value(), revision, hours)
        },
        move |fresh: FreshScimToken| {
            open.try_set(false);
            made.set(Some(fresh));
            touch(&["connections"]);
        },
    );
    view! {
        <Dialog open on_close=move || open.set(false) title=words().scim_rotate_title>
            <Form on_submit=move || rotate.go(hours(keep)) problem=rotate.problem()>
                <p class="soft">{words().scim_rotate_text}</p>
                <KeepHours value=keep/>
                <FormActions label=words().scim_rotate busy=rotate.busy() on_cancel=move || open.set(false)/>
            </Form>
        </Dialog>
    }
}

/// Asks first: the provider is let in no more.
#[component]
pub fn RevokeToken(
    /// The connection.
    connection: StoredValue<ConnectionId>,
    /// How the access stands.
    access: Signal<ScimAccess>,
    /// Whether it is asked now.
    open: RwSignal<bool>,
) -> impl IntoView {
    let revoke = deed(
        move |()| {
            let revision = access.with_untracked(|access| access.revision);
            connections::revoke_scim_token(connection.get_value(), revision)
        },
        move |_| {
            open.set(false);
            toast::done(words().scim_revoked);
            touch(&["connections"]);
        },
    );
    view! {
        <Confirm
            open
            title=words().scim_revoke_title
            consequence=words().scim_revoke_consequence
            way_back=words().scim_revoke_back
            confirm=words().scim_revoke
            busy=revoke.busy()
            problem=revoke.problem()
            on_confirm=move || revoke.go(())
        />
    }
}
