//! Sessions: signed-in browsers.
//!
//! The cookie holds 256 random bits; the table holds their hash. A session ends when it was not used for 8 hours and at the
//! latest after 7 days, and at once when the member is suspended or terminated.

use crate::agents::door::{self, Comer};
use crate::audit::{self, Actor, Record};
use crate::keys::sha256;
use crate::roles::{self, Held};
use crate::throttle::{self, Action};
use crate::viewer::{From, scope_paths};
use crate::{Conn, Db, Result, Services, Viewer, Write, accounts};
use model::audit::{Subject, Verb};
use model::language::Language;
use model::moment::{DAY, HOUR, MINUTE, SECOND};
use model::{AccountId, Code, MemberId, Moment, OrganisationId, SessionId};
use sqlx::QueryBuilder;

/// Without use for this long, a session ends.
pub(crate) const IDLE: i64 = 8 * HOUR;
/// After this long, a session ends whatever happens.
const LIFE: i64 = 7 * DAY;
/// How exactly the last use is kept: writing it at every request would make every read a write.
const SEEN_EVERY: i64 = 5 * MINUTE;
/// How long a request waits until that is written down.
const SEEN_WAIT: std::time::Duration = std::time::Duration::from_millis(500);

/// The topic of hints after which streams look whether their session is still there.
pub const TOPIC: &str = "sessions";

/// A new session: what goes into the cookie.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// The token.
    pub token: String,
    /// Seconds until it ends at the latest.
    pub max_age: i64,
}

/// Who a cookie belongs to.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The person's language.
    pub language: Option<String>,
    /// Whether the person signed in with a password that was mailed, and has to change it before anything else.
    pub must_change: bool,
    /// The person in an organisation; `None` while in none, for example while waiting for approval.
    pub viewer: Option<Viewer>,
}

/// Signs a person in by e-mail or phone and password.
///
/// # Errors
/// [`Code::SignInRefused`] whatever was wrong; [`Code::TooMany`] after too many tries; [`Code::Busy`]; [`Code::PasswordExpired`];
/// [`Code::ForcedOffline`] for an agent who is in no other organisation.
pub async fn sign_in(services: &Services, from: &From, name: &str, password: &str, agent: &str) -> Result<Fresh> {
    let account = check_password(services, from, name, password).await?;
    let mut tx = services.store.write().await?;
    accounts::hold(&mut tx, &account).await?;
    let place = place(&mut tx, &account.id, account.organisation_id.as_ref(), services.clock.now()).await?;
    let member = place.as_ref().map(|place| &place.member_id);
    let comer = Comer { account: &account.id, member, from, browser: agent };
    if let Some(problem) = door::enter(&mut tx, services, &comer).await? {
        // That he was refused is kept.
        tx.commit().await?;
        return Err(problem.into());
    }
    let fresh = open(&mut tx, services, from, &account.id, agent).await?;
    if let Some(place) = place {
        saw(&mut tx, &place.member_id, services.clock.now()).await?;
        let actor = Actor {
            account: Some(account.id.clone()),
            member: Some(place.member_id),
            key: None,
            name: account.name.clone(),
            from: from.clone(),
        };
        let record = Record::new(Verb::SignIn, Subject::Account, &account.id, &account.name);
        audit::record(&mut tx, &place.organisation_id, &actor, services.clock.now(), record).await?;
    }
    tx.commit().await?;
    Ok(fresh)
}

/// The account whose name and password these are.
pub(crate) async fn check_password(
    services: &Services,
    from: &From,
    name: &str,
    password: &str,
) -> Result<accounts::Account> {
    let now = services.clock.now();
    let subject = sha256(&crate::keys::fold(name));
    let mut tx = services.store.write().await?;
    throttle::check(&mut tx, Action::SignInFrom, &from.address, now).await?;
    throttle::check(&mut tx, Action::SignIn, &subject, now).await?;
    let account = accounts::find_by_name(&mut tx, name).await?;
    drop(tx);
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    // A longer text than any password can be is not worth hashing, but must take the same time.
    let sound = password.chars().count() <= model::limits::PASSWORD_MAX;
    let fits = services.passwords.fits(hash.filter(|_| sound), password.get(..512).unwrap_or(password)).await?;
    let mut tx = services.store.write().await?;
    if let Some(account) = account.filter(|_| fits) {
        throttle::forget(&mut tx, Action::SignIn, &subject).await?;
        let expired = account.password_expires_at.is_some_and(|end| end <= now);
        if expired {
            door::expired(&mut tx, services, &account, from).await?;
        }
        tx.commit().await?;
        return if expired { Err(Code::PasswordExpired.into()) } else { Ok(account) };
    }
    throttle::count(&mut tx, Action::SignInFrom, &from.address, now).await?;
    throttle::count(&mut tx, Action::SignIn, &subject, now).await?;
    tx.commit().await?;
    Err(Code::SignInRefused.into())
}

