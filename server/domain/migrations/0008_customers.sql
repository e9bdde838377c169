-- Customers and relations.

create table customers (
    id text primary key,
    organisation_id text not null references organisations (id),
    name text not null,
    company text not null,
    position text not null,
    phone text not null,
    email text not null,
    -- The address as addresses are compared; empty for none.
    email_key text not null,
    -- What colleagues should know, whoever looks after the customer.
    note text not null,
    kind text not null,
    gender bigint not null,
    source text not null,
    name_key text not null,
    initials_key text not null,
    added_at bigint not null,
    -- When the newest relation began: of anything later no platform tells.
    contacted_at bigint not null,
    -- Gone there: every relation ended.
    ended boolean not null,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, id)
);
create index customers_by_age on customers (organisation_id, ended, added_at, id);
create index customers_by_name on customers (organisation_id, ended, name_key, id);
create index customers_by_initials on customers (organisation_id, initials_key);
create index customers_by_contact on customers (organisation_id, ended, contacted_at, id);
create index customers_by_source on customers (organisation_id, ended, source, added_at, id);
-- By what two that are the same person are found.
create index customers_by_phone on customers (organisation_id, phone, id) where phone <> '';
create index customers_by_email on customers (organisation_id, email_key, id) where email_key <> '';
create index customers_by_company on customers (organisation_id, name_key, company, id) where company <> '';

create table customer_links (
    connection_id text not null references connections (id),
    external_id text not null,
    organisation_id text not null,
    customer_id text not null,
    primary key (connection_id, external_id),
    unique (customer_id, connection_id),
    foreign key (organisation_id, customer_id) references customers (organisation_id, id)
);

create table relations (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text references connections (id),
    customer_id text not null,
    member_id text not null,
    remark text not null,
    description text not null,
    company text not null,
    -- JSON list.
    phones text not null,
    add_way bigint not null,
    channel text not null,
    since bigint not null,
    state text not null check (state in ('live', 'ended', 'one_way')),
    digest text not null,
    -- The order in which relations are read again, across a restart.
    customer_key text not null,
    owner_key text not null,
    revision bigint not null,
    created_at bigint not null,
    unique (customer_id, member_id),
    foreign key (organisation_id, customer_id) references customers (organisation_id, id),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
create index relations_by_member on relations (member_id, state);
create index relations_by_keys on relations (connection_id, customer_key, owner_key);

create table tags (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text references connections (id),
    external_id text not null,
    group_name text not null,
    name text not null,
    position bigint not null,
    gone boolean not null,
    revision bigint not null,
    unique (connection_id, external_id)
);
create index tags_by_organisation on tags (organisation_id, group_name, position);
-- The organisation's own; a platform may have two of a name.
create unique index tags_by_name on tags (organisation_id, group_name, name) where connection_id is null;

create table relation_tags (
    relation_id text not null references relations (id),
    tag_id text not null references tags (id),
    primary key (relation_id, tag_id)
);
create index relation_tags_by_tag on relation_tags (tag_id, relation_id);

-- The organisation's own tags, which a customer has whoever looks after him.
create table customer_tags (
    customer_id text not null references customers (id),
    tag_id text not null references tags (id),
    primary key (customer_id, tag_id)
);
create index customer_tags_by_tag on customer_tags (tag_id, customer_id);

-- Who became part of whom, so that an old address finds him and erasing finds all that was told about him.
create table customer_merges (
    customer_id text primary key,
    organisation_id text not null references organisations (id),
    into_id text not null,
    merged_at bigint not null
);
create index customer_merges_by_into on customer_merges (into_id);
