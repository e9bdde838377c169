//! Millions of customers, made by the database itself: what the product's own code writes, row by row, would take an hour.

use anyhow::Result;
use domain::Services;
use domain::keys::{is_han, name_keys};
use domain::members::rows::{self as members, NewMember};
use model::member::{Source, Status};
use model::permission::Role;
use model::{DepartmentId, MemberId, Moment, OrganisationId, TagId};
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use std::path::Path;

/// Members who look after them, in twenty departments.
const OWNERS: usize = 2_000;
const DEPARTMENTS: usize = 20;
/// Tags; the first is on every second customer, each further one on a third as many.
pub const TAGS: usize = 12;
/// Customers written in one transaction.
const AT_ONCE: u32 = 500_000;

const SURNAMES: &[&str] =
    &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林"];
const GIVEN: &[&str] =
    &["芳", "伟", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超", "霞"];
const COMPANIES: &[&str] = &["Riverside", "Harbour", "Hilltop", "Lakeside", "Northgate", "Orchard", "Quarry", "Summit"];

/// What questions are asked about.
pub struct Known {
    pub owners: Vec<MemberId>,
    pub departments: Vec<DepartmentId>,
    pub tags: Vec<TagId>,
    pub now: Moment,
    organisation: OrganisationId,
}

/// Fills an installation with customers, three relations for two of them, tags, and the search index.
pub async fn fill(customers: u32, data: &Path) -> Result<Known> {
    let services = open(data).await?;
    let known = people(&services).await?;
    let indexes = without_indexes(&services).await?;
    samples(&services, &known).await?;
    let mut begin = 0;
    while begin < customers {
        let end = (begin + AT_ONCE).min(customers);
        for sql in [CUSTOMERS, RELATIONS, TAGGED, ENTRIES, TEXT] {
            run(&services, sql, &known, begin, end).await?;
        }
        begin = end;
    }
    run(&services, GRAMS, &known, 0, customers).await?;
    for index in indexes {
        run(&services, &index, &known, 0, customers).await?;
    }
    services.store.close().await;
    Ok(known)
}

/// What an installation that was filled earlier holds, as long after its newest customer was added as then.
pub async fn filled(data: &Path) -> Result<Known> {
    let services = open(data).await?;
    let mut conn = services.store.read().await?;
    let organisation = sqlx::query_scalar("select id from organisations limit 1").fetch_one(&mut *conn).await?;
    let owners = sqlx::query_scalar("select id from members where name like 'Owner %' order by id");
    let owners = owners.fetch_all(&mut *conn).await?;
    let departments = sqlx::query_scalar("select id from departments where name like 'branch%' order by id");
    let departments = departments.fetch_all(&mut *conn).await?;
    let tags = sqlx::query_scalar("select id from tags order by position").fetch_all(&mut *conn).await?;
    let now = sqlx::query_scalar("select max(added_at) from customers").fetch_one(&mut *conn).await?;
    drop(conn);
    services.store.close().await;
    Ok(Known { owners, departments, tags, now, organisation })
}

async fn open(data: &Path) -> Result<Services> {
    let place = domain::Options {
        data: data.to_owned(),
        database_url: None,
        public_url: "http://localhost".to_owned(),
        allow_private_addresses: false,
        reader: None,
        archive_library: None,
        archive_files: None,
        key: None,
    };
    Ok(Services::open(place).await?)
}

/// `{begin}`, `{end}`, `{now}` and `{organisation}` are put into the text: a statement may make an index, too.
async fn run(services: &Services, sql: &str, known: &Known, begin: u32, end: u32) -> Result<()> {
    let sql = sql
        .replace("{begin}", &begin.to_string())
        .replace("{end}", &end.to_string())
        .replace("{now}", &known.now.0.to_string())
        .replace("{organisation}", known.organisation.as_str());
    let mut tx = services.store.write().await?;
    sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Ids grow, as those of the product do. Multipliers, another for each, scatter names, days, owners and tags: by remainders alone a
/// department would be met on every twentieth day only, and some pairs of filters on nobody.
const CUSTOMERS: &str = "with recursive row(n) as (select {begin} union all select n + 1 from row where n + 1 < {end}), \
     aged as (select n, {now} - ((((n * 3266489917) & 4294967295) >> 8) % 1000) * 86400000 - (n * 104729) % 86400000 as added from row) \
     insert into customers (id, organisation_id, name, company, position, phone, email, email_key, note, kind, gender, source, \
     name_key, initials_key, added_at, contacted_at, ended, revision, created_at) \
     select printf('01kbench%018d', n), '{organisation}', s.name, c.name || ' ' || (n % 5000), '', printf('+86138%08d', n), '', '', \
     '', 'wechat', 0, case when n % 1000 = 1 then 'manual' else 'wecom' end, s.name_key, s.initials_key, added, \
     min({now}, added + (n * 15485863) % 86400000), n % 50 = 0, 1, added \
     from aged cross join sample_names s cross join sample_companies c where s.at = ((n * 2654435761) >> 9) % 4096 and c.at = n % 8";

const RELATIONS: &str = "with recursive row(n) as (select {begin} union all select n + 1 from row where n + 1 < {end}) \
     insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, phones, \
     add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) \
     select printf('01krelat%017d%d', n, nth), '{organisation}', null, printf('01kbench%018d', n), o.id, '', '', '', '[]', 0, '', \
     {now}, case when n % 50 = 0 then 'ended' else 'live' end, '', '', '', 1, {now} \
     from row cross join (select 0 as nth union all select 1) cross join sample_owners o \
     where nth <= n % 2 and o.at = (((((n + nth * 5) * 2246822519) & 4294967295) >> 8) % 2000)";

const TAGGED: &str = "with recursive row(n) as (select {begin} union all select n + 1 from row where n + 1 < {end}) \
     insert into customer_tags (customer_id, tag_id) select printf('01kbench%018d', n), t.id \
     from row cross join sample_tags t where ((((n * 668265263) & 4294967295) >> 8) % t.step) = 0";

const ENTRIES: &str = "with recursive row(n) as (select {begin} union all select n + 1 from row where n + 1 < {end}) \
     insert into search_entries (organisation_id, kind, subject_id, body) \
     select '{organisation}', 'customer', printf('01kbench%018d', n), s.name || char(10) || s.name_key || char(10) || \
     s.initials_key || char(10) || lower(c.name) || ' ' || (n % 5000) || char(10) || printf('+86138%08d', n) || \
     case when ((((n * 668265263) & 4294967295) >> 8) % 2) = 0 then char(10) || 'level 0' else '' end || case when ((((n * 668265263) & 4294967295) >> 8) % 6) = 0 then char(10) || 'level 1' else '' end \
     from row cross join sample_names s cross join sample_companies c where s.at = ((n * 2654435761) >> 9) % 4096 and c.at = n % 8";

const TEXT: &str = "insert into search_text (rowid, body) select entry, body from search_entries \
     where entry > (select coalesce(max(rowid), 0) from search_text_docsize)";

const GRAMS: &str = "insert into search_grams (organisation_id, kind, gram, subject_id) \
     select '{organisation}', 'customer', g.gram, c.id from customers c cross join sample_names s cross join sample_grams g \
     where s.name = c.name and g.at = s.at order by g.gram, c.id";

/// Names with their keys, companies, owners and tags, numbered, on the connection that writes.
async fn samples(services: &Services, known: &Known) -> Result<()> {
    let mut tx = services.store.write().await?;
    for table in [
        "create temp table sample_names (at integer primary key, name text unique, name_key text, initials_key text)",
        "create temp table sample_grams (at integer, gram text, primary key (at, gram)) without rowid",
        "create temp table sample_companies (at integer primary key, name text)",
        "create temp table sample_owners (at integer primary key, id text)",
        "create temp table sample_tags (at integer primary key, id text, step integer)",
    ] {
        sqlx::query(table).execute(&mut *tx).await?;
    }
    let names = SURNAMES.iter().flat_map(|family| {
        GIVEN.iter().flat_map(move |first| GIVEN.iter().map(move |second| [*family, *first, *second].concat()))
    });
    for (at, name) in (0_i64..).zip(names) {
        let keys = name_keys(&name);
        sqlx::query("insert into sample_names values ($1, $2, $3, $4)")
            .bind(at)
            .bind(&name)
            .bind(keys.full)
            .bind(keys.initials)
            .execute(&mut *tx)
            .await?;
        let letters: Vec<char> = name.chars().filter(|letter| is_han(*letter)).collect();
        let pairs = letters.windows(2).map(|pair| pair.iter().collect::<String>());
        let grams: BTreeSet<String> = letters.iter().map(char::to_string).chain(pairs).collect();
        for gram in grams {
            sqlx::query("insert into sample_grams values ($1, $2)").bind(at).bind(gram).execute(&mut *tx).await?;
        }
    }
    for (at, name) in (0_i64..).zip(COMPANIES) {
        sqlx::query("insert into sample_companies values ($1, $2)").bind(at).bind(*name).execute(&mut *tx).await?;
    }
    for (at, id) in (0_i64..).zip(&known.owners) {
        sqlx::query("insert into sample_owners values ($1, $2)").bind(at).bind(id).execute(&mut *tx).await?;
    }
    let mut step = 2_i64;
    for (at, id) in (0_i64..).zip(&known.tags) {
        sqlx::query("insert into sample_tags values ($1, $2, $3)")
            .bind(at)
            .bind(id)
            .bind(step)
            .execute(&mut *tx)
            .await?;
        step *= 3;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes away what makes filling slow, on the connection that writes; the answer makes the indexes again, each sorted at once.
async fn without_indexes(services: &Services) -> Result<Vec<String>> {
    let mut tx = services.store.write().await?;
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "select name, sql from sqlite_master where type = 'index' and sql is not null \
         and tbl_name in ('customers', 'relations', 'customer_tags', 'search_grams')",
    )
    .fetch_all(&mut *tx)
    .await?;
    for (name, _) in &indexes {
        sqlx::query(AssertSqlSafe(format!("drop index {name}"))).execute(&mut *tx).await?;
    }
    for pragma in ["pragma cache_size = -4000000", "pragma secure_delete = off"] {
        sqlx::query(pragma).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

/// Departments, members and tags.
async fn people(services: &Services) -> Result<Known> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let organisation: OrganisationId =
        sqlx::query_scalar("select id from organisations limit 1").fetch_one(&mut *tx).await?;
    let (root, path): (DepartmentId, String) =
        sqlx::query_as("select id, path from departments where parent_id is null").fetch_one(&mut *tx).await?;
    let mut departments = Vec::new();
    for at in 0..DEPARTMENTS {
        let id: DepartmentId = services.ids.next();
        sqlx::query(
            "insert into departments (id, organisation_id, parent_id, name, name_key, path, depth, position, \
             source, revision, created_at) select $1, organisation_id, id, $2, $2, $3, depth + 1, $4, source, 1, created_at \
             from departments where id = $5",
        )
        .bind(&id)
        .bind(format!("branch{at}"))
        .bind(format!("{path}{id}/"))
        .bind(at as i64)
        .bind(&root)
        .execute(&mut *tx)
        .await?;
        departments.push(id);
    }
    let new: Vec<_> = (0..OWNERS)
        .map(|at| {
            let name = format!("Owner {at}");
            let member = NewMember {
                id: services.ids.next(),
                account: None,
                name: name.clone(),
                email: Some(format!("owner{at}@example.com")),
                phone: None,
                status: Status::Active,
                role: Role::Member,
                own_role: None,
                departments: vec![departments[at % DEPARTMENTS].clone()],
                position: String::new(),
                location: String::new(),
                work_number: format!("W{at}"),
                manager: None,
                source: Source::Manual,
            };
            (member, name_keys(&name))
        })
        .collect();
    members::insert_all(&mut tx, &organisation, &new, now).await?;
    let mut tags = Vec::new();
    for at in 0..TAGS {
        let id: TagId = services.ids.next();
        sqlx::query(
            "insert into tags (id, organisation_id, connection_id, external_id, group_name, name, position, gone, revision) \
             values ($1, $2, null, '', 'Level', $3, $4, $5, 1)",
        )
        .bind(&id)
        .bind(&organisation)
        .bind(format!("Level {at}"))
        .bind(at as i64)
        .bind(false)
        .execute(&mut *tx)
        .await?;
        tags.push(id);
    }
    tx.commit().await?;
    let owners = new.into_iter().map(|(member, _)| member.id).collect();
    Ok(Known { owners, departments, tags, now, organisation })
}
