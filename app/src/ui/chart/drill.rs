//! The chart of a phone: one department at a time, with the way up and what is below.

use super::find::found;
use super::forest::Forest;
use super::words;
use crate::ui::kit::{Breadcrumb, Icon, LinkButton, Person, SearchBox, Toolbar, icon};
use crate::ui::param::{Param, param};
use crate::ui::{count, route};
use leptos::prelude::*;
use model::department::Department;

/// The list.
#[component]
pub fn Drill(forest: Memo<Forest>) -> impl IntoView {
    let place = param("department");
    let search = RwSignal::new(String::new());
    let is_searching = Memo::new(move |_| search.with(|search| !search.trim().is_empty()));
    let here = Memo::new(move |_| {
        let id = place.get();
        forest.with(|forest| forest.at(&id).or_else(|| forest.roots.first().copied()))
    });
    let path = Signal::derive(move || steps(place, forest, here.get()));
    let found = found(forest, search);
    let children = move || {
        forest.with(|forest| {
            let found: Vec<(&Department, Option<String>)> = if is_searching.get() {
                let found = found.get().into_iter();
                found.filter_map(|found| Some((forest.find(&found.department)?, found.person))).collect()
            } else {
                // Whoever sees only parts begins with the list of these.
                let begins = forest.roots.len() > 1 && forest.at(&place.get()).is_none();
                let below = here.get().filter(|_| !begins).map_or(forest.roots.as_slice(), |at| forest.below(at));
                below.iter().filter_map(|at| Some((forest.departments.get(*at)?, None))).collect()
            };
            found.into_iter().map(|(department, person)| line(place, department, person, search)).collect_view()
        })
    };
    let found_none = move || is_searching.get() && found.with(Vec::is_empty);
    view! {
        <Toolbar>
            <SearchBox label=words().search value=search on_search=move |text: String| search.set(text)/>
        </Toolbar>
        <Show when=move || !is_searching.get()>
            <Breadcrumb path/>
            {move || here.get().and_then(|at| forest.with(|forest| forest.departments.get(at).map(about)))}
        </Show>
        <Show when=found_none>
            <p class="faint" role="status">{words().found_none}</p>
        </Show>
        <ul class="chart-list" aria-label=words().inside>{children}</ul>
    }
}

fn steps(place: Param, forest: Memo<Forest>, here: Option<usize>) -> Vec<(String, Option<String>)> {
    forest.with(|forest| {
        let mut path: Vec<usize> = here.map(|at| forest.upwards(at)).unwrap_or_default();
        path.reverse();
        let last = path.len().saturating_sub(1);
        let step = |(n, at): (usize, usize)| {
            let department = forest.departments.get(at)?;
            Some((department.name.clone(), (n < last).then(|| place.link(department.id.as_str()))))
        };
        path.into_iter().enumerate().filter_map(step).collect()
    })
}

fn about(department: &Department) -> impl IntoView + use<> {
    let head = |head: &model::department::Head| {
        let (href, name) = (route::member(&head.member_id), head.name.clone());
        view! { <a href=href><Person name/></a> }
    };
    let heads = department.heads.iter().map(head).collect::<Vec<_>>();
    let counted = counts(department);
    let href = route::department(&department.id);
    view! {
        <div class="card stack tight">
            <h2>{department.name.clone()}</h2>
            {if heads.is_empty() {
                view! { <p class="faint">{words().no_head}</p> }.into_any()
            } else {
                view! { <div class="line">{heads}</div> }.into_any()
            }}
            <p class="soft">{counted}</p>
            <div><LinkButton href icon=Icon::People>{words().open_members}</LinkButton></div>
        </div>
    }
}

fn counts(department: &Department) -> String {
    let (inside, all) = (department.member_count, department.member_count_total);
    let mut said = count(&words().members, inside);
    if all != inside {
        said.push_str(" · ");
        said.push_str(&count(&words().members_below, all));
    }
    said
}

fn line(
    place: Param,
    department: &Department,
    person: Option<String>,
    search: RwSignal<String>,
) -> impl IntoView + use<> {
    let (name, id) = (department.name.clone(), department.id.0.clone());
    // Whom one looked for comes first; what is said of the department otherwise can wait.
    let counted = person.unwrap_or_else(|| counts(department));
    view! {
        <li>
            <button
                type="button"
                class="chart-line"
                on:click=move |_| {
                    search.set(String::new());
                    place.push(&id);
                }
            >
                <span class="chart-line-text"><strong>{name}</strong> <small class="faint">{counted}</small></span>
                {icon(Icon::Right)}
            </button>
        </li>
    }
}
