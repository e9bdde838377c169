//! What people are asked for beside their account, and what becomes of it.

use super::Opening;
use crate::keys::fold;
use crate::members::rows;
use crate::{Conn, Result, Write, departments};
use model::invite::Address;
use model::join_details::{Detail, DetailKind, Told};
use model::member::Source;
use model::problem::Fault;
use model::{DepartmentId, MemberId, OrganisationId, Problem, limits};
use std::collections::{HashMap, HashSet};

/// What whoever comes this way is asked for: what the rules say, without what the invitation knows already.
pub(super) async fn asked(conn: &mut Conn, opening: &Opening) -> Result<Vec<Detail>> {
    let mut details = opening.rules.details.clone();
    let bound = opening.bound.as_ref();
    if opening.department.is_some() {
        details.retain(|detail| detail.kind != DetailKind::Department);
    }
    if let Some(member) = bound.and_then(|bound| bound.member.as_ref())
        && let Some(row) = rows::find(conn, &opening.organisation, member).await?
        // What the inviter wrote is known, and what a platform owns is not the person's to say.
        && (!row.work_number.is_empty() || row.source != Source::Manual)
    {
        details.retain(|detail| detail.kind != DetailKind::WorkNumber);
    }
    let sent_to = bound.and_then(|bound| bound.address.as_ref()).map(|address| match address {
        Address::Email(_) => DetailKind::Email,
        Address::Phone(_) => DetailKind::Phone,
    });
    Ok(reachable(details, sent_to))
}

/// An account needs an address: the one that the invitation was sent to, or else the only one that is asked for.
fn reachable(mut details: Vec<Detail>, sent_to: Option<DetailKind>) -> Vec<Detail> {
    let is_address = |detail: &Detail| matches!(detail.kind, DetailKind::Email | DetailKind::Phone);
    if let Some(kind) = sent_to {
        match details.iter_mut().find(|detail| detail.kind == kind) {
            Some(detail) => detail.required = true,
            None => {
                let name = details.iter().position(|detail| detail.kind == DetailKind::Name);
                details.insert(name.map_or(0, |at| at + 1), Detail::new(kind, true));
            }
        }
    } else if details.iter().filter(|detail| is_address(detail)).count() == 1 {
        details.iter_mut().filter(|detail| is_address(detail)).for_each(|detail| detail.required = true);
    }
    details
}

/// What somebody gave, after its rules.
pub(super) struct Given {
    /// As it was told.
    pub told: Told,
    /// The department that the person wishes to be in.
    pub wish: Option<DepartmentId>,
}

/// What somebody told, checked against what he was asked for.
///
/// # Errors
/// [`model::Code::Invalid`] with the fields at fault.
pub(super) async fn given(conn: &mut Conn, opening: &Opening, told: &Told) -> Result<Given> {
    let details = asked(conn, opening).await?;
    let told = told.check(&details)?;
    let wish = match told.department.as_str() {
        "" => None,
        text => Some(wished(conn, &opening.organisation, text).await?),
    };
    Ok(Given { told, wish })
}

/// The department of an id or of its end, or of a name where there are too many to choose from; of several the one nearest to
/// the top.
async fn wished(conn: &mut Conn, organisation: &OrganisationId, text: &str) -> Result<DepartmentId> {
    let is_end = text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let found: Option<DepartmentId> = sqlx::query_scalar(
        "select id from departments where organisation_id = $1 and parent_id is not null \
         and (id = $2 or id like $3 or name_key = $4) \
         order by case when id = $2 then 0 when id like $3 then 1 else 2 end, depth, position, id limit 1",
    )
    .bind(organisation)
    .bind(text)
    .bind(if is_end { ["%", text].concat() } else { String::new() })
    .bind(fold(text))
    .fetch_optional(conn)
    .await?;
    found.ok_or_else(|| Problem::field("department", Fault::Unknown).into())
}

/// The least of an id that names a department on the page.
const SHORTEST: usize = 6;

/// The ends of ids that tell them apart. Ids are chance and cannot be compressed: five hundred whole ones, once a form, would
/// make the page too heavy for the first flight.
fn ends(ids: &[&str]) -> Vec<String> {
    let end = |id: &str, length: usize| id[id.len().saturating_sub(length)..].to_owned();
    let longest = ids.iter().map(|id| id.len()).max().unwrap_or_default();
    let differ = |length: &usize| {
        let mut seen = HashSet::new();
        ids.iter().all(|id| seen.insert(end(id, *length)))
    };
    let length = (SHORTEST..longest).find(differ).unwrap_or(longest);
    ids.iter().map(|id| end(id, length)).collect()
}

