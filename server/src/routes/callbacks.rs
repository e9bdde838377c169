//! `/callbacks/{kind}/{connection}`: what platforms tell us by themselves.

use super::fields::Fields;
use crate::edge::Edge;
use crate::headers::Lean;
use crate::reader::status;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use domain::connections::{self, CallbackQuery};
use domain::{Error, Result};
use model::connection::ConnectionKind;
use model::{Code, ConnectionId};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// RingCentral's text in a check of the address.
const VALIDATION_TOKEN: HeaderName = HeaderName::from_static("validation-token");

/// WeCom wants the text back within a second when an admin saves the address (document 90930).
const CHECK: Duration = Duration::from_millis(900);
/// WeCom sends an event again when it has no answer after five seconds.
const TAKE: Duration = Duration::from_millis(4_500);

/// The platform checks that the address is ours.
pub async fn check(
    State(edge): State<Arc<Edge>>,
    Path((kind, connection)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = signed(query.as_deref());
    let id = ConnectionId::from(connection);
    answer(&kind, CHECK, connections::callback_check(&edge.services, &id, &query)).await
}

/// The platform reports an event; it is stored and worked on later.
pub async fn take(
    State(edge): State<Arc<Edge>>,
    Path((kind, connection)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    body: String,
) -> Response {
    let query = signed(query.as_deref());
    let id = ConnectionId::from(connection);
    let stored = async {
        connections::callback_event(&edge.services, &id, &query, &body).await?;
        Ok("success".to_owned())
    };
    answer(&kind, TAKE, stored).await
}

/// The telephones tell of an event, or check whether the address is ours: then their text goes back in a header, and the whole answer
/// may have 1024 bytes.
pub async fn telephony(
    State(edge): State<Arc<Edge>>,
    Path((connection, path)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let id = ConnectionId::from(connection);
    let mut response = match domain::presence::receive(&edge.services, (&id, &path), &headers, &body).await {
        Ok(token) => {
            let mut response = ([(CONTENT_TYPE, "application/json")], "").into_response();
            if let Some(token) = token.and_then(|token| HeaderValue::try_from(token).ok()) {
                response.headers_mut().insert(VALIDATION_TOKEN, token);
            }
            response
        }
        Err(error) => {
            let code = error.into_problem().code;
            (status(code), code.word()).into_response()
        }
    };
    response.extensions_mut().insert(Lean);
    response
}

fn signed(query: Option<&str>) -> CallbackQuery {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let get = |name: &str| fields.get(name).to_owned();
    CallbackQuery {
        msg_signature: get("msg_signature"),
        timestamp: get("timestamp"),
        nonce: get("nonce"),
        echostr: get("echostr"),
    }
}

/// Plain text, as platforms read no JSON here; a failure says no more than its code.
async fn answer(kind: &str, within: Duration, work: impl Future<Output = Result<String>>) -> Response {
    let done = match ConnectionKind::from_word(kind) {
        Some(ConnectionKind::WeCom) => timeout(within, work).await.unwrap_or_else(|_| Err(Code::Busy.into())),
        _ => Err(Error::from(Code::NotFound)),
    };
    match done {
        Ok(text) => text.into_response(),
        Err(error) => {
            let code = error.into_problem().code;
            (status(code), code.word()).into_response()
        }
    }
}
