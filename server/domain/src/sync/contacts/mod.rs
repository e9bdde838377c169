//! Departments and members of WeCom.
//!
//! Ids and the tree come from the contact-sync secret, names and details from the self-built app (document 90193). A member
//! whom the app does not see is known to exist but not described: nothing is proposed for him, and he is not gone.

mod compare;
mod compare_member;
mod compare_members;
mod department;
mod leave;
mod member;
mod member_add;
mod people;
mod read;
mod tree;

use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::jobs::Stop;
use crate::{Conn, Result, Services, runs};
use futures::future::BoxFuture;
use member_add::{Known, New};
use model::change::Verdict;
use model::{DepartmentId, MemberId};
use serde::{Deserialize, Serialize};

/// The kind of change set.
pub struct Contacts;

/// What a row carries: everything it needs to be carried out, as read from the platform.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
enum Deed {
    /// A department is there.
    Department(UpstreamDepartment),
    /// A department is no longer there.
    DepartmentGone,
    /// A department has these heads there.
    Heads { department: String, heads: Vec<String> },
    /// A member is there.
    Member { member: UpstreamMember, digest: String },
    /// A member is no longer there.
    MemberGone,
}

/// A department as WeCom describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UpstreamDepartment {
    id: String,
    /// Empty for the root and for those whose parent is not there.
    parent: String,
    name: String,
    /// Place among its siblings, from 0.
    position: i64,
}

/// A member as WeCom describes him. Empty texts are things the app may not read, not things that are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct UpstreamMember {
    id: String,
    name: String,
    email: String,
    phone: String,
    position: String,
    /// The main one first.
    departments: Vec<String>,
    manager: String,
    disabled: bool,
    left: bool,
}

impl UpstreamMember {
    fn key(&self) -> String {
        self.id.to_lowercase()
    }
}

/// Where a run goes on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Place {
    step: Step,
    /// The key after which the step goes on; for the list of ids, the platform's own cursor.
    after: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    #[default]
    Departments,
    Members,
    Ids,
    CompareDepartments,
    CompareMembers,
    Leavers,
}

/// Reads, compares and proposes. Goes on where it was after a crash.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let mut place: Place = serde_json::from_str(&run.cursor).unwrap_or_default();
    let mut tree = None;
    loop {
        // Read anew at every step: the set is made on the way.
        let mut conn = services.store.read().await?;
        let Some(current) = runs::find_raw(&mut conn, &run.id).await? else { return Ok(()) };
        drop(conn);
        let next = match place.step {
            Step::Departments => read::departments(services, &current).await?,
            Step::Members => read::members(services, &current, &place.after).await?,
            Step::Ids => read::ids(services, &current, &place.after).await?,
            Step::CompareDepartments => compare::departments(services, &current).await?,
            Step::CompareMembers => compare_members::block(services, &current, &place.after, &mut tree).await?,
            Step::Leavers => leave::members_and_departments(services, &current, &place.after).await?,
        };
        match next {
            Some(next) => place = next,
            None => return Ok(()),
        }
    }
}

impl Kind for Contacts {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            let deeds = rows.iter().map(deed).collect::<Result<Vec<Deed>>>()?;
            let mut applied = Vec::with_capacity(rows.len());
            while applied.len() < rows.len() {
                let at = applied.len();
                let new = new_members(&rows[at..], &deeds[at..]);
                if !new.is_empty() {
                    let known = Known::load(conn, context, &new).await?;
                    if !new.iter().any(|(member, _)| known.has(member)) {
                        applied.extend(member_add::all(conn, context, known, &new).await?);
                        continue;
                    }
                }
                applied.push(apply_one(conn, context, &rows[at], &deeds[at]).await?);
            }
            Ok(applied)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async move {
            match deed(row)? {
                Deed::Department(_) => department::invert(conn, context, row).await,
                Deed::DepartmentGone => department::invert_gone(conn, context, row).await,
                Deed::Heads { .. } => department::invert_heads(conn, context, row).await,
                Deed::Member { .. } => member::invert(conn, context, row).await,
                Deed::MemberGone => member::invert_gone(conn, context, row).await,
            }
        })
    }

    fn topics(&self) -> &'static [&'static str] {
        &["members", "departments"]
    }
}

/// The new members with which a block begins: they can be added at once.
fn new_members<'a>(rows: &[Row], deeds: &'a [Deed]) -> Vec<New<'a>> {
    let new = rows.iter().zip(deeds).map_while(|(row, deed)| match deed {
        Deed::Member { member, digest } if row.verdict == Verdict::Add && !member.left => {
            Some((member, digest.as_str()))
        }
        _ => None,
    });
    new.collect()
}

async fn apply_one(conn: &mut Conn, context: &Context, row: &Row, deed: &Deed) -> Result<Applied> {
    match deed {
        Deed::Department(upstream) => department::apply(conn, context, row, upstream).await,
        Deed::DepartmentGone => department::apply_gone(conn, context, row).await,
        Deed::Heads { department, heads } => department::apply_heads(conn, context, row, department, heads).await,
        Deed::Member { member, digest } => member::apply(conn, context, row, member, digest).await,
        Deed::MemberGone => member::apply_gone(conn, context, row).await,
    }
}

fn deed(row: &Row) -> Result<Deed> {
    Ok(serde_json::from_str(&row.payload)?)
}

/// The department here that stands for one there.
async fn department_here(conn: &mut Conn, context: &Context, external: &str) -> Result<Option<DepartmentId>> {
    let id =
        sqlx::query_scalar("select department_id from department_links where connection_id = $1 and external_id = $2")
            .bind(context.connection()?)
            .bind(external)
            .fetch_optional(conn)
            .await?;
    Ok(id)
}

/// The member here who stands for one there.
async fn member_here(conn: &mut Conn, context: &Context, external: &str) -> Result<Option<MemberId>> {
    let id = sqlx::query_scalar("select member_id from member_links where connection_id = $1 and external_key = $2")
        .bind(context.connection()?)
        .bind(external.to_lowercase())
        .fetch_optional(conn)
        .await?;
    Ok(id)
}
