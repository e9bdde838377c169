//! What can go wrong while one is made.

use super::settings;
use crate::common::{Client, TestApp};
use serde_json::{Value, json};
use std::path::Path;

async fn into(app: &TestApp, owner: &Client, folder: &Path) -> Value {
    let change = json!({ "folder": folder });
    owner.ask("backups/save", json!({ "settings": { "settings": settings(owner, change).await } })).await;
    app.back_up(owner).await
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said_and_nothing_is_left() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let file = app.data().join("a-file");
    std::fs::write(&file, "in the way").unwrap();
    let backup = into(&app, &owner, &file.join("below")).await;
    assert_eq!(backup["state"], "failed");
    assert_eq!(backup["problem"]["code"], "backup");
    assert!(backup["problem"]["params"].to_string().contains("not_writable"), "{backup}");
    assert_eq!(std::fs::read_dir(app.data().join("staging")).unwrap().count(), 0);
    let run = owner.ask("runs/get", json!({ "id": backup["run"] })).await;
    assert_eq!((&run["state"], &run["problem"]["code"]), (&json!("failed"), &json!("backup")));
    let better = into(&app, &owner, &app.data().join("elsewhere")).await;
    assert_eq!(better["state"], "verified");
}

/// Mounts a small disk, where this is allowed: in CI as root.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).expect("a folder");
        let mount = std::process::Command::new("mount");
        let mounted = { mount }.args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"]).arg(at).output();
        mounted.is_ok_and(|output| output.status.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(&self.0).output();
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_leaves_no_half_file() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let folder = app.data().join("small");
    let Some(disk) = SmallDisk::mount(&folder) else {
        println!("not allowed to mount a small disk here");
        return;
    };
    // What is random does not shrink.
    std::fs::write(folder.join("filler"), vec![7; 60 * 1024]).unwrap();
    let backup = into(&app, &owner, &folder).await;
    assert_eq!(backup["state"], "failed", "{backup}");
    assert!(backup["problem"]["params"].to_string().contains("disk_full"), "{backup}");
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["filler"]);
    drop(disk);
}
