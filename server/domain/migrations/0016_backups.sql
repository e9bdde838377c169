-- Backups of the whole installation, what was restored, and what a restore holds back.

create table backups (
    id text primary key,
    reason text not null check (reason in ('by_hand', 'schedule', 'apply', 'restore')),
    -- Of a copy made before a change set was carried out. No reference: after a restore the set may not exist here.
    change_set_id text,
    -- The run that makes it, which may make it again after a crash.
    run_id text,
    -- Empty for a schedule.
    made_by text not null,
    made_at bigint not null,
    file_name text not null unique,
    folder text not null,
    on_disk boolean not null,
    in_store boolean not null,
    -- Bytes of the file; null before it is whole.
    size bigint,
    -- Of the file as it lies there: packed and, where that is chosen, encrypted.
    sha256 text not null,
    encrypted boolean not null,
    state text not null check (state in ('making', 'verified', 'failed', 'gone')),
    -- JSON: what opening the copy showed. Empty before that.
    findings text not null,
    problem text,
    -- What is verified is whole.
    check (state <> 'verified' or (size is not null and sha256 <> '' and (on_disk or in_store)))
);
create index backups_by_age on backups (made_at, id);
create index backups_by_run on backups (run_id) where run_id is not null;
create index backups_by_set on backups (change_set_id) where change_set_id is not null;
-- A second press while one is made by hand finds the first.
create unique index backups_one_by_hand on backups (reason) where state = 'making' and reason in ('by_hand', 'schedule');

-- One row at most; without it nothing is done by itself.
create table backup_settings (
    id bigint primary key check (id = 1),
    -- JSON: model::backup::BackupSettings.
    settings text not null,
    -- Sealed, empty where there is none: the key of the store, and what files are encrypted with.
    secret_sealed text not null,
    passphrase_sealed text not null,
    next_at bigint,
    revision bigint not null
);

create table restores (
    id text primary key,
    -- The backup of the list; null for a file that was uploaded.
    backup_id text,
    file_name text not null,
    state text not null check (state in ('checking', 'ready', 'restoring', 'done', 'failed', 'dropped')),
    -- What the file is opened with, sealed, while it is being checked.
    passphrase_sealed text not null,
    -- JSON: what would be lost and what would come back. Empty before the file was checked.
    difference text not null,
    problem text,
    run_id text,
    asked_by text not null,
    asked_at bigint not null,
    confirmed_by text not null,
    done_at bigint,
    -- The copy of what was here before.
    copy_id text
);
create index restores_by_age on restores (asked_at, id);
-- One at a time.
create unique index restores_one_open on restores ((1)) where state in ('checking', 'ready', 'restoring');

-- What waited when a restored backup was made. It would be sent or done a second time: a person releases or drops it.
create table held (
    id text primary key,
    kind text not null check (kind in ('message', 'job', 'schedule')),
    organisation_id text not null references organisations (id),
    -- The message or the schedule; of a job, the job as JSON.
    subject text not null,
    -- What it is, for people: a kind of message with its address, a kind of run, a connection's name.
    name text not null,
    detail text not null,
    created_at bigint not null
);
create index held_by_age on held (created_at, id);
