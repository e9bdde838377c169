//! The *Test* button: what exactly is wrong with a connection.
//!
//! A token alone proves nothing: fetching one is the only call that does not look at the caller's address. So each
//! credential is tried on a call that does.

use serde::de::IgnoredAny;
use serde_json::json;

use super::{
    callback::CallbackKey,
    client::WeCom,
    config::Credential,
    error::WeComError,
    types::{Department, DepartmentId},
};
use crate::http::HttpError;

/// One thing tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeStep {
    /// `None` for the callback settings, which need no call.
    pub credential: Option<Credential>,
    /// The path tried, such as `gettoken`, or `callback`.
    pub call: &'static str,
    pub finding: Finding,
}

/// What was found, so exactly that the page can say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Ok,
    WrongSecret,
    WrongCorpId,
    /// `ip` is the address the platform saw; empty when it did not tell. A newly trusted address works after a minute.
    IpNotTrusted {
        ip: String,
    },
    /// The secret is good but belongs to an application that may not make this call.
    MissingScope {
        api: &'static str,
    },
    /// The application is missing under 客户联系 → 可调用接口的应用.
    CustomerContactNotAllowed,
    Unreachable {
        detail: String,
    },
    /// Something answered, but not WeCom: HTML, nothing, or a path that does not exist.
    NotWeCom,
    /// The callback's EncodingAESKey is not 43 letters and digits, or its token is not 1 to 32.
    CallbackKeyMalformed,
    /// A code outside the common mistakes.
    Other {
        code: i64,
        errmsg: String,
    },
}

impl WeCom {
    /// Tries the contact-sync secret, the application's secret and the callback settings. Makes at most seven calls
    /// and forgets earlier refusals first, so that a corrected setting shows at once. A credential's steps end with its
    /// first fault.
    pub async fn test(&self) -> Vec<ProbeStep> {
        let mut steps = Vec::new();
        self.test_contact(&mut steps).await;
        self.test_app(&mut steps).await;
        let config = self.config();
        if !config.callback_aes_key.is_empty() || !config.callback_token.is_empty() {
            let key = CallbackKey::new(&config.callback_token, &config.callback_aes_key, &config.corp_id);
            let finding = if key.is_ok() { Finding::Ok } else { Finding::CallbackKeyMalformed };
            steps.push(ProbeStep { credential: None, call: "callback", finding });
        }
        steps
    }

    async fn test_contact(&self, steps: &mut Vec<ProbeStep>) {
        let credential = Credential::Contact;
        if !self.test_token(credential, steps).await {
            return;
        }
        let api = "user/list_id";
        let tried = self.post::<IgnoredAny>(credential, api, &json!({"cursor": "", "limit": 1})).await;
        note(credential, api, tried.map(drop), steps);
    }

    async fn test_app(&self, steps: &mut Vec<ProbeStep>) {
        let credential = Credential::App;
        if !self.test_token(credential, steps).await {
            return;
        }
        let visible = self.department_ids(credential).await;
        // A department's name tells the application from the contact-sync secret, which some paste into both fields.
        let first = visible.as_ref().ok().and_then(|list: &Vec<Department>| list.first().map(|found| found.id));
        if !note(credential, "department/simplelist", visible.map(drop), steps) {
            return;
        }
        if let Some(id) = first
            && !self.test_department(id, steps).await
        {
            return;
        }
        let follow = self.follow_users().await.map(drop);
        note(credential, "externalcontact/get_follow_user_list", follow, steps);
    }

    async fn test_department(&self, id: DepartmentId, steps: &mut Vec<ProbeStep>) -> bool {
        let api = "department/get";
        let got = self.get::<IgnoredAny>(Credential::App, api, &[("id", &id.to_string())]).await;
        note(Credential::App, api, got.map(drop), steps)
    }

    async fn test_token(&self, credential: Credential, steps: &mut Vec<ProbeStep>) -> bool {
        self.token(credential).reset();
        let tried = self.token(credential).get().await.map(drop);
        note(credential, "gettoken", tried, steps)
    }
}

/// Adds a step; whether it went well.
fn note(credential: Credential, call: &'static str, tried: Result<(), WeComError>, steps: &mut Vec<ProbeStep>) -> bool {
    let finding = tried.map_or_else(|error| finding(&error), |()| Finding::Ok);
    let good = finding == Finding::Ok;
    steps.push(ProbeStep { credential: Some(credential), call, finding });
    good
}

fn finding(error: &WeComError) -> Finding {
    let refusal = match error {
        WeComError::Api(refusal) => refusal,
        WeComError::NotJson { .. } | WeComError::HalfJson { .. } => return Finding::NotWeCom,
        WeComError::Http { source: HttpError::TooLarge { .. }, .. } => return Finding::NotWeCom,
        WeComError::Http { source, .. } => return Finding::Unreachable { detail: source.to_string() },
        WeComError::HeldBack { .. } | WeComError::Misuse { .. } => {
            return Finding::Other { code: 0, errmsg: error.to_string() };
        }
    };
    match refusal.code {
        // On a business call a secret can only be stale, and the call's own retry has asked for a new token already.
        40001 | 40091 | 41004 => Finding::WrongSecret,
        40013 | 41002 => Finding::WrongCorpId,
        60020 => Finding::IpNotTrusted { ip: refusal.found_ip().unwrap_or_default().to_owned() },
        48002 | 60031 if refusal.api.starts_with("externalcontact/") => Finding::CustomerContactNotAllowed,
        48002 | 48004 | 48006 | 48009 | 50003 | 60011 | 60031 => Finding::MissingScope { api: refusal.api },
        code => Finding::Other { code, errmsg: refusal.errmsg.clone() },
    }
}
