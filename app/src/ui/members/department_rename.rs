//! Renaming a department in the tree, with a way back.

use super::place::Place;
use super::words;
use crate::api::departments;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::toast;
use crate::ui::live::touch;
use crate::words::fill;
use model::DepartmentId;
use model::department::Department;

type Wish = (DepartmentId, String, i64);

fn ask((id, name, revision): Wish) -> impl Future<Output = crate::api::Answer<Department>> {
    departments::rename(id, name, revision)
}

/// Renames at once; the toast takes it back.
pub fn rename(place: Place, id: &str, name: String) {
    let Some(old) = place.find_now(id) else { return };
    let was = old.name.clone();
    let done = move |new: Department| {
        let said = fill(words().renamed, &[("old", &was), ("name", &new.name)]);
        let (id, was, revision) = (new.id, was.clone(), new.revision);
        touch(&["departments", "members"]);
        // Made when it is pressed: the page may be gone by then.
        toast::undo(said, move || {
            deed_in_place(ask, |_| touch(&["departments", "members"])).go((id.clone(), was.clone(), revision));
        });
    };
    deed_in_place(ask, done).go((old.id, name, old.revision));
}
