//! What the member table is measured against: an axum handler that runs the same queries through sqlx and answers with the
//! same JSON, without sessions, rights, scopes, limits, headers or logs.

use anyhow::Result;
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::search::{Kind, Reach};
use model::OrganisationId;
use model::member::{MemberQuery, MemberRow, Membership};
use model::page::Page;
use serde::Deserialize;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow};
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection, SqlitePool};
use std::net::SocketAddr;
use std::path::Path;

#[derive(Clone)]
struct Bare {
    pool: SqlitePool,
    organisation: OrganisationId,
}

/// Serves the handler until the program ends.
pub async fn serve(data: &Path) -> Result<SocketAddr> {
    let options = SqliteConnectOptions::new().filename(data.join("muster.db")).pragma("cache_size", "-16000");
    let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
    let organisation = sqlx::query_scalar("select id from organisations limit 1").fetch_one(&pool).await?;
    let router = Router::new().route("/fn/members/list", post(list)).with_state(Bare { pool, organisation });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

#[derive(Deserialize)]
struct Arguments {
    query: MemberQuery,
}

async fn list(State(bare): State<Bare>, Json(Arguments { query }): Json<Arguments>) -> Json<Page<MemberRow>> {
    Json(bare.page(&query).await.expect("the query runs"))
}

impl Bare {
    async fn page(&self, query: &MemberQuery) -> sqlx::Result<Page<MemberRow>> {
        let mut conn = self.pool.acquire().await?;
        let most = query.page.rows() + 1;
        let word = domain::search::beginning(&query.search);
        let mut found = match &word {
            Some(word) => self.rows(&mut conn, query, Some((word, true)), most).await?,
            None => self.rows(&mut conn, query, None, most).await?,
        };
        if let Some(word) = &word
            && (found.len() as i64) < most
        {
            let left = most - found.len() as i64;
            found.extend(match domain::search::are_many(&mut conn, word).await {
                Ok(true) => self.indexed(&mut conn, query, word, left).await?,
                _ => self.rows(&mut conn, query, Some((word, false)), left).await?,
            });
        }
        let total = if query.page.count {
            let mut sql = QueryBuilder::<Sqlite>::new("select count(*) from members m");
            self.push_filter(&mut sql, query, Reach::Named);
            Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
        } else {
            None
        };
        let more = found.len() as i64 > query.page.rows();
        found.truncate(query.page.rows() as usize);
        let key = |row: &SqliteRow| {
            let (key, entry): (String, Option<i64>) = (row.get("name_key"), row.get("entry"));
            // As the product's own cursors: what leads them says on which side of the word the row stands, or in which order.
            match (&word, entry) {
                (None, _) => key,
                (Some(_), Some(entry)) => format!("2{entry}"),
                (Some(word), None) => format!("{}{key}", i32::from(!key.starts_with(word))),
            }
        };
        let last = found.last().map(|row| (row.get::<String, _>("id"), key(row)));
        let next_cursor = last.filter(|_| more).map(|(id, key)| URL_SAFE_NO_PAD.encode(format!("{id}\n{key}")));
        let mut sql = QueryBuilder::<Sqlite>::new(
            "select md.member_id, d.id, d.name from member_departments md join departments d on d.id = md.department_id \
             where md.member_id in (",
        );
        let mut list = sql.separated(", ");
        for row in &found {
            list.push_bind(row.get::<String, _>("id"));
        }
        sql.push(") order by d.path");
        let mut places: Vec<(String, Membership)> = sql
            .build()
            .fetch_all(&mut *conn)
            .await?
            .iter()
            .map(|row| (row.get(0), Membership { department_id: row.get(1), name: row.get(2), main: true }))
            .collect();
        places.sort_by(|one, other| one.0.cmp(&other.0));
        let items = found.iter().map(|row| member(row, &places)).collect();
        Ok(Page { items, next_cursor, total })
    }

    /// Those of thousands whose name does not begin with the word, in the order of the index.
    async fn indexed(
        &self,
        conn: &mut SqliteConnection,
        query: &MemberQuery,
        word: &str,
        most: i64,
    ) -> sqlx::Result<Vec<SqliteRow>> {
        let mut sql = QueryBuilder::<Sqlite>::new("select ");
        sql.push(domain::search::ENTRY).push(" as entry, ").push(COLUMNS).push(" from ");
        domain::search::push_indexed(&mut sql);
        sql.push("members m");
        self.push_filter(&mut sql, &MemberQuery { search: String::new(), ..query.clone() }, Reach::Asked);
        domain::search::push_matches(&mut sql, &self.organisation, Kind::Member, word);
        sql.push(" and m.id = e.subject_id");
        push_not_begins(&mut sql, word);
        sql.push(" order by ").push(domain::search::ENTRY).push(" limit ").push_bind(most);
        sql.build().fetch_all(conn).await
    }

    /// The next rows; with a word only those whose names begin with it, or only the others. Pages after the first are measured
    /// without a search.
    async fn rows(
        &self,
        conn: &mut SqliteConnection,
        query: &MemberQuery,
        part: Option<(&String, bool)>,
        most: i64,
    ) -> sqlx::Result<Vec<SqliteRow>> {
        let mut sql = QueryBuilder::<Sqlite>::new("select null as entry, ");
        sql.push(COLUMNS).push(" from members m");
        let mut few = false;
        if let Some((word, true)) = part {
            self.push_filter(&mut sql, &MemberQuery { search: String::new(), ..query.clone() }, Reach::Asked);
            sql.push(" and m.name_key >= ").push_bind(word.clone());
            sql.push(" and m.name_key < ").push_bind(format!("{word}{}", char::MAX));
        } else {
            let reach = domain::search::reach(conn, &self.organisation, Kind::Member, &query.search).await;
            let reach = reach.unwrap_or(Reach::Asked);
            few = reach == Reach::Named;
            self.push_filter(&mut sql, query, reach);
        }
        if let Some((word, false)) = part {
            push_not_begins(&mut sql, word);
        }
        if let Some(cursor) = &query.page.cursor {
            let text = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
            let text = String::from_utf8(text).unwrap_or_default();
            let (id, key) = text.split_once('\n').unwrap_or_default();
            sql.push(" and (m.name_key, m.id) > (").push_bind(key.to_owned()).push(", ").push_bind(id.to_owned());
            sql.push(")");
        }
        sql.push(if few { " order by m.name_key || '', m.id limit " } else { " order by m.name_key, m.id limit " });
        sql.push_bind(most).build().fetch_all(conn).await
    }

    fn push_filter(&self, sql: &mut QueryBuilder<Sqlite>, query: &MemberQuery, reach: Reach) {
        sql.push(" where m.organisation_id = ").push_bind(self.organisation.clone());
        sql.push(" and m.status in (");
        let mut list = sql.separated(", ");
        for status in &query.statuses {
            list.push_bind(*status);
        }
        sql.push(")");
        domain::search::push(sql, &self.organisation, Kind::Member, "m", &query.search, reach);
    }
}

const COLUMNS: &str = "m.id, m.name, m.email, m.phone, m.status, m.role, m.main_department_id, m.position, m.location, \
     m.work_number, m.manager_id, m.source, m.name_key, m.last_seen_at, m.revision, m.created_at";

fn push_not_begins(sql: &mut QueryBuilder<Sqlite>, word: &str) {
    sql.push(" and substr(m.name_key, 1, ").push_bind(i32::try_from(word.len()).unwrap_or(i32::MAX));
    sql.push(") <> ").push_bind(word.to_owned());
}

fn member(row: &SqliteRow, places: &[(String, Membership)]) -> MemberRow {
    let id: String = row.get("id");
    let from = places.partition_point(|(member, _)| *member < id);
    let departments = places[from..].iter().take_while(|(member, _)| *member == id).map(|(_, place)| place.clone());
    MemberRow {
        departments: departments.collect(),
        id: id.into(),
        name: row.get("name"),
        email: row.get("email"),
        phone: row.get("phone"),
        status: row.get("status"),
        role: row.get("role"),
        own_role: None,
        position: row.get("position"),
        location: row.get("location"),
        work_number: row.get("work_number"),
        manager_id: row.get("manager_id"),
        source: row.get("source"),
        created_at: row.get("created_at"),
        last_seen_at: row.get("last_seen_at"),
        revision: row.get("revision"),
    }
}
