//! Asking to join.

use super::enter::enter;
use super::standing::{Standing, of_member};
use super::{Opening, Ticket, open, told};
use crate::sessions::{self, Fresh, check_password};
use crate::throttle::{self, Action};
use crate::viewer::From;
use crate::{Result, Services, accounts, organisation};
use model::account::{NewAccount, SoundAccount};
use model::invite::Address;
use model::join_details::{Told, check_new};
use model::{AccountId, Code};

/// Who asks.
pub enum Applicant {
    /// Somebody without an account.
    New(NewAccount),
    /// Somebody who types the name and password of the account he has.
    Known {
        /// E-mail or phone.
        name: String,
        /// The password in clear.
        password: String,
    },
    /// Somebody who is signed in.
    SignedIn(AccountId),
}

/// How the request stands, and the session of somebody who had none.
pub struct Asked {
    /// How the request stands.
    pub standing: Standing,
    /// A new session; `None` for somebody who is signed in.
    pub session: Option<Fresh>,
}

/// Asks to join. The same person asking twice gets the same request and counts as one use; of two people on the last use one
/// is told that the link is used up.
///
/// # Errors
/// What [`super::welcome`] refuses; [`Code::Invalid`] and [`Code::Taken`] for a new account and for what is asked beside it,
/// [`Code::SignInRefused`] for a known one; [`Code::AlreadyMember`], [`Code::RefusedEarlier`], [`Code::RemovedEarlier`],
/// [`Code::Blocked`].
pub async fn ask(
    services: &Services,
    from: &From,
    ticket: &Ticket,
    applicant: Applicant,
    told: &Told,
    agent: &str,
) -> Result<Asked> {
    match super::welcome(services, from, ticket).await {
        Err(error) if error.code().is_some_and(may_have_asked) => {}
        other => drop(other?),
    }
    let now = services.clock.now();
    // Hashing comes before the transaction: 35 ms inside would hold up every other writer.
    let person = match applicant {
        Applicant::New(new) => {
            let mut conn = services.store.read().await?;
            let opening = open(&mut conn, ticket, now).await?;
            let details = told::asked(&mut conn, &opening).await?;
            drop(conn);
            // All faults of the form at once, those of the account and those of the details.
            let sound = check_new(addressed(&opening, new), told, &details)?;
            let hash = services.passwords.hash(&services.ids, &sound.password).await?;
            Person::New(sound, hash)
        }
        Applicant::Known { name, password } => {
            Person::Known(check_password(services, from, &name, &password).await?.id)
        }
        Applicant::SignedIn(account) => Person::SignedIn(account),
    };
    let mut tx = services.store.write().await?;
    throttle::check(&mut tx, Action::Ask, &from.address, now).await?;
    throttle::count(&mut tx, Action::Ask, &from.address, now).await?;
    let organisation = open(&mut tx, ticket, now).await?.organisation;
    // The same person at once in two windows: the second finds the member that the first made. And whoever changes the rules
    // meanwhile comes before or after, not between judging and writing.
    organisation::lock(&mut tx, &organisation).await?;
    let opening = open(&mut tx, ticket, now).await?;
    let (account, signed_in) = match person {
        Person::New(sound, hash) => {
            // That the address is taken comes first: it may be the second press of the button on the last use.
            let account = accounts::create(&mut tx, &services.ids, now, &sound, &hash).await?;
            opening.require_open()?;
            (account, false)
        }
        Person::Known(account) => (account, false),
        Person::SignedIn(account) => (account, true),
    };
    let member = enter(&mut tx, services, from, &opening, &account, told, now).await?;
    let session = if signed_in { None } else { Some(sessions::open(&mut tx, services, from, &account, agent).await?) };
    let standing = of_member(&mut tx, &member).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    Ok(Asked { standing, session })
}

/// Whether somebody who asked before may see how his request stands, though the way takes nobody new.
const fn may_have_asked(code: Code) -> bool {
    matches!(code, Code::InvitationUsedUp | Code::InvitationExpired | Code::InvitationPaused | Code::ChannelClosed)
}

/// A new account with the address that the invitation was sent to: whoever holds the link reads that mailbox, and nothing that
/// is typed on the page shows that somebody reads another.
fn addressed(opening: &Opening, new: NewAccount) -> NewAccount {
    match opening.bound.as_ref().and_then(|bound| bound.address.as_ref()) {
        Some(Address::Email(email)) => NewAccount { email: email.as_str().to_owned(), ..new },
        Some(Address::Phone(phone)) => NewAccount { phone: phone.as_str().to_owned(), ..new },
        None => new,
    }
}

enum Person {
    New(SoundAccount, String),
    Known(AccountId),
    SignedIn(AccountId),
}
