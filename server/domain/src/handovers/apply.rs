//! Carrying a hand-over out: here at once, on the platform by jobs.

use super::kind::{Change, field, subject};
use super::rows::{self, Row};
use super::{eligible, mails, request, transfer};
use crate::audit::{self, Actor, Record};
use crate::change::at_once;
use crate::change::draft::Draft;
use crate::members;
use crate::{Conn, Result, Services, Viewer, Write, customers};
use model::audit::{Subject, Verb};
use model::change::{ChangeKind, FieldChange, Reason, Verdict};
use model::handover::{Handover, HandoverState, ItemKind};
use model::member::Step;
use model::seat::SeatRange;
use model::{Code, HandoverId, HandoverItemId, MemberId, Problem};
use serde_json::json;

/// Carries a hand-over out, or has it wait for its date. Where the organisation has two people look at so many customers, the first
/// proposes it and somebody else carries it out.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`], [`Code::SecondPerson`] for whoever proposed it,
/// [`Code::LastSuperAdmin`].
pub async fn apply(services: &Services, viewer: &Viewer, id: &HandoverId, revision: i64) -> Result<Handover> {
    let states = [HandoverState::Draft, HandoverState::Proposed, HandoverState::Scheduled];
    let (mut tx, row) = request::begin(services, viewer, (id, Some(revision)), &states).await?;
    let now = services.clock.now();
    if row.state == HandoverState::Proposed && row.proposed_by_member.as_ref() == Some(&viewer.member) {
        return Err(Problem::new(Code::SecondPerson).with("by", &row.proposed_by).into());
    }
    if row.state == HandoverState::Draft && takes_two(&mut tx, &row).await? {
        propose(&mut tx, services, viewer, &row).await?;
    } else if row.at.is_some_and(|at| at > now) && row.state != HandoverState::Scheduled {
        schedule(&mut tx, services, viewer, &row).await?;
    } else {
        carry_out(&mut tx, services, viewer, &row).await?;
    }
    tx.hint(&viewer.organisation, "handovers");
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    let shown = rows::shown(&mut tx, viewer, row).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(shown)
}

/// Whether more customers go over than one person decides about: the number that the organisation set for deleting them.
async fn takes_two(conn: &mut Conn, row: &Row) -> Result<bool> {
    let rules = customers::rules_of(conn, &row.organisation_id).await?;
    let Some(most) = rules.second_above else { return Ok(false) };
    let going: i64 = sqlx::query_scalar(
        "select count(*) from handover_items where handover_id = $1 and kind = 'customer' and to_id is not null",
    )
    .bind(&row.id)
    .fetch_one(conn)
    .await?;
    Ok(going > most)
}

async fn propose(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row) -> Result<()> {
    sqlx::query(
        "update handovers set state = 'proposed', second_person = $1, proposed_by = $2, proposed_by_member = $3, \
         revision = revision + 1 where id = $4",
    )
    .bind(true)
    .bind(&viewer.name)
    .bind(&viewer.member)
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    tell(tx, services, viewer, row, (Verb::Ask, HandoverState::Proposed)).await
}

async fn schedule(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row) -> Result<()> {
    sqlx::query("update handovers set state = 'scheduled', scheduled_by = $1, problem = null, revision = revision + 1 where id = $2")
        .bind(&viewer.member)
        .bind(&row.id)
        .execute(&mut **tx)
        .await?;
    if row.suspend {
        for leaver in rows::leavers(tx, &row.id).await? {
            if members::step_if_possible(tx, services, viewer, &leaver.member_id, Step::Suspend).await? {
                sqlx::query("update handover_leavers set suspended = $1 where handover_id = $2 and member_id = $3")
                    .bind(true)
                    .bind(&row.id)
                    .bind(&leaver.member_id)
                    .execute(&mut **tx)
                    .await?;
            }
        }
    }
    mails::planned(tx, services, row, (&viewer.name, row.at.unwrap_or_else(|| services.clock.now()))).await?;
    tell(tx, services, viewer, row, (Verb::Update, HandoverState::Scheduled)).await
}

async fn tell(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    row: &Row,
    (verb, state): (Verb, HandoverState),
) -> Result<()> {
    let name = rows::name(tx, &row.id).await?;
    let record = Record::new(verb, Subject::Handover, &row.id, name)
        .fields(json!({ "state": row.state }), json!({ "state": state, "at": row.at }));
    audit::record(tx, &row.organisation_id, &Actor::from(viewer), services.clock.now(), record).await
}

