//! `/scim/v2`: SCIM 2.0 (RFC 7644), for identity providers that sign in with the token of a connection.
//!
//! A request passes [`key`] (whose token is it, not too many), the bound of its body and one handler, which calls one
//! use case of [`domain::scim`]. No cookie is ever read here. What it asks for is read by [`asked`], what it carries by
//! [`sent`]; answers go out through [`answer`], cut to the attributes that were wanted by [`shape`], refusals through
//! [`error`].

mod answer;
mod asked;
mod discovery;
pub mod error;
mod groups;
mod key;
mod search;
mod sent;
mod shape;
mod users;

use crate::edge::Edge;
use axum::extract::{Request, State};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{Route, any, get, post};
use axum::{Extension, Router};
use domain::scim::{Caller, ROOT, Refusal};
use error::Failure;
use model::{Code, Problem};
use std::convert::Infallible;
use std::sync::Arc;
use tower::{Layer, Service};

/// What every handler may ask of the server.
type Place = State<Arc<Edge>>;
/// Who calls.
type Key = Extension<Arc<Caller>>;
/// What every handler answers.
type Told<T> = Result<T, Failure>;

/// Whether an address belongs to the interface: its failures have SCIM's form, and other sites' rules do not apply to
/// it.
pub fn is_here(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The routes; `body` reads bodies with their bound.
pub fn routes<L>(edge: &Arc<Edge>, body: L) -> Router<Arc<Edge>>
where
    L: Layer<Route> + Clone + Send + Sync + 'static,
    L::Service: Service<Request> + Clone + Send + Sync + 'static,
    <L::Service as Service<Request>>::Response: IntoResponse + 'static,
    <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
    <L::Service as Service<Request>>::Future: Send + 'static,
{
    let resources = Router::new()
        .route("/ServiceProviderConfig", get(discovery::config))
        .route("/ResourceTypes", get(discovery::types))
        .route("/ResourceTypes/{id}", get(discovery::type_of))
        .route("/Schemas", get(discovery::schemas))
        .route("/Schemas/{id}", get(discovery::schema))
        .route("/Users", get(users::list).post(users::create))
        .route("/Users/.search", post(search::users))
        .route("/Users/{id}", get(users::get).put(users::replace).patch(users::change).delete(users::delete))
        .route("/Groups", get(groups::list).post(groups::create))
        .route("/Groups/.search", post(search::groups))
        .route("/Groups/{id}", get(groups::get).put(groups::replace).patch(groups::change).delete(groups::delete))
        .route("/.search", post(search::all))
        .route("/Bulk", any(not_there))
        .route("/Me", any(not_there));
    Router::new()
        .nest(ROOT, resources)
        .method_not_allowed_fallback(not_allowed)
        .layer(body)
        // A token first: nobody makes us read a megabyte without one.
        .layer(from_fn_with_state(edge.clone(), key::identify))
}

async fn not_allowed() -> Response {
    error::response(&Problem::new(Code::MethodNotAllowed))
}

async fn not_there() -> Failure {
    Failure(Refusal::of(501, "The server does not do that; the ServiceProviderConfig says what it does."))
}
