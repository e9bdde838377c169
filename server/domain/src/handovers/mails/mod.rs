//! Letters about hand-overs: to the manager of whoever leaves, before and after; to successors, what they got.

mod words;

use super::rows::{self, Row};
use crate::outbox::{self, NewMessage};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, organisation};
use model::handover::{HandoverKind, ItemKind};
use model::language::Language;
use model::moment::DAY;
use model::outbox::{Medium, Template};
use model::{HandoverId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// A letter about a hand-over that nobody could deliver for so long tells nothing new.
const OVER_AFTER: i64 = 7 * DAY;

/// Somebody who gets a letter.
#[derive(sqlx::FromRow)]
struct Reader {
    id: MemberId,
    name: String,
    email: String,
    language: Option<String>,
}

impl Reader {
    fn language(&self) -> Language {
        self.language.as_deref().and_then(Language::from_tag).unwrap_or_default()
    }
}

/// Tells the leavers' managers when their things go over.
///
/// # Errors
/// What the database says.
pub(super) async fn planned(conn: &mut Conn, services: &Services, row: &Row, (by, at): (&str, Moment)) -> Result<()> {
    if row.kind != HandoverKind::Leaving {
        return Ok(());
    }
    let when = moment(at, &row.zone);
    for (reader, leavers) in managers(conn, &row.id).await? {
        let values = [("leaver", leavers.as_str()), ("when", when.as_str()), ("by", by)];
        post(conn, services, (row, &reader), Template::HandoverPlanned, &values).await?;
    }
    Ok(())
}

/// Tells, once nothing is left to do, the leavers' managers what went over and what did not, and the successors what they got.
///
/// # Errors
/// What the database says.
pub(super) async fn finished(conn: &mut Conn, services: &Services, id: &HandoverId) -> Result<()> {
    let row = rows::find_any(conn, id).await?;
    if row.kind == HandoverKind::Leaving {
        let all = counts(conn, id, None).await?;
        let done: i64 = all.iter().filter(|(_, is_done, _)| *is_done).map(|(.., amount)| amount).sum();
        let done = done.to_string();
        for (reader, leavers) in managers(conn, id).await? {
            let failed = words::failed(reader.language(), &all);
            let values = [("leaver", leavers.as_str()), ("done", done.as_str()), ("failed", failed.as_str())];
            post(conn, services, (&row, &reader), Template::HandoverDone, &values).await?;
        }
    }
    let leavers: Vec<String> = rows::leavers(conn, id).await?.into_iter().map(|leaver| leaver.name).collect();
    let leavers = leavers.join(", ");
    let takers: Vec<MemberId> = sqlx::query_scalar(
        "select distinct to_id from handover_items where handover_id = $1 and state = 'done' and to_id is not null order by to_id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    for reader in readers(conn, &takers).await? {
        let got = counts(conn, id, Some(&reader.id)).await?;
        let things = words::things(reader.language(), &got);
        let values = [("leaver", leavers.as_str()), ("things", things.as_str())];
        post(conn, services, (&row, &reader), Template::HandoverReceived, &values).await?;
    }
    Ok(())
}

/// A kind of thing, whether it went over, and how many.
type Count = (ItemKind, bool, i64);

/// What became of it all, memberships left out; of what one successor was to get.
async fn counts(conn: &mut Conn, id: &HandoverId, to: Option<&MemberId>) -> Result<Vec<Count>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select kind, state = 'done' as done, count(*) from handover_items where kind <> 'membership' and state <> 'left' \
         and handover_id = ",
    );
    sql.push_bind(id.clone());
    if let Some(to) = to {
        sql.push(" and to_id = ").push_bind(to.clone());
    }
    sql.push(" group by kind, done order by kind, done");
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The managers of the leavers who can be written to, each with whom he loses.
async fn managers(conn: &mut Conn, id: &HandoverId) -> Result<Vec<(Reader, String)>> {
    let found: Vec<(MemberId, String)> = sqlx::query_as(
        "select m.manager_id, m.name from handover_leavers l join members m on m.id = l.member_id \
         where l.handover_id = $1 and m.manager_id is not null order by m.name_key, m.id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    let mut of: BTreeMap<MemberId, Vec<String>> = BTreeMap::new();
    for (manager, leaver) in found {
        of.entry(manager).or_default().push(leaver);
    }
    let ids: Vec<MemberId> = of.keys().cloned().collect();
    let readers = readers(conn, &ids).await?;
    Ok(readers
        .into_iter()
        .map(|reader| {
            let leavers = of.remove(&reader.id).unwrap_or_default().join(", ");
            (reader, leavers)
        })
        .collect())
}

/// Those of these members who are in and have an address.
async fn readers(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<Reader>> {
    let mut readers = Vec::with_capacity(ids.len());
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select m.id, m.name, m.email, a.language from members m left join accounts a on a.id = m.account_id \
             where m.status = 'active' and m.email is not null and m.email <> '' and m.id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Reader> = sql.push(") order by m.id").build_query_as().fetch_all(&mut *conn).await?;
        readers.extend(found);
    }
    Ok(readers)
}

async fn post(
    conn: &mut Conn,
    services: &Services,
    (row, reader): (&Row, &Reader),
    template: Template,
    values: &[(&str, &str)],
) -> Result<()> {
    let organisation = organisation::find(conn, &row.organisation_id).await?;
    let mut all = vec![("organisation", organisation.name.as_str()), ("name", reader.name.as_str())];
    all.extend_from_slice(values);
    let new = NewMessage {
        organisation: &row.organisation_id,
        medium: Medium::Email,
        address: &reader.email,
        template,
        language: reader.language(),
        values: &all,
        about: row.id.as_str(),
        over_at: services.clock.now().plus(OVER_AFTER),
    };
    outbox::post(conn, services, &new).await
}

/// A moment as a line of text, in the time zone in which it was chosen.
fn moment(at: Moment, zone: &str) -> String {
    let zone = if zone.is_empty() { "UTC" } else { zone };
    let written = jiff::Timestamp::from_millisecond(at.0).and_then(|moment| moment.in_tz(zone));
    written.map(|written| format!("{} ({zone})", written.strftime("%Y-%m-%d %H:%M"))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_where_it_was_chosen() {
        let at = Moment(1_767_283_200_000);
        assert_eq!(moment(at, ""), "2026-01-01 16:00 (UTC)");
        assert_eq!(moment(at, "Asia/Shanghai"), "2026-01-02 00:00 (Asia/Shanghai)");
    }
}
