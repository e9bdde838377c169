//! Comparing members with accounts, block by block, and proposing what follows.

use super::super::kind::{Carried, Deed};
use super::super::{auto, rows};
use super::matching::{self, Match};
use super::people::{self, Person};
use super::standing::{Gone, Outcome, is_sought, outcome};
use super::{Place, Step};
use crate::change::draft::{self, Draft};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::store::blocks;
use crate::sync::{begin_set, cancelled, field, finish};
use crate::{Conn, Db, Result, Services};
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Verdict};
use model::mapping::{AutoSync, MappingStatus};
use model::run::{Counts, Stage};
use model::{Code, ConnectionId, MappingId, MemberId};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Goes through all members from here on, a block a transaction, and completes the set. Nothing once that is done, or somebody stopped
/// the run.
pub(super) async fn members(
    services: &Services,
    run: &runs::Row,
    after: &str,
) -> std::result::Result<Option<Place>, Stop> {
    let Some(connection) = &run.connection_id else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let auto = auto::find(&mut conn, connection).await?;
    let shared = if auto.folds { matching::shared(&mut conn, &run.organisation_id).await? } else { HashSet::new() };
    drop(conn);
    let (mut after, mut counts, mut done) = (after.to_owned(), run.counts(), 0);
    loop {
        let mut tx = services.store.write().await?;
        if cancelled(&mut tx, services, run).await? {
            tx.commit().await?;
            return Ok(None);
        }
        // Found again from the second block on.
        let current = runs::find_raw(&mut tx, &run.id).await?.ok_or(Code::NotFound).map_err(crate::Error::from)?;
        let set = begin_set(&mut tx, services, &current, ChangeKind::Mapping).await?;
        let people = people::block(&mut tx, &run.organisation_id, connection, &after).await?;
        let judged = judge(&mut tx, connection, (&people, &auto), &shared).await?;
        draft::add(&mut tx, &services.ids, &set, &judged.drafts).await?;
        note(&mut tx, services, run, connection, &judged).await?;
        for draft in &judged.drafts {
            match draft.verdict {
                Verdict::Leave => counts.leave += 1,
                _ => counts.add += 1,
            }
        }
        counts.unchanged += people.len() as i64 - judged.drafts.len() as i64;
        done += people.len() as i64;
        let last = people.last().map(|person| person.id.0.clone());
        let over = people.len() < people::BLOCK as usize;
        after = last.unwrap_or(after);
        let place = Place { step: Step::Compare, after: after.clone() };
        let cursor = serde_json::to_string(&place).map_err(crate::Error::from)?;
        let progress = Progress { stage: Stage::Compare, done, total: None, cursor, counts };
        runs::save(&mut tx, run, &progress).await?;
        if over {
            complete(&mut tx, services, &current, (connection, counts)).await?;
        }
        tx.hint(&run.organisation_id, "mappings");
        tx.commit().await?;
        if over {
            return Ok(None);
        }
    }
}

async fn complete(
    tx: &mut crate::Write,
    services: &Services,
    run: &runs::Row,
    (connection, counts): (&ConnectionId, Counts),
) -> Result<()> {
    let mapped: i64 =
        sqlx::query_scalar("select count(*) from mappings where connection_id = $1 and status = 'mapped'")
            .bind(connection)
            .fetch_one(&mut **tx)
            .await?;
    let run = runs::find_raw(tx, &run.id).await?.ok_or(Code::NotFound)?;
    let set = run.change_set_id.clone().ok_or(Code::NotFound)?;
    finish(tx, services, &run, &set, counts, mapped).await
}

/// What comes of a block.
#[derive(Default)]
struct Judged {
    drafts: Vec<Draft>,
    noted: Vec<Noted>,
}

/// A member who is written down as he stands.
struct Noted {
    member: MemberId,
    status: MappingStatus,
    reason: Option<model::mapping::MappingReason>,
    external_id: Option<String>,
    attempts: i64,
    tried_email: String,
    by_hand: bool,
    matches: Vec<Match>,
}

