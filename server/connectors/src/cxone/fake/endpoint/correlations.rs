//! Who is mapped to whom.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Reply};
use crate::cxone::{fake::world::World, types::Correlation};

pub(super) fn create(world: &mut World, call: &Call) -> Outcome {
    let correlation = read(call)?;
    if world.correlations.iter().any(|known| is_same_entity(known, &correlation)) {
        return Err(Refusal::hub("1409", "the entity has a correlation already"));
    }
    world.correlations.push(Correlation { version: 1, ..correlation.clone() });
    Ok(Reply::Json(json!(correlation)))
}

pub(super) fn update(world: &mut World, call: &Call) -> Outcome {
    let changed = read(call)?;
    let [id, entity] = call.ids.as_slice() else { return Err(Refusal::hub("1001", "no id")) };
    let known = world.correlations.iter_mut().find(|known| known.correlation_id == *id && known.entity_id == *entity);
    let known = known.ok_or_else(|| Refusal::new(404, "not_found", "no such correlation"))?;
    let (correlation_id, entity_id, version) = (id.clone(), entity.clone(), known.version + 1);
    *known = Correlation { correlation_id, entity_id, version, ..changed };
    Ok(Reply::Json(json!(known)))
}

pub(super) fn search(world: &mut World, call: &Call) -> Outcome {
    let wanted = call.json()?;
    let is = |name: &str, value: &str| wanted[name].as_str().is_none_or(|wanted| wanted == value);
    let fits = |row: &&Correlation| {
        is("correlationId", &row.correlation_id)
            && is("entityType", &row.entity)
            && is("domain", &row.domain)
            && is("entityId", &row.entity_id)
            && is("status", row.status.as_str())
    };
    let number =
        |name: &str, otherwise: u64| usize::try_from(wanted[name].as_u64().unwrap_or(otherwise)).unwrap_or(usize::MAX);
    let (page, size) = (number("page", 0), number("pageSize", 100).clamp(1, world.options.page as usize));
    let found: Vec<&Correlation> = world.correlations.iter().filter(fits).collect();
    let rows: Vec<Value> = found.iter().skip(page.saturating_mul(size)).take(size).map(|row| json!(row)).collect();
    Ok(Reply::Json(json!({"totalRecords": found.len(), "page": page, "pageSize": size, "correlations": rows})))
}

fn read(call: &Call) -> Result<Correlation, Refusal> {
    let correlation: Correlation =
        serde_json::from_value(call.json()?).map_err(|error| Refusal::hub("1001", &error.to_string()))?;
    let needed = [&correlation.correlation_id, &correlation.entity, &correlation.domain, &correlation.entity_id];
    if needed.into_iter().any(String::is_empty) {
        return Err(Refusal::hub("1002", "correlationId, entity, domain and entityId are needed"));
    }
    Ok(correlation)
}

fn is_same_entity(one: &Correlation, other: &Correlation) -> bool {
    (&one.domain, &one.entity, &one.entity_id) == (&other.domain, &other.entity, &other.entity_id)
}
