//! Letters about a platform that is not heard any more, to whoever wants to hear of Auto Sync that failed.

use super::syncs::Row;
use crate::{Conn, Result, Services, mappings};
use model::outbox::Template;
use model::presence::Side;
use model::{ConnectionId, Problem};

/// Tells of an outage.
///
/// # Errors
/// What the database says.
pub(super) async fn outage(
    conn: &mut Conn,
    services: &Services,
    sync: &Row,
    (connection, problem): (&ConnectionId, &Problem),
) -> Result<()> {
    let name = match sync.side(connection) {
        Side::Telephony => &sync.telephony_name,
        Side::ContactCentre => &sync.centre_name,
    };
    let about = mappings::About {
        template: Template::PresenceOutage,
        organisation: &sync.organisation_id,
        connection,
        name,
        id: connection.as_str(),
    };
    mappings::notify(conn, services, &about, problem).await
}
