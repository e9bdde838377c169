//! Page state in the URL, so that it can be linked, reloaded and gone back through.

use super::{dom, route};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::UrlSearchParams;

/// One parameter of the query string. Empty means absent.
#[derive(Clone, Copy)]
pub struct Param {
    name: &'static str,
    search: Memo<String>,
    value: Memo<String>,
}

/// The parameter of a name. Call it where the component is made, not in a handler.
pub fn param(name: &'static str) -> Param {
    let search = use_location().search;
    let value = Memo::new(move |_| search.with(|search| read(search).get(name)).unwrap_or_default());
    Param { name, search, value }
}

impl Param {
    /// Its value, or an empty text.
    pub fn get(&self) -> String {
        self.value.get()
    }
    /// Its value, if it has one.
    pub fn some(&self) -> Option<String> {
        Some(self.get()).filter(|value| !value.is_empty())
    }
    /// A signal of its value, for components that take one.
    pub fn signal(self) -> Signal<String> {
        self.value.into()
    }
    /// Sets it in place: *Back* leaves the page. Paging starts again, because another list is shown.
    pub fn set(&self, value: &str) {
        set_params(&[(self.name, value)]);
    }
    /// Sets it as a step of its own: *Back* takes it back. For drawers and tabs.
    pub fn push(&self, value: &str) {
        push_params(&[(self.name, value)]);
    }
    /// The address of this page with another value; follows the other parameters.
    pub fn link(&self, value: &str) -> String {
        self.search.with(|search| address(search, &[(self.name, value)]))
    }
}

/// Sets several parameters at once, in place. An empty value removes one. Two calls in a row would undo each other.
pub fn set_params(values: &[(&str, &str)]) {
    route::replace(&address(&dom::query(), values));
}

/// As [`set_params`], as a step of its own.
pub fn push_params(values: &[(&str, &str)]) {
    route::go(&address(&dom::query(), values));
}

/// Parameters that belong to one page of a list and mean nothing in another.
const PAGING: [&str; 2] = ["after", "page"];
/// Parameters that open something over the list without changing it.
const OVERLAYS: [&str; 4] = ["open", "dialog", "invite", "agent"];

fn read(search: &str) -> UrlSearchParams {
    UrlSearchParams::new_with_str(search).expect("any text is read as a query string")
}

fn address(search: &str, values: &[(&str, &str)]) -> String {
    let query = read(search);
    if values.iter().any(|(name, _)| !PAGING.contains(name) && !OVERLAYS.contains(name)) {
        for name in PAGING {
            query.delete(name);
        }
    }
    for (name, value) in values {
        if value.is_empty() {
            query.delete(name);
        } else {
            query.set(name, value);
        }
    }
    let mut address = dom::path();
    let query = String::from(query.to_string());
    if !query.is_empty() {
        address.push('?');
        address.push_str(&query);
    }
    address
}
