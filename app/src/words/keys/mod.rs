//! What the page of API keys says.

mod en;
mod labels;
mod pt_br;
mod zh_cn;

use super::Text;

crate::sentences! {
    /// What the page of API keys says.
    KeysWords {
        // The page
        title: Text,
        text: Text,
        reference: Text,
        add: Text,
        none_yet: Text,
        none_yet_text: Text,
        // The list
        key: Text,
        scopes: Text,
        made_by: Text,
        last_used: Text,
        expires: Text,
        rate: Text,
        works: Text,
        expired: Text,
        revoked: Text,
        // Making one
        name: Text,
        name_hint: Text,
        lasts: Text,
        thirty_days: Text,
        ninety_days: Text,
        one_year: Text,
        for_ever: Text,
        choose_scopes: Text,
        choose_scopes_hint: Text,
        no_scope: Text,
        make: Text,
        made_title: Text,
        made_text: Text,
        try_it: Text,
        // Withdrawing one
        revoke: Text,
        revoke_title: Text,
        revoke_consequence: Text,
        revoke_back: Text,
        revoke_done: Text,
        // Limits, rotation
        limits: Text,
        addresses: Text,
        addresses_hint: Text,
        departments: Text,
        departments_hint: Text,
        no_department: Text,
        refused_from: Text,
        lasts_same: Text,
        edit_title: Text,
        rotate: Text,
        rotate_title: Text,
        rotate_text: Text,
        keep: Text,
        keep_none: Text,
        keep_hour: Text,
        keep_day: Text,
        keep_three_days: Text,
        keep_week: Text,
        old_until: Text,
        // What a key may do
        scope_organisation_read: Text,
        scope_organisation_write: Text,
        scope_departments_read: Text,
        scope_departments_write: Text,
        scope_members_read: Text,
        scope_members_phones: Text,
        scope_members_write: Text,
        scope_members_import: Text,
        scope_members_export: Text,
        scope_invitations_read: Text,
        scope_invitations_write: Text,
        scope_joins_read: Text,
        scope_joins_write: Text,
        scope_audit_read: Text,
        scope_customers_read: Text,
        scope_customers_export: Text,
        scope_seats_read: Text,
        scope_seats_inherit: Text,
        scope_archive_read: Text,
        scope_customers_delete: Text,
        scope_customers_write: Text,
        scope_backups_manage: Text,
        scope_runs_read: Text,
        scope_connections_read: Text,
        scope_connections_write: Text,
        scope_keys_read: Text,
        scope_keys_write: Text,
        scope_webhooks_read: Text,
        scope_webhooks_write: Text,
        scope_all: Text,
    }
}
