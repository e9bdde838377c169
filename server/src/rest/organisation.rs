//! `/organisation`

use super::page::word;
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::State;
use axum::{Extension, Json};
use domain::api_keys::Caller;
use domain::organisation::Change;
use domain::{invitations, organisation};
use model::Problem;
use model::invitation::Channel;
use model::join::JoinRule;
use model::join_details::{Detail, DetailKind, QUESTION};
use model::join_rules::{Cell, Inviter, JoinOutcome, JoinRules as Rules, JoinVerdict};
use model::organisation::Organisation as Known;
use model::problem::Fault;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The organisation of the key.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organisation {
    id: String,
    name: String,
    /// Eight characters that anyone may type to ask to join.
    door_number: String,
    /// free or paid.
    plan: String,
    join_rules: JoinRules,
}

/// Who comes in without an admin's approval.
#[derive(Debug, Serialize, ToSchema)]
pub struct JoinRules {
    /// Whether people invited by phone or e-mail by somebody who is no admin wait for approval.
    inviting_verification: bool,
    /// Fields that one has to fill in to ask.
    required: Vec<String>,
    /// The rule for each way in.
    matrix: Vec<MatrixRow>,
}

/// The rule for one way in.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixRow {
    /// How somebody came to ask: link, door, email, phone, contact.
    #[schema(value_type = String, example = "email")]
    channel: Channel,
    /// Who invited: admin (an Account Admin or Super Admin), other_admin, member; nobody for the door number.
    #[schema(value_type = String, example = "admin")]
    inviter: Inviter,
    /// The rule that judges.
    #[schema(value_type = String, example = "invited_by_admin")]
    rule: JoinRule,
    /// What happens: joins, waits (for an admin's approval) or refused.
    #[schema(value_type = String, example = "joins")]
    outcome: JoinOutcome,
}

impl Organisation {
    fn of(known: Known, rules: &Rules, plan: String) -> Self {
        let matrix = Cell::all().map(|cell| {
            let JoinVerdict { outcome, rule } = rules.verdict(cell);
            MatrixRow { channel: cell.channel, inviter: cell.inviter, rule, outcome }
        });
        let required = rules.details.iter().filter(|detail| detail.required).map(Detail::field);
        Self {
            id: known.id.0,
            name: known.name,
            door_number: known.door_number,
            plan,
            join_rules: JoinRules {
                inviting_verification: rules.verification,
                required: required.collect(),
                matrix: matrix.collect(),
            },
        }
    }
}

async fn shown(edge: &Edge, caller: &Caller) -> Told<Shown<Organisation>> {
    let (known, rules, plan) = organisation::get(&edge.services, &caller.viewer).await?;
    let revision = known.revision + rules.revision;
    Ok(Shown::now(Organisation::of(known, &rules, plan), revision))
}

/// Read the organisation
#[utoipa::path(
    get, path = "/organisation", tag = "Organisation", operation_id = "getOrganisation",
    security(("key" = ["organisation.read"])),
    responses((status = 200, body = Organisation)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key) -> Told<Shown<Organisation>> {
    shown(&edge, &caller).await
}

/// What is to be different. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfOrganisation {
    name: Option<String>,
    join_rules: Option<ChangeOfRules>,
}

/// What is to be different about the rules for joining.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfRules {
    /// Whether people invited by phone or e-mail by somebody who is no admin wait for approval.
    inviting_verification: Option<bool>,
    /// Fields that one has to fill in to ask: name, email, phone, work_number, department, or `question:` and a question of your
    /// own. What is asked for today and not named here may be left empty from now on.
    required: Option<Vec<String>>,
    /// Ways in to be closed (`refused`) or opened again (what comes of it by the other rules).
    matrix: Option<Vec<ChangeOfWay>>,
    /// Whether those who wait and would not have to by the new rules come in now.
    #[serde(default)]
    reevaluate: bool,
}

/// A way in and what is to happen.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfWay {
    /// link, door, email, phone or contact.
    channel: String,
    /// admin, other_admin or member; nobody for the door number.
    inviter: String,
    /// joins, waits or refused.
    outcome: String,
}

impl ChangeOfRules {
    fn over(&self, old: &Rules) -> Told<Rules> {
        let mut new = old.clone();
        new.verification = self.inviting_verification.unwrap_or(new.verification);
        if let Some(required) = &self.required {
            for detail in &mut new.details {
                detail.required = required.contains(&detail.field());
            }
            for field in required.iter().filter(|field| !old.details.iter().any(|detail| detail.field() == **field)) {
                new.details.push(asked_for(field)?);
            }
        }
        let mut wanted = Vec::new();
        for way in self.matrix.iter().flatten() {
            let channel = word("channel", Some(&way.channel), Channel::from_word)?;
            let inviter = word("inviter", Some(&way.inviter), Inviter::from_word)?;
            let outcome = word("outcome", Some(&way.outcome), JoinOutcome::from_word)?;
            let (Some(channel), Some(inviter), Some(outcome)) = (channel, inviter, outcome) else {
                return Err(Problem::field("matrix", Fault::Missing).into());
            };
            let cell = Cell { channel, inviter };
            new.close(cell, outcome == JoinOutcome::Refused);
            wanted.push((cell, outcome));
        }
        // What comes of an open way follows from the other rules: nothing else can be ordered.
        if wanted.iter().any(|(cell, outcome)| new.verdict(*cell).outcome != *outcome) {
            return Err(Problem::field("matrix", Fault::Unknown).into());
        }
        Ok(new)
    }
}

/// Something that was not asked for before.
fn asked_for(field: &str) -> Told<Detail> {
    if let Some(question) = field.strip_prefix(QUESTION) {
        return Ok(Detail::question(question, true));
    }
    let kind = DetailKind::from_word(field).filter(|kind| *kind != DetailKind::Question);
    Ok(Detail::new(kind.ok_or_else(|| Problem::field("required", Fault::Unknown))?, true))
}

/// Change the organisation
///
/// All of it or nothing.
#[utoipa::path(
    patch, path = "/organisation", tag = "Organisation", operation_id = "changeOrganisation", request_body = ChangeOfOrganisation,
    security(("key" = ["organisation.write"])), responses((status = 200, body = Organisation)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    revision: Revision,
    Sent(sent): Sent<ChangeOfOrganisation>,
) -> Told<Shown<Organisation>> {
    let (_, old, _) = organisation::get(&edge.services, &caller.viewer).await?;
    let rules = sent.join_rules.as_ref().map(|rules| rules.over(&old)).transpose()?;
    let change = Change {
        revision: revision.of(),
        name: sent.name.as_deref(),
        rules: rules.as_ref(),
        reevaluate: sent.join_rules.as_ref().is_some_and(|rules| rules.reevaluate),
    };
    organisation::change(&edge.services, &caller.viewer, &change).await?;
    shown(&edge, &caller).await
}

/// The door number.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoorNumber {
    /// Eight characters that anyone may type to ask to join.
    door_number: String,
    /// The join page with the number filled in.
    url: String,
}

/// Replace the door number
///
/// Posters with the old one stop working.
#[utoipa::path(
    post, path = "/organisation/door-number/reset", tag = "Organisation", operation_id = "resetDoorNumber",
    security(("key" = ["invitations.write"])), responses((status = 200, body = DoorNumber)),
)]
pub async fn reset_door_number(State(edge): Place, Extension(caller): Key) -> Told<Json<DoorNumber>> {
    let door = invitations::reset_door(&edge.services, &caller.viewer).await?;
    Ok(Json(DoorNumber { door_number: door.number, url: door.url }))
}
