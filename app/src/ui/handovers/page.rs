//! The plans and the on-job transfers.

use super::list::HandoverTable;
use super::start::{Start, StartDialog};
use super::words;
use crate::ui::kit::{Button, ButtonKind, Icon, PageHeader, Tab, Tabs};
use crate::ui::param::{param, set_params};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::handover::HandoverKind;
use model::permission::Permission;

/// The page.
#[component]
pub fn HandoversPage() -> impl IntoView {
    let tab = param("tab");
    let kind = Memo::new(move |_| HandoverKind::from_word(&tab.get()).unwrap_or(HandoverKind::Leaving));
    let starting = RwSignal::new(None::<Start>);
    let tabs = HandoverKind::ALL.iter().map(|kind| Tab::new(kind.word(), words().kind_tab(*kind))).collect::<Vec<_>>();
    let start = move || {
        starting.set(Some(match kind.get_untracked() {
            HandoverKind::Leaving => Start::Leaving { leavers: Vec::new(), called: String::new() },
            HandoverKind::OnJob => Start::OnJob { customers: Vec::new(), giver: None },
        }));
    };
    view! {
        <PageHeader title=w().shell.handovers description=words().text>
            {may(Permission::HandoversWrite).then(|| view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=start>
                    {move || words().kind_start(kind.get())}
                </Button>
            })}
        </PageHeader>
        <Tabs
            label=words().kinds.to_owned()
            tabs=Signal::stored(tabs)
            current=Signal::derive(move || kind.get().word().to_owned())
            on_change=move |id: String| set_params(&[("tab", &id), ("state", "")])
        />
        {move || {
            let kind = kind.get();
            view! { <HandoverTable kind/> }
        }}
        <StartDialog starting/>
    }
}
