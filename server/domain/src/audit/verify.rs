//! Checking the chain.

use super::{hash, told};
use crate::{Conn, Result};
use model::OrganisationId;

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The row with this number is missing.
    Missing(i64),
    /// The row with this number is not what was written.
    Altered(i64),
    /// The newest rows are missing: the organisation remembers more than there are.
    Truncated(i64),
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: i64,
    actor_account: Option<String>,
    actor_member: Option<String>,
    actor: String,
    origin: String,
    address: String,
    verb: String,
    subject: String,
    subject_id: String,
    subject_name: String,
    before: String,
    after: String,
    salt: String,
    erased: Option<String>,
    hash: String,
    /// Whether there is a certificate for what was erased here.
    certified: bool,
}

/// Walks an organisation's chain from the first row to the last.
///
/// # Errors
/// What the database says. A break in the chain is the answer, not an error.
pub async fn verify(conn: &mut Conn, organisation: &OrganisationId) -> Result<std::result::Result<i64, Fault>> {
    let (newest, newest_hash): (i64, String) =
        sqlx::query_as("select audit_seq, audit_hash from organisations where id = $1")
            .bind(organisation)
            .fetch_one(&mut *conn)
            .await?;
    let mut previous = String::new();
    let mut seq = 0;
    loop {
        let rows: Vec<Row> = sqlx::query_as(
            "select seq, at, actor_account, actor_member, actor, origin, address, verb, subject, subject_id, subject_name, \
             before, after, salt, erased, hash, \
             exists (select 1 from erasures e where e.organisation_id = $1 and (e.customer_id = subject_id or e.customer_id = \
             (select m.into_id from customer_merges m where m.customer_id = subject_id))) as certified \
             from audit where organisation_id = $1 and seq > $2 order by seq limit 1000",
        )
        .bind(organisation)
        .bind(seq)
        .fetch_all(&mut *conn)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            seq += 1;
            if row.seq != seq {
                return Ok(Err(Fault::Missing(seq)));
            }
            // Without a certificate nothing was erased: somebody made it illegible.
            if row.erased.is_some() && !row.certified {
                return Ok(Err(Fault::Altered(seq)));
            }
            let told = row.erased.unwrap_or_else(|| told(&row.salt, &row.subject_name, &row.before, &row.after));
            previous = hash(
                &previous,
                &[
                    &row.seq.to_string(),
                    &row.at.to_string(),
                    row.actor_account.as_deref().unwrap_or_default(),
                    row.actor_member.as_deref().unwrap_or_default(),
                    &row.actor,
                    &row.origin,
                    &row.address,
                    &row.verb,
                    &row.subject,
                    &row.subject_id,
                    &told,
                ],
            );
            if previous != row.hash {
                return Ok(Err(Fault::Altered(seq)));
            }
        }
    }
    Ok(if seq == newest && previous == newest_hash { Ok(seq) } else { Err(Fault::Truncated(seq + 1)) })
}
