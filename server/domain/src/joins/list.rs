//! Reading the queue.

use super::same;
use crate::page::{Cursor, page};
use crate::roles::Held;
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Error, Result, Services, Viewer};
use model::invitation::Channel;
use model::join::{Join, JoinQuery, JoinRule, JoinState};
use model::page::Page;
use model::permission::Permission;
use model::{Code, DepartmentId, JoinId, MemberId, Moment};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Row {
    id: JoinId,
    member_id: MemberId,
    reference: String,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    channel: Channel,
    inviter: Option<String>,
    inviter_id: Option<MemberId>,
    department_id: Option<DepartmentId>,
    department: Option<String>,
    position: String,
    #[sqlx(flatten)]
    held: Held,
    work_number: String,
    wished_department_id: Option<DepartmentId>,
    wish: Option<String>,
    answers: String,
    rule: JoinRule,
    state: JoinState,
    reason: String,
    decided_by: Option<String>,
    decided_at: Option<Moment>,
    created_at: Moment,
}

impl TryFrom<Row> for Join {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            member_id: row.member_id,
            reference: row.reference,
            name: row.name,
            email: row.email,
            phone: row.phone,
            channel: row.channel,
            inviter: row.inviter,
            inviter_id: row.inviter_id,
            department: row.department_id.zip(row.department),
            position: row.position,
            role: row.held.role,
            own_role: row.held.own(),
            work_number: row.work_number,
            wish: row.wished_department_id.zip(row.wish),
            answers: serde_json::from_str(&row.answers)?,
            rule: row.rule,
            state: row.state,
            reason: row.reason,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
            created_at: row.created_at,
            matches: Vec::new(),
        })
    }
}

const COLUMNS: &str = "select j.id, j.member_id, j.reference, m.name, m.email, m.phone, j.channel, i.name as inviter, j.inviter_id, j.department_id, \
         d.name as department, j.position, j.work_number, j.wished_department_id, w.name as wish, j.answers, j.rule, j.state, \
         j.reason, b.name as decided_by, j.decided_at, j.created_at, m.role, m.own_role_id, own.name as own_role, \
         own.permissions as own_permissions, own.scoped as own_scoped";

/// One page of the queue, oldest first: who waits longest is on top. A Department Admin sees requests into his departments.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::JoinsRead`].
pub async fn list(services: &Services, viewer: &Viewer, query: &JoinQuery) -> Result<Page<Join>> {
    viewer.require(Permission::JoinsRead)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    push_from(&mut sql, viewer, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        let key = cursor.number()?;
        sql.push(" and (j.created_at, j.id) > (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by j.created_at, j.id limit ").push_bind(wanted + 1);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*)");
        push_from(&mut sql, viewer, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let joins = with_matches(&mut conn, viewer, rows).await?;
    Ok(page(joins, wanted, total, |join: &Join| Cursor { key: join.created_at.0.to_string(), id: join.id.0.clone() }))
}

/// One request.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::JoinsRead`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &JoinId) -> Result<Join> {
    viewer.require(Permission::JoinsRead)?;
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    push_from(&mut sql, viewer, &JoinQuery::default());
    sql.push(" and j.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    Ok(with_matches(&mut conn, viewer, row.into_iter().collect()).await?.pop().ok_or(Code::NotFound)?)
}

/// How many wait among those that the viewer sees.
pub(crate) async fn count_waiting(conn: &mut Conn, viewer: &Viewer) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*)");
    push_from(&mut sql, viewer, &JoinQuery { states: vec![JoinState::Waiting], ..JoinQuery::default() });
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

async fn with_matches(conn: &mut Conn, viewer: &Viewer, rows: Vec<Row>) -> Result<Vec<Join>> {
    let mut joins = rows.into_iter().map(Join::try_from).collect::<Result<Vec<Join>>>()?;
    for join in &mut joins {
        join.name = viewer.text(std::mem::take(&mut join.name));
        join.phone = join.phone.take().map(|phone| viewer.phone(phone));
    }
    let waiting: Vec<MemberId> =
        joins.iter().filter(|join| join.state == JoinState::Waiting).map(|join| join.member_id.clone()).collect();
    let mut matches = same::matches(conn, viewer, &waiting).await?;
    for join in &mut joins {
        join.matches = matches.remove(&join.member_id).unwrap_or_default();
    }
    Ok(joins)
}

fn push_from(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &JoinQuery) {
    sql.push(
        " from joins j join members m on m.id = j.member_id left join members i on i.id = j.inviter_id \
         left join members b on b.id = j.decided_by left join departments d on d.id = j.department_id \
         left join departments w on w.id = j.wished_department_id left join roles own on own.id = m.own_role_id where j.organisation_id = ",
    );
    sql.push_bind(viewer.organisation.clone());
    if !query.states.is_empty() {
        sql.push(" and j.state in (");
        push_list(sql, query.states.iter().copied());
        sql.push(")");
    }
    if let Some(scope) = &viewer.scope {
        sql.push(" and ");
        push_path_scope(sql, scope);
    }
    search::push_for(sql, viewer, Kind::Member, "m", &query.search, Reach::Named);
}
