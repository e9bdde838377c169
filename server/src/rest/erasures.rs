//! `/customers/erasures`: the proof that somebody was erased.

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::customers;
use model::ErasureId;
use model::deletion::{Certificate, LegalBasis};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The proof that a customer was erased. It holds nothing about the person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erasure {
    id: String,
    /// The record that was erased, which nothing leads from to the person.
    customer_id: String,
    /// The article that the deletion rests on.
    #[schema(value_type = String, example = "gdpr_17_1_b")]
    legal_basis: LegalBasis,
    deleted_by: String,
    deleted_at: At,
    /// Who asked for it before the time; empty where the time in the recycle bin was over.
    erased_by: String,
    erased_at: At,
    /// How much of what was removed or made illegible.
    counts: BTreeMap<String, i64>,
    /// The entry of the activity that tells it.
    #[schema(required)]
    audit_seq: Option<i64>,
    /// The hash of that entry: compared with the chain, it proves that neither was altered.
    #[schema(required)]
    audit_hash: Option<String>,
}

impl From<Certificate> for Erasure {
    fn from(known: Certificate) -> Self {
        let (audit_seq, audit_hash) = known.entry.unzip();
        Self {
            id: known.id.0,
            customer_id: known.customer_id.0,
            legal_basis: known.basis,
            deleted_by: known.deleted_by,
            deleted_at: At(known.deleted_at),
            erased_by: known.erased_by,
            erased_at: At(known.erased_at),
            counts: known.counts.into_iter().collect(),
            audit_seq,
            audit_hash,
        }
    }
}

/// List certificates of erasure
///
/// Newest first.
#[utoipa::path(
    get, path = "/customers/erasures", tag = "Customers", operation_id = "listErasures", params(Paging),
    security(("key" = ["customers.delete"])), responses((status = 200, body = Listed<Erasure>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
) -> Told<Json<Listed<Erasure>>> {
    let page = customers::certificates(&edge.services, &caller.viewer, &paging.request()?).await?;
    Ok(Json(Listed::of(page, Erasure::from)))
}

/// Read a certificate of erasure
#[utoipa::path(
    get, path = "/customers/erasures/{id}", tag = "Customers", operation_id = "getErasure", params(("id" = String, Path)),
    security(("key" = ["customers.delete"])), responses((status = 200, body = Erasure)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Json<Erasure>> {
    Ok(Json(customers::certificate(&edge.services, &caller.viewer, &ErasureId(id)).await?.into()))
}
