-- SCIM 2.0 (RFC 7643, RFC 7644): identity providers that keep members and groups up to date.

-- The bearer token of a connection. There is one at a time; the one before it works on for a while.
create table scim_tokens (
    connection_id text primary key references connections (id),
    organisation_id text not null,
    -- How the token begins: enough to tell one from another, far from enough to use it.
    prefix text not null,
    -- SHA-256 of the token: whoever reads this table cannot use one.
    token_hash text not null unique,
    old_prefix text,
    old_token_hash text unique,
    old_until bigint,
    -- Whose rights the provider acts with, as long as he has them.
    created_by text not null,
    created_at bigint not null,
    revoked_at bigint,
    last_used_at bigint,
    last_used_address text not null,
    last_failed_at bigint,
    -- Method, address and what was answered.
    last_failure text not null,
    revision bigint not null,
    foreign key (organisation_id, created_by) references members (organisation_id, id)
);

-- A member as a provider sees him: what it sent, as it sent it, beside what became of it in `members`.
create table scim_users (
    connection_id text not null references connections (id),
    member_id text not null,
    organisation_id text not null,
    user_name text not null,
    -- Folded: two users of a connection never share a name.
    user_name_key text not null,
    external_id text,
    formatted text,
    given_name text,
    family_name text,
    display_name text,
    title text,
    employee_number text,
    department text,
    organization text,
    manager_id text,
    -- False once the provider removed `active`; whether the member is suspended is his status.
    tells_active boolean not null,
    -- When the provider deleted the user. The row stays so that the same user, made again, is the same member.
    left_at bigint,
    revision bigint not null,
    created_at bigint not null,
    changed_at bigint not null,
    primary key (connection_id, member_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, manager_id) references members (organisation_id, id)
);
create unique index scim_users_names on scim_users (connection_id, user_name_key) where left_at is null;
create index scim_users_by_age on scim_users (connection_id, created_at, member_id);
create index scim_users_by_external_id on scim_users (connection_id, external_id);
create index scim_users_by_member on scim_users (member_id);
create index scim_users_by_manager on scim_users (manager_id) where manager_id is not null;

-- E-mail addresses and phone numbers of a user.
create table scim_user_values (
    connection_id text not null,
    member_id text not null,
    kind text not null check (kind in ('email', 'phone')),
    position bigint not null,
    value text not null,
    type text,
    -- "true", "false", or null where the provider does not say.
    is_primary text check (is_primary in ('true', 'false')),
    primary key (connection_id, member_id, kind, position),
    foreign key (connection_id, member_id) references scim_users (connection_id, member_id)
);
create index scim_user_values_by_value on scim_user_values (connection_id, kind, value);

create table scim_groups (
    id text primary key,
    connection_id text not null references connections (id),
    organisation_id text not null references organisations (id),
    display_name text not null,
    -- Folded: two groups of a connection never share a name.
    display_name_key text not null,
    external_id text,
    -- The department that it is, where groups are departments.
    department_id text,
    revision bigint not null,
    created_at bigint not null,
    changed_at bigint not null,
    unique (connection_id, display_name_key),
    unique (connection_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
create index scim_groups_by_age on scim_groups (connection_id, created_at, id);
create index scim_groups_by_department on scim_groups (department_id) where department_id is not null;

create table scim_group_members (
    connection_id text not null,
    group_id text not null,
    member_id text not null,
    primary key (group_id, member_id),
    foreign key (connection_id, group_id) references scim_groups (connection_id, id),
    foreign key (connection_id, member_id) references scim_users (connection_id, member_id)
);
create index scim_group_members_by_member on scim_group_members (connection_id, member_id);
