-- Presence: how people are on the platforms that their accounts are mapped on, and how a state flows from one to the other.

create table presence_syncs (
    id text primary key,
    organisation_id text not null references organisations (id),
    -- A tenant takes part in one, so that nobody's state is told by two tables.
    telephony_id text not null unique references connections (id),
    centre_id text not null unique references connections (id),
    enabled boolean not null,
    direction text not null check (direction in ('publish', 'subscribe', 'both', 'off')),
    -- How long a change waits for the next; milliseconds.
    debounce bigint not null check (debounce between 0 and 5000),
    -- Between two looks at the contact centre; milliseconds.
    poll bigint not null check (poll between 2000 and 60000),
    ringing boolean not null,
    -- Whose change counts when both sides changed within a second.
    tie text not null check (tie in ('telephony', 'contact_centre')),
    revision bigint not null
);

-- The lines of the two tables.
create table presence_rules (
    sync_id text not null references presence_syncs (id) on delete cascade,
    -- From the telephones to the contact centre, or back.
    way text not null check (way in ('subscribe', 'publish')),
    place bigint not null,
    condition text not null,
    -- Of which code a line of the contact centre is; otherwise empty.
    of_code text not null,
    -- The same in small letters: a code has one line.
    of_code_key text not null,
    -- The code that the contact centre gets; empty for no change.
    code text not null,
    user_status text,
    calls text,
    restores boolean not null,
    primary key (sync_id, way, condition, of_code_key)
);

-- Teams of the contact centre and people with a direction of their own.
create table presence_directions (
    sync_id text not null references presence_syncs (id) on delete cascade,
    of_kind text not null check (of_kind in ('team', 'member')),
    of_id text not null,
    direction text not null check (direction in ('publish', 'subscribe', 'both', 'off')),
    primary key (sync_id, of_kind, of_id)
);

-- Unavailable codes by team, as the contact centre told them last. A team without codes has one row with an empty name.
create table presence_codes (
    connection_id text not null references connections (id),
    team_id text not null,
    team_name text not null,
    code_id bigint not null,
    name text not null,
    -- In small letters: codes are found by name.
    name_key text not null,
    primary key (connection_id, team_id, code_id)
);
create index presence_codes_by_name on presence_codes (connection_id, team_id, name_key);

-- How a platform is heard.
create table presence_feeds (
    connection_id text primary key references connections (id),
    organisation_id text not null references organisations (id),
    -- The random part of the address that it calls.
    path text not null unique,
    -- What comes back with each event, sealed.
    token_sealed text not null,
    subscription_id text,
    subscribed_at bigint,
    expires_at bigint,
    checked_at bigint,
    -- From where to ask on; empty to read everything.
    cursor text not null,
    -- When everything was read last; 0 to do so next.
    read_at bigint not null,
    -- When it is looked after next, and until when somebody does.
    next_at bigint not null,
    leased_until bigint not null,
    heard_at bigint,
    -- What is wrong, as JSON, and since when it is as it is.
    problem text,
    failures bigint not null,
    since bigint not null,
    -- Whoever wants to hear of an outage was told.
    mailed boolean not null
);
create index presence_feeds_due on presence_feeds (next_at);

-- How an account is, as its platform told last.
create table presences (
    connection_id text not null references connections (id),
    external_id text not null,
    organisation_id text not null references organisations (id),
    state text not null,
    detail text not null,
    -- What the platform said, as JSON.
    facts text not null,
    -- Of the contact centre; otherwise empty.
    team_id text not null,
    since bigint not null,
    -- Grows with each event of the account, where the platform counts.
    sequence bigint not null,
    -- By the platform's clock.
    event_at bigint not null,
    heard_at bigint not null,
    heard_by text not null check (heard_by in ('webhook', 'snapshot', 'poll', 'change')),
    primary key (connection_id, external_id)
);

-- A person whose states flow, or could.
create table presence_people (
    sync_id text not null references presence_syncs (id) on delete cascade,
    member_id text not null references members (id),
    organisation_id text not null references organisations (id),
    -- How the person is, all in all, and which side says so.
    state text not null,
    source text check (source in ('telephony', 'contact_centre')),
    since bigint,
    flow text not null check (flow in ('quiet', 'waiting', 'queued', 'told', 'failed', 'held', 'overridden', 'off')),
    -- A change on the telephones waits until the agent has ended what he does.
    waiting boolean not null,
    -- Changed too often.
    held boolean not null,
    -- When the platforms were told, as JSON, as far as it counts for that.
    flips text not null,
    overridden_by text,
    overridden_until bigint,
    primary key (sync_id, member_id)
);
create index presence_people_by_member on presence_people (member_id);
create index presence_people_by_state on presence_people (sync_id, state, member_id);
create index presence_people_by_flow on presence_people (sync_id, flow, member_id);
create index presence_people_overridden on presence_people (overridden_until) where overridden_until is not null;

-- What a side is to be told about a person, and what it was told last.
create table presence_writes (
    sync_id text not null,
    member_id text not null,
    side text not null check (side in ('telephony', 'contact_centre')),
    -- As JSON; null for nothing.
    wanted text,
    cause text,
    -- When it happened, by the clock of the platform where it did.
    caused_at bigint,
    due_at bigint,
    leased_until bigint not null,
    tries bigint not null,
    problem text,
    told text,
    told_cause text,
    told_at bigint,
    -- From the cause to the answer; milliseconds.
    lag bigint,
    -- Whether what we told still stands there.
    stands boolean not null,
    -- Whether nothing else was heard since: what is equal to what we told is our own change then.
    echoes boolean not null,
    -- What the person had chosen before, as JSON.
    before text,
    primary key (sync_id, member_id, side),
    foreign key (sync_id, member_id) references presence_people (sync_id, member_id) on delete cascade,
    check ((wanted is null) = (due_at is null))
);
create index presence_writes_due on presence_writes (due_at) where due_at is not null;
create index presence_writes_told on presence_writes (sync_id, told_at);
