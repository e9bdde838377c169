//! Becoming a member, or one who waits.

use super::Opening;
use super::told::{self, Given};
use crate::accounts::Account;
use crate::audit::{self, Actor, Record};
use crate::keys::name_keys;
use crate::members::rows::{self, NewMember};
use crate::viewer::From;
use crate::{Error, Result, Services, Write, accounts, departments, outbox};
use model::audit::{Subject, Verb};
use model::join::JoinState;
use model::join_details::Told;
use model::join_rules::JoinOutcome;
use model::member::{Source, Status};
use model::permission::Role;
use model::text::DOOR_ALPHABET;
use model::{AccountId, Code, JoinId, MemberId, Moment, Problem};
use serde_json::json;

/// The member that the account is in the organisation, made now if there is none.
pub(super) async fn enter(
    tx: &mut Write,
    services: &Services,
    from: &From,
    opening: &Opening,
    account: &AccountId,
    told: &Told,
    now: Moment,
) -> Result<MemberId> {
    let known = rows::find_by_account(tx, &opening.organisation, account).await?;
    if let Some(member) = &known {
        match member.status {
            Status::Pending => return Ok(member.id.clone()),
            Status::Active | Status::Suspended => return Err(Code::AlreadyMember.into()),
            Status::Terminated => return Err(Code::RemovedEarlier.into()),
            Status::Rejected => return again(tx, services, from, opening, member, told, now).await,
            Status::Invited => {}
        }
    }
    opening.require_open()?;
    let person = accounts::find(tx, account).await?.ok_or(Code::SignedOut)?;
    if let Some(bound) = opening.bound.as_ref().filter(|bound| !bound.is_for(&person)) {
        return Err(bound.wrong_account().into());
    }
    let known = match known {
        Some(member) => Some(member),
        None => invited(tx, opening, &person).await?,
    };
    // Not earlier: whoever is in or waits already is asked for nothing more.
    let given = told::given(tx, opening, told).await?;
    use_once(tx, opening, account, now).await?;
    let joins = opening.verdict().outcome == JoinOutcome::Joins;
    let status = if joins { Status::Active } else { Status::Pending };
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
            if joins {
                told::apply(tx, &opening.organisation, &member.id, &given).await?;
            }
            member.id
        }
        None => {
            let departments = match (&opening.department, &given.wish) {
                (Some(department), _) => vec![department.clone()],
                // Whoever is in at once is somewhere; for those who wait, the approval says where.
                (None, Some(wish)) if joins => vec![wish.clone()],
                (None, None) if joins => vec![departments::rows::root(tx, &opening.organisation).await?.id],
                (None, _) => Vec::new(),
            };
            let new = NewMember {
                id: services.ids.next(),
                account: Some(account.clone()),
                name: person.name.clone(),
                email: person.email.clone(),
                phone: person.phone.clone(),
                status,
                role: Role::Member,
                own_role: None,
                departments,
                position: opening.position.clone(),
                location: String::new(),
                work_number: if joins { given.told.work_number.clone() } else { String::new() },
                manager: None,
                source: Source::Manual,
            };
            rows::insert(tx, &opening.organisation, &new, &name_keys(&new.name), now).await?;
            take_role(tx, opening, &new.id).await?;
            new.id
        }
    };
    note(tx, services, from, opening, (&member, account, &person.name), &given, now).await?;
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

/// Whoever comes by a link has the role that it brings, and looks after the department that it names. Of no effect before an
/// admin who could give that role lets him in.
async fn take_role(tx: &mut Write, opening: &Opening, member: &MemberId) -> Result<()> {
    if opening.bound.is_some() {
        return Ok(());
    }
    let (role, own) = opening.held.as_ref().map_or((Role::Member, None), |held| (held.role, held.own_role_id.as_ref()));
    sqlx::query("update members set role = $1, own_role_id = $2 where id = $3")
        .bind(role)
        .bind(own)
        .bind(member)
        .execute(&mut **tx)
        .await?;
    let scoped = opening.held.as_ref().is_some_and(|held| held.rights().scoped);
    let looked_after = opening.department.as_slice();
    rows::set_scope(tx, &opening.organisation, member, if scoped { looked_after } else { &[] }).await
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
    told: &Told,
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
            opening.require_open()?;
            let given = told::given(tx, opening, told).await?;
            use_once(tx, opening, &account, now).await?;
            let joins = opening.verdict().outcome == JoinOutcome::Joins;
            let status = if joins { Status::Active } else { Status::Pending };
            sqlx::query("update members set status = $1, revision = revision + 1 where id = $2")
                .bind(status)
                .bind(&member.id)
                .execute(&mut **tx)
                .await?;
            take_role(tx, opening, &member.id).await?;
            if joins {
                told::apply(tx, &opening.organisation, &member.id, &given).await?;
            }
            note(tx, services, from, opening, (&member.id, &account, &member.name), &given, now).await?;
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
    given: &Given,
    now: Moment,
) -> Result<()> {
    let id: JoinId = services.ids.next();
    let verdict = opening.verdict();
    let rule = verdict.rule;
    let state = if verdict.outcome == JoinOutcome::Joins { JoinState::Approved } else { JoinState::Waiting };
    sqlx::query(
        "insert into joins (id, organisation_id, member_id, invitation_id, channel, inviter_id, department_id, position, \
         work_number, wished_department_id, answers, rule, state, reference, reason, decided_by, decided_at, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', null, null, $15)",
    )
    .bind(&id)
    .bind(&opening.organisation)
    .bind(member)
    .bind(&opening.invitation)
    .bind(opening.channel)
    .bind(opening.inviter.as_ref().map(|(id, _)| id.clone()))
    .bind(&opening.department)
    .bind(&opening.position)
    .bind(&given.told.work_number)
    .bind(&given.wish)
    .bind(serde_json::to_string(&given.told.answers)?)
    .bind(rule)
    .bind(state)
    .bind(services.ids.text(DOOR_ALPHABET, 6))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    let actor = Actor {
        account: Some(account.clone()),
        member: Some(member.clone()),
        key: None,
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
