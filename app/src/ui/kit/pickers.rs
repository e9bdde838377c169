//! Choosing members and departments.

use super::choice::Choice;
use super::combobox::{Combo, Finder, combo, single};
use crate::api::{Answer, departments, members};
use crate::ui::speech::w;
use leptos::prelude::*;
use model::department::Department;
use model::member::{MemberQuery, Status};
use model::page::PageRequest;
use std::collections::HashMap;
use std::sync::Arc;

/// One member. `<MemberPicker name="manager" label=w.manager value=manager/>`
#[component]
pub fn MemberPicker(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen member; its id is the member's.
    value: RwSignal<Option<Choice>>,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
    /// Label only for screen readers.
    #[prop(optional)]
    bare: bool,
    /// In the empty field; what to do unless told otherwise.
    #[prop(optional, into)]
    placeholder: Option<String>,
) -> impl IntoView {
    let (chosen, change) = single(value);
    let placeholder = placeholder.or_else(|| Some(w().kit.choose_member.to_owned()));
    let find = member_finder(&[Status::Active]);
    combo(Combo { name, label, chosen, change, several: false, find, hint, placeholder, locked, bare, required: false })
}

/// Several members. `<MembersPicker name="heads" label=w.heads value=heads/>`
#[component]
pub fn MembersPicker(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen members.
    value: RwSignal<Vec<Choice>>,
) -> impl IntoView {
    several(name, label, value, member_finder(&[Status::Active]), None, None)
}

/// One department. `<DepartmentPicker name="department" label=w.department value=department/>`
#[component]
pub fn DepartmentPicker(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen department; its id is the department's.
    value: RwSignal<Option<Choice>>,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
    /// Label only for screen readers.
    #[prop(optional)]
    bare: bool,
    /// In the empty field; what to do unless told otherwise.
    #[prop(optional, into)]
    placeholder: Option<String>,
) -> impl IntoView {
    let (chosen, change) = single(value);
    let placeholder = placeholder.or_else(|| Some(w().kit.choose_department.to_owned()));
    let find = department_finder();
    combo(Combo { name, label, chosen, change, several: false, find, hint, placeholder, locked, bare, required: false })
}

/// Several departments, the main one first. `<DepartmentsPicker name="departments" label=w.departments value=departments/>`
#[component]
pub fn DepartmentsPicker(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the field.
    #[prop(into)]
    label: TextProp,
    /// The chosen departments.
    value: RwSignal<Vec<Choice>>,
    /// Below the field.
    #[prop(optional, into)]
    hint: Option<TextProp>,
    /// Why it cannot be edited here.
    #[prop(optional_no_strip, into)]
    locked: Option<String>,
) -> impl IntoView {
    several(name, label, value, department_finder(), hint, locked)
}

fn several(
    name: &'static str,
    label: TextProp,
    value: RwSignal<Vec<Choice>>,
    find: Finder,
    hint: Option<TextProp>,
    locked: Option<String>,
) -> AnyView {
    let change = Callback::new(move |choices| value.set(choices));
    let chosen = value.into();
    combo(Combo {
        name,
        label,
        chosen,
        change,
        several: true,
        find,
        hint,
        placeholder: None,
        locked,
        bare: false,
        required: false,
    })
}

/// Finds members who stand in one of these ways in the organisation.
pub fn member_finder(statuses: &'static [Status]) -> Finder {
    Arc::new(move |text| Box::pin(find_members(text, statuses)))
}

async fn find_members(search: String, statuses: &[Status]) -> Answer<Vec<Choice>> {
    let page = PageRequest { limit: 20, ..PageRequest::default() };
    let query = MemberQuery { statuses: statuses.to_vec(), search, page, ..MemberQuery::default() };
    let choice = |row: model::member::MemberRow| {
        let department = row.departments.first().map(|department| department.name.clone());
        let detail = [department.unwrap_or_default(), row.position, row.email.unwrap_or_default()];
        let detail: Vec<String> = detail.into_iter().filter(|part| !part.is_empty()).collect();
        Choice::new(row.id.0, row.name).detail(detail.join(" · "))
    };
    Ok(members::list(query).await?.items.into_iter().map(choice).collect())
}

/// The tree is asked for once a picker, and searched here.
fn department_finder() -> Finder {
    let known = StoredValue::new(None::<Vec<Choice>>);
    Arc::new(move |text| {
        Box::pin(async move {
            let all = match known.try_get_value().flatten() {
                Some(all) => all,
                None => {
                    let all = department_choices(&departments::tree().await?);
                    known.try_update_value(|known| *known = Some(all.clone()));
                    all
                }
            };
            let wanted = text.trim().to_lowercase();
            let fits = |choice: &Choice| {
                wanted.is_empty()
                    || choice.label.to_lowercase().contains(&wanted)
                    || choice.detail.to_lowercase().contains(&wanted)
            };
            Ok(all.into_iter().filter(fits).take(50).collect())
        })
    })
}

/// Departments as choices, with the path above each as its second line.
pub fn department_choices(departments: &[Department]) -> Vec<Choice> {
    let by_id: HashMap<&str, &Department> = departments.iter().map(|d| (d.id.as_str(), d)).collect();
    let path = |department: &Department| {
        let mut names = Vec::new();
        let mut above = department.parent_id.as_ref();
        while let Some(parent) = above.and_then(|id| by_id.get(id.as_str())) {
            names.push(parent.name.as_str());
            above = parent.parent_id.as_ref();
        }
        names.reverse();
        names.join(" / ")
    };
    departments.iter().map(|d| Choice::new(d.id.0.clone(), d.name.clone()).detail(path(d))).collect()
}
