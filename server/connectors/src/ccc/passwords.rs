//! Passwords. The platform's console mails random ones; its interface only sets those that somebody chose.

use serde::Deserialize;
use serde_json::json;

use super::{
    client::Ccc,
    error::CccError,
    staff_write::{Done, named},
};
use crate::{lenient, secret::Secret};

const SET: &str = "ModifyStaffPassword";
const RESET_EXTENSION: &str = "ResetExtensionPassword";

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Reset {
    #[serde(deserialize_with = "lenient::text")]
    password: String,
}

impl Ccc {
    /// `ModifyStaffPassword`: the old password ends. Nobody is told: send it to the agent yourself. What the platform
    /// asks of a password is not published; at least eight characters with capitals, small letters and digits pass.
    pub async fn set_password(&self, mail: &str, password: &Secret) -> Result<(), CccError> {
        let body = json!({"Email": named(SET, mail)?, "Password": password.expose()});
        self.again::<Done>(SET, body).await.map(drop)
    }

    /// `ResetExtensionPassword`: a new password of a desk phone, which the phone must be given. Not of an agent.
    pub async fn reset_extension_password(&self, extension: &str) -> Result<Secret, CccError> {
        let reset: Reset = self.again(RESET_EXTENSION, json!({"ExtensionId": extension})).await?;
        if reset.password.is_empty() {
            return Err(CccError::HalfJson { action: RESET_EXTENSION, detail: "no password".to_owned() });
        }
        Ok(reset.password.into())
    }
}
