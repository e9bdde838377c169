//! Another name.

use super::get::find;
use super::{note, own_places};
use crate::keys::name_keys;
use crate::{Result, Services, Viewer};
use model::profile::{Profile, check_name};
use serde_json::json;

/// Changes the viewer's own name, here and wherever else he is a member. Everybody may.
///
/// # Errors
/// [`model::Code::Invalid`] naming `name`.
pub async fn rename(services: &Services, viewer: &Viewer, name: &str) -> Result<Profile> {
    let name = check_name(name)?;
    let keys = name_keys(&name);
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    sqlx::query("update accounts set name = $1, revision = revision + 1 where id = $2")
        .bind(&name)
        .bind(&viewer.account)
        .execute(&mut *tx)
        .await?;
    for place in own_places(&mut tx, viewer).await? {
        if place.2 == name {
            continue;
        }
        sqlx::query(
            "update members set name = $1, name_key = $2, initials_key = $3, revision = revision + 1 where id = $4",
        )
        .bind(&name)
        .bind(&keys.full)
        .bind(&keys.initials)
        .bind(&place.0)
        .execute(&mut *tx)
        .await?;
        note(&mut tx, viewer, &place, now, (json!({ "name": place.2 }), json!({ "name": name }))).await?;
    }
    let profile = find(&mut tx, viewer, now).await?;
    tx.commit().await?;
    Ok(profile)
}
