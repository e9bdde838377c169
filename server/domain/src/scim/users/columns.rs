//! What users can be searched and sorted by. The tables are `u` (scim_users) and `m` (members).

use crate::scim::filter::Name;
use crate::scim::filter::sql::{Column, Rows};
use crate::scim::schema::{ENTERPRISE, USER};

/// When a member counts as active: whoever was not sent away.
pub(super) const IS_ACTIVE: &str = "m.status not in ('suspended', 'terminated', 'rejected')";

static EMAILS: Rows = Rows {
    head: "exists (select 1 from scim_user_values v where v.connection_id = u.connection_id and v.member_id = \
         u.member_id and v.kind = 'email' and ",
    parts: VALUE,
};

static PHONES: Rows = Rows {
    head: "exists (select 1 from scim_user_values v where v.connection_id = u.connection_id and v.member_id = \
         u.member_id and v.kind = 'phone' and ",
    parts: VALUE,
};

const VALUE: &[(&str, Column)] = &[
    ("", Column::Text("v.value")),
    ("value", Column::Text("v.value")),
    ("type", Column::Text("v.type")),
    ("primary", Column::Truth("v.is_primary is not null and v.is_primary = 'true'")),
];

static GROUPS: Rows = Rows {
    head: "exists (select 1 from scim_group_members x join scim_groups g on g.id = x.group_id \
         where x.connection_id = u.connection_id and x.member_id = u.member_id and ",
    parts: &[
        ("", Column::Exact("g.id")),
        ("value", Column::Exact("g.id")),
        ("display", Column::Text("g.display_name")),
        ("type", Column::Constant("direct")),
    ],
};

/// The column of a name.
pub(in crate::scim) fn column(name: &Name) -> Option<Column> {
    let sub = name.sub.as_deref();
    match name.urn.as_deref() {
        None => core(&name.attribute, sub),
        Some(urn) if urn.eq_ignore_ascii_case(USER) => core(&name.attribute, sub),
        Some(urn) if urn.eq_ignore_ascii_case(ENTERPRISE) => work(&name.attribute, sub),
        Some(_) => None,
    }
}

fn core(attribute: &str, sub: Option<&str>) -> Option<Column> {
    Some(match (attribute, sub) {
        ("id", None) => Column::Exact("u.member_id"),
        ("externalid", None) => Column::Exact("u.external_id"),
        ("username", None) => Column::Key("u.user_name_key"),
        ("displayname", None) => Column::Text("u.display_name"),
        ("title", None) => Column::Text("u.title"),
        ("active", None) => Column::Truth(IS_ACTIVE),
        ("name", Some("formatted")) => Column::Text("u.formatted"),
        ("name", Some("givenname")) => Column::Text("u.given_name"),
        ("name", Some("familyname")) => Column::Text("u.family_name"),
        ("meta", Some("created")) => Column::Moment("u.created_at"),
        ("meta", Some("lastmodified")) => Column::Moment("u.changed_at"),
        ("meta", Some("resourcetype")) => Column::Constant("User"),
        ("emails", sub) => EMAILS.by(sub)?,
        ("phonenumbers", sub) => PHONES.by(sub)?,
        ("groups", sub) => GROUPS.by(sub)?,
        _ => return None,
    })
}

fn work(attribute: &str, sub: Option<&str>) -> Option<Column> {
    Some(match (attribute, sub) {
        ("employeenumber", None) => Column::Text("u.employee_number"),
        ("organization", None) => Column::Text("u.organization"),
        ("department", None) => Column::Text("u.department"),
        ("manager", None | Some("value")) => Column::Exact("u.manager_id"),
        _ => return None,
    })
}
