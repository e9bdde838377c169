-- One-time codes that prove that an address is the person's own; at most one an account.

create table codes (
    account_id text primary key references accounts (id),
    address text not null,
    -- SHA-256 of account and code: whoever reads this table does not read the code, and it lasts minutes.
    code_hash text not null,
    tries bigint not null check (tries >= 0),
    -- Also what the message is about, so that its state can be shown.
    message_about text not null,
    expires_at bigint not null,
    created_at bigint not null
);
