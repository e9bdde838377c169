//! Asking to join.

use super::standing::{Standing, of_member};
use super::{Opening, Ticket, open};
use crate::accounts::Account;
use crate::audit::{self, Actor, Record};
use crate::keys::name_keys;
use crate::members::rows::{self, NewMember};
use crate::sessions::{self, Fresh, check_password};
use crate::throttle::{self, Action};
use crate::viewer::From;
use crate::{Error, Result, Services, Write, accounts, departments, organisation, outbox};
use model::account::{NewAccount, SoundAccount};
use model::audit::{Subject, Verb};
use model::invite::Address;
use model::join::{JoinRule, JoinState};
use model::member::{Source, Status};
use model::permission::Role;
use model::text::DOOR_ALPHABET;
use model::{AccountId, Code, JoinId, MemberId, Moment, Problem};
use serde_json::json;

/// Who asks.
pub enum Applicant {
    /// Somebody without an account.
    New(NewAccount),
    /// Somebody who types the name and password of the account he has.
    Known {
        /// E-mail or phone.
        name: String,
        /// The password in clear.
        password: String,
    },
    /// Somebody who is signed in.
    SignedIn(AccountId),
}

/// How the request stands, and the session of somebody who had none.
pub struct Asked {
    /// How the request stands.
    pub standing: Standing,
    /// A new session; `None` for somebody who is signed in.
    pub session: Option<Fresh>,
}

/// Asks to join. The same person asking twice gets the same request and counts as one use; of two people on the last use one
/// is told that the link is used up.
///
/// # Errors
/// What [`super::welcome`] refuses; [`Code::Invalid`] and [`Code::Taken`] for a new account, [`Code::SignInRefused`] for a
/// known one; [`Code::AlreadyMember`], [`Code::RefusedEarlier`], [`Code::RemovedEarlier`], [`Code::Blocked`].
pub async fn ask(
    services: &Services,
    from: &From,
    ticket: &Ticket,
    applicant: Applicant,
    agent: &str,
) -> Result<Asked> {
    super::welcome(services, from, ticket).await.or_else(|error| match error.code() {
        // Somebody who asked before may see how his request stands, though the link takes nobody new.
        Some(Code::InvitationUsedUp | Code::InvitationExpired | Code::InvitationPaused) => {
            Ok(model::invitation::Welcome {
                organisation: String::new(),
                inviter: None,
                department: None,
                position: String::new(),
                address: None,
                has_account: false,
                waits: true,
            })
        }
        _ => Err(error),
    })?;
    let now = services.clock.now();
    // Hashing comes before the transaction: 35 ms inside would hold up every other writer.
    let person = match applicant {
        Applicant::New(new) => {
            let sound = addressed(services, ticket, new, now).await?.check()?;
            let hash = services.passwords.hash(&services.ids, &sound.password).await?;
            Person::New(sound, hash)
        }
        Applicant::Known { name, password } => {
            Person::Known(check_password(services, from, &name, &password).await?.id)
        }
        Applicant::SignedIn(account) => Person::SignedIn(account),
    };
    let mut tx = services.store.write().await?;
    throttle::check(&mut tx, Action::Ask, &from.address, now).await?;
    throttle::count(&mut tx, Action::Ask, &from.address, now).await?;
    let opening = open(&mut tx, ticket, now).await?;
    let (account, signed_in) = match person {
        Person::New(sound, hash) => {
            // That the address is taken comes first: it may be the second press of the button on the last use.
            let account = accounts::create(&mut tx, &services.ids, now, &sound, &hash).await?;
            if let Some(code) = opening.closed {
                return Err(Problem::new(code).with("organisation", opening.organisation_name).into());
            }
            (account, false)
        }
        Person::Known(account) => (account, false),
        Person::SignedIn(account) => (account, true),
    };
    let member = enter(&mut tx, services, from, &opening, &account, now).await?;
    let session = if signed_in { None } else { Some(sessions::open(&mut tx, services, from, &account, agent).await?) };
    let standing = of_member(&mut tx, &member).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    Ok(Asked { standing, session })
}

/// A new account with the address that the invitation was sent to: whoever holds the link reads that mailbox, and nothing that
/// is typed on the page shows that somebody reads another.
async fn addressed(services: &Services, ticket: &Ticket, new: NewAccount, now: Moment) -> Result<NewAccount> {
    let mut conn = services.store.read().await?;
    let bound = open(&mut conn, ticket, now).await?.bound;
    Ok(match bound.and_then(|bound| bound.address) {
        Some(Address::Email(email)) => NewAccount { email: email.as_str().to_owned(), ..new },
        Some(Address::Phone(phone)) => NewAccount { phone: phone.as_str().to_owned(), ..new },
        None => new,
    })
}

