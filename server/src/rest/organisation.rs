//! `/organisation`

use super::shown::Shown;
use super::{Key, Place, Told};
use axum::Extension;
use axum::extract::State;
use domain::organisation;
use model::invitation::Channel;
use model::join::JoinRule;
use model::permission::Role;
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
    /// Whether an Account Admin or Super Admin invited.
    invited_by_admin: bool,
    /// The rule that judges.
    #[schema(value_type = String, example = "invited_by_admin")]
    rule: JoinRule,
    /// Whether an admin has to approve.
    approval: bool,
}

/// Read the organisation
#[utoipa::path(
    get, path = "/organisation", tag = "Organisation", operation_id = "getOrganisation",
    security(("key" = ["organisation.read"])),
    responses((status = 200, body = Organisation)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key) -> Told<Shown<Organisation>> {
    let (organisation, verification) = organisation::get(&edge.services, &caller.viewer).await?;
    let rows = Channel::ALL.iter().flat_map(|channel| {
        [(true, Role::AccountAdmin), (false, Role::Member)].map(|(invited_by_admin, inviter)| {
            let rule = JoinRule::judge(*channel, Some(inviter), verification);
            MatrixRow { channel: *channel, invited_by_admin, rule, approval: rule.waits() }
        })
    });
    let rules =
        JoinRules { inviting_verification: verification, required: vec!["name".to_owned()], matrix: rows.collect() };
    let shown = Organisation {
        id: organisation.id.0,
        name: organisation.name,
        door_number: organisation.door_number,
        plan: None,
        join_rules: rules,
    };
    Ok(Shown::now(shown, organisation.revision))
}
