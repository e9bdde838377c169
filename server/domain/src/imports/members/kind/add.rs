//! Adding people, many with few statements.

use super::NewPerson;
use super::department::Places;
use super::manager::Managers;
use crate::audit::Record;
use crate::change::{Applied, Context};
use crate::departments;
use crate::invitations::{Inviter, Issue, issue_to};
use crate::keys::{NameKeys, name_keys};
use crate::members::rows::{self, NewMember, email_key};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::invite::Address;
use model::member::{Source, Status};
use model::permission::Role;
use model::{Code, DepartmentId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Adds people as members that are *Inactivated*, and invites those who are to be.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    people: &[&NewPerson],
    places: &mut Places,
) -> Result<Vec<Applied>> {
    free(conn, context, people).await?;
    places.look(conn, context, people.iter().flat_map(|new| &new.person.departments)).await?;
    let root = departments::rows::root(conn, &context.organisation).await?.id;
    let mut new: Vec<(NewMember, NameKeys)> = Vec::with_capacity(people.len());
    let mut managers = Managers::default();
    managers.look(conn, context, people.iter().filter_map(|new| new.person.manager_key.as_ref())).await?;
    for wanted in people {
        let person = &wanted.person;
        let mut ids = places.ids(conn, context, &person.departments).await?;
        if ids.is_empty() {
            ids.push(root.clone());
        }
        let member = NewMember {
            id: context.ids.next(),
            account: None,
            name: person.name.clone(),
            email: person.email.clone(),
            phone: person.phone.clone(),
            status: Status::Invited,
            role: Role::Member,
            own_role: None,
            departments: ids,
            position: person.position.clone(),
            location: person.location.clone(),
            work_number: person.work_number.clone(),
            manager: match &person.manager_key {
                Some(key) => Some(managers.find(conn, context, key).await?),
                None => person.manager.clone(),
            },
            source: Source::Manual,
        };
        managers.comes(&member);
        new.push((member, name_keys(&person.name)));
    }
    rows::insert_all(conn, &context.organisation, &new, context.clock.now()).await?;
    for (wanted, (member, _)) in people.iter().zip(&new) {
        invite(conn, context, wanted, member).await?;
    }
    let applied = |(wanted, (member, _)): (&&NewPerson, &(NewMember, NameKeys))| {
        let verb = if wanted.invitation.is_some() { Verb::Invite } else { Verb::Create };
        let record = Record::new(verb, Subject::Member, &member.id, &member.name)
            .fields(json!(null), json!({ "email": member.email, "phone": member.phone, "position": member.position }));
        Applied { subject_id: member.id.0.clone(), revision: 1, restore: json!({}), record: Some(record) }
    };
    Ok(people.iter().zip(&new).map(applied).collect())
}

/// Nobody came with one of these addresses since the draft.
async fn free(conn: &mut Conn, context: &Context, people: &[&NewPerson]) -> Result<()> {
    let emails: Vec<String> = people.iter().filter_map(|new| email_key(new.person.email.as_deref())).collect();
    let phones: Vec<String> = people.iter().filter_map(|new| new.person.phone.clone()).collect();
    for (field, column, keys) in [("email", "email_key", emails), ("phone", "phone", phones)] {
        for block in keys.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("select count(*) from members where organisation_id = ");
            sql.push_bind(context.organisation.clone()).push(" and ").push(column).push(" in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")");
            let taken: i64 = sql.build_query_scalar().fetch_one(&mut *conn).await?;
            if taken > 0 {
                return Err(Problem::new(Code::Taken).with("field", field).into());
            }
        }
    }
    Ok(())
}

async fn invite(conn: &mut Conn, context: &Context, wanted: &NewPerson, member: &NewMember) -> Result<()> {
    let (Some(invitation), Some(by)) = (wanted.invitation, &context.by) else { return Ok(()) };
    // Whoever carries the set out is the one who invites: his role decides whether those who come wait for approval.
    let inviter = rows::find(conn, &context.organisation, by).await?.ok_or(Code::Forbidden)?;
    let text = member.email.as_deref().or(member.phone.as_deref()).unwrap_or_default();
    let address = Address::parse(text).map_err(|wrong| Problem::field("address", wrong.fault))?;
    let department: Option<&DepartmentId> =
        Some(&member.departments).filter(|_| !wanted.person.departments.is_empty()).and_then(|all| all.first());
    let issue = Issue {
        inviter: Inviter {
            organisation: &context.organisation,
            member: by,
            role: inviter.held.role,
            name: Some(&inviter.name),
        },
        member: &member.id,
        address: Some(&address),
        account: None,
        department,
        position: &member.position,
        language: invitation.language,
    };
    issue_to(conn, &context.services, &issue, context.clock.now()).await?;
    Ok(())
}
