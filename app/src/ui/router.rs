//! Which screen answers which path. Each is a lazy route: the module of a noun is loaded when it is first visited.
//! Every route is paid for by the first view, so that pages which share a module share a route too.

use super::shell::{Frame, NotFound};
use super::{
    activity, agents, chart, conversations, customers, handovers, home, imports, joining, members, presence, profile,
    route, settings, sync,
};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::use_navigate;
use leptos_router::{Lazy, path};

/// The frame with the screen of the present path.
#[component]
pub fn Console() -> impl IntoView {
    view! {
        <Router>
            <Provide/>
            <Frame>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view={Lazy::<home::HomeRoute>::new()}/>
                    <Route path=path!("/members") view={Lazy::<members::MembersRoute>::new()}/>
                    <Route path=path!("/chart") view={Lazy::<chart::ChartRoute>::new()}/>
                    <Route path=path!("/joining") view={Lazy::<joining::JoiningRoute>::new()}/>
                    <Route path=path!("/import/:id?") view={Lazy::<imports::ImportsRoute>::new()}/>
                    <Route path=path!("/customers/:id?") view={Lazy::<customers::CustomersRoute>::new()}/>
                    <Route path=path!("/handovers/:id?") view={Lazy::<handovers::HandoversRoute>::new()}/>
                    <Route path=path!("/conversations/:id?") view={Lazy::<conversations::ConversationsRoute>::new()}/>
                    <Route path=path!("/presence") view={Lazy::<presence::PresenceRoute>::new()}/>
                    <Route path=path!("/agents") view={Lazy::<agents::AgentsRoute>::new()}/>
                    <Route path=path!("/sync") view={Lazy::<sync::SyncRoute>::new()}/>
                    <Route path=path!("/sync/connections/:id") view={Lazy::<sync::ConnectionRoute>::new()}/>
                    <Route path=path!("/sync/changes/:id") view={Lazy::<sync::ReviewRoute>::new()}/>
                    <Route path=path!("/activity") view={Lazy::<activity::ActivityRoute>::new()}/>
                    <Route path=path!("/profile") view={Lazy::<profile::ProfileRoute>::new()}/>
                    <Route path=path!("/settings/:page?") view={Lazy::<settings::SettingsRoute>::new()}/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

#[component]
fn Provide() -> impl IntoView {
    route::provide(use_navigate());
}
