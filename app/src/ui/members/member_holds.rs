//! What a member is responsible for: departments he heads or looks after, customers, and seats.

use super::words;
use crate::ui::handovers::{Left, Start, StartDialog};
use crate::ui::kit::{Button, Fact, Facts, Icon, Pill, Section};
use crate::ui::route;
use crate::ui::seats::{held, load_held};
use crate::ui::{count, language, may};
use crate::words::conversations::ConversationsWords;
use leptos::prelude::*;
use model::DepartmentId;
use model::member::{MemberDetail, Status};
use model::permission::Permission;
use model::seat::Seat;

/// What the member holds.
#[component]
pub fn Holds(detail: Signal<MemberDetail>) -> impl IntoView {
    let member = Memo::new(move |_| detail.with(|detail| detail.row.id.clone()));
    let seats = load_held(member);
    let starting = RwSignal::new(None::<Start>);
    let begin = move || {
        let (leavers, called) = detail.with_untracked(|detail| (vec![detail.row.id.clone()], detail.row.name.clone()));
        starting.set(Some(Start::Leaving { leavers, called, left: Left::default() }));
    };
    let can = Memo::new(move |_| detail.with(|detail| can_hand_over(detail.row.status)));
    let button = move || {
        (may(Permission::HandoversWrite) && can.get()).then(|| {
            view! { <Button small=true icon=Icon::Switch on_click=begin>{words().inheritance}</Button> }
        })
    };
    view! {
        <Section title=words().holds actions=move || view! { {button} }>
            {move || facts(&detail.get(), &seats.get().unwrap_or_default())}
        </Section>
        <StartDialog starting/>
    }
}

/// Whether there can be something to hand over: of who left earlier, the customers that were left behind.
pub const fn can_hand_over(status: Status) -> bool {
    matches!(status, Status::Active | Status::Suspended | Status::Terminated)
}

fn facts(detail: &MemberDetail, seats: &[Seat]) -> AnyView {
    if detail.heads.is_empty() && detail.scope.is_empty() && detail.customers == 0 && seats.is_empty() {
        return view! { <p class="faint">{words().holds_nothing}</p> }.into_any();
    }
    let list = |name: &'static str, departments: &[(DepartmentId, String)]| {
        let pills = departments.iter().map(pill).collect_view();
        (!departments.is_empty()).then(|| view! { <Fact name><span class="line">{pills}</span></Fact> })
    };
    let customers = (detail.customers > 0).then(|| {
        let said = count(&words().holds_customers, detail.customers);
        let body = if may(Permission::CustomersRead) {
            let href = route::customers_of(&detail.row.id);
            view! { <a href=href>{said}</a> }.into_any()
        } else {
            said.into_any()
        };
        view! { <Fact name=words().customers>{body}</Fact> }
    });
    let (heads, scope) = (list(words().heads_departments, &detail.heads), list(words().scope, &detail.scope));
    let archived = (may(Permission::ArchiveRead) && !seats.is_empty()).then(|| {
        let (href, archive) = (route::conversations_of(&detail.row.id), ConversationsWords::get(language()));
        view! { <Fact name=archive.state><a href=href>{archive.see_conversations}</a></Fact> }
    });
    let seats = held(seats);
    view! {
        <Facts>
            {heads}
            {scope}
            {customers}
            {seats}
            {archived}
        </Facts>
    }
    .into_any()
}

fn pill((id, name): &(DepartmentId, String)) -> AnyView {
    let (href, name) = (route::department(id), name.clone());
    view! { <Pill href>{name}</Pill> }.into_any()
}
