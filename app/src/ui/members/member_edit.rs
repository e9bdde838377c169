//! Editing a member's profile. When somebody else was faster, the new values are fetched and what was typed stays.

use super::draft::Draft;
use super::drawer::lock_of;
use super::words;
use crate::api::members;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, DepartmentsPicker, Form, FormActions, MemberPicker, TextField, toast};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::w;
use leptos::prelude::*;
use model::member::{EditMember, MemberDetail, MemberField};
use model::{Code, limits};

/// The form.
#[component]
pub fn EditProfile(
    member: Loader<MemberDetail>,
    detail: Signal<MemberDetail>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let first = detail.get_untracked();
    let lock = |field| lock_of(&first, field);
    let (departments, position, manager) =
        (lock(MemberField::Departments), lock(MemberField::Position), lock(MemberField::Manager));
    let draft = Draft::new(first.clone());
    let save = deed(
        |edit: EditMember| members::edit(edit),
        move |detail| {
            editing.try_set(false);
            member.set(detail);
            toast::done(w().common.saved);
            touch(&["members", "departments"]);
        },
    );
    // Another revision arrives by a hint, or because the server refused this one as stale.
    Effect::new(move |_| draft.follow(&detail.get()));
    Effect::new(move |_| {
        if save.problem().with(|problem| problem.as_ref().is_some_and(|problem| problem.code == Code::Stale)) {
            member.reload();
        }
    });
    // Stale is told by the banner, in the words of what happened.
    let problem = Signal::derive(move || save.problem().get().filter(|problem| problem.code != Code::Stale));
    let is_stale = move || {
        draft.news.with(|news| !news.is_empty())
            || save.problem().with(|problem| problem.as_ref().is_some_and(|problem| problem.code == Code::Stale))
    };
    let submit = move || match draft.edit() {
        Some(edit) => save.go(edit),
        None => {
            toast::done(words().nothing_changed);
            editing.set(false);
        }
    };
    view! {
        <Show when=is_stale>
            <Banner kind=BannerKind::Warning>
                <p>{words().changed_meanwhile}</p>
                <ul>{move || draft.news.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </Banner>
        </Show>
        <Form on_submit=submit problem>
            <DepartmentsPicker
                name="departments"
                label=w().common.departments
                value=draft.departments
                hint=words().main_hint
                locked=departments
            />
            <TextField
                name="position"
                label=w().common.position
                value=draft.position
                max=limits::POSITION
                locked=position
            />
            <TextField name="location" label=w().common.location value=draft.location max=limits::LOCATION/>
            <TextField
                name="work_number"
                label=w().common.work_number
                value=draft.work_number
                max=limits::WORK_NUMBER
            />
            <MemberPicker name="manager" label=w().common.manager value=draft.manager locked=manager/>
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || editing.set(false)/>
        </Form>
    }
}
