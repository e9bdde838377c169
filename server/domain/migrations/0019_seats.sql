-- Seats: the right to have one's chats archived. A row is one holding: when a seat passes on, it ends and the successor's begins,
-- so that the ended rows are the history.

create table seats (
    id text primary key,
    organisation_id text not null references organisations (id),
    connection_id text not null references connections (id),
    kind text not null,
    member_id text not null,
    since bigint not null,
    -- Null while it is held.
    until bigint,
    -- Whether the platform names the holder: it is asked with every synchronisation and cannot be told.
    listed boolean not null,
    -- The holding that this one carries on, and how much of what was said before the holder may read.
    inherited_from text references seats (id),
    reads text check (reads in ('everything', 'from', 'summary')),
    reads_from bigint,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    check ((inherited_from is null) = (reads is null)),
    check ((coalesce(reads, '') = 'from') = (reads_from is not null))
);
create unique index seats_by_holder on seats (connection_id, kind, member_id) where until is null;
create unique index seats_by_predecessor on seats (inherited_from) where until is null and inherited_from is not null;
create index seats_by_age on seats (organisation_id, since, id);
create index seats_by_member on seats (organisation_id, member_id, since);

-- How many seats were bought: the platform does not tell.
create table seat_totals (
    connection_id text not null references connections (id),
    kind text not null,
    organisation_id text not null references organisations (id),
    total bigint not null check (total >= 0),
    primary key (connection_id, kind)
);
