//! A hand-over as scripts see it.

use super::moment::At;
use model::handover::{
    Bar, Handover as Known, HandoverKind, HandoverState, Item as KnownItem, ItemKind, ItemState, Unassigned,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What members hold, handed over to others.
#[derive(Debug, Serialize, ToSchema)]
pub struct Handover {
    id: String,
    /// leaving: everything that the leavers hold; `on_job`: chosen customers and groups of somebody who stays.
    #[schema(value_type = String, example = "leaving")]
    kind: HandoverKind,
    /// draft, proposed (waits for a second person), scheduled, running, done, undone, cancelled.
    #[schema(value_type = String, example = "running")]
    state: HandoverState,
    /// Ids of the members whose things go over.
    leavers: Vec<String>,
    /// When it is carried out; null for as soon as somebody says so.
    #[schema(required)]
    when: Option<At>,
    /// What customers read after an on-job transfer.
    message: String,
    counts: Vec<HandoverCount>,
    /// The first 500; `/handovers/{id}/items` has them all. Empty in lists.
    items: Vec<HandoverItem>,
    /// What was done here, as a change set; null before.
    #[schema(required)]
    change_set: Option<String>,
    created_at: At,
    #[schema(required)]
    applied_at: Option<At>,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
}

/// Items of a kind in a state.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverCount {
    #[schema(value_type = String, example = "customer")]
    kind: ItemKind,
    #[schema(value_type = String, example = "waiting")]
    state: ItemState,
    amount: i64,
}

/// One thing that goes over.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandoverItem {
    id: String,
    /// customer, group, seat, licence, department, report, invitation, `api_key`, mapping, membership.
    #[schema(value_type = String, example = "customer")]
    kind: ItemKind,
    /// The id of the thing.
    subject: String,
    from: String,
    /// Null lets it go.
    #[schema(required)]
    to: Option<String>,
    /// planned, queued, sent, waiting, done, refused, full, limit, failed, undone, left.
    #[schema(value_type = String, example = "waiting")]
    state: ItemState,
    /// What keeps it, or kept it: a word such as `twice_in_90_days` or `successor_full`.
    #[schema(required, value_type = Option<String>)]
    reason: Option<Bar>,
    /// From when it may go, or until when the customer may refuse.
    #[schema(required)]
    eligible_at: Option<At>,
}

impl Handover {
    /// With its first items.
    pub fn of(known: Known, items: Vec<KnownItem>) -> Self {
        Self {
            id: known.id.0,
            kind: known.kind,
            state: known.state,
            leavers: known.leavers.into_iter().map(|leaver| leaver.member_id.0).collect(),
            when: known.at.map(At),
            message: known.message,
            counts: known
                .counts
                .into_iter()
                .map(|(kind, state, amount)| HandoverCount { kind, state, amount })
                .collect(),
            items: items.into_iter().map(HandoverItem::from).collect(),
            change_set: known.set.map(|set| set.0),
            created_at: At(known.created_at),
            applied_at: known.applied_at.map(At),
            revision: known.revision,
        }
    }
}

impl From<KnownItem> for HandoverItem {
    fn from(known: KnownItem) -> Self {
        Self {
            id: known.id.0,
            kind: known.kind,
            subject: known.subject,
            from: known.leaver_id.0,
            to: known.to_id.map(|to| to.0),
            state: known.state,
            reason: known.reason,
            eligible_at: known.eligible_at.map(At),
        }
    }
}

/// One thing that a leaver left and nobody has yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnassignedThing {
    /// customer, group.
    #[schema(value_type = String, example = "customer")]
    kind: ItemKind,
    /// The id of the thing.
    subject: String,
    name: String,
    /// The id of the member whose it was.
    leaver_id: String,
    /// When he left; null where nothing tells.
    #[schema(required)]
    left_at: Option<At>,
    /// The platform that keeps it; null for what is kept here only.
    #[schema(required)]
    connection_id: Option<String>,
    /// The hand-over that is about to move it, or moves it now.
    #[schema(required)]
    handover_id: Option<String>,
}

impl From<Unassigned> for UnassignedThing {
    fn from(known: Unassigned) -> Self {
        Self {
            kind: known.kind,
            subject: known.subject,
            name: known.name,
            leaver_id: known.leaver_id.0,
            left_at: known.left_at.map(At),
            connection_id: known.connection_id.map(|id| id.0),
            handover_id: known.handover.map(|id| id.0),
        }
    }
}
