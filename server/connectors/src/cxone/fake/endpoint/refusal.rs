//! Refusals, in the shape of each part of the platform.

use serde_json::{Value, json};

use super::{Found, call::iso};

#[derive(Debug, Clone)]
pub(in super::super) struct Refusal {
    pub(in super::super) status: u16,
    pub(in super::super) body: Value,
    /// Seconds.
    pub(in super::super) retry_after: Option<u32>,
}

impl Refusal {
    /// As tokens and the administration refuse.
    pub(in super::super) fn new(status: u16, error: &str, description: &str) -> Self {
        Self { status, body: json!({"error": error, "error_description": description}), retry_after: None }
    }

    /// As UserHub refuses what it cannot take.
    pub(super) fn hub(code: &str, detail: &str) -> Self {
        let body = json!({
            "code": code, "details": detail, "hostname": "fake", "entityType": "Correlation", "errors": [],
        });
        Self { status: 400, body, retry_after: None }
    }

    pub(in super::super) fn unauthorized(found: &Found, now: i64) -> Self {
        if !found.is_hub {
            return Self::new(401, "invalid_token", "the token is unknown or has ended");
        }
        let body = json!({
            "timestamp": iso(now),
            "status": 401,
            "error": "Unauthorized",
            "message": "the token has ended",
            "path": found.name,
        });
        Self { status: 401, body, retry_after: None }
    }

    pub(in super::super) fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }
}
