//! The page: every key, newest first, also those that no longer work.

use super::add::AddKey;
use super::edit::EditKey;
use super::made::MadeKey;
use super::revoke::Revoke;
use super::rotate::Rotate;
use super::words;
use crate::api::api_keys;
use crate::ui::kit::{
    Breadcrumb, Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, LinkButton, MenuItem, PageHeader, RowMenu,
    Time, TimeStyle, Tone, badge,
};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::route::Page as Place;
use crate::ui::{dom, format, lacks, may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::api_key::{ApiKey, FreshApiKey};
use model::page::Page;
use model::permission::Permission;

/// Where the interface is described.
const REFERENCE: &str = "/docs";

/// The page.
#[component]
pub fn KeysPage() -> impl IntoView {
    let changed = use_hint(&["api_keys"]);
    let rows = load(
        move || changed.get(),
        |_| async {
            let items = api_keys::list().await?;
            let total = Some(items.len() as i64);
            Ok(Page { items, next_cursor: None, total })
        },
    );
    let dialog = param("dialog");
    let made = RwSignal::new(None::<FreshApiKey>);
    let revoking = RwSignal::new(None::<ApiKey>);
    let asked = RwSignal::new(false);
    let rotating = RwSignal::new(None::<ApiKey>);
    let editing = RwSignal::new(None::<ApiKey>);
    let writes = may(Permission::ApiKeysWrite);
    let menu = RowMenu::new(move |key: &ApiKey| {
        let (key, key_of) = (key.clone(), key.clone());
        let gone = key.revoked_at.is_some().then(|| words().revoked.to_owned());
        let gone = gone.or_else(|| (!writes).then(|| lacks(Permission::ApiKeysWrite)));
        let ask = move || {
            revoking.set(Some(key.clone()));
            asked.set(true);
        };
        let (to_edit, to_rotate) = (key_of.clone(), key_of.clone());
        let over = gone.clone().or_else(|| is_over(&key_of).then(|| words().expired.to_owned()));
        let edit = move || editing.set(Some(to_edit.clone()));
        let rotate = move || rotating.set(Some(to_rotate.clone()));
        vec![
            MenuItem::new(w().common.edit, edit).icon(Icon::Edit).disabled(gone.clone()),
            MenuItem::new(words().rotate, rotate).icon(Icon::Refresh).disabled(over),
            MenuItem::new(words().revoke, ask).icon(Icon::Block).danger().line_before().disabled(gone),
        ]
    });
    let add = move || {
        writes.then(|| {
            view! { <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || dialog.push("add")>{words().add}</Button> }
        })
    };
    let above = || {
        let settings = may(Permission::OrganisationWrite).then(|| Place::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().title.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().title description=words().text above=above>
            <LinkButton href=REFERENCE outside=true>{words().reference}</LinkButton>
            {add()}
        </PageHeader>
        <DataTable
            name="keys"
            label=words().title
            from=rows
            columns=columns()
            id=|key: &ApiKey| key.id.0.clone()
            title=|key: &ApiKey| key.name.clone()
            menu
            empty=move || view! {
                <EmptyFirst icon=Icon::Key title=words().none_yet text=words().none_yet_text>{add()}</EmptyFirst>
            }
        />
        {writes.then(|| view! { <AddKey dialog made/> <EditKey editing/> <Rotate rotating made/> })}
        <MadeKey made/>
        <Revoke revoking asked/>
    }
}

fn columns() -> Vec<Column<ApiKey>> {
    vec![
        Column::new("name", words().name, |key: &ApiKey| {
            let (name, prefix) = (key.name.clone(), [key.prefix.as_str(), "…"].concat());
            let old = key.old_prefix.clone().zip(key.old_until).map(|(prefix, until)| {
                let values = [("prefix", prefix.as_str()), ("date", &format::date_time(until))];
                let text = fill(words().old_until, &values);
                view! { <small>{text}</small> }
            });
            view! { <span class="two-lines"><strong>{name}</strong> <small class="mono">{prefix}</small> {old}</span> }
        })
        .width(180),
        Column::new("scopes", words().scopes, |key: &ApiKey| {
            key.scopes.iter().map(|scope| words().scope(*scope)).collect::<Vec<_>>().join(" · ")
        })
        .width(250),
        Column::new("limits", words().limits, limited).width(160).hideable(),
        Column::new("state", w().common.status, state).width(110),
        Column::new("used", words().last_used, used).width(130),
        Column::new("expires", words().expires, |key: &ApiKey| match key.expires_at {
            Some(at) => view! { <Time at style=TimeStyle::DateTime/> }.into_any(),
            None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
        })
        .width(120),
        Column::new("by", words().made_by, |key: &ApiKey| key.created_by.clone()).width(120).hideable(),
        Column::new("rate", words().rate, |key: &ApiKey| format::number(key.rate_per_minute))
            .width(120)
            .numeric()
            .hidden(),
        Column::new("created", w().common.created, |key: &ApiKey| view! { <Time at=key.created_at/> })
            .width(120)
            .hidden(),
    ]
}

fn is_over(key: &ApiKey) -> bool {
    key.expires_at.is_some_and(|end| end <= dom::now())
}

/// Departments and addresses, and from where it was refused.
fn limited(key: &ApiKey) -> AnyView {
    let departments = key.departments.iter().flatten().map(|(_, name)| name.clone());
    let departments: Vec<String> = departments.collect();
    let addresses = key.addresses.join(", ");
    let nowhere = key.departments.as_ref().is_some_and(Vec::is_empty).then(|| words().no_department);
    let refused = key.refused_at.map(|at| {
        let text =
            fill(words().refused_from, &[("address", &key.refused_address), ("n", &format::number(key.refused_count))]);
        view! { <small>{text} " · " <Time at/></small> }
    });
    view! {
        <span class="two-lines">
            {departments.join(" · ")} {nowhere} <small class="mono">{addresses}</small> {refused}
        </span>
    }
    .into_any()
}

fn state(key: &ApiKey) -> AnyView {
    match (key.revoked_at, is_over(key)) {
        (Some(_), _) => badge(Tone::Neutral, words().revoked),
        (None, true) => badge(Tone::Warning, words().expired),
        (None, false) => badge(Tone::Good, words().works),
    }
    .into_any()
}

fn used(key: &ApiKey) -> AnyView {
    match key.last_used_at {
        Some(at) => {
            let address = key.last_used_address.clone();
            view! { <span class="two-lines"><Time at/> <small class="mono">{address}</small></span> }.into_any()
        }
        None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
    }
}