enum Person {
    New(SoundAccount, String),
    Known(AccountId),
    SignedIn(AccountId),
}

/// The member that the account is in the organisation, made now if there is none.
async fn enter(
    tx: &mut Write,
    services: &Services,
    from: &From,
    opening: &Opening,
    account: &AccountId,
    now: Moment,
) -> Result<MemberId> {
    // The same person at once in two windows: the second finds the member that the first made.
    organisation::lock(tx, &opening.organisation).await?;
    let known = rows::find_by_account(tx, &opening.organisation, account).await?;
    if let Some(member) = &known {
        match member.status {
            Status::Pending => return Ok(member.id.clone()),
            Status::Active | Status::Suspended => return Err(Code::AlreadyMember.into()),
            Status::Terminated => return Err(Code::RemovedEarlier.into()),
            Status::Rejected => return again(tx, services, from, opening, member, now).await,
            Status::Invited => {}
        }
    }
    if let Some(code) = opening.closed {
        return Err(Problem::new(code).with("organisation", &opening.organisation_name).into());
    }
    let person = accounts::find(tx, account).await?.ok_or(Code::SignedOut)?;
    if let Some(bound) = opening.bound.as_ref().filter(|bound| !bound.is_for(&person)) {
        return Err(bound.wrong_account().into());
    }
    let known = match known {
        Some(member) => Some(member),
        None => invited(tx, opening, &person).await?,
    };
    use_once(tx, opening, account, now).await?;
    let rule = JoinRule::judge(opening.channel, opening.inviter_role, opening.verification);
    let status = if rule.waits() { Status::Pending } else { Status::Active };
    let member = match known {
        Some(member) => {
            sqlx::query("update members set status = $1, revision = revision + 1 where id = $2")
                .bind(status)
                .bind(&member.id)
                .execute(&mut **tx)
                .await?;
            if let Some(invitation) = &opening.invitation {
                outbox::cancel(tx, invitation.as_str()).await?;
            }
            member.id
        }
        None => {
            let departments = match &opening.department {
                Some(department) => vec![department.clone()],
                // Whoever is in at once is somewhere; for those who wait, the approval says where.
                None if !rule.waits() => vec![departments::rows::root(tx, &opening.organisation).await?.id],
                None => Vec::new(),
            };
            let new = NewMember {
                id: services.ids.next(),
                account: Some(account.clone()),
                name: person.name.clone(),
                email: person.email.clone(),
                phone: person.phone.clone(),
                status,
                role: Role::Member,
                departments,
                position: opening.position.clone(),
                location: String::new(),
                work_number: String::new(),
                manager: None,
                source: Source::Manual,
            };
            rows::insert(tx, &opening.organisation, &new, &name_keys(&new.name), now).await?;
            new.id
        }
    };
    note(tx, services, from, opening, (&member, account, &person.name), rule, now).await?;
    Ok(member)
}

/// The member that was made when the person was invited gets his account, and his own name instead of what the inviter wrote.
async fn invited(tx: &mut Write, opening: &Opening, person: &Account) -> Result<Option<rows::Row>> {
    let Some(id) = opening.bound.as_ref().and_then(|bound| bound.member.as_ref()) else { return Ok(None) };
    let Some(member) = rows::find(tx, &opening.organisation, id).await? else { return Ok(None) };
    match member.status {
        Status::Invited => {}
        Status::Active | Status::Suspended => return Err(Code::AlreadyMember.into()),
        Status::Pending => return Err(Code::AlreadyWaiting.into()),
        Status::Rejected => return Err(Code::RefusedEarlier.into()),
        Status::Terminated => return Err(Code::RemovedEarlier.into()),
    }
    let keys = name_keys(&person.name);
    // What a platform owns stays as the platform has it.
    let is_own = member.source == Source::Manual;
    sqlx::query(
        "update members set account_id = $1, name = $2, name_key = $3, initials_key = $4, email = coalesce($5, email), \
         email_key = coalesce($6, email_key), phone = coalesce($7, phone) where id = $8",
    )
    .bind(&person.id)
    .bind(if is_own { &person.name } else { &member.name })
    .bind(if is_own { keys.full } else { name_keys(&member.name).full })
    .bind(if is_own { keys.initials } else { name_keys(&member.name).initials })
    .bind(person.email.as_ref().filter(|_| is_own))
    .bind(rows::email_key(person.email.as_deref()).filter(|_| is_own))
    .bind(person.phone.as_ref().filter(|_| is_own))
    .bind(id)
    .execute(&mut **tx)
    .await?;
    rows::index(tx, &opening.organisation, id).await?;
    Ok(Some(member))
}

