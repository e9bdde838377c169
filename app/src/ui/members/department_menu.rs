//! The ⋮ of a department.

use super::department_add::Adding;
use super::department_delete::Deleting;
use super::department_heads::Heading;
use super::department_move::{Moving, drop_at, step};
use super::place::Place;
use super::tree_panel::locked;
use super::words;
use crate::ui::kit::{Icon, MenuItem};
use crate::ui::w;
use leptos::prelude::*;
use model::department::Department;

/// What can be done with a department; each opens its dialog.
#[derive(Clone, Copy)]
pub struct Verbs {
    pub adding: Adding,
    pub heading: Heading,
    pub moving: Moving,
    pub deleting: Deleting,
    /// Renaming happens in the tree itself.
    pub renaming: RwSignal<Option<String>>,
}

/// The items of one department, made when the menu opens.
pub fn menu(place: Place, verbs: Verbs, id: &str) -> Vec<MenuItem> {
    let Some(department) = place.find_now(id) else { return Vec::new() };
    let reason = locked(&department);
    let below = |tree: &Vec<_>| {
        tree.iter().filter(|other: &&Department| other.parent_id.as_ref() == Some(&department.id)).count()
    };
    let children = untrack(|| place.tree.with(below)).unwrap_or(0) as i64;
    let (add, heads, moved, deleted) = (department.clone(), department.clone(), department.clone(), department.clone());
    let id = department.id.0.clone();
    let nudge = |up: bool| {
        let to = step(place, &id, up).filter(|_| reason.is_none())?;
        let (label, icon) = if up { (words().move_up, Icon::Up) } else { (words().move_down, Icon::Down) };
        Some(MenuItem::new(label, move || drop_at(place, to.clone())).icon(icon))
    };
    let nudges = [true, false].into_iter().filter_map(nudge).collect::<Vec<_>>();
    let mut items = vec![
        MenuItem::new(words().add_below, move || verbs.adding.ask(Some(add.clone()))).icon(Icon::Plus),
        MenuItem::new(words().set_heads, move || verbs.heading.ask(heads.clone())).icon(Icon::Star),
        MenuItem::new(w().common.rename, move || verbs.renaming.set(Some(id.clone())))
            .icon(Icon::Edit)
            .disabled(reason.clone())
            .line_before(),
        MenuItem::new(w().common.move_to, move || verbs.moving.ask(moved.clone()))
            .icon(Icon::Folder)
            .disabled(reason.clone()),
    ];
    items.extend(nudges);
    items.push(
        MenuItem::new(w().common.delete, move || verbs.deleting.ask(deleted.clone(), children))
            .icon(Icon::Trash)
            .danger()
            .disabled(reason)
            .line_before(),
    );
    items
}
