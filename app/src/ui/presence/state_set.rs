//! Saying how somebody is for a time; and ending that.

use super::words;
use crate::api::presence;
use crate::ui::deed::{Deed, deed, deed_in_place};
use crate::ui::kit::{Choice, Dialog, Form, FormActions, RadioGroup, Select, toast};
use crate::ui::live::touch;
use crate::ui::load::load_one;
use crate::ui::{count, w};
use crate::words::fill;
use leptos::prelude::*;
use model::presence::{OverridePresence, PersonPresence, PresenceState};
use model::{MemberId, PresenceSyncId};

/// For how long; minutes.
const TIMES: [i64; 6] = [15, 30, 60, 120, 240, 480];
/// What can be said.
const STATES: [PresenceState; 3] = [PresenceState::Available, PresenceState::Unavailable, PresenceState::DoNotDisturb];

/// Ends an override, and lets held states flow again.
pub fn resume() -> Deed<(PresenceSyncId, MemberId)> {
    let end = |(sync, member)| {
        presence::override_state(OverridePresence { sync, member, state: None, code: String::new(), minutes: 0 })
    };
    deed_in_place(end, |person: PersonPresence| {
        touch(&["presence"]);
        toast::done(fill(words().flows_again, &[("name", &person.name)]));
    })
}

/// The dialog.
#[component]
pub fn SetState(
    /// Between which tenants.
    sync: PresenceSyncId,
    /// Whose state is being said; nobody's while it is closed.
    setting: RwSignal<Option<PersonPresence>>,
) -> impl IntoView {
    let open = Signal::derive(move || setting.with(Option::is_some));
    let title = Signal::derive(move || {
        let name = setting.with(|person| person.as_ref().map(|person| person.name.clone())).unwrap_or_default();
        fill(words().set_state_of, &[("name", &name)])
    });
    view! {
        <Dialog open on_close=move || setting.set(None) title=move || title.get()>
            <Fields sync=sync.clone() setting/>
        </Dialog>
    }
}

#[component]
fn Fields(sync: PresenceSyncId, setting: RwSignal<Option<PersonPresence>>) -> impl IntoView {
    let member = setting.with_untracked(|person| person.as_ref().map(|person| person.member_id.clone()));
    let state = RwSignal::new(PresenceState::Unavailable.word().to_owned());
    let (code, minutes) = (RwSignal::new(String::new()), RwSignal::new(TIMES[1].to_string()));
    let id = sync.clone();
    let teams = load_one(move || (id.clone(), 0), presence::teams);
    let codes = Signal::derive(move || {
        let mut all: Vec<String> =
            teams.with(|teams| teams.iter().flat_map(|team| team.codes.clone()).collect()).unwrap_or_default();
        all.sort();
        all.dedup();
        let names = all.into_iter().map(|name| Choice::new(name.clone(), name));
        std::iter::once(Choice::new("", words().choose_code)).chain(names).collect::<Vec<_>>()
    });
    let save = deed(presence::override_state, move |person: PersonPresence| {
        touch(&["presence"]);
        toast::done(fill(words().state_said, &[("name", &person.name)]));
        setting.try_set(None);
    });
    let submit = move || {
        let Some(member) = member.clone() else { return };
        let state = state.with_untracked(|word| PresenceState::from_word(word));
        let available = state == Some(PresenceState::Available);
        let code = if available { String::new() } else { code.get_untracked() };
        let minutes = minutes.with_untracked(|text| text.parse().unwrap_or_default());
        match (OverridePresence { sync: sync.clone(), member, state, code, minutes }).check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let states: Vec<Choice> = STATES.iter().map(|state| Choice::new(state.word(), words().state(*state))).collect();
    let times: Vec<Choice> = TIMES
        .iter()
        .map(|minutes| {
            let said =
                if minutes % 60 == 0 { count(&words().hours, minutes / 60) } else { count(&words().minutes, *minutes) };
            Choice::new(minutes.to_string(), said)
        })
        .collect();
    let needs_code = move || state.with(|word| word != PresenceState::Available.word());
    view! {
        <Form on_submit=submit problem=save.problem()>
            <p class="soft">{words().set_state_text}</p>
            <RadioGroup name="state" label=words().state_now value=state options=Signal::stored(states)/>
            <Show when=needs_code>
                <Select name="code" label=words().code value=code bind=code options=codes hint=words().code_hint/>
            </Show>
            <Select name="minutes" label=words().for_how_long value=minutes bind=minutes options=Signal::stored(times)/>
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || setting.set(None)/>
        </Form>
    }
}
