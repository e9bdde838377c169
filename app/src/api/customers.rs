//! Customers.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::customer::{CustomerDetail, CustomerQuery, CustomerRow, Outcomes, Tag};
use model::customer_edit::{AddCustomer, EditCustomer};
use model::deletion::{BinEntry, BinQuery, Certificate, Deletion, DeletionRules, Hold, Impact, PlaceHold};
use model::merge::{Alike, Merge, MergePreview};
use model::page::{Page, PageRequest};
use model::run::Run;
use model::tag::{RenameGroup, SaveTag, TagRow, Tagging};
use model::{CustomerId, HoldId, TagId};

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

/// Adds a customer.
///
/// # Errors
/// What the use case refuses; see `domain::customers::create`.
#[server(name = AddCustomerByHand, prefix = "/fn", endpoint = "customers/add", input = Json, output = Json)]
pub async fn add(add: AddCustomer) -> Answer<CustomerDetail> {
    let caller = super::caller()?;
    Ok(domain::customers::create(&caller.services, &caller.viewer, add).await?)
}

/// Edits one customer.
///
/// # Errors
/// What the use case refuses; see `domain::customers::edit`.
#[server(name = EditCustomerByHand, prefix = "/fn", endpoint = "customers/edit", input = Json, output = Json)]
pub async fn edit(edit: EditCustomer) -> Answer<CustomerDetail> {
    let caller = super::caller()?;
    Ok(domain::customers::edit(&caller.services, &caller.viewer, &edit).await?)
}

/// Who may be the same person.
///
/// # Errors
/// What the use case refuses; see `domain::customers::alike`.
#[server(name = AlikeCustomers, prefix = "/fn", endpoint = "customers/alike", input = Json, output = Json)]
pub async fn alike(id: CustomerId) -> Answer<Vec<Alike>> {
    let caller = super::caller()?;
    Ok(domain::customers::alike(&caller.services, &caller.viewer, &id).await?)
}

/// What a merge would bring together.
///
/// # Errors
/// What the use case refuses; see `domain::customers::preview_merge`.
#[server(name = PreviewMerge, prefix = "/fn", endpoint = "customers/preview_merge", input = Json, output = Json)]
pub async fn preview_merge(ids: Vec<CustomerId>) -> Answer<MergePreview> {
    let caller = super::caller()?;
    Ok(domain::customers::preview_merge(&caller.services, &caller.viewer, &ids).await?)
}

/// Makes one customer of several.
///
/// # Errors
/// What the use case refuses; see `domain::customers::merge`.
#[server(name = MergeCustomers, prefix = "/fn", endpoint = "customers/merge", input = Json, output = Json)]
pub async fn merge(merge: Merge) -> Answer<Outcomes> {
    let caller = super::caller()?;
    Ok(domain::customers::merge(&caller.services, &caller.viewer, &merge, false).await?)
}

/// Begins to look for customers that are the same person; what is proposed waits for review.
///
/// # Errors
/// What the use case refuses; see `domain::customers::look_for_duplicates`.
#[server(name = FindDuplicateCustomers, prefix = "/fn", endpoint = "customers/duplicates", input = Json, output = Json)]
pub async fn duplicates() -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::customers::look_for_duplicates(&caller.services, &caller.viewer).await?)
}

/// Puts tags on customers and takes tags off them.
///
/// # Errors
/// What the use case refuses; see `domain::customers::tag`.
#[server(name = TagCustomers, prefix = "/fn", endpoint = "customers/tag", input = Json, output = Json)]
pub async fn tag(tagging: Tagging) -> Answer<Outcomes> {
    let caller = super::caller()?;
    Ok(domain::customers::tag(&caller.services, &caller.viewer, &tagging, false).await?)
}

/// Begins to look who would be tagged; the change set waits for review.
///
/// # Errors
/// What the use case refuses; see `domain::customers::tag_many`.
#[server(name = TagManyCustomers, prefix = "/fn", endpoint = "customers/tag_many", input = Json, output = Json)]
pub async fn tag_many(tagging: Tagging) -> Answer<Run> {
    let caller = super::caller()?;
    Ok(domain::customers::tag_many(&caller.services, &caller.viewer, &tagging).await?)
}

/// All tags with the platforms that own them and how many customers carry each.
///
/// # Errors
/// What the use case refuses; see `domain::customers::tag_rows`.
#[server(name = ListTagRows, prefix = "/fn", endpoint = "customers/tag_rows", input = Json, output = Json)]
pub async fn tag_rows() -> Answer<Vec<TagRow>> {
    let caller = super::caller()?;
    Ok(domain::customers::tag_rows(&caller.services, &caller.viewer).await?)
}

/// Makes a tag, or gives one another name or group.
///
/// # Errors
/// What the use case refuses; see `domain::customers::save_tag`.
#[server(name = SaveCustomerTag, prefix = "/fn", endpoint = "customers/save_tag", input = Json, output = Json)]
pub async fn save_tag(save: SaveTag) -> Answer<Tag> {
    let caller = super::caller()?;
    Ok(domain::customers::save_tag(&caller.services, &caller.viewer, save).await?)
}

/// Gives a group of tags another name.
///
/// # Errors
/// What the use case refuses; see `domain::customers::rename_group`.
#[server(name = RenameTagGroup, prefix = "/fn", endpoint = "customers/rename_group", input = Json, output = Json)]
pub async fn rename_group(rename: RenameGroup) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::customers::rename_group(&caller.services, &caller.viewer, rename).await?)
}

/// Deletes a tag that nobody carries.
///
/// # Errors
/// What the use case refuses; see `domain::customers::delete_tag`.
#[server(name = DeleteCustomerTag, prefix = "/fn", endpoint = "customers/delete_tag", input = Json, output = Json)]
pub async fn delete_tag(id: TagId, revision: i64) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::customers::delete_tag(&caller.services, &caller.viewer, &id, revision).await?)
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
pub async fn delete(deletion: Deletion) -> Answer<Outcomes> {
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
pub async fn restore(ids: Vec<CustomerId>) -> Answer<Outcomes> {
    let caller = super::caller()?;
    Ok(domain::customers::restore(&caller.services, &caller.viewer, &ids, false).await?)
}

/// Proposes to erase customers before their time; a second person carries it out.
///
/// # Errors
/// What the use case refuses; see `domain::customers::erase`.
#[server(name = EraseCustomers, prefix = "/fn", endpoint = "customers/erase", input = Json, output = Json)]
pub async fn erase(ids: Vec<CustomerId>) -> Answer<Outcomes> {
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
