//! `/skill-groups`

use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::skill_groups;
use model::SkillGroupId;
use model::agent::{Span, Week};
use model::permission::Permission;
use model::skill_group::{Ringing, SaveSkillGroup, SkillGroup as Known, SkillGroupKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A skill group.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillGroup {
    id: String,
    name: String,
    /// phone, online, audio or video.
    #[schema(value_type = String, example = "phone")]
    kind: SkillGroupKind,
    /// `in_order` or `at_once`.
    #[schema(value_type = String, example = "in_order")]
    ringing: Ringing,
    /// Customers whom an agent serves at once; 1 unless it is online.
    concurrency: i64,
    /// When somebody has to be there.
    hours: Hours,
    agents: i64,
    /// How many of them take customers at the moment.
    free: i64,
    /// Parts of its hours at which nobody is at work.
    gaps: Vec<Part>,
    revision: i64,
}

/// Hours of a week.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Hours {
    /// The time zone's name; empty without parts.
    #[serde(default)]
    #[schema(example = "Asia/Shanghai")]
    zone: String,
    parts: Vec<Part>,
}

/// A part of a day.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Part {
    /// 1 for Monday to 7 for Sunday.
    day: i64,
    /// From which minute of the day.
    from: i64,
    /// Until which; 1440 is midnight.
    to: i64,
}

fn parts(spans: Vec<Span>) -> Vec<Part> {
    spans.into_iter().map(|Span { day, from, to }| Part { day, from, to }).collect()
}

impl From<Hours> for Week {
    fn from(hours: Hours) -> Self {
        let span = |Part { day, from, to }| Span { day, from, to };
        Self { zone: hours.zone, spans: hours.parts.into_iter().map(span).collect() }
    }
}

impl From<Known> for SkillGroup {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            name: known.name,
            kind: known.kind,
            ringing: known.ringing,
            concurrency: known.concurrency,
            hours: Hours { zone: known.hours.zone, parts: parts(known.hours.spans) },
            agents: known.agents,
            free: known.free,
            gaps: parts(known.gaps),
            revision: known.revision,
        }
    }
}

/// All skill groups.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillGroups {
    items: Vec<SkillGroup>,
}

/// List skill groups
///
/// All of them, by name.
#[utoipa::path(
    get, path = "/skill-groups", tag = "Agents", operation_id = "listSkillGroups",
    security(("key" = ["agents.read"])), responses((status = 200, body = SkillGroups)),
)]
pub async fn list(State(edge): Place, Extension(caller): Key) -> Told<Json<SkillGroups>> {
    let groups = skill_groups::list(&edge.services, &caller.viewer).await?;
    Ok(Json(SkillGroups { items: groups.into_iter().map(SkillGroup::from).collect() }))
}

/// Read a skill group
#[utoipa::path(
    get, path = "/skill-groups/{id}", tag = "Agents", operation_id = "getSkillGroup", params(("id" = String, Path)),
    security(("key" = ["agents.read"])), responses((status = 200, body = SkillGroup)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<SkillGroup>> {
    let group = skill_groups::get(&edge.services, &caller.viewer, &SkillGroupId(id)).await?.group;
    let revision = group.revision;
    Ok(Shown::now(group.into(), revision))
}

/// A skill group to be made.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewSkillGroup {
    #[schema(example = "Sales", max_length = 64)]
    name: String,
    /// phone, online, audio or video; stays as it is.
    #[serde(default = "phone")]
    #[schema(value_type = String, required = false, default = "phone")]
    kind: SkillGroupKind,
    /// `in_order` or `at_once`.
    #[serde(default = "in_order")]
    #[schema(value_type = String, required = false, default = "in_order")]
    ringing: Ringing,
    /// Customers whom an agent serves at once; 1 unless it is online.
    #[serde(default = "one")]
    #[schema(required = false, default = 1, minimum = 1, maximum = 20)]
    concurrency: i64,
    #[serde(default)]
    hours: Hours,
}

const fn phone() -> SkillGroupKind {
    SkillGroupKind::Phone
}

const fn in_order() -> Ringing {
    Ringing::InOrder
}

const fn one() -> i64 {
    1
}

/// Make a skill group
#[utoipa::path(
    post, path = "/skill-groups", tag = "Agents", operation_id = "makeSkillGroup", request_body = NewSkillGroup,
    security(("key" = ["agents.write"])), responses((status = 201, body = SkillGroup)),
)]
pub async fn make(
    State(edge): Place,
    Extension(caller): Key,
    Sent(sent): Sent<NewSkillGroup>,
) -> Told<Shown<SkillGroup>> {
    let save = SaveSkillGroup {
        id: None,
        revision: 0,
        name: sent.name,
        kind: sent.kind,
        ringing: sent.ringing,
        concurrency: sent.concurrency,
        hours: sent.hours.into(),
    };
    let group = skill_groups::save(&edge.services, &caller.viewer, save).await?.group;
    let (revision, path) = (group.revision, format!("/skill-groups/{}", group.id));
    Ok(Shown::made(group.into(), revision, &path))
}

/// What is to be different. Fields that are not sent stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfSkillGroup {
    #[schema(max_length = 64)]
    name: Option<String>,
    #[schema(value_type = Option<String>)]
    ringing: Option<Ringing>,
    #[schema(minimum = 1, maximum = 20)]
    concurrency: Option<i64>,
    hours: Option<Hours>,
}

/// Change a skill group
#[utoipa::path(
    patch, path = "/skill-groups/{id}", tag = "Agents", operation_id = "changeSkillGroup", params(("id" = String, Path)),
    request_body = ChangeOfSkillGroup,
    security(("key" = ["agents.write"])), responses((status = 200, body = SkillGroup)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfSkillGroup>,
) -> Told<Shown<SkillGroup>> {
    caller.viewer.require_everywhere(Permission::AgentsWrite)?;
    let id = SkillGroupId(id);
    let present = skill_groups::get(&edge.services, &caller.viewer, &id).await?.group;
    let save = SaveSkillGroup {
        id: Some(id),
        revision: revision.of(),
        name: sent.name.unwrap_or(present.name),
        kind: present.kind,
        ringing: sent.ringing.unwrap_or(present.ringing),
        concurrency: sent.concurrency.unwrap_or(present.concurrency),
        hours: sent.hours.map_or(present.hours, Week::from),
    };
    let group = skill_groups::save(&edge.services, &caller.viewer, save).await?.group;
    let revision = group.revision;
    Ok(Shown::now(group.into(), revision))
}

/// Delete a skill group
///
/// One that nobody is in: 409 with `skill_group_in_use` otherwise.
#[utoipa::path(
    delete, path = "/skill-groups/{id}", tag = "Agents", operation_id = "deleteSkillGroup", params(("id" = String, Path)),
    security(("key" = ["agents.write"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    skill_groups::delete(&edge.services, &caller.viewer, &SkillGroupId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}
