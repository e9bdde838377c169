//! Adding one agent: somebody new, who gets an account and a password by mail, or a member who becomes one.

use super::check::require_free;
use super::password::{Issued, issue};
use super::rows::New;
use super::{get, groups, mails, rows};
use crate::audit::{self, Actor, Record};
use crate::keys::name_keys;
use crate::members::rows::NewMember;
use crate::{Conn, Error, Result, Services, Viewer, departments, members, organisation, roles};
use model::agent::AgentDetail;
use model::agent_edit::AddAgent;
use model::audit::{Subject, Verb};
use model::member::{Source, Status};
use model::outbox::Template;
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::role::RoleKey;
use model::text::Email;
use model::{AgentId, Code, DepartmentId, MemberId, Moment, OrganisationId, Problem};
use serde_json::json;

/// Adds an agent.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::Invalid`], [`Code::Taken`] naming `number` or `email`, also where
/// somebody in the recycle bin has it or the address belongs to an account or a member already, [`Code::RoleAboveOwn`].
pub async fn add(services: &Services, viewer: &Viewer, add: AddAgent) -> Result<AgentDetail> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let add = add.check()?;
    // Hashed before the transaction: nobody else writes meanwhile.
    let issued = issue(services).await?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let written = write(&mut tx, services, viewer, (&add, Some(&issued)), now).await?;
    audit::record_all(&mut tx, &viewer.organisation, &Actor::from(viewer), now, &written.told).await?;
    for topic in ["agents", "members"] {
        tx.hint(&viewer.organisation, topic);
    }
    let detail = get::detail(&mut tx, services, viewer, &written.id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(detail)
}

/// An agent who was written.
pub(super) struct Written {
    /// The agent.
    pub id: AgentId,
    /// What is to be told: of the member, where he is new too, and of the agent.
    pub told: Vec<Record>,
    /// How the member stood who had no account before.
    pub was: Option<Status>,
}

/// Writes an agent in a transaction under way. A member who has an account needs no password.
pub(super) async fn write(
    tx: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    (add, issued): (&AddAgent, Option<&Issued>),
    now: Moment,
) -> Result<Written> {
    let organisation = &viewer.organisation;
    let place = match &add.member {
        Some(member) => existing(tx, services, viewer, (member, add), (issued, now)).await?,
        None => {
            require_free(tx, organisation, (&add.number, &add.email), None).await?;
            newcomer(tx, services, viewer, add, (issued.ok_or_else(stale)?, now)).await?
        }
    };
    let id: AgentId = services.ids.next();
    let new = New {
        id: id.clone(),
        member: &place.member,
        name: &place.name,
        nickname: &add.nickname,
        number: &add.number,
        email: &place.email,
        replaces: None,
    };
    rows::insert(tx, organisation, &new, now).await.map_err(taken)?;
    let names = groups::set(tx, (organisation, &id), &add.groups).await?;
    let row = rows::find(tx, organisation, &id).await?.ok_or(Code::NotFound)?;
    let letter = match place.gets_password {
        true => (Template::AgentPassword, issued),
        false => (Template::AgentWelcome, None),
    };
    mails::password(tx, services, &row, letter).await?;
    let told = json!({ "number": add.number, "nickname": add.nickname, "email": place.email, "skill_groups": names });
    let record = Record::new(Verb::Create, Subject::Agent, &id, &place.name).fields(json!(null), told);
    let told = place.told.into_iter().chain([record]).collect();
    Ok(Written { id, told, was: place.was })
}

/// Something is otherwise than it was looked at: a member who had an account needs a password after all.
pub(super) fn stale() -> Error {
    Problem::new(Code::Stale).with("by", "").into()
}

/// Two at once found nobody, and the index found both.
fn taken(error: Error) -> Error {
    if error.is_unique() { Problem::new(Code::Taken).with("field", "number").into() } else { error }
}

/// Whom the agent is.
pub(super) struct Place {
    pub member: MemberId,
    name: String,
    email: String,
    /// Whether he signs in with the password that is mailed.
    gets_password: bool,
    /// What is to be told of a member who is new.
    pub told: Option<Record>,
    /// How a member stood who had no account.
    was: Option<Status>,
}

