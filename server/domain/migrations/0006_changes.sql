-- The spine: change sets, whatever they are about.

create table change_sets (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null,
    connection_id text references connections (id),
    state text not null check (state in
        ('drafting', 'draft', 'applying', 'applied', 'undoing', 'undone', 'discarded')),
    count_unchanged bigint not null,
    -- What the brake compares the ticked leavers with: records that the source holds here.
    brake_of bigint not null,
    brake_percent bigint not null,
    -- Whoever made it may not carry it out: two people for what is hard to take back.
    second_person boolean not null,
    created_by text not null,
    created_by_member text references members (id),
    created_at bigint not null,
    applied_at bigint,
    revision bigint not null
);
create index change_sets_by_age on change_sets (organisation_id, created_at, id);

create table change_rows (
    id text primary key,
    set_id text not null references change_sets (id),
    -- The order in which rows are carried out: parents before children, departments before members.
    rank bigint not null,
    subject text not null,
    -- The record here; null for one that does not exist yet.
    subject_id text,
    -- The record there.
    external_id text not null,
    name text not null,
    name_key text not null,
    detail text not null,
    verdict text not null,
    reason text not null,
    -- Field by field as JSON, for people.
    fields text not null,
    -- What the kind needs to carry the row out and to put it back, as JSON; only the kind reads it.
    payload text not null,
    restore text not null,
    -- The record's revision when it was carried out: undo leaves alone what has another one since.
    revision_after bigint,
    -- Whether the brake counts the row when it marks something as gone.
    braked boolean not null,
    accepted boolean not null,
    resolution text,
    state text not null check (state in ('open', 'applied', 'failed', 'skipped', 'undone', 'kept')),
    problem text
);
create index change_rows_by_verdict on change_rows (set_id, verdict, name_key, id);
create index change_rows_by_name on change_rows (set_id, name_key, id);
-- The next block to carry out or to put back, whatever was unticked before it.
create index change_rows_to_do on change_rows (set_id, state, accepted, rank, id);

-- What was ever proposed about a customer: erased with him.
create index change_rows_of_customers on change_rows (subject_id) where subject in ('customer', 'relation');
create index change_rows_of_relations on change_rows (external_id) where subject = 'relation';

-- How many rows a set has of each sort: counting a million of them at every block would take longer than carrying them out.
create table change_tallies (
    set_id text not null references change_sets (id),
    verdict text not null,
    state text not null,
    accepted boolean not null,
    braked boolean not null,
    amount bigint not null,
    primary key (set_id, verdict, state, accepted, braked)
);

-- Conflicts that somebody decided by keeping both as they are: the next run does not ask again, until that set is undone.
create table kept_conflicts (
    -- The connection that proposed it; for what is proposed here the organisation and the kind of set.
    scope text not null,
    subject text not null,
    -- The record there, and the one here that it is not.
    external_id text not null,
    subject_id text not null,
    set_id text not null references change_sets (id),
    primary key (scope, subject, external_id, subject_id)
);
create index kept_conflicts_by_set on kept_conflicts (set_id);
