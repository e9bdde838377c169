//! Adding customers, many with few statements.

use super::NewCustomer;
use super::tag::Tags;
use crate::audit::Record;
use crate::change::{Applied, Context};
use crate::customers::rows::{self, Whole, address_key};
use crate::customers::{index, owners, tags};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::customer::CustomerKind;
use model::member::Source;
use model::problem::Fault;
use model::{Code, CustomerId, MemberId, Problem, TagId};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::BTreeSet;

/// Adds customers as those are who are added by hand.
pub(super) async fn apply(conn: &mut Conn, context: &Context, new: &[&NewCustomer]) -> Result<Vec<Applied>> {
    free(conn, context, new).await?;
    still_in(conn, context, new.iter().flat_map(|new| &new.owners)).await?;
    let known = match new.iter().any(|new| !new.tags.is_empty()) {
        true => Tags::load(conn, &context.organisation).await?,
        false => Tags::default(),
    };
    let now = context.clock.now();
    let mut customers = Vec::with_capacity(new.len());
    let mut carried: Vec<Vec<TagId>> = Vec::with_capacity(new.len());
    for wanted in new {
        carried.push(known.ids(&wanted.tags)?);
        // Who came earlier was spoken to then, as far as anybody knows: a platform's relation begins both times too.
        let since = wanted.added.unwrap_or(now);
        customers.push(Whole {
            id: context.ids.next(),
            name: wanted.name.clone(),
            company: wanted.company.clone(),
            position: wanted.position.clone(),
            phone: wanted.phone.clone(),
            email: wanted.email.clone(),
            note: wanted.note.clone(),
            kind: CustomerKind::Manual,
            gender: 0,
            source: Source::Manual,
            added_at: since,
            contacted_at: since,
            ended: false,
            revision: 1,
            created_at: now,
        });
    }
    rows::insert(conn, &context.organisation, &customers).await?;
    let owned: Vec<owners::Owned<'_>> = customers
        .iter()
        .zip(new)
        .map(|(customer, new)| (&customer.id, new.owners.as_slice(), customer.added_at))
        .collect();
    owners::add(conn, &context.ids, &context.organisation, &owned, now).await?;
    let tagged: Vec<(&CustomerId, &[TagId])> =
        customers.iter().zip(&carried).map(|(customer, tags)| (&customer.id, tags.as_slice())).collect();
    tags::put_on(conn, &tagged).await?;
    let ids: Vec<&CustomerId> = customers.iter().map(|customer| &customer.id).collect();
    index::add(conn, &context.organisation, &ids).await?;
    let applied = |(customer, new): (&Whole, &&NewCustomer)| {
        let tags: Vec<&str> = new.tags.iter().map(|tag| tag.name.as_str()).collect();
        let record = Record::new(Verb::Create, Subject::Customer, &customer.id, &customer.name).fields(
            json!(null),
            json!({ "company": customer.company, "phone": customer.phone, "email": customer.email, "tags": tags }),
        );
        Applied { subject_id: customer.id.0.clone(), revision: 1, restore: json!({}), record: Some(record) }
    };
    Ok(customers.iter().zip(new).map(applied).collect())
}

/// Nobody came with one of these numbers and addresses since the draft.
async fn free(conn: &mut Conn, context: &Context, new: &[&NewCustomer]) -> Result<()> {
    let phones: Vec<String> = new.iter().map(|new| new.phone.clone()).collect();
    let emails: Vec<String> = new.iter().map(|new| address_key(&new.email)).collect();
    for (field, column, keys) in [("phone", "phone", phones), ("email", "email_key", emails)] {
        let keys: Vec<String> = keys.into_iter().filter(|key| !key.is_empty()).collect();
        for block in keys.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("select count(*) from customers where organisation_id = ");
            sql.push_bind(context.organisation.clone()).push(" and ").push(column).push(" <> '' and ").push(column);
            sql.push(" in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")");
            let taken: i64 = sql.build_query_scalar().fetch_one(&mut *conn).await?;
            if taken > 0 {
                return Err(Problem::new(Code::Taken).with("field", field).into());
            }
        }
    }
    Ok(())
}

/// Passes if these members can still look after somebody.
///
/// # Errors
/// [`Code::Invalid`] in `owners`.
pub(super) async fn still_in(
    conn: &mut Conn,
    context: &Context,
    owners: impl Iterator<Item = &MemberId>,
) -> Result<()> {
    let owners: Vec<&MemberId> = owners.collect::<BTreeSet<_>>().into_iter().collect();
    for block in owners.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from members where organisation_id = ");
        sql.push_bind(context.organisation.clone())
            .push(" and status in ('active', 'invited', 'suspended') and id in (");
        push_list(&mut sql, block.iter().map(|owner| (*owner).clone()));
        let found: i64 = sql.push(")").build_query_scalar().fetch_one(&mut *conn).await?;
        if found != block.len() as i64 {
            return Err(Problem::field("owners", Fault::Unknown).into());
        }
    }
    Ok(())
}
