//! The page.

use super::form::SettingsForm;
use super::held::HeldList;
use super::list::BackupList;
use super::own_dumps::Commands;
use super::restore::RestorePart;
use super::words;
use crate::api::backups;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Breadcrumb, Button, ButtonKind, Icon, PageHeader, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, load};
use crate::ui::route::Page;
use crate::ui::w;
use leptos::prelude::*;
use model::backup::{Backup, BackupState};

/// The page.
#[component]
pub fn BackupsPage() -> impl IntoView {
    let changed = use_hint(&["backups"]);
    let all = load(move || changed.get(), |_| backups::list());
    let here = Memo::new(move |_| all.with(|all| all.own_dumps.is_none()).unwrap_or_default());
    let making = Memo::new(move |_| {
        all.with(|all| all.items.iter().any(|one| one.state == BackupState::Making)).unwrap_or_default()
    });
    let make = deed_in_place(
        |()| backups::begin(),
        |_: Backup| {
            toast::done(words().begun);
            touch(&["backups"]);
        },
    );
    let busy = Signal::derive(move || making.get() || make.busy().get());
    let above = || {
        let settings = Some(Page::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().title.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().title description=words().text above=above>
            <Show when=move || here.get()>
                <Button kind=ButtonKind::Primary icon=Icon::Plus busy on_click=move || make.go(())>{words().make}</Button>
            </Show>
        </PageHeader>
        <Loaded from=all let:all>
            <Show when=move || here.get() fallback=move || view! { <Commands all/> }>
                <HeldList all/>
                <RestorePart all/>
                <BackupList all/>
                <SettingsForm all/>
            </Show>
        </Loaded>
    }
}
