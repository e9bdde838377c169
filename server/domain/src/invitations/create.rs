//! Making a link.

use super::{rows, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, departments, join_rules, organisation, roles};
use model::audit::{Subject, Verb};
use model::invitation::{Channel, Invitation, NewInvitation};
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, InvitationId, Problem};
use serde_json::json;

/// Makes a link.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Invalid`]; a Department Admin has to name one of his departments. [`Code::ChannelClosed`] if the
/// organisation takes nobody by the viewer's links. What stands against the role: [`Code::Forbidden`], [`Code::RoleAboveOwn`].
pub async fn create(services: &Services, viewer: &Viewer, new: &NewInvitation) -> Result<Invitation> {
    viewer.require(Permission::InvitationsWrite)?;
    let new = new.clone().check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Some(department) = &new.department {
        let row = departments::rows::find(&mut tx, &viewer.organisation, department).await?;
        if !row.is_some_and(|row| viewer.sees_path(&row.path)) {
            return Err(Problem::field("department", Fault::Unknown).into());
        }
    } else if viewer.scope.is_some() {
        return Err(Problem::field("department", Fault::Missing).into());
    }
    // A link that nobody could use would be made in vain.
    join_rules::require_open(&mut tx, &viewer.organisation, Channel::Link, viewer.role).await?;
    let given = roles::for_invitation(&mut tx, viewer, &new.role, new.department.as_ref()).await?;
    let id: InvitationId = services.ids.next();
    let token = services.ids.short_token();
    sqlx::query(
        "insert into invitations (id, organisation_id, kind, token_hash, token_sealed, inviter_id, member_id, address, \
         account_id, language, department_id, position, role, own_role_id, note, expires_at, max_uses, uses, state, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, null, '', null, $7, $8, $9, $10, $11, $12, $13, $14, 0, 'active', 1, $15)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(Channel::Link)
    .bind(crate::keys::sha256(&token))
    .bind(services.seal.close(&services.ids, id.as_str(), &token)?)
    .bind(&viewer.member)
    .bind(viewer.language)
    .bind(&new.department)
    .bind(&new.position)
    .bind(given.role)
    .bind(&given.own)
    .bind(&new.note)
    .bind(new.lasts.map(|lasts| now.plus(lasts)))
    .bind(new.max_uses)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let row = rows::find(&mut tx, &viewer.organisation, &id).await?.ok_or(Code::NotFound)?;
    let record = Record::new(Verb::Create, Subject::Invitation, &id, &new.note).fields(
        json!(null),
        json!({
            "department": row.department, "position": new.position, "role": given.told, "expires_at": row.expires_at,
            "max_uses": new.max_uses,
        }),
    );
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "invitations");
    tx.commit().await?;
    shown(services, row)
}
