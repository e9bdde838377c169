//! Whether customers let their messages be archived (document 91782): asked once a day of those whose member has a seat.

use crate::jobs::Stop;
use crate::store::blocks;
use crate::sync::{client, platform_failed};
use crate::{Conn, Db, Result, Services, runs};
use connectors::wecom::types::{Agreement, Consent as There, UserId};
use model::conversation::Consent;
use model::moment::DAY;
use model::{ConnectionId, Moment};
use sqlx::QueryBuilder;

/// As many pairs one call takes.
const PAIRS: i64 = 100;
/// Calls of one run: the others are asked by the next.
const CALLS: usize = 200;

/// A pair, or somebody in a group; the first id is as the platform writes it.
struct Asked {
    user: String,
    room: String,
    external: String,
    consent: Consent,
    changed_at: Option<Moment>,
}

/// Asks for those that nobody asked for since yesterday.
pub(super) async fn read(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let Some(connection) = &run.connection_id else { return Ok(()) };
    let client = client(services, run).await?;
    for _ in 0..CALLS {
        let pairs = due(services, connection).await?;
        if pairs.is_empty() {
            break;
        }
        let asked: Vec<(UserId, String)> =
            pairs.iter().map(|(user, external)| (UserId::from(user.as_str()), external.clone())).collect();
        let answers = match client.agreements(&asked).await {
            Ok(answers) => answers,
            // One that the platform does not know any more spoils the call: these are unknown until tomorrow.
            Err(error) if error.code() == Some(301_061) => Vec::new(),
            Err(error) => return Err(platform_failed(services, run, &error).await),
        };
        let rows: Vec<Asked> = pairs
            .into_iter()
            .map(|(user, external)| {
                let fits = |one: &&Agreement| {
                    one.external_userid == external && one.userid.as_str().eq_ignore_ascii_case(&user)
                };
                let (consent, changed_at) = answers.iter().find(fits).map_or((Consent::Unknown, None), said);
                Asked { user, room: String::new(), external, consent, changed_at }
            })
            .collect();
        save(services, connection, &rows).await?;
    }
    for room in rooms(services, connection).await? {
        let Ok(answers) = client.room_agreements(&room).await else { continue };
        let rows: Vec<Asked> = answers
            .iter()
            .map(|one| {
                let (consent, changed_at) = said(one);
                Asked {
                    user: String::new(),
                    room: room.clone(),
                    external: one.external_userid.clone(),
                    consent,
                    changed_at,
                }
            })
            .collect();
        save(services, connection, &rows).await?;
    }
    Ok(())
}

fn said(one: &Agreement) -> (Consent, Option<Moment>) {
    let consent = match one.consent {
        There::Agreed | There::AgreedByDefault => Consent::Agreed,
        There::Disagreed => Consent::Refused,
        There::Unknown => Consent::Unknown,
    };
    (consent, (one.changed_at > 0).then(|| Moment(one.changed_at.saturating_mul(1_000))))
}

/// The next pairs of a seat's holder and a customer of his.
async fn due(services: &Services, connection: &ConnectionId) -> Result<Vec<(String, String)>> {
    let mut conn = services.store.read().await?;
    let pairs = sqlx::query_as(
        "select distinct l.external_id, c.external_id from seats s \
         join member_links l on l.connection_id = s.connection_id and l.member_id = s.member_id \
         join relations r on r.member_id = s.member_id and r.state <> 'ended' \
         join customer_links c on c.customer_id = r.customer_id and c.connection_id = s.connection_id \
         where s.connection_id = $1 and s.until is null and not exists (select 1 from archive_consents a \
         where a.connection_id = s.connection_id and a.user_key = l.external_key and a.room = '' \
         and a.external_id = c.external_id and a.checked_at > $2) limit $3",
    )
    .bind(connection)
    .bind(services.clock.now().plus(-DAY))
    .bind(PAIRS)
    .fetch_all(&mut *conn)
    .await?;
    Ok(pairs)
}

/// Groups with people from outside that nobody asked about since yesterday.
async fn rooms(services: &Services, connection: &ConnectionId) -> Result<Vec<String>> {
    let mut conn = services.store.read().await?;
    let rooms = sqlx::query_scalar(
        "select distinct v.external_id from archive_sources o join conversations v on v.organisation_id = o.organisation_id \
         join conversation_strands s on s.conversation_id = v.id join conversation_guests g on g.strand_id = s.id \
         where o.connection_id = $1 and v.kind = 'group' and not exists (select 1 from archive_consents a \
         where a.connection_id = $1 and a.user_key = '' and a.room = v.external_id and a.checked_at > $2) limit $3",
    )
    .bind(connection)
    .bind(services.clock.now().plus(-DAY))
    .bind(PAIRS)
    .fetch_all(&mut *conn)
    .await?;
    Ok(rooms)
}

async fn save(services: &Services, connection: &ConnectionId, rows: &[Asked]) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let conn: &mut Conn = &mut tx;
    for block in blocks(rows) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into archive_consents (connection_id, user_key, room, external_id, consent, changed_at, checked_at) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(connection)
                .push_bind(one.user.to_lowercase())
                .push_bind(&one.room)
                .push_bind(&one.external)
                .push_bind(one.consent)
                .push_bind(one.changed_at)
                .push_bind(now);
        });
        sql.push(
            " on conflict (connection_id, user_key, room, external_id) do update set consent = excluded.consent, \
             changed_at = excluded.changed_at, checked_at = excluded.checked_at",
        );
        sql.build().execute(&mut *conn).await?;
    }
    tx.commit().await
}
