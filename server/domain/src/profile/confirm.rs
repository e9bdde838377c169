//! The code comes back: the address is the person's own.

use super::get::find;
use super::readdress::hash;
use super::{note, own_places};
use crate::{Error, Result, Services, Viewer, Write, accounts};
use model::invite::Address;
use model::problem::Fault;
use model::profile::{CODE_TRIES, Profile};
use model::{Code, Moment, Problem};
use serde_json::json;

/// Takes the new address over. Everybody may.
///
/// # Errors
/// [`Code::Invalid`] on `code` for a wrong one; [`Code::NotFound`] if none waits, or it is over; [`Code::TooMany`] once the
/// tries are used up; [`Code::Invalid`] on `address` if somebody else has it by now.
pub async fn confirm(services: &Services, viewer: &Viewer, code: &str) -> Result<Profile> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let found: Option<(String, String, i64, Moment)> =
        sqlx::query_as("select address, code_hash, tries, expires_at from codes where account_id = $1")
            .bind(&viewer.account)
            .fetch_optional(&mut *tx)
            .await?;
    let (text, wanted, tries, expires_at) = found.filter(|(.., end)| *end > now).ok_or(Code::NotFound)?;
    if tries >= CODE_TRIES {
        let seconds = (expires_at.since(now) / model::moment::SECOND).max(1);
        return Err(Problem::new(Code::TooMany).with("seconds", seconds).into());
    }
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if hash(viewer, &typed) != wanted {
        sqlx::query("update codes set tries = tries + 1 where account_id = $1")
            .bind(&viewer.account)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        return Err(Problem::field("code", Fault::Wrong).into());
    }
    let address = Address::parse(&text).map_err(|_| Error::Broken("a stored address is none".into()))?;
    let account = accounts::find(&mut tx, &viewer.account).await?.ok_or(Code::SignedOut)?;
    let (column, before) = match &address {
        Address::Email(_) => ("email", account.email),
        Address::Phone(_) => ("phone", account.phone),
    };
    take(&mut tx, viewer, &address).await?;
    sqlx::query("delete from codes where account_id = $1").bind(&viewer.account).execute(&mut *tx).await?;
    for place in own_places(&mut tx, viewer).await? {
        let (mut was, mut is) = (json!({}), json!({}));
        was[column] = json!(before);
        is[column] = json!(address.as_str());
        note(&mut tx, viewer, &place, now, (was, is)).await?;
    }
    let profile = find(&mut tx, viewer, now).await?;
    tx.commit().await?;
    Ok(profile)
}

/// Writes the address where the account and its own places have it.
async fn take(tx: &mut Write, viewer: &Viewer, address: &Address) -> Result<()> {
    let statements = match address {
        Address::Email(_) => [
            "update accounts set email = $1, email_key = $2, revision = revision + 1 where id = $3",
            "update members set email = $1, email_key = $2, revision = revision + 1 \
             where account_id = $3 and source = 'manual'",
        ],
        // The number is its own key: compared with itself, it says that it is one.
        Address::Phone(_) => [
            "update accounts set phone = $1, revision = revision + 1 where $1 = $2 and id = $3",
            "update members set phone = $1, revision = revision + 1 where $1 = $2 and account_id = $3 and source = 'manual'",
        ],
    };
    for statement in statements {
        let changed = sqlx::query(statement)
            .bind(address.as_str())
            .bind(address.key())
            .bind(&viewer.account)
            .execute(&mut **tx)
            .await
            .map_err(Error::from);
        match changed {
            Err(error) if error.is_unique() => return Err(Problem::field("address", Fault::Taken).into()),
            other => other?,
        };
    }
    Ok(())
}
