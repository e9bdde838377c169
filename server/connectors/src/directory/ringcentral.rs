//! RingCentral's directory as accounts.

use futures::{FutureExt as _, future::BoxFuture};

use super::{Account, BadRow, Cursor, Decision, Directory, DirectoryError, Page, Place, Reason, account::Draft};
use crate::{
    http::HttpError,
    ringcentral::{
        Decision as RingCentralDecision, RingCentral, RingCentralError,
        types::{AccountType, DirectoryEntry},
    },
};

impl DirectoryEntry {
    fn account(&self) -> Result<Account, super::RowFault> {
        let phone = self.phone_numbers.iter().filter(|phone| !phone.hidden);
        let phone = phone.max_by_key(|phone| phone.primary).map(|phone| phone.phone_number.clone());
        Draft {
            id: self.id.to_string(),
            name: self.full_name(),
            email: self.email.clone(),
            phone: phone.unwrap_or_default(),
            department: self.department.clone(),
            title: self.job_title.clone(),
            number: self.extension_number.clone(),
            active: self.is_active_user(),
        }
        .account()
    }
}

/// Where a listing goes on: the page, and how many there were in all, so that one that shrank is noticed.
fn place(from: Option<&Cursor>) -> Result<(u32, u64), DirectoryError> {
    let Some(cursor) = from else { return Ok((1, 0)) };
    let parts = cursor.0.split_once(' ').and_then(|(page, total)| Some((page.parse().ok()?, total.parse().ok()?)));
    parts.ok_or_else(|| DirectoryError::restart(Reason::Changed, "no place of this listing"))
}

impl Directory for RingCentral {
    /// People only: queues, menus and announcements are nobody's account.
    fn accounts<'a>(&'a self, from: Option<&'a Cursor>) -> BoxFuture<'a, Result<Page, DirectoryError>> {
        async move {
            let (number, total) = place(from)?;
            let page = self.directory_entries(number).await?;
            if page.total < total {
                // Somebody who goes pulls another one back onto a page that was read already.
                return Err(DirectoryError::restart(Reason::Changed, "the directory shrank while it was read"));
            }
            let next = page.next().map(|next| Cursor(format!("{next} {}", page.total)));
            let people = (1_u64..).zip(&page.rows).filter(|(_, entry)| entry.kind == AccountType::User);
            let row = |(place, entry): (u64, &DirectoryEntry)| {
                entry.account().map_err(|fault| BadRow { place: Place::Entry(place), fault })
            };
            Ok(Page { rows: people.map(row).collect(), next, total: Some(page.total) })
        }
        .boxed()
    }
}

impl From<RingCentralError> for DirectoryError {
    fn from(error: RingCentralError) -> Self {
        let reason = match (&error, error.decision()) {
            (RingCentralError::Http { source: HttpError::PrivateAddress { .. }, .. }, _) => Reason::PrivateAddress,
            (RingCentralError::Http { .. }, _) => Reason::Unreachable,
            (RingCentralError::HalfJson { .. }, _) => Reason::BadAnswer,
            (RingCentralError::NotJson { status, .. }, _) if *status < 500 => Reason::NotThePlatform,
            (_, RingCentralDecision::Permission { .. }) => Reason::NoPermission,
            (RingCentralError::NotJson { .. } | RingCentralError::HeldBack { .. }, _)
            | (_, RingCentralDecision::Wait { .. } | RingCentralDecision::Retry { .. }) => Reason::Busy,
            (RingCentralError::Api(refusal), _) if matches!(refusal.status, 400 | 401) => Reason::WrongCredentials,
            _ => Reason::Refused,
        };
        match error.decision() {
            RingCentralDecision::Retry { after } => Self::new(Decision::Retry { after }, reason, error),
            RingCentralDecision::Wait { at_least } => Self::new(Decision::Retry { after: at_least }, reason, error),
            RingCentralDecision::RefreshToken => Self::retry(reason, error),
            _ => Self::stop(reason, error),
        }
    }
}