/// Counts one use, once a person. The check in the schema stops the second of two on the last use.
async fn use_once(tx: &mut Write, opening: &Opening, account: &AccountId, now: Moment) -> Result<()> {
    let Some(invitation) = &opening.invitation else { return Ok(()) };
    let used = sqlx::query(
        "insert into invitation_uses (invitation_id, account_id, used_at) values ($1, $2, $3) \
         on conflict (invitation_id, account_id) do nothing",
    )
    .bind(invitation)
    .bind(account)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if used.rows_affected() == 0 {
        return Ok(());
    }
    let counted =
        sqlx::query("update invitations set uses = uses + 1 where id = $1").bind(invitation).execute(&mut **tx);
    let counted = counted.await.map_err(Error::from);
    if counted.as_ref().is_err_and(Error::is_check) {
        return Err(Problem::new(Code::InvitationUsedUp).with("organisation", &opening.organisation_name).into());
    }
    counted?;
    tx.hint(&opening.organisation, "invitations");
    Ok(())
}

/// Somebody who was refused asks again: nothing new begins, an admin re-examines. Blocked people are told so.
async fn again(
    tx: &mut Write,
    services: &Services,
    from: &From,
    opening: &Opening,
    member: &rows::Row,
    now: Moment,
) -> Result<MemberId> {
    let last: Option<JoinState> =
        sqlx::query_scalar("select state from joins where member_id = $1 order by created_at desc, id desc limit 1")
            .bind(&member.id)
            .fetch_optional(&mut **tx)
            .await?;
    match last {
        Some(JoinState::Blocked) => Err(Code::Blocked.into()),
        Some(JoinState::Withdrawn) => {
            let Some(account) = member.account_id.clone() else { return Err(Code::NotFound.into()) };
            if let Some(code) = opening.closed {
                return Err(Problem::new(code).with("organisation", &opening.organisation_name).into());
            }
            use_once(tx, opening, &account, now).await?;
            sqlx::query("update members set status = 'pending', revision = revision + 1 where id = $1")
                .bind(&member.id)
                .execute(&mut **tx)
                .await?;
            let rule = JoinRule::judge(opening.channel, opening.inviter_role, opening.verification);
            note(tx, services, from, opening, (&member.id, &account, &member.name), rule, now).await?;
            Ok(member.id.clone())
        }
        _ => Err(Code::RefusedEarlier.into()),
    }
}

/// Writes the request and its audit row.
async fn note(
    tx: &mut Write,
    services: &Services,
    from: &From,
    opening: &Opening,
    (member, account, name): (&MemberId, &AccountId, &str),
    rule: JoinRule,
    now: Moment,
) -> Result<()> {
    let id: JoinId = services.ids.next();
    let state = if rule.waits() { JoinState::Waiting } else { JoinState::Approved };
    sqlx::query(
        "insert into joins (id, organisation_id, member_id, invitation_id, channel, inviter_id, department_id, position, \
         rule, state, reference, reason, decided_by, decided_at, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', null, null, $12)",
    )
    .bind(&id)
    .bind(&opening.organisation)
    .bind(member)
    .bind(&opening.invitation)
    .bind(opening.channel)
    .bind(opening.inviter.as_ref().map(|(id, _)| id.clone()))
    .bind(&opening.department)
    .bind(&opening.position)
    .bind(rule)
    .bind(state)
    .bind(services.ids.text(DOOR_ALPHABET, 6))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let actor = Actor {
        account: Some(account.clone()),
        member: Some(member.clone()),
        name: name.to_owned(),
        from: from.clone(),
    };
    let record = Record::new(Verb::Ask, Subject::Member, member, name).fields(
        json!(null),
        json!({ "channel": opening.channel, "rule": rule, "inviter": opening.inviter.as_ref().map(|(_, name)| name) }),
    );
    audit::record(tx, &opening.organisation, &actor, now, record).await?;
    tx.hint(&opening.organisation, "joins");
    tx.hint(&opening.organisation, "members");
    Ok(())
}
