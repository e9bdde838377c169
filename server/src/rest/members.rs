//! `/members`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word, words};
use super::problem::Refusal;
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::{Extension, Json};
use domain::{invitations, members};
use model::invite::{Invite, InviteVerdict, NewPerson};
use model::member::{EditMember, MemberDetail, MemberField, MemberQuery, MemberRow, Source, Status};
use model::page::PageRequest;
use model::permission::Role;
use model::problem::{Fault, Field};
use model::role::RoleKey;
use model::{Code, DepartmentId, MemberId, Problem};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A member.
#[derive(Debug, Serialize, ToSchema)]
pub struct Member {
    id: String,
    /// active, invited, pending, rejected, suspended or terminated.
    #[schema(value_type = String, example = "active")]
    status: Status,
    name: String,
    #[schema(required)]
    email: Option<String>,
    /// In full only with the scope members.phones; otherwise with its middle hidden.
    #[schema(required)]
    phone: Option<String>,
    /// The main one first.
    department_ids: Vec<String>,
    #[schema(required)]
    main_department_id: Option<String>,
    position: String,
    location: String,
    work_number: String,
    #[schema(required)]
    manager_id: Option<String>,
    /// super_admin, account_admin, department_admin, auditor, member or agent.
    #[schema(value_type = String, example = "member")]
    role: Role,
    /// A role of the organisation's own; beside one, `role` is member.
    #[schema(required)]
    own_role: Option<OwnRole>,
    /// Where the member came from: manual, wecom or scim.
    #[schema(value_type = String, example = "manual")]
    source: Source,
    /// Changes with every change; the `ETag` holds it too.
    revision: i64,
    created_at: At,
}

/// A role that an organisation made itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnRole {
    id: String,
    name: String,
}

impl From<MemberRow> for Member {
    fn from(row: MemberRow) -> Self {
        let main = row.departments.iter().find(|place| place.main).map(|place| place.department_id.0.clone());
        Self {
            id: row.id.0,
            status: row.status,
            name: row.name,
            email: row.email,
            phone: row.phone,
            department_ids: row.departments.into_iter().map(|place| place.department_id.0).collect(),
            main_department_id: main,
            position: row.position,
            location: row.location,
            work_number: row.work_number,
            manager_id: row.manager_id.map(|id| id.0),
            role: row.role,
            own_role: row.own_role.map(|own| OwnRole { id: own.id.0, name: own.name }),
            source: row.source,
            revision: row.revision,
            created_at: At(row.created_at),
        }
    }
}

/// A member as an answer.
pub(super) fn shown(detail: MemberDetail) -> Shown<Member> {
    let revision = detail.row.revision;
    Shown::now(detail.row.into(), revision)
}

/// Which members are wanted.
#[derive(Debug, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct MemberFilter {
    /// Only in this status; several with commas.
    status: Option<String>,
    /// Only of this department.
    department_id: Option<String>,
    /// Whether the departments below count too.
    include_sub: Option<bool>,
    /// Words: name, pinyin or its initials, e-mail, phone, work number.
    q: Option<String>,
    /// Only with this role: the word of a built-in one, or the id of one of the organisation's own.
    role: Option<String>,
    /// Only of this source.
    source: Option<String>,
}

impl MemberFilter {
    /// As the use case takes it.
    ///
    /// # Errors
    /// Words that are none of their field's.
    pub(super) fn query(self, page: PageRequest) -> Told<MemberQuery> {
        Ok(MemberQuery {
            statuses: words("status", self.status.as_deref(), Status::from_word)?,
            department: self.department_id.filter(|id| !id.is_empty()).map(DepartmentId),
            below: self.include_sub.unwrap_or(false),
            search: self.q.unwrap_or_default(),
            role: word("role", self.role.as_deref(), RoleKey::parse)?,
            source: word("source", self.source.as_deref(), Source::from_word)?,
            page,
            ..MemberQuery::default()
        })
    }

    /// The status alone, as it was sent.
    pub(super) fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// The words alone.
    pub(super) fn words(self) -> String {
        self.q.unwrap_or_default()
    }
}

/// List members
///
/// By name, Chinese ones by pinyin.
#[utoipa::path(
    get, path = "/members", tag = "Members", operation_id = "listMembers", params(Paging, MemberFilter),
    security(("key" = ["members.read"])), responses((status = 200, body = Listed<Member>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<MemberFilter>,
) -> Told<Json<Listed<Member>>> {
    let query = filter.query(paging.request()?)?;
    Ok(Json(Listed::of(members::list(&edge.services, &caller.viewer, &query).await?, Member::from)))
}

/// Somebody to be invited: by e-mail or by phone.
#[derive(Debug, Deserialize, ToSchema)]
pub struct InviteMember {
    /// One of `email` and `phone`.
    #[schema(example = "li.ming@example.com")]
    email: Option<String>,
    /// One of `email` and `phone`.
    phone: Option<String>,
    /// The person corrects it on joining.
    #[serde(default)]
    name: String,
    /// At most one; the top of the tree without.
    #[serde(default)]
    department_ids: Vec<String>,
    #[serde(default)]
    position: String,
    #[serde(default)]
    work_number: String,
    /// The word of a built-in role, or the id of one of the organisation's own; any but `member` needs the scope `all`.
    #[schema(example = "member")]
    role: Option<String>,
    /// On whose behalf; needs the scope `all`. Without it the inviter is an admin.
    invited_by: Option<String>,
}

/// Invite a member
///
/// The person is sent a message. 409 with what is in the way as its code: member, suspended, waiting, invited, refused, blocked,
/// removed, other_person.
#[utoipa::path(
    post, path = "/members", tag = "Members", operation_id = "inviteMember", request_body = InviteMember,
    security(("key" = ["members.write"])), responses((status = 201, body = Member)),
)]
pub async fn invite(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<InviteMember>) -> Told<Shown<Member>> {
    // Before anything is looked up: who may not write learns nothing of what is here.
    caller.viewer.require(model::permission::Permission::MembersWrite)?;
    let viewer = match sent.invited_by {
        Some(member) => caller.on_behalf_of(&edge.services, &MemberId(member)).await?,
        None => caller.viewer.clone(),
    };
    let mut departments = sent.department_ids.into_iter();
    let department = departments.next().map(DepartmentId);
    if departments.next().is_some() {
        let field = Field { field: "department_ids".into(), fault: Fault::OutOfRange, limit: Some(1) };
        return Err(Problem::fields(vec![field]).into());
    }
    let address = Address::of(sent.email, sent.phone)?;
    let person = NewPerson { name: sent.name, work_number: sent.work_number, ..NewPerson::default() };
    let place = (department, sent.position, role(sent.role.as_deref())?);
    let id = invite_one(&edge.services, &viewer, address, person, place).await?;
    let detail = members::get(&edge.services, &caller.viewer, &id).await?;
    let (revision, path) = (detail.row.revision, format!("/members/{id}"));
    Ok(Shown::made(detail.row.into(), revision, &path))
}

