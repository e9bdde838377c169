-- The recycle bin of customers, what keeps one from being deleted, and what proves that one was erased.

-- What an organisation decided about deleting; without a row the defaults of model::deletion count.
create table customer_rules (
    organisation_id text primary key references organisations (id),
    bin_days bigint not null check (bin_days between 1 and 365),
    -- Nobody is deleted earlier than this after the last contact began.
    keep_days bigint check (keep_days between 1 and 36500),
    -- Deleting more than this many at once takes a second person.
    second_above bigint check (second_above >= 0),
    revision bigint not null
);

-- Legal holds in force; the activity tells of those that were lifted.
create table customer_holds (
    id text primary key,
    organisation_id text not null references organisations (id),
    customer_id text not null,
    reason text not null,
    -- Null for until it is lifted.
    until bigint,
    placed_by text not null,
    placed_at bigint not null,
    foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);
create index customer_holds_by_customer on customer_holds (customer_id);

-- Why the customers of a change set are deleted.
create table deletions (
    set_id text primary key references change_sets (id),
    reason text not null,
    basis text not null,
    basis_note text not null
);

create table bin_customers (
    -- The customer's own.
    id text primary key,
    organisation_id text not null references organisations (id),
    set_id text not null references deletions (set_id),
    -- Everything that went with him, sealed with a key of his own; the key, sealed with the installation's. Without the key the
    -- copy, wherever it was copied to, is noise.
    copy_sealed text not null,
    key_sealed text not null,
    deleted_by text not null,
    deleted_by_member text references members (id),
    deleted_at bigint not null,
    erase_at bigint not null,
    revision bigint not null
);
create index bin_customers_by_age on bin_customers (organisation_id, deleted_at, id);
create index bin_customers_due on bin_customers (erase_at, id);
create index bin_customers_by_set on bin_customers (set_id);

-- Who looked after them: whose admins see them in the bin.
create table bin_owners (
    customer_id text not null references bin_customers (id),
    organisation_id text not null,
    member_id text not null,
    primary key (customer_id, member_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
create index bin_owners_by_member on bin_owners (member_id);

-- Whom a synchronisation does not bring back: a hash, because the id there is erased with the person.
create table customer_tombstones (
    connection_id text not null references connections (id),
    external_hash text not null,
    customer_id text not null,
    deleted_at bigint not null,
    primary key (connection_id, external_hash)
);
create index customer_tombstones_by_customer on customer_tombstones (customer_id);

-- Certificates: that somebody was erased, when, by whom and why, and nothing about him.
create table erasures (
    id text primary key,
    organisation_id text not null references organisations (id),
    customer_id text not null unique,
    basis text not null,
    deleted_by text not null,
    deleted_at bigint not null,
    -- Empty for the end of the time in the bin.
    erased_by text not null,
    erased_at bigint not null,
    -- JSON: how much of what was removed or made unreadable.
    counts text not null,
    -- Whether what was removed is gone from the places, too, where the database keeps copies for a while.
    copies_gone boolean not null
);
create index erasures_to_settle on erasures (erased_at) where not copies_gone;
create index erasures_by_age on erasures (organisation_id, erased_at, id);
