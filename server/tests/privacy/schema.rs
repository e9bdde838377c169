//! No table is forgotten: whatever refers to a customer, a member or an account is in the file of a person, or it is written down why not.

use crate::common::TestApp;
use domain::Db;
use domain::privacy::{LEFT_OUT, TABLES};
use sqlx::{AssertSqlSafe, Row as _};
use std::collections::BTreeSet;

/// Columns that name somebody, beside foreign keys.
const COLUMNS: [&str; 12] = [
    "customer_id",
    "member_id",
    "account_id",
    "subject_id",
    "actor_member",
    "actor_account",
    "manager_id",
    "inviter_id",
    "decided_by",
    "created_by_member",
    "started_by_member",
    "deleted_by_member",
];

async fn column(app: &TestApp, sql: String, name: &str) -> Vec<String> {
    let mut conn = app.edge.services.store.read().await.expect("a connection");
    let rows = sqlx::query::<Db>(AssertSqlSafe(sql)).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| row.get::<String, _>(name)).collect()
}

/// Must not be weakened: a new table that refers to a person goes into the file, or into the list with its reason.
#[tokio::test]
async fn every_table_that_refers_to_a_person_is_in_the_file_or_has_a_reason() {
    let app = TestApp::start().await;
    let tables = column(&app, "select name from sqlite_master where type = 'table'".to_owned(), "name").await;
    let mut refer = BTreeSet::new();
    for table in &tables {
        let columns = column(&app, format!("pragma table_info({table})"), "name").await;
        let to = column(&app, format!("pragma foreign_key_list({table})"), "table").await;
        let names = columns.iter().any(|name| COLUMNS.contains(&name.as_str()) || name.ends_with("_by_member"));
        if names || to.iter().any(|to| ["customers", "members", "accounts", "bin_customers"].contains(&to.as_str())) {
            refer.insert(table.as_str());
        }
    }
    for (table, _) in TABLES.iter().chain(LEFT_OUT) {
        assert!(tables.iter().any(|known| known == table), "{table} is no table any more");
    }
    let told: BTreeSet<&str> = TABLES.iter().chain(LEFT_OUT).map(|(table, _)| *table).collect();
    let forgotten: Vec<_> = refer.difference(&told).collect();
    assert_eq!(forgotten, Vec::<&&str>::new(), "add it to domain::privacy::dossier::tables");
    assert!(LEFT_OUT.iter().all(|(_, reason)| reason.len() > 20), "why");
}
