//! Choosing a password: in the place of the one that was mailed, or of one's own.

use crate::audit::{self, Actor, Record};
use crate::keys::sha256;
use crate::sessions::{self, Identity, check_password};
use crate::viewer::From;
use crate::{Result, Services, Viewer, accounts};
use model::audit::{Subject, Verb};
use model::problem::Fault;
use model::text::{self, Check};
use model::{AccountId, Code, OrganisationId, Problem, SessionId};
use serde_json::json;

/// Puts a password of the person's own in the place of the one that was mailed. The session goes on, all others end.
///
/// # Errors
/// [`Code::WrongState`] if none has to be changed, [`Code::Invalid`] naming `password`: too short, or the mailed one again.
pub async fn choose_password(
    services: &Services,
    from: &From,
    (identity, token): (&Identity, &str),
    password: &str,
) -> Result<()> {
    let mut conn = services.store.read().await?;
    let account = accounts::find(&mut conn, &identity.account).await?.ok_or(Code::SignedOut)?;
    if account.password_expires_at.is_none() {
        return Err(Problem::new(Code::WrongState).with("state", "own").into());
    }
    let sql = "select id from sessions where token_hash = $1";
    let session: Option<SessionId> = sqlx::query_scalar(sql).bind(sha256(token)).fetch_optional(&mut *conn).await?;
    drop(conn);
    put(services, from, (&account, &session.ok_or(Code::SignedOut)?), password).await
}

/// Changes the viewer's own password. Everybody may; his other sessions end.
///
/// # Errors
/// [`Code::NotFound`] for an API key, which has none; [`Code::Invalid`] naming `current` if it is not the present one, or `password`;
/// [`Code::TooMany`].
pub async fn change_password(services: &Services, viewer: &Viewer, (current, password): (&str, &str)) -> Result<()> {
    viewer.person().ok_or(Code::NotFound)?;
    let mut conn = services.store.read().await?;
    let account = accounts::find(&mut conn, &viewer.account).await?.ok_or(Code::SignedOut)?;
    drop(conn);
    let name = account.email.clone().or_else(|| account.phone.clone()).unwrap_or_default();
    let checked = check_password(services, &viewer.from, &name, current).await;
    let checked = checked.map_err(|error| match error.code() {
        Some(Code::SignInRefused) => Problem::field("current", Fault::Wrong).into(),
        _ => error,
    })?;
    put(services, &viewer.from, (&checked, &viewer.session), password).await
}

async fn put(
    services: &Services,
    from: &From,
    (account, session): (&accounts::Account, &SessionId),
    password: &str,
) -> Result<()> {
    let mut check = Check::new();
    let password = check.take("password", text::password(password));
    check.done()?;
    if services.passwords.fits(account.password_hash.clone(), &password).await? {
        return Err(Problem::field("password", Fault::Taken).into());
    }
    let hash = services.passwords.hash(&services.ids, &password).await?;
    let mut tx = services.store.write().await?;
    // An admin may have mailed another one meanwhile.
    let changed = sqlx::query(
        "update accounts set password_hash = $1, password_expires_at = null, revision = revision + 1 \
         where id = $2 and password_hash = $3",
    )
    .bind(&hash)
    .bind(&account.id)
    .bind(&account.password_hash)
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Code::SignedOut.into());
    }
    sqlx::query("delete from sessions where account_id = $1 and id <> $2")
        .bind(&account.id)
        .bind(session)
        .execute(&mut *tx)
        .await?;
    let actor = Actor {
        account: Some(account.id.clone()),
        member: None,
        key: None,
        name: account.name.clone(),
        from: from.clone(),
    };
    for organisation in places(&mut tx, &account.id).await? {
        let record = Record::new(Verb::Update, Subject::Account, &account.id, &account.name)
            .fields(json!(null), json!({ "password": "own" }));
        audit::record(&mut tx, &organisation, &actor, services.clock.now(), record).await?;
        tx.hint(&organisation, "agents");
        tx.hint(&organisation, sessions::TOPIC);
    }
    tx.commit().await
}

/// The organisations that somebody is in.
async fn places(conn: &mut crate::Conn, account: &AccountId) -> Result<Vec<OrganisationId>> {
    let found = sqlx::query_scalar(
        "select organisation_id from members where account_id = $1 and status = 'active' order by organisation_id",
    );
    Ok(found.bind(account).fetch_all(conn).await?)
}
