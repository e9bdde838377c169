//! Carrying out and putting back the rows of relations.

mod apply;
mod gone;
mod invert;
mod known;
mod write;

pub(super) use apply::apply;
pub(super) use gone::apply as apply_gone;
pub(super) use invert::invert;

use model::customer::{CustomerKind, RelationState};
use model::{CustomerId, Moment};
use serde::{Deserialize, Serialize};

/// A customer as stored, as far as the platform owns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct CustomerRecord {
    name: String,
    company: String,
    position: String,
    kind: CustomerKind,
    gender: i64,
    added_at: Moment,
    contacted_at: Moment,
    ended: bool,
}

/// A relation as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct RelationRecord {
    remark: String,
    description: String,
    company: String,
    phones: String,
    add_way: i64,
    channel: String,
    since: Moment,
    state: RelationState,
    digest: String,
}

/// How things were before; `None` is what was not here.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    customer_id: CustomerId,
    customer: Option<CustomerRecord>,
    relation: Option<RelationRecord>,
    tags: Vec<String>,
    /// Whether people here had made the relation, and the platform did not know it.
    #[serde(default)]
    adopted: bool,
}
