//! Customers.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::CustomerId;
use model::customer::{CustomerDetail, CustomerQuery, CustomerRow, Tag};
use model::page::Page;

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
