//! `/_fake/…`: what the platform does not have.
//!
//! | path | method | body |
//! |---|---|---|
//! | `clock` | GET, POST | `{"advance": seconds}` or `{"set": unix}` |
//! | `act` | POST | an [`Action`] |
//! | `fail` | POST | a [`Fault`] |
//! | `state` | GET | |
//! | `ledger` | GET | |

mod act;
mod action;
mod fault;

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) use act::act;
pub use action::Action;
pub use fault::{Fault, FaultKind};

use super::Fake;

pub(super) fn router() -> Router<Fake> {
    Router::new()
        .route("/_fake/clock", get(clock).post(set_clock))
        .route("/_fake/act", post(do_act))
        .route("/_fake/fail", post(fail))
        .route("/_fake/state", get(state))
        .route("/_fake/ledger", get(ledger))
}

#[derive(Deserialize)]
struct Clock {
    #[serde(default)]
    advance: i64,
    set: Option<i64>,
}

async fn clock(State(fake): State<Fake>) -> Json<Value> {
    Json(json!({"now": fake.now()}))
}

async fn set_clock(State(fake): State<Fake>, Json(clock): Json<Clock>) -> Json<Value> {
    if let Some(unix) = clock.set {
        fake.world().set_clock(unix);
    }
    fake.advance(clock.advance);
    Json(json!({"now": fake.now()}))
}

async fn do_act(State(fake): State<Fake>, Json(action): Json<Action>) -> Result<Json<Value>, (StatusCode, String)> {
    fake.act(action).map(Json).map_err(|why| (StatusCode::UNPROCESSABLE_ENTITY, why))
}

async fn fail(State(fake): State<Fake>, Json(fault): Json<Fault>) -> Json<Value> {
    fake.fail(fault);
    Json(json!({}))
}

async fn state(State(fake): State<Fake>) -> Json<Value> {
    let world = fake.world();
    let now = world.now();
    Json(json!({
        "now": now / 1_000,
        "seed": world.options.seed,
        "extensions": world.accounts.all().count(),
        "people": world.accounts.people().count(),
        "subscriptions": world.subscriptions.iter().map(|one| one.json("", now)).collect::<Vec<_>>(),
        "tokens": world.tokens.count(now),
        "faults_waiting": world.faults.len(),
        "events": {
            "made": world.events_made,
            "waiting": world.outbox.len(),
            "delivered": world.events_delivered,
            "failed": world.events_failed,
        },
    }))
}

async fn ledger(State(fake): State<Fake>) -> Json<Value> {
    Json(fake.world().ledger.summary())
}
