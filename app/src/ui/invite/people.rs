//! The tab *E-mail and phone*.

use super::chips::{AddressBox, focus_box};
use super::common::{Common, CommonFields, Promise, SenderBanner};
use super::crowd::Crowd;
use super::results::Results;
use super::settled::settled;
use super::ways::{RestoreConfirm, ways};
use super::words;
use crate::api::invitations;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Button, Form, FormActions, toast};
use crate::ui::load::{Loader, load};
use crate::ui::{count, format, live, w};
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::Channel;
use model::invite::{Invite, InviteVerdict, Invited, NewPerson};
use model::limits;
use model::outbox::Medium;
use model::role::RoleKey;

/// Many addresses at once, each checked as it comes.
#[component]
pub fn InvitePeople() -> impl IntoView {
    let crowd = Crowd::new();
    let common = Common::empty();
    let results = RwSignal::new(Vec::<Invited>::new());
    let checks = check(crowd, common);
    let other = Callback::new(move |address: String| {
        crowd.reopen(&address);
        focus_box();
    });
    let ways = ways(move |address| crowd.forget(&address), Some(other));
    let send = deed(
        |(ids, invite): (Vec<u32>, Invite)| async move { Ok((ids, invitations::invite(invite).await?)) },
        move |(ids, told): (Vec<u32>, Vec<Invited>)| {
            crowd.invited(&ids, &told);
            let sent = told.iter().filter(|one| one.verdict == InviteVerdict::Fine).count();
            if sent > 0 {
                toast::done(count(&words().invited_n, sent as i64));
            }
            results.set(told);
            live::touch(&["members", "invitations"]);
        },
    );
    let number = Memo::new(move |_| crowd.count());
    let too_many = Signal::derive(move || number.get() > limits::INVITED_AT_ONCE);
    let submit = move || {
        crowd.take_typed();
        let (ids, people) = crowd.ready();
        if !people.is_empty() && people.len() <= limits::INVITED_AT_ONCE {
            send.go((ids, common.invite(people)));
        }
    };
    let shortcut = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            submit();
        }
    };
    let media = Signal::derive(move || {
        let (mail, sms) = (crowd.has(false), crowd.has(true));
        let mail = (mail || !sms).then_some(Medium::Email);
        mail.into_iter().chain(sms.then_some(Medium::Sms)).collect::<Vec<_>>()
    });
    view! {
        <div class="stack" on:keydown=shortcut>
            <AddressBox crowd ways/>
            <Show when=move || checks.problem().is_some()>
                <Banner kind=BannerKind::Warning>
                    {move || checks.problem().as_ref().map(crate::ui::say)} " "
                    <Button small=true on_click=move || checks.reload()>{w().common.retry}</Button>
                </Banner>
            </Show>
            <Show when=move || too_many.get()>
                <Banner kind=BannerKind::Warning>
                    {fill(words().too_many, &[("limit", &format::number(limits::INVITED_AT_ONCE as i64))])}
                </Banner>
            </Show>
            <Results results/>
            <Form on_submit=submit problem=send.problem()>
                <CommonFields common/>
                <SenderBanner media/>
                <Promise channel=Channel::Email/>
                <FormActions
                    label=move || count(&words().send_n, number.get() as i64)
                    busy=send.busy()
                    disabled=Signal::derive(move || number.get() == 0 || too_many.get())
                />
            </Form>
        </div>
        <RestoreConfirm ways/>
    }
}

/// Asks about those of whom nothing is known yet, when typing rests.
fn check(crowd: Crowd, common: Common) -> Loader<(u32, Vec<Invited>)> {
    let unknown = settled(move || crowd.unknown());
    let found = load(
        move || unknown.get(),
        move |(turn, people): (u32, Vec<NewPerson>)| {
            // Nothing of what is the same for all decides about one of them.
            let invite =
                Invite { department: None, position: String::new(), role: RoleKey::default(), ..common.invite(people) };
            async move {
                let found = if invite.people.is_empty() { Vec::new() } else { invitations::examine(invite).await? };
                Ok((turn, found))
            }
        },
    );
    Effect::new(move |_| {
        if let Some((_, told)) = found.get() {
            crowd.learn(&told);
        }
    });
    found
}