/// Opens a session in a transaction under way.
pub(crate) async fn open(
    tx: &mut Write,
    services: &Services,
    from: &From,
    account: &AccountId,
    agent: &str,
) -> Result<Fresh> {
    let now = services.clock.now();
    let token = services.ids.token();
    let agent: String = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    sqlx::query(
        "insert into sessions (id, account_id, token_hash, address, agent, created_at, seen_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(services.ids.next::<SessionId>())
    .bind(account)
    .bind(sha256(&token))
    .bind(&from.address)
    .bind(agent)
    .bind(now)
    .bind(now.plus(LIFE))
    .execute(&mut **tx)
    .await?;
    Ok(Fresh { token, max_age: LIFE / SECOND })
}

/// Ends a session. Ending one that is over already is no failure.
///
/// # Errors
/// What the database says.
pub async fn sign_out(services: &Services, from: &From, token: &str) -> Result<()> {
    let identity = identify(services, token, from).await?;
    let mut tx = services.store.write().await?;
    sqlx::query("delete from sessions where token_hash = $1").bind(sha256(token)).execute(&mut *tx).await?;
    if let Some(viewer) = identity.and_then(|identity| identity.viewer) {
        door::leave(&mut tx, &viewer.member, services.clock.now()).await?;
        tx.hint(&viewer.organisation, "agents");
        let record = Record::new(Verb::SignOut, Subject::Account, &viewer.account, &viewer.name);
        let actor = Actor::from(&viewer);
        audit::record(&mut tx, &viewer.organisation, &actor, services.clock.now(), record).await?;
    }
    tx.commit().await
}

/// Ends every session of an account, in the transaction that takes its access away.
pub(crate) async fn end_all(conn: &mut Conn, account: &AccountId) -> Result<()> {
    sqlx::query("delete from sessions where account_id = $1").bind(account).execute(conn).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Place {
    member_id: MemberId,
    organisation_id: OrganisationId,
    #[sqlx(flatten)]
    held: Held,
}

/// The organisation that a person is in: the one looked at last, else the oldest.
async fn place(
    conn: &mut Conn,
    account: &AccountId,
    wish: Option<&OrganisationId>,
    now: Moment,
) -> Result<Option<Place>> {
    let mut sql = QueryBuilder::<Db>::new("select m.id as member_id, m.organisation_id, ");
    sql.push(roles::rows::COLUMNS).push(" from members m join organisations o on o.id = m.organisation_id ");
    sql.push(roles::rows::JOIN).push(" where m.account_id = ").push_bind(account.clone());
    sql.push(" and m.status = 'active' and o.state = 'open' and not ").push(door::FORCED).push_bind(now).push("))");
    sql.push(" order by case when m.organisation_id = ");
    sql.push_bind(wish.cloned()).push(" then 0 else 1 end, m.created_at, m.id limit 1");
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

#[derive(sqlx::FromRow)]
struct Found {
    id: SessionId,
    account_id: AccountId,
    seen_at: Moment,
    expires_at: Moment,
    name: String,
    password_expires_at: Option<Moment>,
    language: Option<String>,
    organisation_id: Option<OrganisationId>,
}

/// Who a token belongs to; `None` if the session ended or never was.
///
/// # Errors
/// What the database says.
pub async fn identify(services: &Services, token: &str, from: &From) -> Result<Option<Identity>> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let found: Option<Found> = sqlx::query_as(
        "select s.id, s.account_id, s.seen_at, s.expires_at, a.name, a.password_expires_at, a.language, a.organisation_id \
         from sessions s join accounts a on a.id = s.account_id where s.token_hash = $1",
    )
    .bind(sha256(token))
    .fetch_optional(&mut *conn)
    .await?;
    let Some(found) = found else { return Ok(None) };
    if found.expires_at <= now || now.since(found.seen_at) > IDLE {
        return Ok(None);
    }
    let must_change = found.password_expires_at.is_some();
    let place = match found.password_expires_at {
        Some(end) if end <= now => return Ok(None),
        // Whoever read the letter first gets no further than to the page that asks for another password.
        Some(_) => None,
        None => place(&mut conn, &found.account_id, found.organisation_id.as_ref(), now).await?,
    };
    let viewer = match place {
        None => None,
        Some(place) => {
            let rights = place.held.rights();
            let scope = if rights.scoped { Some(scope_paths(&mut conn, &place.member_id).await?) } else { None };
            Some(Viewer {
                account: found.account_id.clone(),
                organisation: place.organisation_id,
                member: place.member_id,
                name: found.name.clone(),
                language: found.language.as_deref().and_then(Language::from_tag).unwrap_or_default(),
                role: place.held.role,
                own_role: place.held.own(),
                rights,
                scope,
                session: found.id.clone(),
                from: from.clone(),
                limits: None,
            })
        }
    };
    drop(conn);
    if now.since(found.seen_at) > SEEN_EVERY {
        // Whoever only reads does not wait for whoever writes: the next request tells it again.
        match tokio::time::timeout(SEEN_WAIT, seen(services, &found.id, viewer.as_ref(), now)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "that a session was seen could not be written down"),
            Err(_) => tracing::debug!("that a session was seen is written down later: the writer is busy"),
        }
    }
    Ok(Some(Identity { account: found.account_id, name: found.name, language: found.language, must_change, viewer }))
}

async fn seen(services: &Services, session: &SessionId, viewer: Option<&Viewer>, now: Moment) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update sessions set seen_at = $1 where id = $2").bind(now).bind(session).execute(&mut *tx).await?;
    if let Some(viewer) = viewer {
        saw(&mut tx, &viewer.member, now).await?;
    }
    tx.commit().await
}

async fn saw(conn: &mut Conn, member: &MemberId, now: Moment) -> Result<()> {
    sqlx::query("update members set last_seen_at = $1 where id = $2").bind(now).bind(member).execute(conn).await?;
    Ok(())
}

/// Removes sessions that ended, and tries that no longer count.
///
/// # Errors
/// What the database says.
pub async fn sweep(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    sqlx::query("delete from sessions where expires_at < $1 or seen_at < $2")
        .bind(now)
        .bind(now.plus(-IDLE))
        .execute(&mut *tx)
        .await?;
    door::leave_silent(&mut tx, now).await?;
    sqlx::query("delete from attempts where first_at < $1").bind(now.plus(-DAY)).execute(&mut *tx).await?;
    tx.commit().await
}
