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
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sqlx::{QueryBuilder, Row as _, Sqlite, SqlitePool};
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
        let mut sql = QueryBuilder::<Sqlite>::new(
            "select m.id, m.name, m.email, m.phone, m.status, m.role, m.main_department_id, m.position, m.location, \
             m.work_number, m.manager_id, m.source, m.name_key, m.last_seen_at, m.revision, m.created_at from members m",
        );
        let mut conn = self.pool.acquire().await?;
        let reach = domain::search::reach(&mut conn, &self.organisation, Kind::Member, &query.search).await;
        let reach = reach.unwrap_or(Reach::Asked);
        self.push_filter(&mut sql, query, reach);
        if let Some(cursor) = &query.page.cursor {
            let text = URL_SAFE_NO_PAD.decode(cursor).unwrap_or_default();
            let text = String::from_utf8(text).unwrap_or_default();
            let (id, key) = text.split_once('\n').unwrap_or_default();
            sql.push(" and (m.name_key, m.id) > (").push_bind(key.to_owned()).push(", ").push_bind(id.to_owned());
            sql.push(")");
        }
        let few = reach == Reach::Named;
        sql.push(if few { " order by m.name_key || '', m.id limit " } else { " order by m.name_key, m.id limit " });
        sql.push_bind(query.page.rows() + 1);
        let mut found = sql.build().fetch_all(&mut *conn).await?;
        let total = if query.page.count {
            let mut sql = QueryBuilder::<Sqlite>::new("select count(*) from members m");
            self.push_filter(&mut sql, query, Reach::Named);
            Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
        } else {
            None
        };
        let more = found.len() as i64 > query.page.rows();
        found.truncate(query.page.rows() as usize);
        let last = found.last().map(|row| (row.get::<String, _>("id"), row.get::<String, _>("name_key")));
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

fn member(row: &sqlx::sqlite::SqliteRow, places: &[(String, Membership)]) -> MemberRow {
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
