//! The right pane: one request with everything that helps to decide it.

use super::channel::channel_icon;
use super::decide::{Asking, Desk};
use super::words;
use crate::ui::kit::{
    Avatar, Banner, Button, ButtonKind, CopyButton, Fact, Facts, Icon, Kbd, Labelled, Time, TimeStyle,
};
use crate::ui::w;
use leptos::prelude::*;
use model::join::Join;

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
    let absent = || view! { <span class="faint">"–"</span> }.into_any();
    let email = match join.email.clone() {
        Some(email) => view! { <a href=["mailto:", &email].concat() rel="external">{email}</a> }.into_any(),
        None => absent(),
    };
    let phone = match join.phone.clone() {
        Some(phone) => view! { <a href=["tel:", &phone].concat() rel="external">{phone}</a> }.into_any(),
        None => absent(),
    };
    let text = |text: Option<String>| match text.filter(|text| !text.is_empty()) {
        Some(text) => text.into_any(),
        None => absent(),
    };
    let inviter = join.inviter.clone().or_else(|| Some(words().nobody_invited.to_owned()));
    let actions = desk.map(|desk| actions(join.clone(), desk));
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
            <Banner>{c.join_rule(join.rule)}</Banner>
            <Facts>
                <Fact name=c.email>{email}</Fact>
                <Fact name=c.phone>{phone}</Fact>
                <Fact name=words().came_by>
                    <Labelled icon=channel_icon(join.channel)>{c.channel(join.channel)}</Labelled>
                </Fact>
                <Fact name=words().inviter>{text(inviter)}</Fact>
                <Fact name=c.department>{text(join.department.clone().map(|(_, name)| name))}</Fact>
                <Fact name=c.position>{text(Some(join.position.clone()))}</Fact>
                <Fact name=words().asked_at><Time at=join.created_at style=TimeStyle::DateTime/></Fact>
                <Fact name=words().reference>
                    <span class="line"><span class="mono">{join.reference.clone()}</span> <CopyButton text=join.reference/></span>
                </Fact>
            </Facts>
            {actions}
        </div>
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
