//! Who is it: from the cookie to the person.

use crate::cookies;
use crate::edge::Edge;
use crate::http::address;
use crate::http::answer::Asked;
use axum::extract::{Request, State};
use axum::http::header::USER_AGENT;
use axum::middleware::Next;
use axum::response::Response;
use domain::sessions::{self, Identity};
use domain::{From, Viewer};
use model::audit::Origin;
use std::sync::Arc;

/// Whoever sent the request.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Through which door and from which address.
    pub from: From,
    /// What the browser says it is.
    pub agent: String,
    /// The session's token as it came, whether or not it is any good.
    pub token: Option<String>,
    /// The person, if the session is alive.
    pub identity: Option<Identity>,
}

impl Visitor {
    /// The person in an organisation.
    pub fn viewer(&self) -> Option<&Viewer> {
        self.identity.as_ref()?.viewer.as_ref()
    }

    /// The same sender at the join page's door.
    pub fn at_join(&self) -> From {
        From { origin: Origin::Join, address: self.from.address.clone() }
    }
}

/// Puts the [`Visitor`] into the request.
pub async fn identify(State(edge): State<Arc<Edge>>, mut request: Request, next: Next) -> Response {
    let address = address::client(request.extensions(), request.headers(), &edge.proxies);
    let from = From { origin: Origin::Console, address };
    let headers = request.headers();
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let token = cookies::get(headers, cookies::session_name(&edge.public)).filter(|token| !token.is_empty());
    let token = token.map(str::to_owned);
    let identity = match &token {
        None => Ok(None),
        Some(token) => sessions::identify(&edge.services, token, &from).await,
    };
    match identity {
        Ok(identity) => {
            request.extensions_mut().insert(Visitor { from, agent, token, identity });
            next.run(request).await
        }
        // Not "signed out": the browser would throw the session away because the database was busy.
        Err(error) => Asked::of(&request).refuse(&error.into_problem()),
    }
}
