//! Inviting people by e-mail, by text message and from contacts.

use super::examine::{Found, columns, look, name_of};
use crate::audit::{self, Actor, Record};
use crate::keys::name_keys;
use crate::members::rows::{self as members, NewMember};
use crate::outbox::{self, NewMessage};
use crate::roles::{self, Given};
use crate::{Conn, Result, Services, Viewer, Write, departments, join_rules, organisation};
use model::audit::{Subject, Verb};
use model::invitation::Channel;
use model::invite::{Address, Invite, InviteVerdict, Invited, LASTS, NewPerson};
use model::language::Language;
use model::member::{Source, Status};
use model::outbox::{Medium, Template};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::{DepartmentId, InvitationId, MemberId, Moment, OrganisationId, Problem, moment};
use serde_json::json;

/// Invites people. Each has an outcome of his own: those against whom nothing speaks become members that are *Inactivated* and
/// are sent a message; of the others it is told what is in the way.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsSend`], [`model::Code::Invalid`]; a Department Admin has to name
/// one of his departments. What stands against the role: [`model::Code::Forbidden`], [`model::Code::RoleAboveOwn`].
/// [`model::Code::ChannelClosed`] if the organisation takes nobody by the way of one of them: then nobody
/// is invited.
pub async fn invite(services: &Services, viewer: &Viewer, invite: &Invite) -> Result<Vec<Invited>> {
    viewer.require(Permission::InvitationsSend)?;
    let invite = invite.clone().check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let department = place(&mut tx, viewer, invite.department.as_ref()).await?;
    let role = roles::for_invitation(&mut tx, viewer, &invite.role, invite.department.as_ref()).await?;
    let found = look(&mut tx, viewer, &invite.people).await?;
    let mut outcomes = Vec::with_capacity(found.len());
    for (person, found) in invite.people.iter().zip(found) {
        let mut told = found.told.clone();
        if told.verdict == InviteVerdict::Fine {
            let member = add(&mut tx, services, viewer, (&invite, person, &found), (&department, &role), now).await?;
            told.member = Some(member);
            told.revision = 1;
        }
        outcomes.push(told);
    }
    for topic in ["members", "invitations", "departments"] {
        tx.hint(&viewer.organisation, topic);
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(outcomes)
}

/// The department that people are invited into: the one that was chosen, as far as the viewer may; the top of the tree otherwise.
pub(super) async fn place(conn: &mut Conn, viewer: &Viewer, chosen: Option<&DepartmentId>) -> Result<DepartmentId> {
    let Some(chosen) = chosen else {
        if viewer.scope.is_some() {
            return Err(Problem::field("department", Fault::Missing).into());
        }
        return Ok(departments::rows::root(conn, &viewer.organisation).await?.id);
    };
    let row = departments::rows::find(conn, &viewer.organisation, chosen).await?;
    // Whoever is no admin invites; where to, an admin decides.
    let may_place = viewer.allows(Permission::InvitationsWrite) || viewer.allows(Permission::MembersWrite);
    if !may_place || !row.is_some_and(|row| viewer.sees_path(&row.path)) {
        return Err(Problem::field("department", Fault::Unknown).into());
    }
    Ok(chosen.clone())
}

async fn add(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (invite, person, found): (&Invite, &NewPerson, &Found),
    (department, role): (&DepartmentId, &Given),
    now: Moment,
) -> Result<MemberId> {
    let (email, phone) = columns(found.address.as_ref());
    let new = NewMember {
        id: services.ids.next(),
        // Not before the person accepts: an account in an organisation that nobody asked for would be a surprise.
        account: None,
        name: name_of(person, found.address.as_ref(), found.account.as_ref()),
        email,
        phone,
        status: Status::Invited,
        role: role.role,
        own_role: role.own.clone(),
        departments: vec![department.clone()],
        position: invite.position.clone(),
        location: String::new(),
        work_number: person.work_number.clone(),
        manager: None,
        source: Source::Manual,
    };
    members::insert(tx, &viewer.organisation, &new, &name_keys(&new.name), now).await?;
    if role.rights.scoped {
        members::set_scope(tx, &viewer.organisation, &new.id, std::slice::from_ref(department)).await?;
    }
    let issue = Issue {
        inviter: Inviter::from(viewer),
        member: &new.id,
        address: found.address.as_ref(),
        account: found.account.as_ref().map(|account| &account.id),
        department: invite.department.as_ref(),
        position: &invite.position,
        language: invite.language,
    };
    let (_, channel) = issue_to(tx, services, &issue, now).await?;
    let record = Record::new(Verb::Invite, Subject::Member, &new.id, &new.name).fields(
        json!(null),
        json!({
            "channel": channel, "email": new.email, "phone": new.phone, "position": new.position, "role": role.told,
        }),
    );
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    Ok(new.id)
}

/// Who invites.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inviter<'a> {
    /// Into which organisation.
    pub organisation: &'a OrganisationId,
    /// The member.
    pub member: &'a MemberId,
    /// What the rules for joining judge by.
    pub role: Role,
    /// The name that stands in the message; `None` for the member's own: a letter comes from somebody whom one can ask, never
    /// from an API key.
    pub name: Option<&'a str>,
}

