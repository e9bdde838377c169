-- Lists that become files in the background, for scripts.

create table exports (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null check (kind in ('members', 'customers')),
    format text not null check (format in ('xlsx', 'csv', 'json')),
    -- Which rows and columns, as JSON.
    request text not null,
    -- Only whoever asked for it gets it.
    created_by_member text not null references members (id),
    created_by_key text references api_keys (id),
    run_id text not null references runs (id),
    -- Bytes of the finished file.
    size bigint,
    created_at bigint not null
);
create index exports_by_age on exports (created_at);

create table export_files (
    export_id text not null references exports (id),
    part bigint not null,
    bytes bytea not null,
    primary key (export_id, part)
);
