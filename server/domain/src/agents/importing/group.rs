//! Skill groups of a file: found, or made.

use super::GroupName;
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row, kept};
use crate::keys::fold;
use crate::{Conn, Result, skill_groups};
use model::audit::{Subject, Verb};
use model::problem::Fault;
use model::skill_group::{Ringing, SaveSkillGroup, SkillGroupKind};
use model::{OrganisationId, Problem, SkillGroupId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Whether the group was made by this row, or stood there already.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    added: bool,
}

/// The organisation's skill groups, which capitals do not tell apart.
#[derive(Debug, Default)]
pub(super) struct Groups {
    by_name: HashMap<String, SkillGroupId>,
    ids: HashSet<SkillGroupId>,
}

impl Groups {
    /// All of them, in one statement.
    pub async fn load(conn: &mut Conn, organisation: &OrganisationId) -> Result<Self> {
        let mut groups = Self::default();
        for (id, name) in skill_groups::names(conn, organisation).await? {
            groups.note(id, &name);
        }
        Ok(groups)
    }

    fn note(&mut self, id: SkillGroupId, name: &str) {
        self.ids.insert(id.clone());
        self.by_name.insert(fold(name), id);
    }

    /// The ids of groups, those that were made by this set among them.
    ///
    /// # Errors
    /// [`model::Code::Invalid`] in `groups` for one that was deleted, or whose own row was unticked or failed.
    pub fn ids(&self, wanted: &[GroupName]) -> Result<Vec<SkillGroupId>> {
        let mut ids = Vec::with_capacity(wanted.len());
        for group in wanted {
            let id = match &group.id {
                Some(id) => self.ids.get(id),
                None => self.by_name.get(&fold(&group.name)),
            };
            let id = id.ok_or_else(|| Problem::field("groups", Fault::Unknown))?;
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(ids)
    }
}

/// Makes a skill group, unless somebody did meanwhile: for calls, one after the other, as most are. Its hours are nobody's guess.
pub(super) async fn apply(conn: &mut Conn, context: &Context, name: &str, groups: &mut Groups) -> Result<Applied> {
    if let Some(id) = groups.by_name.get(&fold(name)) {
        let restore = serde_json::to_value(Before { added: false })?;
        return Ok(Applied { subject_id: id.0.clone(), revision: 0, restore, record: None });
    }
    let save = SaveSkillGroup {
        id: None,
        revision: 0,
        name: name.to_owned(),
        kind: SkillGroupKind::Phone,
        ringing: Ringing::InOrder,
        concurrency: 1,
        hours: Default::default(),
    };
    let save = save.check()?;
    let id: SkillGroupId = context.ids.next();
    skill_groups::insert(conn, &context.organisation, (&id, &save), context.clock.now()).await?;
    groups.note(id.clone(), &save.name);
    let record = Record::new(Verb::Create, Subject::SkillGroup, &id, &save.name)
        .fields(json!(null), json!({ "name": save.name, "ringing": save.ringing, "concurrency": save.concurrency }));
    let restore = serde_json::to_value(Before { added: true })?;
    Ok(Applied { subject_id: id.0, revision: 1, restore, record: Some(record) })
}

/// Takes a skill group away that this row made, if it is as it was and nobody is in it.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = SkillGroupId(row.subject_id.clone().unwrap_or_default());
    let found: Option<(String, i64)> =
        sqlx::query_as("select name, revision from skill_groups where organisation_id = $1 and id = $2")
            .bind(&context.organisation)
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await?;
    let Some((name, revision)) = found else { return Ok(kept("deleted")) };
    if !before.added {
        return Ok(kept("was_here"));
    }
    if Some(revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    if skill_groups::inside(conn, &id).await? > 0 {
        return Ok(kept("in_use"));
    }
    skill_groups::remove(conn, &id).await?;
    let record = Record::new(Verb::Undo, Subject::SkillGroup, &id, &name).fields(json!({ "name": name }), json!(null));
    Ok(Inverted::Undone(record))
}
