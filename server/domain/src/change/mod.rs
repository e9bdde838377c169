//! The spine: propose rows, let a person decide, carry them out in blocks, keep an outcome a row, put them back.
//!
//! A kind of change brings three things ([`Kind`]) and nothing else: how to carry rows out, how to put one back, and (in a
//! run of its own) how to draft rows with [`draft::Draft`]. The brake, ticks, progress, retries, history and audit are here
//! once. If a kind needs an `if` in this folder, this folder is wrong.

pub(crate) mod apply;
pub(crate) mod at_once;
pub mod draft;
pub mod kept;
pub(crate) mod look;
mod pace;
mod prepared;
pub(crate) mod tally;
pub(crate) mod undo;

pub(crate) use pace::Pace;
pub use prepared::Prepared;

use crate::audit::Record;
use crate::{Clock, Conn, Ids, Result, Services, Viewer};
use futures::future::BoxFuture;
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Resolution, Verdict};
use model::{ChangeRowId, ChangeSetId, Code, ConnectionId, MemberId, OrganisationId, Problem};
use serde_json::Value;

/// A row as a kind gets it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: ChangeRowId,
    /// The order in which rows are carried out.
    pub rank: i64,
    /// What kind of thing.
    pub subject: Subject,
    /// The record here; `None` for one that does not exist yet.
    pub subject_id: Option<String>,
    /// The record there.
    pub external_id: String,
    /// The name to show.
    pub name: String,
    /// What the row would do.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// Whether the brake counts the row.
    pub braked: bool,
    /// What the kind stored to carry the row out, as JSON.
    pub payload: String,
    /// What the kind stored to put the row back, as JSON; empty before it was carried out.
    pub restore: String,
    /// The record's revision when the row was carried out.
    pub revision_after: Option<i64>,
    /// How a conflict was decided.
    pub resolution: Option<Resolution>,
}

/// What a kind may use while it carries rows out.
#[derive(Debug, Clone)]
pub struct Context {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The connection that the set came from.
    pub connection: Option<ConnectionId>,
    /// The change set.
    pub set: ChangeSetId,
    /// New ids.
    pub ids: Ids,
    /// What time it is.
    pub clock: Clock,
    /// Everything else, for kinds that seal or send something.
    pub services: Services,
    /// Who carries the set out; nobody for a schedule.
    pub by: Option<MemberId>,
    /// The same with the rights that he, or the key, has now; nobody for a schedule, and for one who is in no longer.
    pub viewer: Option<Viewer>,
    /// What [`Kind::prepare`] got ready for these rows.
    pub prepared: Prepared,
}

impl Context {
    /// The connection, for kinds that always have one.
    ///
    /// # Errors
    /// [`Code::NotFound`]
    pub fn connection(&self) -> Result<&ConnectionId> {
        self.connection.as_ref().ok_or_else(|| Code::NotFound.into())
    }

    /// Who carries the set out, for kinds that ask for rights once more.
    ///
    /// # Errors
    /// [`Code::Forbidden`]
    pub fn viewer(&self) -> Result<&Viewer> {
        self.viewer.as_ref().ok_or_else(|| Code::Forbidden.into())
    }
}

/// What carrying a row out did.
#[derive(Debug)]
pub struct Applied {
    /// The record: the new one's id for an addition.
    pub subject_id: String,
    /// Its revision now: undo leaves alone what has another one by then.
    pub revision: i64,
    /// What [`Kind::invert`] needs.
    pub restore: Value,
    /// What to tell in the activity; `None` if nothing changed after all.
    pub record: Option<Record>,
}

/// What putting a row back did.
#[derive(Debug)]
pub enum Inverted {
    /// It is as it was; the record tells the activity.
    Undone(Record),
    /// Left alone, with the reason: somebody changed it since, or something depends on it.
    Kept(Problem),
}

/// Left alone, because of the state that the record is in by now.
pub(crate) fn kept(state: &str) -> Inverted {
    Inverted::Kept(Problem::new(Code::WrongState).with("state", state))
}

/// Carries rows out one after the other, for kinds whose rows have nothing to do with each other.
///
/// # Errors
/// That of the first row that fails.
pub(crate) async fn one_by_one(
    conn: &mut Conn,
    context: &Context,
    rows: &[Row],
    apply: for<'a> fn(&'a mut Conn, &'a Context, &'a Row) -> BoxFuture<'a, Result<Applied>>,
) -> Result<Vec<Applied>> {
    let mut applied = Vec::with_capacity(rows.len());
    for row in rows {
        applied.push(apply(conn, context, row).await?);
    }
    Ok(applied)
}

/// What one kind of change brings.
pub trait Kind: Send + Sync {
    /// How many rows [`Kind::prepare`] gets ready at once, which is the most that a block has; `None` for kinds whose rows need nothing.
    fn prepared_at_once(&self) -> Option<i64> {
        None
    }
    /// Gets ready what takes long and no transaction, before the one in which these rows are carried out: others write meanwhile.
    ///
    /// What it makes is for these rows and this try alone. A row that is carried out without it, because another server was faster,
    /// fails and can be tried again.
    fn prepare<'a>(&'a self, _context: &'a Context, _rows: &'a [Row]) -> BoxFuture<'a, Result<Prepared>> {
        Box::pin(async { Ok(Prepared::default()) })
    }
    /// Carries rows out in their order: all of them, or none and an error. The answers stand in the order of the rows.
    ///
    /// After an error with several rows the spine takes back what was done and tries fewer, so that in the end the error of a
    /// single row is that row's outcome, and the others go on.
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>>;
    /// Puts one row back that [`Kind::apply`] carried out.
    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>>;
    /// Topics that open browsers hear of after each block.
    fn topics(&self) -> &'static [&'static str];
}

/// The code behind a kind: the one place that lists them all.
pub(crate) fn kind(kind: ChangeKind) -> &'static dyn Kind {
    match kind {
        ChangeKind::Contacts => &crate::sync::contacts::Contacts,
        ChangeKind::Customers => &crate::sync::customers::Customers,
        ChangeKind::Seats => &crate::sync::seats::Seats,
        ChangeKind::Mapping | ChangeKind::MappingImport => &crate::mappings::Mappings,
        ChangeKind::Inheritance => &crate::seats::Inheritances,
        ChangeKind::Handover => &crate::handovers::Handovers,
        ChangeKind::Edit => &crate::members::BulkEdits,
        ChangeKind::Import => &crate::imports::Imports,
        ChangeKind::CustomerImport => &crate::customers::Importing,
        ChangeKind::AgentImport => &crate::agents::Importing,
        ChangeKind::Tagging => &crate::customers::Taggings,
        ChangeKind::Merge => &crate::customers::Merges,
        ChangeKind::Deletion => &crate::customers::Deletions,
        ChangeKind::Restoration => &crate::customers::Restorations,
        ChangeKind::Erasure => &crate::customers::Erasures,
    }
}

const SELECT: &str = "select id, rank, subject, subject_id, external_id, name, verdict, reason, braked, payload, \
     restore, revision_after, resolution from change_rows ";
