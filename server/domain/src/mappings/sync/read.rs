//! Reading the directory of a platform.

use super::{Place, Step};
use crate::change::draft::{self, Draft};
use crate::jobs::Stop;
use crate::keys::{fold, name_keys};
use crate::runs::{self, Progress};
use crate::store::blocks;
use crate::sync::{begin_set, cancelled, note_state};
use crate::{Conn, Db, Result, Services, Write, connections};
use connectors::directory::{Account, BadRow, Cursor, Decision, DirectoryError};
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Verdict};
use model::run::{Counts, Stage};
use model::text::Phone;
use model::{Code, ConnectionId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Writes down the accounts of all pages from here on, a page a transaction. Nothing if somebody stopped the run.
pub(super) async fn accounts(
    services: &Services,
    run: &runs::Row,
    after: &str,
) -> std::result::Result<Option<Place>, Stop> {
    let Some(connection) = &run.connection_id else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let row = connections::rows::find_raw(&mut conn, connection).await?;
    drop(conn);
    let Some(row) = row else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let directory = services.clients.directory(services, &row).await?;
    let (mut after, mut done, mut counts) = (cursor(after), run.done, run.counts());
    loop {
        let page = match directory.accounts(after.as_ref()).await {
            Ok(page) => page,
            Err(error) => return Err(failed(services, run, connection, &error).await?),
        };
        done += page.rows.len() as i64;
        let (good, bad): (Vec<_>, Vec<_>) = page.rows.into_iter().partition(std::result::Result::is_ok);
        let good: Vec<Account> = good.into_iter().flatten().collect();
        let bad: Vec<BadRow> = bad.into_iter().filter_map(std::result::Result::err).collect();
        counts.blocked += bad.len() as i64;
        let mut tx = services.store.write().await?;
        if cancelled(&mut tx, services, run).await? {
            tx.commit().await?;
            return Ok(None);
        }
        write(&mut tx, run, connection, &good).await?;
        tell(&mut tx, services, run, &bad).await?;
        let place = match &page.next {
            Some(next) => Place { step: Step::Read, after: text(next) },
            None => {
                conclude(&mut tx, run, connection).await?;
                Place { step: Step::Compare, after: String::new() }
            }
        };
        let cursor = serde_json::to_string(&place).map_err(crate::Error::from)?;
        let total = page.total.and_then(|total| i64::try_from(total).ok());
        let progress = Progress { stage: Stage::Read, done, total, cursor, counts };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(Some(place)),
        }
    }
}

/// A place in the listing as the run keeps it.
fn text(cursor: &Cursor) -> String {
    json!(cursor).as_str().unwrap_or_default().to_owned()
}

fn cursor(text: &str) -> Option<Cursor> {
    serde_json::from_value(json!(text)).ok().filter(|_| !text.is_empty())
}

/// What a failure means for the run. Where the place is no longer good, reading begins anew; nobody is taken for gone.
async fn failed(
    services: &Services,
    run: &runs::Row,
    connection: &ConnectionId,
    error: &DirectoryError,
) -> Result<Stop> {
    let problem = Problem::new(Code::Platform).with("call", "directory").with("detail", &error.detail);
    note_state(services, connection, run, Some(&problem)).await?;
    Ok(match error.decision {
        Decision::Stop => Stop::GiveUp(problem),
        Decision::Retry { after } => Stop::Later(Some(after), error.to_string()),
        Decision::Restart => {
            let mut tx = services.store.write().await?;
            let cursor = serde_json::to_string(&Place::default())?;
            let progress = Progress { stage: Stage::Read, done: 0, total: None, cursor, counts: Counts::default() };
            runs::save(&mut tx, run, &progress).await?;
            tx.commit().await?;
            Stop::Later(None, error.to_string())
        }
    })
}

/// Rows that are no accounts are shown among what is proposed, so that nobody wonders where somebody is.
async fn tell(tx: &mut Write, services: &Services, run: &runs::Row, bad: &[BadRow]) -> Result<()> {
    if bad.is_empty() {
        return Ok(());
    }
    let current = runs::find_raw(tx, &run.id).await?.ok_or(Code::NotFound)?;
    let set = begin_set(tx, services, &current, ChangeKind::Mapping).await?;
    let draft = |row: &BadRow| Draft {
        rank: 2,
        subject: Subject::Mapping,
        subject_id: None,
        external_id: String::new(),
        name: row.place.to_string(),
        detail: row.fault.to_string(),
        verdict: Verdict::Blocked,
        reason: Reason::RowWrong,
        fields: Vec::new(),
        payload: json!(null),
        braked: false,
    };
    let drafts: Vec<Draft> = bad.iter().map(draft).collect();
    draft::add(tx, &services.ids, &set, &drafts).await
}

