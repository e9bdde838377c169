//! `/customers`

use super::bulk::Results;
use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::customers;
use model::customer::{CustomerDetail, CustomerQuery, CustomerState, Relation as KnownRelation, RelationState};
use model::deletion::{BinEntry, BinQuery, Deletion, LegalBasis};
use model::member::Source;
use model::permission::Permission;
use model::problem::Fault;
use model::{CustomerId, DepartmentId, MemberId, Problem, TagId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Customer {
    id: String,
    name: String,
    company: String,
    position: String,
    phone: String,
    email: String,
    /// What colleagues should know.
    note: String,
    /// Names of the tags that any owner gave, and of those of the organisation's own.
    tags: Vec<String>,
    relations: Vec<Relation>,
    /// manual or wecom.
    #[schema(value_type = String, example = "wecom")]
    source: Source,
    /// The ids on connected platforms.
    external_ids: Vec<String>,
    /// live, or ended where every relation has.
    #[schema(value_type = String, example = "live")]
    state: CustomerState,
    revision: i64,
}

/// The tie between a customer and a member who looks after them.
#[derive(Debug, Serialize, ToSchema)]
pub struct Relation {
    member_id: String,
    /// What the member calls them.
    remark: String,
    since: At,
    /// live, ended or one_way.
    #[schema(value_type = String, example = "live")]
    state: RelationState,
}

impl From<KnownRelation> for Relation {
    fn from(known: KnownRelation) -> Self {
        Self { member_id: known.owner.member_id.0, remark: known.remark, since: At(known.since), state: known.state }
    }
}

impl From<CustomerDetail> for Customer {
    fn from(known: CustomerDetail) -> Self {
        Self {
            id: known.row.id.0,
            name: known.row.name,
            company: known.row.company,
            position: known.position,
            phone: known.row.phone,
            email: known.row.email,
            note: known.note,
            tags: known.row.tags.into_iter().map(|tag| tag.name).collect(),
            relations: known.relations.into_iter().map(Relation::from).collect(),
            source: known.row.source,
            external_ids: known.external_ids,
            state: known.state,
            revision: known.row.revision,
        }
    }
}

/// Which customers are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CustomerFilter {
    /// Words: name, pinyin or its initials, remark, company, phone.
    #[serde(default)]
    q: String,
    /// Only those whom this member looks after.
    owner_id: Option<String>,
    /// Only those looked after by somebody in this department or below it.
    department_id: Option<String>,
    /// Only with this tag, by its id.
    tag: Option<String>,
    /// manual or wecom.
    source: Option<String>,
    /// live, which is the default, or ended.
    state: Option<String>,
}