/// Moves what is kept here, and queues what a platform keeps.
///
/// # Errors
/// As [`apply`].
pub(super) async fn carry_out(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row) -> Result<()> {
    let now = services.clock.now();
    eligible::look(tx, &row.id, now).await?;
    sqlx::query(
        "update handover_items set state = case when reason in ('twice_in_90_days', 'groups_a_day') then 'limit' when reason is not null then 'failed' \
         when to_id is null then 'left' else 'queued' end where handover_id = $1 and state = 'planned' \
         and (connection_id is not null or kind = 'customer' and to_id is null or reason = 'successor_gone')",
    )
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    // Who left meanwhile, by himself or with the contacts, need not leave again.
    sqlx::query(
        "update handover_items set state = 'done', reason = null where handover_id = $1 and state = 'planned' and kind = 'membership' \
         and exists (select 1 from members m where m.id = handover_items.leaver_id and m.status = 'terminated')",
    )
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    let drafts = drafts(tx, services, row).await?;
    let set = if drafts.is_empty() { None } else { Some(here(tx, services, viewer, &drafts).await?) };
    sqlx::query(
        "update handovers set state = 'running', scheduled_by = null, set_id = $1, applied_at = $2, problem = null, \
         revision = revision + 1 where id = $3",
    )
    .bind(&set)
    .bind(now)
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    sqlx::query("update handover_leavers set open = $1 where handover_id = $2")
        .bind(false)
        .bind(&row.id)
        .execute(&mut **tx)
        .await?;
    tell(tx, services, viewer, row, (Verb::Apply, HandoverState::Running)).await?;
    transfer::wake(tx, services, &row.id, now).await?;
    if row.state != HandoverState::Scheduled {
        mails::planned(tx, services, row, (&viewer.name, now)).await?;
    }
    rows::settle(tx, services, &row.id).await
}

/// The change set of what is kept here; a row that fails leaves its item with the reason.
async fn here(tx: &mut Write, services: &Services, viewer: &Viewer, drafts: &[Draft]) -> Result<model::ChangeSetId> {
    let set = at_once::begin(tx, services, viewer, ChangeKind::Handover).await?;
    at_once::propose(tx, services, viewer, &set, (drafts, 0)).await?;
    at_once::carry_out(tx, services, viewer, (&set, ChangeKind::Handover)).await?;
    let failed: Vec<String> =
        sqlx::query_scalar("select payload from change_rows where set_id = $1 and state = 'failed'")
            .bind(&set)
            .fetch_all(&mut **tx)
            .await?;
    for payload in failed {
        let change: Change = serde_json::from_str(&payload)?;
        if change.kind == ItemKind::Membership {
            // A leaver who cannot leave: the last Super Admin. Nothing of his goes over then.
            return Err(Code::LastSuperAdmin.into());
        }
        sqlx::query("update handover_items set state = 'failed', reason = coalesce(reason, 'changed') where id = $1")
            .bind(&change.item)
            .execute(&mut **tx)
            .await?;
    }
    Ok(set)
}

#[derive(sqlx::FromRow)]
struct Part {
    id: HandoverItemId,
    kind: ItemKind,
    subject_id: String,
    leaver_id: MemberId,
    leaver: String,
    to_id: Option<MemberId>,
    successor: String,
    name: String,
}

/// What is kept here, as rows to be carried out; memberships end last.
async fn drafts(conn: &mut Conn, services: &Services, row: &Row) -> Result<Vec<Draft>> {
    let range = row.rules()?.into_iter().find(|rule| rule.kind == ItemKind::Seat).and_then(|rule| rule.range);
    let parts: Vec<Part> = sqlx::query_as(
        "select i.id, i.kind, i.subject_id, i.leaver_id, l.name as leaver, i.to_id, coalesce(t.name, '') as successor, \
         coalesce(c.name, ag.name, p.name, d.name, r.name, k.name, v.note, l.name) as name from handover_items i \
         join members l on l.id = i.leaver_id left join members t on t.id = i.to_id \
         left join customers c on i.kind = 'customer' and c.id = i.subject_id \
         left join agents ag on i.kind = 'agent' and ag.id = i.subject_id \
         left join mappings a on i.kind = 'mapping' and a.id = i.subject_id left join connections p on p.id = a.connection_id \
         left join departments d on i.kind = 'department' and d.id = i.subject_id \
         left join members r on i.kind in ('report', 'membership') and r.id = i.subject_id \
         left join api_keys k on i.kind = 'api_key' and k.id = i.subject_id \
         left join invitations v on i.kind = 'invitation' and v.id = i.subject_id \
         where i.handover_id = $1 and i.state = 'planned' order by i.id",
    )
    .bind(&row.id)
    .fetch_all(conn)
    .await?;
    Ok(parts.into_iter().map(|part| draft(services, part, range)).collect())
}

fn draft(services: &Services, part: Part, range: Option<SeatRange>) -> Draft {
    let takes_seat = part.kind == ItemKind::Seat && part.to_id.is_some();
    let change = Change {
        seat: takes_seat.then(|| services.ids.next()),
        range: takes_seat.then(|| range.unwrap_or(SeatRange::Everything)),
        item: part.id,
        kind: part.kind,
        from: part.leaver_id,
        from_name: part.leaver.clone(),
        to: part.to_id,
        to_name: part.successor.clone(),
    };
    let leaves = part.kind == ItemKind::Membership;
    Draft {
        rank: if leaves { 2 } else { 1 },
        subject: subject(part.kind),
        subject_id: Some(part.subject_id),
        external_id: String::new(),
        name: part.name,
        detail: part.leaver.clone(),
        verdict: if leaves { Verdict::Leave } else { Verdict::Change },
        reason: Reason::Asked,
        fields: vec![FieldChange {
            field: field(part.kind).to_owned(),
            before: if leaves { String::new() } else { part.leaver },
            after: part.successor,
        }],
        payload: serde_json::to_value(change).unwrap_or_default(),
        braked: false,
    }
}
