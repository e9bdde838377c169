//! Records as they are now, in the fields that entries keep.

use super::{Present, Target};
use crate::{
    Conn, Result, Viewer, customers, departments, invitations, join_rules, mappings, members, organisation, roles,
    templates,
};
use model::mapping::MappingStatus;
use model::role::OwnRole;
use model::{Code, CustomerId, DepartmentId, InvitationId, MappingId, MemberId, RoleId};
use serde_json::{Value, json};

/// The record of an entry; `None` if it is gone, or out of the viewer's reach.
pub(super) async fn present(conn: &mut Conn, viewer: &Viewer, target: Target, id: &str) -> Result<Option<Present>> {
    let found = read(conn, viewer, target, id).await;
    match found {
        Err(error) if error.code() == Some(Code::NotFound) => Ok(None),
        Err(error) => Err(error),
        Ok((Value::Object(fields), revision)) => Ok(Some(Present { fields, revision })),
        Ok(_) => Ok(None),
    }
}

async fn read(conn: &mut Conn, viewer: &Viewer, target: Target, id: &str) -> Result<(Value, i64)> {
    let organisation = &viewer.organisation;
    Ok(match target {
        Target::MemberFields => {
            let id = MemberId::from(id);
            let row = members::find_for(conn, viewer, &id).await?;
            (members::raw(conn, viewer, &id).await?, row.revision)
        }
        Target::MemberRole => {
            let row = members::find_for(conn, viewer, &MemberId::from(id)).await?;
            (members::held(conn, &row.id, &row.held).await?, row.revision)
        }
        Target::MemberStatus => {
            let row = members::find_for(conn, viewer, &MemberId::from(id)).await?;
            (json!({ "status": row.status }), row.revision)
        }
        Target::Department => {
            let id = DepartmentId::from(id);
            let row = departments::rows::find(conn, organisation, &id).await?.ok_or(Code::NotFound)?;
            let mut heads: Vec<MemberId> =
                departments::rows::heads_of(conn, &id).await?.into_iter().map(|head| head.member_id).collect();
            heads.sort();
            let fields = json!({ "name": row.name, "parent": row.parent_id, "position": row.position, "heads": heads });
            (fields, row.revision)
        }
        Target::Role => {
            let row = roles::rows::one(conn, organisation, &RoleId::from(id)).await?.ok_or(Code::NotFound)?;
            let role = OwnRole::from(row);
            let (permissions, scoped) = (&role.rights.permissions, role.rights.scoped);
            (json!({ "name": role.name, "permissions": permissions, "scoped": scoped }), role.revision)
        }
        Target::OrganisationName => {
            let found = organisation::find(conn, organisation).await?;
            (json!({ "name": found.name }), found.revision)
        }
        Target::JoinRules => {
            let rules = join_rules::find(conn, organisation).await?;
            (join_rules::raw(&rules), rules.revision)
        }
        Target::DeletionRules => {
            let rules = customers::rules_of(conn, organisation).await?;
            (customers::rules_told(&rules), rules.revision)
        }
        Target::Door => {
            let open: bool = sqlx::query_scalar("select door_open from organisations where id = $1")
                .bind(organisation)
                .fetch_one(conn)
                .await?;
            (json!({ "door_open": open }), 0)
        }
        Target::Link => {
            let row = invitations::rows::find(conn, organisation, &InvitationId::from(id)).await?;
            let row = row.ok_or(Code::NotFound)?;
            (json!({ "state": row.state }), row.revision)
        }
        Target::CustomerFields => {
            let row = customers::find_for(conn, viewer, &CustomerId::from(id)).await?;
            (customers::raw(conn, &row).await?, row.revision)
        }
        Target::Tag => {
            let (group, name, revision): (String, String, i64) = sqlx::query_as(
                "select group_name, name, revision from tags where connection_id is null and organisation_id = $1 and id = $2",
            )
            .bind(organisation)
            .bind(id)
            .fetch_optional(conn)
            .await?
            .ok_or(Code::NotFound)?;
            (json!({ "group": group, "name": name }), revision)
        }
        Target::Mapping => {
            let (_, mapping) = mappings::one(conn, viewer, &MappingId::from(id)).await?;
            let external = mapping.account.map(|account| account.external_id);
            let ignored = mapping.status == MappingStatus::Ignored;
            (json!({ "external_id": external, "ignored": ignored }), mapping.revision)
        }
        Target::Template => {
            let key = templates::key(id).ok_or(Code::NotFound)?;
            let text = templates::find(conn, organisation, key).await?;
            (json!({ "subject": text.subject, "body": text.body }), text.revision)
        }
    })
}
