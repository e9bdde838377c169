-- API keys, and the answers that requests with an idempotency key were given.

create table api_keys (
    id text primary key,
    organisation_id text not null references organisations (id),
    name text not null,
    -- How the key begins: enough to tell one from another, far from enough to use it.
    prefix text not null,
    -- SHA-256 of the key: whoever reads this table cannot use one.
    token_hash text not null unique,
    -- Words with blanks between.
    scopes text not null,
    created_by text not null,
    expires_at bigint,
    rate_per_minute bigint not null check (rate_per_minute >= 1),
    last_used_at bigint,
    last_used_address text not null,
    revoked_at bigint,
    revision bigint not null,
    created_at bigint not null,
    foreign key (organisation_id, created_by) references members (organisation_id, id)
);
create index api_keys_by_age on api_keys (organisation_id, created_at, id);

create table idempotency_keys (
    organisation_id text not null references organisations (id),
    api_key_id text not null references api_keys (id),
    key text not null,
    -- SHA-256 of method, address and body.
    request_hash text not null,
    -- The answer; null while the request is under way.
    status bigint,
    etag text,
    location text,
    -- Sealed: it may hold the link of an invitation.
    body text not null,
    created_at bigint not null,
    primary key (api_key_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- Scripts read links and invitations of single people in one list.
create index invitations_by_time on invitations (organisation_id, created_at, id);

-- A run that a script began goes on with the rights that its key has then.
alter table runs add column started_by_key text references api_keys (id);
