//! The plans, the on-job transfers, and what leavers left.

use super::list::HandoverTable;
use super::start::{Left, Start, StartDialog};
use super::unassigned::UnassignedTable;
use super::words;
use crate::ui::kit::{Button, ButtonKind, Icon, PageHeader, Tab, Tabs};
use crate::ui::param::{param, set_params};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::handover::HandoverKind;
use model::permission::Permission;

/// Value of the parameter `tab` for what leavers left; the others are the kinds of hand-over.
const UNASSIGNED: &str = "unassigned";

/// The page.
#[component]
pub fn HandoversPage() -> impl IntoView {
    let tab = param("tab");
    let unassigned = Memo::new(move |_| tab.get() == UNASSIGNED);
    let kind = Memo::new(move |_| HandoverKind::from_word(&tab.get()).unwrap_or(HandoverKind::Leaving));
    let starting = RwSignal::new(None::<Start>);
    let mut tabs: Vec<Tab> =
        HandoverKind::ALL.iter().map(|kind| Tab::new(kind.word(), words().kind_tab(*kind))).collect();
    tabs.push(Tab::new(UNASSIGNED, words().tab_unassigned));
    let start = move || {
        starting.set(Some(match kind.get_untracked() {
            HandoverKind::Leaving => {
                Start::Leaving { leavers: Vec::new(), called: String::new(), left: Left::default() }
            }
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
            current=tab.signal()
            on_change=move |id: String| set_params(&[("tab", &id), ("state", ""), ("leaver", "")])
        />
        {move || match unassigned.get() {
            true => view! { <UnassignedTable starting/> }.into_any(),
            false => {
                let kind = kind.get();
                view! { <HandoverTable kind/> }.into_any()
            }
        }}
        <StartDialog starting/>
    }
}
