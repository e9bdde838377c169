//! The page of somebody who has nothing to administer: who he is here, and no data of others.

use super::invite::InviteCard;
use super::invited::Invited;
use super::words;
use crate::ui::kit::{Avatar, Card, Fact, Facts, PageHeader};
use crate::ui::{may, session, w};
use crate::words::fill;
use leptos::prelude::*;
use model::permission::Permission;

/// The person's own page.
#[component]
pub fn OwnPage() -> impl IntoView {
    let me = untrack(session::me);
    let title = fill(words().welcome, &[("name", &me.name)]);
    let several = me.organisations.len() > 1;
    view! {
        <PageHeader title description=words().own_page/>
        <Invited/>
        {may(Permission::InvitationsSend).then(|| view! { <InviteCard/> })}
        <Card>
            <div class="stack">
                <div class="line">
                    <Avatar name=me.name.clone() large=true/>
                    <strong>{me.name.clone()}</strong>
                </div>
                <Facts>
                    <Fact name=w().common.organisation>{me.organisation.name}</Fact>
                    <Fact name=w().common.role>{w().common.held_role(me.role, me.own_role.as_ref()).to_owned()}</Fact>
                    <Fact name=words().you_may>{words().you_may_text}</Fact>
                </Facts>
                <p class="soft">{words().ask_admin}</p>
                {several.then(|| view! { <p class="soft">{words().other_organisations}</p> })}
            </div>
        </Card>
    }
}
