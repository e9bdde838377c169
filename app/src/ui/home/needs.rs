//! The list *Needs you*.

use super::need::{Need, needs};
use super::words;
use crate::ui::kit::{EmptyFirst, Icon, Section, Time, icon};
use leptos::prelude::*;
use model::organisation::Overview;

/// The list, or that there is nothing in it.
#[component]
pub fn Needs(
    /// What there is.
    overview: Signal<Overview>,
) -> impl IntoView {
    let found = Memo::new(move |_| overview.with(needs));
    view! {
        <Section title=words().needs_you>
            <Show
                when=move || found.with(|found| !found.is_empty())
                fallback=|| view! {
                    <div class="card"><EmptyFirst icon=Icon::Check title=words().nothing text=words().nothing_text/></div>
                }
            >
                <ul class="needs">
                    <For each=move || found.get() key=|need| (need.key.clone(), need.detail.clone()) let:need>
                        {line(need)}
                    </For>
                </ul>
            </Show>
        </Section>
    }
}

fn line(need: Need) -> impl IntoView {
    view! {
        <li class="need">
            <a href=need.href>
                <span class=need.weight.class()>{icon(need.icon)}</span>
                <span class="need-text">
                    <strong>{need.title}</strong>
                    {(!need.detail.is_empty()).then(|| view! { <small>{need.detail}</small> })}
                </span>
                {need.at.map(|at| view! { <small><Time at/></small> })}
                {icon(Icon::Right)}
            </a>
        </li>
    }
}
