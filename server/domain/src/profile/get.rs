//! Reading one's own profile.

use crate::{Conn, Result, Services, Viewer, accounts, outbox};
use model::profile::{Profile, WaitingAddress};
use model::{Code, Moment};

/// The viewer's own profile. Everybody may.
///
/// # Errors
/// What the database says.
pub async fn get(services: &Services, viewer: &Viewer) -> Result<Profile> {
    let mut conn = services.store.read().await?;
    find(&mut conn, viewer, services.clock.now()).await
}

pub(super) async fn find(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<Profile> {
    let account = accounts::find(conn, &viewer.account).await?.ok_or(Code::SignedOut)?;
    let code: Option<(String, String, Moment)> = sqlx::query_as(
        "select address, message_about, expires_at from codes where account_id = $1 and expires_at > $2",
    )
    .bind(&viewer.account)
    .bind(now)
    .fetch_optional(&mut *conn)
    .await?;
    let waiting = match code {
        Some((address, about, expires_at)) => {
            let delivery = outbox::newest(conn, std::slice::from_ref(&about)).await?.remove(&about);
            Some(WaitingAddress { address, expires_at, delivery: delivery.map(|(delivery, _)| delivery) })
        }
        None => None,
    };
    Ok(Profile { name: account.name, email: account.email, phone: account.phone, waiting })
}
