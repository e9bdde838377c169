//! The page: the matrix, and a drawer for making or changing a role.

use super::column::columns;
use super::delete::{DeleteRole, Deleting};
use super::form::RoleForm;
use super::matrix::Matrix;
use super::sheets::Sheets;
use super::words;
use crate::api::roles;
use crate::ui::kit::{Breadcrumb, Button, ButtonKind, Drawer, Icon, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::param::param;
use crate::ui::route::Page;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::permission::Permission;

/// Value of the parameter `open` for a role that does not exist yet.
pub const NEW: &str = "new";

/// Who may do what.
#[component]
pub fn RolesPage() -> impl IntoView {
    let open = param("open");
    let deleting = Deleting::new();
    let changed = use_hint(&["roles", "members"]);
    let all = load(move || changed.get(), |_| roles::list());
    let writes = may(Permission::RolesWrite);
    let above = || {
        let settings = may(Permission::OrganisationWrite).then(|| Page::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().title.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    // Keeps what it was called while the drawer closes.
    let title = Memo::new(move |old: Option<&String>| match open.some() {
        None => old.cloned().unwrap_or_default(),
        Some(id) if id == NEW => words().new.to_owned(),
        Some(id) => {
            let name = |all: &model::role::Roles| all.own.iter().find(|role| role.id.0 == id).map(|r| r.name.clone());
            all.with(name).flatten().unwrap_or_default()
        }
    });
    view! {
        <PageHeader title=words().title description=words().intro above=above>
            {writes.then(|| view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || open.push(NEW)>{words().new}</Button>
            })}
        </PageHeader>
        <Loaded from=all let:known>
            {
                let shown = Memo::new(move |_| known.with(columns));
                view! {
                    <Matrix columns=shown open deleting/>
                    <Sheets columns=shown open deleting/>
                    <Drawer
                        open=Signal::derive(move || writes && open.some().is_some())
                        on_close=move || open.push("")
                        title=move || title.get()
                    >
                        <RoleForm roles=known open/>
                    </Drawer>
                }
            }
        </Loaded>
        <DeleteRole deleting/>
    }
}
