//! The customer table at the HTTP face: the first page of every filter that the page offers, alone and together, search, and a
//! thousand deleted at once.

use crate::Options;
use crate::client::Client;
use crate::process::{self, EMAIL, PASSWORD, Process};
use crate::table::{Table, number};
use anyhow::Result;
use domain::customers::{index, rows};
use domain::keys::name_keys;
use domain::members::rows::{self as members, NewMember};
use domain::store::blocks;
use domain::{Db, Services};
use model::customer::CustomerKind;
use model::member::{Source, Status};
use model::permission::Role;
use model::{CustomerId, DepartmentId, MemberId, Moment, OrganisationId, RelationId, TagId};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Members who look after them, in twenty departments.
const OWNERS: usize = 2_000;
const DEPARTMENTS: usize = 20;
/// Tags; the first is on every second customer, each further one on half as many.
const TAGS: usize = 12;
const DAY: i64 = 86_400_000;

const SURNAMES: &[&str] =
    &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林"];
const GIVEN: &[&str] =
    &["芳", "伟", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超", "霞"];
const COMPANIES: &[&str] = &["Riverside", "Harbour", "Hilltop", "Lakeside", "Northgate", "Orchard", "Quarry", "Summit"];

struct Known {
    organisation: OrganisationId,
    owners: Vec<MemberId>,
    departments: Vec<DepartmentId>,
    tags: Vec<TagId>,
    now: Moment,
}

/// Fills a database, then asks.
pub async fn measure(options: &Options) -> Result<()> {
    let folder = TempDir::new()?;
    let data = folder.path().join("data");
    process::init(&data)?;
    let began = Instant::now();
    let known = fill(options, &data).await?;
    let size = std::fs::metadata(data.join("muster.db")).map(|file| file.len() / 1_000_000).unwrap_or_default();
    println!("\n  {} customers written in {:.0} s, {size} MB", number(options.listed), began.elapsed().as_secs_f64());
    let server = Process::serve(&data)?;
    let client = Client::new(&server.origin());
    let signed = client.post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
    anyhow::ensure!(signed.status == 303, "cannot sign in: {}", signed.text());
    let mut table = Table::new(
        &format!("Customers: first page (50) of {}, aim p99 ≤ 50 ms", number(options.listed)),
        &["filters", "order", "found on it", "p50", "p99", "counted in"],
    );
    for (name, query) in questions(&known) {
        for order in ["newest", "name", "contact"] {
            let mut query = query.clone();
            query["sort"] = json!(order);
            query["page"] = json!({ "limit": 50 });
            let (times, found) = ask(&client, &query, options.requests.min(200)).await;
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
            // How many there are in all comes after the rows, once a filter.
            let counted = if order == "newest" { milliseconds(count(&client, &query).await) } else { String::new() };
            table.row([
                name.clone(),
                order.to_owned(),
                found.to_string(),
                milliseconds(at(0.5)),
                milliseconds(at(0.99)),
                counted,
            ]);
        }
    }
    table.print();
    deletion(&client).await;
    println!("  server's memory after it: {} MB", server.memory().0);
    Ok(())
}

/// Each filter alone and each two together, dense and sparse.
fn questions(known: &Known) -> Vec<(String, Value)> {
    let recent = known.now.0 - 30 * DAY;
    let single = vec![
        ("all", json!({})),
        ("owner", json!({ "owner": known.owners[7] })),
        ("department", json!({ "department": known.departments[3] })),
        ("tag on half", json!({ "tags": [known.tags[0]] })),
        ("tag on few", json!({ "tags": [known.tags[TAGS - 1]] })),
        ("source manual", json!({ "source": "manual" })),
        ("added lately", json!({ "added_from": recent })),
        ("contact lately", json!({ "contacted_from": recent })),
        ("former", json!({ "state": "ended" })),
    ];
    let mut all: Vec<(String, Value)> =
        single.iter().map(|(name, query)| ((*name).to_owned(), query.clone())).collect();
    for one in 1..single.len() {
        for other in one + 1..single.len() {
            let mut query = single[one].1.clone();
            let Some(parts) = single[other].1.as_object() else { continue };
            for (key, value) in parts {
                match (query.get_mut(key).and_then(Value::as_array_mut), value.as_array()) {
                    (Some(present), Some(more)) => present.extend(more.iter().cloned()),
                    _ => query[key] = value.clone(),
                }
            }
            all.push(([single[one].0, single[other].0].join(" + "), query));
        }
    }
    for words in ["wangfang", "王芳", "wf", "riverside", "4242", "ang"] {
        all.push((format!("search \u{201c}{words}\u{201d}"), json!({ "search": words })));
    }
    all
}

async fn ask(client: &Client, query: &Value, requests: usize) -> (Vec<Duration>, usize) {
    let mut times = Vec::with_capacity(requests);
    let mut found = 0;
    let end = Instant::now() + Duration::from_secs(3);
    while times.len() < requests && (times.is_empty() || Instant::now() < end) {
        let began = Instant::now();
        let page = client.ask("customers/list", json!({ "query": query })).await;
        times.push(began.elapsed());
        found = page["items"].as_array().map_or(0, Vec::len);
    }
    times.sort();
    (times, found)
}

async fn count(client: &Client, query: &Value) -> Duration {
    let mut query = query.clone();
    query["page"] = json!({ "limit": 1, "count": true });
    let began = Instant::now();
    client.ask("customers/list", json!({ "query": query })).await;
    began.elapsed()
}

/// A thousand at once, aim 200 ms.
async fn deletion(client: &Client) {
    let mut ids = Vec::new();
    let mut cursor = Value::Null;
    while ids.len() < 1_000 {
        let query = json!({ "query": { "page": { "limit": 500, "cursor": cursor } } });
        let page = client.ask("customers/list", query).await;
        ids.extend(page["items"].as_array().into_iter().flatten().map(|row| row["id"].clone()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    ids.truncate(1_000);
    let began = Instant::now();
    let deletion = json!({ "deletion": { "ids": ids, "reason": "A measurement", "basis": "gdpr_17_1_a" } });
    let done = client.ask("customers/delete", deletion).await;
    let gone = done["outcomes"].as_array().map_or(0, Vec::len);
    println!("  {gone} customers deleted at once: {} (aim 200 ms)", milliseconds(began.elapsed()));
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

async fn fill(options: &Options, data: &std::path::Path) -> Result<Known> {
    let place = domain::Options {
        data: data.to_owned(),
        database_url: None,
        public_url: "http://localhost".to_owned(),
        allow_private_addresses: false,
        reader: None,
        key: None,
    };
    let services = Services::open(place).await?;
    let mut random = StdRng::seed_from_u64(options.seed);
    let known = people(&services).await?;
    let now = services.clock.now();
    let indexes = without_indexes(&services).await?;
    let mut done = 0;
    while done < options.listed {
        let many = 50_000.min(options.listed - done);
        let mut tx = services.store.write().await?;
        let new: Vec<rows::Whole> = (0..many).map(|at| somebody(&services, &mut random, done + at, now)).collect();
        rows::insert(&mut tx, &known.organisation, &new).await?;
        let mut tied: Vec<(RelationId, &CustomerId, &MemberId, Moment)> = Vec::new();
        let mut tagged: Vec<(&CustomerId, &TagId)> = Vec::new();
        for (at, customer) in new.iter().enumerate() {
            let number = done as usize + at;
            // Three relations for two customers.
            for nth in 0..=(number % 2) {
                let owner = &known.owners[(number * 7 + nth * 31) % known.owners.len()];
                tied.push((services.ids.next(), &customer.id, owner, customer.added_at));
            }
            let mut step = 2;
            for tag in &known.tags {
                if number.is_multiple_of(step) {
                    tagged.push((&customer.id, tag));
                }
                step *= 3;
            }
        }
        relations(&mut tx, &known.organisation, &tied, now).await?;
        for block in blocks(&tagged) {
            let mut sql = QueryBuilder::<Db>::new("insert into customer_tags (customer_id, tag_id) ");
            sql.push_values(block, |mut row, (customer, tag)| {
                row.push_bind(*customer).push_bind(*tag);
            });
            sql.build().execute(&mut *tx).await?;
        }
        let ids: Vec<&CustomerId> = new.iter().map(|customer| &customer.id).collect();
        index::add(&mut tx, &known.organisation, &ids).await?;
        tx.commit().await?;
        done += many;
    }
    for index in indexes {
        let mut tx = services.store.write().await?;
        sqlx::query(sqlx::AssertSqlSafe(index)).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    services.store.close().await;
    Ok(known)
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
        sqlx::query(sqlx::AssertSqlSafe(format!("drop index {name}"))).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    let mut tx = services.store.write().await?;
    for pragma in ["pragma cache_size = -4000000", "pragma secure_delete = off"] {
        sqlx::query(pragma).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

async fn relations(
    tx: &mut domain::Write,
    organisation: &OrganisationId,
    tied: &[(RelationId, &CustomerId, &MemberId, Moment)],
    now: Moment,
) -> Result<()> {
    for block in blocks(tied) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, \
             phones, add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) ",
        );
        sql.push_values(block, |mut row, (id, customer, owner, since)| {
            row.push_bind(id)
                .push_bind(organisation)
                .push("null")
                .push_bind(*customer)
                .push_bind(*owner)
                .push("'', '', '', '[]', 0, ''")
                .push_bind(*since)
                .push("'live', '', '', '', 1")
                .push_bind(now);
        });
        sql.build().execute(&mut **tx).await?;
    }
    Ok(())
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
    Ok(Known { organisation, owners, departments, tags, now })
}

fn somebody(services: &Services, random: &mut StdRng, number: u32, now: Moment) -> rows::Whole {
    let mut pick = |from: &[&'static str]| from[random.random_range(0..from.len())];
    let name = format!("{}{}{}", pick(SURNAMES), pick(GIVEN), pick(GIVEN));
    let company = format!("{} {}", pick(COMPANIES), number % 5_000);
    let added_at = now.plus(-(random.random_range(0..1_000) * DAY + random.random_range(0..DAY)));
    rows::Whole {
        id: services.ids.next(),
        name,
        company,
        position: String::new(),
        phone: format!("+86138{number:08}"),
        email: String::new(),
        note: String::new(),
        kind: CustomerKind::WeChat,
        gender: 0,
        source: if number.is_multiple_of(1_000) { Source::Manual } else { Source::WeCom },
        added_at,
        contacted_at: added_at.plus(random.random_range(0..DAY)).min(now),
        ended: number.is_multiple_of(50),
        revision: 1,
        created_at: added_at,
    }
}
