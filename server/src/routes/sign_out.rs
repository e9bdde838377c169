//! `/sign-out`

use crate::edge::Edge;
use crate::reader::see_other;
use crate::{cookies, session::Visitor};
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::sessions;
use std::sync::Arc;

/// Ends the session. The cookie goes even if the database does not answer: the person wants to be gone.
pub async fn leave(State(edge): State<Arc<Edge>>, Extension(visitor): Extension<Visitor>) -> Response {
    if let (Some(token), Some(_)) = (&visitor.token, &visitor.identity)
        && let Err(error) = sessions::sign_out(&edge.services, &visitor.from, token).await
    {
        let problem = error.into_problem();
        tracing::warn!(code = %problem.code, "a session could not be ended");
    }
    see_other("/sign-in", cookies::no_session(&edge.public))
}