impl<'a> From<&'a Viewer> for Inviter<'a> {
    fn from(viewer: &'a Viewer) -> Self {
        Self {
            organisation: &viewer.organisation,
            member: &viewer.member,
            role: viewer.role,
            name: viewer.is_person().then_some(viewer.name.as_str()),
        }
    }
}

/// How an invitation reaches somebody.
pub(super) const fn channel_of(chosen_from_contacts: bool, address: Option<&Address>) -> Channel {
    match (chosen_from_contacts, address) {
        (true, _) => Channel::Contact,
        (false, Some(Address::Phone(_))) => Channel::Phone,
        (false, _) => Channel::Email,
    }
}

/// An invitation of one person.
pub(crate) struct Issue<'a> {
    pub inviter: Inviter<'a>,
    pub member: &'a MemberId,
    pub address: Option<&'a Address>,
    pub account: Option<&'a model::AccountId>,
    pub department: Option<&'a DepartmentId>,
    pub position: &'a str,
    pub language: Language,
}

/// Writes an invitation of one person and queues its message.
pub(crate) async fn issue_to(
    conn: &mut Conn,
    services: &Services,
    issue: &Issue<'_>,
    now: Moment,
) -> Result<(InvitationId, Channel)> {
    let channel = channel_of(issue.account.is_some(), issue.address);
    join_rules::require_open(conn, issue.inviter.organisation, channel, issue.inviter.role).await?;
    let id: InvitationId = services.ids.next();
    let token = services.ids.short_token();
    sqlx::query(
        "insert into invitations (id, organisation_id, kind, token_hash, token_sealed, inviter_id, member_id, address, \
         account_id, language, department_id, position, role, own_role_id, note, expires_at, max_uses, uses, state, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'member', null, '', $13, 1, 0, 'active', 1, $14)",
    )
    .bind(&id)
    .bind(issue.inviter.organisation)
    .bind(channel)
    .bind(crate::keys::sha256(&token))
    .bind(services.seal.close(&services.ids, id.as_str(), &token)?)
    .bind(issue.inviter.member)
    .bind(issue.member)
    .bind(issue.address.map_or("", Address::as_str))
    .bind(issue.account)
    .bind(issue.language)
    .bind(issue.department)
    .bind(issue.position)
    .bind(now.plus(LASTS))
    .bind(now)
    .execute(&mut *conn)
    .await?;
    if let Some(address) = issue.address {
        let name = match issue.inviter.name {
            Some(name) => name.to_owned(),
            None => members::find(conn, issue.inviter.organisation, issue.inviter.member)
                .await?
                .map_or_else(String::new, |m| m.name),
        };
        let letter = Letter {
            organisation: issue.inviter.organisation,
            inviter: &name,
            invitation: &id,
            address,
            department: issue.department,
            position: issue.position,
            language: issue.language,
            token: &token,
        };
        letter.post(conn, services, now).await?;
    }
    Ok((id, channel))
}

/// The message that carries an invitation.
pub(super) struct Letter<'a> {
    pub organisation: &'a OrganisationId,
    pub inviter: &'a str,
    pub invitation: &'a InvitationId,
    pub address: &'a Address,
    pub department: Option<&'a DepartmentId>,
    pub position: &'a str,
    pub language: Language,
    pub token: &'a str,
}

impl Letter<'_> {
    /// Queues it.
    pub(super) async fn post(&self, conn: &mut Conn, services: &Services, now: Moment) -> Result<()> {
        let organisation = organisation::find(conn, self.organisation).await?;
        let department = match self.department {
            Some(id) => departments::rows::find(conn, self.organisation, id).await?.map(|row| row.name),
            None => None,
        };
        let link = super::url(services, self.token);
        let days = (LASTS / moment::DAY).to_string();
        let values = [
            ("organisation", organisation.name.as_str()),
            ("inviter", self.inviter),
            ("department", department.as_deref().unwrap_or_default()),
            ("position", self.position),
            ("link", link.as_str()),
            ("days", days.as_str()),
        ];
        let new = NewMessage {
            organisation: self.organisation,
            medium: match self.address {
                Address::Email(_) => Medium::Email,
                Address::Phone(_) => Medium::Sms,
            },
            address: self.address.as_str(),
            template: Template::Invitation,
            language: self.language,
            values: &values,
            about: self.invitation.as_str(),
            over_at: now.plus(LASTS),
        };
        outbox::post(conn, services, &new).await
    }
}
