-- What leavers leave on platforms.

-- When the member left there, as the platform says.
alter table member_links add column left_at bigint;

-- Customer groups of platforms, each with its owner.
create table customer_groups (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text not null references connections (id),
    external_id text not null,
    -- As whoever made it called it; empty for none.
    name text not null,
    -- Null for an owner who is not known here.
    owner_id text,
    owner_key text not null,
    state text not null check (state in ('live', 'owner_left', 'inheriting', 'gone')),
    -- Everybody in it.
    people bigint not null,
    since bigint not null,
    -- The run that read it last; empty for a callback.
    read_by text not null,
    revision bigint not null,
    created_at bigint not null,
    unique (connection_id, external_id),
    unique (organisation_id, id),
    foreign key (organisation_id, owner_id) references members (organisation_id, id)
);
create index customer_groups_by_owner on customer_groups (owner_id, state) where owner_id is not null;
create index customer_groups_by_owner_key on customer_groups (connection_id, owner_key);

-- Customers in them, by their ids there: somebody may be in a group before he is known here.
create table customer_group_members (
    group_id text not null references customer_groups (id),
    external_id text not null,
    joined_at bigint not null,
    primary key (group_id, external_id)
);
create index customer_group_members_by_customer on customer_group_members (external_id);
