//! Putting one entry of the activity back: what was before is set again through the use case that changed it, with its rights and
//! its checks, as long as the record is as the entry left it.
//!
//! A noun becomes revertible by [`crate::audit::Record::back`] where it records, a [`Target`], and an arm in `present` and in `put`.

mod present;
mod put;

use crate::audit;
use crate::{Conn, Result, Services, Viewer};
use model::audit::{Entry, Subject, Verb};
use model::permission::Permission;
use model::revert::{Revert, RevertWay};
use model::{ChangeSetId, Code, Problem};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The use case that set the fields of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    MemberFields,
    MemberRole,
    MemberStatus,
    Department,
    Role,
    OrganisationName,
    JoinRules,
    DeletionRules,
    Door,
    Link,
    Template,
    CustomerFields,
    Tag,
    Mapping,
}

impl Target {
    /// Which it is; `None` for what has no way back.
    fn of(entry: &Entry, is: &Map<String, Value>) -> Option<Self> {
        let has = |key: &str| is.contains_key(key);
        Some(match entry.subject {
            Subject::Member if has("status") => Self::MemberStatus,
            Subject::Member if has("role") || has("scope") => Self::MemberRole,
            Subject::Member => Self::MemberFields,
            Subject::Department => Self::Department,
            Subject::Role => Self::Role,
            Subject::Organisation if has("name") => Self::OrganisationName,
            Subject::Organisation if has("door_open") => Self::Door,
            Subject::Organisation if has("bin_days") || has("keep_days") || has("second_above") => Self::DeletionRules,
            Subject::Organisation => Self::JoinRules,
            Subject::Invitation => Self::Link,
            Subject::Template => Self::Template,
            Subject::Customer => Self::CustomerFields,
            Subject::Tag => Self::Tag,
            Subject::Mapping => Self::Mapping,
            _ => return None,
        })
    }

    /// The right that the use case asks for.
    const fn right(self) -> Permission {
        match self {
            Self::MemberFields | Self::MemberStatus => Permission::MembersWrite,
            Self::MemberRole | Self::Role => Permission::RolesWrite,
            Self::Department => Permission::DepartmentsWrite,
            Self::OrganisationName | Self::JoinRules | Self::DeletionRules => Permission::OrganisationWrite,
            Self::Door | Self::Link => Permission::InvitationsWrite,
            Self::Template => Permission::ConnectionsWrite,
            Self::CustomerFields | Self::Tag => Permission::CustomersWrite,
            Self::Mapping => Permission::MappingMap,
        }
    }
}

/// All of those rights.
const RIGHTS: [Permission; 8] = [
    Permission::MembersWrite,
    Permission::RolesWrite,
    Permission::DepartmentsWrite,
    Permission::OrganisationWrite,
    Permission::InvitationsWrite,
    Permission::ConnectionsWrite,
    Permission::CustomersWrite,
    Permission::MappingMap,
];

/// What an entry keeps for being put back.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Kept {
    Set { set: ChangeSetId },
    Fields { was: Map<String, Value>, is: Map<String, Value> },
}

/// A record as it is now.
struct Present {
    fields: Map<String, Value>,
    /// What the use case wants to see again; 0 where it wants nothing.
    revision: i64,
}

/// What putting an entry back takes, once it is clear that it can be.
struct Plan {
    target: Target,
    id: String,
    was: Map<String, Value>,
    present: Present,
}

/// Whether and where an entry can be put back.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AuditRead`], [`Code::NotFound`].
pub async fn look(services: &Services, viewer: &Viewer, seq: i64) -> Result<Revert> {
    let mut conn = services.store.read().await?;
    Ok(match plan(&mut conn, viewer, seq).await? {
        Ok(plan) => {
            let right = plan.target.right();
            Revert { lacks: (!viewer.allows(right)).then_some(right), ..Revert::of(RevertWay::Here) }
        }
        Err(revert) => revert,
    })
}

/// Puts an entry back: sets the fields again to what they were before it. The activity tells it as the change that it is.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AuditRead`] and without the right of the use case, [`Code::NotFound`],
/// [`Code::WrongState`] naming the way for what cannot be put back here, and whatever the use case refuses.
pub async fn revert(services: &Services, viewer: &Viewer, seq: i64) -> Result<()> {
    // Who may change nothing at all is told so, whatever the entry is.
    if !RIGHTS.iter().any(|right| viewer.allows(*right)) {
        viewer.require(Permission::OrganisationWrite)?;
    }
    let mut conn = services.store.read().await?;
    let plan = match plan(&mut conn, viewer, seq).await? {
        Ok(plan) => plan,
        Err(revert) => {
            let problem = Problem::new(Code::WrongState).with("state", revert.way);
            return Err(problem.with("fields", revert.fields.join(" ")).into());
        }
    };
    drop(conn);
    put::put(services, viewer, plan).await
}

/// Looks at an entry and at its record: how to put it back, or why not.
async fn plan(conn: &mut Conn, viewer: &Viewer, seq: i64) -> Result<std::result::Result<Plan, Revert>> {
    let (entry, kept) = audit::one(conn, viewer, seq).await?;
    let (was, is) = match serde_json::from_str(&kept) {
        Ok(Kept::Set { set }) => {
            return Ok(Err(Revert { set: Some(set), ..Revert::of(RevertWay::ChangeSet) }));
        }
        Ok(Kept::Fields { was, is }) => (was, is),
        Err(_) => {
            let way = Revert::of_entry(entry.verb, entry.subject);
            let set = (way == RevertWay::ChangeSet).then(|| ChangeSetId(entry.subject_id.clone()));
            return Ok(Err(Revert { set, ..Revert::of(way) }));
        }
    };
    let Some(target) = Target::of(&entry, &is).filter(|_| !is.is_empty()) else {
        return Ok(Err(Revert::of(RevertWay::Nowhere)));
    };
    if target == Target::MemberStatus && put::step(&was, &is).is_none() {
        return Ok(Err(Revert::of(RevertWay::OwnPage)));
    }
    let Some(present) = present::present(conn, viewer, target, &entry.subject_id).await? else {
        return Ok(Err(Revert::of(RevertWay::Gone)));
    };
    let changed: Vec<String> =
        is.iter().filter(|(key, value)| present.fields.get(*key) != Some(value)).map(|(key, _)| key.clone()).collect();
    if !changed.is_empty() {
        let since = audit::about(conn, viewer, &entry.subject_id, 1).await?.pop().filter(|last| last.seq > seq);
        return Ok(Err(Revert { fields: changed, since, ..Revert::of(RevertWay::ChangedSince) }));
    }
    // Both sides say the same: putting it back would change nothing.
    if was == is || entry.verb == Verb::Undo {
        return Ok(Err(Revert::of(RevertWay::Nowhere)));
    }
    Ok(Ok(Plan { target, id: entry.subject_id, was, present }))
}
