//! Sentences of the home page.

mod en;
mod pt_br;
mod zh_cn;

use super::{Plural, Text};

crate::sentences! {
    /// What the home page says.
    HomeWords {
        greeting: Text,
        needs_you: Text,
        nothing: Text,
        nothing_text: Text,
        people_wait: Plural,
        people_wait_text: Text,
        run_failed: Text,
        run_waits: Text,
        run_braked: Text,
        counts: Text,
        connection_fails: Text,
        connection_untested: Text,
        connection_untested_text: Text,
        webhook_off: Text,
        handover_proposed: Text,
        handover_proposed_text: Text,
        handover_scheduled: Text,
        handover_scheduled_text: Text,
        handover_not_begun: Text,
        handover_not_begun_text: Text,
        handover_failed: Text,
        handover_failed_n: Plural,
        archive_unread: Text,
        archive_unread_n: Plural,
        presence_silent: Text,
        presence_stuck: Text,
        archive_gap: Text,
        archive_gap_text: Text,
        mappings_wait: Text,
        never_connected: Text,
        never_connected_text: Text,
        at_a_glance: Text,
        active_members: Text,
        waiting: Text,
        links: Text,
        health: Text,
        // Somebody without rights
        welcome: Text,
        own_page: Text,
        you_may: Text,
        you_may_text: Text,
        ask_admin: Text,
        other_organisations: Text,
        // Inviting and being invited
        invite_title: Text,
        invite_text: Text,
        invited_to: Text,
        invited_text: Text,
        see_invitation: Text,
    }
}
