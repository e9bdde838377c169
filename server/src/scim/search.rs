//! Searches whose parameters stand in the body (RFC 7644 §3.4.3), so that no filter is written into a log.

use super::asked::Asked;
use super::sent::Sent;
use super::{Key, Place, Told, answer};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::scim;

/// Users.
pub async fn users(State(edge): Place, Extension(caller): Key, Sent(body): Sent) -> Told<Response> {
    let asked = Asked::of_body(&body)?;
    let found = scim::users::list(&edge.services, &caller, &asked.query_without("groups")).await?;
    Ok(answer::list(found, &asked.shape))
}

/// Groups.
pub async fn groups(State(edge): Place, Extension(caller): Key, Sent(body): Sent) -> Told<Response> {
    let asked = Asked::of_body(&body)?;
    let found = scim::groups::list(&edge.services, &caller, &asked.query_without("members")).await?;
    Ok(answer::list(found, &asked.shape))
}

/// Users and groups.
pub async fn all(State(edge): Place, Extension(caller): Key, Sent(body): Sent) -> Told<Response> {
    let asked = Asked::of_body(&body)?;
    let found = scim::search(&edge.services, &caller, &asked.query).await?;
    Ok(answer::list(found, &asked.shape))
}
