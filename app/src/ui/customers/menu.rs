//! What is rarely done with customers as a whole, behind the ⋮ of the page.

use super::duplicates::DuplicatesDialog;
use super::{deletion_words, edit_words};
use crate::ui::kit::{Icon, Menu, MenuItem};
use crate::ui::{language, may, route, w};
use crate::words::privacy::PrivacyWords;
use leptos::prelude::*;
use model::import::ImportKind;
use model::permission::Permission;

/// The menu with its dialogs.
#[component]
pub fn CustomersMenu() -> impl IntoView {
    let looking = RwSignal::new(false);
    let items = move || {
        let mut items = vec![MenuItem::link(edit_words().manage_tags, route::TAGS)];
        if may(Permission::CustomersWrite) {
            items.push(MenuItem::link(edit_words().import, route::imports(ImportKind::Customers)));
            items.push(MenuItem::new(edit_words().duplicates, move || looking.set(true)).icon(Icon::Search));
        }
        if may(Permission::PrivacyWrite) {
            items.push(MenuItem::link(PrivacyWords::get(language()).title, route::PRIVACY).line_before());
        }
        if may(Permission::CustomersDelete) {
            items.push(MenuItem::link(deletion_words().bin, route::BIN).icon(Icon::Trash));
        }
        items
    };
    view! {
        <Menu label=w().common.more items/>
        <DuplicatesDialog open=looking/>
    }
}
