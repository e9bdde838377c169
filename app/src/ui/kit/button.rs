//! Buttons.

use super::{Icon, Spinner, icon};
use leptos::prelude::*;

/// How much a button stands out.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing this page or dialog is for; at most one.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Takes something away.
    Danger,
    /// Beside something, not worth a border.
    Ghost,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Danger => "button danger",
            Self::Ghost => "button ghost",
        }
    }
}

/// A button. `<Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || open.set(true)>{w.add}</Button>`
#[component]
pub fn Button(
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Under way: a spinner instead of the icon, and no second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Not possible now. Say why in `title`.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it is not possible, or what it does.
    #[prop(optional, into)]
    title: Option<String>,
    /// 28 instead of 32 px high.
    #[prop(optional)]
    small: bool,
    /// Sends the form around it.
    #[prop(optional)]
    submit: bool,
    /// What it does.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Its text.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_click) = on_click {
            on_click.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:small=small
            title=title
            disabled=disabled
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || if busy.get() { view! { <Spinner/> }.into_any() } else { icon.map(self::icon).into_any() }}
            {children()}
        </button>
    }
}

/// A button that is only an icon; its label is read aloud and shown on hover.
/// `<IconButton icon=Icon::Close label=w.close on_click=close/>`
#[component]
pub fn IconButton(
    /// The icon.
    icon: Icon,
    /// What it does.
    #[prop(into)]
    label: TextProp,
    /// Not possible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    let title = label.clone();
    view! {
        <button
            type="button"
            class="button icon-only"
            disabled=disabled
            aria-label=move || label.get()
            title=move || title.get()
            on:click=move |_| on_click.run(())
        >
            {self::icon(icon)}
        </button>
    }
}

/// A link that looks like a button. `<LinkButton href=route::NEW_CONNECTION icon=Icon::Plus>…</LinkButton>`
#[component]
pub fn LinkButton(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// 28 instead of 32 px high.
    #[prop(optional)]
    small: bool,
    /// Leaves the console: a download, or a page of the server.
    #[prop(optional)]
    outside: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            class=kind.class()
            class:small=small
            href=href
            rel=outside.then_some("external")
        >
            {icon.map(self::icon)}
            {children()}
        </a>
    }
}
