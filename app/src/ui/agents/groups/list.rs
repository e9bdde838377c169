//! The skill groups: how many are in each, how many are free, and when nobody is there.

use super::super::place::Place;
use super::super::said::{self, values};
use super::super::words;
use super::delete::Deleting;
use super::form::Saving;
use crate::ui::kit::{Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, MenuItem, RowMenu, Tone, badge};
use crate::ui::{count, format, lacks, may, say, w};
use crate::words::fill;
use leptos::prelude::*;
use model::agent::Span;
use model::permission::Permission;
use model::skill_group::{SkillGroup, SkillGroupKind};
use model::{Code, Problem};

/// The table.
#[component]
pub fn GroupList(place: Place, saving: Saving, deleting: Deleting) -> impl IntoView {
    let menu = RowMenu::new(move |group: &SkillGroup| {
        let barred = (!may(Permission::AgentsWrite)).then(|| lacks(Permission::AgentsWrite));
        let inside = (group.agents > 0).then(|| say(&Problem::new(Code::SkillGroupInUse).with("count", group.agents)));
        let (edited, deleted) = (group.clone(), group.clone());
        vec![
            MenuItem::new(w().common.edit, move || saving.ask(Some(edited.clone())))
                .icon(Icon::Edit)
                .disabled(barred.clone()),
            MenuItem::new(w().common.delete, move || deleting.ask(deleted.clone()))
                .icon(Icon::Trash)
                .danger()
                .line_before()
                .disabled(barred.or(inside)),
        ]
    });
    view! {
        <DataTable
            name="skill-groups"
            label=words().tab_groups
            from=place.groups
            columns=columns()
            id=|group: &SkillGroup| group.id.0.clone()
            title=|group: &SkillGroup| group.name.clone()
            menu
            empty=move || view! {
                <EmptyFirst icon=Icon::Headset title=words().no_groups_yet text=words().no_groups_text>
                    {may(Permission::AgentsWrite).then(|| view! {
                        <Button kind=ButtonKind::Primary on_click=move || saving.ask(None)>{words().add_group}</Button>
                    })}
                </EmptyFirst>
            }
        />
    }
}

fn columns() -> Vec<Column<SkillGroup>> {
    vec![
        Column::new("name", w().common.name, |group: &SkillGroup| group.name.clone()).width(180),
        Column::new("kind", words().kind, |group: &SkillGroup| values().kind(group.kind)).width(120),
        Column::new("ringing", words().ringing, ringing).width(170).hideable(),
        Column::new("agents", words().agents, |group: &SkillGroup| format::number(group.agents)).width(90).numeric(),
        Column::new("free", words().free, |group: &SkillGroup| format::number(group.free)).width(90).numeric(),
        Column::new("coverage", words().coverage, coverage).width(280),
    ]
}

/// Who is called; in writing, with how many at once.
fn ringing(group: &SkillGroup) -> AnyView {
    let said = values().ringing(group.ringing);
    let online = group.kind == SkillGroupKind::Online;
    let most = online.then(|| view! { <small>{count(&words().at_once_n, group.concurrency)}</small> });
    view! { <span class="two-lines">{said} {most}</span> }.into_any()
}

/// When nobody is there: the first time, and how many more.
fn coverage(group: &SkillGroup) -> AnyView {
    let Some(first) = group.gaps.first() else {
        return match group.hours.spans.is_empty() {
            true => view! { <span class="faint">{words().no_hours}</span> }.into_any(),
            false => badge(Tone::Good, words().covered),
        };
    };
    let all = group.gaps.iter().map(nobody).collect::<Vec<_>>();
    let rest = all.len() - 1;
    let title = all.join("\n");
    view! {
        <span class="line" title=title>
            {badge(Tone::Warning, nobody(first))}
            {(rest > 0).then(|| view! { <span class="faint">{count(&words().more_gaps, rest as i64)}</span> })}
        </span>
    }
    .into_any()
}

fn nobody(gap: &Span) -> String {
    fill(words().nobody_on, &[("day", &said::day(gap.day, "long")), ("time", &said::hours(gap))])
}
