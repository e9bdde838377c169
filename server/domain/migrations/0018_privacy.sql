-- Privacy requests, rules of keeping, and what the activity page knows beside the activity itself.

-- What putting an entry back needs, as JSON: ids where people read names, or the change set that the entry belongs to. Part of
-- what the row tells, so that it is in the digest and goes when that is erased.
alter table audit add column put_back text not null default '';

-- The last walk over an organisation's chain that came to its end.
create table audit_checks (
    organisation_id text primary key references organisations (id),
    run_id text not null references runs (id),
    checked_by text not null,
    checked_at bigint not null,
    -- The last entry that holds, and its hash.
    upto bigint not null,
    hash text not null,
    -- What is wrong with the first one that does not.
    fault text check (fault in ('missing', 'altered', 'truncated')),
    fault_seq bigint,
    check ((fault is null) = (fault_seq is null))
);

-- What people ask who are named in the organisation's records.
create table privacy_requests (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null check (kind in ('access', 'rectification', 'erasure', 'objection')),
    law text not null check (law in ('pipl', 'gdpr', 'lgpd', 'other')),
    channel text not null check (channel in ('email', 'phone', 'letter', 'chat', 'in_person', 'other')),
    state text not null check (state in ('open', 'answered', 'refused', 'withdrawn')),
    -- Who asks. No foreign key on the customer: he may be in the recycle bin, or erased.
    customer_id text,
    member_id text references members (id),
    name text not null,
    note text not null,
    reason text not null,
    received_at bigint not null,
    due_at bigint not null,
    -- The person was erased: nothing here tells who it was.
    erased boolean not null,
    made_by text not null,
    closed_by text not null,
    closed_at bigint,
    revision bigint not null,
    created_at bigint not null,
    check (customer_id is null or member_id is null),
    check ((state = 'open') = (closed_at is null))
);
create index privacy_requests_by_due on privacy_requests (organisation_id, state, due_at, id);
create index privacy_requests_by_customer on privacy_requests (customer_id) where customer_id is not null;
create index privacy_requests_by_member on privacy_requests (member_id) where member_id is not null;

-- Everything that is held about one person, for a day.
create table dossiers (
    id text primary key,
    organisation_id text not null references organisations (id),
    request_id text not null references privacy_requests (id),
    customer_id text,
    member_id text,
    run_id text not null references runs (id),
    made_by_member text not null references members (id),
    -- Bytes of the finished file.
    size bigint,
    -- Whether the activity was told that somebody took it home.
    fetched boolean not null,
    created_at bigint not null
);
create index dossiers_by_request on dossiers (request_id, created_at, id);
create index dossiers_by_age on dossiers (created_at);

create table dossier_parts (
    dossier_id text not null references dossiers (id),
    part bigint not null,
    bytes bytea not null,
    primary key (dossier_id, part)
);

-- How long an organisation keeps what; without a row a kind is kept.
create table retention_rules (
    organisation_id text not null references organisations (id),
    kind text not null,
    days bigint not null check (days >= 1),
    primary key (organisation_id, kind)
);

-- When the rules are carried out.
create table retention_plans (
    organisation_id text primary key references organisations (id),
    -- Minutes after midnight.
    at_minute bigint not null check (at_minute between 0 and 1439),
    zone text not null,
    next_at bigint not null,
    revision bigint not null
);
create index retention_plans_due on retention_plans (next_at);

-- What a run cleared.
create table retention_results (
    run_id text not null references runs (id),
    organisation_id text not null references organisations (id),
    kind text not null,
    days bigint not null,
    amount bigint not null,
    primary key (run_id, kind)
);
create index retention_results_by_organisation on retention_results (organisation_id, run_id);

-- A set whose rows were blanked cannot be put back any more.
alter table change_sets add column cleared_at bigint;
