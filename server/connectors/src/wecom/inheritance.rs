//! Handing customers over [D 92125, 94088, 92124, 94081, 94082].
//!
//! Code 0 means that the platform took the wish down, not that it is fulfilled: a customer belongs to the successor 24
//! hours later unless he refuses. Read the result then. While one call of a member is under way the platform refuses
//! others of the same member with 45035, so make them one after the other.

use serde::{Deserialize, Serialize};

use super::{
    client::WeCom,
    config::Credential,
    error::WeComError,
    quota::{PAGE, TRANSFER_BATCH, TRANSFER_MESSAGE},
    types::{Cursor, Page, TransferOutcome, TransferResult, UnassignedCustomer, UserId, lenient},
};

#[derive(Serialize)]
struct TransferRequest<'a> {
    handover_userid: &'a UserId,
    takeover_userid: &'a UserId,
    external_userid: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    transfer_success_msg: Option<&'a str>,
}

#[derive(Deserialize)]
struct Transferred {
    #[serde(default, deserialize_with = "lenient::list")]
    customer: Vec<TransferOutcome>,
}

#[derive(Serialize)]
struct ResultRequest<'a> {
    handover_userid: &'a UserId,
    takeover_userid: &'a UserId,
    cursor: &'a str,
}

#[derive(Deserialize)]
struct ResultPage {
    #[serde(default, deserialize_with = "lenient::list")]
    customer: Vec<TransferResult>,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
}

#[derive(Serialize)]
struct UnassignedRequest<'a> {
    page_size: u32,
    cursor: &'a str,
}

#[derive(Deserialize)]
struct UnassignedPage {
    #[serde(default, deserialize_with = "lenient::list")]
    info: Vec<UnassignedCustomer>,
    #[serde(default)]
    is_last: bool,
    #[serde(default, deserialize_with = "lenient::text")]
    next_cursor: String,
}

impl WeCom {
    /// `externalcontact/transfer_customer`: gives customers of somebody who stays to a colleague, up to
    /// [`TRANSFER_BATCH`] a call. `message`, up to [`TRANSFER_MESSAGE`] characters, is what they read afterwards; without
    /// one the platform writes its own. 60111 when either is unknown, has left or is out of sight.
    ///
    /// Not repeated after a broken answer; see [`WeComError::may_have_happened`].
    pub async fn transfer_customers(
        &self,
        handover: &UserId,
        takeover: &UserId,
        customers: &[String],
        message: Option<&str>,
    ) -> Result<Vec<TransferOutcome>, WeComError> {
        let api = "externalcontact/transfer_customer";
        if let Some(length) = message.map(|text| text.chars().count()).filter(|length| *length > TRANSFER_MESSAGE) {
            let detail = format!("the message may have {TRANSFER_MESSAGE} characters, not {length}");
            return Err(WeComError::Misuse { api, detail });
        }
        self.transfer(api, handover, takeover, customers, message).await
    }

    /// `externalcontact/resigned/transfer_customer`: gives customers of somebody who left to a colleague, up to
    /// [`TRANSFER_BATCH`] a call and inside [`LEAVER_DAYS`](super::quota::LEAVER_DAYS).
    ///
    /// Not repeated after a broken answer; see [`WeComError::may_have_happened`].
    pub async fn transfer_leavers_customers(
        &self,
        handover: &UserId,
        takeover: &UserId,
        customers: &[String],
    ) -> Result<Vec<TransferOutcome>, WeComError> {
        self.transfer("externalcontact/resigned/transfer_customer", handover, takeover, customers, None).await
    }

    /// `externalcontact/transfer_result`: what became of the on-job transfers between two members, 1 000 a page.
    pub async fn transfer_results(
        &self,
        handover: &UserId,
        takeover: &UserId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<TransferResult>, WeComError> {
        self.results("externalcontact/transfer_result", handover, takeover, cursor).await
    }

    /// `externalcontact/resigned/transfer_result`: the same for a leaver's customers.
    pub async fn leavers_transfer_results(
        &self,
        handover: &UserId,
        takeover: &UserId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<TransferResult>, WeComError> {
        self.results("externalcontact/resigned/transfer_result", handover, takeover, cursor).await
    }

    /// `externalcontact/get_unassigned_list`: every customer whose member left, up to 1 000 a page. Neither the order
    /// nor whether an assigned row vanishes at once is documented, so a row seen twice must do no harm.
    pub async fn unassigned_customers(
        &self,
        cursor: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<UnassignedCustomer>, WeComError> {
        let request =
            UnassignedRequest { page_size: limit.clamp(1, PAGE), cursor: cursor.map_or("", |cursor| &cursor.0) };
        let page: UnassignedPage = self.post(Credential::App, "externalcontact/get_unassigned_list", &request).await?;
        let next = if page.is_last { None } else { Cursor::from_wire(page.next_cursor) };
        Ok(Page { rows: page.info, next })
    }

    async fn transfer(
        &self,
        api: &'static str,
        handover: &UserId,
        takeover: &UserId,
        customers: &[String],
        message: Option<&str>,
    ) -> Result<Vec<TransferOutcome>, WeComError> {
        if customers.is_empty() || customers.len() > TRANSFER_BATCH {
            let detail = format!("takes 1 to {TRANSFER_BATCH} customers, not {}", customers.len());
            return Err(WeComError::Misuse { api, detail });
        }
        let request = TransferRequest {
            handover_userid: handover,
            takeover_userid: takeover,
            external_userid: customers,
            transfer_success_msg: message,
        };
        let done: Transferred = self.write(Credential::App, api, &request).await?;
        Ok(done.customer)
    }

    async fn results(
        &self,
        api: &'static str,
        handover: &UserId,
        takeover: &UserId,
        cursor: Option<&Cursor>,
    ) -> Result<Page<TransferResult>, WeComError> {
        let cursor = cursor.map_or("", |cursor| &cursor.0);
        let request = ResultRequest { handover_userid: handover, takeover_userid: takeover, cursor };
        let page: ResultPage = self.post(Credential::App, api, &request).await?;
        Ok(Page { rows: page.customer, next: Cursor::from_wire(page.next_cursor) })
    }
}
