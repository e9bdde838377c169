//! Refusals, of calls and of people in them.

#[derive(Debug, Clone)]
pub(in super::super) struct Refusal {
    pub(in super::super) code: String,
    pub(in super::super) message: String,
}

impl Refusal {
    pub(in super::super) fn new(code: &str, message: &str) -> Self {
        Self { code: code.to_owned(), message: message.to_owned() }
    }

    pub(super) fn value(message: &str) -> Self {
        Self::new("InvalidParameterValue", message)
    }

    pub(super) fn parameter(message: &str) -> Self {
        Self::new("InvalidParameter", message)
    }

    pub(super) fn no_account() -> Self {
        Self::new("InvalidParameterValue.AccountNotExist", "account not exist")
    }

    pub(super) fn no_group() -> Self {
        Self::new("InvalidParameterValue.SkillGroupError", "skill group error")
    }
}
