//! Restoring: choose, look, confirm.

use super::difference::{sums, tables};
use super::under_way::UnderWay;
use super::upload::UploadPart;
use super::{said, words};
use crate::api::backups;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::format;
use crate::ui::kit::{
    Banner, BannerKind, Button, ButtonKind, Confirm, Dialog, Form, FormActions, Icon, Section, TextField, TextKind,
};
use crate::ui::live::touch;
use crate::ui::param::param;
use crate::words::fill;
use leptos::prelude::*;
use model::backup::{Backups, RESTORE_WORD, Restore, RestoreState};
use model::{BackupId, RestoreId};

/// How often the page looks whether the server is back.
const LOOK: std::time::Duration = std::time::Duration::from_secs(2);

/// What is prepared, under way, or was the last; and the ways to begin.
#[component]
pub fn RestorePart(all: Signal<Backups>) -> impl IntoView {
    let restore = Memo::new(move |_| all.with(|all| all.restore.clone()));
    let uploading = RwSignal::new(false);
    let actions = move || {
        view! { <Button icon=Icon::Upload on_click=move || uploading.update(|on| *on = !*on)>{words().restore_upload}</Button> }
    };
    let state = move || restore.get().map(part);
    view! {
        <Section title=words().restore description=words().restore_text actions>
            <Show when=move || uploading.get()><UploadPart/></Show>
            <div class="stack" aria-live="polite">{state}</div>
        </Section>
        <Chosen all/>
    }
}

fn part(restore: Restore) -> AnyView {
    let file = restore.file_name.clone();
    match restore.state {
        RestoreState::Checking => restore.run.map(|run| view! { <UnderWay run label=words().checking/> }).into_any(),
        RestoreState::Ready => view! { <Ready restore/> }.into_any(),
        RestoreState::Restoring => view! { <Restoring run=restore.run/> }.into_any(),
        RestoreState::Done => {
            let time = restore.done_at.map(format::date_time).unwrap_or_default();
            let values = [("file", file.as_str()), ("name", restore.confirmed_by.as_str()), ("time", time.as_str())];
            let text = fill(words().restored, &values);
            view! { <Banner kind=BannerKind::Success>{text}</Banner> }.into_any()
        }
        RestoreState::Failed => {
            let why = restore.problem.as_ref().map(said).unwrap_or_default();
            let text = [fill(words().restore_failed, &[("file", &file)]).as_str(), " ", why.as_str()].concat();
            view! { <Banner kind=BannerKind::Error>{text}</Banner> }.into_any()
        }
        RestoreState::Dropped => ().into_any(),
    }
}

/// A copy is made, then the server goes away for a moment: asked until it is back.
#[component]
fn Restoring(run: Option<model::RunId>) -> impl IntoView {
    let again = set_interval_with_handle(|| touch(&["backups"]), LOOK).ok();
    on_cleanup(move || {
        if let Some(again) = again {
            again.clear();
        }
    });
    view! {
        <Banner kind=BannerKind::Info>{words().restoring}</Banner>
        {run.map(|run| view! { <UnderWay run label=words().restoring/> })}
    }
}

/// What it would change, and the question.
#[component]
fn Ready(restore: Restore) -> impl IntoView {
    let asked = RwSignal::new(false);
    let id = StoredValue::new(restore.id.clone());
    let confirm = deed(
        |id: RestoreId| backups::confirm(id, RESTORE_WORD.to_owned()),
        move |_: Restore| {
            asked.set(false);
            touch(&["backups", "runs"]);
        },
    );
    let give_up = deed_in_place(backups::give_up, |_: Restore| touch(&["backups"]));
    let (lost, back) = restore.difference.as_ref().map(sums).unwrap_or_default();
    let counts = fill(words().confirm_counts, &[("lost", &format::number(lost)), ("back", &format::number(back))]);
    let file = [("file", restore.file_name.as_str())];
    let title = fill(words().ready, &file);
    let question = fill(words().confirm_title, &file);
    let why = restore.problem.as_ref().map(|problem| {
        let said = said(problem);
        view! { <Banner kind=BannerKind::Error>{said}</Banner> }
    });
    view! {
        <div class="card stack">
            <h3>{title}</h3>
            {why}
            {restore.difference.as_ref().map(tables)}
            <div class="line">
                <Button kind=ButtonKind::Danger on_click=move || asked.set(true)>{words().restore}</Button>
                <Button busy=give_up.busy() on_click=move || give_up.go(id.get_value())>{words().give_up}</Button>
            </div>
        </div>
        <Confirm
            open=asked
            title=question
            counts
            consequence=words().confirm_consequence
            way_back=words().confirm_back
            confirm=words().restore
            word=RESTORE_WORD.to_owned()
            busy=confirm.busy()
            problem=confirm.problem()
            on_confirm=move || confirm.go(id.get_value())
        />
    }
}

/// The dialog for a backup of the list: its passphrase, if it has another than is set now.
#[component]
fn Chosen(all: Signal<Backups>) -> impl IntoView {
    let chosen = param("restore");
    let passphrase = RwSignal::new(String::new());
    let begin = deed(
        |(id, passphrase): (BackupId, String)| backups::begin_restore(id, passphrase),
        move |_: Restore| {
            passphrase.set(String::new());
            chosen.push("");
            touch(&["backups", "runs"]);
        },
    );
    let encrypted = Memo::new(move |_| {
        let id = chosen.get();
        all.with(|all| all.items.iter().any(|one| one.id.0 == id && one.encrypted))
    });
    let open = Signal::derive(move || !chosen.get().is_empty());
    let name = move || {
        let id = chosen.get();
        all.with(|all| all.items.iter().find(|one| one.id.0 == id).map(|one| one.file_name.clone())).unwrap_or_default()
    };
    let submit = move || begin.go((BackupId(untrack(|| chosen.get())), passphrase.get_untracked()));
    view! {
        <Dialog open on_close=move || chosen.push("") title=words().restore_title>
            <Form on_submit=submit problem=begin.problem()>
                <p class="mono">{name}</p>
                <p>{words().restore_text}</p>
                <Show when=move || encrypted.get()>
                    <TextField
                        name="passphrase"
                        label=words().restore_passphrase
                        hint=words().restore_passphrase_hint
                        value=passphrase
                        kind=TextKind::Password
                        max=512
                    />
                </Show>
                <FormActions label=words().look busy=begin.busy() on_cancel=move || chosen.push("")/>
            </Form>
        </Dialog>
    }
}
