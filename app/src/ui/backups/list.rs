//! Every backup, newest first.

use super::under_way::UnderWay;
use super::{said, words};
use crate::api::backups;
use crate::ui::deed::deed;
use crate::ui::format::bytes;
use crate::ui::kit::{Column, Confirm, DataTable, EmptyFirst, Icon, MenuItem, RowMenu, Time, Tone, badge, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::{dom, format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::backup::{Backup, BackupState, Backups};
use model::page::Page;

/// The list, and what is asked before one goes out or away.
#[component]
pub fn BackupList(all: Signal<Backups>) -> impl IntoView {
    let changed = use_hint(&["backups"]);
    let rows = load(
        move || changed.get(),
        |_| async {
            let items = backups::list().await?.items;
            let total = Some(items.len() as i64);
            Ok(Page { items, next_cursor: None, total })
        },
    );
    let (fetching, fetch_asked) = (RwSignal::new(None::<Backup>), RwSignal::new(false));
    let (removing, remove_asked) = (RwSignal::new(None::<Backup>), RwSignal::new(false));
    let restore = param("restore");
    let menu = RowMenu::new(move |backup: &Backup| {
        let whole = backup.state == BackupState::Verified;
        let (there, kept) = (whole && backup.on_disk, backup.clone());
        let fetch = move || {
            if kept.encrypted {
                take(&kept);
            } else {
                fetching.set(Some(kept.clone()));
                fetch_asked.set(true);
            }
        };
        let (chosen, gone) = (backup.id.0.clone(), backup.clone());
        let remove = move || {
            removing.set(Some(gone.clone()));
            remove_asked.set(true);
        };
        let not = |possible: bool| (!possible).then(|| words().state(backup.state).to_owned());
        vec![
            MenuItem::new(words().fetch, fetch).icon(Icon::Download).disabled(not(there)),
            MenuItem::new(words().restore, move || restore.push(&chosen)).icon(Icon::Undo).disabled(not(whole)),
            MenuItem::new(words().remove, remove)
                .icon(Icon::Trash)
                .danger()
                .disabled(not(backup.state != BackupState::Making)),
        ]
    });
    let making = Memo::new(move |_| {
        all.with(|all| {
            let making = all.items.iter().find(|one| one.state == BackupState::Making);
            making.and_then(|one| one.run.clone())
        })
    });
    let remove = deed(
        |backup: Backup| backups::remove(backup.id),
        move |_: Backup| {
            remove_asked.set(false);
            toast::done(words().removed);
            touch(&["backups"]);
        },
    );
    let name = |of: RwSignal<Option<Backup>>| {
        move || of.with(|one| one.as_ref().map(|one| one.file_name.clone())).unwrap_or_default()
    };
    view! {
        {move || making.get().map(|run| view! { <UnderWay run label=words().making/> })}
        <DataTable
            name="backups"
            label=words().title
            from=rows
            columns=columns()
            id=|backup: &Backup| backup.id.0.clone()
            title=|backup: &Backup| backup.file_name.clone()
            menu
            empty=|| view! { <EmptyFirst icon=Icon::Copy title=words().none_yet text=words().none_yet_text/> }
        />
        <Confirm
            open=fetch_asked
            title=words().fetch_title
            counts=name(fetching)
            consequence=words().fetch_consequence
            way_back=words().fetch_back
            confirm=words().fetch
            on_confirm=move || {
                fetching.with_untracked(|backup| backup.iter().for_each(take));
                fetch_asked.set(false);
            }
        />
        <Confirm
            open=remove_asked
            title=words().remove_title
            counts=name(removing)
            consequence=words().remove_consequence
            way_back=words().remove_back
            confirm=words().remove
            busy=remove.busy()
            problem=remove.problem()
            on_confirm=move || if let Some(backup) = removing.get_untracked() { remove.go(backup) }
        />
    }
}

/// Has the browser save the file.
fn take(backup: &Backup) {
    dom::post(&["/backups/", backup.id.as_str(), "/file"].concat(), "confirm", "everything");
}

fn columns() -> Vec<Column<Backup>> {
    vec![
        Column::new("made", words().made, |backup: &Backup| {
            let (at, by) = (backup.made_at, backup.made_by.clone());
            view! { <span class="two-lines"><Time at/> <small>{by}</small></span> }
        })
        .width(140),
        Column::new("state", w().common.status, |backup: &Backup| {
            let tone = match backup.state {
                BackupState::Making => Tone::Info,
                BackupState::Verified if backup.problem.is_some() => Tone::Warning,
                BackupState::Verified => Tone::Good,
                BackupState::Failed => Tone::Bad,
                BackupState::Gone => Tone::Neutral,
            };
            badge(tone, words().state(backup.state))
        })
        .width(110),
        Column::new("reason", words().reason, |backup: &Backup| words().reason_word(backup.reason)).width(150),
        Column::new("checked", words().checked, checked).width(320),
        Column::new("size", words().size, |backup: &Backup| backup.size.map(bytes).unwrap_or_default())
            .width(90)
            .numeric(),
        Column::new("where", words().where_is, |backup: &Backup| {
            let places = [(backup.on_disk, words().on_disk), (backup.in_store, words().in_store)];
            let places: Vec<_> = places.into_iter().filter(|(there, _)| *there).map(|(_, word)| word).collect();
            if places.is_empty() { words().nowhere.to_owned() } else { places.join(" · ") }
        })
        .width(150),
        Column::new("encrypted", words().encrypted, |backup: &Backup| {
            if backup.encrypted { words().encrypted } else { words().in_the_clear }
        })
        .width(130)
        .hideable(),
        Column::new("file", words().file, |backup: &Backup| {
            let name = backup.file_name.clone();
            view! { <span class="mono clip">{name}</span> }
        })
        .width(300)
        .hidden(),
    ]
}

/// What opening it showed, or why it failed.
fn checked(backup: &Backup) -> AnyView {
    if let Some(problem) = &backup.problem {
        return view! { <span>{said(problem)}</span> }.into_any();
    }
    let Some(findings) = &backup.findings else { return ().into_any() };
    let values = [
        ("members", format::number(findings.rows_of("members"))),
        ("customers", format::number(findings.rows_of("customers"))),
        ("entries", format::number(findings.entries)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = fill(words().holds, &values);
    view! { <span>{text}</span> }.into_any()
}
