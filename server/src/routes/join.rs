//! `/join/{ticket}`: behind an invitation's link and a door number.

use super::fields::Fields;
use crate::edge::Edge;
use crate::reader::{Reader, see_other};
use crate::{cookies, session::Visitor};
use app::pages::dead;
use app::pages::join::{Join, Typed, Way};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::joins::{self, Applicant, Asked, Ticket};
use domain::{Error, From};
use model::account::NewAccount;
use model::join::JoinState;
use model::join_details::Told;
use model::problem::Fault;
use model::{Code, Problem, text};
use std::sync::Arc;

/// A text of the door number's form is one; tokens of links are longer.
fn ticket(text: &str) -> Ticket {
    text::door_number(text).map_or_else(|_| Ticket::Link(text.to_owned()), Ticket::Door)
}

/// Who invites into what, and the ways in. Looking uses nothing up: mail scanners look too.
pub async fn show(
    State(edge): State<Arc<Edge>>,
    Path(text): Path<String>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
) -> Response {
    match joins::welcome(&edge.services, &visitor.at_join(), &ticket(&text)).await {
        Ok(welcome) => {
            let signed_in = visitor.identity.map(|identity| identity.name);
            let page = Join { welcome, signed_in, way: Way::New, typed: Typed::default(), problem: None };
            reader.page(StatusCode::OK, page.html(&reader.frame))
        }
        Err(error) => dead_link(&reader, &error.into_problem()),
    }
}

/// Asks to join.
pub async fn ask(
    State(edge): State<Arc<Edge>>,
    Path(text): Path<String>,
    Extension(visitor): Extension<Visitor>,
    reader: Reader,
    fields: Fields,
) -> Response {
    let from = visitor.at_join();
    let ticket = ticket(&text);
    let way = Way::from_word(fields.get("way")).unwrap_or_default();
    let told = fields.told();
    let asked = match way {
        Way::New => ask_new(&edge, &from, &ticket, (fields.account(), &told), &visitor.agent).await,
        Way::Known => {
            let name = fields.get("email").to_owned();
            let known = Applicant::Known { name, password: fields.get("password").to_owned() };
            joins::ask(&edge.services, &from, &ticket, known, &told, &visitor.agent).await
        }
        Way::SignedIn => match &visitor.identity {
            Some(identity) => {
                let account = Applicant::SignedIn(identity.account.clone());
                joins::ask(&edge.services, &from, &ticket, account, &told, &visitor.agent).await
            }
            None => return see_other(&format!("/sign-in?next=/join/{text}"), None),
        },
    };
    let problem = match asked {
        Ok(Asked { standing, session }) => {
            let cookie = session.and_then(|fresh| cookies::session(&edge.public, &fresh.token, fresh.max_age));
            return see_other(if standing.state == JoinState::Approved { "/" } else { "/waiting" }, cookie);
        }
        Err(error) => error.into_problem(),
    };
    let welcome = match joins::welcome(&edge.services, &from, &ticket).await {
        Ok(welcome) => welcome,
        Err(error) => return dead_link(&reader, &error.into_problem()),
    };
    let code = problem.code;
    let signed_in = visitor.identity.map(|identity| identity.name);
    let page = Join { welcome, signed_in, way, typed: fields.typed(), problem: Some(problem) };
    reader.failed(code, page.html(&reader.frame))
}

/// A new account. If there is one already, the same password opens it: that is the second press of the button, or somebody who
/// forgot that he has an account. Any other password is told that there is one.
async fn ask_new(
    edge: &Edge,
    from: &From,
    ticket: &Ticket,
    (account, told): (NewAccount, &Told),
    agent: &str,
) -> Result<Asked, Error> {
    let name = if account.email.trim().is_empty() { account.phone.clone() } else { account.email.clone() };
    let password = account.password.clone();
    let refused = match joins::ask(&edge.services, from, ticket, Applicant::New(account), told, agent).await {
        Ok(asked) => return Ok(asked),
        Err(error) => error.into_problem(),
    };
    if is_taken(&refused) {
        let known = Applicant::Known { name, password };
        match joins::ask(&edge.services, from, ticket, known, told, agent).await.map_err(Error::into_problem) {
            Err(again) if again.code == Code::SignInRefused => {}
            Err(again) => return Err(again.into()),
            Ok(asked) => return Ok(asked),
        }
    }
    Err(refused.into())
}

fn is_taken(problem: &Problem) -> bool {
    problem.code == Code::Taken || problem.fields.iter().any(|field| field.fault == Fault::Taken)
}

fn dead_link(reader: &Reader, problem: &Problem) -> Response {
    reader.failed(problem.code, dead::html(&reader.frame, problem))
}
