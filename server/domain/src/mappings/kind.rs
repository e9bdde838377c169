//! Carrying out and putting back what Auto Sync, a confirmation of many, and a file propose.

use super::{apply, invert};
use crate::change::{Applied, Context, Inverted, Kind, Row};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use futures::future::BoxFuture;
use model::audit::Verb;
use model::mapping::MappingStatus;
use model::{ConnectionId, MemberId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The kind of change set.
pub struct Mappings;

/// What a row carries; the account is the row's record there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Carried {
    /// On which connection; nothing where the whole set is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<ConnectionId>,
    /// The account, where the row's record there is something else: the line of a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// What to do.
    #[serde(flatten)]
    pub deed: Deed,
}

/// What a row does.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(crate) enum Deed {
    /// The account becomes the member's.
    Link {
        /// Whose.
        member: MemberId,
        /// What it is called there.
        account: String,
        /// Who decided; nobody for Auto Sync.
        by: Option<String>,
    },
    /// The account becomes the member's instead of another, or of none on purpose.
    Change {
        /// Whose.
        member: MemberId,
        /// What it is called there.
        account: String,
        /// The account before: its id and what it is called; nothing for somebody who was ignored.
        was: Option<(String, String)>,
        /// Who decided.
        by: String,
    },
    /// The account is no longer the member's.
    Unlink {
        /// Whose it was.
        member: MemberId,
        /// What it is called there.
        account: String,
    },
}

impl From<Deed> for Carried {
    fn from(deed: Deed) -> Self {
        Self { connection: None, external_id: None, deed }
    }
}

impl Deed {
    pub(super) const fn member(&self) -> &MemberId {
        match self {
            Self::Link { member, .. } | Self::Change { member, .. } | Self::Unlink { member, .. } => member,
        }
    }

    /// For the activity: the account before and after.
    pub(super) fn told(&self) -> (Value, Value) {
        let told = |account: &str| json!({ "account": account });
        match self {
            Self::Link { account, .. } => (Value::Null, told(account)),
            Self::Change { account, was: Some((_, was)), .. } => (told(was), told(account)),
            Self::Change { account, was: None, .. } => (json!({ "status": MappingStatus::Ignored }), told(account)),
            Self::Unlink { account, .. } => (told(account), Value::Null),
        }
    }

    pub(super) const fn verb(&self) -> Verb {
        match self {
            Self::Link { .. } => Verb::Create,
            Self::Change { .. } => Verb::Update,
            Self::Unlink { .. } => Verb::Delete,
        }
    }
}

impl Kind for Mappings {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(apply::apply(conn, context, rows))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert::invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["mappings", "imports"]
    }
}

/// A member as he stands before a block is carried out.
#[derive(sqlx::FromRow)]
pub(super) struct Before {
    pub member_id: MemberId,
    pub here: bool,
    pub email_key: String,
    pub status: Option<MappingStatus>,
    pub external_id: Option<String>,
    pub attempts: i64,
}

/// Members as they stand on a connection.
pub(super) async fn before(
    conn: &mut Conn,
    connection: &ConnectionId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Before>> {
    let mut all = HashMap::new();
    for block in members.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select m.id as member_id, m.status in ('active', 'suspended') as here, coalesce(m.email_key, '') as email_key, g.status, \
             g.external_id, coalesce(g.attempts, 0) as attempts from members m left join mappings g on g.member_id = m.id \
             and g.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" where m.id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Before> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|one| (one.member_id.clone(), one)));
    }
    Ok(all)
}

/// On which connection, which account, and what to do.
pub(super) fn carried(context: &Context, row: &Row) -> Result<(ConnectionId, String, Deed)> {
    let Carried { connection, external_id, deed } = serde_json::from_str(&row.payload)?;
    let connection = match connection {
        Some(connection) => connection,
        None => context.connection()?.clone(),
    };
    Ok((connection, external_id.unwrap_or_else(|| row.external_id.clone()), deed))
}
