-- What scripts hear of by themselves, and API keys that are rotated, tied to addresses and to departments.

-- After a rotation the secret before it works on for a while.
alter table api_keys add column old_prefix text;
alter table api_keys add column old_token_hash text;
alter table api_keys add column old_until bigint;
-- Networks with blanks between; empty for any.
alter table api_keys add column addresses text not null default '';
alter table api_keys add column refused_at bigint;
alter table api_keys add column refused_address text not null default '';
alter table api_keys add column refused_count bigint not null default 0;
-- A key that lost its last department sees nothing, not everything.
alter table api_keys add column scoped boolean not null default false;
create unique index api_keys_by_old_token on api_keys (old_token_hash);

create table api_key_departments (
    api_key_id text not null references api_keys (id),
    organisation_id text not null,
    department_id text not null,
    primary key (api_key_id, department_id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id) on delete cascade
);
create index api_key_departments_by_department on api_key_departments (department_id);

-- A script that is tied to departments sees only what it made itself.
alter table change_sets add column created_by_key text references api_keys (id);
alter table imports add column created_by_key text references api_keys (id);

create table webhooks (
    id text primary key,
    organisation_id text not null references organisations (id),
    url text not null,
    description text not null,
    -- Names of events with blanks between; empty for all.
    events text not null,
    secret_sealed text not null,
    -- After a rotation both secrets sign for a while.
    old_secret_sealed text,
    old_until bigint,
    enabled boolean not null,
    -- Why the server switched it off: the receiver said that it is gone, or failed for days.
    off_reason text check (off_reason in ('gone', 'failing')),
    -- The first failure since something was delivered.
    failing_since bigint,
    -- After a failure nothing is tried before this.
    resume_at bigint,
    -- One worker at a time has a webhook, until then.
    held_until bigint not null,
    created_by text not null,
    revision bigint not null,
    created_at bigint not null,
    check (enabled = false or off_reason is null)
);
create index webhooks_by_age on webhooks (organisation_id, created_at, id);

-- What happened, as receivers are told it: nothing about people but ids.
create table webhook_events (
    id text primary key,
    organisation_id text not null references organisations (id),
    name text not null,
    at bigint not null,
    subject text not null,
    subject_id text not null,
    -- The number of the activity's row; null for what the activity does not tell.
    seq bigint,
    actor text not null check (actor in ('person', 'key', 'system'))
);
create index webhook_events_by_age on webhook_events (at);

create table webhook_deliveries (
    id text primary key,
    webhook_id text not null references webhooks (id),
    event_id text not null references webhook_events (id),
    state text not null check (state in ('waiting', 'done', 'failed')),
    attempts bigint not null,
    next_at bigint,
    tried_at bigint,
    -- What the receiver answered last; null where nothing came back.
    status bigint,
    -- Its beginning.
    answer text not null,
    -- Why nothing came back.
    problem text not null,
    -- Milliseconds.
    duration bigint,
    created_at bigint not null,
    check ((state = 'waiting') = (next_at is not null))
);
create index webhook_deliveries_by_state on webhook_deliveries (webhook_id, state, id);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);
create unique index webhook_deliveries_by_event on webhook_deliveries (event_id, webhook_id);
