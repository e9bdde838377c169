//! The order of the steps, and `manifest.json`, which tells the server what the shell has to name.

use crate::{Flavour, bundle, names, packs, press, wasm};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the HTML shell names, and how large everything is. `server/src/site.rs` reads the same file.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// Start of every address below `/assets`, such as `/assets/3f2a9c0d1e4b5a67/`.
    pub base: String,
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// By path below the site folder, without the compressed siblings.
    pub files: BTreeMap<String, Sizes>,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
pub struct Sizes {
    pub raw: u64,
    /// Absent in dev, where nothing is compressed, and for files that compression does not help.
    pub br: Option<u64>,
}

pub const JS: &str = "start.js";
pub const WASM: &str = "muster_bg.wasm";
pub const CSS: &str = "main.css";

pub fn build(flavour: Flavour, linked: &Path, root: &Path, site: &Path) -> Result<()> {
    let work = Fresh::beside(site, "work")?;
    let next = Fresh::beside(site, "next")?;
    let assets = next.0.join("assets/new");
    fs::create_dir_all(&assets)?;

    wasm::split_and_bind(flavour, linked, &work.0)?;
    if flavour == Flavour::Release {
        wasm::optimise(&work.0)?;
        packs::join(&work.0)?;
        names::shorten(&work.0, WASM)?;
    }
    bundle::scripts(flavour, &work.0, &assets)?;
    bundle::styles(flavour, &root.join("style"), &assets)?;

    // One name for all assets: their relative imports stay as they are, and any change renames the folder.
    let hash = digest(&assets)?;
    fs::rename(&assets, next.0.join("assets").join(&hash))?;
    copy(&root.join("public"), &next.0)?;

    let files = press::compress(flavour, &next.0)?;
    let base = format!("/assets/{hash}/");
    let manifest = Manifest { js: base.clone() + JS, wasm: base.clone() + WASM, css: base.clone() + CSS, base, files };
    fs::write(next.0.join("manifest.json"), serde_json::to_vec_pretty(&manifest)?)?;
    replace(&next.0, site)
}

/// A new empty folder that is gone when dropped.
struct Fresh(PathBuf);

impl Fresh {
    fn beside(site: &Path, suffix: &str) -> Result<Fresh> {
        let path = site.with_extension(suffix);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
        Ok(Fresh(path))
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every file below `folder`, in a stable order.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(walk(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Copies what is there; a missing folder is an empty one.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    for file in walk(from)? {
        let target = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(target.parent().context("a file has a parent")?)?;
        fs::copy(&file, target)?;
    }
    Ok(())
}

fn digest(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in walk(folder)? {
        hash.update(file.strip_prefix(folder)?.as_os_str().as_encoded_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(fs::read(&file)?));
    }
    Ok(hex::encode(&hash.finalize()[..8]))
}

/// Leaves the folder alone when nothing changed, so that the server is not built again for nothing.
fn replace(next: &Path, site: &Path) -> Result<()> {
    let old = fs::read(site.join("manifest.json")).unwrap_or_default();
    if old == fs::read(next.join("manifest.json"))? && digest(next)? == digest(site)? {
        return Ok(());
    }
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::rename(next, site).with_context(|| format!("cannot put the site at {}", site.display()))
}
