//! Setting fields again, each through its use case.

use super::{Plan, Target};
use crate::{
    Result, Services, Viewer, customers, departments, invitations, join_rules, mappings, members, organisation, roles,
    templates,
};
use model::customer_edit::EditCustomer;
use model::deletion::DeletionRules;
use model::department::ChangeDepartment;
use model::invitation::InvitationState;
use model::join_rules::JoinRules;
use model::mapping::{IgnoreMember, MapMember};
use model::member::{ChangeRole, EditMember, Status, Step};
use model::role::SaveRole;
use model::tag::SaveTag;
use model::{Code, CustomerId, DepartmentId, InvitationId, MappingId, MemberId, RoleId, TagId};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

type Fields = Map<String, Value>;

/// A field as it was; `None` if the entry did not change it.
fn field<T: DeserializeOwned>(was: &Fields, key: &str) -> Result<Option<T>> {
    Ok(was.get(key).map(|value| serde_json::from_value(value.clone())).transpose()?)
}

/// The step that takes a member back from one status to the other.
pub(super) fn step(was: &Fields, is: &Fields) -> Option<Step> {
    let status = |fields: &Fields| field::<Status>(fields, "status").ok().flatten();
    match (status(is)?, status(was)?) {
        (Status::Suspended, Status::Active) => Some(Step::Resume),
        (Status::Active, Status::Suspended) => Some(Step::Suspend),
        (Status::Terminated, Status::Active) => Some(Step::Restore),
        (Status::Active, Status::Terminated) => Some(Step::Terminate),
        _ => None,
    }
}

/// Sets what was.
pub(super) async fn put(services: &Services, viewer: &Viewer, plan: Plan) -> Result<()> {
    let Plan { target, id, was, present } = plan;
    let revision = present.revision;
    match target {
        Target::MemberFields => {
            let edit = EditMember {
                id: MemberId(id),
                revision,
                departments: field(&was, "departments")?,
                position: field(&was, "position")?,
                location: field(&was, "location")?,
                work_number: field(&was, "work_number")?,
                manager: field(&was, "manager")?,
            };
            members::edit(services, viewer, &edit).await?;
        }
        Target::MemberRole => {
            let now = present.fields;
            let role = field(&was, "role")?.or(field(&now, "role")?).ok_or(Code::Malformed)?;
            let scope = field(&was, "scope")?.or(field(&now, "scope")?).unwrap_or_default();
            members::change_role(services, viewer, &ChangeRole { id: MemberId(id), revision, role, scope }).await?;
        }
        Target::MemberStatus => {
            let step = step(&was, &present.fields).ok_or(Code::WrongState)?;
            members::take_step(services, viewer, &MemberId(id), revision, step).await?;
        }
        Target::Department => {
            let change = ChangeDepartment {
                id: DepartmentId(id),
                name: field(&was, "name")?,
                parent_id: field(&was, "parent")?,
                before: None,
                order: field(&was, "position")?,
                heads: field(&was, "heads")?,
                revision,
            };
            departments::change(services, viewer, &change).await?;
        }
        Target::Role => {
            let now = present.fields;
            let save = SaveRole {
                id: Some(RoleId(id)),
                name: field(&was, "name")?.or(field(&now, "name")?).unwrap_or_default(),
                permissions: field(&was, "permissions")?.or(field(&now, "permissions")?).unwrap_or_default(),
                scoped: field(&was, "scoped")?.or(field(&now, "scoped")?).unwrap_or_default(),
                revision,
            };
            roles::save(services, viewer, &save).await?;
        }
        Target::OrganisationName => {
            let name: String = field(&was, "name")?.unwrap_or_default();
            organisation::rename(services, viewer, &name, revision).await?;
        }
        Target::JoinRules => {
            let now = present.fields;
            let rules = JoinRules {
                verification: field(&was, "verification")?.or(field(&now, "verification")?).unwrap_or_default(),
                closed: field(&was, "closed")?.or(field(&now, "closed")?).unwrap_or_default(),
                details: field(&was, "details")?.or(field(&now, "details")?).unwrap_or_default(),
                revision,
            };
            join_rules::save(services, viewer, &rules, false).await?;
        }
        Target::DeletionRules => {
            let fields = Value::Object(present.fields.into_iter().chain(was).collect());
            let rules: DeletionRules = serde_json::from_value(fields)?;
            customers::save_rules(services, viewer, &DeletionRules { revision, ..rules }).await?;
        }
        Target::Door => {
            let open = field(&was, "door_open")?.unwrap_or_default();
            invitations::set_door_open(services, viewer, open).await?;
        }
        Target::Link => {
            let id = InvitationId(id);
            match field(&was, "state")? {
                Some(InvitationState::Active) => invitations::resume(services, viewer, &id, revision).await?,
                Some(InvitationState::Paused) => invitations::pause(services, viewer, &id, revision).await?,
                _ => return Err(Code::WrongState.into()),
            };
        }
        Target::CustomerFields => {
            let edit = EditCustomer {
                name: field(&was, "name")?,
                company: field(&was, "company")?,
                position: field(&was, "position")?,
                phone: field(&was, "phone")?,
                email: field(&was, "email")?,
                note: field(&was, "note")?,
                owners: field(&was, "owners")?,
                tags: field(&was, "tags")?,
                ..EditCustomer::of(CustomerId(id), revision)
            };
            customers::edit(services, viewer, &edit).await?;
        }
        Target::Tag => {
            let now = present.fields;
            let text = |key: &str| Ok::<_, crate::Error>(field(&was, key)?.or(field(&now, key)?).unwrap_or_default());
            let save = SaveTag { id: Some(TagId(id)), revision, group: text("group")?, name: text("name")? };
            customers::save_tag(services, viewer, save).await?;
        }
        Target::Mapping => mapping(services, viewer, (id, revision), &was).await?,
        Target::Template => {
            let key = templates::key(&id).ok_or(Code::NotFound)?;
            let mut conn = services.store.read().await?;
            let mut text = templates::find(&mut conn, &viewer.organisation, key).await?;
            drop(conn);
            text.revision = revision;
            text.subject = field(&was, "subject")?.unwrap_or(text.subject);
            text.body = field(&was, "body")?.unwrap_or(text.body);
            templates::save(services, viewer, &text).await?;
        }
    }
    Ok(())
}

/// Whose account it was, or whether he was ignored.
async fn mapping(services: &Services, viewer: &Viewer, (id, revision): (String, i64), was: &Fields) -> Result<()> {
    let mut conn = services.store.read().await?;
    let (connection, now) = mappings::one(&mut conn, viewer, &MappingId(id)).await?;
    drop(conn);
    let member = now.member_id;
    match field(was, "external_id")? {
        Some(external_id) => {
            mappings::map(services, viewer, &MapMember { connection, member, external_id, revision }).await?
        }
        None => {
            let ignored = field(was, "ignored")?.unwrap_or_default();
            mappings::ignore(services, viewer, &IgnoreMember { connection, member, ignored, revision }).await?
        }
    };
    Ok(())
}
