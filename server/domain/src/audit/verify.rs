//! Checking the chain.

use super::{hash, told};
use crate::{Conn, Result};
use model::OrganisationId;

/// Where a chain breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    put_back: String,
    salt: String,
    erased: Option<String>,
    hash: String,
    /// Whether there is a certificate for what was erased here.
    certified: bool,
}

/// How far a walk over a chain got.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Walked {
    /// The last row that holds.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// What a walk found in its next block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// All of it holds; there may be more.
    On,
    /// The chain ended, and holds.
    Whole,
    /// It does not.
    Broken(Fault),
}

/// Rows of a block.
const BLOCK: i64 = 1_000;

/// Goes on over an organisation's chain by a block. Others may write meanwhile.
pub(super) async fn step(conn: &mut Conn, organisation: &OrganisationId, walked: &mut Walked) -> Result<Step> {
    let before = head(conn, organisation).await?;
    let rows: Vec<Row> = sqlx::query_as(
        "select seq, at, actor_account, actor_member, actor, origin, address, verb, subject, subject_id, subject_name, \
         before, after, put_back, salt, erased, hash, \
         exists (select 1 from erasures e where e.organisation_id = $1 and (e.customer_id = subject_id or e.customer_id = \
         (select m.into_id from customer_merges m where m.customer_id = subject_id))) \
         or (subject = 'conversation' and exists (select 1 from archive_openings o join erasures e \
         on e.customer_id = o.erased_customer_id and e.organisation_id = o.organisation_id \
         where o.organisation_id = $1 and o.conversation_id = subject_id)) as certified \
         from audit where organisation_id = $1 and seq > $2 order by seq limit $3",
    )
    .bind(organisation)
    .bind(walked.seq)
    .bind(BLOCK)
    .fetch_all(&mut *conn)
    .await?;
    let last = (rows.len() as i64) < BLOCK;
    for row in rows {
        let seq = walked.seq + 1;
        if row.seq != seq {
            return Ok(Step::Broken(Fault::Missing(seq)));
        }
        // Without a certificate nothing was erased: somebody made it illegible.
        if row.erased.is_some() && !row.certified {
            return Ok(Step::Broken(Fault::Altered(seq)));
        }
        let told =
            row.erased.unwrap_or_else(|| told(&row.salt, &row.subject_name, &row.before, &row.after, &row.put_back));
        let expected = hash(
            &walked.hash,
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
        if expected != row.hash {
            return Ok(Step::Broken(Fault::Altered(seq)));
        }
        *walked = Walked { seq, hash: expected };
    }
    if !last {
        return Ok(Step::On);
    }
    let after = head(conn, organisation).await?;
    if after == *walked {
        return Ok(Step::Whole);
    }
    // Somebody wrote since: his row is there now.
    Ok(if after.seq > before.seq { Step::On } else { Step::Broken(Fault::Truncated(walked.seq + 1)) })
}

/// What the organisation remembers of its newest row.
pub(super) async fn head(conn: &mut Conn, organisation: &OrganisationId) -> Result<Walked> {
    let (seq, hash) = sqlx::query_as("select audit_seq, audit_hash from organisations where id = $1")
        .bind(organisation)
        .fetch_one(conn)
        .await?;
    Ok(Walked { seq, hash })
}

/// Walks an organisation's chain from the first row to the last.
///
/// # Errors
/// What the database says. A break in the chain is the answer, not an error.
pub async fn verify(conn: &mut Conn, organisation: &OrganisationId) -> Result<std::result::Result<i64, Fault>> {
    let mut walked = Walked::default();
    loop {
        match step(conn, organisation, &mut walked).await? {
            Step::On => {}
            Step::Whole => return Ok(Ok(walked.seq)),
            Step::Broken(fault) => return Ok(Err(fault)),
        }
    }
}
