//! Making a tag, and giving a tag or a group another name.

use super::words;
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions, TextField, toast};
use crate::ui::live::touch;
use crate::ui::w;
use leptos::prelude::*;
use model::limits;
use model::tag::{RenameGroup, SaveTag, TagRow};

/// What is being saved.
#[derive(Clone, PartialEq)]
pub enum Saving {
    /// A tag that does not exist yet.
    New,
    /// A tag that does.
    Known(TagRow),
    /// A group.
    Group(RenameGroup),
}

/// The dialog.
#[component]
pub fn TagDialog(saving: RwSignal<Option<Saving>>) -> impl IntoView {
    let open = Signal::derive(move || saving.with(Option::is_some));
    let title = move || match saving.get() {
        None | Some(Saving::New) => words().new_tag,
        Some(Saving::Known(_)) => words().edit_tag,
        Some(Saving::Group(_)) => words().rename_group,
    };
    view! {
        <Dialog open on_close=move || saving.set(None) title>
            {move || saving.get().map(|what| view! { <TagForm what saving/> })}
        </Dialog>
    }
}

#[component]
fn TagForm(what: Saving, saving: RwSignal<Option<Saving>>) -> impl IntoView {
    let (name, group) = match &what {
        Saving::New => (String::new(), String::new()),
        Saving::Known(row) => (row.tag.name.clone(), row.tag.group.clone()),
        Saving::Group(rename) => (rename.name.clone(), String::new()),
    };
    let (name, group) = (RwSignal::new(name), RwSignal::new(group));
    let is_group = matches!(what, Saving::Group(_));
    let renamed = matches!(what, Saving::Known(_));
    let done = move || {
        toast::done(if renamed { words().tag_saved } else { w().common.saved });
        touch(&["customers"]);
        saving.try_set(None);
    };
    let save = deed(customers::save_tag, move |_| done());
    let rename = deed(customers::rename_group, move |()| done());
    let submit = move || {
        let (name, group) = (name.get_untracked(), group.get_untracked());
        match &what {
            Saving::New => save.go(SaveTag { group, name, ..SaveTag::default() }),
            Saving::Known(row) => {
                save.go(SaveTag { id: Some(row.tag.id.clone()), revision: row.revision, group, name });
            }
            Saving::Group(known) => rename.go(RenameGroup { group: known.group.clone(), name }),
        }
    };
    let problem = Signal::derive(move || save.problem().get().or_else(|| rename.problem().get()));
    let busy = Signal::derive(move || save.busy().get() || rename.busy().get());
    view! {
        <Form on_submit=submit problem>
            <TextField name="name" label=words().tag_name value=name max=limits::TAG required=true autofocus=true/>
            {(!is_group).then(|| view! {
                <TextField name="group" label=words().tag_group value=group hint=words().tag_group_hint max=limits::TAG/>
            })}
            <FormActions label=w().common.save busy on_cancel=move || saving.set(None)/>
        </Form>
    }
}
