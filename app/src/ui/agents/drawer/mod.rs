//! One agent, in a drawer over the list; and, in the same module, the form for somebody new.
//!
//! * [`head`]: name, state, access and what can be done; [`facts`]: what is known; [`edit`]: what can be changed.
//! * [`replace`]: the way to another number, address or role; [`letter`]: where the mailed password stands.

mod edit;
mod facts;
mod head;
mod letter;
mod replace;

use super::add::AddForm;
use super::desk::Desk;
use super::place::{EDIT, Place, REPLACE, open_agent};
use super::{said, words};
use crate::api::agents;
use crate::ui::history::HistoryList;
use crate::ui::kit::{Button, Drawer, Icon, Section, late};
use crate::ui::labels;
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::may;
use crate::ui::param::push_params;
use leptos::prelude::*;
use model::AgentId;
use model::agent::AgentDetail;
use model::permission::Permission;

/// What the module draws.
pub enum Part {
    /// The form for somebody new.
    Add(Place),
    /// The agent whom the URL names.
    One(Place, Desk),
}

/// The part, as soon as its module is there.
pub fn part(part: Part) -> AnyView {
    late(agent_drawer(part))
}

#[lazy]
fn agent_drawer(part: Part) -> AnyView {
    match part {
        Part::Add(place) => view! { <AddForm place/> }.into_any(),
        Part::One(place, desk) => view! { <Body place desk/> }.into_any(),
    }
}

/// The drawer; open while the URL names an agent.
#[component]
pub fn AgentDrawer(place: Place, desk: Desk) -> impl IntoView {
    view! {
        <Drawer
            open=Signal::derive(move || place.agent.some().is_some())
            on_close=move || push_params(&[("agent", ""), ("dialog", "")])
            title=labels().subject_agent
        >
            {part(Part::One(place, desk))}
        </Drawer>
    }
}

#[component]
fn Body(place: Place, desk: Desk) -> impl IntoView {
    // Keeps the last id while the drawer closes: nothing is asked for without one.
    let id = Memo::new(move |old: Option<&String>| place.agent.some().or_else(|| old.cloned()).unwrap_or_default());
    let changed = use_hint(&["agents", "outbox"]);
    let agent = load_one(move || (id.get(), changed.get()), |id| agents::get(AgentId(id)));
    view! {
        <Loaded from=agent let:detail>
            <Details place desk agent detail/>
        </Loaded>
    }
}

#[component]
fn Details(place: Place, desk: Desk, agent: Loader<AgentDetail>, detail: Signal<AgentDetail>) -> impl IntoView {
    let writes = may(Permission::AgentsWrite);
    let here = Memo::new(move |_| detail.with(|detail| detail.row.kept_until.is_none()));
    let editing = Memo::new(move |_| writes && here.get() && place.dialog.get() == EDIT);
    let edit = move || {
        (writes && here.get() && !editing.get()).then(|| {
            let open = move || open_agent(&detail.with_untracked(|detail| detail.row.id.clone()), EDIT);
            view! { <Button small=true icon=Icon::Edit on_click=open>{words().edit_agent}</Button> }
        })
    };
    let facts = Memo::new(move |_| detail.get());
    let sign_ins = Memo::new(move |_| detail.with(|detail| detail.sign_ins.clone()));
    let none = move || sign_ins.with(Vec::is_empty);
    view! {
        {move || head::head(&facts.get(), desk, place)}
        <Section title=words().facts actions=move || view! { {edit} }>
            {move || if editing.get() {
                view! { <edit::EditForm place agent detail/> }.into_any()
            } else {
                (move || facts::facts(&facts.get(), place)).into_any()
            }}
        </Section>
        {move || letter::letter(&facts.get(), desk)}
        <Section title=words().sign_ins>
            <Show when=move || !none() fallback=|| view! { <p class="faint">{words().no_sign_ins}</p> }>
                {move || sign_ins.with(|list| said::sign_ins(list))}
            </Show>
        </Section>
        {may(Permission::AuditRead).then(|| {
            let history = Memo::new(move |_| detail.with(|detail| detail.history.clone()));
            view! {
                <Section title=words().history>
                    {move || view! { <HistoryList entries=history.get()/> }}
                </Section>
            }
        })}
        <replace::ReplaceDialog
            place
            detail
            open=Signal::derive(move || writes && here.get() && place.dialog.get() == REPLACE)
        />
    }
}
