//! `/organisation`

use super::shown::Shown;
use super::{Key, Place, Told};
use axum::Extension;
use axum::extract::State;
use domain::organisation;
use model::invitation::Channel;
use model::join::JoinRule;
use model::join_details::Detail;
use model::join_rules::{Cell, Inviter, JoinOutcome, JoinVerdict};
use serde::Serialize;
use utoipa::ToSchema;

/// The organisation of the key.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organisation {
    id: String,
    name: String,
    /// Eight characters that anyone may type to ask to join.
    door_number: String,
    /// Always null: this installation has no plans.
    #[schema(required)]
    plan: Option<String>,
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

/// Read the organisation
#[utoipa::path(
    get, path = "/organisation", tag = "Organisation", operation_id = "getOrganisation",
    security(("key" = ["organisation.read"])),
    responses((status = 200, body = Organisation)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key) -> Told<Shown<Organisation>> {
    let (organisation, rules) = organisation::get(&edge.services, &caller.viewer).await?;
    let matrix = Cell::all().map(|cell| {
        let JoinVerdict { outcome, rule } = rules.verdict(cell);
        MatrixRow { channel: cell.channel, inviter: cell.inviter, rule, outcome }
    });
    let details = rules.details.iter().filter(|detail| detail.required).map(Detail::field);
    let rules = JoinRules {
        inviting_verification: rules.verification,
        required: ["name".to_owned()].into_iter().chain(details).collect(),
        matrix: matrix.collect(),
    };
    let shown = Organisation {
        id: organisation.id.0,
        name: organisation.name,
        door_number: organisation.door_number,
        plan: None,
        join_rules: rules,
    };
    Ok(Shown::now(shown, organisation.revision))
}
