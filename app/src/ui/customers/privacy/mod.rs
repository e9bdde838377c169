//! Privacy requests: the register, one of them, and the rules of keeping.

mod close;
mod dossiers;
mod drawer;
mod form;
mod list;
mod standing;

use super::retention::Retention;
use crate::ui::kit::{Breadcrumb, PageHeader, Tab, Tabs};
use crate::ui::param::{param, set_params};
use crate::ui::route::Page;
use crate::ui::{language, may, w};
use crate::words::privacy::PrivacyWords;
use crate::words::retention::RetentionWords;
use leptos::prelude::*;
use list::Register;
use model::permission::Permission;

const REQUESTS: &str = "requests";
const RETENTION: &str = "retention";

fn words() -> &'static PrivacyWords {
    PrivacyWords::get(language())
}

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let above = || {
        let customers = (w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned()));
        view! { <Breadcrumb path=Signal::stored(vec![customers, (words().title.to_owned(), None)])/> }
    };
    let tab = param("tab");
    let mut tabs = vec![Tab::new(REQUESTS, words().requests)];
    if may(Permission::OrganisationWrite) {
        tabs.push(Tab::new(RETENTION, RetentionWords::get(language()).title));
    }
    // Whoever may only decide about keeping sees that.
    let requests = may(Permission::PrivacyWrite);
    if !requests {
        tabs.remove(0);
    }
    let shown = move || match tab.get().as_str() {
        _ if !requests => view! { <Retention/> }.into_any(),
        RETENTION => view! { <Retention/> }.into_any(),
        _ => view! { <Register/> }.into_any(),
    };
    view! {
        <PageHeader title=words().title description=words().text above=above/>
        <Tabs
            label=words().title
            tabs=Signal::stored(tabs)
            current=Signal::derive(move || tab.get())
            on_change=move |id: String| set_params(&[("tab", if id == REQUESTS { "" } else { &id }), ("state", ""), ("open", "")])
        />
        {shown}
    }
}
