//! The form of one customer. Somebody who has the number or the address already is named before he is added twice.

use super::Whom;
use super::draft::Draft;
use super::words;
use crate::api::customers;
use crate::ui::customers::tag_finder::own_tag_finder;
use crate::ui::customers::words as customer_words;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Button, Form, FormActions, LinkButton, MembersPicker, MultiCombobox, TextArea, TextField,
    TextKind, toast,
};
use crate::ui::live::touch;
use crate::ui::{labels, may, route, say, w};
use crate::words::fill;
use leptos::prelude::*;
use model::customer::CustomerDetail;
use model::customer_edit::{AddCustomer, CustomerField, EditCustomer};
use model::permission::Permission;
use model::{Code, CustomerId, limits};

/// The form.
#[component]
pub fn CustomerForm(whom: Whom, close: Callback<()>) -> impl IntoView {
    let known = match whom {
        Whom::New => None,
        Whom::Known(detail) => Some(*detail),
    };
    let draft = Draft::new(known.as_ref());
    let add = deed(customers::add, move |added: CustomerDetail| {
        toast::done(fill(words().added, &[("name", &added.row.name)]));
        touch(&["customers"]);
        close.run(());
        route::go(&route::customer(&added.row.id));
    });
    let edit = deed(
        |edit: EditCustomer| customers::edit(edit),
        move |_: CustomerDetail| {
            toast::done(w().common.saved);
            touch(&["customers"]);
            close.run(());
        },
    );
    let lock = |field: CustomerField| {
        let locks = known.as_ref().map(|known| known.locks.as_slice()).unwrap_or_default();
        locks.iter().find(|(locked, _)| *locked == field).map(|(_, lock)| labels().lock(*lock).to_owned())
    };
    let (name, company, position) =
        (lock(CustomerField::Name), lock(CustomerField::Company), lock(CustomerField::Position));
    let owners_open = lock(CustomerField::Owners).is_none() && may(Permission::MembersRead);
    let is_new = known.is_none();
    let known = StoredValue::new(known);
    let submit = move || match known.get_value() {
        None => add.go(draft.add(false)),
        Some(known) => match draft.edit(&known) {
            Some(changed) => edit.go(changed),
            None => {
                toast::done(words().nothing_changed);
                close.run(());
            }
        },
    };
    // Who is in the way is told by a banner, with both ways out.
    let problem = Signal::derive(move || {
        add.problem()
            .get()
            .filter(|problem| problem.code != Code::Taken)
            .or_else(|| edit.problem().get().filter(|problem| problem.code != Code::Stale))
    });
    let taken = Signal::derive(move || add.problem().get().filter(|problem| problem.code == Code::Taken));
    let again = move || {
        taken.get().map(|problem| {
            let param = |name: &str| problem.param(name).unwrap_or_default().to_owned();
            let field = if param("field") == "email" { w().common.email } else { w().common.phone };
            let said = fill(words().known, &[("name", &param("name")), ("field", field)]);
            let (open, href) = (
                fill(words().open_known, &[("name", &param("name"))]),
                route::customer(&CustomerId(param("customer"))),
            );
            view! {
                <Banner kind=BannerKind::Warning>
                    <p>{said}</p>
                    <div class="line">
                        <LinkButton href>{open}</LinkButton>
                        <Button on_click=move || add.go(AddCustomer { even_if_here: true, ..draft.add(true) })>
                            {words().add_anyway}
                        </Button>
                    </div>
                </Banner>
            }
        })
    };
    let stale = move || {
        let problem = edit.problem().get().filter(|problem| problem.code == Code::Stale)?;
        let said = say(&problem);
        Some(view! { <Banner kind=BannerKind::Warning>{said} " " {words().changed_meanwhile}</Banner> })
    };
    let busy = Signal::derive(move || add.busy().get() || edit.busy().get());
    view! {
        <Form on_submit=submit problem>
            {again}
            {stale}
            <TextField name="name" label=customer_words().name value=draft.name max=limits::NAME required=is_new locked=name/>
            <TextField
                name="company"
                label=customer_words().company
                value=draft.company
                max=limits::COMPANY
                locked=company
            />
            <TextField
                name="position"
                label=w().common.position
                value=draft.position
                max=limits::POSITION
                locked=position
            />
            <TextField name="phone" label=w().common.phone value=draft.phone kind=TextKind::Phone/>
            <TextField name="email" label=w().common.email value=draft.email kind=TextKind::Email max=limits::EMAIL/>
            {owners_open.then(|| view! { <MembersPicker name="owners" label=words().owners value=draft.owners/> })}
            <MultiCombobox name="tags" label=words().own_tags value=draft.tags find=own_tag_finder()/>
            <TextArea name="note" label=words().note value=draft.note hint=words().note_hint max=limits::CUSTOMER_NOTE/>
            <FormActions
                label=if is_new { words().add } else { w().common.save }
                busy
                on_cancel=move || close.run(())
            />
        </Form>
    }
}
