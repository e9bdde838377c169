//! Customers.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::customer::{CustomerDetail, CustomerQuery, CustomerRow, Tag};
use model::deletion::{BinEntry, BinQuery, Certificate, Deleted, Deletion, DeletionRules, Hold, Impact, PlaceHold};
use model::page::{Page, PageRequest};
use model::run::Run;
use model::{CustomerId, HoldId};

/// One page of the customer table.
///
/// # Errors
/// What the use case refuses; see `domain::customers::list`.
#[server(name = ListCustomers, prefix = "/fn", endpoint = "customers/list", input = Json, output = Json)]
pub async fn list(query: CustomerQuery) -> Answer<Page<CustomerRow>> {
    let caller = super::caller()?;
    Ok(domain::customers::list(&caller.services, &caller.viewer, &query).await?)
}

/// What was meant by a search that finds nobody.
///
/// # Errors
/// What the use case refuses; see `domain::customers::suggest`.
#[server(name = SuggestCustomers, prefix = "/fn", endpoint = "customers/suggest", input = Json, output = Json)]
pub async fn suggest(query: CustomerQuery) -> Answer<Vec<String>> {
    let caller = super::caller()?;
    Ok(domain::customers::suggest(&caller.services, &caller.viewer, &query).await?)
}

/// Everything that the detail shows of one customer.
///
/// # Errors
/// What the use case refuses; see `domain::customers::get`.
#[server(name = GetCustomer, prefix = "/fn", endpoint = "customers/get", input = Json, output = Json)]
pub async fn get(id: CustomerId) -> Answer<CustomerDetail> {
    let caller = super::caller()?;
    Ok(domain::customers::get(&caller.services, &caller.viewer, &id).await?)
}

/// All tags, by group.
///
/// # Errors
/// What the use case refuses; see `domain::customers::tags`.
#[server(name = ListTags, prefix = "/fn", endpoint = "customers/tags", input = Json, output = Json)]
pub async fn tags() -> Answer<Vec<Tag>> {
    let caller = super::caller()?;
    Ok(domain::customers::tags(&caller.services, &caller.viewer).await?)
}

/// What hangs on these customers and what becomes of it when they are deleted.
///
/// # Errors
/// What the use case refuses; see `domain::customers::impact`.
#[server(name = ImpactOfDeletion, prefix = "/fn", endpoint = "customers/impact", input = Json, output = Json)]
pub async fn impact(ids: Vec<CustomerId>) -> Answer<Vec<Impact>> {
    let caller = super::caller()?;
    Ok(domain::customers::impact(&caller.services, &caller.viewer, &ids).await?)
}

/// Deletes customers by id.
///
/// # Errors
/// What the use case refuses; see `domain::customers::delete`.
#[server(name = DeleteCustomers, prefix = "/fn", endpoint = "customers/delete", input = Json, output = Json)]
pub async fn delete(deletion: Deletion) -> Answer<Deleted> {
    let caller = super::caller()?;
    Ok(domain::customers::delete(&caller.services, &caller.viewer, &deletion, false).await?)
}

/// Begins to look who would be deleted; the change set waits for review.
///
/// # Errors
/// What the use case refuses; see `domain::customers::delete_many`.
#[server(name = DeleteManyCustomers, prefix = "/fn", endpoint = "customers/delete_many", input = Json, output = Json)]
pub async fn delete_many(deletion: Deletion) -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::customers::delete_many(&caller.services, &caller.viewer, &deletion).await?)
}

/// One page of the recycle bin.
///
/// # Errors
/// What the use case refuses; see `domain::customers::bin`.
#[server(name = ListBin, prefix = "/fn", endpoint = "customers/bin", input = Json, output = Json)]
pub async fn bin(query: BinQuery) -> Answer<Page<BinEntry>> {
    let caller = super::caller()?;
    Ok(domain::customers::bin(&caller.services, &caller.viewer, &query).await?)
}

/// Brings customers back out of the recycle bin.
///
/// # Errors
/// What the use case refuses; see `domain::customers::restore`.
#[server(name = RestoreCustomers, prefix = "/fn", endpoint = "customers/restore", input = Json, output = Json)]
pub async fn restore(ids: Vec<CustomerId>) -> Answer<Deleted> {
    let caller = super::caller()?;
    Ok(domain::customers::restore(&caller.services, &caller.viewer, &ids, false).await?)
}

/// Proposes to erase customers before their time; a second person carries it out.
///
/// # Errors
/// What the use case refuses; see `domain::customers::erase`.
#[server(name = EraseCustomers, prefix = "/fn", endpoint = "customers/erase", input = Json, output = Json)]
pub async fn erase(ids: Vec<CustomerId>) -> Answer<Deleted> {
    let caller = super::caller()?;
    Ok(domain::customers::erase(&caller.services, &caller.viewer, &ids).await?)
}

/// One page of certificates of erasure.
///
/// # Errors
/// What the use case refuses; see `domain::customers::certificates`.
#[server(name = ListCertificates, prefix = "/fn", endpoint = "customers/certificates", input = Json, output = Json)]
pub async fn certificates(page: PageRequest) -> Answer<Page<Certificate>> {
    let caller = super::caller()?;
    Ok(domain::customers::certificates(&caller.services, &caller.viewer, &page).await?)
}

/// Keeps a customer from being deleted; all holds on him.
///
/// # Errors
/// What the use case refuses; see `domain::customers::hold`.
#[server(name = HoldCustomer, prefix = "/fn", endpoint = "customers/hold", input = Json, output = Json)]
pub async fn hold(place: PlaceHold) -> Answer<Vec<Hold>> {
    let caller = super::caller()?;
    Ok(domain::customers::hold(&caller.services, &caller.viewer, &place).await?)
}

/// Lifts a hold; those that are left.
///
/// # Errors
/// What the use case refuses; see `domain::customers::lift`.
#[server(name = LiftHold, prefix = "/fn", endpoint = "customers/lift", input = Json, output = Json)]
pub async fn lift(customer: CustomerId, id: HoldId) -> Answer<Vec<Hold>> {
    let caller = super::caller()?;
    Ok(domain::customers::lift(&caller.services, &caller.viewer, &customer, &id).await?)
}

/// What the organisation decided about deleting customers.
///
/// # Errors
/// What the use case refuses; see `domain::customers::rules`.
#[server(name = ReadDeletionRules, prefix = "/fn", endpoint = "customers/rules", input = Json, output = Json)]
pub async fn rules() -> Answer<DeletionRules> {
    let caller = super::caller()?;
    Ok(domain::customers::rules(&caller.services, &caller.viewer).await?)
}

/// Changes what the organisation decided about deleting customers.
///
/// # Errors
/// What the use case refuses; see `domain::customers::save_rules`.
#[server(name = SaveDeletionRules, prefix = "/fn", endpoint = "customers/save_rules", input = Json, output = Json)]
pub async fn save_rules(rules: DeletionRules) -> Answer<DeletionRules> {
    let caller = super::caller()?;
    Ok(domain::customers::save_rules(&caller.services, &caller.viewer, &rules).await?)
}
