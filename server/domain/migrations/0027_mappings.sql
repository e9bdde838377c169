-- What is left of user mapping: the home page, and files.

-- Members whom Auto Sync leaves to a person: few among many, and asked for at every visit.
create index mappings_waiting on mappings (connection_id, status, member_id)
    where status = 'needs_choice' or (status = 'unmapped' and attempts >= 2);

-- Mappings become files, too: the table is made anew, because no database takes a value into a check.
create table exports_with_mappings (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null check (kind in ('members', 'customers', 'mappings')),
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
insert into exports_with_mappings (id, organisation_id, kind, format, request, created_by_member, created_by_key, run_id, size, created_at)
    select id, organisation_id, kind, format, request, created_by_member, created_by_key, run_id, size, created_at from exports;
create table export_files_with_mappings (
    export_id text not null references exports_with_mappings (id),
    part bigint not null,
    bytes bytea not null,
    primary key (export_id, part)
);
insert into export_files_with_mappings (export_id, part, bytes) select export_id, part, bytes from export_files;
drop table export_files;
drop table exports;
alter table exports_with_mappings rename to exports;
alter table export_files_with_mappings rename to export_files;
create index exports_by_age on exports (created_at);
