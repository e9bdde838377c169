//! `/waiting`: where a person's requests to join stand.

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, see_other, status};
use crate::session::Visitor;
use app::pages::{problem, waiting::Waiting};
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::joins;
use domain::sessions::Identity;
use model::{JoinId, Problem};
use std::sync::Arc;

/// All requests of whoever is signed in.
pub async fn show(State(edge): State<Arc<Edge>>, Extension(visitor): Extension<Visitor>, reader: Reader) -> Response {
    match visitor.identity {
        Some(identity) => list(&edge, &identity, &reader, None).await,
        None => see_other("/sign-in?next=/waiting", None),
    }
}

/// Takes a request back.
pub async fn withdraw(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
    fields: Fields,
) -> Response {
    let Some(identity) = &visitor.identity else { return see_other("/sign-in?next=/waiting", None) };
    let join = JoinId::from(fields.get("join"));
    match joins::withdraw(&edge.services, &visitor.at_join(), &identity.account, &join).await {
        Ok(()) => see_other("/waiting", None),
        Err(error) => list(&edge, identity, &reader, Some(error.into_problem())).await,
    }
}

async fn list(edge: &Edge, identity: &Identity, reader: &Reader, failed: Option<Problem>) -> Response {
    let found = async {
        let invited = joins::invited(&edge.services, &identity.account).await?;
        Ok::<_, domain::Error>((joins::standings(&edge.services, &identity.account).await?, invited))
    };
    match found.await {
        Ok((standings, invited)) => {
            let code = failed.as_ref().map_or(StatusCode::OK, |problem| status(problem.code));
            let page = Waiting {
                name: identity.name.clone(),
                invited,
                standings,
                inside: identity.viewer.is_some(),
                problem: failed,
            };
            reader.page(code, page.html(&reader.frame))
        }
        Err(error) => {
            let problem = error.into_problem();
            reader.failed(problem.code, problem::html(&reader.frame, &problem))
        }
    }
}
