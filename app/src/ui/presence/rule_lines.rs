//! The lines of the two tables.

use super::words;
use crate::ui::dom;
use crate::ui::kit::{Choice, Icon, IconButton, Select};
use crate::words::fill;
use leptos::prelude::*;
use model::presence::CentreTeam;
use model::presence_sync::{CallsTaken, CentreCondition, PublishRule, SubscribeRule, TelephonyCondition, UserStatus};

/// The names of all teams' codes, and those that are named already.
fn codes(teams: Signal<Vec<CentreTeam>>, first: &'static str, named: impl Fn() -> String) -> Vec<Choice> {
    let mut all: Vec<String> = teams.with(|teams| teams.iter().flat_map(|team| team.codes.clone()).collect());
    all.push(named());
    all.retain(|name| !name.is_empty());
    all.sort();
    all.dedup_by(|one, other| one.to_lowercase() == other.to_lowercase());
    let mut choices = vec![Choice::new("", first)];
    choices.extend(all.into_iter().map(|name| Choice::new(name.clone(), name)));
    choices
}

/// From the telephones to the contact centre: one line a condition, the first that holds counts.
#[component]
pub fn SubscribeLines(
    /// The lines.
    lines: RwSignal<Vec<SubscribeRule>>,
    /// Teams with their codes.
    teams: Signal<Vec<CentreTeam>>,
) -> impl IntoView {
    let line = move |when: TelephonyCondition| {
        let code = Signal::derive(move || {
            lines
                .with(|lines| lines.iter().find(|line| line.when == when).map(|line| line.code.clone()))
                .unwrap_or_default()
        });
        let set = move |chosen: String| {
            lines.update(|lines| match lines.iter_mut().find(|line| line.when == when) {
                Some(line) => line.code = chosen,
                None => lines.push(SubscribeRule { when, code: chosen }),
            });
        };
        let options = Signal::derive(move || codes(teams, words().no_change, || code.get_untracked()));
        view! {
            <Select name="subscribe" label=words().phone_condition(when) value=code options on_change=set/>
        }
    };
    view! {
        <p class="soft">{words().first_counts}</p>
        <div class="columns-2">
            {TelephonyCondition::ALL.iter().map(|when| line(*when)).collect_view()}
        </div>
    }
}

/// From the contact centre to the telephones.
#[component]
pub fn PublishLines(
    /// The lines.
    lines: RwSignal<Vec<PublishRule>>,
    /// Teams with their codes.
    teams: Signal<Vec<CentreTeam>>,
) -> impl IntoView {
    let adding = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let known: Vec<String> = lines
            .with(|lines| lines.iter().map(|line| line.code.to_lowercase()).filter(|code| !code.is_empty()).collect());
        let mut all = codes(teams, words().choose_code, String::new);
        all.retain(|choice| !known.contains(&choice.id.to_lowercase()));
        all
    });
    let add = move |code: String| {
        if !code.is_empty() {
            let line = PublishRule {
                when: CentreCondition::Code,
                code,
                user: Some(UserStatus::Busy),
                calls: None,
                restores: false,
            };
            lines.update(|lines| lines.push(line));
            // The chosen one is no longer among the options: the field shows the first again.
            adding.set(RESTORES.to_owned());
            dom::soon(move || drop(adding.try_set(String::new())));
        }
    };
    let keys = move || lines.with(|lines| lines.iter().map(|line| (line.when, line.code.clone())).collect::<Vec<_>>());
    view! {
        <table class="rule-lines">
            <thead>
                <tr><th scope="col">{words().in_centre}</th><th scope="col">{words().status_there}</th>
                    <th scope="col">{words().calls}</th><th><span class="unseen">{words().take_line_away}</span></th></tr>
            </thead>
            <tbody>
                <For each=keys key=Clone::clone children=move |(when, code)| view! { <Line lines when code/> }/>
            </tbody>
        </table>
        <Select name="publish" label=words().line_for_code value=adding options on_change=add/>
    }
}

#[component]
fn Line(lines: RwSignal<Vec<PublishRule>>, when: CentreCondition, code: String) -> impl IntoView {
    let of = StoredValue::new(code.clone());
    let find = move || {
        lines.with(|lines| {
            let mine = |line: &&PublishRule| line.when == when && of.with_value(|code| *code == line.code);
            lines.iter().find(mine).cloned()
        })
    };
    let change = move |change: &dyn Fn(&mut PublishRule)| {
        lines.update(|lines| {
            let mine = |line: &&mut PublishRule| line.when == when && of.with_value(|code| *code == line.code);
            if let Some(line) = lines.iter_mut().find(mine) {
                change(line);
            }
        });
    };
    let user = Signal::derive(move || match find() {
        Some(line) if line.restores => RESTORES.to_owned(),
        Some(line) => line.user.map_or("", UserStatus::word).to_owned(),
        None => String::new(),
    });
    let calls = Signal::derive(move || find().and_then(|line| line.calls).map_or("", CallsTaken::word).to_owned());
    let set_user = move |word: String| {
        change(&|line| {
            line.restores = word == RESTORES;
            line.user = UserStatus::from_word(&word);
            if line.restores {
                line.calls = None;
            }
        });
    };
    let set_calls = move |word: String| change(&|line| line.calls = CallsTaken::from_word(&word));
    let label = if code.is_empty() { words().centre_condition(when).to_owned() } else { code.clone() };
    let mut users = vec![Choice::new("", words().keep)];
    users.extend(UserStatus::ALL.iter().map(|one| Choice::new(one.word(), words().chosen(*one))));
    if when == CentreCondition::LoggedOut {
        users.push(Choice::new(RESTORES, words().restore));
    }
    let mut taken = vec![Choice::new("", words().keep)];
    taken.extend(CallsTaken::ALL.iter().map(|one| Choice::new(one.word(), words().calls_taken(*one))));
    let restores = move || user.with(|word| word == RESTORES);
    let remove = move || {
        lines.update(|lines| lines.retain(|line| line.when != when || of.with_value(|code| *code != line.code)))
    };
    let (of_user, of_calls) = ([&label, ": ", words().status_there].concat(), [&label, ": ", words().calls].concat());
    let away = fill(words().take_away, &[("name", &label)]);
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td><Select name="publish_user" label=of_user bare=true value=user options=Signal::stored(users) on_change=set_user/></td>
            <td>
                <Show when=move || !restores() fallback=|| view! { <span class="faint">{words().as_before}</span> }>
                    <Select name="publish_calls" label=of_calls.clone() bare=true value=calls options=Signal::stored(taken.clone())
                        on_change=set_calls/>
                </Show>
            </td>
            <td>
                {(when == CentreCondition::Code).then(|| view! { <IconButton icon=Icon::Close label=away on_click=remove/> })}
            </td>
        </tr>
    }
}

/// Value of the choice that puts back what was there before.
const RESTORES: &str = "restores";
