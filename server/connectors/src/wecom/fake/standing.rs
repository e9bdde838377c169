//! What decides, besides being a member, whether somebody may hand over or take over.

use std::collections::HashMap;

use crate::wecom::quota::ACTIVE_DAYS;

/// One member's standing. The default is somebody nothing is wrong with.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    pub(super) unverified: bool,
    pub(super) banned: bool,
    /// Whether his contacts hold no more customers, whatever the limit of the options.
    pub(super) full: bool,
    /// Unix seconds; `None` is just now, always.
    pub(super) signed_in: Option<i64>,
}

impl Standing {
    /// Whether he did not sign in during the year before a time.
    pub(super) fn idle(&self, at: i64) -> bool {
        self.signed_in.is_some_and(|signed_in| at - signed_in > ACTIVE_DAYS * 86_400)
    }
}

/// By number; also of those who left.
#[derive(Default)]
pub(super) struct Standings(HashMap<u32, Standing>);

impl Standings {
    pub(super) fn of(&self, member: u32) -> Standing {
        self.0.get(&member).cloned().unwrap_or_default()
    }

    pub(super) fn change(&mut self, member: u32) -> &mut Standing {
        self.0.entry(member).or_default()
    }
}
