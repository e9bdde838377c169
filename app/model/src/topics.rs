//! What a hint over `/events` may be about. One list for both sides: a topic that one of them does not know is never heard.

/// Every topic.
pub const TOPICS: [&str; 24] = [
    "members",
    "departments",
    "joins",
    "invitations",
    "runs",
    "changes",
    "imports",
    "customers",
    "seats",
    "handovers",
    "conversations",
    "openings",
    "bin",
    "privacy",
    "retention",
    "connections",
    "audit",
    "organisation",
    "outbox",
    "backups",
    "templates",
    "webhooks",
    "roles",
    "api_keys",
];
