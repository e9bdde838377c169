-- Synchronisation: links between records here and there, and what a run has read so far.

create table department_links (
    connection_id text not null references connections (id),
    external_id text not null,
    organisation_id text not null,
    department_id text not null,
    -- Digest of the upstream fields as last taken over: equal means nothing to compare.
    digest text not null,
    primary key (connection_id, external_id),
    unique (connection_id, department_id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
create index department_links_by_department on department_links (department_id);

create table member_links (
    connection_id text not null references connections (id),
    -- WeCom user ids are unique ignoring case (document 90195): compared in lower case, shown as they are.
    external_key text not null,
    external_id text not null,
    organisation_id text not null,
    member_id text not null,
    digest text not null,
    primary key (connection_id, external_key),
    unique (connection_id, member_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id)
);
create index member_links_by_member on member_links (member_id);

create table staged_departments (
    run_id text not null references runs (id),
    external_id text not null,
    parent_id text not null,
    name text not null,
    position bigint not null,
    heads text not null,
    primary key (run_id, external_id)
);

create table staged_members (
    run_id text not null references runs (id),
    external_key text not null,
    external_id text not null,
    -- The upstream fields as JSON in a fixed order, and their digest.
    data text not null,
    digest text not null,
    -- The key of the manager there; empty without one.
    manager_key text not null,
    -- Known to exist by the list of ids, its details not read yet.
    id_only boolean not null,
    primary key (run_id, external_key)
);

create table staged_relations (
    run_id text not null references runs (id),
    customer_key text not null,
    owner_key text not null,
    customer text not null,
    relation text not null,
    digest text not null,
    primary key (run_id, customer_key, owner_key)
);
