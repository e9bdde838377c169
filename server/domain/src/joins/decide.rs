//! Deciding requests.

use super::told;
use crate::audit::{self, Actor, Record};
use crate::roles::{self, Held};
use crate::{Conn, Db, Result, Services, Viewer, Write, departments, members, organisation};
use model::audit::{Subject, Verb};
use model::join::{Decision, JoinRule, JoinState};
use model::member::{Outcome, Status};
use model::permission::Permission;
use model::problem::Fault;
use model::text::{Check, note, optional_line};
use model::{Code, DepartmentId, JoinId, MemberId, Moment, Problem, limits};
use serde_json::json;
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Row {
    member_id: MemberId,
    name: String,
    state: JoinState,
    department_id: Option<DepartmentId>,
    department_path: Option<String>,
    wished_department_id: Option<DepartmentId>,
    work_number: String,
    position: String,
    #[sqlx(flatten)]
    held: Held,
    decided_by: Option<String>,
}

/// Decides one or several requests; each has its own outcome. Of two admins at once, the second is told who was first.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Invalid`] for the decision itself. What stands in the way of one request is in its outcome.
pub async fn decide(
    services: &Services,
    viewer: &Viewer,
    ids: &[JoinId],
    decision: &Decision,
) -> Result<Vec<Outcome<JoinId>>> {
    judge(services, viewer, ids, decision, false).await
}

/// What would become of each if it were decided so; nothing is kept of it.
///
/// # Errors
/// As [`decide`].
pub async fn rehearse(
    services: &Services,
    viewer: &Viewer,
    ids: &[JoinId],
    decision: &Decision,
) -> Result<Vec<Outcome<JoinId>>> {
    judge(services, viewer, ids, decision, true).await
}

async fn judge(
    services: &Services,
    viewer: &Viewer,
    ids: &[JoinId],
    decision: &Decision,
    rehearse: bool,
) -> Result<Vec<Outcome<JoinId>>> {
    viewer.require(Permission::JoinsWrite)?;
    let decision = checked(decision, ids.len())?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Decision::Approve { department: Some(department), .. } = &decision {
        let row = departments::rows::find(&mut tx, &viewer.organisation, department).await?;
        if !row.is_some_and(|row| viewer.sees_path(&row.path)) {
            return Err(Problem::field("department", Fault::Unknown).into());
        }
    }
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let (name, problem) = match decide_one(&mut tx, viewer, id, &decision, None, now).await {
            Ok(name) => (name, None),
            Err((name, error)) if error.code().is_some() => (name, Some(error.into_problem())),
            Err((_, error)) => return Err(error),
        };
        outcomes.push(Outcome { id: id.clone(), name, problem });
    }
    tx.hint(&viewer.organisation, "joins");
    tx.hint(&viewer.organisation, "members");
    tx.hint(&viewer.organisation, "departments");
    if !rehearse {
        tx.commit().await?;
    }
    Ok(outcomes)
}

fn checked(decision: &Decision, count: usize) -> Result<Decision> {
    let mut decision = decision.clone();
    let mut check = Check::new();
    if count == 0 || count > limits::BULK {
        check.fault("ids", Fault::OutOfRange, Some(limits::BULK as i64));
    }
    if matches!(&decision, Decision::Approve { same_as: Some(_), .. }) && count > 1 {
        // Several people are not one member.
        check.fault("same_as", Fault::OutOfRange, Some(1));
    }
    match &mut decision {
        Decision::Approve { position: Some(position), .. } => {
            *position = check.take("position", optional_line(position, limits::POSITION));
        }
        Decision::Refuse { reason } | Decision::Block { reason } => {
            *reason = check.take("reason", note(reason, limits::NOTE));
        }
        _ => {}
    }
    check.done()?;
    Ok(decision)
}

/// Lets in somebody who waits and whom changed rules let in: an approval as applied for, with the rule that it follows from.
///
/// # Errors
/// What stands in the way of the approval.
pub(crate) async fn approve_by_rule(
    tx: &mut Write,
    viewer: &Viewer,
    id: &JoinId,
    rule: JoinRule,
    now: Moment,
) -> Result<()> {
    let approve = Decision::Approve { department: None, position: None, same_as: None };
    decide_one(tx, viewer, id, &approve, Some(rule), now).await.map_err(|(_, error)| error)?;
    sqlx::query("update joins set rule = $1 where id = $2").bind(rule).bind(id).execute(&mut **tx).await?;
    Ok(())
}

type Failed = (String, crate::Error);

