-- User mapping: accounts of people on platforms, as the directory there told last, and which member each belongs to.

create table outside_accounts (
    connection_id text not null references connections (id),
    external_id text not null,
    organisation_id text not null references organisations (id),
    name text not null,
    name_key text not null,
    initials_key text not null,
    -- The name's key with its last word first: platforms write Fang Wang where it is 王芳 here. Empty for a name of one word.
    turned_key text not null,
    email text not null,
    -- Trimmed and in lower case; empty for none.
    email_key text not null,
    -- As above without what follows a plus and without dots before the at sign: compared only where somebody turned that on.
    email_fold text not null,
    phone text not null,
    phone_key text not null,
    -- The extension or agent number; empty for none.
    number text not null,
    -- Department and title, for people who have to choose.
    detail text not null,
    -- Switched on there: only such are mapped.
    active boolean not null,
    -- The platform's directory no longer has it.
    gone boolean not null,
    -- The run that saw it last.
    seen_run text not null,
    primary key (connection_id, external_id)
);
create index outside_accounts_by_name on outside_accounts (connection_id, name_key, external_id);
create index outside_accounts_by_turned on outside_accounts (connection_id, turned_key) where turned_key <> '';
create index outside_accounts_by_email on outside_accounts (connection_id, email_key) where email_key <> '';
create index outside_accounts_by_fold on outside_accounts (connection_id, email_fold) where email_fold <> '';
create index outside_accounts_by_phone on outside_accounts (connection_id, phone_key) where phone_key <> '';
create index outside_accounts_by_number on outside_accounts (connection_id, number) where number <> '';

create table mappings (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text not null references connections (id),
    member_id text not null,
    status text not null check (status in ('unmapped', 'needs_choice', 'mapped', 'ignored', 'skipped')),
    -- Why it is not mapped, or what is odd about a mapping by hand; null for nothing.
    reason text,
    external_id text,
    -- How often Auto Sync tried with this address: twice, then it is a person's.
    attempts bigint not null,
    tried_email text not null,
    -- Decided by a person: never overwritten.
    by_hand boolean not null,
    -- Who decided; empty for Auto Sync.
    decided_by text not null,
    since bigint not null,
    revision bigint not null,
    check ((status = 'mapped') = (external_id is not null)),
    unique (connection_id, member_id),
    -- An account belongs to one member.
    unique (connection_id, external_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (connection_id, external_id) references outside_accounts (connection_id, external_id)
);
create index mappings_by_status on mappings (connection_id, status, member_id);
create index mappings_by_member on mappings (member_id);

-- Accounts that may be a member's, the likeliest first; only of those that are not mapped.
create table mapping_candidates (
    mapping_id text not null references mappings (id) on delete cascade,
    external_id text not null,
    -- Of a hundred.
    score bigint not null,
    -- What speaks for it, separated by blanks.
    evidence text not null,
    primary key (mapping_id, external_id)
);
create index mapping_candidates_by_score on mapping_candidates (mapping_id, score);

-- Pairs that somebody took apart: Auto Sync does not bring them together again.
create table mapping_refusals (
    connection_id text not null references connections (id),
    member_id text not null references members (id),
    external_id text not null,
    primary key (connection_id, member_id, external_id)
);

-- How Auto Sync of a connection goes about it; when it runs is one of the schedules.
create table auto_syncs (
    connection_id text primary key references connections (id),
    organisation_id text not null references organisations (id),
    -- Whom it covers: those with the right User Mapping: Map, those without it, or everybody.
    covers text not null check (covers in ('with_right', 'without_right', 'everybody')),
    -- Whether addresses are also the same where they differ in dots and in what follows a plus.
    folds boolean not null,
    -- Who hears of a run that failed, separated by commas.
    notify text not null,
    revision bigint not null
);
