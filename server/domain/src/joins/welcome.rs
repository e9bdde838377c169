//! What the join page tells somebody who opened it.

use super::{Bound, Ticket, open, told};
use crate::throttle::{self, Action};
use crate::viewer::From;
use crate::{Result, Services, accounts};
use model::Code;
use model::invitation::Welcome;
use model::join_details::DetailKind;
use model::join_rules::JoinOutcome;

/// What the join page tells somebody who opened a link or typed a door number.
///
/// # Errors
/// [`Code::NotFound`], after several of them [`Code::TooMany`]; [`Code::InvitationExpired`], [`Code::InvitationUsedUp`],
/// [`Code::InvitationPaused`], [`Code::InvitationRevoked`], [`Code::OrganisationClosed`], [`Code::ChannelClosed`].
pub async fn welcome(services: &Services, from: &From, ticket: &Ticket) -> Result<Welcome> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let opening = open(&mut conn, ticket, now).await;
    drop(conn);
    if opening.as_ref().is_err_and(|error| error.code() == Some(Code::NotFound)) {
        // Whoever guesses is slowed down; whoever holds a real link never is.
        let mut tx = services.store.write().await?;
        throttle::check(&mut tx, Action::Guess, &from.address, now).await?;
        throttle::count(&mut tx, Action::Guess, &from.address, now).await?;
        tx.commit().await?;
    }
    let opening = opening?;
    opening.require_open()?;
    let mut conn = services.store.read().await?;
    let department = match &opening.department {
        Some(id) => crate::departments::rows::find(&mut conn, &opening.organisation, id).await?,
        None => None,
    };
    let department = match department {
        Some(row) => Some(path_names(&mut conn, &row.path).await?),
        None => None,
    };
    let has_account = match &opening.bound {
        Some(Bound { account: Some(_), .. }) => true,
        Some(Bound { address: Some(address), .. }) => {
            accounts::find_by_name(&mut conn, address.as_str()).await?.is_some()
        }
        _ => false,
    };
    let details = told::asked(&mut conn, &opening).await?;
    let departments = if details.iter().any(|detail| detail.kind == DetailKind::Department) {
        told::choices(&mut conn, &opening).await?
    } else {
        Vec::new()
    };
    Ok(Welcome {
        waits: opening.verdict().outcome != JoinOutcome::Joins,
        details,
        departments,
        has_account,
        organisation: opening.organisation_name,
        inviter: opening.inviter.map(|(_, name)| name),
        department,
        position: opening.position,
        address: opening.bound.and_then(|bound| bound.address).map(|address| address.as_str().to_owned()),
    })
}

/// The names along a path, from below the root.
pub(crate) async fn path_names(conn: &mut crate::Conn, path: &str) -> Result<String> {
    let mut names = Vec::new();
    for id in path.split('/').filter(|id| !id.is_empty()).skip(1) {
        let name: Option<String> = sqlx::query_scalar("select name from departments where id = $1")
            .bind(id)
            .fetch_optional(&mut *conn)
            .await?;
        names.extend(name);
    }
    Ok(names.join(" / "))
}
