//! `/sign-in`

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, local_path, see_other};
use crate::{cookies, session::Visitor};
use app::pages::sign_in::SignIn;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::sessions;
use std::sync::Arc;

/// The form; whoever is signed in goes on at once.
pub async fn show(Extension(visitor): Extension<Visitor>, RawQuery(query): RawQuery, reader: Reader) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let next = local_path(fields.get("next"));
    if visitor.identity.is_some() {
        return see_other(next, None);
    }
    let page = SignIn { next: next.to_owned(), ..SignIn::default() };
    reader.page(StatusCode::OK, page.html(&reader.frame))
}

/// Signs in. Always a new session: one that was planted before means nothing afterwards.
pub async fn enter(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
    fields: Fields,
) -> Response {
    let name = fields.get("email").trim();
    let entered = sessions::sign_in(&edge.services, &visitor.from, name, fields.get("password"), &visitor.agent).await;
    let next = local_path(fields.get("next"));
    match entered {
        Ok(fresh) => see_other(next, cookies::session(&edge.public, &fresh.token, fresh.max_age)),
        Err(error) => {
            let problem = error.into_problem();
            let code = problem.code;
            let page = SignIn { next: next.to_owned(), email: name.to_owned(), problem: Some(problem) };
            reader.failed(code, page.html(&reader.frame))
        }
    }
}
