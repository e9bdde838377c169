//! What stands side by side, and the choices.

use super::side::side;
use super::words;
use crate::api::customers;
use crate::ui::customers::deletion::left;
use crate::ui::customers::put_back::put_back;
use crate::ui::customers::words as customer_words;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Form, FormActions, RadioGroup, Select, toast};
use crate::ui::live::touch;
use crate::ui::load::{Loaded, load};
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::CustomerId;
use model::customer::CustomerDetail;
use model::customer::Outcomes;
use model::customer_edit::CustomerField;
use model::merge::{Merge, MergePreview};

/// The preview with the form under it.
#[component]
pub fn MergeQuestion(
    ids: Vec<CustomerId>,
    merging: RwSignal<Option<Vec<CustomerId>>>,
    on_done: Callback<CustomerId>,
) -> impl IntoView {
    let preview = load(move || ids.clone(), customers::preview_merge);
    view! {
        <Loaded from=preview let:preview>
            <MergeForm preview=preview.get_untracked() merging on_done/>
        </Loaded>
    }
}

fn value(customer: &CustomerDetail, field: CustomerField) -> &str {
    match field {
        CustomerField::Name => &customer.row.name,
        CustomerField::Company => &customer.row.company,
        CustomerField::Position => &customer.position,
        CustomerField::Phone => &customer.row.phone,
        CustomerField::Email => &customer.row.email,
        CustomerField::Note | CustomerField::Owners | CustomerField::Tags => "",
    }
}

fn named(field: CustomerField) -> &'static str {
    match field {
        CustomerField::Name => customer_words().name,
        CustomerField::Company => customer_words().company,
        CustomerField::Position => w().common.position,
        CustomerField::Phone => w().common.phone,
        CustomerField::Email => w().common.email,
        CustomerField::Note => words().note,
        CustomerField::Owners => words().owners,
        CustomerField::Tags => customer_words().tags,
    }
}

#[component]
fn MergeForm(
    preview: MergePreview,
    merging: RwSignal<Option<Vec<CustomerId>>>,
    on_done: Callback<CustomerId>,
) -> impl IntoView {
    let id = |customer: &CustomerDetail| customer.row.id.0.clone();
    let first = preview.sides.first().map(|side| id(&side.customer)).unwrap_or_default();
    let keep = RwSignal::new(first.clone());
    // Of whom no platform speaks, a person says who stays.
    let free = preview.sides.iter().all(|side| side.customer.external_ids.is_empty());
    let who: Vec<Choice> = preview
        .sides
        .iter()
        .map(|side| {
            Choice::new(id(&side.customer), side.customer.row.name.clone()).detail(side.customer.row.company.clone())
        })
        .collect();
    // Fields in which they differ, each with the value of each of them once.
    let mut choices: Vec<(CustomerField, RwSignal<String>, Vec<Choice>)> = Vec::new();
    for field in Merge::CHOSEN.into_iter().filter(|field| !preview.locked.contains(field)) {
        let mut values: Vec<Choice> = Vec::new();
        for side in preview.sides.iter().filter(|side| side.problem.is_none()) {
            let text = value(&side.customer, field);
            if !text.is_empty() && !values.iter().any(|known| known.label == text) {
                values.push(Choice::new(id(&side.customer), text));
            }
        }
        if values.len() > 1 {
            choices.push((field, RwSignal::new(values[0].id.clone()), values));
        }
    }
    let told = RwSignal::new(None::<Outcomes>);
    let merge = deed(customers::merge, move |done: Outcomes| {
        touch(&["customers", "changes"]);
        if let Some(set) = done.set.clone() {
            toast::undo(words().merged, move || put_back(set.clone()));
        }
        if done.outcomes.iter().any(|one| one.problem.is_some()) {
            told.set(Some(done));
        } else {
            on_done.run(CustomerId(keep.get_untracked()));
            merging.try_set(None);
        }
    });
    let all: Vec<CustomerId> = preview.sides.iter().map(|side| side.customer.row.id.clone()).collect();
    let chosen: Vec<_> = choices.iter().map(|(field, value, _)| (*field, *value)).collect();
    let submit = move || {
        let take = chosen.iter().map(|(field, value)| (*field, CustomerId(value.get_untracked()))).collect();
        merge.go(Merge { keep: CustomerId(keep.get_untracked()), ids: all.clone(), take });
    };
    let any = preview.sides.iter().skip(1).any(|side| side.problem.is_none());
    let sides = StoredValue::new(preview.sides);
    let lines = move || {
        let stays = keep.get();
        sides.with_value(|sides| sides.iter().map(|one| side(one, one.customer.row.id.0 == stays)).collect_view())
    };
    let fields = choices.into_iter().map(|(field, value, options)| {
        let label = fill(words().choose, &[("field", &named(field).to_lowercase())]);
        view! { <RadioGroup name=field.word() label value options=Signal::stored(options)/> }
    });
    view! {
        <Form on_submit=submit problem=merge.problem()>
            <p class="soft">{words().merge_text}</p>
            <ul class="impact">{lines}</ul>
            {free.then(|| view! { <Select name="keep" label=words().keep value=keep bind=keep options=Signal::stored(who)/> })}
            {fields.collect_view()}
            {move || told.with(|told| told.as_ref().and_then(|done| left(&done.outcomes)))}
            <FormActions
                label=words().merge
                busy=merge.busy()
                disabled=Signal::derive(move || !any || told.with(Option::is_some))
                on_cancel=move || merging.set(None)
            />
        </Form>
    }
}
