-- Invitations and requests to join.

create table invitations (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null,
    -- SHA-256 of the token in the link, for the look-up; the token itself is sealed, for the table of links and the QR code.
    token_hash text not null unique,
    token_sealed text not null,
    inviter_id text not null references members (id),
    -- Of an invitation to one person: whom, and where to. Null for links, and once the person was removed.
    member_id text,
    address text not null,
    -- Of an invitation from contacts: the only account that may use it.
    account_id text references accounts (id),
    language text not null,
    department_id text,
    position text not null,
    -- Of a link: the role of whoever comes in by it. Who was invited in person is a member already and has his own.
    role text not null,
    own_role_id text,
    note text not null,
    expires_at bigint,
    max_uses bigint check (max_uses >= 1),
    uses bigint not null check (uses >= 0),
    state text not null check (state in ('active', 'paused', 'revoked')),
    revision bigint not null,
    created_at bigint not null,
    -- Two people on the last use: one of them meets this.
    check (max_uses is null or uses <= max_uses),
    check (own_role_id is null or role = 'member'),
    foreign key (organisation_id, own_role_id) references roles (organisation_id, id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
create index invitations_by_age on invitations (organisation_id, kind, created_at, id);
-- One person has one invitation that works.
create unique index invitations_one_each on invitations (member_id) where member_id is not null and state = 'active';
create index invitations_by_member on invitations (member_id, created_at, id) where member_id is not null;
create index invitations_by_own_role on invitations (own_role_id) where own_role_id is not null;
create index invitations_by_account on invitations (account_id) where account_id is not null;

-- One person counts once, however often he opens the link.
create table invitation_uses (
    invitation_id text not null references invitations (id),
    account_id text not null references accounts (id),
    used_at bigint not null,
    primary key (invitation_id, account_id)
);

create table joins (
    id text primary key,
    organisation_id text not null references organisations (id),
    member_id text not null,
    invitation_id text references invitations (id),
    channel text not null,
    inviter_id text references members (id),
    department_id text,
    position text not null,
    -- What the person told beside his account: applied when he is let in.
    work_number text not null,
    wished_department_id text,
    -- JSON: pairs of question and answer, in the words of that time.
    answers text not null,
    rule text not null,
    state text not null check (state in ('waiting', 'approved', 'refused', 'blocked', 'withdrawn')),
    reference text not null,
    reason text not null,
    decided_by text references members (id),
    decided_at bigint,
    created_at bigint not null,
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id),
    foreign key (organisation_id, wished_department_id) references departments (organisation_id, id)
);
create unique index joins_one_open on joins (member_id) where state = 'waiting';
create index joins_by_state on joins (organisation_id, state, created_at, id);
create index joins_by_member on joins (member_id);
create index joins_by_wish on joins (wished_department_id) where wished_department_id is not null;
