//! Looking at who would come back, and what of him cannot.

use crate::change::draft::Draft;
use crate::customers::bin::copy::Copy;
use crate::store::push_list;
use crate::sync::field;
use crate::{Conn, Db, Result};
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::{CustomerId, MemberId, TagId};
use sqlx::QueryBuilder;
use std::collections::HashSet;

/// What of a copy cannot come back as it was.
#[derive(Debug, Default)]
pub(super) struct Losses {
    /// Members who are no longer here: their relations stay out.
    pub members: HashSet<MemberId>,
    /// Tags that are no longer here.
    pub tags: HashSet<TagId>,
    /// The same person on a connected platform, who was added here again since.
    pub again: Option<CustomerId>,
}

/// What is no longer here of what a copy refers to.
pub(super) async fn losses(conn: &mut Conn, copy: &Copy) -> Result<Losses> {
    let mut losses = Losses::default();
    let owners: Vec<MemberId> = copy.owners().into_iter().cloned().collect();
    for block in owners.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select id from members where id in (");
        push_list(&mut sql, block.iter().cloned());
        let here: Vec<MemberId> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        losses.members.extend(block.iter().filter(|id| !here.contains(id)).cloned());
    }
    let tags: HashSet<TagId> = copy
        .tags
        .iter()
        .map(|part| part.tag_id.clone())
        .chain(copy.own_tags.iter().map(|part| part.tag_id.clone()))
        .collect();
    let tags: Vec<TagId> = tags.into_iter().collect();
    for block in tags.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select id from tags where id in (");
        push_list(&mut sql, block.iter().cloned());
        let here: Vec<TagId> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        losses.tags.extend(block.iter().filter(|id| !here.contains(id)).cloned());
    }
    for link in &copy.links {
        let again: Option<CustomerId> =
            sqlx::query_scalar("select customer_id from customer_links where connection_id = $1 and external_id = $2")
                .bind(&link.connection_id)
                .bind(&link.external_id)
                .fetch_optional(&mut *conn)
                .await?;
        losses.again = losses.again.or(again);
    }
    Ok(losses)
}

/// The row that proposes to bring a customer back.
pub(super) fn draft(copy: &Copy, losses: &Losses) -> Draft {
    let names = |gone: bool| {
        let mut names: Vec<&str> = copy
            .relations
            .iter()
            .filter(|part| losses.members.contains(&part.member_id) == gone)
            .map(|part| part.member.as_str())
            .collect();
        names.dedup();
        names.join(", ")
    };
    let all = copy.tags.iter().map(|part| &part.tag_id).chain(copy.own_tags.iter().map(|part| &part.tag_id));
    let lost_tags = all.filter(|tag| losses.tags.contains(*tag)).count();
    let lost_tags = if lost_tags == 0 { String::new() } else { lost_tags.to_string() };
    let (verdict, reason) = match losses.again {
        Some(_) => (Verdict::Conflict, Reason::HereAgain),
        None => (Verdict::Add, Reason::Asked),
    };
    Draft {
        rank: 1,
        subject: Subject::Customer,
        subject_id: Some(copy.customer.id.0.clone()),
        external_id: String::new(),
        name: copy.customer.name.clone(),
        detail: copy.customer.company.clone(),
        verdict,
        reason,
        fields: [
            field("owners", "", &names(false)),
            field("owners_gone", &names(true), ""),
            field("tags_gone", &lost_tags, ""),
        ]
        .into_iter()
        .flatten()
        .collect(),
        payload: serde_json::json!({}),
        braked: false,
    }
}
