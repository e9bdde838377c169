//! Whose token it is.

use super::{ROOT, Refusal, Told, health};
use crate::keys::sha256;
use crate::viewer::From;
use crate::{Conn, Result, Services, Viewer};
use model::audit::Origin;
use model::language::Language;
use model::moment::MINUTE;
use model::permission::Role;
use model::scim::TOKEN_BEGINS;
use model::setting::Setting;
use model::{AccountId, Code, ConnectionId, MemberId, Moment, OrganisationId, SessionId};
use std::collections::BTreeMap;

/// An identity provider that was let in.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Its connection.
    pub connection: ConnectionId,
    /// As whom it acts: nobody's member, with the rights of an Account Admin, or of a Super Admin as long as one who
    /// made the token is one.
    pub viewer: Viewer,
    /// Where its resources are.
    pub base: String,
    settings: BTreeMap<Setting, String>,
}

impl Caller {
    /// Whoever changes the connection, in the provider's place.
    pub(super) fn of(
        services: &Services,
        viewer: &Viewer,
        connection: &ConnectionId,
        settings: BTreeMap<Setting, String>,
    ) -> Self {
        let base = format!("{}{ROOT}", services.settings.public_url);
        Self { connection: connection.clone(), viewer: viewer.clone(), base, settings }
    }

    /// Whether a switch of the connection is on.
    pub(crate) fn has(&self, setting: Setting) -> bool {
        self.settings.get(&setting).is_some_and(|value| value == "on")
    }

    /// Passes if a switch is on.
    pub(crate) fn may(&self, setting: Setting, what: &str) -> Told<()> {
        if self.has(setting) { Ok(()) } else { Err(Refusal::switched_off(what)) }
    }

    /// The organisation whose members it keeps.
    pub(crate) const fn organisation(&self) -> &OrganisationId {
        &self.viewer.organisation
    }
}

#[derive(sqlx::FromRow)]
struct Found {
    connection_id: ConnectionId,
    organisation_id: OrganisationId,
    name: String,
    settings: String,
    created_by: MemberId,
    last_used_at: Option<Moment>,
}

/// The provider whose token this is.
///
/// # Errors
/// [`Code::KeyRefused`] for a token that is unknown or was withdrawn, whose connection was removed, or whose
/// organisation is closed.
pub async fn authenticate(services: &Services, token: &str, address: &str) -> Result<Caller> {
    if !token.starts_with(TOKEN_BEGINS) {
        return Err(Code::KeyRefused.into());
    }
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let found = find(&mut conn, &sha256(token), now).await?.ok_or(Code::KeyRefused)?;
    let role = role(&mut conn, &found.created_by).await?;
    drop(conn);
    if found.last_used_at.is_none_or(|last| now.since(last) >= MINUTE) {
        health::note(health::used(services, &found.organisation_id, &found.connection_id, (address, now))).await;
    }
    let from = From { origin: Origin::Scim, address: address.to_owned() };
    let stored: BTreeMap<String, String> = serde_json::from_str(&found.settings).unwrap_or_default();
    let settings = stored.into_iter().filter_map(|(name, value)| Some((Setting::from_word(&name)?, value))).collect();
    let base = format!("{}{ROOT}", services.settings.public_url);
    Ok(Caller { connection: found.connection_id.clone(), viewer: viewer(found, role, from), base, settings })
}

async fn find(conn: &mut Conn, hash: &str, now: Moment) -> Result<Option<Found>> {
    let found = sqlx::query_as(
        "select t.connection_id, t.organisation_id, c.name, c.settings, t.created_by, t.last_used_at from scim_tokens \
         t join connections c on c.id = t.connection_id join organisations o on o.id = t.organisation_id where \
         (t.token_hash = $1 or (t.old_token_hash = $1 and t.old_until > $2)) and t.revoked_at is null and c.removed = \
         $3 and o.state = 'open'",
    )
    .bind(hash)
    .bind(now)
    .bind(false)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Nobody hands out more than he has: not when the token is made, and not once he has it no more.
async fn role(conn: &mut Conn, maker: &MemberId) -> Result<Role> {
    let is_super: i64 =
        sqlx::query_scalar("select count(*) from members where id = $1 and status = 'active' and role = 'super_admin'")
            .bind(maker)
            .fetch_one(conn)
            .await?;
    Ok(if is_super > 0 { Role::SuperAdmin } else { Role::AccountAdmin })
}

fn viewer(found: Found, role: Role, from: From) -> Viewer {
    let rights = role.rights();
    Viewer {
        account: AccountId(String::new()),
        organisation: found.organisation_id,
        member: MemberId(String::new()),
        name: format!("SCIM {}", found.name),
        language: Language::default(),
        role,
        own_role: None,
        limits: Some(rights.permissions.clone()),
        rights,
        scope: None,
        session: SessionId(found.connection_id.0),
        from,
    }
}