async fn existing(
    tx: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    (id, add): (&MemberId, &AddAgent),
    (issued, now): (Option<&Issued>, Moment),
) -> Result<Place> {
    let unknown = || Error::from(Problem::field("member", Fault::Unknown));
    let row = members::find_for(tx, viewer, id).await.map_err(|_| unknown())?;
    if !matches!(row.status, Status::Active | Status::Invited) {
        return Err(unknown());
    }
    if rows::of_member(tx, id).await?.is_some() {
        return Err(Problem::field("member", Fault::Taken).into());
    }
    if !viewer.rights.includes(&row.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    let typed = add.email.trim();
    let email = row.email.clone().filter(|email| !email.is_empty());
    let email = email.or_else(|| (!typed.is_empty()).then(|| typed.to_owned()));
    let email = email.ok_or_else(|| Problem::field("email", Fault::Missing))?;
    let email = Email::parse(&email).map_err(|wrong| Problem::field("email", wrong.fault))?;
    require_free(tx, &viewer.organisation, (&add.number, email.as_str()), None).await?;
    let gets_password = row.account_id.is_none();
    if gets_password {
        let issued = issued.ok_or_else(stale)?;
        let account = issued.account(tx, services, (&viewer.organisation, &row.name, &email), now).await?;
        // Whoever was only invited is in from now on.
        sqlx::query("update members set account_id = $1, status = 'active', revision = revision + 1 where id = $2")
            .bind(&account)
            .bind(id)
            .execute(&mut *tx)
            .await?;
    }
    let was = gets_password.then_some(row.status);
    Ok(Place { member: id.clone(), name: row.name, email: email.as_str().to_owned(), gets_password, told: None, was })
}

pub(super) async fn newcomer(
    tx: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    add: &AddAgent,
    (issued, now): (&Issued, Moment),
) -> Result<Place> {
    let organisation = &viewer.organisation;
    let email = Email::parse(&add.email).map_err(|wrong| Problem::field("email", wrong.fault))?;
    if let Some(name) = member_with(tx, organisation, &email).await? {
        let fields = Problem::field("email", Fault::Taken).fields;
        return Err(Problem { fields, ..Problem::new(Code::Taken).with("field", "email").with("name", name) }.into());
    }
    let root = departments::rows::root(tx, organisation).await?;
    let given = role(tx, viewer, &add.role, &root.id).await?;
    let account = issued.account(tx, services, (organisation, &add.name, &email), now).await?;
    let new = NewMember {
        id: services.ids.next(),
        account: Some(account),
        name: add.name.clone(),
        email: Some(email.as_str().to_owned()),
        phone: None,
        status: Status::Active,
        role: given.role,
        own_role: given.own,
        departments: vec![root.id],
        position: String::new(),
        location: String::new(),
        work_number: String::new(),
        manager: None,
        source: Source::Manual,
    };
    members::rows::insert(tx, organisation, &new, &name_keys(&add.name), now).await?;
    let record = Record::new(Verb::Create, Subject::Member, &new.id, &new.name)
        .fields(json!(null), json!({ "email": new.email, "role": given.told }));
    let (name, email) = (add.name.clone(), email.as_str().to_owned());
    Ok(Place { member: new.id, name, email, gets_password: true, told: Some(record), was: None })
}

/// The member, whatever his status, who has this address.
async fn member_with(tx: &mut Conn, organisation: &OrganisationId, email: &Email) -> Result<Option<String>> {
    let found = sqlx::query_scalar(
        "select name from members where organisation_id = $1 and email_key = $2 and status <> 'terminated' limit 1",
    )
    .bind(organisation)
    .bind(email.key())
    .fetch_optional(tx)
    .await?;
    Ok(found)
}

/// The role of somebody new: that of agents asks for no right of its own, any other only whoever may give it.
pub(crate) async fn role(tx: &mut Conn, viewer: &Viewer, key: &RoleKey, root: &DepartmentId) -> Result<roles::Given> {
    if *key == RoleKey::BuiltIn(Role::Agent) {
        let given = roles::find(tx, &viewer.organisation, key).await?;
        return Ok(given.ok_or_else(|| Problem::field("role", Fault::Unknown))?);
    }
    roles::for_invitation(tx, viewer, key, Some(root)).await
}
