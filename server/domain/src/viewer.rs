//! Who asks.

use crate::roles::{self, Held};
use crate::{Conn, Db, Result, api_keys, runs};
use model::audit::Origin;
use model::language::Language;
use model::permission::{Permission, Rights, Role};
use model::role::NamedRole;
use model::text::{mask_if_phone, mask_phone};
use model::{AccountId, ApiKeyId, Code, MemberId, Moment, OrganisationId, Problem, SessionId};
use sqlx::QueryBuilder;

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct From {
    /// Through which door.
    pub origin: Origin,
    /// The network address; empty for the command line and the system.
    pub address: String,
}

/// A signed-in person in one organisation, or an API key that acts for one: the first argument, after the services, of every
/// use case.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The account; of an API key, that of the admin it acts as.
    pub account: AccountId,
    /// The organisation that everything this viewer sees belongs to.
    pub organisation: OrganisationId,
    /// The member; of an API key, the admin it acts as: whoever made it, as long as he is one.
    pub member: MemberId,
    /// The person's or the key's name, as it goes into the activity.
    pub name: String,
    /// The person's language.
    pub language: Language,
    /// The built-in role; of whoever holds one of the organisation's own, [`Role::Member`]. What he may do, [`Self::allows`] says.
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    pub own_role: Option<NamedRole>,
    /// What the role lets him do.
    pub rights: Rights,
    /// Paths of the departments that a scoped role looks after; `None` for the whole organisation.
    pub scope: Option<Vec<String>>,
    /// The session; of an API key, the key's id.
    pub session: SessionId,
    /// Where the request comes from.
    pub from: From,
    /// The rights that an API key's scopes let through, of those that its role has; `None` for people.
    pub limits: Option<Vec<Permission>>,
}

impl Viewer {
    /// Whether the viewer has the right. Every question goes through here, so that the scopes of a key hold everywhere.
    pub fn allows(&self, permission: Permission) -> bool {
        self.rights.allows(permission) && self.limits.as_ref().is_none_or(|limits| limits.contains(&permission))
    }

    /// Whether a person acts, and not an API key or an identity provider.
    pub const fn is_person(&self) -> bool {
        self.limits.is_none()
    }

    /// The member who decides; nobody where an API key does.
    pub fn person(&self) -> Option<&MemberId> {
        self.is_person().then_some(&self.member)
    }

    /// The API key that acts; nothing where a person or an identity provider does. A key has no session: its own id
    /// stands there.
    pub fn key(&self) -> Option<ApiKeyId> {
        (!self.is_person() && self.from.origin != Origin::Scim).then(|| ApiKeyId(self.session.0.clone()))
    }

    /// Passes if the viewer has the right.
    ///
    /// # Errors
    /// [`Code::Forbidden`] with the name of the right.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.allows(permission) {
            return Ok(());
        }
        let problem = Problem::new(Code::Forbidden).with("permission", permission);
        Err(if self.is_person() { problem } else { problem.with("key", &self.name) }.into())
    }

    /// Passes if the viewer has the right over the whole organisation.
    ///
    /// # Errors
    /// [`Code::Forbidden`] with the name of the right, also for a scoped role.
    pub fn require_everywhere(&self, permission: Permission) -> Result<()> {
        self.require(permission)?;
        if self.scope.is_none() {
            return Ok(());
        }
        Err(Problem::new(Code::Forbidden).with("permission", permission).into())
    }

    /// Whether the viewer may give a role with these rights to somebody.
    pub fn may_give(&self, rights: &Rights) -> bool {
        self.scope.is_none() && self.allows(Permission::RolesWrite) && self.rights.may_give(rights)
    }

    /// A phone number as this viewer may see it; of several, separated by commas, each.
    pub fn phone(&self, number: String) -> String {
        if self.allows(Permission::MembersPhones) {
            return number;
        }
        number.split(',').map(mask_phone).collect::<Vec<_>>().join(", ")
    }

    /// A text that may be a phone number, such as the name of somebody who was invited by phone, as this viewer may see it.
    pub fn text(&self, text: String) -> String {
        if self.allows(Permission::MembersPhones) { text } else { mask_if_phone(&text) }
    }

    /// Whether a department with this path lies inside the viewer's scope.
    pub fn sees_path(&self, path: &str) -> bool {
        self.scope.as_ref().is_none_or(|paths| paths.iter().any(|scope| path.starts_with(scope.as_str())))
    }
}

