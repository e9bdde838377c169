//! The command palette: go to a page, find a member or a department, do something.

use super::rail;
use crate::api::{departments, members};
use crate::ui::kit::{Icon, icon};
use crate::ui::load::{Loader, load};
use crate::ui::route::{self, Page};
use crate::ui::{dom, session, theme, w};
use crate::words::fill;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use model::department::Department;
use model::member::MemberQuery;
use model::page::PageRequest;
use model::permission::Permission;
use std::time::Duration;

/// So many of a kind are listed.
const FOUND: u32 = 8;

/// The field in the top bar that opens it.
#[component]
pub fn PaletteButton(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <button type="button" class="palette-button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
            {icon(Icon::Search)}
            <span>{w().shell.palette_open}</span>
            <kbd>"Ctrl K"</kbd>
        </button>
    }
}

#[derive(Clone, PartialEq)]
enum Does {
    Go(String),
    Theme,
}

#[derive(Clone, PartialEq)]
struct Line {
    group: &'static str,
    label: String,
    detail: String,
    icon: Icon,
    does: Does,
}

/// The palette.
#[component]
pub fn Palette(open: RwSignal<bool>) -> impl IntoView {
    view! { <Show when=move || open.get()>{move || Suspend::new(ScopedFuture::new(palette_inner(open)))}</Show> }
}

/// A module of its own, loaded when it is first opened.
#[lazy]
fn palette_inner(open: RwSignal<bool>) -> AnyView {
    view! { <Inner open/> }.into_any()
}

#[component]
fn Inner(open: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    // With the search that they answer.
    let people = RwSignal::new((String::new(), Vec::<Line>::new()));
    let places = places();
    let at = RwSignal::new(0_usize);
    let lines = Memo::new(move |_| {
        let wanted = typed.with(|typed| typed.trim().to_lowercase());
        let mut lines: Vec<Line> =
            fixed().into_iter().filter(|line| line.label.to_lowercase().contains(&wanted)).collect();
        people.with(|(search, people)| {
            // Of the answer to an older search only what fits this one too, or Enter would open somebody else.
            let fits = |line: &&Line| *search == wanted || line.label.to_lowercase().contains(&wanted);
            lines.extend(people.iter().filter(fits).cloned());
        });
        if !wanted.is_empty() {
            lines.extend(places.with(|places| found_places(places, &wanted)).unwrap_or_default());
        }
        lines
    });
    let opener = StoredValue::new_local(dom::focused());
    on_cleanup(move || {
        if let Some(opener) = opener.try_get_value().flatten() {
            dom::soon(move || dom::focus(&opener));
        }
    });
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|dialog| {
        dom::soon(move || {
            if dialog.is_connected() {
                let _ = dialog.show_modal();
            }
        });
    });
    let does = move |line: Option<Line>| {
        let Some(line) = line else { return };
        open.set(false);
        match line.does {
            Does::Go(path) => route::go(&path),
            Does::Theme => theme::flip(),
        }
    };
    let search = people_search(typed, people);
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let count = lines.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => does(lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned())),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <dialog
            node_ref=node
            class="palette"
            aria-label=w().shell.palette_open
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                open.set(false);
            }
            on:mousedown=move |event| {
                let on = event.target().and_then(|t| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(t).ok());
                if on.is_some_and(|on| on.tag_name() == "DIALOG") {
                    open.set(false);
                }
            }
        >
            <div class="sheet">
                <div class="palette-field">
                    {icon(Icon::Search)}
                    <input
                        type="text"
                        role="combobox"
                        autofocus=true
                        autocomplete="off"
                        placeholder=w().shell.palette_hint
                        aria-label=w().shell.palette_hint
                        aria-expanded="true"
                        aria-controls="palette-list"
                        aria-autocomplete="list"
                        aria-activedescendant=move || line_id(at.get())
                        on:input:target=move |event| {
                            typed.set(event.target().value());
                            at.set(0);
                            search();
                        }
                        on:keydown=pressed
                    />
                </div>
                <div class="palette-list" id="palette-list" role="listbox" aria-label=w().shell.palette_open>
                    {move || {
                        let lines = lines.get();
                        if lines.is_empty() {
                            let said = fill(w().shell.palette_none, &[("search", &typed.get())]);
                            return view! { <p class="palette-none">{said}</p> }.into_any();
                        }
                        let mut group = "";
                        lines.into_iter().enumerate().map(|(n, line)| {
                            let heading = (line.group != group).then_some(line.group);
                            group = line.group;
                            one(n, line, heading, at, does)
                        }).collect_view().into_any()
                    }}
                </div>
            </div>
        </dialog>
    }
}

