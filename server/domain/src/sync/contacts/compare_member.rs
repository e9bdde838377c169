//! Comparing a member there with the one here.

use super::UpstreamMember;
use super::people::name_people;
use super::tree::Tree;
use crate::change::draft::Draft;
use crate::members::rows;
use crate::store::push_list;
use crate::sync::field;
use crate::{Conn, Db, Result, runs};
use model::audit::Subject;
use model::change::{FieldChange, Reason, Verdict};
use model::member::Status;
use model::{MemberId, Moment};
use serde_json::Value;
use sqlx::QueryBuilder;
use std::collections::HashMap;

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
    people: &People,
    upstream: &UpstreamMember,
    here: Option<&MemberId>,
) -> Result<Option<Compared>> {
    let Some(id) = here else {
        if upstream.left {
            return Ok(None);
        }
        return Ok(Some(match people.same(upstream) {
            Some((id, reason)) => {
                let fields = beside(conn, run, &id, tree, upstream).await?;
                Compared { verdict: Verdict::Conflict, reason, subject_id: Some(id), fields }
            }
            None => Compared {
                verdict: Verdict::Add,
                reason: Reason::NewThere,
                subject_id: None,
                fields: told(tree, upstream).into_iter().filter_map(|(name, told)| field(name, "", &told)).collect(),
            },
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
    let own = [
        field("name", &row.name, &upstream.name),
        given(&upstream.email).and_then(|email| field("email", row.email.as_deref().unwrap_or_default(), email)),
        given(&upstream.phone).and_then(|phone| field("phone", row.phone.as_deref().unwrap_or_default(), phone)),
    ];
    // Whoever has an account keeps these: nothing is proposed that would not be carried out.
    let own = own.into_iter().filter(|_| row.account_id.is_none());
    let rest = [
        field("departments", &old_places, &places(tree, &upstream.departments)),
        field("position", &row.position, &upstream.position),
        field("manager", &old_manager, &upstream.manager.to_lowercase()),
        field("status", row.status.word(), wanted.word()),
    ];
    let mut fields: Vec<FieldChange> = own.chain(rest).flatten().collect();
    if fields.is_empty() {
        return Ok(None);
    }
    name_people(conn, run, &mut fields).await?;
    let reason = if row.status == Status::Terminated { Reason::CameBack } else { Reason::FieldsDiffer };
    Ok(Some(Compared { verdict: Verdict::Change, reason, subject_id: Some(id.clone()), fields }))
}

/// What is told about a member there.
fn told(tree: &Tree, upstream: &UpstreamMember) -> [(&'static str, String); 5] {
    [
        ("name", upstream.name.clone()),
        ("email", upstream.email.clone()),
        ("phone", upstream.phone.clone()),
        ("departments", places(tree, &upstream.departments)),
        ("position", upstream.position.clone()),
    ]
}

/// The two of a conflict beside each other, also where they agree: a person decides by what is the same.
async fn beside(
    conn: &mut Conn,
    run: &runs::Row,
    id: &MemberId,
    tree: &Tree,
    upstream: &UpstreamMember,
) -> Result<Vec<FieldChange>> {
    let Some(row) = rows::find(conn, &run.organisation_id, id).await? else { return Ok(Vec::new()) };
    let departments = rows::departments_of(conn, id).await?.into_iter().map(|place| place.name).collect::<Vec<_>>();
    let ours =
        [row.name, row.email.unwrap_or_default(), row.phone.unwrap_or_default(), departments.join("; "), row.position];
    let both = told(tree, upstream).into_iter().zip(ours);
    let both = both.filter(|((_, theirs), ours)| !theirs.is_empty() || !ours.is_empty());
    Ok(both.map(|((name, after), before)| FieldChange { field: name.to_owned(), before, after }).collect())
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
        // In this order: SQLite without statistics would walk over all departments.
        "select l.external_id from members m cross join member_departments md cross join department_links l \
         where m.id = $2 and md.member_id = m.id and l.department_id = md.department_id and l.connection_id = $1 \
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

/// Whoever here is not linked and has the address or the number of one there: perhaps the same person, perhaps not. A person
/// decides.
#[derive(Debug, Default)]
pub(super) struct People {
    by_email: HashMap<String, Person>,
    by_phone: HashMap<String, Person>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct Person {
    created_at: Moment,
    id: MemberId,
    email_key: Option<String>,
    phone: Option<String>,
}

impl People {
    /// All who might be one of these.
    pub(super) async fn load<'a>(
        conn: &mut Conn,
        run: &runs::Row,
        members: impl Iterator<Item = &'a UpstreamMember> + Clone,
    ) -> Result<Self> {
        let emails: Vec<String> = members.clone().filter_map(|member| rows::email_key(given(&member.email))).collect();
        let phones: Vec<String> = members.filter_map(|member| given(&member.phone)).map(str::to_owned).collect();
        let mut people = Self::default();
        for person in unlinked(conn, run, "email_key", &emails).await? {
            if let Some(key) = person.email_key.clone() {
                people.by_email.entry(key).or_insert(person);
            }
        }
        for person in unlinked(conn, run, "phone", &phones).await? {
            if let Some(key) = person.phone.clone() {
                people.by_phone.entry(key).or_insert(person);
            }
        }
        Ok(people)
    }

    /// The oldest who might be this one.
    fn same(&self, upstream: &UpstreamMember) -> Option<(MemberId, Reason)> {
        let email = rows::email_key(given(&upstream.email));
        let by_email = email.as_ref().and_then(|email| self.by_email.get(email));
        let by_phone = given(&upstream.phone).and_then(|phone| self.by_phone.get(phone));
        let oldest = [by_email, by_phone].into_iter().flatten().min_by_key(|person| (person.created_at, &person.id))?;
        let reason = if email.is_some() && oldest.email_key == email { Reason::SameEmail } else { Reason::SamePhone };
        Some((oldest.id.clone(), reason))
    }
}

/// Members without a link to the run's connection by one of these keys, the oldest first.
async fn unlinked(conn: &mut Conn, run: &runs::Row, column: &str, keys: &[String]) -> Result<Vec<Person>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select m.created_at, m.id, m.email_key, m.phone from members m where m.organisation_id = ",
    );
    sql.push_bind(run.organisation_id.clone());
    sql.push(" and not exists (select 1 from member_links l where l.member_id = m.id and l.connection_id = ");
    sql.push_bind(run.connection_id.clone()).push(") and m.").push(column).push(" in (");
    push_list(&mut sql, keys.iter().cloned());
    sql.push(") order by m.created_at, m.id");
    Ok(sql.build_query_as().persistent(false).fetch_all(conn).await?)
}
