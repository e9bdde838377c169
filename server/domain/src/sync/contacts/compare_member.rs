//! Comparing a member there with the one here.

use super::UpstreamMember;
use super::compare::Tree;
use crate::change::draft::Draft;
use crate::members::rows;
use crate::sync::field;
use crate::{Conn, Result, runs};
use model::MemberId;
use model::audit::Subject;
use model::change::{FieldChange, Reason, Verdict};
use model::member::Status;
use serde_json::Value;

/// What the comparison found out about one member.
pub(super) struct Compared {
    verdict: Verdict,
    reason: Reason,
    subject_id: Option<MemberId>,
    fields: Vec<FieldChange>,
}

impl Compared {
    pub(super) fn into_draft(self, rank: i64, tree: &Tree, upstream: &UpstreamMember, payload: Value) -> Draft {
        Draft {
            rank,
            subject: Subject::Member,
            subject_id: self.subject_id.map(|id| id.0),
            external_id: upstream.id.clone(),
            name: upstream.name.clone(),
            detail: upstream.departments.first().map(|id| tree.path(id)).unwrap_or_default(),
            verdict: self.verdict,
            reason: self.reason,
            fields: self.fields,
            payload,
            braked: self.verdict == Verdict::Leave,
        }
    }
}

/// The departments as a person reads them.
fn places(tree: &Tree, departments: &[String]) -> String {
    departments.iter().map(|id| tree.path(id)).collect::<Vec<_>>().join("; ")
}

/// Compares a member there with the one here, if there is one; `None` if nothing differs.
pub(super) async fn compare(
    conn: &mut Conn,
    run: &runs::Row,
    tree: &Tree,
    upstream: &UpstreamMember,
    here: Option<&MemberId>,
) -> Result<Option<Compared>> {
    let Some(id) = here else {
        if upstream.left {
            return Ok(None);
        }
        let same = same_person(conn, run, upstream).await?;
        let fields = [
            field("name", "", &upstream.name),
            field("email", "", &upstream.email),
            field("phone", "", &upstream.phone),
            field("departments", "", &places(tree, &upstream.departments)),
            field("position", "", &upstream.position),
        ];
        let fields = fields.into_iter().flatten().collect();
        return Ok(Some(match same {
            Some((id, reason)) => Compared { verdict: Verdict::Conflict, reason, subject_id: Some(id), fields },
            None => Compared { verdict: Verdict::Add, reason: Reason::NewThere, subject_id: None, fields },
        }));
    };
    let Some(row) = rows::find(conn, &run.organisation_id, id).await? else { return Ok(None) };
    if upstream.left {
        let gone = row.status == Status::Terminated;
        return Ok((!gone).then(|| Compared {
            verdict: Verdict::Leave,
            reason: Reason::LeftThere,
            subject_id: Some(id.clone()),
            fields: field("status", row.status.word(), Status::Terminated.word()).into_iter().collect(),
        }));
    }
    let wanted = wanted_status(row.status, upstream);
    let old_places = here_places(conn, run, tree, id).await?;
    let old_manager = manager_key(conn, run, row.manager_id.as_ref()).await?;
    let fields: Vec<FieldChange> = [
        field("name", &row.name, &upstream.name),
        given(&upstream.email).and_then(|email| field("email", row.email.as_deref().unwrap_or_default(), email)),
        given(&upstream.phone).and_then(|phone| field("phone", row.phone.as_deref().unwrap_or_default(), phone)),
        field("departments", &old_places, &places(tree, &upstream.departments)),
        field("position", &row.position, &upstream.position),
        field("manager", &old_manager, &upstream.manager.to_lowercase()),
        field("status", row.status.word(), wanted.word()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if fields.is_empty() {
        return Ok(None);
    }
    let reason = if row.status == Status::Terminated { Reason::CameBack } else { Reason::FieldsDiffer };
    Ok(Some(Compared { verdict: Verdict::Change, reason, subject_id: Some(id.clone()), fields }))
}

/// A text that the app may read; an empty one says nothing.
pub(super) fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

pub(super) fn wanted_status(status: Status, upstream: &UpstreamMember) -> Status {
    match (status, upstream.disabled) {
        (Status::Active, true) => Status::Suspended,
        (Status::Terminated | Status::Suspended, false) => Status::Active,
        (status, _) => status,
    }
}

async fn here_places(conn: &mut Conn, run: &runs::Row, tree: &Tree, id: &MemberId) -> Result<String> {
    let rows: Vec<String> = sqlx::query_scalar(
        "select l.external_id from member_departments md join members m on m.id = md.member_id \
         join department_links l on l.department_id = md.department_id and l.connection_id = $1 where md.member_id = $2 \
         order by case when md.department_id = m.main_department_id then 0 else 1 end, length(l.external_id), l.external_id",
    )
    .bind(&run.connection_id)
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(places(tree, &rows))
}

async fn manager_key(conn: &mut Conn, run: &runs::Row, manager: Option<&MemberId>) -> Result<String> {
    let key: Option<String> =
        sqlx::query_scalar("select external_key from member_links where connection_id = $1 and member_id = $2")
            .bind(&run.connection_id)
            .bind(manager)
            .fetch_optional(conn)
            .await?;
    Ok(key.unwrap_or_default())
}

/// Somebody here with the same address or number who is not linked: perhaps the same person, perhaps not. A person decides.
async fn same_person(
    conn: &mut Conn,
    run: &runs::Row,
    upstream: &UpstreamMember,
) -> Result<Option<(MemberId, Reason)>> {
    let email = rows::email_key(given(&upstream.email));
    let phone = given(&upstream.phone);
    if email.is_none() && phone.is_none() {
        return Ok(None);
    }
    let found: Option<(MemberId, Option<String>)> = sqlx::query_as(
        "select m.id, m.email_key from members m where m.organisation_id = $1 and (m.email_key = $2 or m.phone = $3) \
         and not exists (select 1 from member_links l where l.member_id = m.id and l.connection_id = $4) \
         order by m.created_at, m.id limit 1",
    )
    .bind(&run.organisation_id)
    .bind(&email)
    .bind(phone)
    .bind(&run.connection_id)
    .fetch_optional(conn)
    .await?;
    Ok(found.map(|(id, found)| {
        let reason = if email.is_some() && found == email { Reason::SameEmail } else { Reason::SamePhone };
        (id, reason)
    }))
}
