//! Putting somebody out, and letting him in again.

use serde_json::json;

use super::{
    client::Ccc,
    error::CccError,
    staff_write::{Done, named},
};

const FORCE: &str = "ForceMemberOffline";
const RESTORE: &str = "RestoreMemberOnline";

impl Ccc {
    /// `ForceMemberOffline`: the agent's session ends, and he cannot sign in until [`Ccc::restore_online`]. Remember it:
    /// no call tells who was forced offline.
    pub async fn force_offline(&self, mail: &str) -> Result<(), CccError> {
        self.again::<Done>(FORCE, json!({"UserId": named(FORCE, mail)?})).await.map(drop)
    }

    /// `RestoreMemberOnline`: the agent may sign in again; he is not signed in by it.
    pub async fn restore_online(&self, mail: &str) -> Result<(), CccError> {
        self.again::<Done>(RESTORE, json!({"UserId": named(RESTORE, mail)?})).await.map(drop)
    }
}
