//! `muster check`: is the database whole?

use crate::{Conn, Result, Services, audit};
use model::OrganisationId;

/// What was found.
#[derive(Debug, Clone)]
pub struct Report {
    /// One line a check, for people.
    pub lines: Vec<String>,
    /// Whether all is well.
    pub sound: bool,
}

/// Checks the file, the foreign keys, the search index and every organisation's activity chain.
///
/// # Errors
/// What the database says. A fault that was found is in the report, not an error.
pub async fn all(services: &Services) -> Result<Report> {
    let mut conn = services.store.read().await?;
    let mut report = Report { lines: Vec::new(), sound: true };
    storage(&mut conn, &mut report).await?;
    for (statement, what) in INDEX {
        let wrong: i64 = sqlx::query_scalar(statement).fetch_one(&mut *conn).await?;
        note(&mut report, wrong == 0, format!("search index: {wrong} {what}"));
    }
    let wrong: i64 = sqlx::query_scalar(
        "select count(*) from (select set_id, verdict, state, accepted, braked, amount from change_tallies \
         where amount <> 0 except select set_id, verdict, state, accepted, braked, count(*) from change_rows \
         group by set_id, verdict, state, accepted, braked) w",
    )
    .fetch_one(&mut *conn)
    .await?;
    note(&mut report, wrong == 0, format!("change sets: {wrong} tallies wrong"));
    let wrong: i64 = sqlx::query_scalar(
        "select count(*) from conversation_strands s where s.messages <> \
         (select count(*) from archive_messages m where m.strand_id = s.id)",
    )
    .fetch_one(&mut *conn)
    .await?;
    note(&mut report, wrong == 0, format!("message archive: {wrong} tallies wrong"));
    let organisations: Vec<(OrganisationId, String)> =
        sqlx::query_as("select id, name from organisations order by created_at, id").fetch_all(&mut *conn).await?;
    for (id, name) in organisations {
        match audit::verify(&mut conn, &id).await? {
            Ok(rows) => note(&mut report, true, format!("activity of {name}: {rows} entries, unbroken")),
            Err(audit::Fault::Missing(seq)) => {
                note(&mut report, false, format!("activity of {name}: entry {seq} is missing"))
            }
            Err(audit::Fault::Altered(seq)) => {
                note(&mut report, false, format!("activity of {name}: entry {seq} was altered"));
            }
            Err(audit::Fault::Truncated(seq)) => {
                note(&mut report, false, format!("activity of {name}: entries from {seq} on were cut off"));
            }
        }
    }
    Ok(report)
}

/// What the search index must not lack or have too much: counts, and of what.
const INDEX: [(&str, &str); 4] = [
    (
        "select count(*) from members m where not exists \
         (select 1 from search_entries e where e.kind = 'member' and e.subject_id = m.id)",
        "members missing",
    ),
    (
        "select count(*) from customers c where not exists \
         (select 1 from search_entries e where e.kind = 'customer' and e.subject_id = c.id)",
        "customers missing",
    ),
    (
        "select count(*) from search_entries e where e.kind = 'member' \
         and not exists (select 1 from members m where m.id = e.subject_id)",
        "members too many",
    ),
    (
        "select count(*) from search_entries e where e.kind = 'customer' \
         and not exists (select 1 from customers c where c.id = e.subject_id)",
        "customers too many",
    ),
];

fn note(report: &mut Report, good: bool, line: String) {
    report.sound &= good;
    report.lines.push(format!("{} {line}", if good { "ok  " } else { "FAIL" }));
}

#[cfg(not(feature = "postgres"))]
async fn storage(conn: &mut Conn, report: &mut Report) -> Result<()> {
    // A connection that looked something up remembers which segments an index had, and forgets that only when it looks again: the
    // check of the index itself does not. Without this it calls corrupt what another connection merged meanwhile.
    for look in ["select rowid from search_text limit 1", "select rowid from archive_text limit 1"] {
        sqlx::query_scalar::<_, i64>(look).fetch_optional(&mut *conn).await?;
    }
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check").fetch_all(&mut *conn).await?;
    note(report, found == ["ok"], format!("file: {}", found.join("; ")));
    let broken: Vec<(String, Option<i64>, String, i64)> =
        sqlx::query_as("pragma foreign_key_check").fetch_all(&mut *conn).await?;
    note(report, broken.is_empty(), format!("foreign keys: {} broken", broken.len()));
    let text =
        sqlx::query("insert into search_text (search_text) values ('integrity-check')").execute(&mut *conn).await;
    note(report, text.is_ok(), "full text".to_owned());
    Ok(())
}

#[cfg(feature = "postgres")]
#[expect(clippy::unused_async, reason = "the face is the same on both databases")]
async fn storage(_: &mut Conn, report: &mut Report) -> Result<()> {
    note(report, true, "storage: PostgreSQL checks its own pages".to_owned());
    Ok(())
}