/// Departments to choose from, parents before children: what names each, its name, and its depth below the top. None where there
/// are too many.
pub(super) async fn choices(conn: &mut Conn, opening: &Opening) -> Result<Vec<(String, String, i64)>> {
    type Row = (DepartmentId, Option<DepartmentId>, String, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "select id, parent_id, name, depth from departments where organisation_id = $1 and parent_id is not null \
         order by depth, position, id limit $2",
    )
    .bind(&opening.organisation)
    .bind(limits::WISHES as i64 + 1)
    .fetch_all(&mut *conn)
    .await?;
    if rows.len() > limits::WISHES {
        return Ok(Vec::new());
    }
    let root = departments::rows::root(conn, &opening.organisation).await?.id;
    let mut below: HashMap<&DepartmentId, Vec<&Row>> = HashMap::new();
    for row in rows.iter().rev() {
        below.entry(row.1.as_ref().unwrap_or(&root)).or_default().push(row);
    }
    let mut ordered: Vec<&Row> = Vec::with_capacity(rows.len());
    let mut next = below.remove(&root).unwrap_or_default();
    while let Some(row) = next.pop() {
        ordered.push(row);
        next.extend(below.remove(&row.0).unwrap_or_default());
    }
    let ids: Vec<&str> = ordered.iter().map(|row| row.0.as_str()).collect();
    Ok(ends(&ids).into_iter().zip(ordered).map(|(end, row)| (end, row.2.clone(), row.3)).collect())
}

/// Gives a member who is in now what he told: the department of his wish and his work number.
pub(super) async fn apply(
    tx: &mut Write,
    organisation: &OrganisationId,
    member: &MemberId,
    given: &Given,
) -> Result<()> {
    if let Some(wish) = &given.wish {
        rows::set_departments(tx, organisation, member, std::slice::from_ref(wish)).await?;
        sqlx::query("update members set main_department_id = $1 where id = $2")
            .bind(wish)
            .bind(member)
            .execute(&mut **tx)
            .await?;
        tx.hint(organisation, "departments");
    }
    number(tx, organisation, member, &given.told.work_number).await
}

/// Gives a member the work number that he told, where none is known and no platform owns it.
pub(super) async fn number(
    tx: &mut Write,
    organisation: &OrganisationId,
    member: &MemberId,
    work_number: &str,
) -> Result<()> {
    if work_number.is_empty() {
        return Ok(());
    }
    let done = sqlx::query("update members set work_number = $1 where id = $2 and work_number = '' and source = $3")
        .bind(work_number)
        .bind(member)
        .bind(Source::Manual)
        .execute(&mut **tx)
        .await?;
    if done.rows_affected() > 0 { rows::index(tx, organisation, member).await } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::join_details::usual;

    #[test]
    fn the_ends_of_ids_are_as_short_as_they_differ() {
        assert_eq!(ends(&["00-000001aa", "00-000002aa"]), ["0001aa", "0002aa"]);
        assert_eq!(ends(&["1-000000aa", "2-000000aa"]), ["1-000000aa", "2-000000aa"]);
        assert_eq!(ends(&["1-00000000aa", "2-10000000aa"]), ["00000000aa", "10000000aa"]);
        assert!(ends(&[]).is_empty());
    }

    fn kinds(details: &[Detail]) -> Vec<(DetailKind, bool)> {
        details.iter().map(|detail| (detail.kind, detail.required)).collect()
    }

    #[test]
    fn an_account_always_gets_an_address() {
        use DetailKind::{Email, Name, Phone};
        let only_phone = || vec![Detail::new(Name, true), Detail::new(Phone, false)];
        assert_eq!(kinds(&reachable(usual(), None)), [(Name, true), (Email, false), (Phone, false)]);
        assert_eq!(kinds(&reachable(only_phone(), None)), [(Name, true), (Phone, true)]);
        assert_eq!(kinds(&reachable(only_phone(), Some(Email))), [(Name, true), (Email, true), (Phone, false)]);
        assert_eq!(kinds(&reachable(usual(), Some(Phone))), [(Name, true), (Email, false), (Phone, true)]);
    }
}