/// The role that somebody is invited with; an ordinary member's if none is named.
///
/// # Errors
/// [`Code::Invalid`] on `role` for what can be neither a word nor an id.
pub(super) fn role(text: Option<&str>) -> Told<RoleKey> {
    match text.map(RoleKey::parse) {
        None => Ok(RoleKey::default()),
        Some(Some(key)) => Ok(key),
        Some(None) => Err(Problem::field("role", Fault::Unknown).into()),
    }
}

/// Where somebody is invited to.
pub(super) struct Address {
    field: &'static str,
    text: String,
}

impl Address {
    /// The one of two that was given.
    ///
    /// # Errors
    /// None was given, or both.
    pub(super) fn of(email: Option<String>, phone: Option<String>) -> Told<Self> {
        match (email, phone) {
            (Some(text), None) => Ok(Self { field: "email", text }),
            (None, Some(text)) => Ok(Self { field: "phone", text }),
            (None, None) => Err(Problem::field("email", Fault::Missing).into()),
            (Some(_), Some(_)) => Err(Problem::field("phone", Fault::Malformed).into()),
        }
    }
}

/// Invites one person; the member that this makes.
///
/// # Errors
/// What is in the way.
pub(super) async fn invite_one(
    services: &domain::Services,
    viewer: &domain::Viewer,
    address: Address,
    person: NewPerson,
    (department, position, role): (Option<DepartmentId>, String, RoleKey),
) -> Told<MemberId> {
    // An e-mail address in the field for phones would be taken by the rule for both.
    if (address.field == "email") != address.text.contains('@') {
        return Err(Problem::field(address.field, Fault::Malformed).into());
    }
    let person = NewPerson { address: address.text, ..person };
    let invite = Invite { people: vec![person], department, position, role, language: viewer.language };
    let told = invitations::invite(services, viewer, &invite).await?.pop().ok_or(Code::Internal)?;
    match (told.verdict, told.member.clone()) {
        (InviteVerdict::Fine, Some(member)) => Ok(member),
        (InviteVerdict::Malformed, _) => Err(Problem::field(address.field, Fault::Malformed).into()),
        _ => Err(Refusal::Verdict(Box::new(told))),
    }
}

/// Read a member
#[utoipa::path(
    get, path = "/members/{id}", tag = "Members", operation_id = "getMember", params(("id" = String, Path)),
    security(("key" = ["members.read"])), responses((status = 200, body = Member)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Member>> {
    Ok(shown(members::get(&edge.services, &caller.viewer, &MemberId(id)).await?))
}

/// What is to be different. Fields that are not sent stay as they are; name, e-mail and phone are the person's own.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfMember {
    /// The main one first.
    department_ids: Option<Vec<String>>,
    position: Option<String>,
    location: Option<String>,
    work_number: Option<String>,
    /// Null takes the manager away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    manager_id: Option<Option<String>>,
    #[schema(ignore)]
    name: Option<serde_json::Value>,
    #[schema(ignore)]
    email: Option<serde_json::Value>,
    #[schema(ignore)]
    phone: Option<serde_json::Value>,
}

/// Tells null from what was not sent.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Change a member
#[utoipa::path(
    patch, path = "/members/{id}", tag = "Members", operation_id = "changeMember", params(("id" = String, Path)),
    request_body = ChangeOfMember,
    security(("key" = ["members.write"])), responses((status = 200, body = Member)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfMember>,
) -> Told<Shown<Member>> {
    caller.viewer.require(model::permission::Permission::MembersWrite)?;
    for (field, value) in
        [(MemberField::Name, &sent.name), (MemberField::Email, &sent.email), (MemberField::Phone, &sent.phone)]
    {
        if value.is_some() {
            return Err(Problem::new(Code::OwnedByPerson).with("field", field).into());
        }
    }
    let edit = EditMember {
        id: MemberId(id),
        revision: revision.of(),
        departments: sent.department_ids.map(|ids| ids.into_iter().map(DepartmentId).collect()),
        position: sent.position,
        location: sent.location,
        work_number: sent.work_number,
        manager: sent.manager_id.map(|manager| MemberId(manager.unwrap_or_default())),
    };
    Ok(shown(members::edit(&edge.services, &caller.viewer, &edit).await?))
}
