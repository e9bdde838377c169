//! Rules for joining: who comes in at once, who waits, by which way nobody comes, and what people are asked for.

mod get;
mod outcome;
mod save;
mod simulate;
mod touched;

pub(crate) use get::find;
pub use get::get;
pub use outcome::outcome;
pub use save::save;
pub(crate) use save::{raw, write};
pub use simulate::simulate;
pub use touched::touched;

use crate::{Conn, Result};
use model::invitation::Channel;
use model::join_rules::{JoinOutcome, judge};
use model::permission::Role;
use model::{Code, OrganisationId, Problem};

/// Passes if the organisation takes people by this way.
///
/// # Errors
/// [`Code::ChannelClosed`], naming the channel.
pub(crate) async fn require_open(
    conn: &mut Conn,
    organisation: &OrganisationId,
    channel: Channel,
    inviter: Role,
) -> Result<()> {
    let rules = find(conn, organisation).await?;
    match judge(channel, Some(inviter), &rules).outcome {
        JoinOutcome::Refused => Err(Problem::new(Code::ChannelClosed).with("channel", channel).into()),
        JoinOutcome::Joins | JoinOutcome::Waits => Ok(()),
    }
}
