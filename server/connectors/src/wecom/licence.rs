//! Seats a service provider bought for the corporation (接口许可) [D 95652, 95544, 97191, 97192].
//!
//! A seat lets the provider's calls speak of a member; it does not carry customers, groups or chats along. All calls
//! need the provider's credentials, and without them answer [`WeComError::Misuse`] before anything is sent. A provider
//! may be told other ids than the corporation's own applications are.

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    error::WeComError,
    quota::{LICENCE_BATCH, PAGE},
    types::{Cursor, Licence, LicenceMove, LicenceOutcome, LicenceStanding, Page, UserId, lenient},
};

#[derive(Serialize)]
struct ListRequest<'a> {
    corpid: &'a str,
    limit: u32,
    cursor: &'a str,
}

#[derive(Deserialize)]
struct List {
    #[serde(default, deserialize_with = "lenient::list")]
    account_list: Vec<Licence>,
    /// A number, 0 or 1.
    #[serde(default, deserialize_with = "lenient::int")]
    has_more: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
}

#[derive(Serialize)]
struct OfUserRequest<'a> {
    corpid: &'a str,
    userid: &'a UserId,
}

#[derive(Serialize)]
struct TransferRequest<'a> {
    corpid: &'a str,
    transfer_list: &'a [LicenceMove],
}

#[derive(Deserialize)]
struct Transferred {
    #[serde(default, deserialize_with = "lenient::list")]
    transfer_result: Vec<LicenceOutcome>,
}

impl WeCom {
    /// `license/list_actived_account`: every seat that was ever activated, ended ones included, up to 1 000 a page.
    pub async fn licences(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page<Licence>, WeComError> {
        let request = ListRequest {
            corpid: &self.config().corp_id,
            limit: limit.clamp(1, PAGE),
            cursor: cursor.map_or("", |cursor| &cursor.0),
        };
        let page: List = self.provider_post("license/list_actived_account", &request).await?;
        let next = if page.has_more == 0 { None } else { Cursor::from_wire(page.next_cursor) };
        Ok(Page { rows: page.account_list, next })
    }

    /// `license/get_active_info_by_user`: the seats of one member, at most one of each kind.
    pub async fn licences_of(&self, userid: &UserId) -> Result<LicenceStanding, WeComError> {
        let request = OfUserRequest { corpid: &self.config().corp_id, userid };
        self.provider_post("license/get_active_info_by_user", &request).await
    }

    /// `license/batch_transfer_license`: moves seats, up to [`LICENCE_BATCH`] a call. A leaver's moves at once; that of
    /// somebody still here rests 30 days before it moves again; and who has a seat of his own takes another only in its
    /// last 20 days.
    ///
    /// Not repeated after a broken answer; see [`WeComError::may_have_happened`].
    pub async fn transfer_licences(&self, moves: &[LicenceMove]) -> Result<Vec<LicenceOutcome>, WeComError> {
        let api = "license/batch_transfer_license";
        if moves.is_empty() || moves.len() > LICENCE_BATCH {
            let detail = format!("takes 1 to {LICENCE_BATCH} pairs, not {}", moves.len());
            return Err(WeComError::Misuse { api, detail });
        }
        let request = TransferRequest { corpid: &self.config().corp_id, transfer_list: moves };
        let done: Transferred = self.provider_write(api, &request).await?;
        Ok(done.transfer_result)
    }
}