/// The end of the range of paths that begin with `path`: `/` is followed by `0` in the order of bytes.
pub fn path_end(path: &str) -> String {
    let mut end = path.trim_end_matches('/').to_owned();
    end.push('0');
    end
}

/// Adds "lies in the viewer's scope" to a query whose departments table is named `d`.
pub fn push_path_scope(query: &mut QueryBuilder<Db>, scope: &[String]) {
    query.push("(1 = 0");
    for path in scope {
        query.push(" or (d.path >= ");
        query.push_bind(path.clone());
        query.push(" and d.path < ");
        query.push_bind(path_end(path));
        query.push(")");
    }
    query.push(")");
}

/// Adds "has a department in the viewer's scope" to a query whose members table is named `m`. Nothing for unscoped viewers.
pub fn push_member_scope(query: &mut QueryBuilder<Db>, viewer: &Viewer) {
    let Some(scope) = &viewer.scope else { return };
    query.push(
        " and exists (select 1 from member_departments md join departments d on d.id = md.department_id \
         where md.member_id = m.id and ",
    );
    push_path_scope(query, scope);
    query.push(")");
}

#[derive(sqlx::FromRow)]
struct Person {
    id: AccountId,
    name: String,
    language: Option<String>,
    #[sqlx(flatten)]
    held: Held,
}

/// A member as the viewer of what he started earlier: with the rights that he has now. `None` if he is no longer in.
pub(crate) async fn of_member(
    conn: &mut Conn,
    organisation: &OrganisationId,
    member: &MemberId,
) -> Result<Option<Viewer>> {
    let mut sql = QueryBuilder::<Db>::new("select a.id, a.name, a.language, ");
    sql.push(roles::rows::COLUMNS).push(" from members m join accounts a on a.id = m.account_id ");
    sql.push(roles::rows::JOIN).push(" where m.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and m.id = ").push_bind(member.clone()).push(" and m.status = 'active'");
    let found: Option<Person> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    let Some(Person { id: account, name, language, held }) = found else { return Ok(None) };
    let rights = held.rights();
    let scope = if rights.scoped { Some(scope_paths(conn, member).await?) } else { None };
    Ok(Some(Viewer {
        account,
        organisation: organisation.clone(),
        member: member.clone(),
        name,
        language: language.as_deref().and_then(Language::from_tag).unwrap_or_default(),
        role: held.role,
        own_role: held.own(),
        rights,
        scope,
        session: SessionId::from(""),
        limits: None,
        from: From { origin: Origin::Run, address: String::new() },
    }))
}

/// Whoever began a run, with the rights that he, or the key, has now. `None` for a schedule, and if he is no longer in or the key no
/// longer in force.
pub(crate) async fn of_run(conn: &mut Conn, run: &runs::Row, now: Moment) -> Result<Option<Viewer>> {
    match (&run.started_by_member, &run.started_by_key) {
        (Some(member), _) => of_member(conn, &run.organisation_id, member).await,
        (None, Some(key)) => api_keys::viewer_of(conn, key, now).await,
        (None, None) => Ok(None),
    }
}

/// The paths of the departments that a member looks after.
pub(crate) async fn scope_paths(conn: &mut Conn, member: &MemberId) -> Result<Vec<String>> {
    let paths = sqlx::query_scalar(
        "select d.path from member_scopes s join departments d on d.id = s.department_id where s.member_id = $1 order by d.path",
    )
    .bind(member)
    .fetch_all(conn)
    .await?;
    Ok(paths)
}
