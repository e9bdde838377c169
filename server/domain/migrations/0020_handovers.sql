-- Hand-overs: what members hold goes to others.

create table handovers (
    id text primary key,
    organisation_id text not null references organisations (id),
    kind text not null check (kind in ('leaving', 'on_job')),
    state text not null check (state in ('draft', 'proposed', 'scheduled', 'running', 'done', 'undone', 'cancelled')),
    -- Null for as soon as somebody says so.
    at bigint,
    zone text not null,
    suspend boolean not null,
    message text not null,
    -- JSON list, one a kind of thing.
    rules text not null,
    second_person boolean not null,
    proposed_by text not null,
    proposed_by_member text references members (id),
    -- With whose rights it is carried out on its date.
    scheduled_by text references members (id),
    set_id text references change_sets (id),
    -- The one whose transfers this one brings back.
    undoes text references handovers (id),
    problem text,
    created_by text not null,
    created_by_member text references members (id),
    created_at bigint not null,
    applied_at bigint,
    revision bigint not null,
    unique (organisation_id, id),
    check ((state = 'scheduled') = (scheduled_by is not null)),
    check (state <> 'scheduled' or at is not null)
);
create index handovers_by_age on handovers (organisation_id, created_at, id);
create index handovers_due on handovers (at) where state = 'scheduled';

create table handover_leavers (
    handover_id text not null,
    organisation_id text not null,
    member_id text not null,
    -- Not carried out yet: nobody leaves by two plans at a time.
    open boolean not null,
    -- Suspended by the plan, so that giving it up takes that back.
    suspended boolean not null,
    primary key (handover_id, member_id),
    foreign key (organisation_id, handover_id) references handovers (organisation_id, id),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
create index handover_leavers_by_member on handover_leavers (member_id);
create unique index handover_leavers_one_open on handover_leavers (member_id) where open;

create table handover_items (
    id text primary key,
    organisation_id text not null references organisations (id),
    handover_id text not null,
    leaver_id text not null references members (id),
    kind text not null,
    -- The id of what is handed over here; names are looked up, so that whoever is erased is not remembered.
    subject_id text not null,
    -- The platform that moves it, with the customer's id there; null where it is moved here.
    connection_id text references connections (id),
    external_id text not null,
    to_id text references members (id),
    state text not null check (state in
        ('planned', 'queued', 'sent', 'waiting', 'done', 'refused', 'full', 'limit', 'failed', 'undone', 'left')),
    reason text,
    code bigint,
    -- From when it may go, or until when the customer may refuse.
    due_at bigint,
    -- Which of the platform's two calls took it.
    call text check (call in ('on_job', 'leaver')),
    sent_at bigint,
    -- When the platform took it down: such count in the limit of 90 days.
    accepted_at bigint,
    unique (handover_id, leaver_id, kind, subject_id),
    foreign key (organisation_id, handover_id) references handovers (organisation_id, id),
    check (state <> 'sent' or sent_at is not null),
    check (state <> 'waiting' or accepted_at is not null)
);
create index handover_items_by_state on handover_items (handover_id, state, kind, id);
create index handover_items_by_kind on handover_items (handover_id, kind, id);
-- A thing goes over in one hand-over at a time.
create unique index handover_items_under_way on handover_items (leaver_id, kind, subject_id)
    where state in ('queued', 'sent', 'waiting', 'limit');
-- What is to be sent, and asked about, for one leaver.
create index handover_items_to_do on handover_items (connection_id, leaver_id, state, due_at)
    where state in ('queued', 'sent', 'waiting', 'limit');
create index handover_items_of_customer on handover_items (connection_id, external_id, accepted_at) where accepted_at is not null;
create index handover_items_by_successor on handover_items (to_id) where to_id is not null;
create index handover_items_of_subject on handover_items (subject_id);
