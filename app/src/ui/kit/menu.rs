//! Menus, after the ARIA menu-button pattern.

use super::popover::Popover;
use super::{Icon, icon};
use crate::ui::{dom, live};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What a menu item does.
#[derive(Clone)]
enum Does {
    Run(Callback<()>),
    Go(String),
}

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<Icon>,
    danger: bool,
    disabled: Signal<Option<String>>,
    checked: Option<bool>,
    line_before: bool,
    does: Does,
}

impl MenuItem {
    /// Does something.
    pub fn new(label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self::make(label.into(), Does::Run(Callback::new(move |()| run())))
    }
    /// Goes somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::make(label.into(), Does::Go(href.into()))
    }
    fn make(label: String, does: Does) -> Self {
        Self {
            label,
            icon: None,
            danger: false,
            disabled: Signal::stored(None),
            checked: None,
            line_before: false,
            does,
        }
    }
    /// With an icon.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
    /// Takes something away: red.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
    /// Shown, but not possible now, with the reason.
    #[must_use]
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled = Signal::stored(reason);
        self
    }
    /// As [`Self::disabled`], for as long as there is a reason: it may change while the menu is open.
    #[must_use]
    pub fn disabled_while(mut self, reason: Signal<Option<String>>) -> Self {
        self.disabled = reason;
        self
    }
    /// One of several choices.
    #[must_use]
    pub const fn checked(mut self, checked: bool) -> Self {
        self.checked = Some(checked);
        self
    }
    /// A line above it.
    #[must_use]
    pub const fn line_before(mut self) -> Self {
        self.line_before = true;
        self
    }
}

/// The ⋮ of a row, or a button with a text. The items are made when it opens.
///
/// ```ignore
/// <Menu label=w.more items=move || vec![MenuItem::new(w.rename, rename), MenuItem::new(w.delete, delete).danger()]/>
/// ```
#[component]
pub fn Menu(
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// The items.
    items: impl Fn() -> Vec<MenuItem> + Send + Sync + 'static,
    /// What the button shows; ⋮ unless told otherwise.
    #[prop(optional, into)]
    trigger: Option<ViewFn>,
    /// Class of the button.
    #[prop(default = "button icon-only")]
    class: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let items = StoredValue::new(items);
    let (name, title, panel) = (label.clone(), label.clone(), label);
    let bare = trigger.is_none();
    view! {
        <button
            node_ref=button
            type="button"
            class=class
            aria-haspopup="menu"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=move || bare.then(|| name.get())
            title=move || title.get()
            on:click=move |event| {
                event.stop_propagation();
                open.update(|open| *open = !*open);
            }
            on:keydown=move |event| {
                if matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") && !open.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    open.set(true);
                }
            }
        >
            {match trigger {
                Some(trigger) => trigger.run(),
                None => icon(Icon::More).into_any(),
            }}
        </button>
        <Popover open anchor=button role="menu" label=panel class="menu">
            <MenuLines items=items.with_value(|items| items()) open button/>
        </Popover>
    }
}

#[component]
fn MenuLines(items: Vec<MenuItem>, open: RwSignal<bool>, button: NodeRef<html::Button>) -> impl IntoView {
    live::keep_still();
    let list = NodeRef::<html::Div>::new();
    let walk = move |event: leptos::ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        let lines = dom::within(&list, "[role^=menuitem]");
        let at = dom::focused().and_then(|f| lines.iter().position(|line| line.is_same_node(Some(&f))));
        let key = event.key();
        let next = match (key.as_str(), at) {
            ("ArrowDown", Some(at)) => (at + 1) % lines.len(),
            ("ArrowDown" | "Home", _) => 0,
            ("ArrowUp", Some(at)) => (at + lines.len() - 1) % lines.len(),
            ("ArrowUp" | "End", _) => lines.len().saturating_sub(1),
            (letter, _) if letter.chars().count() == 1 => {
                let begins = |line: &web_sys::HtmlElement| {
                    line.text_content().unwrap_or_default().to_lowercase().starts_with(&letter.to_lowercase())
                };
                match lines.iter().position(begins) {
                    Some(at) => at,
                    None => return,
                }
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(line) = lines.get(next) {
            dom::focus(line);
        }
    };
    let leave = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            dom::focus(&button.unchecked_into());
        }
    };
    view! {
        <div node_ref=list role="none" on:keydown=walk>
            {items.into_iter().map(|item| line(item, leave)).collect_view()}
        </div>
    }
}

fn line(item: MenuItem, leave: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let MenuItem { label, icon: glyph, danger, disabled, checked, line_before, does } = item;
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    let tick = checked.map(|checked| if checked { "true" } else { "false" });
    let blocked = move || disabled.with(Option::is_some);
    let body = view! {
        {match checked {
            Some(true) => icon(Icon::Check).into_any(),
            Some(false) => view! { <span class="icon"></span> }.into_any(),
            None => glyph.map(icon).into_any(),
        }}
        <span>{label}<small>{move || disabled.get()}</small></span>
    };
    let line_before = line_before.then(|| view! { <hr/> });
    match does {
        Does::Go(href) if !untrack(blocked) => view! {
            {line_before}
            <a class="menu-line" class:danger=danger role=role tabindex="-1" href=href on:click=move |_| leave()>{body}</a>
        }
        .into_any(),
        does => view! {
            {line_before}
            <button
                type="button"
                class="menu-line"
                class:danger=danger
                role=role
                tabindex="-1"
                aria-checked=tick
                aria-disabled=move || blocked().then_some("true")
                on:click=move |event| {
                    event.stop_propagation();
                    if !untrack(blocked) {
                        leave();
                        if let Does::Run(run) = &does {
                            run.run(());
                        }
                    }
                }
            >
                {body}
            </button>
        }
        .into_any(),
    }
}
