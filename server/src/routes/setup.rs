//! `/setup/{token}`

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, see_other};
use crate::{cookies, session::Visitor};
use app::pages::{dead, problem, setup::Setup};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::sessions::Fresh;
use domain::{sessions, setup};
use model::Code;
use std::sync::Arc;

/// The form, while there is no account.
pub async fn show(State(edge): State<Arc<Edge>>, Path(token): Path<String>, reader: Reader) -> Response {
    match setup::check(&edge.services, &token).await {
        Ok(true) => reader.page(StatusCode::OK, Setup::default().html(&reader.frame)),
        Ok(false) => reader.page(StatusCode::NOT_FOUND, dead::setup(&reader.frame)),
        Err(error) => {
            let problem = error.into_problem();
            reader.failed(problem.code, problem::html(&reader.frame, &problem))
        }
    }
}

/// Makes the organisation and its first account, and signs the person in.
pub async fn create(
    State(edge): State<Arc<Edge>>,
    Path(token): Path<String>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
    fields: Fields,
) -> Response {
    let organisation = fields.get("organisation");
    let account = fields.account();
    let made = setup::first_owner(&edge.services, &visitor.from, &token, organisation, &account, &visitor.agent).await;
    let home = |fresh: Fresh| see_other("/", cookies::session(&edge.public, &fresh.token, fresh.max_age));
    let problem = match made {
        Ok(fresh) => return home(fresh),
        Err(error) => error.into_problem(),
    };
    if problem.code == Code::NotFound {
        // The second press of the button finds the link used by the first.
        let name = if account.email.trim().is_empty() { &account.phone } else { &account.email };
        let again = sessions::sign_in(&edge.services, &visitor.from, name, &account.password, &visitor.agent).await;
        return match again {
            Ok(fresh) => home(fresh),
            Err(_) => reader.page(StatusCode::NOT_FOUND, dead::setup(&reader.frame)),
        };
    }
    let code = problem.code;
    let page = Setup { organisation: organisation.to_owned(), typed: fields.typed(), problem: Some(problem) };
    reader.failed(code, page.html(&reader.frame))
}
