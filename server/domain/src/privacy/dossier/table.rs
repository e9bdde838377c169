//! Rows of any shape as JSON objects: a document for people has no type for each table.

use crate::{Conn, Db, Result};
use serde_json::{Map, Value};
use sqlx::{Column as _, QueryBuilder, Row as _, ValueRef as _};

/// Columns that hold JSON as text.
const JSON: [&str; 6] = ["phones", "answers", "fields", "before", "after", "cells"];

/// The rows of a query. Moments, which are columns named `…_at`, `since` and `until`, become RFC 3339; texts that hold JSON become
/// JSON. A query selects no booleans: the two databases disagree about what they are.
pub(super) async fn rows(conn: &mut Conn, mut sql: QueryBuilder<Db>) -> Result<Vec<Value>> {
    let rows = sql.build().fetch_all(conn).await?;
    rows.iter().map(object).collect()
}

fn object(row: &<Db as sqlx::Database>::Row) -> Result<Value> {
    let mut object = Map::new();
    for (at, column) in row.columns().iter().enumerate() {
        let name = column.name();
        let value = if row.try_get_raw(at)?.is_null() {
            Value::Null
        } else if let Ok(number) = row.try_get::<i64, _>(at) {
            if is_moment(name) { moment(number) } else { number.into() }
        } else {
            text(name, row.try_get(at)?)
        };
        object.insert(name.to_owned(), value);
    }
    Ok(Value::Object(object))
}

fn is_moment(name: &str) -> bool {
    name.ends_with("_at") || matches!(name, "at" | "since" | "until")
}

/// A moment as programs of all kinds read it.
pub(super) fn moment(milliseconds: i64) -> Value {
    jiff::Timestamp::from_millisecond(milliseconds).map_or(Value::Null, |at| at.to_string().into())
}

fn text(name: &str, text: String) -> Value {
    if JSON.contains(&name) {
        return serde_json::from_str(&text).unwrap_or(Value::Null);
    }
    text.into()
}
