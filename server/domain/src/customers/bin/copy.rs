//! The copy of a customer that the recycle bin holds: every row that went, sealed with a key of the person's own.

use crate::customers::rows::{WHOLE, Whole};
use crate::seal::Seal;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Ids, Result, Services};
use model::customer::RelationState;
use model::{ConnectionId, CustomerId, MemberId, Moment, OrganisationId, RelationId, TagId};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// A customer with everything that hangs on him.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::customers) struct Copy {
    pub customer: Whole,
    pub links: Vec<LinkPart>,
    pub relations: Vec<RelationPart>,
    pub tags: Vec<TagPart>,
    /// Tags of the organisation's own.
    pub own_tags: Vec<OwnTagPart>,
}

#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::customers) struct LinkPart {
    pub customer_id: CustomerId,
    pub connection_id: ConnectionId,
    pub external_id: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::customers) struct RelationPart {
    pub id: RelationId,
    pub connection_id: Option<ConnectionId>,
    pub customer_id: CustomerId,
    pub member_id: MemberId,
    /// For whoever reads what could not come back.
    pub member: String,
    pub remark: String,
    pub description: String,
    pub company: String,
    pub phones: String,
    pub add_way: i64,
    pub channel: String,
    pub since: Moment,
    pub state: RelationState,
    pub digest: String,
    pub customer_key: String,
    pub owner_key: String,
    pub revision: i64,
    pub created_at: Moment,
}

#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::customers) struct TagPart {
    pub customer_id: CustomerId,
    pub relation_id: RelationId,
    pub tag_id: TagId,
}

#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
pub(in crate::customers) struct OwnTagPart {
    pub customer_id: CustomerId,
    pub tag_id: TagId,
}

/// Groups parts by their customer.
fn by_customer<T>(parts: Vec<T>, of: impl Fn(&T) -> &CustomerId) -> HashMap<CustomerId, Vec<T>> {
    let mut all: HashMap<CustomerId, Vec<T>> = HashMap::new();
    for part in parts {
        all.entry(of(&part).clone()).or_default().push(part);
    }
    all
}

/// Copies of these customers, in their order; who is not there is missing.
pub(in crate::customers) async fn of(
    conn: &mut Conn,
    organisation: &OrganisationId,
    ids: &[CustomerId],
) -> Result<Vec<Copy>> {
    let mut copies = Vec::with_capacity(ids.len());
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select ");
        sql.push(WHOLE).push(" from customers where organisation_id = ");
        sql.push_bind(organisation.clone()).push(" and id in (");
        push_list(&mut sql, block.iter().cloned());
        let customers: Vec<Whole> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "select customer_id, connection_id, external_id from customer_links where customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        let links: Vec<LinkPart> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "select r.id, r.connection_id, r.customer_id, r.member_id, m.name as member, r.remark, r.description, r.company, \
             r.phones, r.add_way, r.channel, r.since, r.state, r.digest, r.customer_key, r.owner_key, r.revision, \
             r.created_at from relations r join members m on m.id = r.member_id where r.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        let relations: Vec<RelationPart> =
            sql.push(") order by r.since, r.id").build_query_as().fetch_all(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "select r.customer_id, t.relation_id, t.tag_id from relations r join relation_tags t on t.relation_id = r.id \
             where r.customer_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        let tags: Vec<TagPart> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        let mut customers: HashMap<CustomerId, Whole> =
            customers.into_iter().map(|part| (part.id.clone(), part)).collect();
        let mut sql = QueryBuilder::<Db>::new("select customer_id, tag_id from customer_tags where customer_id in (");
        push_list(&mut sql, block.iter().cloned());
        let own_tags: Vec<OwnTagPart> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        let mut own_tags = by_customer(own_tags, |part| &part.customer_id);
        let mut links = by_customer(links, |part| &part.customer_id);
        let mut relations = by_customer(relations, |part| &part.customer_id);
        let mut tags = by_customer(tags, |part| &part.customer_id);
        copies.extend(block.iter().filter_map(|id| {
            Some(Copy {
                customer: customers.remove(id)?,
                links: links.remove(id).unwrap_or_default(),
                relations: relations.remove(id).unwrap_or_default(),
                tags: tags.remove(id).unwrap_or_default(),
                own_tags: own_tags.remove(id).unwrap_or_default(),
            })
        }));
    }
    Ok(copies)
}

impl Copy {
    /// The copy and its key, both sealed.
    ///
    /// # Errors
    /// Never in practice; see [`Seal::close`].
    pub fn close(&self, services: &Services) -> Result<(String, String)> {
        let id = self.customer.id.as_str();
        let key = fresh_key(&services.ids);
        let copy = Seal::new(&key)?.close(&services.ids, id, &serde_json::to_string(self)?)?;
        Ok((copy, services.seal.close(&services.ids, id, &key)?))
    }

    /// The copy out of what the bin holds of a customer.
    ///
    /// # Errors
    /// The installation's key is another one, or the row was damaged.
    pub fn open(services: &Services, id: &CustomerId, copy: &str, key: &str) -> Result<Self> {
        let key = services.seal.open(id.as_str(), key)?;
        Ok(serde_json::from_str(&Seal::new(&key)?.open(id.as_str(), copy)?)?)
    }

    /// The members who look after the customer, each once.
    pub fn owners(&self) -> Vec<&MemberId> {
        let mut owners: Vec<&MemberId> = self.relations.iter().map(|part| &part.member_id).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }
}

fn fresh_key(ids: &Ids) -> String {
    let mut key = [0; 32];
    ids.fill(&mut key);
    hex::encode(key)
}

/// Takes these customers and everything that hangs on them out of the tables and the search index.
pub(in crate::customers) async fn remove(conn: &mut Conn, ids: &[CustomerId]) -> Result<()> {
    for block in blocks(ids) {
        for statement in [
            "delete from relation_tags where relation_id in (select id from relations where customer_id in (",
            "delete from relations where customer_id in (",
            "delete from customer_links where customer_id in (",
            "delete from customer_tags where customer_id in (",
            "delete from customer_holds where customer_id in (",
            "delete from customers where id in (",
        ] {
            let mut sql = QueryBuilder::<Db>::new(statement);
            push_list(&mut sql, block.iter().cloned());
            sql.push(if statement.contains("(select") { "))" } else { ")" });
            sql.build().execute(&mut *conn).await?;
        }
        let texts: Vec<&str> = block.iter().map(CustomerId::as_str).collect();
        crate::search::remove(conn, crate::search::Kind::Customer, &texts).await?;
    }
    Ok(())
}
