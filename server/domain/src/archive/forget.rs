//! Erasing what a customer wrote and was written.

use super::litter;
use crate::store::push_list;
use crate::{Conn, Db, Result, audit, search};
use model::{ConnectionId, ConversationId, CustomerId, OrganisationId};
use sqlx::QueryBuilder;

/// Messages that are removed together.
const BLOCK: i64 = 500;

/// Nobody reads conversations with customers who lie in the recycle bin.
pub(crate) async fn deleted(conn: &mut Conn, gone: &[(&ConnectionId, &str, &CustomerId)]) -> Result<()> {
    for (connection, external, customer) in gone {
        sqlx::query(
            "update conversations set deleted_customer_id = $1 where kind = 'customer' and external_id = $2 \
             and organisation_id = (select organisation_id from connections where id = $3)",
        )
        .bind(*customer)
        .bind(*external)
        .bind(*connection)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// He came back: his conversations are read again.
pub(crate) async fn restored(conn: &mut Conn, customer: &CustomerId) -> Result<()> {
    sqlx::query("update conversations set deleted_customer_id = null where deleted_customer_id = $1")
        .bind(customer)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes every message with a customer, known by his ids on platforms: text, JSON, index, and files that nobody else was sent. In
/// groups only what he wrote goes; his id leaves the rest. How many messages went. The log of openings stays, without reasons: they
/// may name him.
pub(crate) async fn forget_customer(
    conn: &mut Conn,
    organisation: &OrganisationId,
    customer: &CustomerId,
    ids: &[String],
) -> Result<i64> {
    let mut gone = 0;
    for id in ids {
        let own: Option<ConversationId> = sqlx::query_scalar(
            "select id from conversations where organisation_id = $1 and kind = 'customer' and external_id = $2",
        )
        .bind(organisation)
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
        if let Some(conversation) = own {
            gone += whole(conn, organisation, customer, &conversation).await?;
        }
        gone += in_groups(conn, organisation, id).await?;
        sqlx::query(
            "delete from archive_consents where external_id = $1 and connection_id in \
             (select id from connections where organisation_id = $2)",
        )
        .bind(id)
        .bind(organisation)
        .execute(&mut *conn)
        .await?;
    }
    Ok(gone)
}

async fn whole(
    conn: &mut Conn,
    organisation: &OrganisationId,
    customer: &CustomerId,
    conversation: &ConversationId,
) -> Result<i64> {
    let mut gone = 0;
    loop {
        let numbers: Vec<i64> = sqlx::query_scalar(
            "select m.number from conversation_strands s join archive_messages m on m.strand_id = s.id \
             where s.conversation_id = $1 limit $2",
        )
        .bind(conversation)
        .bind(BLOCK)
        .fetch_all(&mut *conn)
        .await?;
        if numbers.is_empty() {
            break;
        }
        gone += i64::try_from(numbers.len()).unwrap_or(0);
        messages(conn, &numbers).await?;
    }
    for statement in [
        "delete from conversation_members where strand_id in (select id from conversation_strands where conversation_id = $1)",
        "delete from conversation_guests where strand_id in (select id from conversation_strands where conversation_id = $1)",
        "delete from conversation_strands where conversation_id = $1",
        "delete from conversations where id = $1",
    ] {
        sqlx::query(statement).bind(conversation).execute(&mut *conn).await?;
    }
    sqlx::query("update archive_openings set reason = '', erased_customer_id = $1 where conversation_id = $2")
        .bind(customer)
        .bind(conversation)
        .execute(&mut *conn)
        .await?;
    audit::erase(conn, organisation, conversation.as_str()).await?;
    Ok(gone)
}

async fn in_groups(conn: &mut Conn, organisation: &OrganisationId, id: &str) -> Result<i64> {
    let strands: Vec<i64> = sqlx::query_scalar(
        "select g.strand_id from conversation_guests g join conversation_strands s on s.id = g.strand_id \
         join conversations v on v.id = s.conversation_id where g.external_id = $1 and v.organisation_id = $2",
    )
    .bind(id)
    .bind(organisation)
    .fetch_all(&mut *conn)
    .await?;
    let mut gone = 0;
    for strand in strands {
        let mut after = -1_i64;
        loop {
            let rows: Vec<(i64, String, String)> = sqlx::query_as(
                "select m.number, m.sender, r.raw from archive_messages m join archive_raws r on r.number = m.number \
                 where m.strand_id = $1 and m.number > $2 order by m.number limit $3",
            )
            .bind(strand)
            .bind(after)
            .bind(BLOCK)
            .fetch_all(&mut *conn)
            .await?;
            let Some((last, ..)) = rows.last() else { break };
            after = *last;
            let own: Vec<i64> = rows.iter().filter(|(_, sender, _)| sender == id).map(|(number, ..)| *number).collect();
            gone += i64::try_from(own.len()).unwrap_or(0);
            for (number, _, raw) in rows.iter().filter(|(_, sender, raw)| sender != id && raw.contains(id)) {
                sqlx::query("update archive_raws set raw = $1 where number = $2")
                    .bind(raw.replace(id, ""))
                    .bind(number)
                    .execute(&mut *conn)
                    .await?;
            }
            messages(conn, &own).await?;
        }
        sqlx::query(
            "update conversation_strands set messages = (select count(*) from archive_messages m where m.strand_id = $1), \
             first_at = coalesce((select min(m.at) from archive_messages m where m.strand_id = $1), first_at), \
             last_at = coalesce((select max(m.at) from archive_messages m where m.strand_id = $1), last_at) where id = $1",
        )
        .bind(strand)
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query(
        "delete from conversation_guests where external_id = $1 and strand_id in (select s.id from conversation_strands s \
         join conversations v on v.id = s.conversation_id where v.organisation_id = $2)",
    )
    .bind(id)
    .bind(organisation)
    .execute(&mut *conn)
    .await?;
    Ok(gone)
}

async fn messages(conn: &mut Conn, numbers: &[i64]) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    search::archive::remove(conn, numbers).await?;
    let mut sql =
        QueryBuilder::<Db>::new("select distinct sha256 from archive_media where sha256 is not null and number in (");
    push_list(&mut sql, numbers.iter().copied());
    let files: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
    litter::note(conn, &files).await?;
    for table in [
        "delete from archive_media where number in (",
        "delete from archive_raws where number in (",
        "delete from archive_messages where number in (",
    ] {
        let mut sql = QueryBuilder::<Db>::new(table);
        push_list(&mut sql, numbers.iter().copied());
        sql.push(")").build().execute(&mut *conn).await?;
    }
    Ok(())
}
