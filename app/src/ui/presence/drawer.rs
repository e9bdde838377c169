//! One member on the tenant: who it is, what speaks for whom, and the way to an account.

use super::deeds::Deeds;
use super::finder::Finder;
use super::{said, tone, words};
use crate::api::mappings;
use crate::ui::history::HistoryList;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Drawer, Fact, Facts, Icon, Person, Section, Time, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::param::Param;
use crate::ui::{may, route, w};
use crate::words::fill;
use leptos::prelude::*;
use model::MemberId;
use model::connection::Connection;
use model::mapping::{Mapping, MappingStatus};
use model::permission::Permission;

/// The drawer; open while the URL names a member.
#[component]
pub fn MappingDrawer(
    /// The tenant.
    connection: Signal<Connection>,
    /// Names the member.
    open: Param,
) -> impl IntoView {
    view! {
        <Drawer
            open=Signal::derive(move || open.some().is_some())
            on_close=move || open.push("")
            title=words().details
        >
            <Inner connection open/>
        </Drawer>
    }
}

#[component]
fn Inner(connection: Signal<Connection>, open: Param) -> impl IntoView {
    // Keeps the last id while the drawer closes: nothing is asked for without one.
    let member = Memo::new(move |old: Option<&String>| open.some().or_else(|| old.cloned()).unwrap_or_default());
    let id = connection.with_untracked(|one| one.id.clone());
    let changed = use_hint(&["mappings", "members"]);
    let mapping =
        load_one(move || (member.get(), changed.get()), move |member| mappings::get(id.clone(), MemberId(member)));
    let looking = RwSignal::new(false);
    Effect::new(move |_| {
        member.track();
        looking.set(false);
    });
    let deeds = Deeds::new();
    view! {
        <Loaded from=mapping let:mapping>
            {move || mapping.with(person)}
            {move || mapping.with(|mapping| actions(mapping, deeds, looking))}
            <Show when=move || looking.get()>
                <Finder connection mapping deeds looking/>
            </Show>
            {move || mapping.with(|mapping| candidates(mapping, deeds))}
            <Section title=words().history>
                {move || mapping.with(|mapping| view! { <HistoryList entries=mapping.history.clone()/> })}
            </Section>
        </Loaded>
    }
}

/// Who it is, and how he stands there.
fn person(mapping: &Mapping) -> AnyView {
    let (name, detail) = (mapping.name.clone(), mapping.email.clone());
    let href = route::member(&mapping.member_id);
    let account = match &mapping.account {
        Some(account) => {
            let parts = [account.name.clone(), account.email.clone(), account.number.clone(), account.detail.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        None => words().not_mapped.to_owned(),
    };
    let department = mapping.department.clone();
    let since = mapping.since.map(|at| view! { <Fact name=words().since><Time at/></Fact> });
    let by = said::by(mapping);
    let by = (!by.is_empty()).then(|| view! { <Fact name=words().by>{by}</Fact> });
    let reason = said::reason(mapping);
    let reason = (!reason.is_empty()).then(|| view! { <Banner kind=BannerKind::Info>{reason}</Banner> });
    view! {
        <div class="line apart">
            <a href=href><Person name detail/></a>
            {badge(tone(mapping.status), words().status(mapping.status))}
        </div>
        {reason}
        <Facts>
            <Fact name=w().common.department>{department}</Fact>
            <Fact name=words().account>{account}</Fact>
            {since}
            {by}
        </Facts>
    }
    .into_any()
}

fn actions(mapping: &Mapping, deeds: Deeds, looking: RwSignal<bool>) -> Option<AnyView> {
    if !may(Permission::MappingMap) {
        return None;
    }
    let is_mapped = mapping.status == MappingStatus::Mapped;
    let label = if is_mapped { words().change_account } else { words().map_user };
    let find = move || {
        (!looking.get()).then(|| {
            view! { <Button kind=ButtonKind::Primary icon=Icon::Link on_click=move || looking.set(true)>{label}</Button> }
        })
    };
    let other = if is_mapped {
        let (known, busy) = (mapping.clone(), deeds.mapping());
        view! { <Button busy on_click=move || deeds.take(&known)>{words().unmap}</Button> }.into_any()
    } else {
        let ignored = mapping.status == MappingStatus::Ignored;
        let known = mapping.clone();
        let label = if ignored { words().no_longer_ignore } else { words().ignore };
        let busy = deeds.ignoring();
        view! { <Button busy on_click=move || deeds.leave(&known, !ignored)>{label}</Button> }.into_any()
    };
    Some(view! { <div class="line">{find} {other}</div> }.into_any())
}

/// What may be the account, the likeliest first.
fn candidates(mapping: &Mapping, deeds: Deeds) -> Option<AnyView> {
    if mapping.candidates.is_empty() || mapping.status == MappingStatus::Mapped {
        return None;
    }
    let maps = may(Permission::MappingMap);
    let line = |one: &model::mapping::Candidate| {
        let account = &one.account;
        let taken = account.taken_by.as_ref().map(|(_, name)| fill(words().taken_by, &[("name", name)]));
        let (known, id, busy) = (mapping.clone(), account.external_id.clone(), deeds.mapping());
        let free = taken.is_none() && account.active && maps;
        let confirm = free.then(|| {
            view! { <Button small=true busy on_click=move || deeds.give(&known, &id)>{words().confirm}</Button> }
        });
        let detail = account.email.clone();
        view! {
            <li class="line apart">
                <div class="stack tight">
                    {said::candidate(one)}
                    <small class="soft">{detail}</small>
                    {taken.map(|taken| view! { <small class="soft">{taken}</small> })}
                </div>
                {confirm}
            </li>
        }
    };
    let lines = mapping.candidates.iter().map(line).collect_view();
    Some(view! { <Section title=words().candidates><ul class="plain stack">{lines}</ul></Section> }.into_any())
}
