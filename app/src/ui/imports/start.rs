//! The way in: a new file, and what was imported earlier.

use super::file::FileStep;
use super::history::History;
use super::steps::{Step, Steps};
use super::words;
use crate::ui::kit::{Breadcrumb, PageHeader, Section};
use crate::ui::route::Page;
use crate::ui::w;
use leptos::prelude::*;

/// The page.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let above = || {
        let path = vec![
            (w().shell.members.to_owned(), Some(Page::Members.path().to_owned())),
            (words().title.to_owned(), None),
        ];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().title description=words().intro above=above/>
        <Steps at=Signal::stored(Step::File)/>
        <FileStep/>
        <Section title=words().history>
            <History/>
        </Section>
    }
}
