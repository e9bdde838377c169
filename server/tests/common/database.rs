//! A database of its own for each test.

/// With SQLite the file in the test's folder is fresh by itself.
#[cfg(not(feature = "postgres"))]
pub async fn fresh() -> Option<String> {
    None
}

/// A new database on the server that `MUSTER_TEST_POSTGRES` names; the server is thrown away with all of them.
#[cfg(feature = "postgres")]
pub async fn fresh() -> Option<String> {
    use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
    let server =
        std::env::var("MUSTER_TEST_POSTGRES").expect("MUSTER_TEST_POSTGRES names a server; see .ci/with-postgres");
    let name = format!("muster_{:016x}", rand::random::<u64>());
    let mut connection = PgConnection::connect(&server).await.expect("the server answers");
    let create = format!("create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
    sqlx::query(AssertSqlSafe(create)).execute(&mut connection).await.expect("a fresh database");
    connection.close().await.expect("the connection closes");
    let mut url = url::Url::parse(&server).expect("a URL");
    url.set_path(&name);
    Some(url.into())
}
