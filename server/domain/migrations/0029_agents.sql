-- Agents of the contact centre: members with a number, skill groups and a state; and whether they may sign in.

-- A password that somebody else chose has to be changed, and is of no use after some time.
alter table accounts add column password_expires_at bigint;
-- The organisation that made the account for its agent, and may therefore set its password; null for a person's own.
alter table accounts add column managed_by text references organisations (id);

create table agents (
    id text primary key,
    organisation_id text not null references organisations (id),
    member_id text not null,
    name text not null,
    name_key text not null,
    initials_key text not null,
    nickname text not null,
    -- The same in small letters.
    nickname_key text not null,
    number text not null,
    number_key text not null,
    email text not null,
    email_key text not null,
    -- As the agent says, or the contact centre tells.
    state text not null check (state in ('offline', 'free', 'busy', 'after_call', 'rest', 'not_ready')),
    state_since bigint not null,
    -- Forced offline: by whom, why and until when; null in `forced_at` for one who may sign in.
    forced_at bigint,
    forced_by text not null,
    forced_reason text not null,
    -- Null until somebody resumes him.
    forced_until bigint,
    forced_work text not null check (forced_work in ('finish', 'hand_over', 'end')),
    forced_group_id text,
    last_sign_in_at bigint,
    -- The time zone of the shifts; empty without any.
    zone text not null,
    -- In the recycle bin since; null for one who is there.
    deleted_at bigint,
    -- The agent whose place this one took.
    replaces_id text references agents (id),
    -- Replaced ones leave their number and address to whoever took their place.
    replaced boolean not null,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, id),
    check (forced_at is not null or forced_until is null),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
-- Also of those in the recycle bin, who may come back.
create unique index agents_one_number on agents (organisation_id, number_key) where not replaced;
create unique index agents_one_email on agents (organisation_id, email_key) where not replaced;
create unique index agents_one_member on agents (member_id) where not replaced;
create unique index agents_one_place on agents (replaces_id) where replaces_id is not null;
create index agents_by_name on agents (organisation_id, name_key, id) where deleted_at is null;
create index agents_by_state on agents (organisation_id, state) where deleted_at is null;
create index agents_forced on agents (forced_until) where forced_until is not null;
create index agents_in_bin on agents (organisation_id, deleted_at) where deleted_at is not null;

create table agent_shifts (
    agent_id text not null references agents (id) on delete cascade,
    day bigint not null check (day between 1 and 7),
    from_minute bigint not null check (from_minute >= 0),
    to_minute bigint not null check (to_minute <= 1440),
    primary key (agent_id, day, from_minute),
    check (from_minute < to_minute)
);

create table skill_groups (
    id text primary key,
    organisation_id text not null references organisations (id),
    name text not null,
    -- Folded name: two groups never share one.
    name_key text not null,
    kind text not null check (kind in ('phone', 'online', 'audio', 'video')),
    ringing text not null check (ringing in ('in_order', 'at_once')),
    concurrency bigint not null check (concurrency between 1 and 20),
    -- The time zone of its hours; empty without any.
    zone text not null,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, name_key),
    unique (organisation_id, id)
);

create table skill_group_hours (
    group_id text not null references skill_groups (id) on delete cascade,
    day bigint not null check (day between 1 and 7),
    from_minute bigint not null check (from_minute >= 0),
    to_minute bigint not null check (to_minute <= 1440),
    primary key (group_id, day, from_minute),
    check (from_minute < to_minute)
);

create table agent_groups (
    organisation_id text not null,
    group_id text not null,
    agent_id text not null,
    priority bigint not null check (priority between 1 and 5),
    primary key (group_id, agent_id),
    foreign key (organisation_id, group_id) references skill_groups (organisation_id, id),
    foreign key (organisation_id, agent_id) references agents (organisation_id, id)
);
create index agent_groups_by_agent on agent_groups (agent_id);

create table agent_sign_ins (
    id text primary key,
    agent_id text not null references agents (id) on delete cascade,
    at bigint not null,
    kind text not null check (kind in ('in', 'refused', 'expired', 'ended')),
    address text not null,
    browser text not null
);
create index agent_sign_ins_by_agent on agent_sign_ins (agent_id, at, id);
