//! Who sees a change set, and who carries it out.

use crate::{Conn, Result, Viewer};
use model::change::{ChangeKind, ChangeSet};
use model::permission::Permission;
use model::{ApiKeyId, Code, MemberId, Problem};

/// The kinds that the viewer may look at; somebody with a scope only sees what he made himself, because the rows of others may
/// be about anybody.
pub(super) fn readable(viewer: &Viewer) -> Vec<ChangeKind> {
    ChangeKind::ALL.iter().copied().filter(|kind| may(viewer, kind.reading_right())).collect()
}

fn may(viewer: &Viewer, right: Permission) -> bool {
    viewer.require(right).is_ok()
        && (viewer.scope.is_none()
            || matches!(
                right,
                Permission::MembersWrite
                    | Permission::MembersImport
                    | Permission::CustomersWrite
                    | Permission::CustomersDelete
            ))
}

/// Whether a set is among those that the viewer sees.
pub(super) fn is_seen(
    viewer: &Viewer,
    kind: ChangeKind,
    (member, key): (Option<&MemberId>, Option<&ApiKeyId>),
) -> bool {
    let own = || match viewer.key() {
        // Not those of whoever made the key: he may reach further than it does.
        Some(own) => key == Some(&own),
        None => member == Some(&viewer.member),
    };
    may(viewer, kind.reading_right()) && (viewer.scope.is_none() || own())
}

/// Passes if the viewer may see change sets at all.
pub(super) fn require_reading(viewer: &Viewer) -> Result<Vec<ChangeKind>> {
    let kinds = readable(viewer);
    if kinds.is_empty() {
        return Err(Problem::new(Code::Forbidden).with("permission", Permission::ConnectionsRead).into());
    }
    Ok(kinds)
}

/// Passes if the viewer may decide about a kind of set.
pub(super) fn require_deciding(viewer: &Viewer, kind: ChangeKind) -> Result<()> {
    // Whoever decides also sees what about.
    viewer.require(kind.reading_right())?;
    viewer.require(kind.right())?;
    if may(viewer, kind.right()) {
        Ok(())
    } else {
        Err(Problem::new(Code::Forbidden).with("permission", kind.right()).into())
    }
}

/// Passes if the viewer may decide about some kind of set: before it is known which one it is about.
pub(super) fn require_any(viewer: &Viewer) -> Result<()> {
    if ChangeKind::ALL.iter().any(|kind| may(viewer, kind.right()) && may(viewer, kind.reading_right())) {
        return Ok(());
    }
    Err(Problem::new(Code::Forbidden).with("permission", Permission::SyncRun).into())
}

/// Passes if the viewer may carry this set out: one that takes two people only who did not make it, not even through a key.
pub(super) async fn require_second_person(conn: &mut Conn, viewer: &Viewer, set: &ChangeSet) -> Result<()> {
    if !set.second_person {
        return Ok(());
    }
    let (by, key, maker): (Option<MemberId>, Option<ApiKeyId>, Option<MemberId>) = sqlx::query_as(
        "select s.created_by_member, s.created_by_key, k.created_by from change_sets s \
         left join api_keys k on k.id = s.created_by_key where s.id = $1",
    )
    .bind(&set.id)
    .fetch_one(conn)
    .await?;
    let same_key = key.is_some() && key == viewer.key();
    if same_key || [by, maker].contains(&Some(viewer.member.clone())) {
        return Err(Problem::new(Code::SecondPerson).with("by", &set.created_by).into());
    }
    Ok(())
}
