//! Adding an agent: somebody new, who gets a password by mail, or a member who becomes one.

use super::check::{beside, checking, warning};
use super::drawer::{Part, part};
use super::groups_field::{GroupsDraft, GroupsField};
use super::place::{ADD, Place};
use super::role_choice::RoleChoice;
use super::words;
use crate::api::agents;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Button, Choice, Drawer, Form, FormActions, MemberPicker, RadioGroup, TextField, TextKind, toast,
};
use crate::ui::live::touch;
use crate::ui::param::set_params;
use crate::ui::{may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::agent::AgentDetail;
use model::agent_edit::{AddAgent, NUMBER};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::role::RoleKey;
use model::{MemberId, Problem, limits};

/// Value of the choice for somebody who is not here yet.
const NEW: &str = "new";
/// The same for a member.
const MEMBER: &str = "member";

/// The drawer; open while the URL says so.
#[component]
pub fn AddAgentDrawer(place: Place) -> impl IntoView {
    let writes = may(Permission::AgentsWrite);
    let open = Signal::derive(move || writes && place.dialog.get() == ADD);
    view! {
        <Drawer open on_close=move || place.dialog.push("") title=words().add_agent>
            {part(Part::Add(place))}
        </Drawer>
    }
}

/// What the drawer holds.
#[component]
pub fn AddForm(place: Place) -> impl IntoView {
    let empty = || RwSignal::new(String::new());
    let (name, nickname, number, email) = (empty(), empty(), empty(), empty());
    let way = RwSignal::new(NEW.to_owned());
    let member = RwSignal::new(None::<Choice>);
    let role = RwSignal::new(Role::Agent.word().to_owned());
    let groups = GroupsDraft::of(&[]);
    let is_new = Memo::new(move |_| way.with(|way| way == NEW));
    // Of a member who has no address one is typed; which of them has none, the server says.
    let lacks_address = RwSignal::new(false);
    let save = deed(agents::add, move |added: AgentDetail| {
        touch(&["agents", "members"]);
        let said = if added.row.own_account { words().added_member } else { words().added };
        toast::done(fill(said, &[("name", &added.row.name), ("email", &added.row.email)]));
        set_params(&[("dialog", ""), ("agent", added.row.id.as_str())]);
    });
    Effect::new(move |_| {
        let missing = |problem: &Problem| problem.fields.iter().any(|one| one.field == "email");
        if !is_new.get_untracked() && save.problem().with(|problem| problem.as_ref().is_some_and(missing)) {
            lacks_address.set(true);
        }
    });
    let typed = move || if is_new.get() { email.get() } else { String::new() };
    let known = checking(move || number.get(), typed);
    let number_of = move || {
        let name = known.with(|known| known.number_of.clone()).flatten()?;
        Some(fill(words().number_taken, &[("name", &name)]))
    };
    let email_of = move || {
        let name = known.with(|known| known.email_of.clone()).flatten()?;
        Some(fill(words().email_taken, &[("name", &name)]))
    };
    let member_of = move || {
        let taken =
            |problem: &Problem| problem.fields.iter().any(|one| one.field == "member" && one.fault == Fault::Taken);
        let is_agent = save.problem().with(|problem| problem.as_ref().is_some_and(taken));
        is_agent.then(|| words().member_taken.to_owned())
    };
    let offer = move || {
        let (id, name) = known.with(|known| known.member.clone()).flatten()?;
        let (said, label) = (fill(words().is_member, &[("name", &name)]), fill(words().make_agent, &[("name", &name)]));
        let take = move || {
            member.set(Some(Choice::new(id.0.clone(), name.clone())));
            way.set(MEMBER.to_owned());
            save.set_problem(None);
        };
        Some(
            view! { <Banner kind=BannerKind::Info>{said} " " <Button small=true on_click=take>{label}</Button></Banner> },
        )
    };
    let submit = move || {
        let chosen = member.get_untracked().filter(|_| !is_new.get_untracked());
        if chosen.is_none() && !is_new.get_untracked() {
            return save.set_problem(Some(Problem::field("member", Fault::Missing)));
        }
        let add = AddAgent {
            member: chosen.map(|choice| MemberId(choice.id)),
            name: name.get_untracked(),
            nickname: nickname.get_untracked(),
            number: number.get_untracked(),
            email: email.get_untracked(),
            role: role.with_untracked(|key| RoleKey::parse(key)).unwrap_or(RoleKey::BuiltIn(Role::Agent)),
            groups: groups.placings(),
        };
        match add.check() {
            Ok(add) => save.go(add),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let ways = vec![
        Choice::new(NEW, words().somebody_new).detail(words().somebody_new_text),
        Choice::new(MEMBER, words().a_member).detail(words().a_member_text),
    ];
    view! {
        <Form on_submit=submit problem=beside(save.problem())>
            <RadioGroup name="way" label=words().who value=way options=Signal::stored(ways)/>
            <Show
                when=move || is_new.get()
                fallback=move || view! {
                    <MemberPicker name="member" label=words().member value=member/>
                    {warning(member_of)}
                }
            >
                <TextField name="name" label=w().common.name value=name max=limits::NAME required=true autofocus=true/>
            </Show>
            <TextField name="nickname" label=words().nickname hint=words().nickname_hint value=nickname max=limits::NAME/>
            <TextField name="number" label=words().number hint=words().number_hint value=number max=NUMBER required=true/>
            {warning(number_of)}
            <Show when=move || is_new.get() || lacks_address.get()>
                <TextField
                    name="email"
                    label=w().common.email
                    hint=words().email_hint
                    kind=TextKind::Email
                    value=email
                    max=limits::EMAIL
                    required=true
                />
            </Show>
            {warning(email_of)}
            <div aria-live="polite">{move || offer().filter(|_| is_new.get())}</div>
            <Show when=move || is_new.get()>
                <RoleChoice place value=role/>
            </Show>
            <GroupsField place draft=groups/>
            <FormActions label=words().add_agent busy=save.busy() on_cancel=move || place.dialog.push("")/>
        </Form>
    }
}
