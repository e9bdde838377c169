-- Organisations, accounts and sessions.
--
-- Portable SQL (see src/store.rs): ids are text, moments are milliseconds, nothing depends on the clock of the database.

create table organisations (
    id text primary key,
    name text not null,
    state text not null check (state in ('open', 'closed')),
    -- Set by the installation's owner: what costs the installation money is limited on the free one.
    plan text not null check (plan in ('free', 'paid')),
    door_number text not null unique,
    door_open boolean not null,
    -- Whether people invited by phone or e-mail by somebody who is no admin wait for approval.
    inviting_verification boolean not null,
    -- Number and hash of the newest audit row: taking the next number locks this row, so the chain never forks.
    audit_seq bigint not null,
    audit_hash text not null,
    revision bigint not null,
    created_at bigint not null
);

create table accounts (
    id text primary key,
    name text not null,
    email text,
    -- Lower case; two accounts never share an address.
    email_key text unique,
    phone text unique,
    -- PHC string of argon2id; null until the person chose a password.
    password_hash text,
    language text,
    -- The organisation the person looked at last.
    organisation_id text references organisations (id),
    revision bigint not null,
    created_at bigint not null,
    check (email_key is not null or phone is not null)
);

create table sessions (
    id text primary key,
    account_id text not null references accounts (id),
    -- SHA-256 of the token in the cookie: whoever reads this table cannot sign in with it.
    token_hash text not null unique,
    address text not null,
    agent text not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_expiry on sessions (expires_at);

-- Failed tries, for limits that hold across replicas and restarts.
create table attempts (
    subject text not null,
    action text not null,
    count bigint not null,
    first_at bigint not null,
    until bigint not null,
    primary key (subject, action)
);

-- Values of the installation itself: the set-up token, flags.
create table installation (
    name text primary key,
    value text not null
);
