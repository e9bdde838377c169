//! What a provider sends becomes fields of the member: those that changed, so that what it does not speak of stays.
//!
//! What a person signs in with stays his own: name, e-mail address and phone number of a member with an account are his
//! to change. What another platform keeps up to date (WeCom) stays that platform's, but for the work number, which it
//! does not have.

use super::User;
use super::name::name;
use crate::keys::name_keys;
use crate::members::{check_manager, rows};
use crate::scim::{Caller, Kind, Refusal, Told};
use crate::store::one;
use crate::{Conn, Result};
use model::member::Source;
use model::{Code, MemberId};

/// Fields of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fields {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    position: String,
    work_number: String,
    manager: Option<MemberId>,
}

impl Fields {
    fn of(user: &User) -> Self {
        let text = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
        Self {
            name: name(user),
            email: user.email().map(|email| email.as_str().to_owned()),
            phone: user.phone().map(|phone| phone.as_str().to_owned()),
            position: text(&user.title),
            work_number: text(&user.work.employee_number),
            manager: user.manager().map(MemberId::from),
        }
    }

    fn of_member(member: &rows::Row) -> Self {
        Self {
            name: member.name.clone(),
            email: member.email.clone(),
            phone: member.phone.clone(),
            position: member.position.clone(),
            work_number: member.work_number.clone(),
            manager: member.manager_id.clone(),
        }
    }
}

/// The member that a user makes, who is nobody's yet.
pub(super) fn new_member(user: &User, member: rows::NewMember) -> rows::NewMember {
    let Fields { name, email, phone, position, work_number, manager } = Fields::of(user);
    rows::NewMember { name, email, phone, position, work_number, manager, ..member }
}

/// Brings a member up to date with what changed. Before a user was linked to the member, what he has counts as given.
pub(super) async fn carry(
    conn: &mut Conn,
    caller: &Caller,
    member: &rows::Row,
    was: Option<&User>,
    now: &User,
) -> Told<()> {
    let (old, mut new) = (Fields::of_member(member), Fields::of_member(member));
    let given = Fields::of(now);
    let before = was.map(Fields::of);
    let is_new = |unchanged: bool, empty: bool| if was.is_some() { !unchanged } else { !empty };
    let same =
        |field: fn(&Fields) -> &Option<String>| before.as_ref().is_some_and(|before| field(before) == field(&given));
    let own = member.account_id.is_none() && member.source != Source::WeCom;
    if own && is_new(before.as_ref().is_some_and(|before| before.name == given.name), false) {
        new.name.clone_from(&given.name);
    }
    if own && is_new(same(|fields| &fields.email), given.email.is_none()) {
        new.email.clone_from(&given.email);
    }
    if own && is_new(same(|fields| &fields.phone), given.phone.is_none()) {
        new.phone.clone_from(&given.phone);
    }
    let upstream = member.source == Source::WeCom;
    if !upstream
        && is_new(before.as_ref().is_some_and(|before| before.position == given.position), given.position.is_empty())
    {
        new.position.clone_from(&given.position);
    }
    if !upstream
        && is_new(before.as_ref().is_some_and(|before| before.manager == given.manager), given.manager.is_none())
    {
        new.manager.clone_from(&given.manager);
    }
    if is_new(
        before.as_ref().is_some_and(|before| before.work_number == given.work_number),
        given.work_number.is_empty(),
    ) {
        new.work_number.clone_from(&given.work_number);
    }
    let source = if member.source == Source::Manual { Source::Scim } else { member.source };
    if new.manager != old.manager
        && let Some(manager) = &new.manager
    {
        managed(conn, caller, &member.id, manager).await?;
    }
    if new == old && source == member.source {
        return Ok(());
    }
    write(conn, caller, member, &new, source).await?;
    Ok(())
}

async fn write(conn: &mut Conn, caller: &Caller, member: &rows::Row, new: &Fields, source: Source) -> Result<()> {
    let keys = name_keys(&new.name);
    let done = sqlx::query(
        "update members set name = $1, name_key = $2, initials_key = $3, email = $4, email_key = $5, phone = $6, \
         position = $7, work_number = $8, manager_id = $9, source = $10, revision = revision + 1 where id = $11",
    )
    .bind(&new.name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(&new.email)
    .bind(rows::email_key(new.email.as_deref()))
    .bind(&new.phone)
    .bind(&new.position)
    .bind(&new.work_number)
    .bind(&new.manager)
    .bind(source)
    .bind(&member.id)
    .execute(&mut *conn)
    .await?;
    one(done.rows_affected())?;
    rows::index(conn, caller.organisation(), &member.id).await
}

/// Passes if the manager is a user of the provider and nobody, over any number of steps, is his own.
///
/// # Errors
/// [`Kind::InvalidValue`].
pub(super) async fn managed(conn: &mut Conn, caller: &Caller, id: &MemberId, manager: &MemberId) -> Told<()> {
    let known: i64 = sqlx::query_scalar(
        "select count(*) from scim_users where connection_id = $1 and member_id = $2 and left_at is null",
    )
    .bind(&caller.connection)
    .bind(manager)
    .fetch_one(&mut *conn)
    .await?;
    let wrong = |why: &str| Refusal::new(Kind::InvalidValue, format!("The manager {manager} {why}."));
    if known == 0 {
        return Err(wrong("is no user here"));
    }
    match check_manager(conn, &caller.viewer, id, manager).await {
        Err(error) if error.code() == Some(Code::Invalid) => Err(wrong("is managed by the user")),
        other => Ok(other?),
    }
}
