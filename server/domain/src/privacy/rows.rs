//! The SQL of requests.

use crate::{Conn, Db, Result, Viewer};
use model::privacy::{PrivacyLaw, PrivacyRequest, RequestChannel, RequestKind, RequestState};
use model::{Code, CustomerId, MemberId, Moment, PrivacyRequestId};
use sqlx::QueryBuilder;

pub(super) const SELECT: &str = "select id, kind, law, channel, state, customer_id, member_id, name, note, reason, received_at, due_at, \
     erased, made_by, closed_by, closed_at, revision from privacy_requests ";

/// A request as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: PrivacyRequestId,
    pub kind: RequestKind,
    pub law: PrivacyLaw,
    pub channel: RequestChannel,
    pub state: RequestState,
    pub customer_id: Option<CustomerId>,
    pub member_id: Option<MemberId>,
    pub name: String,
    pub note: String,
    pub reason: String,
    pub received_at: Moment,
    pub due_at: Moment,
    pub erased: bool,
    pub made_by: String,
    pub closed_by: String,
    pub closed_at: Option<Moment>,
    pub revision: i64,
}

impl Row {
    /// As people see it.
    pub fn shown(self, now: Moment) -> PrivacyRequest {
        PrivacyRequest {
            overdue: self.state == RequestState::Open && self.due_at < now,
            id: self.id,
            kind: self.kind,
            law: self.law,
            channel: self.channel,
            state: self.state,
            customer: self.customer_id,
            member: self.member_id,
            name: self.name,
            note: self.note,
            reason: self.reason,
            received_at: self.received_at,
            due_at: self.due_at,
            erased: self.erased,
            made_by: self.made_by,
            closed_by: self.closed_by,
            closed_at: self.closed_at,
            revision: self.revision,
        }
    }
}

/// A request of the viewer's organisation.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) async fn find(conn: &mut Conn, viewer: &Viewer, id: &PrivacyRequestId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}
