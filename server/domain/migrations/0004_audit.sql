-- Activity. Rows are only ever added; each carries the hash of the row before it (src/audit).

create table audit (
    organisation_id text not null references organisations (id),
    seq bigint not null,
    at bigint not null,
    actor_account text,
    actor_member text,
    actor text not null,
    origin text not null,
    address text not null,
    verb text not null,
    subject text not null,
    subject_id text not null,
    subject_name text not null,
    before text not null,
    after text not null,
    -- Goes into the digest of name, before and after, so that nobody finds them by guessing once they are erased.
    salt text not null,
    -- That digest, once they are erased: the chain holds without them.
    erased text,
    hash text not null,
    primary key (organisation_id, seq)
);
create index audit_by_subject on audit (organisation_id, subject_id, seq);
create index audit_by_kind on audit (organisation_id, subject, seq);
