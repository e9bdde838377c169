//! The mail server and the SMS gateway.

use super::words;
use crate::api::connections;
use crate::ui::kit::{Badge, Banner, BannerKind, Icon, LinkButton, Menu, MenuItem, Section, Tone, icon};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::{language, may, route, w};
use crate::words::connections::ConnectionsWords;
use crate::words::delivery::DeliveryWords;
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind, ConnectionState};
use model::outbox::{DeliveryReason, Medium};
use model::permission::Permission;

/// A line a connection that sends, and the ways to connect more.
#[component]
pub fn Senders() -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let all = load(
        move || changed.get(),
        |_| async move {
            let mut all = connections::list().await?;
            all.retain(|one| one.kind.sends().is_some());
            Ok(all)
        },
    );
    view! {
        <Section title=words().senders description=words().senders_text actions=connect>
            <Loaded from=all let:all>
                {move || [Medium::Email, Medium::Sms].map(|medium| all.with(|all| lines(all, medium)))}
            </Loaded>
        </Section>
    }
}

fn connect() -> Option<impl IntoView> {
    may(Permission::ConnectionsWrite).then(|| {
        let items = || {
            let kinds = ConnectionKind::ALL.iter().copied().filter(|kind| kind.sends().is_some());
            kinds.map(|kind| MenuItem::link(names().kind(kind), route::new_connection(kind))).collect()
        };
        view! { <Menu label=words().connect items trigger=|| view! { {icon(Icon::Plus)} {words().connect} } class="button"/> }
    })
}

fn names() -> &'static ConnectionsWords {
    ConnectionsWords::get(language())
}

fn lines(all: &[Connection], medium: Medium) -> AnyView {
    let mut of_medium = all.iter().filter(|one| one.kind.sends() == Some(medium)).cloned().peekable();
    if of_medium.peek().is_none() {
        let text = match medium {
            Medium::Email => words().no_mail,
            Medium::Sms => words().no_sms,
        };
        return view! { <p class="faint">{text}</p> }.into_any();
    }
    of_medium.enumerate().map(|(at, connection)| line(connection, at == 0)).collect_view().into_any()
}

/// Only the first of a medium is used; that there are others is for the day on which it is removed.
fn line(connection: Connection, is_used: bool) -> impl IntoView {
    let tone = match connection.state {
        ConnectionState::New | ConnectionState::Paused => Tone::Neutral,
        ConnectionState::Good => Tone::Good,
        ConnectionState::Bad => Tone::Bad,
    };
    let problem = connection.problem.as_ref().filter(|_| connection.state == ConnectionState::Bad).map(|problem| {
        let detail = problem.param("detail").unwrap_or_default().to_owned();
        let medium = connection.kind.sends().unwrap_or(Medium::Email);
        let known = problem.param("reason").and_then(DeliveryReason::from_word);
        let said = known.map(|reason| DeliveryWords::get(language()).reason(medium, reason));
        [said.unwrap_or_default(), &detail].join(" ")
    });
    let href = route::connection(&connection.id);
    view! {
        <div class="sender stack tight">
            <div class="line apart">
                <div class="line">
                    <strong>{connection.name.clone()}</strong>
                    <span class="faint">{names().kind(connection.kind)}</span>
                    <Badge dot=true tone>{w().common.connection_state(connection.state)}</Badge>
                    {(!is_used).then(|| view! { <span class="faint">{words().not_used}</span> })}
                </div>
                <LinkButton href icon=Icon::Settings>{w().shell.settings}</LinkButton>
            </div>
            {problem.map(|text| view! { <Banner kind=BannerKind::Error>{text}</Banner> })}
        </div>
    }
}
