//! The SQL that writes messages.

use super::place::Place;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, search};
use connectors::archive::MediaRef;
use model::Moment;
use model::conversation::{MediaState, SenderKind};
use sqlx::QueryBuilder;

/// A message to be written.
#[derive(Debug)]
pub(super) struct New {
    pub number: i64,
    pub strand: i64,
    pub msgid: String,
    pub seq: i64,
    pub at: Moment,
    pub sender: String,
    pub sender_kind: SenderKind,
    pub kind: String,
    pub text: String,
    pub folded: Option<String>,
    pub recalls: Option<String>,
    pub recalled_at: Option<Moment>,
    pub raw: String,
    pub media: Vec<MediaRef>,
}

/// Writes messages, what they came from, their files and the index.
pub(super) async fn insert(conn: &mut Conn, place: &Place, new: &[New]) -> Result<()> {
    for block in blocks(new) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into archive_messages (number, lane, strand_id, msgid, seq, at, sender, sender_kind, kind, text, folded, \
             recalls, recalled_at) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(one.number)
                .push_bind(place.lane)
                .push_bind(one.strand)
                .push_bind(&one.msgid)
                .push_bind(one.seq)
                .push_bind(one.at)
                .push_bind(&one.sender)
                .push_bind(one.sender_kind)
                .push_bind(&one.kind)
                .push_bind(&one.text)
                .push_bind(&one.folded)
                .push_bind(&one.recalls)
                .push_bind(one.recalled_at);
        });
        sql.build().execute(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new("insert into archive_raws (number, raw) ");
        sql.push_values(block, |mut row, one| {
            row.push_bind(one.number).push_bind(one.raw.replace('\0', ""));
        });
        sql.build().execute(&mut *conn).await?;
    }
    let texts: Vec<(i64, &str)> = new.iter().map(|one| (one.number, one.text.as_str())).collect();
    search::archive::add(conn, &texts).await?;
    let media: Vec<(i64, i64, &MediaRef)> =
        new.iter().flat_map(|one| (0..).zip(&one.media).map(move |(at, media)| (one.number, at, media))).collect();
    for block in blocks(&media) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into archive_media (number, position, file_id, md5, size, name, state, sha256) ",
        );
        sql.push_values(block, |mut row, (number, position, media)| {
            let asked = !media.sdkfileid.is_empty() || !media.md5.is_empty();
            row.push_bind(*number)
                .push_bind(*position)
                .push_bind(&media.sdkfileid)
                .push_bind(&media.md5)
                .push_bind(media.size.and_then(|size| i64::try_from(size).ok()))
                .push_bind(&media.name)
                .push_bind(if asked { MediaState::Pending } else { MediaState::Gone })
                .push_bind(None::<String>);
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Marks messages that these take back; how many there were.
pub(super) async fn recall(conn: &mut Conn, place: &Place, new: &[New]) -> Result<i64> {
    let recalls: Vec<(&String, Moment)> = new.iter().filter_map(|one| Some((one.recalls.as_ref()?, one.at))).collect();
    let mut marked = 0;
    for block in blocks(&recalls) {
        let mut sql = QueryBuilder::<Db>::new("with n (msgid, at) as (");
        sql.push_values(block, |mut row, (msgid, at)| {
            row.push_bind(*msgid).push_bind(*at);
        });
        sql.push(
            ") update archive_messages set recalled_at = (select min(n.at) from n where n.msgid = archive_messages.msgid) \
             where lane = ",
        );
        sql.push_bind(place.lane).push(" and recalled_at is null and msgid in (");
        push_list(&mut sql, block.iter().map(|(msgid, _)| (*msgid).clone()));
        let done = sql.push(")").build().execute(&mut *conn).await?;
        marked += i64::try_from(done.rows_affected()).unwrap_or(0);
    }
    Ok(marked)
}