async fn decide_one(
    tx: &mut Write,
    viewer: &Viewer,
    id: &JoinId,
    decision: &Decision,
    rule: Option<JoinRule>,
    now: Moment,
) -> std::result::Result<String, Failed> {
    let unnamed = |error: crate::Error| (String::new(), error);
    let row = find(tx, viewer, id).await.map_err(unnamed)?;
    let visible =
        |row: &Row| viewer.scope.is_none() || row.department_path.as_deref().is_some_and(|path| viewer.sees_path(path));
    let row = row.filter(visible).ok_or_else(|| unnamed(Code::NotFound.into()))?;
    let name = row.name.clone();
    carry_out(tx, viewer, id, row, decision, rule, now).await.map_err(|error| (name.clone(), error))?;
    Ok(name)
}

async fn find(conn: &mut Conn, viewer: &Viewer, id: &JoinId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select j.member_id, m.name, j.state, j.department_id, d.path as department_path, \
         j.wished_department_id, j.work_number, j.position, b.name as decided_by, ",
    );
    sql.push(roles::rows::COLUMNS);
    sql.push(
        " from joins j join members m on m.id = j.member_id left join departments d on d.id = j.department_id \
         left join members b on b.id = j.decided_by",
    );
    sql.push(roles::rows::JOIN);
    sql.push("where j.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and j.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

async fn carry_out(
    tx: &mut Write,
    viewer: &Viewer,
    id: &JoinId,
    row: Row,
    decision: &Decision,
    rule: Option<JoinRule>,
    now: Moment,
) -> Result<()> {
    let open = match decision {
        Decision::Reexamine => matches!(row.state, JoinState::Refused | JoinState::Blocked),
        _ => row.state == JoinState::Waiting,
    };
    if !open {
        let problem = Problem::new(Code::WrongState).with("state", row.state);
        return Err(problem.with("by", row.decided_by.unwrap_or_default()).into());
    }
    let (verb, state, status, reason) = match decision {
        Decision::Approve { .. } => (Verb::Approve, JoinState::Approved, Status::Active, ""),
        Decision::Refuse { reason } => (Verb::Refuse, JoinState::Refused, Status::Rejected, reason.as_str()),
        Decision::Block { reason } => (Verb::Block, JoinState::Blocked, Status::Rejected, reason.as_str()),
        Decision::Reexamine => (Verb::Reexamine, JoinState::Waiting, Status::Pending, ""),
    };
    // With the approval the role begins to count: nobody lets in somebody with more than he could give.
    let approves = matches!(decision, Decision::Approve { same_as: None, .. });
    if approves && !row.held.is_plain() && !viewer.may_give(&row.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    let same = match decision {
        Decision::Approve { same_as, .. } => same_as.as_ref(),
        _ => None,
    };
    if let Some(same) = same {
        // First: it may say no, and then nothing of this decision is to stay.
        super::same::unite(tx, viewer, &row.member_id, same).await?;
    }
    sqlx::query("update joins set state = $1, reason = $2, decided_by = $3, decided_at = $4 where id = $5")
        .bind(state)
        .bind(reason)
        .bind(viewer.person())
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    let mut after = json!({ "status": status, "reason": reason });
    if let Some(same) = same {
        told::number(tx, &viewer.organisation, same, &row.work_number).await?;
        let record = Record::new(verb, Subject::Member, same, &row.name).fields(json!({ "state": row.state }), after);
        return audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await;
    }
    sqlx::query("update members set status = $1, revision = revision + 1 where id = $2")
        .bind(status)
        .bind(&row.member_id)
        .execute(&mut **tx)
        .await?;
    if let Decision::Approve { department, position, .. } = decision {
        let place = match department.clone().or(row.department_id).or(row.wished_department_id) {
            Some(department) => department,
            None => departments::rows::root(tx, &viewer.organisation).await?.id,
        };
        let position = position.clone().unwrap_or(row.position);
        members::rows::set_departments(tx, &viewer.organisation, &row.member_id, std::slice::from_ref(&place)).await?;
        sqlx::query("update members set main_department_id = $1, position = $2 where id = $3")
            .bind(&place)
            .bind(&position)
            .bind(&row.member_id)
            .execute(&mut **tx)
            .await?;
        let department = departments::rows::find(tx, &viewer.organisation, &place).await?;
        told::number(tx, &viewer.organisation, &row.member_id, &row.work_number).await?;
        after["department"] = json!(department.map(|department| department.name));
        after["position"] = json!(position);
        if !row.held.is_plain() {
            after["role"] = row.held.told();
        }
        if let Some(rule) = rule {
            after["rule"] = json!(rule);
        }
    }
    let record =
        Record::new(verb, Subject::Member, &row.member_id, &row.name).fields(json!({ "state": row.state }), after);
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await
}