/// The form in which addresses are compared: trimmed, in lower case.
fn key(email: &str) -> String {
    fold(email)
}

/// The form in which addresses are compared where dots and tags do not count.
pub(super) fn folded(email: &str) -> String {
    let key = key(email);
    let Some((local, domain)) = key.rsplit_once('@') else { return key };
    let local: String = local.split('+').next().unwrap_or_default().chars().filter(|c| *c != '.').collect();
    format!("{local}@{domain}")
}

/// The key of a name with its last word first, as other platforms write it; empty for a name of one word.
fn turned(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => name_keys(&[&[*last], rest].concat().join(" ")).full,
        _ => String::new(),
    }
}

async fn write(conn: &mut Conn, run: &runs::Row, connection: &ConnectionId, entries: &[Account]) -> Result<()> {
    // Somebody who moves between pages while they are read comes twice: what came last holds.
    let mut seen = std::collections::HashSet::new();
    let mut last: Vec<&Account> = entries.iter().rev().filter(|entry| seen.insert(entry.id.as_str())).collect();
    last.reverse();
    for block in blocks(&last) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into outside_accounts (connection_id, external_id, organisation_id, name, name_key, initials_key, turned_key, email, email_key, \
             email_fold, phone, phone_key, number, detail, active, gone, seen_run) ",
        );
        sql.push_values(block, |mut row, entry| {
            let keys = name_keys(&entry.name);
            let (email, phone) =
                (entry.email.as_deref().unwrap_or_default(), entry.phone.as_deref().unwrap_or_default());
            let detail = [entry.department.as_deref(), entry.title.as_deref()];
            let detail: Vec<&str> = detail.into_iter().flatten().collect();
            row.push_bind(connection)
                .push_bind(&entry.id)
                .push_bind(&run.organisation_id)
                .push_bind(&entry.name)
                .push_bind(keys.full)
                .push_bind(keys.initials)
                .push_bind(turned(&entry.name))
                .push_bind(email.trim())
                .push_bind(key(email))
                .push_bind(folded(email))
                .push_bind(phone)
                .push_bind(Phone::parse(phone).map(|phone| phone.as_str().to_owned()).unwrap_or_default())
                .push_bind(entry.number.as_deref().unwrap_or_default())
                .push_bind(detail.join(" · "))
                .push_bind(entry.active)
                .push_bind(false)
                .push_bind(&run.id);
        });
        sql.push(
            " on conflict (connection_id, external_id) do update set name = excluded.name, name_key = excluded.name_key, \
             initials_key = excluded.initials_key, turned_key = excluded.turned_key, email = excluded.email, email_key = excluded.email_key, \
             email_fold = excluded.email_fold, phone = excluded.phone, phone_key = excluded.phone_key, number = excluded.number, \
             detail = excluded.detail, active = excluded.active, gone = excluded.gone, seen_run = excluded.seen_run",
        );
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// All pages were read: what none of them had is gone. What nobody needs any more goes altogether.
async fn conclude(conn: &mut Conn, run: &runs::Row, connection: &ConnectionId) -> Result<()> {
    sqlx::query("update outside_accounts set gone = $1 where connection_id = $2 and seen_run <> $3 and not gone")
        .bind(true)
        .bind(connection)
        .bind(&run.id)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "delete from mapping_candidates where external_id in (select external_id from outside_accounts a where a.connection_id = $1 \
         and a.gone) and mapping_id in (select id from mappings where connection_id = $1)",
    )
    .bind(connection)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "delete from outside_accounts where connection_id = $1 and gone and not exists (select 1 from mappings g \
         where g.connection_id = outside_accounts.connection_id and g.external_id = outside_accounts.external_id)",
    )
    .bind(connection)
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_name_may_stand_last() {
        assert_eq!(turned("Meiling Cai"), name_keys("蔡美玲").full);
        assert_eq!(turned("Ana Maria Lima"), "limaanamaria");
        assert_eq!(turned("王芳"), "");
    }

    #[test]
    fn addresses_are_compared_trimmed_in_lower_case_and_only_on_request_without_dots_and_tags() {
        assert_eq!(key("  Ana.Lima+desk@Example.COM "), "ana.lima+desk@example.com");
        assert_eq!(folded("  Ana.Lima+desk@Example.COM "), "analima@example.com");
        assert_eq!(folded("nobody"), "nobody");
        assert_eq!(folded(""), "");
    }
}
