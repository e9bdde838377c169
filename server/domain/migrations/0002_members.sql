-- Departments and members.

create table departments (
    id text primary key,
    organisation_id text not null references organisations (id),
    parent_id text references departments (id),
    name text not null,
    -- Folded name: siblings never share one.
    name_key text not null,
    -- '/root/…/self/': "with everything below" is a range of an index.
    path text not null,
    depth bigint not null,
    position bigint not null,
    source text not null,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, path),
    unique (organisation_id, id)
);
create unique index departments_one_root on departments (organisation_id) where parent_id is null;
create unique index departments_sibling_names on departments (parent_id, name_key);
create index departments_by_parent on departments (parent_id, position);

-- Roles of an organisation's own, beside those built in.
create table roles (
    id text primary key,
    organisation_id text not null references organisations (id),
    name text not null,
    -- Folded name: two roles never share one.
    name_key text not null,
    -- Words of rights, separated by blanks.
    permissions text not null,
    -- Whether the rights reach only into the departments given to the holder.
    scoped boolean not null,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, name_key),
    unique (organisation_id, id)
);

create table members (
    id text primary key,
    organisation_id text not null references organisations (id),
    -- Null until the person signed up: synchronised and invited people.
    account_id text references accounts (id),
    name text not null,
    email text,
    email_key text,
    phone text,
    status text not null check (status in ('active', 'invited', 'pending', 'rejected', 'suspended', 'terminated')),
    role text not null,
    -- A role of the organisation's own; one that somebody holds cannot be deleted.
    own_role_id text,
    main_department_id text,
    position text not null,
    location text not null,
    work_number text not null,
    manager_id text references members (id),
    source text not null,
    -- Pinyin or transliterated name in plain letters and digits: sorting and prefix search.
    name_key text not null,
    -- First letters of the pinyin: 王芳 is found by "wf".
    initials_key text not null,
    last_seen_at bigint,
    revision bigint not null,
    created_at bigint not null,
    unique (organisation_id, account_id),
    unique (organisation_id, id),
    -- Beside a role of the organisation's own stands that of an ordinary member: nothing adds up to more than either says.
    check (own_role_id is null or role = 'member'),
    foreign key (organisation_id, own_role_id) references roles (organisation_id, id),
    foreign key (organisation_id, main_department_id) references departments (organisation_id, id)
);
create index members_by_name on members (organisation_id, status, name_key, id);
create index members_by_age on members (organisation_id, status, created_at, id);
create index members_by_email on members (organisation_id, email_key);
create index members_by_phone on members (organisation_id, phone);
create index members_by_account on members (account_id);
-- Invitations that wait for a person, in whatever organisation.
create index members_invited_by_email on members (email_key) where status = 'invited';
create index members_invited_by_phone on members (phone) where status = 'invited';
-- Few are more than ordinary members: counted without reading all.
create index members_by_role on members (organisation_id, role) where role <> 'member';
create index members_by_own_role on members (own_role_id) where own_role_id is not null;
create index members_by_manager on members (manager_id);
create index members_by_initials on members (organisation_id, initials_key);
create index members_by_plain_name on members (organisation_id, name);
create index members_by_work_number on members (organisation_id, work_number);

create table member_departments (
    organisation_id text not null,
    member_id text not null,
    department_id text not null,
    primary key (member_id, department_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
create index member_departments_by_department on member_departments (department_id, member_id);

create table department_heads (
    organisation_id text not null,
    department_id text not null,
    member_id text not null,
    primary key (department_id, member_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
create index department_heads_by_member on department_heads (member_id);

-- The departments that a Department Admin looks after, each with everything below it.
create table member_scopes (
    organisation_id text not null,
    member_id text not null,
    department_id text not null,
    primary key (member_id, department_id),
    foreign key (organisation_id, member_id) references members (organisation_id, id),
    foreign key (organisation_id, department_id) references departments (organisation_id, id)
);
