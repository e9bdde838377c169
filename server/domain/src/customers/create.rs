//! Adding one customer by hand.

use super::rows::{self, Whole};
use super::tags::own;
use super::{alike, get, index, owners};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::customer::{CustomerDetail, CustomerKind};
use model::customer_edit::AddCustomer;
use model::member::Source;
use model::permission::Permission;
use model::{Code, Problem};
use serde_json::json;

/// Adds a customer. Where somebody whom the viewer sees has the phone number or the address already, nobody is added unless that is
/// wanted: the problem says who.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`], [`Code::Invalid`], [`Code::Taken`] with `field`, `customer` and `name`.
pub async fn create(services: &Services, viewer: &Viewer, add: AddCustomer) -> Result<CustomerDetail> {
    viewer.require(Permission::CustomersWrite)?;
    let add = add.check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    owners::check(&mut tx, viewer, &add.owners).await?;
    let tags = own(&mut tx, &viewer.organisation, "tags", &add.tags).await?;
    if !add.even_if_here
        && let Some((field, row)) = alike::first(&mut tx, viewer, &add.phone, &add.email).await?
    {
        let problem = Problem::new(Code::Taken).with("field", field).with("customer", row.id.as_str());
        return Err(problem.with("name", viewer.text(row.name)).into());
    }
    let customer = Whole {
        id: services.ids.next(),
        name: add.name,
        company: add.company,
        position: add.position,
        phone: add.phone,
        email: add.email,
        note: add.note,
        kind: CustomerKind::Manual,
        gender: 0,
        source: Source::Manual,
        added_at: now,
        contacted_at: now,
        ended: false,
        revision: 1,
        created_at: now,
    };
    let id = customer.id.clone();
    rows::insert(&mut tx, &viewer.organisation, std::slice::from_ref(&customer)).await?;
    owners::add(&mut tx, &services.ids, &viewer.organisation, &[(&id, &add.owners, now)], now).await?;
    super::tags::put_on(&mut tx, &[(&id, add.tags.as_slice())]).await?;
    index::add(&mut tx, &viewer.organisation, &[&id]).await?;
    let names: Vec<String> = tags.into_iter().map(|tag| tag.name).collect();
    let record = Record::new(Verb::Create, Subject::Customer, &id, &customer.name).fields(
        json!(null),
        json!({ "company": customer.company, "phone": customer.phone, "email": customer.email, "tags": names }),
    );
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "customers");
    let detail = get::detail(&mut tx, services, viewer, &id).await?;
    tx.commit().await?;
    Ok(detail)
}
