//! What the rules of keeping say.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the rules of keeping say.
    RetentionWords {
        would: Plural,
        title: Text,
        text: Text,
        never: Text,
        fixed: Text,
        kind: Text,
        days: Text,
        days_hint: Text,
        preview: Text,
        preview_none: Text,
        oldest: Text,
        at: Text,
        zone: Text,
        zone_hint: Text,
        next: Text,
        saved: Text,
        start: Text,
        start_title: Text,
        start_text: Text,
        start_back: Text,
        started: Text,
        runs: Text,
        no_runs: Text,
        nothing_cleared: Text,
        show_set: Text,
        by_itself: Text,
        customers_text: Text,
        joins_text: Text,
        invitations_text: Text,
        imports_text: Text,
        changes_text: Text,
        runs_text: Text,
        messages_text: Text,
        requests_text: Text,
    }
}
