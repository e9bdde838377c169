//! What is here of a block of relations, read with one statement a table.

use super::super::Wanted;
use super::{CustomerRecord, RelationRecord};
use crate::change::Context;
use crate::store::{BLOCK, push_list};
use crate::sync::linked::{distinct, linked};
use crate::{Conn, Db, Result};
use model::{CustomerId, MemberId, RelationId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Everything that a block's rows refer to, by its key there; brought up to date while the rows are carried out.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Members by their folded ids.
    pub owners: HashMap<String, MemberId>,
    /// Customers by their ids there.
    pub customers: HashMap<String, (CustomerId, CustomerRecord)>,
    /// Relations by the two that they tie.
    pub relations: HashMap<(CustomerId, MemberId), (RelationId, RelationRecord)>,
    /// Those of them that people here made.
    pub by_hand: HashSet<RelationId>,
    /// The tags of those relations.
    pub tags_of: HashMap<RelationId, Vec<String>>,
    /// Our ids of tags.
    pub tags: HashMap<String, String>,
}

impl Known {
    pub(super) async fn load(conn: &mut Conn, context: &Context, wanted: &[Wanted]) -> Result<Self> {
        let mut known = Self::default();
        for part in distinct(wanted.iter().map(Wanted::owner_key)).chunks(BLOCK) {
            let rows: Vec<(String, MemberId)> =
                linked("select external_key, member_id from member_links", "external_key", context, part)?
                    .build_query_as()
                    .fetch_all(&mut *conn)
                    .await?;
            known.owners.extend(rows);
        }
        for part in distinct(wanted.iter().flat_map(|wanted| wanted.relation.tags.iter().cloned())).chunks(BLOCK) {
            let rows: Vec<(String, String)> = linked("select external_id, id from tags", "external_id", context, part)?
                .build_query_as()
                .fetch_all(&mut *conn)
                .await?;
            known.tags.extend(rows);
        }
        for part in distinct(wanted.iter().map(|wanted| wanted.customer.id.clone())).chunks(BLOCK) {
            known.load_customers(conn, context, part).await?;
        }
        Ok(known)
    }

    async fn load_customers(&mut self, conn: &mut Conn, context: &Context, part: &[String]) -> Result<()> {
        #[derive(sqlx::FromRow)]
        struct Found {
            external_id: String,
            id: CustomerId,
            #[sqlx(flatten)]
            record: CustomerRecord,
        }
        let select = "select l.external_id, c.id, c.name, c.company, c.position, c.kind, c.gender, c.added_at, c.contacted_at, c.ended \
                      from customer_links l join customers c on c.id = l.customer_id";
        let found: Vec<Found> =
            linked(select, "external_id", context, part)?.build_query_as().fetch_all(&mut *conn).await?;
        let ids: Vec<String> = found.iter().map(|row| row.id.0.clone()).collect();
        self.customers.extend(found.into_iter().map(|row| (row.external_id, (row.id, row.record))));
        self.load_relations(conn, &ids).await
    }

    async fn load_relations(&mut self, conn: &mut Conn, customers: &[String]) -> Result<()> {
        #[derive(sqlx::FromRow)]
        struct Found {
            customer_id: CustomerId,
            member_id: MemberId,
            id: RelationId,
            by_hand: bool,
            #[sqlx(flatten)]
            record: RelationRecord,
        }
        if customers.is_empty() {
            return Ok(());
        }
        let mut sql = QueryBuilder::<Db>::new(
            "select customer_id, member_id, id, connection_id is null as by_hand, remark, description, company, phones, add_way, channel, since, state, digest \
             from relations where customer_id in (",
        );
        push_list(&mut sql, customers.iter().cloned());
        sql.push(")");
        let found: Vec<Found> = sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new(
            "select t.relation_id, t.tag_id from relations r join relation_tags t on t.relation_id = r.id \
             where r.customer_id in (",
        );
        push_list(&mut sql, customers.iter().cloned());
        sql.push(") order by t.relation_id, t.tag_id");
        let tags: Vec<(RelationId, String)> = sql.build_query_as().persistent(false).fetch_all(&mut *conn).await?;
        for (relation, tag) in tags {
            self.tags_of.entry(relation).or_default().push(tag);
        }
        self.by_hand.extend(found.iter().filter(|row| row.by_hand).map(|row| row.id.clone()));
        self.relations.extend(found.into_iter().map(|row| ((row.customer_id, row.member_id), (row.id, row.record))));
        Ok(())
    }

    /// A customer with its ids there and here.
    pub(super) fn customer<'a>(
        &'a self,
        external: &'a String,
    ) -> Option<(&'a String, &'a CustomerId, &'a CustomerRecord)> {
        self.customers.get(external).map(|(id, record)| (external, id, record))
    }

    /// Our ids of the platform's tags; unknown ones are left out until the next run brings them.
    pub(super) fn tags_named(&self, external: &[String]) -> Vec<String> {
        let mut tags: Vec<String> = external.iter().filter_map(|tag| self.tags.get(tag).cloned()).collect();
        tags.sort();
        tags.dedup();
        tags
    }
}
