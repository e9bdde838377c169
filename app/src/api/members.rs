//! Members.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::MemberId;
use model::member::{BulkEdit, ChangeRole, EditMember, Facets, MemberDetail, MemberQuery, MemberRow, Status, Step};
use model::page::Page;
use model::run::Run;

/// One page of the member table.
///
/// # Errors
/// What the use case refuses; see `domain::members::list`.
#[server(name = ListMembers, prefix = "/fn", endpoint = "members/list", input = Json, output = Json)]
pub async fn list(query: MemberQuery) -> Answer<Page<MemberRow>> {
    let caller = super::caller()?;
    Ok(domain::members::list(&caller.services, &caller.viewer, &query).await?)
}

/// What was meant by a search that finds nobody.
///
/// # Errors
/// What the use case refuses; see `domain::members::suggest`.
#[server(name = SuggestMembers, prefix = "/fn", endpoint = "members/suggest", input = Json, output = Json)]
pub async fn suggest(query: MemberQuery) -> Answer<Vec<String>> {
    let caller = super::caller()?;
    Ok(domain::members::suggest(&caller.services, &caller.viewer, &query).await?)
}

/// How many match in each status, for the tabs; the query's own statuses do not count.
///
/// # Errors
/// What the use case refuses; see `domain::members::counts`.
#[server(name = CountMembers, prefix = "/fn", endpoint = "members/counts", input = Json, output = Json)]
pub async fn counts(query: MemberQuery) -> Answer<Vec<(Status, i64)>> {
    let caller = super::caller()?;
    Ok(domain::members::counts(&caller.services, &caller.viewer, &query).await?)
}

/// Positions and locations that occur, for the filters.
///
/// # Errors
/// What the use case refuses; see `domain::members::facets`.
#[server(name = MemberFacets, prefix = "/fn", endpoint = "members/facets", input = Json, output = Json)]
pub async fn facets() -> Answer<Facets> {
    let caller = super::caller()?;
    Ok(domain::members::facets(&caller.services, &caller.viewer).await?)
}

/// Everything that the drawer shows of one member.
///
/// # Errors
/// What the use case refuses; see `domain::members::get`.
#[server(name = GetMember, prefix = "/fn", endpoint = "members/get", input = Json, output = Json)]
pub async fn get(id: MemberId) -> Answer<MemberDetail> {
    let caller = super::caller()?;
    Ok(domain::members::get(&caller.services, &caller.viewer, &id).await?)
}

/// Edits one member.
///
/// # Errors
/// What the use case refuses; see `domain::members::edit`.
#[server(name = EditOneMember, prefix = "/fn", endpoint = "members/edit", input = Json, output = Json)]
pub async fn edit(edit: EditMember) -> Answer<MemberDetail> {
    let caller = super::caller()?;
    Ok(domain::members::edit(&caller.services, &caller.viewer, &edit).await?)
}

/// Gives a member another role.
///
/// # Errors
/// What the use case refuses; see `domain::members::change_role`.
#[server(name = ChangeMemberRole, prefix = "/fn", endpoint = "members/change_role", input = Json, output = Json)]
pub async fn change_role(change: ChangeRole) -> Answer<MemberDetail> {
    let caller = super::caller()?;
    Ok(domain::members::change_role(&caller.services, &caller.viewer, &change).await?)
}

/// Suspends, resumes, terminates or restores a member.
///
/// # Errors
/// What the use case refuses; see `domain::members::take_step`.
#[server(name = TakeMemberStep, prefix = "/fn", endpoint = "members/take_step", input = Json, output = Json)]
pub async fn take_step(id: MemberId, revision: i64, step: Step) -> Answer<MemberDetail> {
    let caller = super::caller()?;
    Ok(domain::members::take_step(&caller.services, &caller.viewer, &id, revision, step).await?)
}

/// Begins to look who would be changed by an edit of many; the changes wait for review.
///
/// # Errors
/// What the use case refuses; see `domain::members::bulk_edit`.
#[server(name = BulkEditMembers, prefix = "/fn", endpoint = "members/bulk_edit", input = Json, output = Json)]
pub async fn bulk_edit(edit: BulkEdit) -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::members::bulk_edit(&caller.services, &caller.viewer, &edit).await?)
}
