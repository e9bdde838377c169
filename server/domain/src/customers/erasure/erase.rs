//! Asking for customers in the recycle bin to be erased before their time.

use crate::change::at_once;
use crate::change::draft::{Draft, ask_second_person};
use crate::customers::bin::rows;
use crate::{Result, Services, Viewer, organisation};
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Verdict};
use model::customer::Outcomes;
use model::member::Outcome;
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, CustomerId, Problem, limits};

/// Proposes to erase customers; a second person carries it out. Nothing brings back what was erased, so that nobody does it alone.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::Invalid`] for no ids and for more than [`limits::BULK`].
pub async fn erase(services: &Services, viewer: &Viewer, ids: &[CustomerId]) -> Result<Outcomes> {
    viewer.require(Permission::CustomersDelete)?;
    if ids.is_empty() || ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let mut found = Vec::new();
    for block in ids.chunks(crate::store::BLOCK) {
        found.extend(rows::page(&mut tx, viewer, block, None, limits::BULK as i64).await?);
    }
    let waits = || Problem::new(Code::SecondPerson).with("by", &viewer.name);
    let outcome = |id: &CustomerId| {
        let problem = if found.iter().any(|row| row.id == *id) { waits() } else { Code::NotFound.into() };
        Outcome { id: id.clone(), name: String::new(), problem: Some(problem) }
    };
    let outcomes = ids.iter().map(outcome).collect();
    if found.is_empty() {
        return Ok(Outcomes { set: None, outcomes });
    }
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Erasure).await?;
    let draft = |row: &rows::Row| Draft {
        rank: 1,
        subject: Subject::Customer,
        subject_id: Some(row.id.0.clone()),
        external_id: String::new(),
        // The set outlives the person: it names nobody.
        name: row.id.0.clone(),
        detail: String::new(),
        verdict: Verdict::Leave,
        reason: Reason::Asked,
        fields: Vec::new(),
        payload: serde_json::json!({}),
        braked: false,
    };
    let drafts: Vec<Draft> = found.iter().map(draft).collect();
    at_once::propose(&mut tx, services, viewer, &set, (&drafts, 0)).await?;
    ask_second_person(&mut tx, &set).await?;
    tx.commit().await?;
    Ok(Outcomes { set: Some(set), outcomes })
}
