//! Legal holds of one customer: those in force, placing one, lifting one.

use super::days;
use super::deletion_words as words;
use crate::api::customers;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{
    Button, Dialog, Form, FormActions, Icon, Section, TextArea, TextField, TextKind, Time, TimeStyle, toast,
};
use crate::ui::live::touch;
use crate::ui::{format, may};
use crate::words::fill;
use leptos::prelude::*;
use model::customer::CustomerDetail;
use model::deletion::{Hold, PlaceHold};
use model::permission::Permission;
use model::{CustomerId, limits};

/// The section of the page.
#[component]
pub fn Holds(customer: Signal<CustomerDetail>) -> impl IntoView {
    let writes = may(Permission::CustomersDelete);
    let asking = RwSignal::new(false);
    let lift = deed_in_place(
        |(customer, hold): (CustomerId, Hold)| customers::lift(customer, hold.id),
        |_| {
            toast::done(words().lifted);
            touch(&["customers"]);
        },
    );
    let holds = Memo::new(move |_| customer.with(|customer| (customer.row.id.clone(), customer.holds.clone())));
    let list = move || {
        let (id, holds) = holds.get();
        if holds.is_empty() {
            return view! { <p class="faint">{words().no_holds}</p> }.into_any();
        }
        let line = |hold: Hold| {
            let ends = match hold.until {
                Some(until) => fill(words().until, &[("date", &format::date(until))]),
                None => words().without_end.to_owned(),
            };
            let (reason, by, at) = (hold.reason.clone(), hold.placed_by.clone(), hold.placed_at);
            let what = (id.clone(), hold);
            let button = writes.then(|| {
                view! { <Button small=true on_click=move || lift.go(what.clone())>{words().lift}</Button> }
            });
            view! {
                <li class="line apart">
                    <span class="two-lines">
                        <strong>{reason}</strong>
                        <small>{ends} " · " {by} " · " <Time at style=TimeStyle::Date/></small>
                    </span>
                    {button}
                </li>
            }
        };
        view! { <ul class="impact">{holds.into_iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! {
        <Section title=words().holds>
            {list}
            {writes.then(|| view! {
                <div class="line">
                    <Button small=true icon=Icon::Pause on_click=move || asking.set(true)>{words().place_hold}</Button>
                </div>
                <PlaceDialog asking customer/>
            })}
        </Section>
    }
}

#[component]
fn PlaceDialog(asking: RwSignal<bool>, customer: Signal<CustomerDetail>) -> impl IntoView {
    view! {
        <Dialog open=asking on_close=move || asking.set(false) title=words().place_hold>
            <PlaceForm asking customer/>
        </Dialog>
    }
}

#[component]
fn PlaceForm(asking: RwSignal<bool>, customer: Signal<CustomerDetail>) -> impl IntoView {
    let [reason, until] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let place = deed(customers::hold, move |_: Vec<Hold>| {
        toast::done(words().held);
        touch(&["customers"]);
        asking.try_set(false);
    });
    let submit = move || {
        // The day that was chosen is still within.
        let until = until.with_untracked(|day| days::ends(day));
        let customer = customer.with_untracked(|customer| customer.row.id.clone());
        place.go(PlaceHold { customer, reason: reason.get_untracked(), until });
    };
    view! {
        <Form on_submit=submit problem=place.problem()>
            <p class="soft">{words().hold_text}</p>
            <TextArea name="reason" label=words().reason value=reason max=limits::NOTE required=true/>
            <TextField name="until" label=words().hold_until value=until kind=TextKind::Date hint=words().hold_until_hint/>
            <FormActions label=words().place_hold busy=place.busy() on_cancel=move || asking.set(false)/>
        </Form>
    }
}
