//! The SQL of skill groups.

use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result};
use model::agent::{Span, Week};
use model::skill_group::{Ringing, SkillGroup, SkillGroupKind};
use model::{Moment, OrganisationId, SkillGroupId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`]; the table is named `g`, and the time stands behind the first part.
const SELECT: [&str; 2] = [
    "select g.id, g.name, g.kind, g.ringing, g.concurrency, g.zone, g.revision, \
     (select count(*) from agent_groups ag join agents a on a.id = ag.agent_id join members m on m.id = a.member_id \
      where ag.group_id = g.id and a.deleted_at is null and m.status <> 'terminated') as agents, \
     (select count(*) from agent_groups ag join agents a on a.id = ag.agent_id join members m on m.id = a.member_id \
      where ag.group_id = g.id and a.deleted_at is null and m.status <> 'terminated' and a.state = 'free' \
      and (a.forced_at is null or a.forced_until <= ",
    ")) as free from skill_groups g where g.organisation_id = ",
];

/// A skill group as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: SkillGroupId,
    /// Its name.
    pub name: String,
    /// How customers reach it.
    pub kind: SkillGroupKind,
    /// Whose telephone rings.
    pub ringing: Ringing,
    /// Customers whom an agent serves at once.
    pub concurrency: i64,
    zone: String,
    /// Changes with every change.
    pub revision: i64,
    agents: i64,
    free: i64,
}

impl Row {
    /// As screens show it.
    pub fn shown(self, spans: Vec<Span>, gaps: Vec<Span>) -> SkillGroup {
        SkillGroup {
            id: self.id,
            name: self.name,
            kind: self.kind,
            ringing: self.ringing,
            concurrency: self.concurrency,
            hours: Week { zone: self.zone, spans },
            agents: self.agents,
            free: self.free,
            gaps,
            revision: self.revision,
        }
    }
}

/// All of an organisation, by name.
pub async fn all(conn: &mut Conn, organisation: &OrganisationId, now: Moment) -> Result<Vec<Row>> {
    let mut sql = select(organisation, now);
    sql.push(" order by g.name_key, g.id");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The names of all of an organisation.
pub async fn names(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<(SkillGroupId, String)>> {
    let names = sqlx::query_as("select id, name from skill_groups where organisation_id = $1 order by name_key, id")
        .bind(organisation)
        .fetch_all(conn)
        .await?;
    Ok(names)
}

/// One of them.
pub async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &SkillGroupId) -> Result<Option<Row>> {
    // How many are free is asked for where it is shown.
    let mut sql = select(organisation, Moment(0));
    sql.push(" and g.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// One of them as it is now.
pub async fn find_now(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (id, now): (&SkillGroupId, Moment),
) -> Result<Option<Row>> {
    let mut sql = select(organisation, now);
    sql.push(" and g.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

fn select(organisation: &OrganisationId, now: Moment) -> QueryBuilder<Db> {
    let mut sql = QueryBuilder::new(SELECT[0]);
    sql.push_bind(now).push(SELECT[1]).push_bind(organisation.clone());
    sql
}

/// The hours of these groups.
pub async fn hours(conn: &mut Conn, ids: &[SkillGroupId]) -> Result<HashMap<SkillGroupId, Vec<Span>>> {
    let mut hours: HashMap<SkillGroupId, Vec<Span>> = HashMap::new();
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select group_id, day, from_minute, to_minute from skill_group_hours where group_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by day, from_minute");
        let found: Vec<(SkillGroupId, i64, i64, i64)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (group, day, from, to) in found {
            hours.entry(group).or_default().push(Span { day, from, to });
        }
    }
    Ok(hours)
}
