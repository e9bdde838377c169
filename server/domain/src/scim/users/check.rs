//! Rules for what a provider sends of a user.

use super::User;
use super::user::Item;
use crate::keys::fold;
use crate::scim::{Caller, Kind, Refusal, Told};
use crate::{Conn, Db};
use model::limits;
use model::problem::Fault;
use model::scim::{MAX_VALUE, MAX_VALUES};
use model::text::{Email, Wrong, line, optional_line};
use model::{MemberId, Moment};
use sqlx::QueryBuilder;

/// Passes if every value can be taken.
///
/// # Errors
/// [`Kind::InvalidValue`] naming the first that cannot.
pub(super) fn check(user: &User) -> Told<()> {
    take("userName", line(&user.user_name, MAX_VALUE))?;
    for (name, value, limit) in [
        ("externalId", &user.external_id, MAX_VALUE),
        ("name.formatted", &user.name.formatted, MAX_VALUE),
        ("name.givenName", &user.name.given_name, MAX_VALUE),
        ("name.familyName", &user.name.family_name, MAX_VALUE),
        ("displayName", &user.display_name, MAX_VALUE),
        ("title", &user.title, limits::POSITION),
        ("employeeNumber", &user.work.employee_number, limits::WORK_NUMBER),
        ("organization", &user.work.organization, MAX_VALUE),
        ("department", &user.work.department, MAX_VALUE),
    ] {
        take(name, optional_line(value.as_deref().unwrap_or_default(), limit))?;
    }
    items("emails", &user.emails)?;
    items("phoneNumbers", &user.phone_numbers)?;
    for item in &user.emails {
        take("emails.value", Email::parse(&item.value))?;
    }
    Ok(())
}

fn items(name: &str, items: &[Item]) -> Told<()> {
    if items.len() > MAX_VALUES {
        return Err(Refusal::new(Kind::InvalidValue, format!("{name} has more than {MAX_VALUES} values.")));
    }
    if items.iter().filter(|item| item.primary == Some(true)).count() > 1 {
        return Err(Refusal::new(Kind::InvalidValue, format!("{name} has more than one primary value.")));
    }
    for item in items {
        take(name, line(&item.value, MAX_VALUE))?;
        take(name, optional_line(item.kind.as_deref().unwrap_or_default(), limits::NAME))?;
    }
    Ok(())
}

fn take<T>(name: &str, value: Result<T, Wrong>) -> Told<()> {
    let Err(wrong) = value else { return Ok(()) };
    let detail = match (wrong.fault, wrong.limit) {
        (Fault::Missing, _) => format!("{name} is missing."),
        (Fault::TooLong, Some(limit)) => format!("{name} is longer than {limit} characters."),
        (Fault::BadCharacter, _) => format!("{name} has a character that cannot be taken."),
        _ => format!("{name} is not of the form that it must have."),
    };
    Err(Refusal::new(Kind::InvalidValue, detail))
}

/// Passes if no other user of the connection has the name.
///
/// # Errors
/// [`Kind::Uniqueness`].
pub(super) async fn name_is_free(conn: &mut Conn, caller: &Caller, user: &User, own: Option<&MemberId>) -> Told<()> {
    let holder: Option<MemberId> = sqlx::query_scalar(
        "select member_id from scim_users where connection_id = $1 and user_name_key = $2 and left_at is null",
    )
    .bind(&caller.connection)
    .bind(fold(&user.user_name))
    .fetch_optional(conn)
    .await?;
    if holder.is_some_and(|holder| Some(&holder) != own) {
        return Err(Refusal::new(Kind::Uniqueness, format!("The userName {} is taken.", user.user_name)));
    }
    Ok(())
}

/// Somebody who is here already with one of the addresses of a user.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Here {
    pub id: MemberId,
    /// When this connection's provider deleted him.
    pub left_at: Option<Moment>,
    /// Connections whose providers keep him.
    pub kept: i64,
}

/// Who is here with the user's address, or was the provider's user of this name: he is the same again.
pub(super) async fn here(conn: &mut Conn, caller: &Caller, user: &User) -> Told<Option<Here>> {
    let select = "select m.id, u.left_at, (select count(*) from scim_users k where k.member_id = m.id and k.left_at is \
         null) as kept from members m left join scim_users u on u.member_id = m.id and u.connection_id = ";
    let mut sql = QueryBuilder::<Db>::new(select);
    sql.push_bind(caller.connection.clone())
        .push(" where m.organisation_id = ")
        .push_bind(caller.organisation().clone());
    sql.push(" and ((u.left_at is not null and u.user_name_key = ").push_bind(fold(&user.user_name)).push(")");
    for email in addresses(user) {
        sql.push(" or m.email_key = ").push_bind(email.key());
    }
    // Whom the provider had before stands first, then whoever is in.
    sql.push(
        ") order by case when u.left_at is null then 1 else 0 end, case when m.status = 'active' then 0 else 1 end, \
         m.created_at, m.id limit 1",
    );
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Passes if nobody else in the organisation has the address that the member is to get.
///
/// # Errors
/// [`Kind::Uniqueness`].
pub(super) async fn address_is_free(conn: &mut Conn, caller: &Caller, user: &User, own: &MemberId) -> Told<()> {
    let Some(email) = user.email() else { return Ok(()) };
    let others: i64 = sqlx::query_scalar(
        "select count(*) from members where organisation_id = $1 and email_key = $2 and id <> $3 \
         and status not in ('terminated', 'rejected')",
    )
    .bind(caller.organisation())
    .bind(email.key())
    .bind(own)
    .fetch_one(conn)
    .await?;
    if others > 0 { Err(taken(&email)) } else { Ok(()) }
}

/// Somebody who is here has the address.
pub(super) fn taken(email: &Email) -> Refusal {
    let detail = format!(
        "A member with the e-mail address {} is here already, and the connection may not link to him.",
        email.as_str()
    );
    Refusal::new(Kind::Uniqueness, detail)
}

fn addresses(user: &User) -> Vec<Email> {
    let mut all: Vec<Email> = user.email().into_iter().chain(Email::parse(&user.user_name).ok()).collect();
    all.dedup_by_key(|email| email.key());
    all
}
