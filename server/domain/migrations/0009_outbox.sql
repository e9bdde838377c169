-- Messages to people, and the texts that they are written from.

create table outbox (
    -- Also the Message-ID of a letter and the deduplication key of a text message: a second try is the same message.
    id text primary key,
    organisation_id text not null references organisations (id),
    medium text not null check (medium in ('email', 'sms')),
    address text not null,
    template text not null,
    language text not null,
    -- JSON object of placeholder to value, sealed: it holds links and codes. Emptied once the message is out or over.
    values_sealed text not null,
    -- What the message is about: an invitation's id, an account's.
    about text not null,
    state text not null check (state in ('queued', 'sending', 'sent', 'refused', 'unclear', 'cancelled')),
    reason text,
    detail text not null,
    attempts bigint not null check (attempts >= 0),
    next_at bigint,
    -- After this moment it is of no use.
    over_at bigint not null,
    provider_id text not null,
    created_at bigint not null,
    sent_at bigint
);
create index outbox_to_send on outbox (organisation_id, state, next_at, id);
create index outbox_by_about on outbox (about, created_at, id);

-- An organisation's own texts; where there is none, the product's.
create table templates (
    organisation_id text not null references organisations (id),
    template text not null,
    medium text not null,
    language text not null,
    subject text not null,
    body text not null,
    revision bigint not null,
    primary key (organisation_id, template, medium, language)
);
