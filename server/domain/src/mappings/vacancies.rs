//! Who of several can take an account over: whoever has none on its connection.

use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::{ConnectionId, HandoverId, MappingId, MemberId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Accounts that a hand-over is about, and who has one on their connections.
pub(crate) struct Vacancies {
    places: HashMap<String, ConnectionId>,
    held: HashSet<(ConnectionId, MemberId)>,
}

impl Vacancies {
    /// Of all mappings of a hand-over, for these successors.
    ///
    /// # Errors
    /// What the database says.
    pub async fn look(conn: &mut Conn, handover: &HandoverId, successors: &[MemberId]) -> Result<Self> {
        let places: Vec<(MappingId, ConnectionId)> = sqlx::query_as(
            "select g.id, g.connection_id from handover_items i join mappings g on g.id = i.subject_id \
             where i.handover_id = $1 and i.kind = 'mapping'",
        )
        .bind(handover)
        .fetch_all(&mut *conn)
        .await?;
        let mut held = HashSet::new();
        for block in successors.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new(
                "select connection_id, member_id from mappings where status = 'mapped' and member_id in (",
            );
            push_list(&mut sql, block.iter().cloned());
            let found: Vec<(ConnectionId, MemberId)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
            held.extend(found);
        }
        Ok(Self { places: places.into_iter().map(|(id, place)| (id.0, place)).collect(), held })
    }

    /// Gives an account to this successor, else to the first who has none there; nobody if each has one.
    pub fn take(&mut self, mapping: &str, wanted: &MemberId, all: &[MemberId]) -> Option<MemberId> {
        let place = self.places.get(mapping)?;
        let free = |one: &&MemberId| !self.held.contains(&(place.clone(), (*one).clone()));
        let to = std::iter::once(wanted).chain(all).find(free)?.clone();
        self.held.insert((place.clone(), to.clone()));
        Some(to)
    }
}
