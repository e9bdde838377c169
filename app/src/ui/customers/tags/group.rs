//! One group of tags.

use super::form::Saving;
use super::{Asking, words};
use crate::ui::kit::{Icon, IconButton, Menu, MenuItem, Pill};
use crate::ui::{count, route, w};
use leptos::prelude::*;
use model::tag::{MOST_COUNTED, RenameGroup, TagRow};

/// The card.
#[component]
pub fn GroupCard(
    /// The platform that owns it; nothing for the organisation's own.
    from: Option<String>,
    /// Its name; empty for tags without one.
    group: String,
    tags: Vec<TagRow>,
    asking: Asking,
    writes: bool,
) -> impl IntoView {
    let own = from.is_none();
    let name = if group.is_empty() { words().no_group.to_owned() } else { group.clone() };
    let rename = (own && writes && !group.is_empty()).then(|| {
        let rename = RenameGroup { group: group.clone(), name: group };
        let ask = move || asking.saving.set(Some(Saving::Group(rename.clone())));
        view! { <IconButton icon=Icon::Edit label=words().rename_group on_click=ask/> }
    });
    let lines = tags.into_iter().map(|row| line(row, asking, own && writes)).collect_view();
    view! {
        <section class="card stack tight">
            <div class="line apart">
                <h2 class="line">{name} {from.map(|from| view! { <Pill>{from}</Pill> })}</h2>
                {rename}
            </div>
            <ul class="impact">{lines}</ul>
        </section>
    }
}

fn line(row: TagRow, asking: Asking, writes: bool) -> AnyView {
    let used = match row.used {
        more if more >= MOST_COUNTED => count(&words().used_many, MOST_COUNTED),
        few => count(&words().used_n, few),
    };
    let href = route::customers_with_tag(&row.tag.id);
    let name = row.tag.name.clone();
    let items = {
        let row = row.clone();
        move || {
            let (edited, gone) = (row.clone(), row.clone());
            let mut items =
                vec![MenuItem::new(words().edit_tag, move || asking.saving.set(Some(Saving::Known(edited.clone()))))];
            let delete = MenuItem::new(w().common.delete, move || asking.deleting.set(Some(gone.clone()))).danger();
            let used = (row.used > 0).then(|| count(&words().used_n, row.used));
            items.push(delete.disabled(used));
            items
        }
    };
    let label = name.clone();
    view! {
        <li class="line apart">
            <span class="line"><strong>{name}</strong> <a class="soft" href=href>{used}</a></span>
            {writes.then(|| view! { <Menu label items/> })}
        </li>
    }
    .into_any()
}
