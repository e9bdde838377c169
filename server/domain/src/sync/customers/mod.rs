//! Customers and relations of WeCom.
//!
//! A row is one relation: a customer together with one member who looks after him. The list counts as whole only when every
//! member's pages were read without an error and nobody was left out for want of a licence (document 92994); until then nobody
//! is taken for gone.

mod compare;
mod read;
mod relation;

use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::jobs::Stop;
use crate::{Conn, Result, Services, runs};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

/// The kind of change set.
pub struct Customers;

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
enum Deed {
    /// A relation is there.
    Relation { customer: Box<UpstreamCustomer>, relation: Box<UpstreamRelation>, digest: String },
    /// A relation is no longer there.
    RelationGone,
}

/// A customer as WeCom describes him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UpstreamCustomer {
    id: String,
    name: String,
    company: String,
    position: String,
    /// 1 WeChat, 2 WeCom.
    kind: i64,
    gender: i64,
}

/// A relation as WeCom describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UpstreamRelation {
    owner: String,
    remark: String,
    description: String,
    company: String,
    phones: Vec<String>,
    tags: Vec<String>,
    add_way: i64,
    channel: String,
    /// Milliseconds.
    since: i64,
}

/// Where a run goes on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Place {
    step: Step,
    /// The key after which the step goes on.
    after: (String, String),
    /// Members whose customers were left out: nobody is taken for gone.
    left_out: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    #[default]
    Owners,
    Relations,
    Compare,
}

/// Reads, compares and proposes. Goes on where it was after a crash.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let mut place: Place = serde_json::from_str(&run.cursor).unwrap_or_default();
    loop {
        let mut conn = services.store.read().await?;
        let Some(current) = runs::find_raw(&mut conn, &run.id).await? else { return Ok(()) };
        drop(conn);
        let next = match place.step {
            Step::Owners => read::owners(services, &current).await?,
            Step::Relations => read::relations(services, &current, &place).await?,
            Step::Compare => compare::block(services, &current, &place).await?,
        };
        match next {
            Some(next) => place = next,
            None => return Ok(()),
        }
    }
}

impl Kind for Customers {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            let mut applied = Vec::with_capacity(rows.len());
            for row in rows {
                applied.push(match serde_json::from_str(&row.payload)? {
                    Deed::Relation { customer, relation, digest } => {
                        relation::apply(conn, context, &customer, &relation, &digest).await?
                    }
                    Deed::RelationGone => relation::apply_gone(conn, context, row).await?,
                });
            }
            Ok(applied)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(relation::invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers"]
    }
}
