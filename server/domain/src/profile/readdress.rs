//! Another e-mail address or phone number: a code goes there first.

use super::get::find;
use crate::keys::sha256;
use crate::outbox::{self, NewMessage};
use crate::sessions::check_password;
use crate::throttle::{self, Action};
use crate::{Result, Services, Viewer, accounts, organisation};
use model::invite::Address;
use model::outbox::{Medium, Template};
use model::problem::Fault;
use model::profile::{CODE_DIGITS, CODE_LASTS, Profile};
use model::{Code, Problem, moment};

/// Sends a code to a new address; nothing changes before it comes back. Asks for the password: whoever finds an open browser
/// must not take the account away. Everybody may.
///
/// # Errors
/// [`Code::Invalid`] naming `address` or `password`, [`Code::Taken`], [`Code::TooMany`].
pub async fn readdress(services: &Services, viewer: &Viewer, address: &str, password: &str) -> Result<Profile> {
    let address = Address::parse(address).map_err(|wrong| Problem::field("address", wrong.fault))?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let account = accounts::find(&mut conn, &viewer.account).await?.ok_or(Code::SignedOut)?;
    drop(conn);
    let name = account.email.as_deref().or(account.phone.as_deref()).unwrap_or_default();
    check_password(services, &viewer.from, name, password).await.map_err(|error| match error.code() {
        Some(Code::SignInRefused) => Problem::field("password", Fault::Wrong).into(),
        _ => error,
    })?;
    let code = services.ids.text(b"0123456789", CODE_DIGITS);
    let about: String = services.ids.next::<model::MessageId>().0;
    let mut tx = services.store.write().await?;
    throttle::check(&mut tx, Action::Code, viewer.account.as_str(), now).await?;
    throttle::count(&mut tx, Action::Code, viewer.account.as_str(), now).await?;
    if accounts::find_by_name(&mut tx, address.as_str()).await?.is_some_and(|other| other.id != viewer.account) {
        return Err(Problem::field("address", Fault::Taken).into());
    }
    sqlx::query(
        "insert into codes (account_id, address, code_hash, tries, message_about, expires_at, created_at) \
         values ($1, $2, $3, 0, $4, $5, $6) on conflict (account_id) do update set address = excluded.address, \
         code_hash = excluded.code_hash, tries = 0, message_about = excluded.message_about, \
         expires_at = excluded.expires_at, created_at = excluded.created_at",
    )
    .bind(&viewer.account)
    .bind(address.as_str())
    .bind(hash(viewer, &code))
    .bind(&about)
    .bind(now.plus(CODE_LASTS))
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let organisation = organisation::find(&mut tx, &viewer.organisation).await?;
    let minutes = (CODE_LASTS / moment::MINUTE).to_string();
    let new = NewMessage {
        organisation: &viewer.organisation,
        medium: match address {
            Address::Email(_) => Medium::Email,
            Address::Phone(_) => Medium::Sms,
        },
        address: address.as_str(),
        template: Template::Code,
        language: viewer.language,
        values: &[
            ("organisation", organisation.name.as_str()),
            ("name", account.name.as_str()),
            ("code", code.as_str()),
            ("minutes", minutes.as_str()),
        ],
        about: &about,
        over_at: now.plus(CODE_LASTS),
    };
    outbox::post(&mut tx, services, &new).await?;
    let profile = find(&mut tx, viewer, now).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(profile)
}

/// How a code is kept.
pub(super) fn hash(viewer: &Viewer, code: &str) -> String {
    sha256(&format!("{}:{code}", viewer.account))
}
