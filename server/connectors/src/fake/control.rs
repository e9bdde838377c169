//! `/_fake/…`: what platforms do not have.
//!
//! | path | method | body |
//! |---|---|---|
//! | `clock` | GET, POST | `{"advance": seconds}` or `{"set": unix}` |
//! | `act` | POST | an action of the platform's |
//! | `fail` | POST | a [`Fault`] |
//! | `state` | GET | |
//! | `ledger` | GET | |

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Fault, Platform};

/// The paths that steer a fake.
pub(crate) fn router<P: Platform>() -> Router<P> {
    Router::new()
        .route("/_fake/clock", get(clock::<P>).post(set_clock::<P>))
        .route("/_fake/act", post(act::<P>))
        .route("/_fake/fail", post(fail::<P>))
        .route("/_fake/state", get(state::<P>))
        .route("/_fake/ledger", get(ledger::<P>))
}

#[derive(Deserialize)]
struct Moved {
    #[serde(default)]
    advance: i64,
    set: Option<i64>,
}

async fn clock<P: Platform>(State(fake): State<P>) -> Json<Value> {
    Json(json!({"now": fake.now()}))
}

async fn set_clock<P: Platform>(State(fake): State<P>, Json(moved): Json<Moved>) -> Json<Value> {
    if let Some(unix) = moved.set {
        fake.set_clock(unix);
    }
    fake.advance(moved.advance);
    Json(json!({"now": fake.now()}))
}

async fn act<P: Platform>(
    State(fake): State<P>,
    Json(action): Json<P::Action>,
) -> Result<Json<Value>, (StatusCode, String)> {
    fake.act(action).map(Json).map_err(|why| (StatusCode::UNPROCESSABLE_ENTITY, why))
}

async fn fail<P: Platform>(State(fake): State<P>, Json(fault): Json<Fault<P::FaultKind>>) -> Json<Value> {
    fake.fail(fault);
    Json(json!({}))
}

async fn state<P: Platform>(State(fake): State<P>) -> Json<Value> {
    Json(fake.state())
}

async fn ledger<P: Platform>(State(fake): State<P>) -> Json<Value> {
    Json(fake.ledger())
}
