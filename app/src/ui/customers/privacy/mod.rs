//! Privacy requests: the register, one of them, and the rules of keeping.

mod close;
mod dossiers;
mod drawer;
mod form;
mod list;
mod standing;

use crate::ui::kit::{Breadcrumb, PageHeader};
use crate::ui::route::Page;
use crate::ui::{language, w};
use crate::words::privacy::PrivacyWords;
use leptos::prelude::*;
use list::Register;

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
    view! {
        <PageHeader title=words().title description=words().text above=above/>
        <Register/>
    }
}
