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
    {
        let mut world = fake.world();
        if let Some(unix) = clock.set {
            world.set_clock(unix);
        }
        world.advance(clock.advance);
    }
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
    let count =
        |is: fn(&super::world::Activity) -> bool| world.agents.iter().filter(|agent| is(&agent.activity)).count();
    Json(json!({
        "now": world.now() / 1000,
        "seed": world.options.seed,
        "tenant_id": world.options.tenant_id,
        "agents": world.agents.len(),
        "active": world.agents.iter().filter(|agent| agent.is_active).count(),
        "logged_in": count(super::world::Activity::is_logged_in),
        "in_contact": count(super::world::Activity::is_in_contact),
        "teams": world.teams.len(),
        "correlations": world.correlations.len(),
        "faults_waiting": world.faults.len(),
    }))
}

async fn ledger(State(fake): State<Fake>) -> Json<Value> {
    Json(fake.world().ledger.summary())
}
