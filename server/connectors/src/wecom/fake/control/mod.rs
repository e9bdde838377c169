//! `/_fake/…`: what the platform does not have.
//!
//! | path | method | body |
//! |---|---|---|
//! | `clock` | GET, POST | `{"advance": seconds}` or `{"set": unix}` |
//! | `act` | POST | an [`Action`] or a [`HandoverAction`], see below |
//! | `fail` | POST | a [`Fault`] |
//! | `check_callback` | POST | nothing: the check of the callback address |
//! | `state` | GET | |
//! | `ledger` | GET | |
//!
//! | `action` | fields | what happens |
//! |---|---|---|
//! | `hire`, `leave`, `mass_leave`, `move`, `rename` | see [`Action`] | members come, go and change |
//! | `customer_add`, `customer_remove`, `customer_drops_member` | | relations begin and end |
//! | `department_create`, `…_rename`, `…_move`, `…_delete` | | the tree changes |
//! | `transfer_refuse` | `external_userid` | the customer refuses every waiting transfer of him |
//! | `transfer_accept` | `external_userid` | they are done now instead of after 24 hours |
//! | `transfer_takes` | `milliseconds` | how long one call works; another of the same member meanwhile gets 45035 |
//! | `contacts_full` | `userid`, `full` | he can take no more customers: 40099, or failure after 24 hours |
//! | `verify` | `userid`, `verified` | real-name verification; without it 40098 |
//! | `ban` | `userid`, `banned` | 40143 |
//! | `sign_in` | `userid`, `days_ago` | when he last did; above 365 days 40205, for groups 90510 |
//! | `group_create` | `userid`, `name` | a group with its owner alone; answers `chat_id` |
//! | `group_owner` | `chat_id`, `userid` | the owner passes the group on in WeCom |
//! | `group_full` | `chat_id`, `full` | a new owner must be confirmed in WeCom: 90503 |
//! | `group_dismiss` | `chat_id` | 49008 from now on |
//! | `seat` | `userid`, `days` | a seat that lasts so many days more, ended when negative; none without `days` |

mod act;
mod action;
mod archive;
mod fault;
mod handover;

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
pub use handover::HandoverAction;

use super::{Fake, notify};

pub(super) fn router() -> Router<Fake> {
    Router::new()
        .route("/_fake/clock", get(clock).post(set_clock))
        .route("/_fake/act", post(do_act))
        .route("/_fake/fail", post(fail))
        .route("/_fake/check_callback", post(check_callback))
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
    fake.move_clock(|world| {
        if let Some(unix) = clock.set {
            world.set_clock(unix);
        }
        world.advance(clock.advance);
    });
    Json(json!({"now": fake.now()}))
}

async fn do_act(State(fake): State<Fake>, Json(action): Json<Action>) -> Result<Json<Value>, (StatusCode, String)> {
    fake.act(action).map(Json).map_err(|why| (StatusCode::UNPROCESSABLE_ENTITY, why))
}

async fn fail(State(fake): State<Fake>, Json(fault): Json<Fault>) -> Json<Value> {
    fake.fail(fault);
    Json(json!({}))
}

async fn check_callback(State(fake): State<Fake>) -> Result<Json<Value>, (StatusCode, String)> {
    notify::check(&fake).await.map_err(|why| (StatusCode::BAD_GATEWAY, why))?;
    Ok(Json(json!({"verified": true})))
}

async fn state(State(fake): State<Fake>) -> Json<Value> {
    let world = fake.world();
    Json(json!({
        "now": world.now(),
        "corp_id": world.options.corp_id,
        "seed": world.options.seed,
        "departments": world.departments.len(),
        "members": world.members.count(),
        "members_changed": world.members.changes(),
        "customers": world.customers.end(),
        "relations_changed": world.customers.changes(),
        "relations_one_way": world.customers.one_way(),
        "groups": world.groups.end(),
        "tag_groups": world.tags.groups.len(),
        "tags": world.tags.tags.len(),
        "messages": world.chats.count(),
        "archive_key_version": world.chats.key_version,
        "faults_waiting": world.faults.len(),
        "events": {
            "made": world.events_made,
            "delivered": world.events_delivered,
            "undelivered": world.undelivered,
        },
    }))
}

async fn ledger(State(fake): State<Fake>) -> Json<Value> {
    Json(fake.world().ledger.summary())
}
