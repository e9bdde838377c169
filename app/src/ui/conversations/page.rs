//! The list of conversations.

use super::list::ConversationTable;
use super::words;
use crate::ui::kit::PageHeader;
use crate::ui::sync::{LastRun, StartAny, UnderWay};
use leptos::prelude::*;
use model::run::RunKind;

/// The page.
#[component]
pub fn ConversationsPage() -> impl IntoView {
    view! {
        <PageHeader title=words().title description=words().text>
            <UnderWay kind=RunKind::SyncArchive/>
            <div class="bottom-action"><StartAny kind=RunKind::SyncArchive/></div>
        </PageHeader>
        <LastRun kind=RunKind::SyncArchive/>
        <ConversationTable/>
    }
}
