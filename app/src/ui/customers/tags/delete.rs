//! Deleting a tag that nobody carries.

use super::words;
use crate::api::customers;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, toast};
use crate::ui::live::touch;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::tag::TagRow;

/// The question.
#[component]
pub fn DeleteTag(deleting: RwSignal<Option<TagRow>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let name =
        Memo::new(move |_| deleting.with(|row| row.as_ref().map(|row| row.tag.name.clone())).unwrap_or_default());
    let delete = deed(
        |row: TagRow| async move {
            customers::delete_tag(row.tag.id, row.revision).await?;
            Ok(row.tag.name)
        },
        move |name: String| {
            toast::done(fill(words().tag_deleted, &[("name", &name)]));
            touch(&["customers"]);
            open.try_set(false);
        },
    );
    Effect::new(move |_| open.set(deleting.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && deleting.with_untracked(Option::is_some) {
            deleting.set(None);
        }
    });
    view! {
        <Confirm
            open
            title=w().common.delete
            consequence=move || fill(words().tag_delete_text, &[("name", &name.get())])
            confirm=w().common.delete
            busy=delete.busy()
            problem=delete.problem()
            on_confirm=move || {
                if let Some(row) = deleting.get_untracked() {
                    delete.go(row);
                }
            }
        />
    }
}
