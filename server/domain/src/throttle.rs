//! Limits on tries, in the database so that they hold across replicas and restarts.

use crate::{Result, Write};
use model::{Code, Moment, Problem, moment};

/// What is being tried.
#[derive(Debug, Clone, Copy)]
pub enum Action {
    /// Signing in to one account.
    SignIn,
    /// Signing in from one network address.
    SignInFrom,
    /// Opening join links or typing door numbers that do not exist, from one network address.
    Guess,
    /// Asking to join, from one network address.
    Ask,
    /// Having codes sent, for one account: each costs money and somebody's patience.
    Code,
}

impl Action {
    const fn word(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignInFrom => "sign_in_from",
            Self::Guess => "guess",
            Self::Ask => "ask",
            Self::Code => "code",
        }
    }
    /// Tries in a window before waiting begins, and the window.
    const fn free(self) -> (i64, i64) {
        match self {
            Self::SignIn => (5, 15 * moment::MINUTE),
            Self::SignInFrom => (20, moment::MINUTE),
            Self::Guess => (10, moment::MINUTE),
            Self::Ask => (60, moment::MINUTE),
            Self::Code => (5, moment::HOUR),
        }
    }
    /// The wait after `over` tries beyond the free ones: doubles from 2 s, at most 15 minutes, never for ever, so that a
    /// stranger cannot lock the owner out for good.
    fn wait(self, over: i64) -> i64 {
        ((2 * moment::SECOND) << over.clamp(0, 12)).min(15 * moment::MINUTE)
    }
}

/// Passes while there is no wait in force.
///
/// # Errors
/// [`Code::TooMany`] with the seconds left.
pub async fn check(tx: &mut Write, action: Action, subject: &str, now: Moment) -> Result<()> {
    let until: Option<Moment> = sqlx::query_scalar("select until from attempts where subject = $1 and action = $2")
        .bind(subject)
        .bind(action.word())
        .fetch_optional(&mut **tx)
        .await?;
    match until {
        Some(until) if until > now => {
            let seconds = (until.since(now) + 999) / moment::SECOND;
            Err(Problem::new(Code::TooMany).with("seconds", seconds).into())
        }
        _ => Ok(()),
    }
}

/// Counts one try that failed (or, for actions that are limited as such, one try).
///
/// # Errors
/// What the database says.
pub async fn count(tx: &mut Write, action: Action, subject: &str, now: Moment) -> Result<()> {
    let known: Option<(i64, Moment)> =
        sqlx::query_as("select count, first_at from attempts where subject = $1 and action = $2")
            .bind(subject)
            .bind(action.word())
            .fetch_optional(&mut **tx)
            .await?;
    let (free, window) = action.free();
    let (count, first_at) = match known {
        Some((count, first_at)) if now.since(first_at) < window => (count + 1, first_at),
        _ => (1, now),
    };
    let until = if count >= free { now.plus(action.wait(count - free)) } else { Moment(0) };
    sqlx::query(
        "insert into attempts (subject, action, count, first_at, until) values ($1, $2, $3, $4, $5) \
         on conflict (subject, action) do update set count = excluded.count, first_at = excluded.first_at, \
         until = excluded.until",
    )
    .bind(subject)
    .bind(action.word())
    .bind(count)
    .bind(first_at)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets the tries of a subject, after a success.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Write, action: Action, subject: &str) -> Result<()> {
    sqlx::query("delete from attempts where subject = $1 and action = $2")
        .bind(subject)
        .bind(action.word())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
