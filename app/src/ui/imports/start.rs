//! The way in: a new file, and what was imported earlier.

use super::file::FileStep;
use super::history::History;
use super::kind::{Above, KindChoice, titled, wanted};
use super::steps::{Step, Steps};
use super::words;
use crate::ui::kit::{PageHeader, Section};
use leptos::prelude::*;
use model::import::ImportKind;

/// The page.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let kind = wanted();
    let title = move || titled(kind.get()).to_owned();
    let description = move || {
        match kind.get() {
            ImportKind::Members => words().intro,
            ImportKind::Customers => words().intro_customers,
            ImportKind::Mappings => words().intro_mappings,
            ImportKind::Agents => words().intro_agents,
        }
        .to_owned()
    };
    let above = move || view! { <Above kind/> };
    view! {
        <PageHeader title=title description=description above=above/>
        <Steps at=Signal::stored(Step::File)/>
        <KindChoice kind/>
        // Another kind is another form: what was typed for one is not sent as the other.
        {move || view! { <FileStep kind=kind.get()/> }}
        <Section title=words().history>
            {move || view! { <History kind=kind.get()/> }}
        </Section>
    }
}
