//! What a link is made with.

use super::super::words;
use crate::api::invitations;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, DepartmentPicker, Form, FormActions, Select, TextField, TextKind};
use crate::ui::role_field::{self, RoleField};
use crate::ui::{live, w};
use leptos::prelude::*;
use model::invitation::{Invitation, NewInvitation};
use model::moment::{DAY, HOUR};
use model::role::RoleKey;
use model::{DepartmentId, limits};

/// How long a link may last, by the id of the choice; the last one stands for ever.
const LASTS: [(&str, Option<i64>); 5] =
    [("1h", Some(HOUR)), ("1d", Some(DAY)), ("7d", Some(7 * DAY)), ("30d", Some(30 * DAY)), ("never", None)];
const UNLIMITED: &str = "any";
const OWN: &str = "own";

fn lasts_choices() -> Vec<Choice> {
    let names = [words().one_hour, words().one_day, words().seven_days, words().thirty_days, words().never_ends];
    LASTS.iter().zip(names).map(|((id, _), name)| Choice::new(*id, name)).collect()
}

fn uses_choices() -> Vec<Choice> {
    let mut choices: Vec<Choice> = ["1", "10", "100"].into_iter().map(|n| Choice::new(n, n)).collect();
    choices.push(Choice::new(UNLIMITED, words().unlimited));
    choices.push(Choice::new(OWN, words().own_number));
    choices
}

/// How many may use it: the choice, or the number typed. What is no number becomes 0, which the check refuses.
fn max_uses(choice: &str, own: &str) -> Option<i64> {
    match choice {
        UNLIMITED => None,
        OWN => Some(own.trim().parse().unwrap_or(0)),
        n => n.parse().ok(),
    }
}

/// The form; puts what it made into `made`.
#[component]
pub fn Settings(
    /// The link, once it is made.
    made: RwSignal<Option<Invitation>>,
) -> impl IntoView {
    let lasts = RwSignal::new("7d".to_owned());
    let uses = RwSignal::new(UNLIMITED.to_owned());
    let own = RwSignal::new("25".to_owned());
    let department = RwSignal::new(None::<Choice>);
    let position = RwSignal::new(String::new());
    let role = RwSignal::new(role_field::plain());
    let note = RwSignal::new(String::new());
    let create = deed(invitations::create, move |link: Invitation| {
        made.set(Some(link));
        live::touch(&["invitations"]);
    });
    let submit = move || {
        let chosen = lasts.get_untracked();
        let new = NewInvitation {
            department: department.get_untracked().map(|choice| DepartmentId::from(choice.id)),
            position: position.get_untracked(),
            role: role.with_untracked(|key| RoleKey::parse(key)).unwrap_or_default(),
            note: note.get_untracked(),
            lasts: LASTS.iter().find(|(id, _)| *id == chosen).and_then(|(_, lasts)| *lasts),
            max_uses: max_uses(&uses.get_untracked(), &own.get_untracked()),
        };
        match new.check() {
            Ok(new) => create.go(new),
            Err(problem) => create.set_problem(Some(problem)),
        }
    };
    view! {
        <Form on_submit=submit problem=create.problem()>
            <Select name="lasts" label=words().expires value=lasts bind=lasts options=Signal::stored(lasts_choices())/>
            <Select name="uses" label=words().uses value=uses bind=uses options=Signal::stored(uses_choices())/>
            <Show when=move || uses.with(|uses| uses == OWN)>
                <TextField name="max_uses" label=words().own_number value=own kind=TextKind::Number max=6/>
            </Show>
            <DepartmentPicker name="department" label=w().common.department value=department hint=words().preset_hint/>
            <TextField
                name="position"
                label=w().common.position
                value=position
                placeholder=w().common.optional
                max=limits::POSITION
            />
            <RoleField value=role/>
            <TextField name="note" label=w().common.note value=note hint=words().note_hint max=limits::NOTE/>
            <FormActions label=words().make_link busy=create.busy()/>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_number_is_taken_and_anything_else_is_refused_by_the_check() {
        assert_eq!(max_uses(UNLIMITED, "5"), None);
        assert_eq!(max_uses("10", "5"), Some(10));
        assert_eq!(max_uses(OWN, " 25 "), Some(25));
        assert_eq!(max_uses(OWN, "many"), Some(0));
        let new = NewInvitation { max_uses: max_uses(OWN, "many"), ..NewInvitation::default() };
        assert!(new.check().is_err());
    }
}
