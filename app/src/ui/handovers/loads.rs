//! How much successors look after, before and after, and what stands in their way.

use super::words;
use crate::api::handovers;
use crate::ui::kit::{Section, Tone, badge};
use crate::ui::load::{Loaded, load_one};
use crate::ui::{format, language, route};
use crate::words::seats::SeatsWords;
use leptos::prelude::*;
use model::handover::{Handover, Load};

/// The table; nothing while nobody takes anything over.
#[component]
pub fn Loads(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
) -> impl IntoView {
    let asked = Memo::new(move |_| now.with(|now| (now.id.clone(), now.revision)));
    // What is there stays on screen while a change is looked at.
    let loads = load_one(move || asked.get(), handovers::loads);
    view! {
        <Loaded from=loads let:loads>
            <Show when=move || loads.with(|loads| !loads.is_empty())>
                <Section title=words().loads description=words().loads_text>
                    <div class="handover-loads">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{words().successor}</th>
                                    <th scope="col" class="number">{words().before}</th>
                                    <th scope="col" class="number">{words().after}</th>
                                    <th scope="col">{words().check}</th>
                                </tr>
                            </thead>
                            <tbody>{move || loads.get().iter().map(line).collect_view()}</tbody>
                        </table>
                    </div>
                </Section>
            </Show>
        </Loaded>
    }
}

fn line(load: &Load) -> AnyView {
    let (href, name) = (route::member(&load.member_id), load.name.clone());
    let check = match load.bar {
        Some(bar) => badge(Tone::Bad, SeatsWords::get(language()).bar(bar)),
        None => badge(Tone::Good, words().fit),
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{name}</a></th>
            <td class="number">{format::number(load.before)}</td>
            <td class="number">{format::number(load.after)}</td>
            <td>{check}</td>
        </tr>
    }
    .into_any()
}
