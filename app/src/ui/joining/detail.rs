//! The right pane: one request with everything that helps to decide it.

use super::channel::channel_icon;
use super::decide::{Asking, Desk};
use super::words;
use crate::ui::kit::{
    Avatar, Banner, BannerKind, Button, ButtonKind, CopyButton, Fact, Facts, Icon, Kbd, Labelled, Time, TimeStyle,
};
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::join::Join;
use model::permission::Role;

/// One request.
#[component]
pub fn Detail(
    /// The request.
    join: Join,
    /// Where decisions are made; `None` for those who may only look.
    desk: Option<Desk>,
    /// Back to the list, on a phone.
    #[prop(into)]
    on_back: Callback<()>,
) -> impl IntoView {
    let c = w().common;
    let inviter = join.inviter.clone().unwrap_or_else(|| words().nobody_invited.to_owned());
    let actions = desk.map(|desk| actions(join.clone(), desk));
    // Only what was asked for: an organisation that asks nothing more sees nothing more.
    let wish = join.wish.clone().map(|(_, name)| view! { <Fact name=words().wish>{name}</Fact> });
    let number = Some(join.work_number.clone()).filter(|number| !number.is_empty());
    let number = number.map(|number| view! { <Fact name=c.work_number>{number}</Fact> });
    let is_plain = join.role == Role::Member && join.own_role.is_none();
    let role = (!is_plain).then(|| c.held_role(join.role, join.own_role.as_ref()).to_owned());
    let role = role.map(|role| view! { <Fact name=c.role>{role}</Fact> });
    let answer = |(question, answer): (String, String)| view! { <Fact name=question>{answer}</Fact> };
    let answers = join.answers.iter().cloned().map(answer).collect_view();
    let maybe_here = join.matches.first().map(|one| {
        let said = fill(words().maybe_here, &[("name", &one.name)]);
        view! { <Banner kind=BannerKind::Warning>{said}</Banner> }
    });
    view! {
        <div class="request stack" aria-live="polite">
            <div class="request-back">
                <Button kind=ButtonKind::Ghost icon=Icon::Left on_click=move || on_back.run(())>{c.back}</Button>
            </div>
            <div class="line">
                <Avatar name=join.name.clone() large=true/>
                <div>
                    <h2>{join.name.clone()}</h2>
                    <p class="soft">{words().waiting_since} " " <Time at=join.created_at/></p>
                </div>
            </div>
            <Banner>{labels().join_rule(join.rule)}</Banner>
            {maybe_here}
            <Facts>
                <Fact name=c.email>{reach("mailto:", join.email.clone())}</Fact>
                <Fact name=c.phone>{reach("tel:", join.phone.clone())}</Fact>
                <Fact name=words().came_by>
                    <Labelled icon=channel_icon(join.channel)>{c.channel(join.channel)}</Labelled>
                </Fact>
                <Fact name=words().inviter>{inviter}</Fact>
                <Fact name=c.department>{text(join.department.clone().map(|(_, name)| name))}</Fact>
                {wish}
                <Fact name=c.position>{text(Some(join.position.clone()))}</Fact>
                {role}
                {number}
                {answers}
                <Fact name=words().asked_at><Time at=join.created_at style=TimeStyle::DateTime/></Fact>
                <Fact name=words().reference>
                    <span class="line"><span class="mono">{join.reference.clone()}</span> <CopyButton text=join.reference/></span>
                </Fact>
            </Facts>
            {actions}
        </div>
    }
}

fn text(text: Option<String>) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => text.into_any(),
        None => view! { <span class="faint">"–"</span> }.into_any(),
    }
}

fn reach(scheme: &str, address: Option<String>) -> AnyView {
    match address {
        Some(address) => {
            let href = [scheme, &address].concat();
            view! { <a href=href rel="external">{address}</a> }.into_any()
        }
        None => text(None),
    }
}

fn actions(join: Join, desk: Desk) -> impl IntoView {
    let join = StoredValue::new(join);
    let people = move || vec![join.get_value()];
    view! {
        <div class="request-actions">
            <Button kind=ButtonKind::Primary icon=Icon::Check on_click=move || desk.ask(Asking::Approve(people()))>
                {w().common.approve}
            </Button>
            <Button icon=Icon::Close on_click=move || desk.ask(Asking::Refuse(people()))>{w().common.refuse}</Button>
            <Button kind=ButtonKind::Danger icon=Icon::Block on_click=move || desk.ask(Asking::Block(people()))>
                {words().block}
            </Button>
        </div>
        <p class="request-keys faint">
            <Kbd>"J"</Kbd> " " <Kbd>"K"</Kbd> " " {words().key_move} " · "
            <Kbd>"A"</Kbd> " " {w().common.approve} " · " <Kbd>"R"</Kbd> " " {w().common.refuse}
        </p>
    }
}
