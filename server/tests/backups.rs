//! Backups of the whole installation.

#[cfg(not(feature = "postgres"))]
mod before;
#[cfg(not(feature = "postgres"))]
mod crash;
#[cfg(not(feature = "postgres"))]
mod fault;
#[cfg(not(feature = "postgres"))]
mod keep;
#[cfg(not(feature = "postgres"))]
mod make;
#[cfg(not(feature = "postgres"))]
mod restore;
mod rights;
#[cfg(not(feature = "postgres"))]
mod store;

#[cfg(not(feature = "postgres"))]
use crate::common::{Client, TestApp};
#[cfg(not(feature = "postgres"))]
use serde_json::{Value, json};

/// The settings as they are, with some changed.
#[cfg(not(feature = "postgres"))]
pub async fn settings(owner: &Client, change: Value) -> Value {
    let mut settings = owner.ask("backups/list", json!({})).await["settings"].clone();
    for (name, value) in change.as_object().expect("an object") {
        settings[name] = value.clone();
    }
    settings
}

#[cfg(not(feature = "postgres"))]
impl TestApp {
    /// Makes a backup by hand; as it stands in the list then.
    pub async fn back_up(&self, owner: &Client) -> Value {
        let begun = owner.ask("backups/begin", json!({})).await;
        self.work().await;
        let page = owner.ask("backups/list", json!({})).await;
        crate::common::find(&page["items"], "id", begun["id"].as_str().expect("an id"))
    }

    /// The file of a backup.
    pub fn file_of(backup: &Value) -> std::path::PathBuf {
        std::path::Path::new(backup["folder"].as_str().expect("a folder"))
            .join(backup["file_name"].as_str().expect("a name"))
    }
}
