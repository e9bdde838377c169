//! Adding members, by the hundred.

use super::UpstreamMember;
use super::compare_member::given;
use super::member::Before;
use crate::audit::Record;
use crate::change::{Applied, Context};
use crate::keys::name_keys;
use crate::members::rows::{self, NewMember};
use crate::store::{BLOCK, blocks};
use crate::sync::linked::{distinct, linked};
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::member::{Source, Status};
use model::permission::Role;
use model::{Code, DepartmentId, MemberId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// A member to be added, with the digest of what is taken over.
pub(super) type New<'a> = (&'a UpstreamMember, &'a str);

/// What is here of a block of members: departments and people by their ids there.
pub(super) struct Known {
    departments: HashMap<String, DepartmentId>,
    members: HashMap<String, MemberId>,
    root: DepartmentId,
}

impl Known {
    pub(super) async fn load(conn: &mut Conn, context: &Context, new: &[New<'_>]) -> Result<Self> {
        let root = crate::departments::rows::root(conn, &context.organisation).await?.id;
        let mut known = Self { departments: HashMap::new(), members: HashMap::new(), root };
        let departments = new.iter().flat_map(|(member, _)| member.departments.iter().cloned());
        for part in distinct(departments).chunks(BLOCK) {
            let select = "select external_id, department_id from department_links";
            let rows: Vec<(String, DepartmentId)> = linked(select, "external_id", context, part)?
                .build_query_as()
                .persistent(false)
                .fetch_all(&mut *conn)
                .await?;
            known.departments.extend(rows);
        }
        let people = new.iter().flat_map(|(member, _)| [member.key(), member.manager.to_lowercase()]);
        for part in distinct(people).chunks(BLOCK) {
            let select = "select external_key, member_id from member_links";
            let rows: Vec<(String, MemberId)> = linked(select, "external_key", context, part)?
                .build_query_as()
                .persistent(false)
                .fetch_all(&mut *conn)
                .await?;
            known.members.extend(rows);
        }
        Ok(known)
    }

    /// Whether somebody here is this member already.
    pub(super) fn has(&self, member: &UpstreamMember) -> bool {
        self.members.contains_key(&member.key())
    }

    fn places(&self, member: &UpstreamMember) -> Result<Vec<DepartmentId>> {
        let found: Vec<DepartmentId> =
            member.departments.iter().filter_map(|id| self.departments.get(id).cloned()).collect();
        if found.is_empty() && !member.departments.is_empty() {
            // All of them were unticked or failed.
            return Err(Problem::new(Code::NotFound).with("what", "departments").into());
        }
        Ok(if found.is_empty() { vec![self.root.clone()] } else { found })
    }
}

/// Adds members whom nobody here is yet, in their order: managers stand before those they manage.
pub(super) async fn all(conn: &mut Conn, context: &Context, mut known: Known, new: &[New<'_>]) -> Result<Vec<Applied>> {
    let mut members = Vec::with_capacity(new.len());
    for (upstream, _) in new {
        let member = NewMember {
            id: context.ids.next(),
            account: None,
            name: upstream.name.clone(),
            email: given(&upstream.email).map(str::to_owned),
            phone: given(&upstream.phone).map(str::to_owned),
            status: if upstream.disabled { Status::Suspended } else { Status::Active },
            role: Role::Member,
            own_role: None,
            departments: known.places(upstream)?,
            position: upstream.position.clone(),
            location: String::new(),
            work_number: String::new(),
            manager: known.members.get(&upstream.manager.to_lowercase()).cloned(),
            source: Source::WeCom,
        };
        known.members.insert(upstream.key(), member.id.clone());
        let keys = name_keys(&member.name);
        members.push((member, keys));
    }
    rows::insert_all(conn, &context.organisation, &members, context.clock.now()).await?;
    link_all(conn, context, new, &members).await?;
    members
        .into_iter()
        .map(|(new, _)| {
            let record = Record::new(Verb::Create, Subject::Member, &new.id, &new.name)
                .fields(json!(null), json!({ "name": new.name, "position": new.position, "source": Source::WeCom }));
            Ok(Applied {
                subject_id: new.id.0,
                revision: 1,
                restore: serde_json::to_value(Before::nobody())?,
                record: Some(record),
            })
        })
        .collect()
}

async fn link_all<T>(conn: &mut Conn, context: &Context, new: &[New<'_>], members: &[(NewMember, T)]) -> Result<()> {
    let from = context.connection()?;
    let both: Vec<(&New<'_>, &MemberId)> = new.iter().zip(members.iter().map(|(member, _)| &member.id)).collect();
    for block in blocks(&both) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into member_links (connection_id, external_key, external_id, organisation_id, member_id, digest) ",
        );
        query.push_values(block, |mut row, ((upstream, digest), id)| {
            row.push_bind(from)
                .push_bind(upstream.key())
                .push_bind(&upstream.id)
                .push_bind(&context.organisation)
                .push_bind(*id)
                .push_bind(*digest);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}
