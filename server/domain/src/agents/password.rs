//! Random passwords: made by the system's generator, kept as a hash, mailed, and of no use after a week.

use crate::store::one;
use crate::{Conn, Result, Services, accounts, sessions};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use model::account::SoundAccount;
use model::agent_edit::{ALPHABET, PASSWORD, PASSWORD_DAYS};
use model::moment::DAY;
use model::text::Email;
use model::{AccountId, Code, Moment, OrganisationId};
use std::time::Duration;

/// Hashes that are made at once: as many as the hasher's threads.
const AT_ONCE: usize = 2;
/// How long whoever has time waits for others.
const PATIENCE: Duration = Duration::from_secs(1);

/// A random password and its hash.
#[derive(Clone)]
pub struct Issued {
    /// In clear, for the letter.
    pub password: String,
    /// The hash, for the account.
    pub hash: String,
}

/// Makes one.
///
/// # Errors
/// [`Code::Busy`] when too many wait for the hasher.
pub async fn issue(services: &Services) -> Result<Issued> {
    let password = services.ids.text(ALPHABET, PASSWORD);
    let hash = services.passwords.hash(&services.ids, &password).await?;
    Ok(Issued { password, hash })
}

/// Makes several, without crowding out whoever signs in meanwhile.
///
/// # Errors
/// As [`issue`].
pub async fn issue_all(services: &Services, count: usize) -> Result<Vec<Issued>> {
    let each = (0..count).map(|_| async move { issue(services).await });
    stream::iter(each).buffer_unordered(AT_ONCE).try_collect().await
}

/// As [`issue_all`], for what nobody waits for at a screen: while too many ask for the hasher, they go first.
///
/// # Errors
/// What the hasher says.
pub async fn issue_patiently(services: &Services, count: usize) -> Result<Vec<Issued>> {
    let patiently = || async move {
        loop {
            match issue(services).await {
                Err(error) if error.code() == Some(Code::Busy) => tokio::time::sleep(PATIENCE).await,
                issued => return issued,
            }
        }
    };
    let each = (0..count).map(|_| patiently());
    stream::iter(each).buffer_unordered(AT_ONCE).try_collect().await
}

impl Issued {
    /// Makes the account of an agent, which belongs to the organisation.
    ///
    /// # Errors
    /// [`Code::Taken`] naming `email` if somebody has an account with the address.
    pub async fn account(
        &self,
        conn: &mut Conn,
        services: &Services,
        (organisation, name, email): (&OrganisationId, &str, &Email),
        now: Moment,
    ) -> Result<AccountId> {
        let account =
            SoundAccount { name: name.to_owned(), email: Some(email.clone()), phone: None, password: String::new() };
        let id = accounts::create(conn, &services.ids, now, &account, &self.hash).await?;
        sqlx::query(
            "update accounts set managed_by = $1, password_expires_at = $2, organisation_id = $1 where id = $3",
        )
        .bind(organisation)
        .bind(now.plus(PASSWORD_DAYS * DAY))
        .bind(&id)
        .execute(conn)
        .await?;
        Ok(id)
    }

    /// Puts it in the place of an account's password. The old one stops at once, and so do all sessions.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put(&self, conn: &mut Conn, account: &AccountId, now: Moment) -> Result<()> {
        let changed = sqlx::query(
            "update accounts set password_hash = $1, password_expires_at = $2, revision = revision + 1 where id = $3",
        )
        .bind(&self.hash)
        .bind(now.plus(PASSWORD_DAYS * DAY))
        .bind(account)
        .execute(&mut *conn)
        .await?;
        one(changed.rows_affected())?;
        sessions::end_all(conn, account).await
    }
}
