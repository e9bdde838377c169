//! What the activity tells of a user.

use super::User;
use crate::members::rows;
use crate::{Conn, Result};
use model::OrganisationId;
use serde_json::{Value, json};

/// The fields that a provider has a say in, as people read them.
pub(super) async fn told(
    conn: &mut Conn,
    organisation: &OrganisationId,
    member: &rows::Row,
    user: Option<&User>,
) -> Result<Value> {
    let departments: Vec<String> =
        rows::departments_of(conn, &member.id).await?.into_iter().map(|place| place.name).collect();
    let manager = match &member.manager_id {
        Some(manager) => rows::find(conn, organisation, manager).await?.map(|manager| manager.name),
        None => None,
    };
    let mut fields = json!({
        "name": member.name,
        "email": member.email,
        "phone": member.phone,
        "position": member.position,
        "work_number": member.work_number,
        "departments": departments,
        "manager": manager,
        "source": member.source,
    });
    fields["user_name"] = json!(user.map(|user| &user.user_name));
    fields["external_id"] = json!(user.and_then(|user| user.external_id.as_ref()));
    Ok(fields)
}
