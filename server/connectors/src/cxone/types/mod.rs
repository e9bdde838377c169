//! What travels on the wire, read with tolerance: unknown fields are ignored, missing ones are empty, and both
//! spellings that the platform mixes are taken.

mod agent;
mod code;
mod correlation;
mod id;
pub(crate) mod lenient;
mod rule;
mod state;

pub use agent::Agent;
pub use code::{Team, UnavailableCode};
pub use correlation::{Correlation, CorrelationSearch, CorrelationStatus};
pub use id::{AgentId, Cursor, OutStateId, Page, PollTime, TeamId};
pub use rule::{PresenceRule, StatePair};
pub use state::{AgentState, NewState, StateKind};
