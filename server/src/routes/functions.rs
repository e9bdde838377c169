//! `/fn/…`: server functions.

use crate::edge::Edge;
use crate::http::answer::Asked;
use crate::session::Visitor;
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::provide_context;
use model::Code;
use server_fn::axum::get_server_fn_service;
use std::sync::Arc;

/// Calls the function with the services and the viewer as its context; see `app::api::caller`. There is no function for
/// nobody, so nobody is refused before his arguments are read.
pub async fn call(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    mut request: Request,
) -> Response {
    if get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return Asked::of(&request).refuse(&Code::NotFound.into());
    }
    let Some(viewer) = visitor.viewer().cloned() else { return Asked::of(&request).refuse(&Code::SignedOut.into()) };
    // Leptos sends whoever accepts HTML back to the page before, which hides the answer.
    request.headers_mut().remove(ACCEPT);
    let services = edge.services.clone();
    let context = move || {
        provide_context(services.clone());
        provide_context(Some(viewer.clone()));
    };
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}
