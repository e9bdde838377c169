//! The page: every key, newest first, also those that no longer work.

use super::add::AddKey;
use super::made::MadeKey;
use super::revoke::Revoke;
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
use crate::ui::{dom, format, may, w};
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
    let menu = RowMenu::new(move |key: &ApiKey| {
        let key = key.clone();
        let gone = key.revoked_at.is_some().then(|| words().revoked.to_owned());
        let ask = move || {
            revoking.set(Some(key.clone()));
            asked.set(true);
        };
        vec![MenuItem::new(words().revoke, ask).icon(Icon::Block).danger().disabled(gone)]
    });
    let add = move || {
        view! { <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || dialog.push("add")>{words().add}</Button> }
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
        <AddKey dialog made/>
        <MadeKey made/>
        <Revoke revoking asked/>
    }
}

fn columns() -> Vec<Column<ApiKey>> {
    vec![
        Column::new("name", words().name, |key: &ApiKey| {
            let (name, prefix) = (key.name.clone(), [key.prefix.as_str(), "…"].concat());
            view! { <span class="two-lines"><strong>{name}</strong> <small class="mono">{prefix}</small></span> }
        })
        .width(190),
        Column::new("scopes", words().scopes, |key: &ApiKey| {
            key.scopes.iter().map(|scope| words().scope(*scope)).collect::<Vec<_>>().join(" · ")
        })
        .width(300),
        Column::new("state", w().common.status, state).width(120),
        Column::new("used", words().last_used, used).width(160),
        Column::new("expires", words().expires, |key: &ApiKey| match key.expires_at {
            Some(at) => view! { <Time at style=TimeStyle::DateTime/> }.into_any(),
            None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
        })
        .width(150),
        Column::new("by", words().made_by, |key: &ApiKey| key.created_by.clone()).width(140).hideable(),
        Column::new("rate", words().rate, |key: &ApiKey| format::number(key.rate_per_minute))
            .width(120)
            .numeric()
            .hidden(),
        Column::new("created", w().common.created, |key: &ApiKey| view! { <Time at=key.created_at/> })
            .width(120)
            .hidden(),
    ]
}

fn state(key: &ApiKey) -> AnyView {
    let is_over = key.expires_at.is_some_and(|end| end <= dom::now());
    match (key.revoked_at, is_over) {
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
