//! What people are asked for: order, what is required, and the organisation's own questions.

use super::draft::Draft;
use super::words;
use crate::ui::kit::{Button, Checkbox, Icon, IconButton, Padlock, TextField, fresh_id};
use crate::ui::{dom, language, w};
use crate::words::fill;
use crate::words::problems::say_fault;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::join_details::{Detail, DetailKind};
use model::{Field, limits};

/// The list, and what could be added to it.
#[component]
pub fn Details(
    /// The rules.
    draft: Draft,
    /// Whether they may be changed.
    writes: bool,
) -> impl IntoView {
    let list = StoredValue::new(fresh_id());
    let said = RwSignal::new(String::new());
    let add = move |kind: DetailKind| {
        let key = draft.add(Detail::new(kind, false));
        let id = row_id(&list.get_value(), key);
        dom::soon(move || {
            if let Some(field) = dom::by_id(&id).and_then(|row| dom::within(&row, "input").into_iter().next()) {
                dom::focus(&field);
            }
        });
    };
    let button = move |kind: DetailKind| {
        let label = match kind {
            DetailKind::Question => words().add_question.to_owned(),
            kind => fill(words().add_detail, &[("name", name(kind))]),
        };
        view! { <Button small=true icon=Icon::Plus on_click=move || add(kind)>{label}</Button> }
    };
    view! {
        <ol class="details" aria-label=words().details>
            <For each=move || draft.keys.get() key=|key| *key let:key>
                {row(key, draft, writes, list.get_value(), said)}
            </For>
        </ol>
        <p class="unseen" role="status">{said}</p>
        {writes.then(|| view! {
            <div class="line">{move || draft.absent().into_iter().map(button).collect_view()}</div>
        })}
    }
}

/// What a kind of detail is called.
fn name(kind: DetailKind) -> &'static str {
    let c = w().common;
    match kind {
        DetailKind::Name => c.name,
        DetailKind::Email => c.email,
        DetailKind::Phone => c.phone,
        DetailKind::WorkNumber => c.work_number,
        DetailKind::Department => words().detail_department,
        DetailKind::Question => words().question,
    }
}

fn row_id(list: &str, key: u32) -> String {
    [list, "-", &key.to_string()].concat()
}

fn row(key: u32, draft: Draft, writes: bool, list: String, said: RwSignal<String>) -> impl IntoView {
    let first = untrack(|| draft.detail(key)).unwrap_or_else(|| Detail::new(DetailKind::Name, true));
    let kind = first.kind;
    let label = RwSignal::new(first.label);
    // The words of a question go from its field into the rules; nothing else writes them while the row lives.
    Effect::new(move |_| {
        let text = label.get();
        if untrack(|| draft.detail(key)).is_some_and(|detail| detail.label != text) {
            draft.change(key, |detail| detail.label = text);
        }
    });
    let called = Signal::derive(move || match kind {
        DetailKind::Question => {
            let own = label.get().trim().to_owned();
            if own.is_empty() { words().new_question.to_owned() } else { own }
        }
        kind => name(kind).to_owned(),
    });
    let id = StoredValue::new(row_id(&list, key));
    let step = move |down: bool| {
        let here = dom::focused();
        draft.step(key, down);
        let (at, count) = untrack(|| draft.position(key));
        let place = (at + 1).to_string();
        said.set(fill(words().moved, &[("name", &called.get_untracked()), ("n", &place)]));
        // A row that moved has lost the focus. It goes back to where it was; where that is a button that is off now, because the
        // row is at an end, to the other one.
        let down_is_next = if down { at + 1 < count } else { at == 0 };
        dom::soon(move || {
            let row = id.get_value();
            match here.filter(|here| is_usable(here, &row)) {
                Some(here) => dom::focus(&here),
                None => focus_button(&row, usize::from(down_is_next)),
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if writes && event.alt_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
            event.prevent_default();
            step(event.key() == "ArrowDown");
        }
    };
    let required = Signal::derive(move || draft.detail(key).is_some_and(|detail| detail.required));
    let lock = (kind == DetailKind::Name).then(|| view! { <Padlock reason=words().always_required/> });
    let hint =
        (kind == DetailKind::Department).then(|| view! { <small class="faint">{words().department_public}</small> });
    view! {
        <li id=id.get_value() class="detail" on:keydown=keys>
            <div class="detail-name">{head(kind, label, called, writes)} {hint} {fault(key, draft)}</div>
            <span class="detail-required">
                <Checkbox
                    label=words().required
                    checked=required
                    disabled=!writes || kind == DetailKind::Name
                    on_change=move |on| draft.change(key, |detail| detail.required = on)
                />
                {lock}
            </span>
            {writes.then(|| view! { <span class="detail-actions">{buttons(key, draft, kind, called, step)}</span> })}
        </li>
    }
}

fn head(kind: DetailKind, label: RwSignal<String>, called: Signal<String>, writes: bool) -> AnyView {
    if kind == DetailKind::Question && writes {
        view! { <TextField name="label" label=words().question value=label max=limits::QUESTION required=true/> }
            .into_any()
    } else {
        view! { <strong>{called}</strong> }.into_any()
    }
}

fn fault(key: u32, draft: Draft) -> impl IntoView {
    let fault = move || {
        let fault = draft.fault(key).filter(|_| draft.tried.get())?;
        Some(say_fault(language(), &Field { field: "label".to_owned(), fault, limit: None }))
    };
    view! { <p class="detail-fault" role="alert">{fault}</p> }
}

fn buttons(
    key: u32,
    draft: Draft,
    kind: DetailKind,
    called: Signal<String>,
    step: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let said = move |sentence: &'static str| move || called.with(|name| fill(sentence, &[("name", name)]));
    let is_first = Signal::derive(move || draft.position(key).0 == 0);
    let is_last = Signal::derive(move || {
        let (at, count) = draft.position(key);
        at + 1 == count
    });
    view! {
        <IconButton icon=Icon::Up label=said(words().move_up) disabled=is_first on_click=move || step(false)/>
        <IconButton icon=Icon::Down label=said(words().move_down) disabled=is_last on_click=move || step(true)/>
        {move || {
            if draft.must_stay(kind) {
                let reason = if kind == DetailKind::Name { words().always_required } else { words().needs_address };
                view! { <Padlock reason/> }.into_any()
            } else {
                let label = said(words().remove_detail);
                view! { <IconButton icon=Icon::Trash label on_click=move || draft.remove(key)/> }.into_any()
            }
        }}
    }
}

/// Whether an element of a row takes the focus.
fn is_usable(element: &web_sys::HtmlElement, row: &str) -> bool {
    let row = dom::by_id(row);
    row.is_some_and(|row| row.contains(Some(element))) && !element.matches(":disabled").unwrap_or(true)
}

/// Focuses one of the buttons that move: 0 up, 1 down.
fn focus_button(row: &str, which: usize) {
    let buttons = dom::by_id(row).map(|row| dom::within(&row, ".detail-actions button")).unwrap_or_default();
    if let Some(button) = buttons.get(which) {
        dom::focus(button);
    }
}