async fn judge(
    conn: &mut Conn,
    connection: &ConnectionId,
    (people, auto): (&[Person], &AutoSync),
    shared: &HashSet<String>,
) -> Result<Judged> {
    let sought: Vec<&Person> = people.iter().filter(|person| is_sought(person, auto.covers)).collect();
    let mut matches = matching::matches(conn, connection, &sought, auto.folds).await?;
    let refusals = matching::refusals(conn, connection, &sought).await?;
    let mut judged = Judged::default();
    for person in people {
        let found = matches.remove(&person.id).unwrap_or_default();
        let is_shared = auto.folds && shared.contains(&super::read::folded(&person.email_key));
        let refused = |external: &str| refusals.contains(&(person.id.clone(), external.to_owned()));
        match outcome(person, auto.covers, (&found, is_shared), refused) {
            Outcome::Same => {}
            Outcome::Link(external, name) => judged.drafts.push(link(person, &external, &name)),
            Outcome::Unlink(gone) => judged.drafts.push(unlink(person, gone)),
            Outcome::Noted(status, reason, attempts) => judged.noted.push(Noted {
                member: person.id.clone(),
                status,
                reason,
                external_id: person.external_id.clone().filter(|_| status == MappingStatus::Mapped),
                attempts,
                tried_email: person.email_key.clone(),
                by_hand: person.by_hand && status == MappingStatus::Mapped,
                matches: found,
            }),
        }
    }
    Ok(judged)
}

fn link(person: &Person, external: &str, name: &str) -> Draft {
    Draft {
        rank: 1,
        subject: Subject::Mapping,
        subject_id: None,
        external_id: external.to_owned(),
        name: person.name.clone(),
        detail: person.email_key.clone(),
        verdict: Verdict::Add,
        reason: Reason::SameEmail,
        fields: field("account", "", name).into_iter().collect(),
        payload: json!(Carried::from(Deed::Link { member: person.id.clone(), account: name.to_owned(), by: None })),
        braked: false,
    }
}

fn unlink(person: &Person, gone: Gone) -> Draft {
    let name = person.account_name.clone().unwrap_or_default();
    Draft {
        external_id: person.external_id.clone().unwrap_or_default(),
        verdict: Verdict::Leave,
        reason: match gone {
            Gone::There => Reason::GoneThere,
            Gone::Here => Reason::LeftHere,
        },
        fields: field("account", &name, "").into_iter().collect(),
        payload: json!(Carried::from(Deed::Unlink { member: person.id.clone(), account: name })),
        // That a member left was decided here.
        braked: gone == Gone::There,
        ..link(person, "", "")
    }
}

/// Writes down who is not mapped, and what may be his account.
async fn note(
    conn: &mut Conn,
    services: &Services,
    run: &runs::Row,
    connection: &ConnectionId,
    judged: &Judged,
) -> Result<()> {
    let standings: Vec<rows::Standing> = judged
        .noted
        .iter()
        .map(|one| rows::Standing {
            member: &one.member,
            status: one.status,
            reason: one.reason,
            external_id: one.external_id.as_deref(),
            attempts: one.attempts,
            tried_email: &one.tried_email,
            by_hand: one.by_hand,
            decided_by: "",
        })
        .collect();
    rows::put(conn, &services.ids, (&run.organisation_id, connection), &standings, services.clock.now()).await?;
    let members: Vec<MemberId> = judged.noted.iter().map(|one| one.member.clone()).collect();
    let known: HashMap<MemberId, (MappingId, i64)> = rows::revisions(conn, connection, &members).await?;
    let ids: Vec<MappingId> = known.values().map(|(id, _)| id.clone()).collect();
    rows::forget_candidates(conn, &ids).await?;
    let candidates: Vec<(&MappingId, &Match)> = judged
        .noted
        .iter()
        .filter_map(|one| Some((&known.get(&one.member)?.0, &one.matches)))
        .flat_map(|(id, matches)| matches.iter().map(move |found| (id, found)))
        .collect();
    for block in blocks(&candidates) {
        let mut sql =
            QueryBuilder::<Db>::new("insert into mapping_candidates (mapping_id, external_id, score, evidence) ");
        sql.push_values(block, |mut row, (id, found)| {
            let evidence: Vec<&str> = found.evidence.iter().map(|one| one.word()).collect();
            row.push_bind(*id).push_bind(&found.external_id).push_bind(found.score()).push_bind(evidence.join(" "));
        });
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}