fn line_id(at: usize) -> String {
    ["palette-", &at.to_string()].concat()
}

fn one(
    n: usize,
    line: Line,
    heading: Option<&'static str>,
    at: RwSignal<usize>,
    does: impl Fn(Option<Line>) + Send + Sync + 'static,
) -> AnyView {
    let Line { label, detail, icon: glyph, .. } = line.clone();
    view! {
        {heading.map(|heading| view! { <div class="palette-group" role="presentation">{heading}</div> })}
        <div
            id=line_id(n)
            class="option"
            role="option"
            aria-selected=move || if at.get() == n { "true" } else { "false" }
            on:mousemove=move |_| if at.get_untracked() != n { at.set(n) }
            on:click=move |_| does(Some(line.clone()))
        >
            {icon(glyph)}
            <span>{label}<small>{detail}</small></span>
        </div>
    }
    .into_any()
}

/// Pages and deeds that the person may see and do.
fn fixed() -> Vec<Line> {
    let words = w().shell;
    let go = |group, label: &str, icon, path: &str| Line {
        group,
        label: label.to_owned(),
        detail: String::new(),
        icon,
        does: Does::Go(path.to_owned()),
    };
    let mut lines: Vec<Line> = rail::pages()
        .into_iter()
        .map(|page| go(words.palette_go, rail::name(page), rail::glyph(page), page.path()))
        .collect();
    if session::may(Permission::InvitationsWrite) {
        lines.push(go(words.palette_do, words.do_invite, Icon::Plus, "/joining?invite=1"));
    }
    if session::may(Permission::MembersImport) {
        lines.push(go(words.palette_do, words.do_import, Icon::Upload, route::IMPORTS));
    }
    if session::may(Permission::JoinsWrite) {
        lines.push(go(words.palette_do, words.do_review_waiting, Icon::Check, Page::Joining.path()));
    }
    if session::may(Permission::ApiKeysRead) {
        lines.push(go(words.palette_go, words.api_keys, Icon::Key, route::KEYS));
    }
    let label = words.do_theme.to_owned();
    lines.push(Line { group: words.palette_do, label, detail: String::new(), icon: Icon::Moon, does: Does::Theme });
    lines
}

/// The departments that the person sees, asked for once a time the palette is open.
fn places() -> Loader<Vec<Department>> {
    load(
        || (),
        |()| async {
            if session::may(Permission::DepartmentsRead) { departments::tree().await } else { Ok(Vec::new()) }
        },
    )
}

/// Departments with this in their name, those that begin with it first; at most as many as of members.
fn found_places(places: &[Department], wanted: &str) -> Vec<Line> {
    let mut found: Vec<(Option<usize>, &Department)> = places
        .iter()
        .map(|place| (place.name.to_lowercase().find(wanted), place))
        .filter(|(at, _)| at.is_some())
        .collect();
    found.sort_by_key(|(at, _)| *at);
    let above = |place: &Department| {
        let above = places.iter().find(|other| Some(&other.id) == place.parent_id.as_ref());
        above.map(|above| above.name.clone()).unwrap_or_default()
    };
    let line = |(_, place): (_, &Department)| Line {
        group: w().common.departments,
        label: place.name.clone(),
        detail: above(place),
        icon: Icon::Tree,
        does: Does::Go(route::department(&place.id)),
    };
    found.into_iter().take(FOUND as usize).map(line).collect()
}

/// Finds members when typing pauses.
fn people_search(typed: RwSignal<String>, people: RwSignal<(String, Vec<Line>)>) -> impl Fn() + Copy {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let find = move || {
        let search = typed.try_get_untracked().unwrap_or_default().trim().to_owned();
        if search.is_empty() || !session::may(Permission::MembersRead) {
            people.try_set((String::new(), Vec::new()));
            return;
        }
        leptos::task::spawn_local(async move {
            let page = PageRequest { limit: FOUND, ..PageRequest::default() };
            let answer = members::list(MemberQuery { search: search.clone(), page, ..MemberQuery::default() }).await;
            if typed.try_with_untracked(|typed| typed.trim() == search) == Some(true)
                && let Ok(found) = answer
            {
                let line = |row: model::member::MemberRow| Line {
                    group: w().shell.palette_members,
                    detail: row.departments.first().map(|d| d.name.clone()).unwrap_or_default(),
                    icon: Icon::Person,
                    does: Does::Go(route::member(&row.id)),
                    label: row.name,
                };
                people.set((search.to_lowercase(), found.items.into_iter().map(line).collect()));
            }
        });
    };
    move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(find, Duration::from_millis(200)).ok());
    }
}
