//! Accounts: a person's own sign-in.

use crate::{Conn, Error, Ids, Result};
use model::account::SoundAccount;
use model::problem::{Fault, Field};
use model::text::{Email, Phone};
use model::{AccountId, Code, Moment, OrganisationId, Problem};

/// An account as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// The hash of the password.
    pub password_hash: Option<String>,
    /// When the password, which somebody else chose, is of no use any more; `None` for one of the person's own.
    pub password_expires_at: Option<Moment>,
    /// The person's language.
    pub language: Option<String>,
    /// The organisation the person looked at last.
    pub organisation_id: Option<OrganisationId>,
}

/// The account with this id.
///
/// # Errors
/// What the database says.
pub async fn find(conn: &mut Conn, id: &AccountId) -> Result<Option<Account>> {
    let account = sqlx::query_as(
        "select id, name, email, phone, password_hash, password_expires_at, language, organisation_id from accounts where id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(account)
}

/// The account that a person means who types an e-mail address or a phone number.
///
/// # Errors
/// What the database says.
pub async fn find_by_name(conn: &mut Conn, name: &str) -> Result<Option<Account>> {
    let (email, phone) = if name.contains('@') {
        (Email::parse(name).ok().map(|email| email.key()), None)
    } else {
        (None, Phone::parse(name).ok().map(|phone| phone.as_str().to_owned()))
    };
    let account = sqlx::query_as(
        "select id, name, email, phone, password_hash, password_expires_at, language, organisation_id from accounts \
         where email_key = $1 or phone = $2",
    )
    .bind(email)
    .bind(phone)
    .fetch_optional(conn)
    .await?;
    Ok(account)
}

/// Makes an account.
///
/// # Errors
/// [`Code::Taken`] naming the field, if another account has the address or the number.
pub async fn create(
    conn: &mut Conn,
    ids: &Ids,
    now: Moment,
    account: &SoundAccount,
    password_hash: &str,
) -> Result<AccountId> {
    let email_key = account.email.as_ref().map(Email::key);
    let phone = account.phone.as_ref().map(Phone::as_str);
    let taken: Option<(Option<String>, Option<String>)> =
        sqlx::query_as("select email_key, phone from accounts where email_key = $1 or phone = $2 limit 1")
            .bind(&email_key)
            .bind(phone)
            .fetch_optional(&mut *conn)
            .await?;
    if let Some((taken_email, _)) = taken {
        let field = if taken_email.is_some() && taken_email == email_key { "email" } else { "phone" };
        return Err(in_use(field).into());
    }
    let id: AccountId = ids.next();
    let made = sqlx::query(
        "insert into accounts (id, name, email, email_key, phone, password_hash, language, organisation_id, revision, \
         created_at) values ($1, $2, $3, $4, $5, $6, null, null, 1, $7)",
    )
    .bind(&id)
    .bind(&account.name)
    .bind(account.email.as_ref().map(Email::as_str))
    .bind(&email_key)
    .bind(phone)
    .bind(password_hash)
    .bind(now)
    .execute(conn)
    .await
    .map_err(Error::from);
    match made {
        // Two at once, and both found nobody above. The index does not say which of the two it was.
        Err(error) if error.is_unique() => Err(in_use(if email_key.is_some() { "email" } else { "phone" }).into()),
        Err(error) => Err(error),
        Ok(_) => Ok(id),
    }
}

fn in_use(field: &str) -> Problem {
    let fields = vec![Field { field: field.to_owned(), fault: Fault::Taken, limit: None }];
    Problem { code: Code::Taken, params: vec![("field".into(), field.into())], fields }
}

/// Passes if the account still has the password that was checked, and makes whoever takes its access away wait until the transaction
/// ends: hashing takes time, and the password may be another one by then.
///
/// # Errors
/// [`Code::SignInRefused`]
pub(crate) async fn hold(conn: &mut Conn, checked: &Account) -> Result<()> {
    let held = sqlx::query("update accounts set revision = revision where id = $1 and password_hash = $2")
        .bind(&checked.id)
        .bind(&checked.password_hash)
        .execute(conn)
        .await?;
    if held.rows_affected() == 0 { Err(Code::SignInRefused.into()) } else { Ok(()) }
}

/// Remembers the organisation that the person looks at.
///
/// # Errors
/// What the database says.
pub async fn look_at(conn: &mut Conn, id: &AccountId, organisation: &OrganisationId) -> Result<()> {
    sqlx::query("update accounts set organisation_id = $1 where id = $2")
        .bind(organisation)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}
