//! The recycle bin: who is in it, certificates of those who were erased, and the rules.

mod certificates;
mod erase;
mod list;
mod rules;

use super::deletion_words as words;
use crate::ui::kit::{Breadcrumb, PageHeader, Tab, Tabs};
use crate::ui::param::param;
use crate::ui::route::Page;
use crate::ui::{may, w};
use certificates::Certificates;
use leptos::prelude::*;
use list::BinList;
use model::permission::Permission;
use rules::Rules;

const BIN: &str = "bin";
const CERTIFICATES: &str = "certificates";
const RULES: &str = "rules";

/// The page.
#[component]
pub fn BinPage() -> impl IntoView {
    let tab = param("tab");
    let mut tabs = vec![Tab::new(BIN, words().bin), Tab::new(CERTIFICATES, words().certificates)];
    if may(Permission::OrganisationWrite) {
        tabs.push(Tab::new(RULES, words().rules));
    }
    let above = || {
        let customers = (w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned()));
        view! { <Breadcrumb path=Signal::stored(vec![customers, (words().bin.to_owned(), None)])/> }
    };
    let shown = move || match tab.get().as_str() {
        CERTIFICATES => view! { <Certificates/> }.into_any(),
        RULES => view! { <Rules/> }.into_any(),
        _ => view! { <BinList/> }.into_any(),
    };
    view! {
        <PageHeader title=words().bin description=words().bin_text above=above/>
        <Tabs
            label=words().bin
            tabs=Signal::stored(tabs)
            current=Signal::derive(move || tab.get())
            on_change=move |id: String| tab.set(if id == BIN { "" } else { &id })
        />
        {shown}
    }
}
