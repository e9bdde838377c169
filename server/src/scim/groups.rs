//! `/Groups`: groups of the provider's users.

use super::asked::Asked;
use super::sent::{Sent, Tags};
use super::{Key, Place, Told, answer};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::scim::{Change, groups};

/// A page of groups.
pub async fn list(State(edge): Place, Extension(caller): Key, asked: Asked) -> Told<Response> {
    let found = groups::list(&edge.services, &caller, &asked.query_without("members")).await?;
    Ok(answer::list(found, &asked.shape))
}

/// One group.
pub async fn get(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
) -> Told<Response> {
    let group = groups::get(&edge.services, &caller, &id, !asked.shape.leaves_out("members")).await?;
    if tags.knows(group.revision) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    Ok(answer::one(StatusCode::OK, group, &asked.shape))
}

/// A new group.
pub async fn create(State(edge): Place, Extension(caller): Key, asked: Asked, Sent(body): Sent) -> Told<Response> {
    let group = groups::create(&edge.services, &caller, &body).await?;
    Ok(answer::one(StatusCode::CREATED, group, &asked.shape))
}

/// Makes the group what the body says.
pub async fn replace(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
    Sent(body): Sent,
) -> Told<Response> {
    let group = groups::save(&edge.services, &caller, &id, &tags.matches, Change::Replace(&body)).await?;
    Ok(answer::one(StatusCode::OK, group, &asked.shape))
}

/// Carries operations out. The answer is always the group: some providers take nothing else.
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
    Sent(body): Sent,
) -> Told<Response> {
    let group = groups::save(&edge.services, &caller, &id, &tags.matches, Change::Patch(&body)).await?;
    Ok(answer::one(StatusCode::OK, group, &asked.shape))
}

/// Removes the group. Its users stay.
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
) -> Told<StatusCode> {
    groups::delete(&edge.services, &caller, &id, &tags.matches).await?;
    Ok(StatusCode::NO_CONTENT)
}
