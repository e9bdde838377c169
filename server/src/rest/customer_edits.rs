//! `/customers`: adding, changing, tagging and merging.

use super::bulk::Results;
use super::customers::Customer;
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::customers;
use model::customer::{CustomerDetail, CustomerQuery};
use model::customer_edit::{AddCustomer, CustomerField, EditCustomer};
use model::merge::Merge;
use model::permission::Permission;
use model::problem::Fault;
use model::tag::Tagging;
use model::{CustomerId, MemberId, Problem, TagId};
use serde::Deserialize;
use utoipa::ToSchema;

fn shown(known: CustomerDetail) -> Shown<Customer> {
    let revision = known.row.revision;
    Shown::now(known.into(), revision)
}

fn members(ids: Vec<String>) -> Vec<MemberId> {
    ids.into_iter().map(MemberId).collect()
}

fn tags(ids: Vec<String>) -> Vec<TagId> {
    ids.into_iter().map(TagId).collect()
}

/// Somebody to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewCustomer {
    #[schema(example = "Lin Hua", max_length = 64)]
    name: String,
    #[serde(default)]
    #[schema(max_length = 128)]
    company: String,
    #[serde(default)]
    #[schema(max_length = 128)]
    position: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    /// What colleagues should know.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
    /// Members who look after the customer.
    #[serde(default)]
    owner_ids: Vec<String>,
    /// Tags of the organisation's own; see `/tags`.
    #[serde(default)]
    tag_ids: Vec<String>,
    /// Whether to add even though somebody has the phone number or the address already.
    #[serde(default)]
    even_if_here: bool,
}

/// Add a customer
///
/// 409 with `taken` if somebody has the phone number or the address; `even_if_here` adds all the same.
#[utoipa::path(
    post, path = "/customers", tag = "Customers", operation_id = "addCustomer", request_body = NewCustomer,
    security(("key" = ["customers.write"])), responses((status = 201, body = Customer)),
)]
pub async fn add(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<NewCustomer>) -> Told<Shown<Customer>> {
    let add = AddCustomer {
        name: sent.name,
        company: sent.company,
        position: sent.position,
        phone: sent.phone,
        email: sent.email,
        note: sent.note,
        owners: members(sent.owner_ids),
        tags: tags(sent.tag_ids),
        even_if_here: sent.even_if_here,
    };
    let known = customers::create(&edge.services, &caller.viewer, add).await?;
    let (revision, path) = (known.row.revision, format!("/customers/{}", known.row.id));
    Ok(Shown::made(known.into(), revision, &path))
}

/// What is to be different. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfCustomer {
    name: Option<String>,
    company: Option<String>,
    position: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    /// What colleagues should know.
    note: Option<String>,
    /// All who look after the customer from now on.
    owner_ids: Option<Vec<String>>,
    /// All tags of the organisation's own from now on.
    tag_ids: Option<Vec<String>>,
}

/// Change a customer
///
/// 409 with `owned_upstream` for a field that a connected platform owns.
#[utoipa::path(
    patch, path = "/customers/{id}", tag = "Customers", operation_id = "changeCustomer", params(("id" = String, Path)),
    request_body = ChangeOfCustomer,
    security(("key" = ["customers.write"])), responses((status = 200, body = Customer)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfCustomer>,
) -> Told<Shown<Customer>> {
    let edit = EditCustomer {
        name: sent.name,
        company: sent.company,
        position: sent.position,
        phone: sent.phone,
        email: sent.email,
        note: sent.note,
        owners: sent.owner_ids.map(members),
        tags: sent.tag_ids.map(tags),
        ..EditCustomer::of(CustomerId(id), revision.of())
    };
    Ok(shown(customers::edit(&edge.services, &caller.viewer, &edit).await?))
}

/// Which customers get which tags.
#[derive(Debug, Deserialize, ToSchema)]
pub struct TagCustomers {
    /// At most 1 000.
    ids: Vec<String>,
    /// Tags of the organisation's own to put on.
    #[serde(default)]
    #[schema(example = json!(["TAG_ID"]))]
    add: Vec<String>,
    /// Tags of the organisation's own to take off.
    #[serde(default)]
    remove: Vec<String>,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Tag customers
///
/// In one step, with an outcome each; the change set can be undone.
#[utoipa::path(
    post, path = "/customers/tags", tag = "Customers", operation_id = "tagCustomers", request_body = TagCustomers,
    security(("key" = ["customers.write"])), responses((status = 200, body = Results)),
)]
pub async fn tag(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<TagCustomers>) -> Told<Json<Results>> {
    let tagging = Tagging {
        ids: sent.ids.into_iter().map(CustomerId).collect(),
        query: CustomerQuery::default(),
        add: tags(sent.add),
        remove: tags(sent.remove),
    };
    let done = customers::tag(&edge.services, &caller.viewer, &tagging, sent.dry_run).await?;
    Ok(Json(Results::with_set(done.outcomes, done.set)))
}

/// Which customers become one.
#[derive(Debug, Deserialize, ToSchema)]
pub struct MergeCustomers {
    /// The one who stays.
    keep: String,
    /// Those who become part of it; at most 20.
    ids: Vec<String>,
    /// From whom the value of a field comes: name, company, position, phone, email. Of the others the kept one's counts, or, where that
    /// is empty, the first that is not.
    #[serde(default)]
    take: Vec<Take>,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Whose value of a field counts.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Take {
    #[schema(example = "phone")]
    field: String,
    from: String,
}

/// Merge customers
///
/// Relations, tags, holds and ids on platforms go over; `/customers/{id}` of one who went answers with the one who stayed. `two_there`
/// and `known_there` say that a connected platform knows them otherwise. The change set can be undone.
#[utoipa::path(
    post, path = "/customers/merge", tag = "Customers", operation_id = "mergeCustomers", request_body = MergeCustomers,
    security(("key" = ["customers.write"])), responses((status = 200, body = Results)),
)]
pub async fn merge(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<MergeCustomers>,
) -> Told<Json<Results>> {
    // Before anything is looked up: who may not write learns nothing of what is here.
    caller.viewer.require(Permission::CustomersWrite)?;
    let mut take = Vec::with_capacity(sent.take.len());
    for Take { field, from } in sent.take {
        let field = CustomerField::from_word(&field).ok_or_else(|| Problem::field("take", Fault::Unknown))?;
        take.push((field, CustomerId(from)));
    }
    let merge = Merge { keep: CustomerId(sent.keep), ids: sent.ids.into_iter().map(CustomerId).collect(), take };
    let done = customers::merge(&edge.services, &caller.viewer, &merge, sent.dry_run).await?;
    Ok(Json(Results::with_set(done.outcomes, done.set)))
}
