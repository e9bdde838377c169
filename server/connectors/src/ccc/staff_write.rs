//! Making, changing and deleting agents.

use std::collections::HashSet;

use serde::{Deserialize, Deserializer, de::IgnoredAny};
use serde_json::json;

use super::{
    answer::Said,
    batch::{Batch, Item, is_same_mail},
    client::Ccc,
    error::CccError,
    staff::object,
    types::{NewStaff, StaffChange},
};
use crate::lenient;

const CREATE: &str = "CreateStaff";
const MODIFY: &str = "ModifyStaff";
const DELETE: &str = "DeleteStaff";

/// People of one `CreateStaff`.
const CREATED_AT_ONCE: usize = 10;

/// People of one `DeleteStaff`.
const DELETED_AT_ONCE: usize = 200;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Created {
    /// Missing or `null` when everything went well.
    #[serde(deserialize_with = "lenient::list")]
    error_staff_list: Vec<Refused>,
    #[serde(deserialize_with = "lenient::text")]
    request_id: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Refused {
    #[serde(deserialize_with = "lenient::text")]
    staff_email: String,
    #[serde(deserialize_with = "lenient::text")]
    code: String,
    #[serde(deserialize_with = "lenient::text")]
    message: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Deleted {
    #[serde(deserialize_with = "lenient::list")]
    online_staff_list: Vec<String>,
}

/// An answer of which nothing is used.
#[derive(Debug)]
pub(super) struct Done;

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(input).map(|_| Self)
    }
}

impl Ccc {
    /// `CreateStaff`, ten people a call; what became of each, in their order. With `send_password` the platform mails
    /// each a random password.
    ///
    /// Not repeated by itself when no clear answer came ([`CccError::may_have_happened`]): look for the address with
    /// [`Ccc::staff_by_mail`] first. [`Decision::Exists`](super::Decision::Exists) means that the agent is there already.
    pub async fn create_staff(&self, staff: &[NewStaff], send_password: bool) -> Vec<Item> {
        let mut batch = Batch::new(CREATE);
        let mut seen = HashSet::new();
        for chunk in staff.chunks(CREATED_AT_ONCE) {
            if batch.skips(chunk.iter().map(|one| one.mail.as_str())) {
                continue;
            }
            // One of these would have the platform refuse the whole call.
            let mut fault = |one: &NewStaff| match one.mail.trim().to_lowercase() {
                mail if mail.is_empty() => Some("an empty e-mail address"),
                _ if one.name.trim().is_empty() => Some("an empty name"),
                mail => (!seen.insert(mail)).then_some("the same e-mail address twice"),
            };
            let faults: Vec<_> = chunk.iter().map(&mut fault).collect();
            let sent: Vec<&NewStaff> =
                chunk.iter().zip(&faults).filter(|(_, fault)| fault.is_none()).map(|(one, _)| one).collect();
            let told = match self.create(&sent, send_password).await {
                Ok(told) => told,
                Err(error) => {
                    batch.stop_after(&error);
                    vec![Err(error); sent.len()]
                }
            };
            let mut told = told.into_iter();
            for (one, fault) in chunk.iter().zip(faults) {
                let outcome = fault.map_or_else(|| told.next(), |fault| Some(Err(misuse(CREATE, fault))));
                batch.add(&one.mail, outcome.unwrap_or_else(|| Err(misuse(CREATE, "not sent"))));
            }
        }
        batch.into_items()
    }

    /// What became of each of at most ten.
    async fn create(&self, staff: &[&NewStaff], send_password: bool) -> Result<Vec<Result<(), CccError>>, CccError> {
        if staff.is_empty() {
            return Ok(Vec::new());
        }
        let body = json!({"Staffs": object(staff, CREATE)?, "SendPassword": send_password});
        outcomes(staff, self.once(CREATE, body).await?)
    }

    /// `ModifyStaff`. The address itself cannot be changed: delete and create.
    pub async fn modify_staff(&self, mail: &str, change: &StaffChange) -> Result<(), CccError> {
        let mut body = object(change, MODIFY)?;
        body["Email"] = named(MODIFY, mail)?.into();
        self.again::<Done>(MODIFY, body).await.map(drop)
    }

    /// `DeleteStaff`, two hundred people a call; what became of each, in their order. Who is online stays, with
    /// [`CccError::Online`]: force him offline first. An address that nobody has counts as deleted.
    pub async fn delete_staff(&self, mails: &[String]) -> Vec<Item> {
        let mut batch = Batch::new(DELETE);
        for chunk in mails.chunks(DELETED_AT_ONCE) {
            let mails = || chunk.iter().map(String::as_str);
            if batch.skips(mails()) {
                continue;
            }
            match self.again::<Deleted>(DELETE, json!({"StaffList": chunk})).await {
                Ok(deleted) => {
                    let online = |mail: &str| deleted.online_staff_list.iter().any(|one| is_same_mail(one, mail));
                    for mail in mails() {
                        let outcome = if online(mail) { Err(CccError::Online { action: DELETE }) } else { Ok(()) };
                        batch.add(mail, outcome);
                    }
                }
                Err(error) => batch.fail(mails(), &error),
            }
        }
        batch.into_items()
    }
}

/// Gives everybody of a call his own error, or none.
fn outcomes(sent: &[&NewStaff], created: Created) -> Result<Vec<Result<(), CccError>>, CccError> {
    let Created { error_staff_list, request_id } = created;
    let is_sent = |refused: &Refused| sent.iter().any(|one| is_same_mail(&one.mail, &refused.staff_email));
    if !error_staff_list.iter().all(is_sent) {
        // It cannot be told whose error it is, so nobody counts as created.
        let detail = "an error of somebody who was not sent".to_owned();
        return Err(CccError::HalfJson { action: CREATE, detail });
    }
    let outcome = |one: &&NewStaff| {
        let refused = error_staff_list.iter().find(|refused| is_same_mail(&refused.staff_email, &one.mail));
        refused.map_or(Ok(()), |refused| {
            let said = Said { code: refused.code.clone(), message: refused.message.clone() };
            Err(said.into_error(CREATE, &request_id).into())
        })
    };
    Ok(sent.iter().map(outcome).collect())
}

/// An address that is one.
pub(super) fn named<'a>(action: &'static str, mail: &'a str) -> Result<&'a str, CccError> {
    match mail.trim() {
        "" => Err(misuse(action, "an empty e-mail address")),
        mail => Ok(mail),
    }
}

fn misuse(action: &'static str, detail: &str) -> CccError {
    CccError::Misuse { action, detail: detail.to_owned() }
}
