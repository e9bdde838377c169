//! The members here that the rows of a block may be about.

use super::super::judge::{Judged, Key};
use super::Found as Row;
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer};
use model::member::{Source, Status};
use model::{DepartmentId, MemberId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

#[derive(Debug, Clone, sqlx::FromRow)]
struct Found {
    id: MemberId,
    name: String,
    email_key: Option<String>,
    phone: Option<String>,
    work_number: String,
    status: Status,
    source: Source,
    position: String,
    location: String,
    main_department_id: Option<DepartmentId>,
    manager_id: Option<MemberId>,
    manager_name: Option<String>,
    revision: i64,
}

/// A member here.
#[derive(Debug, Clone)]
pub(in crate::imports) struct Here {
    pub id: MemberId,
    pub name: String,
    pub work_number: String,
    pub status: Status,
    pub source: Source,
    pub position: String,
    pub location: String,
    pub main: Option<DepartmentId>,
    pub manager: Option<MemberId>,
    pub manager_name: String,
    pub revision: i64,
    /// Departments with their stored paths.
    pub places: Vec<(DepartmentId, String)>,
}

/// All that were found, by what they were found by.
#[derive(Debug, Default)]
pub(super) struct Known {
    members: Vec<Here>,
    by: HashMap<(Key, String), Vec<usize>>,
}

impl Known {
    /// Looks everybody up at once.
    pub async fn look<'a>(
        conn: &mut Conn,
        viewer: &Viewer,
        rows: impl Iterator<Item = &'a Judged<Row>> + Clone,
    ) -> Result<Self> {
        let emails = rows.clone().flat_map(|row| [row.keys.email.clone(), row.of.manager.clone()]).flatten().collect();
        let phones = rows.clone().filter_map(|row| row.keys.phone.clone()).collect();
        let numbers = rows.filter_map(|row| row.keys.other.clone()).collect();
        let mut found: HashMap<MemberId, Found> = HashMap::new();
        let columns: [(&str, Vec<String>); 3] = [("email_key", emails), ("phone", phones), ("work_number", numbers)];
        for (column, mut keys) in columns {
            keys.sort_unstable();
            keys.dedup();
            for block in keys.chunks(crate::store::BLOCK) {
                let mut sql = QueryBuilder::<Db>::new(
                    "select id, name, email_key, phone, work_number, status, source, position, location, \
                     main_department_id, manager_id, (select above.name from members above where above.id = members.manager_id) \
                     as manager_name, revision from members where organisation_id = ",
                );
                sql.push_bind(viewer.organisation.clone()).push(" and ").push(column).push(" in (");
                push_list(&mut sql, block.iter().cloned());
                sql.push(")");
                let rows: Vec<Found> = sql.build_query_as().fetch_all(&mut *conn).await?;
                found.extend(rows.into_iter().map(|row| (row.id.clone(), row)));
            }
        }
        let mut places = places(conn, found.keys()).await?;
        let mut known = Self::default();
        for (_, row) in found {
            let at = known.members.len();
            let keys = [
                (Key::Email, row.email_key),
                (Key::Phone, row.phone),
                (Key::Other, Some(row.work_number.clone()).filter(|number| !number.is_empty())),
            ];
            for (field, key) in keys {
                if let Some(key) = key {
                    known.by.entry((field, key)).or_default().push(at);
                }
            }
            known.members.push(Here {
                places: places.remove(&row.id).unwrap_or_default(),
                id: row.id,
                name: row.name,
                work_number: row.work_number,
                status: row.status,
                source: row.source,
                position: row.position,
                location: row.location,
                main: row.main_department_id,
                manager: row.manager_id,
                manager_name: row.manager_name.unwrap_or_default(),
                revision: row.revision,
            });
        }
        Ok(known)
    }

    /// Everybody with this key, those most in first.
    pub fn by(&self, of: Key, key: Option<&String>) -> Vec<&Here> {
        let Some(key) = key else { return Vec::new() };
        let found = self.by.get(&(of, key.clone())).into_iter().flatten();
        let mut found: Vec<&Here> = found.map(|at| &self.members[*at]).collect();
        found.sort_by_key(|here| (rank(here.status), here.id.clone()));
        found
    }
}

const fn rank(status: Status) -> u8 {
    match status {
        Status::Active => 0,
        Status::Suspended => 1,
        Status::Pending => 2,
        Status::Invited => 3,
        Status::Rejected => 4,
        Status::Terminated => 5,
    }
}

async fn places(
    conn: &mut Conn,
    ids: impl Iterator<Item = &MemberId>,
) -> Result<HashMap<MemberId, Vec<(DepartmentId, String)>>> {
    let ids: Vec<&MemberId> = ids.collect();
    let mut places: HashMap<MemberId, Vec<(DepartmentId, String)>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select md.member_id, d.id, d.path from member_departments md join departments d on d.id = md.department_id \
             where md.member_id in (",
        );
        push_list(&mut sql, block.iter().map(|id| (*id).clone()));
        sql.push(") order by d.path");
        let rows: Vec<(MemberId, DepartmentId, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for (member, id, path) in rows {
            places.entry(member).or_default().push((id, path));
        }
    }
    Ok(places)
}
