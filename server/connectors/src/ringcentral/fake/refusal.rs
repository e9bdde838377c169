//! Refusals in the three shapes the platform has for them.

use serde_json::{Value, json};

#[derive(Debug, Clone)]
pub(super) struct Refusal {
    pub(super) code: String,
    message: String,
    /// What the old services say on top instead of the code.
    word: Option<&'static str>,
    parameter: Option<String>,
}

impl Refusal {
    pub(super) fn new(code: &str) -> Self {
        let word = match code {
            "OAU-213" => Some("TokenInvalid"),
            "OAU-128" => Some("TokenExpired"),
            _ => None,
        };
        Self { code: code.to_owned(), message: message(code).to_owned(), word, parameter: None }
    }

    pub(super) fn parameter(name: &str) -> Self {
        let message = format!("Parameter [{name}] value is invalid");
        Self { message, parameter: Some(name.to_owned()), ..Self::new("CMN-101") }
    }

    pub(super) fn missing(name: &str) -> Self {
        let message = "Resource for parameter is not found".to_owned();
        Self { message, parameter: Some(name.to_owned()), ..Self::new("CMN-102") }
    }

    pub(super) fn permission(name: &str) -> Self {
        let message = format!("In order to call this API endpoint, application needs to have [{name}] permission");
        Self { message, ..Self::new("CMN-401") }
    }

    pub(super) fn status(&self) -> u16 {
        match self.code.as_str() {
            "CMN-102" | "CMN-120" | "ADG-107" | "ADG-122" | "SUB-507" => 404,
            "CMN-201" | "CMN-203" => 500,
            "CMN-202" => 501,
            "ADG-000" | "ADG-010" => 503,
            code if code.starts_with("CMN-3") => 429,
            "CMN-109" | "CMN-401" | "CMN-402" | "CMN-403" | "CMN-404" | "CMN-408" | "ADG-100" | "ADG-101" => 403,
            "OAU-105" | "OAU-112" => 403,
            "SUB-402" | "SUB-403" | "SUB-404" | "SUB-405" | "SUB-406" | "SUB-408" | "SUB-505" => 403,
            "CMN-405" => 401,
            "OAU-147" | "OAU-148" => 400,
            code if code.starts_with("OAU-") => 401,
            _ => 400,
        }
    }

    pub(super) fn body(&self, token_call: bool) -> Value {
        let mut one = json!({"errorCode": self.code, "message": self.message});
        if let Some(parameter) = &self.parameter {
            one["parameterName"] = parameter.as_str().into();
        }
        if token_call {
            let word = if self.code == "OAU-146" { "invalid_client" } else { "invalid_grant" };
            return json!({"error": word, "error_description": self.message, "errors": [one]});
        }
        // Newer services have the list alone.
        if self.code.starts_with("ADG-") {
            return json!({"errors": [one]});
        }
        let mut body = one.clone();
        if let Some(word) = self.word {
            body["errorCode"] = word.into();
        }
        body["errors"] = json!([one]);
        body
    }
}

fn message(code: &str) -> &'static str {
    match code {
        "CMN-103" => "Request body cannot be parsed",
        "CMN-120" => "Invalid URI",
        "CMN-301" => "Request rate exceeded",
        "CMN-405" => "Login to extension required",
        "InvalidMultipartRequest" => "Too many resources in a batch request",
        "OAU-128" => "Access token expired",
        "OAU-140" => "Invalid resource owner credentials",
        "OAU-146" => "Invalid client credentials",
        "OAU-213" => "Token not found",
        "SUB-402" => "Presence is not available for this type of extension",
        "SUB-505" => "Subscription limit exceeded",
        "SUB-507" => "Subscription is not found or expired",
        "SUB-508" => "Event filter is invalid",
        "SUB-520" => "The webhook did not return the validation token",
        "SUB-521" => "The webhook cannot be reached",
        "SUB-523" => "HTTPS is required",
        "SUB-525" => "The webhook's response is invalid",
        _ => "Refused",
    }
}
