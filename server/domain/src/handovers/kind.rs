//! Carrying out and putting back what Muster itself keeps: the rows of a hand-over's change set.

use super::parts;
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Kind, Row, one_by_one};
use crate::{Conn, Result, members};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::handover::{ItemKind, ItemState};
use model::seat::SeatRange;
use model::{HandoverItemId, MemberId, SeatId};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The kind of change.
pub(crate) struct Handovers;

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Change {
    /// The item.
    pub item: HandoverItemId,
    /// What is handed over.
    pub kind: ItemKind,
    /// From whom.
    pub from: MemberId,
    /// The name.
    pub from_name: String,
    /// To whom; `None` lets it go.
    pub to: Option<MemberId>,
    /// The name.
    pub to_name: String,
    /// For a seat: the successor's holding.
    #[serde(default)]
    pub seat: Option<SeatId>,
    /// For a seat: what the successor may read.
    #[serde(default)]
    pub range: Option<SeatRange>,
}

impl Kind for Handovers {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(one_by_one(conn, context, rows, |conn, context, row| Box::pin(apply(conn, context, row))))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["handovers", "members", "departments", "customers", "seats", "invitations", "api_keys", "mappings", "agents"]
    }
}

async fn mark(conn: &mut Conn, id: &HandoverItemId, state: ItemState) -> Result<()> {
    sqlx::query("update handover_items set state = $1, reason = null where id = $2")
        .bind(state)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let change: Change = serde_json::from_str(&row.payload)?;
    let applied = if change.kind == ItemKind::Membership {
        members::terminate(conn, context, &change.from).await?
    } else {
        let id = row.subject_id.clone().unwrap_or_default();
        let moved = parts::apply(conn, context, &change, &id).await?;
        let verb = if change.kind == ItemKind::Seat { Verb::Inherit } else { Verb::Update };
        let field = field(change.kind);
        let record = Record::new(verb, row.subject, &id, &row.name)
            .fields(json!({ field: change.from_name }), json!({ field: change.to_name }));
        Applied { subject_id: id, revision: moved.revision, restore: moved.restore, record: Some(record) }
    };
    mark(conn, &change.item, ItemState::Done).await?;
    Ok(applied)
}

async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let change: Change = serde_json::from_str(&row.payload)?;
    if change.kind == ItemKind::Membership {
        let inverted = members::take_back(conn, context, row).await?;
        if matches!(inverted, Inverted::Undone(_)) {
            mark(conn, &change.item, ItemState::Undone).await?;
        }
        return Ok(inverted);
    }
    let id = row.subject_id.clone().unwrap_or_default();
    let restore = serde_json::from_str(&row.restore)?;
    if let Some(kept) = parts::invert(conn, context, (&change, &id), (&restore, row.revision_after)).await? {
        return Ok(kept);
    }
    mark(conn, &change.item, ItemState::Undone).await?;
    let field = field(change.kind);
    let record = Record::new(Verb::Undo, row.subject, &id, &row.name)
        .fields(json!({ field: change.to_name }), json!({ field: change.from_name }));
    Ok(Inverted::Undone(record))
}

/// What the activity calls the place that somebody takes.
pub(super) const fn field(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Customer | ItemKind::Group => "owner",
        ItemKind::Seat | ItemKind::Licence | ItemKind::Mapping => "holder",
        ItemKind::Agent => "skill_groups",
        ItemKind::Department => "heads",
        ItemKind::Report => "manager",
        ItemKind::Invitation => "inviter",
        ItemKind::ApiKey => "created_by",
        ItemKind::Membership => "status",
    }
}

/// What kind of thing the activity says it is.
pub(super) const fn subject(kind: ItemKind) -> Subject {
    match kind {
        ItemKind::Customer => Subject::Customer,
        ItemKind::Group => Subject::CustomerGroup,
        ItemKind::Seat => Subject::Seat,
        ItemKind::Department => Subject::Department,
        ItemKind::Report | ItemKind::Membership | ItemKind::Licence => Subject::Member,
        ItemKind::Invitation => Subject::Invitation,
        ItemKind::ApiKey => Subject::ApiKey,
        ItemKind::Mapping => Subject::Mapping,
        ItemKind::Agent => Subject::Agent,
    }
}
