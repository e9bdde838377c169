//! What groups can be searched and sorted by. The table is `g` (scim_groups).

use crate::scim::filter::Name;
use crate::scim::filter::sql::{Column, Rows};
use crate::scim::schema::GROUP;

static MEMBERS: Rows = Rows {
    head: "exists (select 1 from scim_group_members x where x.group_id = g.id and ",
    parts: &[
        ("", Column::Exact("x.member_id")),
        ("value", Column::Exact("x.member_id")),
        ("type", Column::Constant("User")),
    ],
};

/// The column of a name.
pub(in crate::scim) fn column(name: &Name) -> Option<Column> {
    if name.urn.as_deref().is_some_and(|urn| !urn.eq_ignore_ascii_case(GROUP)) {
        return None;
    }
    Some(match (name.attribute.as_str(), name.sub.as_deref()) {
        ("id", None) => Column::Exact("g.id"),
        ("externalid", None) => Column::Exact("g.external_id"),
        ("displayname", None) => Column::Key("g.display_name_key"),
        ("meta", Some("created")) => Column::Moment("g.created_at"),
        ("meta", Some("lastmodified")) => Column::Moment("g.changed_at"),
        ("meta", Some("resourcetype")) => Column::Constant("Group"),
        ("members", sub) => MEMBERS.by(sub)?,
        _ => return None,
    })
}
