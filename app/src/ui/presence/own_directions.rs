//! Teams and people with a direction of their own.

use super::words;
use crate::ui::dom;
use crate::ui::kit::{Choice, Icon, IconButton, MemberPicker, Select};
use crate::words::fill;
use leptos::prelude::*;
use model::presence::CentreTeam;
use model::presence_sync::{Direction, DirectionOf, OwnDirection};

/// The list, and what adds to it.
#[component]
pub fn OwnDirections(
    /// Who has one.
    own: RwSignal<Vec<OwnDirection>>,
    /// The teams there are.
    teams: Signal<Vec<CentreTeam>>,
) -> impl IntoView {
    let (team, member) = (RwSignal::new(String::new()), RwSignal::new(None::<Choice>));
    let add = move |of, id: String, name: String| {
        own.update(|own| {
            if !own.iter().any(|one| one.of == of && one.id == id) {
                own.push(OwnDirection { of, id, name, direction: Direction::Off });
            }
        });
    };
    let options = Signal::derive(move || {
        let known = own.with(|own| own.iter().map(|one| one.id.clone()).collect::<Vec<_>>());
        let free = teams.get().into_iter().filter(|team| !known.contains(&team.id));
        std::iter::once(Choice::new("", words().choose_team))
            .chain(free.map(|team| Choice::new(team.id, team.name)))
            .collect::<Vec<_>>()
    });
    let add_team = move |id: String| {
        let name = teams.with_untracked(|teams| teams.iter().find(|team| team.id == id).map(|team| team.name.clone()));
        if let Some(name) = name {
            add(DirectionOf::Team, id.clone(), name);
        }
        // The chosen one is no longer among the options: the field shows the first again.
        team.set(id);
        dom::soon(move || drop(team.try_set(String::new())));
    };
    Effect::new(move |_| {
        if let Some(chosen) = member.get() {
            add(DirectionOf::Member, chosen.id, chosen.label);
            member.set(None);
        }
    });
    let keys =
        move || own.with(|own| own.iter().map(|one| (one.of, one.id.clone(), one.name.clone())).collect::<Vec<_>>());
    view! {
        <p class="soft">{words().own_directions_text}</p>
        <ul class="own-directions">
            <For each=keys key=Clone::clone children=move |(of, id, name)| view! { <One own of id name/> }/>
        </ul>
        <div class="columns-2">
            <Select name="team" label=words().add_team value=team options on_change=add_team/>
            <MemberPicker name="directions" label=words().add_person value=member/>
        </div>
    }
}

#[component]
fn One(own: RwSignal<Vec<OwnDirection>>, of: DirectionOf, id: String, name: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let mine = move |one: &OwnDirection| one.of == of && id.with_value(|id| *id == one.id);
    let value = Signal::derive(move || {
        own.with(|own| own.iter().find(|one| mine(one)).map_or("", |one| one.direction.word()).to_owned())
    });
    let set = move |word: String| {
        own.update(|own| {
            if let (Some(one), Some(direction)) = (own.iter_mut().find(|one| mine(one)), Direction::from_word(&word)) {
                one.direction = direction;
            }
        });
    };
    let options: Vec<Choice> =
        Direction::ALL.iter().map(|one| Choice::new(one.word(), words().direction_short(*one))).collect();
    let remove = move || own.update(|own| own.retain(|one| !mine(one)));
    let kind = match of {
        DirectionOf::Team => words().team,
        DirectionOf::Member => words().person,
    };
    let away = fill(words().take_away, &[("name", &name)]);
    view! {
        <li class="line">
            <span class="own-name"><strong>{name.clone()}</strong> <small class="soft">{kind}</small></span>
            <Select name="own" label=name bare=true value options=Signal::stored(options) on_change=set/>
            <IconButton icon=Icon::Close label=away on_click=remove/>
        </li>
    }
}
