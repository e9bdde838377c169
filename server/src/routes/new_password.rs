//! `/new-password`: a password of one's own, before anything else.

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, local_path, see_other};
use crate::session::Visitor;
use app::pages::new_password::NewPassword;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::agents;
use std::sync::Arc;

/// The form, for whoever signed in with a password that was mailed; others have no business here.
pub async fn show(Extension(visitor): Extension<Visitor>, RawQuery(query): RawQuery, reader: Reader) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let next = local_path(fields.get("next"));
    match visitor.identity {
        Some(identity) if identity.must_change => {
            let page = NewPassword { name: identity.name, next: next.to_owned(), problem: None };
            reader.page(StatusCode::OK, page.html(&reader.frame))
        }
        Some(_) => see_other(next, None),
        None => see_other("/sign-in", None),
    }
}

/// Takes it.
pub async fn choose(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
    fields: Fields,
) -> Response {
    let (Some(identity), Some(token)) = (&visitor.identity, &visitor.token) else { return see_other("/sign-in", None) };
    let next = local_path(fields.get("next"));
    let chosen =
        agents::choose_password(&edge.services, &visitor.from, (identity, token), fields.get("password")).await;
    match chosen {
        Ok(()) => see_other(next, None),
        Err(error) => {
            let problem = error.into_problem();
            let code = problem.code;
            let page = NewPassword { name: identity.name.clone(), next: next.to_owned(), problem: Some(problem) };
            reader.failed(code, page.html(&reader.frame))
        }
    }
}
