//! What an agent sees of himself, and how he says he is.

use super::{get, rows, shifts, sign_ins};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::agent::{AgentState, OwnAgent};
use model::audit::{Subject, Verb};
use model::problem::Fault;
use model::{Code, Problem};
use serde_json::json;

/// Sign-ins that he sees.
const NEWEST: i64 = 10;

/// The viewer as an agent; `None` if he is none. Everybody may ask.
///
/// # Errors
/// What the database says.
pub async fn own(services: &Services, viewer: &Viewer) -> Result<Option<OwnAgent>> {
    let mut conn = services.store.read().await?;
    shown(&mut conn, services, viewer).await
}

async fn shown(conn: &mut Conn, services: &Services, viewer: &Viewer) -> Result<Option<OwnAgent>> {
    let Some(row) = rows::of_member(conn, &viewer.member).await? else { return Ok(None) };
    let shifts = shifts::of(conn, &row).await?;
    let sign_ins = sign_ins::newest(conn, &row.id, NEWEST).await?;
    Ok(Some(OwnAgent { row: get::one(conn, services, row).await?, shifts, sign_ins }))
}

/// Says how the viewer, an agent, is from now on.
///
/// # Errors
/// [`Code::NotFound`] for whoever is none, [`Code::Invalid`] for a state that nobody chooses, [`Code::AgentServing`] while he serves
/// somebody.
pub async fn set_own_state(services: &Services, viewer: &Viewer, state: AgentState) -> Result<OwnAgent> {
    if !AgentState::CHOSEN.contains(&state) {
        return Err(Problem::field("state", Fault::Unknown).into());
    }
    // An API key acts for an admin and is nobody's presence.
    viewer.person().ok_or(Code::NotFound)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::of_member(&mut tx, &viewer.member).await?.ok_or(Code::NotFound)?;
    if row.state.is_serving() {
        return Err(Problem::new(Code::AgentServing).with("name", &row.name).into());
    }
    if row.state != state {
        sqlx::query("update agents set state = $1, state_since = $2 where id = $3")
            .bind(state)
            .bind(now)
            .bind(&row.id)
            .execute(&mut *tx)
            .await?;
        let record = Record::new(Verb::Update, Subject::Agent, &row.id, &row.name)
            .fields(json!({ "state": row.state }), json!({ "state": state }));
        audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
        tx.hint(&viewer.organisation, "agents");
    }
    let own = shown(&mut tx, services, viewer).await?.ok_or(Code::NotFound)?;
    tx.commit().await?;
    Ok(own)
}
