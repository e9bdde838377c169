//! Fields of a row: old and new, in words.

use super::words;
use crate::ui::{labels, language, w};
use crate::words::imports;
use leptos::prelude::*;
use model::audit::Subject;
use model::change::FieldChange;
use model::customer::RelationState;
use model::import::ImportField;
use model::member::Status;
use model::permission::Role;

/// The name of a field as people say it.
pub fn field_name(subject: Subject, field: &str) -> String {
    let common = w().common;
    let words = words();
    match field {
        "name" if matches!(subject, Subject::Member | Subject::Agent) => common.name,
        "name" => words.field_name,
        "email" => common.email,
        "phone" | "phones" => common.phone,
        "departments" => common.departments,
        "nickname" => imports::field(language(), ImportField::Nickname),
        "number" if subject == Subject::Agent => imports::field(language(), ImportField::AgentNumber),
        "skill_groups" => imports::field(language(), ImportField::SkillGroups),
        "role" => common.role,
        "position" => common.position,
        "manager" => common.manager,
        "status" | "state" => common.status,
        "parent" => words.field_parent,
        "heads" => words.field_heads,
        "order" => words.field_order,
        "company" => words.field_company,
        "remark" => words.field_remark,
        "description" => words.field_description,
        "tags" => words.field_tags,
        "owners" => words.field_owners,
        "note" => common.note,
        "added" => words.field_added,
        "relations" => words.field_relations,
        "kept_until" => words.field_kept_until,
        "owners_gone" => words.field_owners_gone,
        "tags_gone" => words.field_tags_gone,
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A value as people say it: states cross the wire as words of the program.
fn value(field: &str, raw: &str) -> String {
    let known = match field {
        "status" => Status::from_word(raw).map(|status| w().common.member_status(status)),
        "role" => Role::from_word(raw).map(|role| w().common.role_name(role)),
        "state" => RelationState::from_word(raw).map(|state| labels().relation_state(state)),
        _ => None,
    };
    known.unwrap_or(raw).to_owned()
}

/// All fields of a row.
#[component]
pub fn FieldList(
    /// Of what.
    subject: Subject,
    /// The fields.
    fields: Vec<FieldChange>,
) -> impl IntoView {
    let line = |change: FieldChange| {
        let name = field_name(subject, &change.field);
        let (before, after) = (value(&change.field, &change.before), value(&change.field, &change.after));
        let old = (!before.is_empty()).then(|| {
            view! {
                <span class="unseen">{words().before}</span>
                <del>{before}</del>
                <span aria-hidden="true">" → "</span>
            }
        });
        let new = if after.is_empty() {
            view! { <span class="faint">{words().emptied}</span> }.into_any()
        } else {
            view! { <span class="unseen">{words().after}</span> <ins>{after}</ins> }.into_any()
        };
        view! { <div><dt>{name}</dt> <dd>{old} {new}</dd></div> }
    };
    view! { <dl class="field-changes">{fields.into_iter().map(line).collect_view()}</dl> }
}
