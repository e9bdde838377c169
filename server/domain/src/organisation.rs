//! The organisation itself, and what the console asks for when it opens.

mod change;

pub use change::{Change, change, rename};

use crate::{
    Conn, Result, Services, Viewer, accounts, archive, backups, connections, conversations, handovers, join_rules,
    joins, mappings, presence, runs, viewer, webhooks,
};
use model::join_rules::JoinRules;
use model::organisation::{Me, Organisation, Overview};
use model::permission::Permission;
use model::{Code, MemberId, OrganisationId, problem::Fault};

#[derive(sqlx::FromRow)]
struct Row {
    id: OrganisationId,
    name: String,
    door_number: String,
    door_open: bool,
    revision: i64,
}

impl From<Row> for Organisation {
    fn from(row: Row) -> Self {
        let Row { id, name, door_number, door_open, revision } = row;
        Self { id, name, door_number, door_open, revision }
    }
}

/// The organisation of an id.
pub(crate) async fn find(conn: &mut Conn, id: &OrganisationId) -> Result<Organisation> {
    let row: Option<Row> =
        sqlx::query_as("select id, name, door_number, door_open, revision from organisations where id = $1")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(row.ok_or(Code::NotFound)?.into())
}

/// The name of the viewer's organisation.
///
/// # Errors
/// What the database says.
pub async fn name(services: &Services, viewer: &Viewer) -> Result<String> {
    let mut conn = services.store.read().await?;
    Ok(find(&mut conn, &viewer.organisation).await?.name)
}

