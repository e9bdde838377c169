-- Imports: uploaded files, their rows, and how many of them a day.

create table imports (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null,
    state text not null,
    file_name text not null,
    size bigint not null,
    sha256 text not null,
    -- An earlier import of the same bytes.
    same_as text,
    created_by text not null,
    created_by_member text not null references members (id),
    created_at bigint not null,
    -- What the file is, what was chosen and what the check found, as JSON.
    summary text not null,
    options text not null,
    counts text not null,
    run_id text references runs (id),
    change_set_id text references change_sets (id),
    problem text,
    revision bigint not null
);
create index imports_by_age on imports (organisation_id, created_at, id);
create index imports_by_content on imports (organisation_id, sha256);

create table import_files (
    import_id text not null references imports (id),
    part bigint not null,
    bytes bytea not null,
    primary key (import_id, part)
);

create table import_rows (
    import_id text not null references imports (id),
    number bigint not null,
    -- Texts, and the columns that are formulas or errors, as JSON.
    cells text not null,
    formulas text not null,
    errors text not null,
    -- The cells folded, for searching.
    body text not null,
    issues text not null,
    level text,
    skipped boolean not null,
    repaired boolean not null,
    -- What two rows are compared by; null where there is nothing to compare.
    email_key text,
    phone text,
    -- The work number of a member; the name with the company of a customer.
    other_key text,
    -- Departments or tags that the row would make, as a JSON list of paths.
    makes text not null,
    primary key (import_id, number)
);
create index import_rows_by_level on import_rows (import_id, level, number);
create index import_rows_by_email on import_rows (import_id, email_key) where email_key is not null;
create index import_rows_by_phone on import_rows (import_id, phone) where phone is not null;
create index import_rows_by_other_key on import_rows (import_id, other_key) where other_key is not null;

create table import_presets (
    organisation_id text not null references organisations (id),
    kind text not null,
    name text not null,
    mapping text not null,
    primary key (organisation_id, kind, name)
);

-- Files of a person or of a network address on a day (days since 1970, UTC).
create table import_quota (
    day bigint not null,
    subject text not null,
    amount bigint not null,
    primary key (day, subject)
);
