//! `/join`: where a door number is typed, and where its QR code leads (`?door=`).

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, see_other};
use crate::session::Visitor;
use app::pages::{dead, door::Door};
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::joins::{self, Ticket};
use model::problem::Fault;
use model::{Code, Problem, text};
use std::sync::Arc;

/// The form; with a number that leads somewhere, on to that place.
pub async fn show(
    State(edge): State<Arc<Edge>>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
    reader: Reader,
) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let typed = fields.get("door").trim();
    if typed.is_empty() {
        return reader.page(StatusCode::OK, Door::default().html(&reader.frame));
    }
    let problem = match text::door_number(typed) {
        Err(_) => Problem::field("door", Fault::Malformed),
        Ok(number) => match joins::welcome(&edge.services, &visitor.at_join(), &Ticket::Door(number.clone())).await {
            Ok(_) => return see_other(&format!("/join/{number}"), None),
            Err(error) => error.into_problem(),
        },
    };
    let code = problem.code;
    let html = if matches!(code, Code::OrganisationClosed | Code::ChannelClosed) {
        dead::html(&reader.frame, &problem)
    } else {
        let number = typed.chars().take(20).collect();
        Door { number, problem: Some(problem) }.html(&reader.frame)
    };
    reader.failed(code, html)
}
