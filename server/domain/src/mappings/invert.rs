//! Putting rows back, one by one.

use super::kind::{Deed, before, carried};
use super::rows::{self, Standing};
use crate::audit::Record;
use crate::change::{Context, Inverted, Row, kept};
use crate::{Conn, Result};
use model::ConnectionId;
use model::audit::{Subject, Verb};
use model::mapping::{MappingReason, MappingStatus};

/// Puts a row back, as long as the account is where the row left it; otherwise the state that is in the way.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let (connection, external, deed) = carried(context, row)?;
    let member = deed.member().clone();
    let mut before = before(conn, &connection, std::slice::from_ref(&member)).await?;
    let Some(old) = before.remove(&member) else { return Ok(kept("gone")) };
    let is_his = old.external_id.as_ref() == Some(&external);
    let place = (&context.organisation, &connection);
    let (was, is) = deed.told();
    let record = Record::new(Verb::Undo, Subject::Mapping, row.subject_id.clone().unwrap_or_default(), &row.name)
        .fields(is, was);
    let (none, by_hand) = (Standing::none(&member, None), true);
    let standing = match &deed {
        Deed::Link { .. } | Deed::Change { .. } if !is_his => return Ok(kept("changed")),
        Deed::Link { .. } => {
            // A person took it apart: the next run leaves it so.
            rows::refuse(conn, &connection, &member, &external).await?;
            Standing { reason: Some(MappingReason::Refused), tried_email: &old.email_key, ..none }
        }
        Deed::Change { was: None, .. } => Standing { status: MappingStatus::Ignored, by_hand, ..none },
        Deed::Change { was: Some((was, _)), .. } => {
            if !exists_free(conn, &connection, was).await? {
                return Ok(kept("taken"));
            }
            rows::allow(conn, &connection, &member, was).await?;
            Standing {
                status: MappingStatus::Mapped,
                external_id: Some(was),
                tried_email: &old.email_key,
                by_hand,
                ..none
            }
        }
        Deed::Unlink { .. } => {
            if old.external_id.is_some() || old.status == Some(MappingStatus::Ignored) || !old.here {
                return Ok(kept("changed"));
            }
            if !exists_free(conn, &connection, &external).await? {
                return Ok(kept("taken"));
            }
            Standing {
                status: MappingStatus::Mapped,
                reason: Some(MappingReason::GoneThere),
                external_id: Some(&external),
                tried_email: &old.email_key,
                // Otherwise the next run proposes the same again.
                by_hand,
                ..none
            }
        }
    };
    rows::put(conn, &context.ids, place, &[standing], context.clock.now()).await?;
    Ok(Inverted::Undone(record))
}

async fn exists_free(conn: &mut Conn, connection: &ConnectionId, external: &str) -> Result<bool> {
    Ok(rows::account(conn, connection, external).await?.is_some_and(|account| account.taken_id.is_none()))
}
