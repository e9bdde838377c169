//! `/Users`: members whom the provider keeps.

use super::asked::Asked;
use super::sent::{Sent, Tags};
use super::{Key, Place, Told, answer};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use domain::scim::{Change, users};

/// A page of users.
pub async fn list(State(edge): Place, Extension(caller): Key, asked: Asked) -> Told<Response> {
    let found = users::list(&edge.services, &caller, &asked.query_without("groups")).await?;
    Ok(answer::list(found, &asked.shape))
}

/// One user.
pub async fn get(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
) -> Told<Response> {
    let user = users::get(&edge.services, &caller, &id).await?;
    if tags.knows(user.revision) {
        return Ok(StatusCode::NOT_MODIFIED.into_response());
    }
    Ok(answer::one(StatusCode::OK, user, &asked.shape))
}

/// A new user.
pub async fn create(State(edge): Place, Extension(caller): Key, asked: Asked, Sent(body): Sent) -> Told<Response> {
    let user = users::create(&edge.services, &caller, &body).await?;
    Ok(answer::one(StatusCode::CREATED, user, &asked.shape))
}

/// Makes the user what the body says.
pub async fn replace(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
    Sent(body): Sent,
) -> Told<Response> {
    let user = users::save(&edge.services, &caller, &id, &tags.matches, Change::Replace(&body)).await?;
    Ok(answer::one(StatusCode::OK, user, &asked.shape))
}

/// Carries operations out. The answer is always the whole user: some providers take nothing else.
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
    asked: Asked,
    Sent(body): Sent,
) -> Told<Response> {
    let user = users::save(&edge.services, &caller, &id, &tags.matches, Change::Patch(&body)).await?;
    Ok(answer::one(StatusCode::OK, user, &asked.shape))
}

/// Suspends the member and keeps him no more.
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    tags: Tags,
) -> Told<StatusCode> {
    users::delete(&edge.services, &caller, &id, &tags.matches).await?;
    Ok(StatusCode::NO_CONTENT)
}
