//! Sentences of the activity page.

mod en;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the activity page says.
    ActivityWords {
        no_changes: Text,
        by: Text,
        chained: Text,
        none_yet: Text,
        search_actor: Text,
        actor: Text,
        subject: Text,
        verb: Text,
        origin: Text,
        from: Text,
        until: Text,
        only_one: Text,
        show_only: Text,
        when: Text,
        address: Text,
        number: Text,
        field: Text,
        before: Text,
        after: Text,
        no_fields: Text,
        // Names of fields
        key_name: Text,
        key_order: Text,
        key_parent: Text,
        key_heads: Text,
        key_scope: Text,
        key_permissions: Text,
        key_scoped: Text,
        key_owner: Text,
        key_remark: Text,
        key_channel: Text,
        key_rule: Text,
        key_inviter: Text,
        key_expires: Text,
        key_max_uses: Text,
        key_door_number: Text,
        key_door_open: Text,
        key_verification: Text,
        key_closed_ways: Text,
        key_join_details: Text,
        key_brake: Text,
        key_secrets: Text,
        key_new_secrets: Text,
        key_amount: Text,
        key_columns: Text,
        key_filters: Text,
        key_kind: Text,
        key_cron: Text,
        key_zone: Text,
        key_enabled: Text,
    }
}
