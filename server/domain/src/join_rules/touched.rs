//! How many of those who wait a change of the rules touches.

use super::find;
use crate::{Conn, Result, Services, Viewer};
use model::OrganisationId;
use model::invitation::Channel;
use model::join_rules::{JoinOutcome, JoinRules, Touched, judge};
use model::permission::{Permission, Role};

/// Counts those who wait by what new rules say of them. Who may not save rules has no use for it.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::OrganisationWrite`], [`model::Code::Invalid`].
pub async fn touched(services: &Services, viewer: &Viewer, rules: &JoinRules) -> Result<Touched> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let new = rules.clone().check()?;
    let mut conn = services.store.read().await?;
    let old = find(&mut conn, &viewer.organisation).await?;
    count(&mut conn, &viewer.organisation, &old, &new).await
}

async fn count(conn: &mut Conn, organisation: &OrganisationId, old: &JoinRules, new: &JoinRules) -> Result<Touched> {
    // By way in and not by person: a dozen rows however many wait.
    let groups: Vec<(Channel, Option<Role>, i64)> = sqlx::query_as(
        "select j.channel, i.role, count(*) from joins j left join members i on i.id = j.inviter_id \
         where j.organisation_id = $1 and j.state = 'waiting' group by j.channel, i.role",
    )
    .bind(organisation)
    .fetch_all(conn)
    .await?;
    let mut touched = Touched::default();
    for (channel, role, people) in groups {
        touched.waiting += people;
        match judge(channel, role, new).outcome {
            JoinOutcome::Joins => touched.let_in += people,
            JoinOutcome::Refused if judge(channel, role, old).outcome != JoinOutcome::Refused => {
                touched.closed += people;
            }
            JoinOutcome::Waits | JoinOutcome::Refused => {}
        }
    }
    Ok(touched)
}
