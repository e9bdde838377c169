//! Names instead of ids, where a field is about people.

use super::UpstreamMember;
use crate::store::push_list;
use crate::{Conn, Db, Result, runs};
use model::change::FieldChange;
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Between the keys of several people.
pub(super) const AND: &str = ", ";

/// Turns the keys of people in fields into their names: as they were read, else as they are here, else the id.
pub(super) async fn name_people(conn: &mut Conn, run: &runs::Row, fields: &mut [FieldChange]) -> Result<()> {
    let about = |field: &&mut FieldChange| matches!(field.field.as_str(), "manager" | "heads");
    let keys = |text: &str| text.split(AND).filter(|key| !key.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut wanted = Vec::new();
    for field in fields.iter_mut().filter(about) {
        wanted.extend(keys(&field.before));
        wanted.extend(keys(&field.after));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let names = names(conn, run, &wanted).await?;
    let named = |text: &str| {
        let name = |key: String| names.get(&key).cloned().unwrap_or(key);
        keys(text).into_iter().map(name).collect::<Vec<_>>().join(AND)
    };
    for field in fields.iter_mut().filter(about) {
        (field.before, field.after) = (named(&field.before), named(&field.after));
    }
    Ok(())
}

async fn names(conn: &mut Conn, run: &runs::Row, keys: &[String]) -> Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for block in keys.chunks(crate::store::BLOCK) {
        let mut here = QueryBuilder::<Db>::new(
            "select l.external_key, m.name from member_links l join members m on m.id = l.member_id where l.connection_id = ",
        );
        here.push_bind(run.connection_id.clone()).push(" and l.external_key in (");
        push(&mut here, block);
        names.extend(here.build_query_as::<(String, String)>().persistent(false).fetch_all(&mut *conn).await?);
        let mut there = QueryBuilder::<Db>::new("select external_key, data from staged_members where run_id = ");
        there.push_bind(run.id.clone()).push(" and external_key in (");
        push(&mut there, block);
        let read: Vec<(String, String)> = there.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
        let name = |(key, data): (String, String)| {
            let name = serde_json::from_str::<UpstreamMember>(&data).ok()?.name;
            (!name.is_empty()).then_some((key, name))
        };
        names.extend(read.into_iter().filter_map(name));
    }
    Ok(names)
}

fn push(query: &mut QueryBuilder<Db>, keys: &[String]) {
    push_list(query, keys.iter().cloned());
    query.push(")");
}
