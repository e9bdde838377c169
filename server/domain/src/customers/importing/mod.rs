//! Customers out of a file: tags made, customers added and changed, and all of it put back.

mod add;
mod change;
mod remove;
mod tag;

use super::rows::Row as Customer;
use crate::change::{Applied, Context, Inverted, Kind, Row, kept};
use crate::{Conn, Result};
use futures::future::BoxFuture;
use model::customer_edit::EditCustomer;
use model::{MemberId, Moment, TagId};
use serde::{Deserialize, Serialize};

/// What a row carries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Payload {
    /// A tag of the organisation's own.
    Tag(TagName),
    /// Somebody new.
    Add(Box<NewCustomer>),
    /// Somebody who is here.
    Change(Box<Change>),
}

/// A tag by what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TagName {
    /// Its id; nothing for one that is to be made first.
    pub id: Option<TagId>,
    /// The group; empty for none.
    pub group: String,
    /// The name.
    pub name: String,
}

impl TagName {
    /// The tag for people: `group/name`.
    pub fn shown(&self) -> String {
        if self.group.is_empty() { self.name.clone() } else { [self.group.as_str(), &self.name].join("/") }
    }
}

/// Somebody new, as he is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct NewCustomer {
    pub name: String,
    pub company: String,
    pub position: String,
    pub phone: String,
    pub email: String,
    pub note: String,
    pub owners: Vec<MemberId>,
    pub tags: Vec<TagName>,
    /// When he came; nothing for the moment in which he is added.
    pub added: Option<Moment>,
}

/// What is to become of somebody who is here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Change {
    /// The fields; tags that are to be made have no id yet, so all of them stand beside.
    pub edit: EditCustomer,
    /// All tags of the organisation's own from now on.
    pub tags: Option<Vec<TagName>>,
}

/// The kind of change.
pub(crate) struct Importing;

impl Kind for Importing {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(async move {
            let mut payloads = Vec::with_capacity(rows.len());
            for row in rows {
                payloads.push(serde_json::from_str::<Payload>(&row.payload)?);
            }
            // Rows of one sort stand together by their rank; each stretch of new customers is written at once.
            let mut done = Vec::with_capacity(rows.len());
            let mut at = 0;
            while at < rows.len() {
                match &payloads[at] {
                    Payload::Tag(wanted) => done.push(tag::apply(conn, context, wanted).await?),
                    Payload::Change(wanted) => done.push(change::apply(conn, context, &rows[at], wanted).await?),
                    Payload::Add(_) => {
                        let new: Vec<&NewCustomer> = payloads[at..]
                            .iter()
                            .map_while(|payload| match payload {
                                Payload::Add(new) => Some(new.as_ref()),
                                _ => None,
                            })
                            .collect();
                        done.extend(add::apply(conn, context, &new).await?);
                    }
                }
                at = done.len();
            }
            Ok(done)
        })
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(async move {
            match serde_json::from_str::<Payload>(&row.payload)? {
                Payload::Tag(made) => tag::invert(conn, context, row, &made).await,
                Payload::Add(_) => remove::invert(conn, context, row).await,
                Payload::Change(_) => change::invert(conn, context, row).await,
            }
        })
    }

    fn topics(&self) -> &'static [&'static str] {
        &["customers", "imports"]
    }
}

/// The customer that a row was about, if nobody changed him since; else why he is left alone.
async fn untouched(conn: &mut Conn, context: &Context, row: &Row) -> Result<std::result::Result<Customer, Inverted>> {
    let id = model::CustomerId(row.subject_id.clone().unwrap_or_default());
    Ok(match super::rows::find(conn, &context.organisation, &id).await? {
        None => Err(kept("deleted")),
        Some(found) if Some(found.revision) != row.revision_after => Err(kept("edited")),
        Some(found) => Ok(found),
    })
}
