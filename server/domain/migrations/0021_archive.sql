-- The message archive: what members and customers wrote to each other, read from WeCom or from files.
--
-- A conversation is with one customer, in one group, or between members. It consists of strands: of a customer, one for each member who
-- wrote with him, so that a change of hands adds a strand and not a conversation; of the others, one. Who may read is asked of strands.

-- How far each connection was read.
create table archive_sources (
    connection_id text primary key references connections (id),
    organisation_id text not null references organisations (id),
    -- Numbers of its messages and strands begin with it: lane * 2^40 + n.
    lane bigint not null unique check (lane > 0),
    next_number bigint not null,
    -- The last number of the platform's that is here, and when that message was sent.
    seq bigint not null check (seq >= 0),
    sent_at bigint not null,
    pulled_at bigint,
    -- When nothing more was there.
    caught_up_at bigint
);
create index archive_sources_by_organisation on archive_sources (organisation_id);

-- Where messages may be missing.
create table archive_gaps (
    connection_id text not null references archive_sources (connection_id),
    after_seq bigint not null,
    first_seq bigint,
    found_at bigint not null,
    primary key (connection_id, after_seq, found_at)
);

create table conversations (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null check (kind in ('customer', 'group', 'members')),
    -- The customer's or the group's id there; of members, theirs in lower case and in order, a line each.
    external_id text not null,
    -- The customer, while he lies in the recycle bin: nobody reads it then.
    deleted_customer_id text,
    last_at bigint not null,
    created_at bigint not null,
    unique (organisation_id, kind, external_id)
);
create index conversations_by_last on conversations (organisation_id, last_at, id);
create index conversations_by_deleted on conversations (deleted_customer_id) where deleted_customer_id is not null;

create table conversation_strands (
    id bigint primary key,
    conversation_id text not null references conversations (id),
    -- The member of a customer's strand by his id there, in lower case; empty for the others.
    user_key text not null,
    messages bigint not null check (messages >= 0),
    first_at bigint not null,
    last_at bigint not null,
    unique (conversation_id, user_key)
);

-- Whose messages a strand holds: members only.
create table conversation_members (
    strand_id bigint not null references conversation_strands (id),
    -- The id there, in lower case.
    user_key text not null,
    organisation_id text not null,
    -- Null for somebody whom the contacts do not know yet.
    member_id text,
    primary key (strand_id, user_key),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
create index conversation_members_by_member on conversation_members (member_id, strand_id);
create index conversation_members_unknown on conversation_members (organisation_id, user_key) where member_id is null;

-- Customers who take part in groups.
create table conversation_guests (
    strand_id bigint not null references conversation_strands (id),
    external_id text not null,
    primary key (strand_id, external_id)
);
create index conversation_guests_by_customer on conversation_guests (external_id);

create table archive_messages (
    number bigint primary key,
    lane bigint not null references archive_sources (lane),
    strand_id bigint not null references conversation_strands (id),
    -- The platform's name of it, which stays the same however often it is read.
    msgid text not null,
    seq bigint not null,
    at bigint not null,
    sender text not null,
    sender_kind text not null check (sender_kind in ('member', 'customer', 'bot')),
    kind text not null,
    -- The words in it; folded where that differs.
    text text not null,
    folded text,
    -- The name of the message that this one takes back.
    recalls text,
    recalled_at bigint,
    unique (lane, msgid)
);
create index archive_messages_by_strand on archive_messages (strand_id, at, number);
create index archive_messages_recalls on archive_messages (lane, recalls) where recalls is not null;

-- The platform's JSON, to the letter. Apart, because a search reads many messages and none of these.
create table archive_raws (
    number bigint primary key references archive_messages (number),
    raw text not null
);

-- Rows that could not be opened, as they came: the platform forgets them after five days.
create table archive_unread (
    connection_id text not null references archive_sources (connection_id),
    seq bigint not null,
    msgid text not null,
    why text not null,
    raw text not null,
    found_at bigint not null,
    primary key (connection_id, seq)
);

-- Members who went to another corporation in the app: no message, but the archive tells it.
create table archive_switches (
    connection_id text not null references archive_sources (connection_id),
    msgid text not null,
    seq bigint not null,
    user_key text not null,
    at bigint not null,
    primary key (connection_id, msgid)
);

-- Files of messages; the bytes lie in the data folder, named by their hash.
create table archive_media (
    number bigint not null references archive_messages (number),
    position bigint not null,
    -- The platform's name of the bytes, the MD5 it announced, and the size.
    file_id text not null,
    md5 text not null,
    size bigint,
    name text not null,
    state text not null check (state in ('pending', 'held', 'gone')),
    sha256 text,
    primary key (number, position),
    check ((state = 'held') = (sha256 is not null))
);
create index archive_media_pending on archive_media (number, position) where state = 'pending';
create index archive_media_by_hash on archive_media (sha256) where sha256 is not null;

-- Files to be removed unless something still refers to them.
create table archive_litter (
    sha256 text primary key
);

-- Whether customers let their messages be archived: with one member, or in a group, where user_key is empty.
create table archive_consents (
    connection_id text not null references connections (id),
    user_key text not null,
    room text not null,
    external_id text not null,
    consent text not null check (consent in ('agreed', 'refused', 'unknown')),
    changed_at bigint,
    checked_at bigint not null,
    primary key (connection_id, user_key, room, external_id),
    check ((user_key = '') <> (room = ''))
);
create index archive_consents_by_customer on archive_consents (external_id, connection_id);

-- Who looked into a conversation, when and why. It outlives the conversation.
create table archive_openings (
    id text primary key,
    organisation_id text not null references organisations (id),
    conversation_id text not null,
    -- Null for a script.
    member_id text,
    key_id text references api_keys (id),
    by_name text not null,
    reason text not null,
    reads text not null check (reads in ('everything', 'from')),
    reads_from bigint,
    -- With whom the conversation was erased: his certificate is why the activity may tell no more of it.
    erased_customer_id text,
    at bigint not null,
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    check ((member_id is null) <> (key_id is null)),
    check ((reads = 'from') = (reads_from is not null))
);
create index archive_openings_by_age on archive_openings (organisation_id, at, id);
create index archive_openings_by_conversation on archive_openings (conversation_id, at);
create index archive_openings_by_member on archive_openings (member_id, at);

-- Conversations know customers by their ids there.
create index customer_links_by_external on customer_links (external_id);

create unique index runs_one_archive on runs (connection_id, kind)
    where state in ('queued', 'running') and connection_id is not null and kind = 'sync_archive';
