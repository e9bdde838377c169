//! Sync: connections and runs, the page of one connection, the review of a change set.
//!
//! * [`centre`]: a [`card`] per connection with [`kind_line`], and the [`history`] of runs.
//! * [`connection`]: the [`form`] with its [`values`], *[`test`]*, [`schedule`]s and [`remove`]; of an identity
//!   provider its access ([`scim`]) with the [`scim_token`].
//! * [`review`]: the [`rows`] of a change set, and the verbs [`apply`], [`retry`], [`undo`] and [`discard`].
//! * Shared with the pages of what a synchronisation brings in: [`start_any`], [`start`], [`under_way`], [`running`]
//!   and [`last_run`].

mod apply;
mod brake;
mod card;
mod centre;
mod conflict;
mod connection;
mod discard;
mod facts;
mod field;
mod finding;
mod form;
mod history;
mod kind_line;
mod last_run;
mod marks;
mod outcome;
mod preset;
mod remove;
mod result;
mod retry;
mod review;
mod review_tab;
mod row;
mod rows;
mod running;
mod schedule;
mod scim;
mod scim_token;
mod stale;
mod start;
mod start_any;
mod test;
mod under_way;
mod undo;
mod values;

pub use last_run::LastRun;
pub use result::{RunBadge, result_said, review_link};
pub use row::reason_said;
pub use running::RunProgress;
pub use schedule::ScheduleForm;
pub use start::StartSync;
pub use start_any::StartAny;
pub use under_way::UnderWay;

use super::route::Page;
use super::shell::guard;
use super::{language, may};
use crate::words::connections::ConnectionsWords;
use crate::words::sync::SyncWords;
use centre::SyncPage;
use connection::ConnectionPage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::permission::Permission;
use review::ReviewPage;

fn words() -> &'static SyncWords {
    SyncWords::get(language())
}

fn names() -> &'static ConnectionsWords {
    ConnectionsWords::get(language())
}

/// Connections and runs.
pub struct SyncRoute;

#[lazy_route]
impl LazyRoute for SyncRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <SyncPage/> }.into_any())
    }
}

/// One connection.
pub struct ConnectionRoute;

#[lazy_route]
impl LazyRoute for ConnectionRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Sync, || view! { <ConnectionPage/> }.into_any())
    }
}

/// The review of a change set.
pub struct ReviewRoute;

#[lazy_route]
impl LazyRoute for ReviewRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        // Whoever edits or imports many reviews what he asked for; the server shows nobody more than his own.
        if [Permission::MembersWrite, Permission::MembersImport, Permission::CustomersWrite, Permission::SeatsRead]
            .into_iter()
            .any(may)
        {
            return view! { <ReviewPage/> }.into_any();
        }
        guard(Page::Sync, || view! { <ReviewPage/> }.into_any())
    }
}
