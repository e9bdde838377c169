//! Customers and relations of WeCom.
//!
//! A row is one relation: a customer together with one member who looks after him. The list counts as whole only when every
//! member's pages were read without an error and nobody was left out for want of a licence (document 92994); until then nobody
//! is taken for gone. Customers whose member left there are no longer among anybody's: the platform lists them by themselves, without
//! their names.

mod compare;
mod groups;
mod leaver;
mod left;
mod read;
mod relation;

use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::jobs::Stop;
use crate::{Conn, Result, Services, runs};
use futures::future::BoxFuture;
use model::Moment;
use serde::{Deserialize, Serialize};

/// The kind of change set.
pub struct Customers;

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
enum Deed {
    /// Somebody who left before he was ever known here, and who left customers behind.
    Leaver { userid: String, left_at: i64 },
    /// A relation is there.
    Relation(Box<Wanted>),
    /// A relation is no longer there.
    RelationGone,
}

/// A relation as it should be here, with its customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Wanted {
    customer: UpstreamCustomer,
    relation: UpstreamRelation,
    digest: String,
}

/// The digest of a relation of which is known that it is there, and nothing else: its member left.
const LEFT: &str = "";

impl Wanted {
    /// Whether the member left, so that the platform names the customer no more.
    fn is_left(&self) -> bool {
        self.digest == LEFT
    }

    /// The owner's id there, folded: WeCom compares them without regard to case.
    fn owner_key(&self) -> String {
        self.relation.owner.to_lowercase()
    }
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
    /// Relations that were alive here, as far as the comparison has come: what the brake compares with.
    here: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    #[default]
    Owners,
    Left,
    Relations,
    Groups,
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
            Step::Left => left::read(services, &current, &place).await?,
            Step::Relations => read::relations(services, &current, &place).await?,
            Step::Groups => groups::read(services, &current, &place).await?,
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
            let mut wanted = Vec::with_capacity(rows.len());
            for row in rows {
                match serde_json::from_str(&row.payload)? {
                    // Leavers stand before all others.
                    Deed::Leaver { userid, left_at } => {
                        applied.push(leaver::apply(conn, context, (&userid, Moment(left_at))).await?);
                    }
                    Deed::Relation(deed) => wanted.push(*deed),
                    Deed::RelationGone => {
                        // Gone ones stand after all others; if not, the order still holds.
                        applied.extend(relation::apply(conn, context, &std::mem::take(&mut wanted)).await?);
                        applied.push(relation::apply_gone(conn, context, row).await?);
                    }
                }
            }
            applied.extend(relation::apply(conn, context, &wanted).await?);
            Ok(applied)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async move {
            match serde_json::from_str(&row.payload)? {
                Deed::Leaver { .. } => leaver::invert(conn, context, row).await,
                Deed::Relation(_) | Deed::RelationGone => relation::invert(conn, context, row).await,
            }
        })
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers", "members", "handovers"]
    }
}