/// List customers
///
/// Newest first.
#[utoipa::path(
    get, path = "/customers", tag = "Customers", operation_id = "listCustomers", params(Paging, CustomerFilter),
    security(("key" = ["customers.read"])), responses((status = 200, body = Listed<Customer>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<CustomerFilter>,
) -> Told<Json<Listed<Customer>>> {
    let query = CustomerQuery {
        search: filter.q,
        owner: filter.owner_id.map(MemberId),
        department: filter.department_id.map(DepartmentId),
        tags: filter.tag.map(TagId).into_iter().collect(),
        source: word("source", filter.source.as_deref(), Source::from_word)?,
        state: word("state", filter.state.as_deref(), CustomerState::from_word)?.unwrap_or_default(),
        page: paging.request()?,
        ..CustomerQuery::default()
    };
    let page = customers::list_details(&edge.services, &caller.viewer, &query).await?;
    Ok(Json(Listed::of(page, Customer::from)))
}

/// Read a customer
#[utoipa::path(
    get, path = "/customers/{id}", tag = "Customers", operation_id = "getCustomer", params(("id" = String, Path)),
    security(("key" = ["customers.read"])), responses((status = 200, body = Customer)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Customer>> {
    let known = customers::get(&edge.services, &caller.viewer, &CustomerId(id)).await?;
    let revision = known.row.revision;
    Ok(Shown::now(known.into(), revision))
}

/// Why a customer is deleted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Why {
    /// For colleagues who look it up later.
    reason: Option<String>,
    /// The article that it rests on; `other` needs `legal_basis_note`.
    #[param(example = "gdpr_17_1_b")]
    legal_basis: Option<String>,
    /// Which basis exactly.
    #[serde(default)]
    legal_basis_note: String,
}

fn basis(text: Option<&str>) -> Told<LegalBasis> {
    let basis = word("legal_basis", text, LegalBasis::from_word)?;
    Ok(basis.ok_or_else(|| Problem::field("legal_basis", Fault::Missing))?)
}

/// Delete a customer
///
/// Into the recycle bin, and for good when the time there is over. WeCom keeps its own relation; no synchronisation brings the
/// customer back. 409 with `legal_hold`, `retention` or `second_person` says what stands in the way.
#[utoipa::path(
    delete, path = "/customers/{id}", tag = "Customers", operation_id = "deleteCustomer",
    params(("id" = String, Path), Why), security(("key" = ["customers.delete"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Asked(why): Asked<Why>,
) -> Told<StatusCode> {
    caller.viewer.require(Permission::CustomersDelete)?;
    let id = CustomerId(id);
    // Whom there is nothing of needs no reason to stay.
    customers::get(&edge.services, &caller.viewer, &id).await?;
    let deletion = Deletion {
        ids: vec![id],
        query: CustomerQuery::default(),
        reason: why.reason.ok_or_else(|| Problem::field("reason", Fault::Missing))?,
        basis: basis(why.legal_basis.as_deref())?,
        basis_note: why.legal_basis_note,
    };
    customers::delete_one(&edge.services, &caller.viewer, &deletion, revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which customers are to be deleted, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DeleteCustomers {
    /// At most 1 000.
    ids: Vec<String>,
    /// For colleagues who look it up later.
    #[schema(example = "Asked us to")]
    reason: String,
    /// The article that it rests on: pipl_47_1 to pipl_47_4, gdpr_17_1_a to gdpr_17_1_e, lgpd_16, lgpd_18_4, lgpd_18_6 or other.
    #[schema(example = "gdpr_17_1_b")]
    legal_basis: String,
    /// Which basis exactly; needed for `other`.
    #[serde(default)]
    legal_basis_note: String,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Delete many customers
///
/// In one step, with an outcome each. Above the number that the organisation sets, nothing is deleted yet: the change set waits
/// for a second person, and every outcome says `second_person`.
#[utoipa::path(
    post, path = "/customers/delete", tag = "Customers", operation_id = "deleteCustomers", request_body = DeleteCustomers,
    security(("key" = ["customers.delete"])), responses((status = 200, body = Results)),
)]
pub async fn delete_many(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<DeleteCustomers>,
) -> Told<Json<Results>> {
    caller.viewer.require(Permission::CustomersDelete)?;
    let deletion = Deletion {
        ids: sent.ids.into_iter().map(CustomerId).collect(),
        query: CustomerQuery::default(),
        reason: sent.reason,
        basis: basis(Some(&sent.legal_basis))?,
        basis_note: sent.legal_basis_note,
    };
    let deleted = customers::delete(&edge.services, &caller.viewer, &deletion, sent.dry_run).await?;
    Ok(Json(Results::with_set(deleted.outcomes, deleted.set)))
}

/// Which customers are to come back.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RestoreCustomers {
    /// At most 1 000.
    ids: Vec<String>,
    /// Whether only to tell what would become of each.
    #[serde(default)]
    dry_run: bool,
}

/// Restore customers
///
/// Out of the recycle bin. If one of them was added again meanwhile, nothing is restored yet: the change set waits for somebody to
/// decide whether both become one.
#[utoipa::path(
    post, path = "/customers/restore", tag = "Customers", operation_id = "restoreCustomers",
    request_body = RestoreCustomers,
    security(("key" = ["customers.delete"])), responses((status = 200, body = Results)),
)]
pub async fn restore(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<RestoreCustomers>,
) -> Told<Json<Results>> {
    let ids: Vec<CustomerId> = sent.ids.into_iter().map(CustomerId).collect();
    let restored = customers::restore(&edge.services, &caller.viewer, &ids, sent.dry_run).await?;
    Ok(Json(Results::with_set(restored.outcomes, restored.set)))
}

/// A customer in the recycle bin.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletedCustomer {
    id: String,
    name: String,
    company: String,
    owner_ids: Vec<String>,
    deleted_by: String,
    deleted_at: At,
    reason: String,
    /// The article that the deletion rests on.
    #[schema(value_type = String, example = "gdpr_17_1_b")]
    legal_basis: LegalBasis,
    legal_basis_note: String,
    /// When everything about them is erased.
    erase_at: At,
}

impl From<BinEntry> for DeletedCustomer {
    fn from(known: BinEntry) -> Self {
        Self {
            id: known.id.0,
            name: known.name,
            company: known.company,
            owner_ids: known.owners.into_iter().map(|owner| owner.member_id.0).collect(),
            deleted_by: known.deleted_by,
            deleted_at: At(known.deleted_at),
            reason: known.reason,
            legal_basis: known.basis,
            legal_basis_note: known.basis_note,
            erase_at: At(known.erase_at),
        }
    }
}

/// List the recycle bin
///
/// Newest first.
#[utoipa::path(
    get, path = "/customers/bin", tag = "Customers", operation_id = "listDeletedCustomers", params(Paging),
    security(("key" = ["customers.delete"])), responses((status = 200, body = Listed<DeletedCustomer>)),
)]
pub async fn bin(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<DeletedCustomer>>> {
    let query = BinQuery { page: paging.request()?, ..BinQuery::default() };
    Ok(Json(Listed::of(customers::bin(&edge.services, &caller.viewer, &query).await?, DeletedCustomer::from)))
}
