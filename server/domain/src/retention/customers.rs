//! Customers who ended long ago: their deletion is proposed, and a person carries it out.

use super::due::Due;
use crate::change::draft;
use crate::runs;
use crate::viewer::From;
use crate::{Result, Services, Viewer, Write, customers};
use model::audit::Origin;
use model::change::{ChangeKind, Verdict};
use model::deletion::{Deletion, LegalBasis};
use model::language::Language;
use model::permission::{Rights, Role};
use model::{AccountId, ChangeSetId, CustomerId, MemberId, OrganisationId, SessionId};

/// Adds a block to the deletion that a run proposes; how many were added, and to which set.
pub(super) async fn propose(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    set: Option<ChangeSetId>,
    (block, days): (&[Due], i64),
) -> Result<(i64, ChangeSetId)> {
    let now = services.clock.now();
    let set = match set {
        Some(set) => set,
        None => begin(tx, services, run, days).await?,
    };
    let ids: Vec<CustomerId> = block.iter().map(|one| CustomerId(one.id.clone())).collect();
    let drafts = customers::drafts_of(tx, &whole(&run.organisation_id), &ids, now).await?;
    let free = drafts.iter().filter(|draft| draft.verdict != Verdict::Blocked).count() as i64;
    draft::add(tx, &services.ids, &set, &drafts).await?;
    Ok((free, set))
}

async fn begin(tx: &mut Write, services: &Services, run: &runs::Row, days: i64) -> Result<ChangeSetId> {
    let id: ChangeSetId = services.ids.next();
    let new = draft::NewSet {
        id: &id,
        organisation: &run.organisation_id,
        kind: ChangeKind::Deletion,
        connection: None,
        brake_percent: model::change::BRAKE_PERCENT,
        created_by: "",
        created_by_member: None,
        created_by_key: None,
    };
    draft::begin(tx, &new, services.clock.now()).await?;
    let deletion = Deletion {
        ids: Vec::new(),
        query: model::customer::CustomerQuery::default(),
        reason: format!("Rule of keeping: {days} days"),
        basis: LegalBasis::Other,
        basis_note: format!("Rule of keeping: {days} days"),
    };
    customers::explain(tx, &id, &deletion).await?;
    sqlx::query("update runs set change_set_id = $1 where id = $2").bind(&id).bind(&run.id).execute(&mut **tx).await?;
    Ok(id)
}

/// Makes the proposal ready to be reviewed, by two people where there are so many.
pub(super) async fn finish(
    tx: &mut Write,
    organisation: &OrganisationId,
    (set, amount): (&ChangeSetId, i64),
) -> Result<()> {
    let rules = customers::rules_of(tx, organisation).await?;
    if rules.second_above.is_some_and(|most| amount > most) {
        draft::ask_second_person(tx, set).await?;
    }
    draft::complete(tx, set, 0, 0).await?;
    tx.hint(organisation, "changes");
    Ok(())
}

/// Somebody without any right who sees the whole organisation: the rules look at everybody and do nothing by themselves.
fn whole(organisation: &OrganisationId) -> Viewer {
    Viewer {
        account: AccountId::from(""),
        organisation: organisation.clone(),
        member: MemberId::from(""),
        name: String::new(),
        language: Language::default(),
        role: Role::Member,
        own_role: None,
        rights: Rights::default(),
        scope: None,
        session: SessionId::from(""),
        from: From { origin: Origin::Schedule, address: String::new() },
        limits: None,
    }
}
