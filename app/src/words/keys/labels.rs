//! A word for each value.

use super::KeysWords;
use model::api_key::Scope;

crate::labels! {
    KeysWords;
    scope: Scope {
        OrganisationRead => scope_organisation_read,
        OrganisationWrite => scope_organisation_write,
        DepartmentsRead => scope_departments_read,
        DepartmentsWrite => scope_departments_write,
        MembersRead => scope_members_read, MembersPhones => scope_members_phones,
        MembersWrite => scope_members_write,
        MembersImport => scope_members_import,
        MembersExport => scope_members_export,
        InvitationsRead => scope_invitations_read,
        InvitationsWrite => scope_invitations_write,
        JoinsRead => scope_joins_read,
        JoinsWrite => scope_joins_write,
        AuditRead => scope_audit_read,
        CustomersRead => scope_customers_read,
        CustomersExport => scope_customers_export, CustomersDelete => scope_customers_delete,
        CustomersWrite => scope_customers_write, BackupsManage => scope_backups_manage,
        ConnectionsRead => scope_connections_read, ConnectionsWrite => scope_connections_write,
        SeatsRead => scope_seats_read, SeatsInherit => scope_seats_inherit, MappingsRead => scope_mappings_read, MappingMap => scope_mapping_map, PresenceRead => scope_presence_read, PresenceWrite => scope_presence_write, AgentsRead => scope_agents_read, AgentsWrite => scope_agents_write, AgentsAccess => scope_agents_access, HandoversRead => scope_handovers_read, HandoversWrite => scope_handovers_write, ArchiveRead => scope_archive_read,
        RunsRead => scope_runs_read,
        KeysRead => scope_keys_read, KeysWrite => scope_keys_write,
        WebhooksRead => scope_webhooks_read, WebhooksWrite => scope_webhooks_write,
        All => scope_all,
    }
}
