//! The *Test* button: what exactly is wrong with a connection.

use std::time::Duration;

use super::{
    client::Ccc,
    error::{CccError, Decision},
    groups, seats, staff,
    statuses::{self, StatusFilter},
};
use crate::http::HttpError;

/// One thing tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeStep {
    /// The action's name, such as `DescribeStaffInfoList`.
    pub call: &'static str,
    pub finding: Finding,
}

/// What was found, so exactly that the page can say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Ok,
    /// There is no such secret id, or it was disabled.
    WrongSecretId,
    /// The signature does not fit: the secret key is another id's.
    WrongSecretKey,
    /// This machine's clock is minutes off.
    WrongClock,
    /// The account has no such application.
    WrongApplication,
    /// A policy in Tencent Cloud's access management is missing.
    MissingPermission {
        action: &'static str,
    },
    /// The account lacks the feature, or is suspended.
    NotEnabled {
        message: String,
    },
    /// Called too often, by us or by another program with the same key.
    Throttled {
        wait: Duration,
    },
    Unreachable {
        detail: String,
    },
    /// Something answered, but not Tencent Cloud.
    NotTencent,
    /// A refusal outside the common mistakes.
    Other {
        code: String,
        message: String,
    },
}

impl Ccc {
    /// Tries the application, its skill groups, its agents and their statuses. Makes four calls, changes nothing, and
    /// forgets earlier refusals first, so that a corrected setting shows at once. The steps end with the first fault.
    /// What the key may change is not tried, because nothing can be changed without changing it.
    pub async fn test(&self) -> Vec<ProbeStep> {
        let mut steps = Vec::new();
        self.test_all(&mut steps).await;
        steps
    }

    async fn test_all(&self, steps: &mut Vec<ProbeStep>) -> Option<()> {
        self.limits().reset();
        note(groups::LIST, self.any_skill_group().await, steps)?;
        let somebody = note(staff::LIST, self.any_staff().await, steps)?;
        // One row is enough to see that it may be asked; of nobody all are asked, which are none.
        let mails = somebody.into_iter().map(|staff| staff.mail).collect();
        let filter = StatusFilter { mails, ..StatusFilter::default() };
        note(statuses::METRICS, self.status_metrics(&filter).await, steps)?;
        let bought = note(seats::BOUGHT, self.application().await, steps)?;
        if bought.is_none()
            && let Some(step) = steps.last_mut()
        {
            step.finding = Finding::WrongApplication;
        }
        Some(())
    }
}

/// Adds a step, and gives on what went well.
fn note<T>(call: &'static str, tried: Result<T, CccError>, steps: &mut Vec<ProbeStep>) -> Option<T> {
    let (finding, value) = match tried {
        Ok(value) => (Finding::Ok, Some(value)),
        Err(error) => (finding(&error), None),
    };
    steps.push(ProbeStep { call, finding });
    value
}

fn finding(error: &CccError) -> Finding {
    let refusal = match error {
        CccError::Api(refusal) => refusal,
        CccError::Throttled { wait, .. } | CccError::HeldBack { wait, .. } => {
            return Finding::Throttled { wait: *wait };
        }
        CccError::Http { source: HttpError::TooLarge { .. }, .. }
        | CccError::NotJson { .. }
        | CccError::HalfJson { .. } => return Finding::NotTencent,
        CccError::Http { source, .. } => return Finding::Unreachable { detail: source.to_string() },
        other => return Finding::Other { code: String::new(), message: other.to_string() },
    };
    match error.decision() {
        Decision::SetClock => Finding::WrongClock,
        Decision::Credentials if refusal.code.ends_with(".SignatureFailure") => Finding::WrongSecretKey,
        Decision::Credentials if refusal.code.contains("SecretId") => Finding::WrongSecretId,
        Decision::Permission => Finding::MissingPermission { action: refusal.action },
        Decision::WrongApplication => Finding::WrongApplication,
        Decision::NotEnabled => Finding::NotEnabled { message: refusal.message.clone() },
        _ => Finding::Other { code: refusal.code.clone(), message: refusal.message.clone() },
    }
}
