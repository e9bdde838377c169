-- Connections, runs, jobs and schedules.

create table connections (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null,
    name text not null,
    -- JSON object of setting name to value, without the credentials.
    settings text not null,
    -- JSON object of secret name to value, sealed with the key of the installation and bound to this row's id.
    secrets_sealed text not null,
    -- Names of the secrets that are set, separated by blanks: the screen shows them without opening the seal.
    secret_names text not null,
    state text not null,
    problem text,
    -- Findings of the last test, as JSON.
    steps text not null,
    testing boolean not null,
    tested_at bigint,
    brake_percent bigint not null check (brake_percent between 0 and 100),
    removed boolean not null,
    revision bigint not null,
    created_at bigint not null
);
create index connections_by_organisation on connections (organisation_id, created_at, id);

create table runs (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null,
    connection_id text references connections (id),
    state text not null check (state in ('queued', 'running', 'waiting_review', 'done', 'failed', 'cancelled')),
    stage text not null,
    -- Where the job goes on after a crash; only the job knows how to read it.
    cursor text not null,
    done bigint not null,
    total bigint,
    count_add bigint not null,
    count_change bigint not null,
    count_leave bigint not null,
    count_conflict bigint not null,
    count_unchanged bigint not null,
    count_blocked bigint not null,
    count_failed bigint not null,
    change_set_id text,
    -- What the run was asked to do, as JSON; only its kind reads it.
    input text not null,
    started_by text not null,
    started_by_member text references members (id),
    origin text not null,
    automatic boolean not null,
    cancel_asked boolean not null,
    problem text,
    created_at bigint not null,
    started_at bigint,
    ended_at bigint
);
create index runs_by_age on runs (organisation_id, created_at, id);
create index runs_by_connection on runs (connection_id, kind, created_at);
-- A second press while one is under way finds the first.
create unique index runs_one_under_way on runs (connection_id, kind)
    where state in ('queued', 'running') and connection_id is not null and kind in ('sync_contacts', 'sync_customers');

create table jobs (
    id text primary key,
    name text not null,
    payload text not null,
    -- At most one waiting job a key: a second enqueue while one waits does nothing.
    dedup_key text,
    state text not null check (state in ('waiting', 'running', 'failed', 'unknown')),
    run_at bigint not null,
    attempts bigint not null,
    lease_until bigint,
    lease_by text,
    last_error text,
    created_at bigint not null
);
create unique index jobs_one_waiting on jobs (dedup_key) where state = 'waiting' and dedup_key is not null;
create index jobs_to_claim on jobs (state, run_at);

create table schedules (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text not null references connections (id),
    kind text not null,
    cron text not null,
    zone text not null,
    enabled boolean not null,
    next_at bigint,
    created_at bigint not null,
    unique (connection_id, kind)
);
create index schedules_due on schedules (enabled, next_at);

-- Callbacks as they came, kept until they are worked off; the digest drops repeats.
create table callbacks (
    id text primary key,
    connection_id text not null references connections (id),
    digest text not null,
    body text not null,
    received_at bigint not null,
    unique (connection_id, digest)
);
