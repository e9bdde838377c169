//! What a hint over `/events` may be about. One list for both sides: a topic that one of them does not know is never heard.

/// Every topic.
pub const TOPICS: [&str; 17] = [
    "members",
    "departments",
    "joins",
    "invitations",
    "runs",
    "changes",
    "imports",
    "customers",
    "bin",
    "connections",
    "audit",
    "organisation",
    "outbox",
    "templates",
    "webhooks",
    "roles",
    "api_keys",
];
