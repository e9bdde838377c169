//! What the archive's secret may ask over HTTP [D 91614, 91782, 92951]: whose messages are archived, and who agreed. The messages come
//! through [`crate::archive`].

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    config::Credential,
    error::WeComError,
    types::{Agreement, AgreementRow, ArchiveEdition, ArchivedGroup, UserId, lenient},
};

/// The most pairs one `check_single_agree` takes; 301060 beyond.
const PAIRS: usize = 100;

#[derive(Serialize)]
struct PermitRequest {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    edition: Option<u8>,
}

#[derive(Deserialize)]
struct PermitUsers {
    #[serde(default, deserialize_with = "lenient::list")]
    ids: Vec<UserId>,
}

#[derive(Serialize)]
struct SingleRequest<'a> {
    info: Vec<Pair<'a>>,
}

#[derive(Serialize)]
struct Pair<'a> {
    userid: &'a UserId,
    exteranalopenid: &'a str,
}

#[derive(Serialize)]
struct RoomRequest<'a> {
    roomid: &'a str,
}

#[derive(Deserialize)]
struct Agreements {
    #[serde(default, deserialize_with = "lenient::list")]
    agreeinfo: Vec<AgreementRow>,
}

impl WeCom {
    /// `msgaudit/get_permit_user_list`: the members whose messages are archived, of one edition or of all. Departments and tags are
    /// resolved, and who is beyond the bought number is left out without a word.
    pub async fn archived_members(&self, edition: Option<ArchiveEdition>) -> Result<Vec<UserId>, WeComError> {
        let api = "msgaudit/get_permit_user_list";
        let request = PermitRequest { edition: edition.map(|edition| edition as u8) };
        let list: PermitUsers = self.archive(api, &request).await?;
        Ok(list.ids)
    }

    /// `msgaudit/check_single_agree`: whether external people agreed, for up to 100 pairs of member and external_userid. 301061 when
    /// somebody is unknown.
    pub async fn agreements(&self, pairs: &[(UserId, String)]) -> Result<Vec<Agreement>, WeComError> {
        let api = "msgaudit/check_single_agree";
        if pairs.is_empty() || pairs.len() > PAIRS {
            return Err(WeComError::Misuse { api, detail: format!("takes 1 to {PAIRS} pairs, not {}", pairs.len()) });
        }
        let info = pairs.iter().map(|(userid, external)| Pair { userid, exteranalopenid: external }).collect();
        let answer: Agreements = self.archive(api, &SingleRequest { info }).await?;
        Ok(answer.agreeinfo.into_iter().map(Agreement::from).collect())
    }

    /// `msgaudit/check_room_agree`: whether the external people of a group agreed.
    pub async fn room_agreements(&self, room: &str) -> Result<Vec<Agreement>, WeComError> {
        let answer: Agreements = self.archive("msgaudit/check_room_agree", &RoomRequest { roomid: room }).await?;
        Ok(answer.agreeinfo.into_iter().map(Agreement::from).collect())
    }

    /// `msgaudit/groupchat/get`: an internal group. 301059 when it has external people, 92002 when it is another corporation's.
    pub async fn archived_group(&self, room: &str) -> Result<ArchivedGroup, WeComError> {
        self.archive("msgaudit/groupchat/get", &RoomRequest { roomid: room }).await
    }

    /// A call with the archive's secret, which not every corporation has.
    async fn archive<T: serde::de::DeserializeOwned>(
        &self,
        api: &'static str,
        request: &impl Serialize,
    ) -> Result<T, WeComError> {
        if self.config().archive_secret.as_ref().is_none_or(crate::secret::Secret::is_empty) {
            return Err(WeComError::Misuse { api, detail: "there is no archive secret".to_owned() });
        }
        self.post(Credential::Archive, api, request).await
    }
}
