//! Customer groups and their owners [D 92120, 92122, 92127, 95703].

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    config::Credential,
    error::WeComError,
    quota::{GROUP_BATCH, GROUP_OWNERS, PAGE},
    types::{Cursor, GroupChat, GroupFilter, GroupRow, GroupTransferFailure, Page, UserId, lenient},
};

#[derive(Serialize)]
struct ListRequest<'a> {
    status_filter: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_filter: Option<OwnerFilter<'a>>,
    cursor: &'a str,
    limit: u32,
}

#[derive(Serialize)]
struct OwnerFilter<'a> {
    userid_list: &'a [UserId],
}

#[derive(Deserialize)]
struct List {
    #[serde(default, deserialize_with = "lenient::list")]
    group_chat_list: Vec<GroupRow>,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
}

#[derive(Serialize)]
struct GetRequest<'a> {
    chat_id: &'a str,
    need_name: u8,
}

#[derive(Deserialize)]
struct Get {
    group_chat: GroupChat,
}

#[derive(Serialize)]
struct TransferRequest<'a> {
    chat_id_list: &'a [String],
    new_owner: &'a UserId,
}

#[derive(Deserialize)]
struct Transferred {
    #[serde(default, deserialize_with = "lenient::list")]
    failed_chat_list: Vec<GroupTransferFailure>,
}

impl WeCom {
    /// `externalcontact/groupchat/list`: groups by the state of their owner, up to 1 000 a page. `owners` are up to
    /// [`GROUP_OWNERS`], or empty for everybody in sight, which is refused with 81017 above 1 000 people. A leaver's
    /// groups come only when he is named.
    pub async fn groups(
        &self,
        filter: GroupFilter,
        owners: &[UserId],
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<GroupRow>, WeComError> {
        let api = "externalcontact/groupchat/list";
        if owners.len() > GROUP_OWNERS {
            let detail = format!("takes up to {GROUP_OWNERS} owners, not {}", owners.len());
            return Err(WeComError::Misuse { api, detail });
        }
        let request = ListRequest {
            status_filter: filter.code(),
            owner_filter: (!owners.is_empty()).then_some(OwnerFilter { userid_list: owners }),
            cursor: cursor.map_or("", |cursor| &cursor.0),
            limit: limit.clamp(1, PAGE),
        };
        let page: List = self.post(Credential::App, api, &request).await?;
        Ok(Page { rows: page.group_chat_list, next: Cursor::from_wire(page.next_cursor) })
    }

    /// `externalcontact/groupchat/get`: one group with its members and their names. Lags an event by about two seconds.
    /// 40050 or 90501 when there is no such customer group, 49008 when it was dissolved.
    pub async fn group(&self, chat_id: &str) -> Result<GroupChat, WeComError> {
        let request = GetRequest { chat_id, need_name: 1 };
        let got: Get = self.post(Credential::App, "externalcontact/groupchat/get", &request).await?;
        Ok(got.group_chat)
    }

    /// `externalcontact/groupchat/transfer`: gives groups of owners who left to a new one, up to [`GROUP_BATCH`] a call
    /// and [`GROUPS_OF_ONE_OWNER_A_DAY`](super::quota::GROUPS_OF_ONE_OWNER_A_DAY). Returns the refused ones only: the
    /// others are accepted. No call tells the result: look at [`WeCom::group`]'s owner later, or wait for the event.
    ///
    /// Not repeated after a broken answer; see [`WeComError::may_have_happened`].
    pub async fn transfer_leavers_groups(
        &self,
        chats: &[String],
        new_owner: &UserId,
    ) -> Result<Vec<GroupTransferFailure>, WeComError> {
        self.transfer_groups_with("externalcontact/groupchat/transfer", chats, new_owner).await
    }

    /// `externalcontact/groupchat/onjob_transfer`: the same for groups whose owners stay, each at most
    /// [`TRANSFERS_PER_WINDOW`](super::quota::TRANSFERS_PER_WINDOW) times in 90 days.
    pub async fn transfer_groups(
        &self,
        chats: &[String],
        new_owner: &UserId,
    ) -> Result<Vec<GroupTransferFailure>, WeComError> {
        self.transfer_groups_with("externalcontact/groupchat/onjob_transfer", chats, new_owner).await
    }

    async fn transfer_groups_with(
        &self,
        api: &'static str,
        chats: &[String],
        new_owner: &UserId,
    ) -> Result<Vec<GroupTransferFailure>, WeComError> {
        if chats.is_empty() || chats.len() > GROUP_BATCH {
            let detail = format!("takes 1 to {GROUP_BATCH} groups, not {}", chats.len());
            return Err(WeComError::Misuse { api, detail });
        }
        let request = TransferRequest { chat_id_list: chats, new_owner };
        let done: Transferred = self.write(Credential::App, api, &request).await?;
        Ok(done.failed_chat_list)
    }
}