/// Makes the decisions of an organisation follow each other until the transaction ends. Two that read the same state and
/// both acted on it would leave no Super Admin, a department below itself, a request decided twice. SQLite has one writer
/// anyway.
pub(crate) async fn lock(conn: &mut Conn, id: &OrganisationId) -> Result<()> {
    sqlx::query("update organisations set revision = revision where id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Who is signed in, and what he may do here. Every member may ask.
///
/// # Errors
/// What the database says.
pub async fn me(services: &Services, viewer: &Viewer) -> Result<Me> {
    let mut conn = services.store.read().await?;
    let organisation = find(&mut conn, &viewer.organisation).await?;
    let organisations = sqlx::query_as(
        "select o.id, o.name from organisations o join members m on m.organisation_id = o.id \
         where m.account_id = $1 and m.status = 'active' and o.state = 'open' order by o.name, o.id",
    )
    .bind(&viewer.account)
    .fetch_all(&mut *conn)
    .await?;
    let account = accounts::find(&mut conn, &viewer.account).await?.ok_or(Code::SignedOut)?;
    let invitations = joins::of_account(&mut conn, services, &viewer.account).await?;
    Ok(Me {
        invitations,
        account: viewer.account.clone(),
        member: viewer.member.clone(),
        name: account.name,
        language: account.language,
        organisation,
        organisations,
        role: viewer.role,
        own_role: viewer.own_role.clone(),
        permissions: viewer.rights.permissions.iter().copied().filter(|right| viewer.allows(*right)).collect(),
        scoped: viewer.scope.is_some(),
        inherits: conversations::inherits(&mut conn, viewer).await?,
        runs_installation: backups::manages(&mut conn, viewer).await?,
    })
}

/// Makes another of the person's organisations the current one.
///
/// # Errors
/// [`Code::NotFound`] if the person is not in it.
pub async fn switch(services: &Services, viewer: &Viewer, to: &OrganisationId) -> Result<Me> {
    let mut tx = services.store.write().await?;
    let inside: Option<MemberId> = sqlx::query_scalar(
        "select m.id from members m join organisations o on o.id = m.organisation_id \
         where m.account_id = $1 and m.organisation_id = $2 and m.status = 'active' and o.state = 'open'",
    )
    .bind(&viewer.account)
    .bind(to)
    .fetch_optional(&mut *tx)
    .await?;
    let member = inside.ok_or(Code::NotFound)?;
    accounts::look_at(&mut tx, &viewer.account, to).await?;
    tx.commit().await?;
    let found = viewer::of_member(&mut *services.store.read().await?, to, &member).await?;
    let there = found.ok_or(Code::NotFound)?;
    me(services, &there).await
}

/// Chooses the person's language. Every member may.
///
/// # Errors
/// [`Code::Invalid`] for a language that is not here.
pub async fn set_language(services: &Services, viewer: &Viewer, language: &str) -> Result<()> {
    if !["en", "zh-CN", "pt-BR"].contains(&language) {
        return Err(model::Problem::field("language", Fault::Unknown).into());
    }
    let mut tx = services.store.write().await?;
    sqlx::query("update accounts set language = $1 where id = $2")
        .bind(language)
        .bind(&viewer.account)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The organisation with its rules for joining and its plan, `free` or `paid`.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::OrganisationRead`].
pub async fn get(services: &Services, viewer: &Viewer) -> Result<(Organisation, JoinRules, String)> {
    viewer.require(Permission::OrganisationRead)?;
    let mut conn = services.store.read().await?;
    let organisation = find(&mut conn, &viewer.organisation).await?;
    let rules = join_rules::find(&mut conn, &viewer.organisation).await?;
    let plan = sqlx::query_scalar("select plan from organisations where id = $1")
        .bind(&viewer.organisation)
        .fetch_one(&mut *conn)
        .await?;
    Ok((organisation, rules, plan))
}

/// What needs somebody today. Shows only what the viewer may see; every member may ask.
///
/// # Errors
/// What the database says.
pub async fn overview(services: &Services, viewer: &Viewer) -> Result<Overview> {
    let mut overview = Overview::default();
    if viewer.allows(Permission::MembersRead) {
        let query = model::member::MemberQuery::default();
        overview.members = crate::members::counts(services, viewer, &query).await?;
    }
    let mut conn = services.store.read().await?;
    if viewer.allows(Permission::JoinsRead) {
        overview.waiting = joins::count_waiting(&mut conn, viewer).await?;
    }
    if viewer.allows(Permission::DepartmentsRead) {
        overview.departments =
            sqlx::query_scalar("select count(*) from departments where organisation_id = $1 and parent_id is not null")
                .bind(&viewer.organisation)
                .fetch_one(&mut *conn)
                .await?;
    }
    if viewer.allows(Permission::CustomersRead) && viewer.scope.is_none() {
        overview.customers =
            sqlx::query_scalar("select count(*) from customers where organisation_id = $1 and ended = $2")
                .bind(&viewer.organisation)
                .bind(false)
                .fetch_one(&mut *conn)
                .await?;
    }
    if viewer.allows(Permission::InvitationsRead) {
        overview.invitations = sqlx::query_scalar(
            "select count(*) from invitations i join members m on m.id = i.inviter_id \
             where i.organisation_id = $1 and i.kind = 'link' and i.state = 'active' and m.status not in ('terminated', 'suspended') \
             and (i.expires_at is null or i.expires_at > $2) and (i.max_uses is null or i.uses < i.max_uses)",
        )
        .bind(&viewer.organisation)
        .bind(services.clock.now())
        .fetch_one(&mut *conn)
        .await?;
    }
    drop(conn);
    if viewer.allows(Permission::ConnectionsRead) {
        overview.connections = connections::list(services, viewer).await?.into_iter().map(Into::into).collect();
        overview.attention = runs::attention(services, viewer).await?;
    }
    if viewer.require_everywhere(Permission::WebhooksRead).is_ok() {
        overview.webhooks_off = webhooks::switched_off(services, viewer).await?;
    }
    if viewer.require_everywhere(Permission::HandoversRead).is_ok() {
        overview.handovers = handovers::attention(services, viewer).await?;
    }
    if viewer.require_everywhere(Permission::ConnectionsRead).is_ok() {
        overview.archives = archive::attention(services, viewer).await?;
    }
    if viewer.require_everywhere(Permission::PresenceRead).is_ok() {
        overview.presence = presence::attention(services, viewer).await?;
    }
    if viewer.require_everywhere(Permission::MappingsRead).is_ok() {
        overview.mappings = mappings::attention(services, viewer).await?;
    }
    Ok(overview)
}
