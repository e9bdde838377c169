//! The door number.

use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::invitation::Door;
use model::permission::Permission;
use model::text::{DOOR_ALPHABET, DOOR_LENGTH};
use serde_json::json;

/// The door number.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`].
pub async fn door(services: &Services, viewer: &Viewer) -> Result<Door> {
    viewer.require(Permission::InvitationsRead)?;
    let mut conn = services.store.read().await?;
    find(&mut conn, services, viewer).await
}

async fn find(conn: &mut Conn, services: &Services, viewer: &Viewer) -> Result<Door> {
    let (number, open): (String, bool) =
        sqlx::query_as("select door_number, door_open from organisations where id = $1")
            .bind(&viewer.organisation)
            .fetch_one(conn)
            .await?;
    let url = format!("{}/join?door={number}", services.settings.public_url);
    Ok(Door { number, open, url })
}

/// Replaces the door number; posters with the old one stop working.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsWrite`] over the whole organisation.
pub async fn reset_door(services: &Services, viewer: &Viewer) -> Result<Door> {
    viewer.require_everywhere(Permission::InvitationsWrite)?;
    let now = services.clock.now();
    let number = services.ids.text(DOOR_ALPHABET, DOOR_LENGTH);
    let mut tx = services.store.write().await?;
    let old = find(&mut tx, services, viewer).await?;
    sqlx::query("update organisations set door_number = $1 where id = $2")
        .bind(&number)
        .bind(&viewer.organisation)
        .execute(&mut *tx)
        .await?;
    let record = Record::new(Verb::Reset, Subject::Organisation, &viewer.organisation, "")
        .fields(json!({ "door_number": old.number }), json!({ "door_number": number }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "invitations");
    let door = find(&mut tx, services, viewer).await?;
    tx.commit().await?;
    Ok(door)
}

/// Switches the door number on or off.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsWrite`] over the whole organisation.
pub async fn set_door_open(services: &Services, viewer: &Viewer, open: bool) -> Result<Door> {
    viewer.require_everywhere(Permission::InvitationsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let old = find(&mut tx, services, viewer).await?;
    if old.open != open {
        sqlx::query("update organisations set door_open = $1 where id = $2")
            .bind(open)
            .bind(&viewer.organisation)
            .execute(&mut *tx)
            .await?;
        let verb = if open { Verb::Resume } else { Verb::Pause };
        let record = Record::new(verb, Subject::Organisation, &viewer.organisation, "")
            .fields(json!({ "door_open": old.open }), json!({ "door_open": open }))
            .back(json!({ "door_open": old.open }), json!({ "door_open": open }));
        audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
        tx.hint(&viewer.organisation, "invitations");
    }
    let door = find(&mut tx, services, viewer).await?;
    tx.commit().await?;
    Ok(door)
}
