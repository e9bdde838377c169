//! Page state in the URL, so that it can be linked, reloaded and gone back through.

use super::route;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// One parameter of the query string. Empty means absent.
#[derive(Clone, Copy)]
pub struct Param {
    name: &'static str,
    query: Memo<ParamsMap>,
}

/// The parameter of a name. Call it where the component is made, not in a handler.
pub fn param(name: &'static str) -> Param {
    Param { name, query: use_query_map() }
}

impl Param {
    /// Its value, or an empty text.
    pub fn get(&self) -> String {
        self.query.with(|query| query.get(self.name).unwrap_or_default())
    }
    /// Its value, if it has one.
    pub fn some(&self) -> Option<String> {
        Some(self.get()).filter(|value| !value.is_empty())
    }
    /// A signal of its value, for components that take one.
    pub fn signal(self) -> Signal<String> {
        Signal::derive(move || self.get())
    }
    /// Sets it in place: *Back* leaves the page. Paging starts again, because another list is shown.
    pub fn set(&self, value: &str) {
        set_params(&[(self.name, value)]);
    }
    /// Sets it as a step of its own: *Back* takes it back. For drawers and tabs.
    pub fn push(&self, value: &str) {
        route::go(&self.link(value));
    }
    /// The address of this page with another value.
    pub fn link(&self, value: &str) -> String {
        self.query.with(|query| address(query, &[(self.name, value)]))
    }
}

/// Sets several parameters at once, in place. An empty value removes one.
pub fn set_params(values: &[(&str, &str)]) {
    let query = super::dom::query();
    let mut map = ParamsMap::new();
    if let Ok(search) = web_sys::UrlSearchParams::new_with_str(&query) {
        for pair in js_sys::Array::from(&search).iter() {
            let pair: js_sys::Array = pair.into();
            map.insert(pair.get(0).as_string().unwrap_or_default(), pair.get(1).as_string().unwrap_or_default());
        }
    }
    route::replace(&address(&map, values));
}

/// Parameters that belong to one page of a list and mean nothing in another.
const PAGING: [&str; 2] = ["after", "page"];
/// Parameters that open something over the list without changing it.
const OVERLAYS: [&str; 3] = ["open", "tab", "dialog"];

fn address(query: &ParamsMap, values: &[(&str, &str)]) -> String {
    let mut query = query.clone();
    if values.iter().any(|(name, _)| !PAGING.contains(name) && !OVERLAYS.contains(name)) {
        for name in PAGING {
            query.remove(name);
        }
    }
    for (name, value) in values {
        query.remove(name);
        if !value.is_empty() {
            query.insert((*name).to_owned(), (*value).to_owned());
        }
    }
    format!("{}{}", super::dom::path(), query.to_query_string())
}
