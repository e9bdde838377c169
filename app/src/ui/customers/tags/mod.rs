//! The tags of the organisation: by group, made, renamed, deleted where nobody carries them.

mod delete;
mod form;
mod group;

use super::edit_words as words;
use crate::api::customers;
use crate::ui::kit::{Breadcrumb, Button, ButtonKind, EmptyFirst, Icon, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::route::Page;
use crate::ui::{may, session, w};
use delete::DeleteTag;
use form::{Saving, TagDialog};
use group::GroupCard;
use leptos::prelude::*;
use model::permission::Permission;
use model::tag::TagRow;

/// What is being asked about.
#[derive(Clone, Copy)]
struct Asking {
    saving: RwSignal<Option<Saving>>,
    deleting: RwSignal<Option<TagRow>>,
}

/// The page.
#[component]
pub fn TagsPage() -> impl IntoView {
    let changed = use_hint(&["customers"]);
    let rows = load(move || changed.get(), |_| customers::tag_rows());
    let asking = Asking { saving: RwSignal::new(None), deleting: RwSignal::new(None) };
    // Tags are everybody's: whoever looks after departments uses them.
    let writes = may(Permission::CustomersWrite) && !session::me().scoped;
    let above = || {
        let customers = (w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned()));
        view! { <Breadcrumb path=Signal::stored(vec![customers, (words().manage_tags.to_owned(), None)])/> }
    };
    let new = move || asking.saving.set(Some(Saving::New));
    view! {
        <PageHeader title=words().manage_tags description=words().tags_text above=above>
            {writes.then(|| view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=new>{words().new_tag}</Button>
            })}
        </PageHeader>
        <Loaded from=rows let:rows>
            {move || groups(rows.get(), asking, writes)}
        </Loaded>
        <TagDialog saving=asking.saving/>
        <DeleteTag deleting=asking.deleting/>
    }
}

/// A card a group; those of a platform by themselves.
fn groups(rows: Vec<TagRow>, asking: Asking, writes: bool) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyFirst icon=Icon::Customers title=words().no_own_tags/> }.into_any();
    }
    let mut groups: Vec<(Option<String>, String, Vec<TagRow>)> = Vec::new();
    for row in rows {
        let there = groups.iter_mut().find(|(from, group, _)| *from == row.connection && *group == row.tag.group);
        match there {
            Some((_, _, tags)) => tags.push(row),
            None => groups.push((row.connection.clone(), row.tag.group.clone(), vec![row])),
        }
    }
    // The organisation's own first.
    groups.sort_by_key(|(from, _, _)| from.is_some());
    let card = |(from, group, tags)| view! { <GroupCard from group tags asking writes/> };
    view! { <div class="stack">{groups.into_iter().map(card).collect_view()}</div> }.into_any()
}
