//! What a member is responsible for: departments he heads or looks after, customers, and seats.

use super::words;
use crate::ui::kit::{Fact, Facts, Pill, Section};
use crate::ui::route;
use crate::ui::seats::{held, load_held};
use crate::ui::{count, may};
use leptos::prelude::*;
use model::DepartmentId;
use model::member::MemberDetail;
use model::permission::Permission;
use model::seat::Seat;

/// What the member holds.
#[component]
pub fn Holds(detail: Signal<MemberDetail>) -> impl IntoView {
    let member = Memo::new(move |_| detail.with(|detail| detail.row.id.clone()));
    let seats = load_held(member);
    view! {
        <Section title=words().holds>
            {move || facts(&detail.get(), &seats.get().unwrap_or_default())}
        </Section>
    }
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
    let seats = held(seats);
    view! {
        <Facts>
            {heads}
            {scope}
            {customers}
            {seats}
        </Facts>
    }
    .into_any()
}

fn pill((id, name): &(DepartmentId, String)) -> AnyView {
    let (href, name) = (route::department(id), name.clone());
    view! { <Pill href>{name}</Pill> }.into_any()
}
