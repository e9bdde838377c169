//! How far archives were read, for whoever looks after connections.

use super::source;
use crate::connections::{Values, rows};
use crate::{Conn, Result, Services, Viewer};
use model::connection::ConnectionKind;
use model::conversation::{ArchiveGap, ArchiveSource, Consent};
use model::permission::Permission;
use model::setting::Setting;
use model::{ConnectionId, Moment};

/// Gaps that are told of one connection.
const GAPS: i64 = 50;

#[derive(sqlx::FromRow)]
struct Row {
    id: ConnectionId,
    name: String,
    kind: ConnectionKind,
    seq: Option<i64>,
    pulled_at: Option<Moment>,
    caught_up_at: Option<Moment>,
    unread: i64,
    pending: i64,
}

/// Every connection that has an archive.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ConnectionsRead`].
pub async fn sources(services: &Services, viewer: &Viewer) -> Result<Vec<ArchiveSource>> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    let mut conn = services.store.read().await?;
    let rows: Vec<Row> = sqlx::query_as(
        "select c.id, c.name, c.kind, s.seq, s.pulled_at, s.caught_up_at, \
         (select count(*) from archive_unread u where u.connection_id = c.id) as unread, \
         (select count(*) from archive_media f join archive_messages m on m.number = f.number \
         where f.state = 'pending' and m.lane = s.lane) as pending \
         from connections c left join archive_sources s on s.connection_id = c.id \
         where c.organisation_id = $1 and c.removed = $2 and c.kind in ('wecom', 'archive_file') order by c.created_at, c.id",
    )
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    let mut sources = Vec::with_capacity(rows.len());
    for row in rows {
        let gaps: Vec<(i64, Option<i64>, Moment)> = sqlx::query_as(
            "select after_seq, first_seq, found_at from archive_gaps where connection_id = $1 \
             order by found_at desc, after_seq desc limit $2",
        )
        .bind(&row.id)
        .bind(GAPS)
        .fetch_all(&mut *conn)
        .await?;
        let gap = |(after_seq, first_seq, found_at)| ArchiveGap { after_seq, first_seq, found_at };
        let consents: Vec<(Consent, i64)> = sqlx::query_as(
            "select consent, count(*) from archive_consents where connection_id = $1 group by consent order by consent",
        )
        .bind(&row.id)
        .fetch_all(&mut *conn)
        .await?;
        let needs = row.kind == ConnectionKind::WeCom;
        let (secret, key_versions) =
            if needs { credentials(services, &mut conn, viewer, &row.id).await? } else { (true, Vec::new()) };
        sources.push(ArchiveSource {
            secret,
            key_versions,
            consents,
            library: !needs || services.settings.archive_library.is_some(),
            connection_id: row.id,
            connection: row.name,
            seq: row.seq.unwrap_or(0),
            pulled_at: row.pulled_at,
            caught_up_at: row.caught_up_at,
            unread: row.unread,
            pending_media: row.pending,
            gaps: gaps.into_iter().map(gap).collect(),
        });
    }
    Ok(sources)
}

/// Whether the secret is here, and which private keys; they themselves stay sealed.
async fn credentials(
    services: &Services,
    conn: &mut Conn,
    viewer: &Viewer,
    id: &ConnectionId,
) -> Result<(bool, Vec<u32>)> {
    let row = rows::find(conn, &viewer.organisation, id).await?;
    let values = Values::of(services, &row)?;
    let versions = source::key_versions(&values.text(Setting::ArchiveKeys))?;
    Ok((!values.secret(Setting::Archive).is_empty(), versions))
}
