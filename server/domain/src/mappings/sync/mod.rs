//! Auto Sync: reads who has an account on a platform, and proposes whose it is.
//!
//! Accounts are written down page by page; which are gone is concluded only when the last page was read. An address that one member and
//! one account have links them; everything else is written down with the reason and what else speaks for whom. A member is tried
//! twice with an address, then he is a person's.

mod compare;
mod matching;
mod people;
mod read;
mod standing;

use crate::jobs::Stop;
use crate::{Services, runs};
use serde::{Deserialize, Serialize};

/// Where a run goes on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Place {
    step: Step,
    /// Of reading, the platform's own cursor; of comparing, the member after whom it goes on.
    after: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    #[default]
    Read,
    Compare,
}

/// Reads, compares and proposes. Goes on where it was after a crash.
///
/// # Errors
/// A [`Stop`]: the platform cannot be read now, or not at all.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let mut place: Place = serde_json::from_str(&run.cursor).unwrap_or_default();
    loop {
        // Read anew at every step: the set is made on the way.
        let mut conn = services.store.read().await?;
        let Some(current) = runs::find_raw(&mut conn, &run.id).await? else { return Ok(()) };
        drop(conn);
        let next = match place.step {
            Step::Read => read::accounts(services, &current, &place.after).await?,
            Step::Compare => compare::members(services, &current, &place.after).await?,
        };
        match next {
            Some(next) => place = next,
            None => return Ok(()),
        }
    }
}
