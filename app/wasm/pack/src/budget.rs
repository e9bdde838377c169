//! What a visitor downloads, held against limits.

use crate::packs;
use crate::site::Manifest;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Brotli bytes of all that the start page loads. The floor of a two-route Leptos app is 110 kB; on the slow 4G of Lighthouse
/// 260 kB are 1.3 s.
const FIRST_VIEW: u64 = 260_000;
/// Brotli bytes of each module that a lazy route loads, and of each pack of shared ones.
const LAZY_MODULE: u64 = 130_000;

pub fn check(site: &Path) -> Result<()> {
    let text = fs::read(site.join("manifest.json")).with_context(|| format!("no site at {}", site.display()))?;
    let manifest: Manifest = serde_json::from_slice(&text)?;
    let named = [&manifest.js, &manifest.wasm, &manifest.css].map(|path| path.trim_start_matches('/').to_owned());
    let is_first = |name: &String| named.contains(name) || packs::is_first(name);

    println!("{:>10} {:>10}  file", "raw", "brotli");
    let mut sum = 0;
    let mut over = Vec::new();
    for (name, sizes) in &manifest.files {
        println!("{:>10} {:>10}  {name}", sizes.raw, sizes.br.map_or("-".to_owned(), |b| b.to_string()));
        let wire = sizes.br.unwrap_or(sizes.raw);
        if is_first(name) {
            sum += wire;
        } else if wire > LAZY_MODULE {
            over.push(format!("{name}: {wire} of {LAZY_MODULE}"));
        }
    }
    println!("first view {sum} of {FIRST_VIEW} bytes, lazy modules at most {LAZY_MODULE} each");
    if sum > FIRST_VIEW {
        over.push(format!("first view: {sum} of {FIRST_VIEW}"));
    }
    ensure!(over.is_empty(), "above the size budget: {}", over.join("; "));
    Ok(())
}
