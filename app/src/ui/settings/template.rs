//! One text: the form and how it looks to whoever gets it.

use super::words;
use crate::api::templates;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{Button, Form, FormActions, TextArea, TextField, toast};
use crate::ui::{live, may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::limits;
use model::outbox::{Medium, Preview, TemplateText};
use model::permission::Permission;

/// The form; drawn anew for another text.
#[component]
pub fn TemplateForm(
    /// The text as it is used now.
    text: TemplateText,
) -> impl IntoView {
    let subject = RwSignal::new(text.subject.clone());
    let body = RwSignal::new(text.body.clone());
    let preview = RwSignal::new(None::<Preview>);
    let (template, medium, language, original) = (text.template, text.medium, text.language, text.original);
    let base = StoredValue::new(text);
    let typed =
        move || TemplateText { subject: subject.get_untracked(), body: body.get_untracked(), ..base.get_value() };
    let save = deed(templates::save, move |_| {
        toast::done(w().common.saved);
        live::touch(&["templates"]);
    });
    let look = deed(templates::preview, move |seen| preview.set(Some(seen)));
    let reset = deed_in_place(
        move |()| templates::reset(template, medium, language),
        move |_| {
            toast::done(words().text_reset_done);
            live::touch(&["templates"]);
        },
    );
    let submit = move || match typed().check() {
        Ok(text) => save.go(text),
        Err(problem) => save.set_problem(Some(problem)),
    };
    let show = move || match typed().check() {
        Ok(text) => {
            save.set_problem(None);
            look.go(text);
        }
        Err(problem) => save.set_problem(Some(problem)),
    };
    let names: Vec<String> = template.placeholders().iter().map(|name| ["{", name, "}"].concat()).collect();
    let needed = ["{", template.needed(), "}"].concat();
    let hint = fill(words().text_hint, &[("names", &names.join(" ")), ("needed", &needed)]);
    let allowed = may(Permission::ConnectionsWrite);
    let is_letter = medium == Medium::Email;
    view! {
        <Form on_submit=submit problem=save.problem()>
            {is_letter.then(|| view! {
                <TextField name="subject" label=words().subject value=subject max=limits::SUBJECT required=true/>
            })}
            <TextArea name="body" label=words().body value=body rows={if is_letter { 10 } else { 3 }} hint=hint max=limits::TEMPLATE required=true/>
            <div class="line">
                {allowed.then(|| view! { <FormActions label=w().common.save busy=save.busy()/> })}
                <Button busy=look.busy() on_click=show>{words().text_preview}</Button>
                {(allowed && !original).then(|| view! {
                    <Button busy=reset.busy() on_click=move || reset.go(())>{words().text_reset}</Button>
                })}
            </div>
            <div aria-live="polite">
                {move || preview.get().map(|seen| view! {
                    <div class="card stack tight letter-preview">
                        {is_letter.then(|| view! { <strong>{seen.subject.clone()}</strong> })}
                        <p class="letter-text">{seen.body}</p>
                    </div>
                })}
            </div>
        </Form>
    }
}
